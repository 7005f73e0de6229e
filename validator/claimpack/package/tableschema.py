"""The Table Schemas of a claims package: which columns each table has and what is allowed in them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from claimpack.package.schemas import read_schema

TABLES = (
    *("articles", "passages", "claims", "references", "sources", "estimates", "concepts", "relations"),
    "acknowledgements",
)
"""The tables of a claims package, in the order in which they are written and reported."""

LIST_DELIMITER = ";"


def split_items(cell: str) -> list[str]:
    """The items of a list cell, without white space around them; none if the cell is blank."""
    if LIST_DELIMITER in cell:
        return [item.strip() for item in cell.split(LIST_DELIMITER)]
    item = cell.strip()
    return [item] if item else []


class Reference(NamedTuple):
    """A field whose cells, or whose list items, are keys of another table."""

    field: str
    table: str
    key: str


class Field(NamedTuple):
    """One column as its Table Schema describes it."""

    name: str
    type: str
    title: str
    description: str
    required: bool
    words: tuple[str, ...]
    """The words of ``constraints.enum``; empty where any value goes."""
    meanings: dict[str, str]
    examples: dict[str, str]
    """For words that have one, an example of a record with that word."""
    concept_kind: str | None
    example: str
    is_partial_date: bool
    """Whether it holds a year, a month or a day."""
    item_pattern: str
    """The form of a list's items, as a regular expression."""
    is_often_left_out: bool
    """Whether most packages lack this column, so that no similar label is taken for a misspelling of it."""
    constraints: dict[str, Any]

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several items."""
        return self.type == "list"


class TableSchema(NamedTuple):
    """One table as its Table Schema describes it."""

    name: str
    fields: dict[str, Field]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    descriptor: dict[str, Any]


def named_in(field: Field, cell: str) -> list[str]:
    """The ids that a cell holds; a blank one for what is not blank and yet names nothing, as in ``" "`` or ``"A;"``."""
    if not cell:
        return []
    return [item.strip() for item in cell.split(LIST_DELIMITER)] if field.is_list else [cell]


@cache
def table_schema(name: str) -> TableSchema:
    """The schema of table ``name``.

    References of single cells are the schema's ``foreignKeys``; those of list cells are the ``references`` property
    of their field, since Table Schema knows no foreign key on a list.
    """
    descriptor = read_schema(f"tables/{name}.json")
    single = [
        Reference(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
        for key in descriptor.get("foreignKeys", ())
    ]
    listed = [
        Reference(field["name"], field["references"]["resource"], field["references"]["field"])
        for field in descriptor["fields"]
        if "references" in field
    ]
    fields = {field["name"]: _field(field) for field in descriptor["fields"]}
    return TableSchema(name, fields, tuple(descriptor["primaryKey"]), (*single, *listed), descriptor)


def _field(described: dict[str, Any]) -> Field:
    constraints, words = described.get("constraints", {}), described.get("categories", ())
    return Field(
        **{name: described[name] for name in ("name", "type", "title", "description")},
        required=constraints.get("required", False),
        words=tuple(constraints.get("enum", ())),
        meanings={word["value"]: word["label"] for word in words},
        examples={word["value"]: word["example"] for word in words if "example" in word},
        concept_kind=described.get("conceptKind"),
        example=str(described["example"]),
        is_partial_date=described.get("partialDate", False),
        item_pattern=described.get("itemPattern", ".*"),
        is_often_left_out=described.get("oftenLeftOut", False),
        constraints=constraints,
    )
