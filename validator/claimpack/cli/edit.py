"""The command ``claimpack edit``."""

from __future__ import annotations

from typing import Any

import click

from claimpack.cli import commonoptions, recordoptions
from claimpack.curation.records.recordedit import EDITABLE, why_fixed
from claimpack.package.tableschema import Field, table_schema
from claimpack.wording import listed

_ALSO_CALLED = {"coverage_reason": ["--reason"]}


def _columns() -> list[click.Parameter]:
    """One option for each column that can be changed in any of the tables."""
    tables: dict[str, list[str]] = {}
    first: dict[str, Field] = {}
    for name in EDITABLE:
        schema = table_schema(name)
        for field in schema.fields.values():
            first.setdefault(field.name, field)
            if not why_fixed(name, field.name, schema.primary_key):
                tables.setdefault(field.name, []).append(name)
    made = []
    for name, field in first.items():
        about = f"In {listed(tables[name])}: {field.title.lower()}." if name in tables else ""
        made.append(recordoptions.column_option(field, *_ALSO_CALLED.get(name, ()), about=about))
        made[-1].hidden = not about  # an option that only explains why the column can't be changed
    return made  # type: ignore[return-value]


def _run(**given: Any) -> None:
    """Change a record: a claim, a source, the coverage of a passage, or any other.

    ID is the id of the record. A reference is named by its article and its citation (A1/12), a relation by its two
    claims (C2/restates/C1). Give the new values as options, "" for blank; without options, you are asked on a terminal.
    Before the record is written, you see it before and after the change, and what claimpack validate would report on
    it. Everything else in the file stays the same, including columns of your own. Several records of one table can be
    given the same values at once.

    The ids of records can't be changed. The positions of passages are written by claimpack anchor.

    Exit code: 0 written or nothing to change, 1 not agreed to, or an error that nobody accepted, 2 wrong use, 3 a file
    could not be read or written.

    \b
    Examples:
      claimpack edit C012
      claimpack edit C012 --frequency rare --note ""
      claimpack edit light --table concepts --label "Light therapy"
      claimpack edit --coverage none --reason "Reference list." P041 P042 P043
    """
    from claimpack.cli.recordediting import edit_named  # noqa: PLC0415 - the help needs none of it

    edit_named(**given)


command = recordoptions.record_command(
    "edit",
    _run,
    [
        click.Argument(["names"], metavar="ID...", nargs=-1, required=True, type=commonoptions.TEXT),
        click.Option(
            ["--table"],
            type=click.Choice(list(EDITABLE)),
            help="The table of the record, if several tables have its id.",
        ),
        *_columns(),
        click.Option(["--yes"], is_flag=True, help="Write without asking."),
    ],
    str(_run.__doc__),
)
