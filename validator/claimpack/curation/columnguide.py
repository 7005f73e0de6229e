"""The guide to the columns, made of the Table Schemas: ``python -m claimpack.curation.columnguide`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimpack.curation.form.roworder import row_order
from claimpack.package.tableschema import TABLES, Field, TableSchema, table_schema
from claimpack.wording import listed

_HEAD = """## The tables and their columns

This page is made by `python -m claimpack.curation.columnguide`: do not edit.

Every table is a CSV file in UTF-8, with commas, LF at the ends of lines and one header row. A column marked with * must
be filled in. A list separates its items by `;`. What is not stated stays blank. `claimpack fmt` puts files in this
form; `claimpack validate` says where one departs from it. Examples are from the package that Claimpack grew up with; a
word without one has not been needed there.
"""

_TAIL = """
## source-texts.json

Not a table, and it need not be there: `claimpack import estimates` writes it beside `estimates.csv`. For each estimate
that was read from pasted text it has the SHA-256 of the text (in NFC, lines ended by LF, without white space at its
ends) and, by column, where the digits begin and end in it, in code points. The text itself is never kept. With it
`claimpack validate --source-text DIR` looks at the very place a number was read from; without it, or where the text is
another one, the number is searched in the whole text. It is a file of its own and no column, since it says nothing of
the source that people would read or type, and nothing is lost where it is deleted. Keep it in the repository: it has
one line an estimate, so that versions can be merged.
"""

_TYPES = {
    "integer": "A whole number in plain digits.",
    "number": "A number with a decimal point; its digits stay as printed.",
    "date": "A day, year first, like 2026-02-19.",
    "list": "Several are separated by ; without blanks.",
}


def how_written(field: Field) -> list[str]:
    """How what is in a column is written, in a sentence or two; none where any text may stand."""
    sentences = [_TYPES[field.type]] if field.type in _TYPES else []
    if field.is_partial_date:
        sentences.append("A year, a month or a day: 2026, 2026-02 or 2026-02-19.")
    return sentences


def column_guide() -> str:
    """The guide in Markdown: what each command does, and each column with what it holds, its words and one example."""
    contents = "\n".join(f"- [{name}.csv](#{name}csv): {_first(table_schema(name))}" for name in TABLES)
    guide = Path(__file__).with_name("curatorsguide.md").read_text(encoding="utf-8")
    return "\n".join([guide, _HEAD, contents, *(part for name in TABLES for part in _table(table_schema(name))), _TAIL])


def _first(schema: TableSchema) -> str:
    return str(schema.descriptor["description"])


def _table(schema: TableSchema) -> Iterator[str]:
    key = listed([f"`{column}`" for column in schema.primary_key])
    order = listed([f"`{column}`" for column in row_order(schema)])
    yield f"\n## {schema.name}.csv\n\n{_first(schema)} Its key is {key}; rows are sorted by {order}.\n"
    yield "| column | what it holds | example |\n|---|---|---|"
    for field in schema.fields.values():
        name = f"`{field.name}`" + (" *" if field.required else "")
        yield f"| {name} | {_cell(_holds(schema, field))} | `{_cell(field.example)}` |"
    for field in schema.fields.values():
        if field.words:
            yield f"\n`{field.name}` is one of these words:\n\n| word | what it means | example |\n|---|---|---|"
            for word, meaning in field.meanings.items():
                yield f"| `{word}` | {_cell(meaning)} | {_cell(field.examples.get(word, ''))} |"


def _holds(schema: TableSchema, field: Field) -> str:
    named = next((each for each in schema.references if each.field == field.name), None)
    parts = [field.description, *how_written(field)]
    if named is not None and not field.concept_kind:
        parts.append(f"{'Ids' if field.is_list else 'An id'} of [{named.table}.csv](#{named.table}csv).")
    if field.concept_kind:
        parts.append(f"See [concepts.csv](#conceptscsv), kind `{field.concept_kind}`.")
    if field.words:
        parts.append("One of the words below.")
    return " ".join(part for part in parts if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    print(column_guide(), end="")  # noqa: T201 - what it is for
