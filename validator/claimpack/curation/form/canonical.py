"""Brings tables into canonical form, and corrects what a spreadsheet changed if it is certain what was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from claimpack.curation.form.encodingdetection import UncertainFileError
from claimpack.curation.form.foreigncsv import plain_file
from claimpack.curation.form.repaircandidates import CellContext, is_refused, plain, readings, refused
from claimpack.curation.form.roworder import row_key
from claimpack.curation.form.splitcells import split_cell
from claimpack.curation.form.tidy import tidy
from claimpack.curation.tableedit import as_csv
from claimpack.package.csvfile import parse
from claimpack.package.files import is_packed
from claimpack.package.header import as_column_name, match_header
from claimpack.package.identifiers import FORMS, bare_identifier
from claimpack.package.place import cell_address
from claimpack.package.tableschema import TABLES, Field, TableSchema, table_schema
from claimpack.wording import counted, listed, quoted

_MAY_HOLD_TWO = (
    *("p_value", "estimate", "ci_low", "ci_high", "control_risk"),
    *("stated_value", "stated_low", "stated_high", "stated_control_value"),
)
_NOBODY_CAN_TELL = "is not allowed there, and it is not certain what it was"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell that was changed back to what it certainly had been."""

    cell: str
    """Its address in the file as it was."""
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that is not allowed in its column, and whose original value is not certain."""

    cell: str
    line: int
    column: str
    value: str
    readings: tuple[str, ...]
    """The values that it may have had; empty if none can be told."""

    @property
    def question(self) -> str:
        """The question for the person who decides."""
        may_be = f"may be {listed(map(quoted, self.readings), 'or')}" if self.readings else _NOBODY_CAN_TELL
        return f"{quoted(self.value)} {may_be}. Write what is meant."


@dataclass(slots=True)
class Formatted:
    """A table's file before and after."""

    table: str
    path: str
    before: bytes
    after: bytes
    """The file in canonical form; unchanged if that is not certain."""
    as_read: bytes = b""
    """The cells of ``before`` in the form of ``after``, so that a diff shows only what changed in them."""
    repairs: list[str] = field(default_factory=list)
    """The changes to the file as a whole."""
    tidied: int = 0
    """How many cells were brought into canonical form, which keeps their meaning."""
    corrected: list[Corrected] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    obstacle: str = ""
    """Why the file is left as it was; blank if it is not."""
    hint: str = ""
    """What to do about that."""

    @property
    def is_changed(self) -> bool:
        """Whether the file has to be written."""
        return self.before != self.after

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not self.obstacle and not self.doubts


@dataclass(slots=True)
class _Draft:
    """A file that is being brought into canonical form."""

    schema: TableSchema
    result: Formatted
    header: list[str]
    records: list[list[str]]
    rows: Sequence[int]
    lines: Sequence[int]
    beside: Sequence[_Draft] = ()
    """The other files of the table."""


def canonical(files: Mapping[str, tuple[str, bytes]], *, today: date) -> dict[str, Formatted]:
    """Each table that is one file in canonical form; see ``canonical_files``.

    Args:
        files: the path and the content of each table's file.
        today: the current day.
    """
    each = [(name, *files[name]) for name in sorted(files, key=TABLES.index)]
    return {result.table: result for result in canonical_files(each, today=today)}


def canonical_files(
    files: Sequence[tuple[str, str, bytes]], *, today: date, encoding: str | None = None
) -> list[Formatted]:
    """Files of tables in canonical form: UTF-8, commas, LF, columns and rows in order, cells tidy.

    A cell that is allowed in its column keeps its meaning. One that is not is changed back to what it was before a
    spreadsheet changed it, if only one value is possible; else it is left as it is and reported. Columns that the
    schema does not have are kept. All files of a table get the same header; each keeps its records.

    Args:
        files: the table, the path and the content of each.
        today: the current day; dates of the past can't be later.
        encoding: the encoding of files that are not UTF-8; detected if left out and certain.
    """
    known_words = cache(lambda: _words(content for _, _, content in files))
    results = [Formatted(name, path, content, content) for name, path, content in files]
    drafts: list[_Draft] = []
    for result in results:
        try:
            drafts.append(_draft(result, encoding, known_words))
        except UncertainFileError as error:
            _leave(result, str(error), error.hint)
    drafts = list(_without_broken(drafts, results))
    for draft in drafts:
        draft.beside = [each for each in drafts if each.schema is draft.schema and each is not draft]
        _correct(draft, draft.schema.primary_key, {}, today)
    ids: dict[str, AbstractSet[str]] = {}
    for draft in drafts:
        ids[draft.schema.name] = ids.get(draft.schema.name, frozenset()) | _ids(draft)
    for draft in drafts:
        _correct(draft, [label for label in draft.header if label == "measure"], {}, today)  # how the others are read
        _split_cells(draft)
        named = {each.field: ids[each.table] for each in draft.schema.references if each.table in ids}
        _correct(draft, [label for label in draft.header if label not in draft.schema.primary_key], named, today)
        _correct(draft, [column for column in draft.schema.primary_key if column in named], named, today)
    for draft in drafts:
        _finish(draft)
    _leave_packed(results)
    return results


def _leave(result: Formatted, obstacle: str, hint: str) -> None:
    """Leaves a file as it is, with the reason."""
    result.repairs.clear()
    result.obstacle, result.hint = obstacle, hint


def _leave_packed(results: Sequence[Formatted]) -> None:
    """Leaves a table as it is if one of its compressed files would have to change."""
    packed = {result.table: result.path for result in results if is_packed(result.path) and result.is_changed}
    for result in results:
        path = packed.get(result.table)
        if path is not None and result.is_changed:
            result.after = result.before
            hint = f"Unpack it with gunzip, name {path.removesuffix('.gz')} in the descriptor, and run claimpack fmt."
            _leave(result, f"{path} is compressed, and not in canonical form", hint)


def _without_broken(drafts: Sequence[_Draft], results: Sequence[Formatted]) -> Iterator[_Draft]:
    """The drafts of tables without a file that is left as it is, since all files of a table need the same header."""
    broken = {result.table: result for result in reversed(results) if result.obstacle}
    for draft in drafts:
        if draft.schema.name in broken:
            first = broken[draft.schema.name]
            _leave(draft.result, f"{first.path}, of the same table, is left as it is", "Correct that file first.")
        else:
            yield draft


def _draft(result: Formatted, encoding: str | None, known_words: Callable[[], frozenset[str]]) -> _Draft:
    schema = table_schema(result.table)
    plain = plain_file(result.before, list(schema.fields), encoding, known_words)
    result.repairs += plain.repairs
    file = parse(plain.content)
    if fault := file.harmful:
        hint = "Run claimpack validate, correct what it says of this file, and try again."
        raise UncertainFileError(f"its structure is broken at line {fault.line}", hint)
    blank = sum(int(each.detail) for each in file.faults if each.kind == "blank")  # those in a row are one fault
    trailing = sum(each.kind == "trailing" for each in file.faults)
    for count, what in ((blank, "blank row"), (trailing, "row's blank cells at the end")):
        if count:
            result.repairs.append(f"{counted(count, what)} left out")
    draft = _Draft(schema, result, list(file.header), file.records, file.rows, file.lines)
    result.as_read = as_csv(draft.header, draft.records)
    _name_columns(draft)
    for misspelt in match_header(draft.header, list(schema.fields)).unexpected:
        if misspelt.suggestion and not misspelt.repeated:
            what = f"it has a column {quoted(misspelt.text)} and none called {misspelt.suggestion}"
            raise UncertainFileError(what, f"If that is meant, name it {misspelt.suggestion}.")
    known = {*draft.header} & {*schema.fields}
    needed = {column for column, field in schema.fields.items() if field.required}
    if len(known & needed) * 2 < len(needed):
        what = f"its first row has {len(known)} of the {len(schema.fields)} columns of {schema.name}"
        raise UncertainFileError(what, "Check that it is the right file, and put the header back in its first row.")
    return draft


def _words(contents: Iterable[bytes]) -> frozenset[str]:
    """The words of files that can be read with certainty: all words of UTF-8 files, and words in ASCII of others."""
    words: set[str] = set()
    for content in contents:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:  # a word beside unreadable bytes may be incomplete
            plain = re.sub(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z]*", b" ", content)
            text = plain.decode("ascii")
        words.update(word.casefold() for word in re.findall(r"[^\W\d_]+", text))
    return frozenset(words)


def _name_columns(draft: _Draft) -> None:
    """Corrects column names that differ only in capitals and spaces, and drops empty columns without a name."""
    empty = [
        position
        for position, label in enumerate(draft.header)
        if not label.strip() and not any(record[position].strip() for record in draft.records)
    ]
    if empty:
        draft.result.repairs.append(f"{counted(len(empty), 'column')} without name or content left out")
        kept = [position for position in range(len(draft.header)) if position not in set(empty)]
        draft.header = [draft.header[position] for position in kept]
        draft.records = [[record[position] for position in kept] for record in draft.records]
    match = match_header(draft.header, list(draft.schema.fields))
    absent = set(draft.schema.fields) - set(match.positions)
    for label in match.unexpected:
        meant = as_column_name(label.text)
        if meant in absent and not label.repeated:
            draft.header[label.position] = meant
            draft.result.repairs.append(f"column {quoted(label.text)} named {meant}")
            absent.remove(meant)
    twice = sorted({label for label in draft.header if draft.header.count(label) > 1})
    if twice:
        what = f"more than one column is called {listed(map(quoted, twice))}"
        raise UncertainFileError(what, "Give each column a name of its own, or delete the one that is too many.")


def _split_cells(draft: _Draft) -> None:
    """Splits cells whose content belongs into two columns."""
    columns = [label for label in draft.header if label in _MAY_HOLD_TWO]
    for column in columns:
        position = draft.header.index(column)
        for number, record in enumerate(draft.records):
            before = record[position]
            if not before or before.replace(".", "", 1).isdecimal():
                continue
            row = dict(zip(draft.header, record, strict=False))
            for name, value in split_cell(draft.schema.name, column, tidy(None, before), row).items():
                if name not in draft.header:
                    draft.header.append(name)
                    for each in draft.records:
                        each.append("")
                place = draft.header.index(name)
                if record[place] != value:
                    address = cell_address(place, draft.rows[number])
                    draft.result.corrected.append(Corrected(address, name, record[place], value))
                    record[place] = value


def _correct(draft: _Draft, columns: Collection[str], named: Mapping[str, Collection[str]], today: date) -> None:
    """Tidies and corrects the cells of some columns in place."""
    beside = CellContext(draft.schema, dict(named), today)
    keys = draft.schema.primary_key if len(draft.schema.primary_key) == 1 else ()
    for position, label in enumerate(draft.header):
        if label not in columns:
            continue
        known = draft.schema.fields.get(label)
        cells = {record[position] for record in draft.records}
        meant = {cell: _meant(known, cell, beside) for cell in _perhaps_wrong(known, cells, beside)}
        if label in keys:
            elsewhere = frozenset[str]().union(*map(_ids, draft.beside))
            _keep_apart(meant, cells | elsewhere)
        for number, record in enumerate(draft.records) if meant else ():
            before = record[position]
            cell = meant.get(before)
            if cell is None:
                continue
            address = cell_address(position, draft.rows[number])
            if cell.certain is not None:
                record[position] = cell.certain
                draft.result.corrected.append(Corrected(address, label, before, cell.certain))
                continue
            draft.result.tidied += cell.tidied != before
            record[position] = cell.tidied
            if cell.is_doubtful:
                draft.result.doubts.append(Doubt(address, draft.lines[number], label, before, cell.readings))


@dataclass(slots=True)
class _Meaning:
    """What a cell means."""

    tidied: str
    """The cell in canonical form."""
    certain: str | None = None
    """Its original value, if that is certain."""
    is_doubtful: bool = False
    readings: tuple[str, ...] = ()


def _perhaps_wrong(known: Field | None, cells: Iterable[str], beside: CellContext) -> set[str]:
    """The cells that are not in canonical form or not allowed in their column."""
    if known is not None and known.name in FORMS:
        return set(cells)
    wrong = {cell for cell in cells if tidy(known, cell) != cell}
    return wrong if known is None else wrong | refused(known, set(cells) - wrong, beside)


def _meant(known: Field | None, cell: str, beside: CellContext) -> _Meaning:
    tidied = tidy(known, cell)
    if known is not None and known.name in FORMS:
        bare = tidied if FORMS[known.name].fullmatch(tidied) else bare_identifier(known.name, plain(tidied))
        return _Meaning(tidied, certain=bare if bare and bare != tidied else None)
    if known is None or not is_refused(known, tidied, beside):
        return _Meaning(tidied)
    found = tuple(readings(known, tidied, beside))
    if len(found) == 1:
        return _Meaning(tidied, certain=found[0])
    has_no_form = is_refused(known, tidied, replace(beside, ids={}))  # an unknown record is no matter of form
    return _Meaning(tidied, is_doubtful=bool(found) or has_no_form, readings=found)


def _keep_apart(meant: Mapping[str, _Meaning], cells: AbstractSet[str]) -> None:
    """Leaves keys as they are that would become equal, since it is not certain which record is meant."""
    counts = Counter(cell.tidied if cell.certain is None else cell.certain for cell in meant.values())
    counts.update(cells - meant.keys())
    for cell in meant.values():
        if cell.certain is not None and counts[cell.certain] > 1:
            cell.readings, cell.certain, cell.is_doubtful = (cell.certain,), None, True


def _ids(draft: _Draft) -> frozenset[str]:
    column = draft.schema.primary_key[0]
    if column not in draft.header:
        return frozenset()
    position = draft.header.index(column)
    return frozenset(record[position] for record in draft.records)


def _finish(draft: _Draft) -> None:
    """Sorts columns and rows and makes the file's new content."""
    for label in (label for other in draft.beside for label in other.header if label not in draft.header):
        draft.result.repairs.append(f"column {quoted(label)} added, as another file of the table has it")
        draft.header.append(label)
        for record in draft.records:
            record.append("")
    result, header = draft.result, draft.header
    places = {column: place for place, column in enumerate(draft.schema.fields)}
    order = sorted(range(len(header)), key=lambda position: places.get(header[position], len(places)))
    if order != sorted(order):
        result.repairs.append("columns put in order")
    records = sorted(draft.records, key=row_key(draft.schema, header))
    if records != draft.records:
        result.repairs.append("rows put in order")
    result.after = as_csv(
        [header[position] for position in order], [[record[position] for position in order] for record in records]
    )
