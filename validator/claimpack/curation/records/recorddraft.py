"""Helps to compose a record for a table: what may stand in each column, what is likely to, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimpack.curation.form.repaircandidates import Surroundings, is_refused, readings
from claimpack.curation.form.tidy import tidy
from claimpack.curation.records.choice import Choice
from claimpack.curation.records.recordkinds import KINDS
from claimpack.curation.records.suggestions import claimable_passages, full_item, labelled_ids, next_id
from claimpack.curation.tableedit import UneditableError, with_rows
from claimpack.package.cells import refusals
from claimpack.package.citationforms import citations_in
from claimpack.package.load import take_table
from claimpack.package.package import Package
from claimpack.package.referencelists import reference_lists
from claimpack.package.tableschema import Field, TableSchema, split_items, table_schema
from claimpack.package.unavailable import Unavailable
from claimpack.rules.refusalmessages import words_on_refusal
from claimpack.rules.structure.formula_cell import is_formula
from claimpack.rules.structure.hidden_character import first_hidden
from claimpack.wording import joined, nearest_id, quoted

_SCOPE = ("intervention", "route", "population", "comparator")
"""What claims on one passage, and estimates of one source, mostly have in common."""

_SELDOM_FILLED = {
    "claims": {
        *("stated_measure", "stated_value", "stated_low", "stated_high", "stated_control_value"),
        *("dose", "follow_up", "reviewed_by", "reviewed_on"),
    },
    "sources": {"role", "overlaps_with"},
    "estimates": {
        *("interval_kind", "p_sides", "unit", "control_risk", "analysis", "model", "follow_up", "certainty"),
    },
    "concepts": {"desirable", "serious", "margin"},
}
"""By table the columns that most records leave blank."""

_TOLD_BY = {"sources": "title", "articles": "title", "claims": "statement"}
"""The column that says what a record is."""


class Composing:
    """A record on its way into a package.

    Attributes:
        package: the package; what is composed is not in it yet.
        schema: the table's schema.
        row: the columns that are filled in so far.
        concepts: concepts that are new with it, as rows of concepts.csv.
    """

    def __init__(self, package: Package, table: str) -> None:
        self.package = package
        self.schema: TableSchema = table_schema(table)
        self.row: dict[str, str] = {}
        self.concepts: list[dict[str, str]] = []

    def choices(self, field: Field) -> list[Choice]:
        """What may stand in a column, the likeliest first; none where anything may."""
        if field.words:
            return [Choice(word, field.meanings.get(word, "")) for word in field.words]
        target = next((each.table for each in self.schema.references if each.field == field.name), None)
        if target is None:
            return []
        if target == "passages":
            return list(claimable_passages(self.package))
        if target == "concepts" and self.schema.name == "concepts":  # what is broader is of the same kind
            return list(labelled_ids(self.package, "concepts", "label", self.row.get("kind")))
        if target == "concepts":
            return [*self._new_concepts(field), *labelled_ids(self.package, "concepts", "label", field.concept_kind)]
        return list(labelled_ids(self.package, target, _TOLD_BY.get(target)))

    def _new_concepts(self, field: Field) -> Iterator[Choice]:
        return (Choice(row["concept_id"], row["label"]) for row in self.concepts if row["kind"] == field.concept_kind)

    def default(self, field: Field) -> str:
        """What most likely stands there, in view of what is filled in so far; blank where nothing is likely."""
        if (field.name,) == self.schema.primary_key:
            return next_id(self.package.table(self.schema.name).cells(field.name), field.example)
        like = self._like()
        if like is not None and field.name in (*_SCOPE, "article_id"):
            return like.get(field.name, "")
        match self.schema.name, field.name:
            case "claims", "passage_id":
                return next((each.value for each in claimable_passages(self.package)), "")
            case "claims", "source_ids":
                return self._cited()
            case "claims", "population_basis":
                return "stated" if self.row.get("population_size") else "not_reported"
            case "sources", "status":
                return "identified"
            case "estimates", "orientation":
                return "as_named"
            case "estimates", "ci_level":
                return "95" if self.row.get("ci_low") else ""
            case "references", "article_id":
                return next(iter(self.package.table("articles").cells("article_id")), "")
        return ""

    def needs(self, field: Field) -> bool:
        """Whether a column must be filled in: a claim that qualifies another limits it by what the note says."""
        is_qualifier = self.schema.name == "relations" and self.row.get("relation") == "qualifies"
        return field.required or (is_qualifier and field.name == "note")

    def is_asked_for(self, field: Field) -> bool:
        """Whether a column is worth a question: something can stand in it, and most records have something there.

        What is not identified is not known either.
        """
        is_unknown = self.schema.name == "sources" and self.row.get("status") == "unidentified"
        if is_unknown and field.name not in ("source_id", "status"):
            return False
        return field.name not in _SELDOM_FILLED.get(self.schema.name, ())

    def _like(self) -> dict[str, str] | None:
        """The last record on the same passage, or of the same source."""
        column = {"claims": "passage_id", "estimates": "source_id"}.get(self.schema.name)
        if column is None or not self.row.get(column):
            return None
        table = self.package.table(self.schema.name)
        here = [number for number, cell in enumerate(table.written(column)) if cell == self.row[column]]
        return {name: table.record(here[-1])[name] for name in table.columns} if here else None

    def _cited(self) -> str:
        """The sources that the passage cites, by the article's reference list."""
        try:
            passages = self.package.table("passages")
            passage = next((each for each in passages if each["passage_id"] == self.row.get("passage_id")), None)
            if passage is None:
                return ""
            article, lists = passage["article_id"], reference_lists(self.package)
            found = [lists.source_of(article, citation) for citation in citations_in(passage["citations"])]
        except Unavailable:
            return ""
        return ";".join(dict.fromkeys(source for source in found if source))

    def completed(self, field: Field, answer: str) -> str:
        """An answer in canonical form, each id or word in it completed where only one begins like it.

        What may not stand there and can have been meant in but one way, such as 1,200, is put as it should stand.
        """
        tidied = tidy(field, answer)
        beside = Surroundings(self.schema, {}, self.package.today)
        if is_refused(field, tidied, beside):
            found = readings(field, tidied, beside)
            tidied = found[0] if len(found) == 1 else tidied
        choices = [choice.value for choice in self.choices(field)]
        if not choices:
            return tidied
        items = split_items(tidied) if field.is_list else [tidied]
        return ";".join(full_item(item, choices) for item in items)

    def refusal(self, field: Field, value: str) -> str:
        """Why a value can't stand in a column and what to do about it; blank if it can."""
        if not value and not field.required and self.needs(field):
            limiting, limited = self.row.get("claim_id", ""), self.row.get("target_claim_id", "")
            return f"A relation that qualifies needs a note. Say in a sentence what {limiting} limits in {limited}."
        refused = refusals(self.schema, field.name, [value]).get(value)
        if refused is not None:
            message, hint = words_on_refusal(field, value, refused)
            return f"{message}. {hint}"
        if is_formula(field, value):
            return f"{quoted(value)} begins like a formula, which a spreadsheet would run. Begin it with a letter."
        hidden = first_hidden(field, value)
        if hidden:
            return f"{quoted(value)} holds {hidden}. Type it anew."
        if field.name == self.schema.primary_key[-1]:
            key = "/".join([*(self.row.get(column, "") for column in self.schema.primary_key[:-1]), value])
            if key in self.package.table(self.schema.name).key_cells:
                return f"{key} is there already. Take another {field.title.lower()}."
        target = next((each.table for each in self.schema.references if each.field == field.name), None)
        if target is None:
            return ""
        known = [choice.value for choice in self.choices(field)]
        items = split_items(value) if field.is_list else [value] if value else []
        unknown = [item for item in items if item not in known]
        if not unknown:
            return ""
        kind = next((kind for kind, table in KINDS.items() if table == target), "")
        of_kind = f" of kind {field.concept_kind}" if field.concept_kind and target == "concepts" else ""
        if target == "passages" and unknown[0] in self.package.table("passages").cells("passage_id"):
            return f"{unknown[0]} carries no claim: its coverage is none. Make that claims first, or choose another."
        add = f"Add it first: claimpack new {kind}" if kind else "Choose one that is there"
        return joined(f"{quoted(unknown[0])} is not in {target}{of_kind}.", nearest_id(unknown[0], known), f"{add}.")

    def could_be_added(self, field: Field, value: str) -> bool:
        """Whether a value names a concept that is not there yet, by an id that a concept can have."""
        if not field.concept_kind or refusals(self.schema, field.name, [value]):
            return False
        used = {*self.package.table("concepts").cells("concept_id"), *(row["concept_id"] for row in self.concepts)}
        return value not in used and not refusals(table_schema("concepts"), "concept_id", [value])

    def contents(self) -> dict[str, bytes]:
        """The new files of the tables that the record, and what is new with it, go into.

        Raises:
            UneditableError: if a table can't be rewritten without losing something, or holds a record of the same key.
            Unavailable: if a table could not be read.
        """
        key = "/".join(self.row.get(column, "") for column in self.schema.primary_key)
        if key in self.package.table(self.schema.name).key_cells:
            raise UneditableError(f"{self.schema.name} has a record {key} already")
        files = {self.schema.name: with_rows(self.package.table(self.schema.name), [self._whole()])}
        rows = self.new_concepts()
        if rows:
            files["concepts"] = with_rows(self.package.table("concepts"), rows)
        return files

    def new_concepts(self) -> list[dict[str, str]]:
        """The rows of concepts.csv that are new with the record: those that it still names."""
        named = {value for name, value in self.row.items() if self.schema.fields[name].concept_kind}
        blank = dict.fromkeys(table_schema("concepts").fields, "")
        return [blank | row for row in self.concepts if row["concept_id"] in named]

    def _whole(self) -> dict[str, str]:
        columns = self.package.table(self.schema.name).columns
        given = {column: value for column, value in self.row.items() if value}
        return dict.fromkeys(columns, "") | given

    def with_it(self) -> Package:
        """The package as it would be with the record in it.

        Raises:
            UneditableError: if a table can't be rewritten without losing something.
            Unavailable: if a table could not be read.
        """
        package = replace(self.package, tables=dict(self.package.tables), table_files=dict(self.package.table_files))
        for name, content in self.contents().items():
            file = package.table_files[name]
            take_table(package, name, file.path, file.pointer, content)
        return package
