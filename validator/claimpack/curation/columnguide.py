"""The guide to the columns, made of the Table Schemas: ``python -m claimpack.curation.columnguide`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimpack.curation.form.roworder import row_order
from claimpack.package.tableschema import TABLES, Field, TableSchema, table_schema
from claimpack.wording import listed

_TYPES = {
    "integer": "A whole number in plain digits.",
    "number": "A number with a decimal point; its digits stay as printed.",
    "date": "A day, year first, like 2026-02-19.",
    "list": "Several are separated by ; without blanks.",
}


def how_written(field: Field) -> list[str]:
    """How values of a column are written, in a sentence or two; empty if any text is allowed."""
    sentences = [_TYPES[field.type]] if field.type in _TYPES else []
    if field.is_partial_date:
        sentences.append("A year, a month or a day: 2026, 2026-02 or 2026-02-19.")
    return sentences


def column_guide() -> str:
    """The guide in Markdown: what each command does, and for each column its content, its words and one example."""
    guide, columns = (
        Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("curatorsguide.md", "columnguide.md")
    )
    contents = [f"- [{name}.csv](#{name}csv): {_first(table_schema(name))}" for name in TABLES]
    tables = "\n".join([*contents, *(part for name in TABLES for part in _table(table_schema(name)))])
    return f"{guide}\n{columns.replace('{tables}', tables)}"


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
