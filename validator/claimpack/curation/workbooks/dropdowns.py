"""The drop-downs of a workbook: words from the schema, ids from the other sheets, concepts by their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from claimpack.curation.workbooks.exportrecord import LISTS_SHEET
from claimpack.package.tableschema import Field, TableSchema, table_schema
from claimpack.wording import natural_order, shortened

BESIDE = " · "
"""Separates an id from its record's label in a drop-down; no id contains it."""
_LONGEST_LABEL = 80
LAST_ROW = 1_048_576
"""The last row of a sheet."""
Tables = Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]
"""For each table of a workbook its header and records."""


@dataclass(frozen=True, slots=True)
class WordList:
    """A column of the hidden sheet of lists."""

    title: str
    words: tuple[str, ...]


def word_lists(tables: Tables) -> list[WordList]:
    """The lists for drop-downs: the words of each column with words, the concepts of each kind, and the passages."""
    lists = [
        WordList(f"{name}.{field.name}", field.words)
        for name in tables
        for field in table_schema(name).fields.values()
        if field.words
    ]
    if "concepts" in tables:
        kinds = table_schema("concepts").fields["kind"].words
        labelled = (_labelled(*tables["concepts"], "concept_id", "label", kind) for kind in kinds)
        lists += [WordList(_kind_list(kind), words) for kind, words in zip(kinds, labelled, strict=True)]
    if "passages" in tables:
        lists.append(WordList(_PASSAGES, _labelled(*tables["passages"], "passage_id", "opening_words")))
    return lists


def _labelled(
    header: Sequence[str], records: Sequence[Sequence[str]], key: str, label: str, kind: str | None = None
) -> tuple[str, ...]:
    """The sorted ids, of one kind if that is given, each with its record's label."""
    rows = (dict(zip(header, record, strict=False)) for record in records)
    labels = {row.get(key, ""): row.get(label, "") for row in rows if kind in (None, row.get("kind"))}
    return tuple(
        f"{identifier}{BESIDE}{shortened(' '.join(called.split()), _LONGEST_LABEL)}" if called.strip() else identifier
        for identifier, called in sorted(labels.items(), key=lambda each: natural_order(each[0]))
        if identifier
    )


def without_label(cell: str) -> str:
    """The id that was chosen from a drop-down.

    >>> without_label("headache · Headache"), without_label("headache")
    ('headache', 'headache')
    """
    return cell.partition(BESIDE)[0].strip() if BESIDE in cell else cell


def drop_downs(schema: TableSchema, header: Sequence[str], tables: Tables) -> Iterator[DataValidation]:
    """The validations of a table's sheet, each over a whole column below the header.

    A word that is not in the schema is refused. An unknown id only gives a warning: its record may still be added.
    Concepts and passages are shown with their labels, which the import removes; the id alone is also accepted. List
    columns have no drop-down, since a choice would replace the whole cell.
    """
    lists = {each.title: (place, len(each.words) + 1) for place, each in enumerate(word_lists(tables), 1) if each.words}
    for position, label in enumerate(header, 1):
        field = schema.fields.get(label)
        formula = _choices(schema, field, tables, lists) if field is not None and not field.is_list else ""
        if field is not None and formula:
            letter = get_column_letter(position)
            yield _validation(field, formula, f"{letter}2:{letter}{LAST_ROW}")


def _choices(schema: TableSchema, field: Field, tables: Tables, lists: Mapping[str, tuple[int, int]]) -> str:
    """The formula of the range that a column's drop-down shows; blank if it has none."""
    target = next((each for each in schema.references if each.field == field.name), None)
    title = f"{schema.name}.{field.name}" if field.words else ""
    if field.concept_kind:
        title = _kind_list(field.concept_kind)
    elif target is not None and target.table == "passages" and "passages" in tables:
        title = _PASSAGES
    if title:
        place, last = lists.get(title, (0, 0))
        letter = get_column_letter(place) if place else ""
        return f"{LISTS_SHEET}!${letter}$2:${letter}${last}" if place else ""
    if target is None or target.table not in tables or target.key not in tables[target.table][0]:
        return ""
    letter = get_column_letter(tables[target.table][0].index(target.key) + 1)
    first, column = f"{target.table}!${letter}$2", f"{target.table}!${letter}:${letter}"
    return f"OFFSET({first},0,0,MAX(1,COUNTA({column})-1),1)"  # grows with the ids that are added


_PASSAGES = "passages by their opening words"


def _kind_list(kind: str) -> str:
    return f"concepts of kind {kind}"


def _validation(field: Field, formula: str, cells: str) -> DataValidation:
    is_word = bool(field.words)
    is_labelled = bool(field.concept_kind) or field.name == "passage_id"
    if is_word:
        error = "Only the words of the list are allowed here."
    elif field.concept_kind:
        error = f"No {field.concept_kind} had this id when the workbook was made. Is it new in the sheet concepts?"
    else:
        error = "No record has this id yet. Take it all the same?"
    return DataValidation(
        type="list",
        formula1=formula,
        allow_blank=not field.required,
        showErrorMessage=not is_labelled,  # an id alone is no entry of such a list; the import looks at it
        errorStyle="stop" if is_word else "warning",
        errorTitle=field.name[:32],
        error=error,
        sqref=cells,
    )
