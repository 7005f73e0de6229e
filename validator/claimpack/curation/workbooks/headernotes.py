"""Says in a few lines what a column of a table holds, for the comment on its header in a workbook."""

from __future__ import annotations

from claimpack.curation.columnguide import how_written
from claimpack.package.tableschema import Field, TableSchema


def header_note(schema: TableSchema, field: Field) -> str:
    """What a column holds, its words with their meanings, and an example."""
    is_key = field.name in schema.primary_key
    lines = [f"{field.title}{' (required)' if field.required else ''}", field.description, *how_written(field)]
    target = next((each.table for each in schema.references if each.field == field.name), None)
    if field.concept_kind:
        what = "Ids" if field.is_list else "An id"
        lines.append(f"{what} of the sheet concepts whose kind is {field.concept_kind}.")
    elif target is not None:
        lines.append(f"{'Ids' if field.is_list else 'An id'} of the sheet {target}.")
    if is_key:
        lines.append("Locked where it is written: other records name it.")
    if field.words:
        lines.append("One of:")
        lines += [f"- {word}: {field.meanings.get(word, '')}".removesuffix(": ") for word in field.words]
    lines.append(f"Example: {field.example}")
    return "\n".join(line for line in lines if line)
