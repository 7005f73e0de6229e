"""Helps to compose or change a record: the possible and likely values of its columns, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimpack.curation.form.splitcells import as_meant
from claimpack.curation.records.claimdraft import (
    CONFIRMED,
    Named,
    claim_type,
    drafted,
    inherited,
    may_name_several,
    statement,
)
from claimpack.curation.records.recordedit import KINDS
from claimpack.curation.records.suggestions import (
    Choice,
    claimable_passages,
    full_item,
    labelled_ids,
    next_id,
    words_of,
)
from claimpack.curation.records.vocabulary import Vocabulary
from claimpack.curation.tableedit import UneditableError, by_file, refused_values, with_rows
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import PRIMARY
from claimpack.package.cells import refusals
from claimpack.package.citationcells import citations_in
from claimpack.package.identifiers import FORMS
from claimpack.package.idletters import ID, concept_id, free_id
from claimpack.package.load import table_file, take_files
from claimpack.package.package import Package
from claimpack.package.referencelists import reference_lists
from claimpack.package.tableschema import Field, TableSchema, split_items, table_schema
from claimpack.package.unavailable import Unavailable
from claimpack.rules.structure.hidden_character import first_hidden
from claimpack.wording import joined, nearest_id, quoted

_SCOPE = ("intervention", "route", "population", "comparator")
"""The columns that claims on one passage, or estimates of one source, usually have in common."""

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
"""By table, the columns that most records leave blank."""

_OF_ONE_RECORD = {
    "claims": {
        *("claim_id", "stated_measure", "stated_value", "stated_low", "stated_high", "stated_control_value"),
        *("reviewed_by", "reviewed_on"),
    },
    "estimates": {
        *("estimate_id", "estimate", "ci_low", "ci_high", "p_relation", "p_value", "i_squared", "control_risk"),
        *("events_intervention", "total_intervention", "events_control", "total_control", "certainty"),
        *("reported_direction", "note"),
    },
}
"""By table, the columns that are never copied from one record to the next."""
_DESCRIBED_BY = {"sources": "title", "articles": "title", "claims": "statement"}
"""By table, the column that tells people what a record is."""


class RecordDraft:
    """A record that is being composed: a new one, or one that is being changed.

    Attributes:
        package: the package, which does not have the record yet.
        schema: the table's schema.
        vocabulary: where identifiers of new concepts are looked up, if anywhere.
        row: the columns that are filled in so far.
        before: the record as it is in the package; empty if it is new.
        concepts: the new concepts that it needs, as rows of concepts.csv.
        copied: what is copied from a similar record, by column.
        labels: the labels of new concepts, by the ids that were made from them.
        drafted: what the passage's sentence says, by column.
        is_drafted: whether the sentence was read, so that little more is asked.
        intervention_of: the claim whose intervention is proposed, if the sentence names none; else blank.
    """

    def __init__(
        self, package: Package, table: str, record: int | None = None, vocabulary: Vocabulary | None = None
    ) -> None:
        """Begins a new record of ``table``, or a change of its record with the number ``record``."""
        self.package = package
        self.vocabulary = vocabulary
        self.schema: TableSchema = table_schema(table)
        self.before: dict[str, str] = {}
        if record is not None:
            written = package.table(table)
            self.before = {column: written.written(column)[record] for column in self.schema.fields}
        self.row: dict[str, str] = dict(self.before)
        self.concepts: list[dict[str, str]] = []
        self.copied: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.drafted: dict[str, str] = {}
        self.is_drafted = False
        self.intervention_of = ""
        self._sentence = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The cells of its key."""
        return tuple(self.row.get(column, "") for column in self.schema.primary_key)

    @property
    def key_before(self) -> tuple[str, ...]:
        """The cells of its key before the change; empty if it is new."""
        return tuple(self.before[column] for column in self.schema.primary_key) if self.before else ()

    @property
    def changed(self) -> list[str]:
        """The columns that have changed; none if it is new."""
        return [column for column, value in self.before.items() if self.row.get(column, "") != value]

    def choices(self, field: Field) -> list[Choice]:
        """The possible values of a column, the likeliest first; empty if anything is possible."""
        if field.words:
            return words_of(field)
        target = self._named_table(field.name)
        if target is None:
            return []
        if target == "passages":
            return list(claimable_passages(self.package))
        if target == "concepts":
            kind = self.kind_named(field)
            own = self.row.get("concept_id") if self.schema.name == "concepts" else None
            new = (Choice(row["concept_id"], row["label"]) for row in self.concepts if row["kind"] == kind)
            found = [*new, *labelled_ids(self.package, "concepts", "label", kind)]
            return [choice for choice in found if choice.value != own]
        return list(labelled_ids(self.package, target, _DESCRIBED_BY.get(target)))

    def _named_table(self, column: str) -> str | None:
        """The table whose records a column names, if there is one."""
        return next((each.table for each in self.schema.references if each.field == column), None)

    def kind_named(self, field: Field) -> str | None:
        """The kind of the concepts that a column names; a broader concept is of the same kind."""
        return field.concept_kind or (self.row.get("kind") if self.schema.name == "concepts" else None)

    def default(self, field: Field) -> str:
        """The present value, or else the likeliest one given the other columns; blank if none is likely."""
        if self.before:
            return self.row[field.name]
        if self.is_drafted and field.name == "statement":
            return statement(self.drafted | self.row, self._labels(), self._language())
        if self.is_drafted and field.name == "claim_type":
            return claim_type(self._sentence, self.row.get("effect_direction", ""))
        return self.drafted.get(field.name) or self._likeliest(field)

    def draft(self, sentence: str, opening: str = "") -> None:
        """Drafts a claim from its passage's sentence; the intervention may come from the article's last claim.

        Args:
            sentence: the passage's text.
            opening: the line that opens the list, if the passage is an item of one.
        """
        self._sentence = sentence
        known = [Named(*cells) for cells in self.package.table("concepts").rows("concept_id", "kind", "label")]
        self.drafted, self.is_drafted = drafted(sentence, known), True
        if opening:
            self.drafted = inherited(self.drafted, opening, known)
        if "intervention" not in self.drafted:
            article = evidence_of(self.package).article_of
            passage = self.row.get("passage_id", "")
            rows = self.package.table("claims").rows("claim_id", "passage_id", "intervention")
            here = [(name, its) for name, place, its in rows if its and article.get(place) == article.get(passage, "")]
            if here:
                self.intervention_of, self.drafted["intervention"] = here[-1]

    @property
    def may_be_said_again(self) -> bool:
        """Whether the sentence may say the same of another outcome."""
        return self.is_drafted and may_name_several(self._sentence)

    def copy_for_other_outcome(self, before: RecordDraft) -> None:
        """Copies a claim of the same sentence, except its id, outcome and statement."""
        self.row = {column: value for column, value in before.row.items() if column not in ("outcome", "statement")}
        self.drafted, self.is_drafted, self._sentence = {"outcome": ""}, True, before._sentence
        claim_id = self.schema.fields["claim_id"]
        self.row["claim_id"] = next_id(self.package.table("claims").cells("claim_id"), claim_id.example)

    def _labels(self) -> dict[str, str]:
        """The labels of all concepts, new ones included."""
        labels = dict(self.package.table("concepts").rows("concept_id", "label"))
        return labels | {row["concept_id"]: row["label"] for row in self.concepts}

    def _language(self) -> str:
        """The language of the claim's article; blank if it is not known."""
        languages = dict(self.package.table("articles").rows("article_id", "language"))
        return languages.get(evidence_of(self.package).article_of.get(self.row.get("passage_id", ""), ""), "")

    def _likeliest(self, field: Field) -> str:
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

    def fields_in_turn(self) -> list[Field]:
        """The columns in the order in which they are filled in; a copied statement follows the outcome."""
        fields = list(self.schema.fields.values())
        if self.is_drafted:
            rest = [field for field in fields if field.name not in CONFIRMED]
            at = rest.index(self.schema.fields["source_ids"])
            confirmed = [self.schema.fields[column] for column in CONFIRMED[:-1]]
            return [*rest[:2], *confirmed, *rest[2:at], self.schema.fields["statement"], *rest[at:]]
        if "statement" in self.copied:
            copied = self.schema.fields["statement"]
            fields.remove(copied)
            fields.insert(fields.index(self.schema.fields["outcome"]) + 1, copied)
        return fields

    def likely(self, field: Field) -> str:
        """What is copied from another record, or else the likeliest value."""
        if field.name == "statement" and field.name in self.copied:
            return self._reworded()
        return self.copied.get(field.name) or self.default(field)

    def copy_record(self, key: str) -> None:
        """Copies another record of the table, without its numbers and what is specific to it.

        Raises:
            UneditableError: if there is none of that key.
        """
        table = self.package.table(self.schema.name)
        number = next((number for number, each in enumerate(table.key_cells) if each == key), None)
        if number is None:
            hint = nearest_id(key, table.key_cells)
            raise UneditableError(joined(f"There is no record {quoted(key)} in {self.schema.name}.", hint).rstrip("."))
        own = _OF_ONE_RECORD[self.schema.name]
        self.copied = {column: table.cells(column)[number] for column in self.schema.fields if column not in own}

    def is_asked_for_again(self, field: Field) -> bool:
        """Whether a column is asked for although a record is copied, since it distinguishes the two."""
        return field.name in (self.schema.primary_key[0], "outcome", "statement") or (
            self.schema.name == "estimates" and field.name in _OF_ONE_RECORD["estimates"] and self.is_asked_for(field)
        )

    def _reworded(self) -> str:
        """The copied statement with the new outcome's label in place of the old one's, if that is in it."""
        copied, now, then = self.copied["statement"], self.row.get("outcome", ""), self.copied.get("outcome", "")
        labels = self._labels()
        before, after = labels.get(then, ""), labels.get(now, "")
        found = re.search(re.escape(before), copied, re.IGNORECASE) if before and after else None
        if found is None or before == after:
            return copied if now == then else ""
        words = after if found.start() == 0 or after[:2].isupper() else after[:1].lower() + after[1:]
        return copied[: found.start()] + words + copied[found.end() :]

    def key_of(self, given: Mapping[str, str | None]) -> str:
        """The key that is given; blank if a part of it is missing."""
        cells = [given.get(column) or "" for column in self.schema.primary_key]
        return "/".join(cells) if all(cells) else ""

    def needs(self, field: Field) -> bool:
        """Whether a column must be filled in.

        A relation that qualifies a claim needs a note that says how, and a passage without claims a reason.
        """
        is_qualifier = self.schema.name == "relations" and self.row.get("relation") == "qualifies"
        is_uncovered = self.schema.name == "passages" and self.row.get("coverage") == "none"
        asked = {"note"} if is_qualifier else {"coverage_reason"} if is_uncovered else set()
        return field.required or field.name in asked

    def is_asked_for(self, field: Field) -> bool:
        """Whether a column is worth a question, since most records have something in it.

        Of a source that is not identified nothing more is asked.
        """
        is_unknown = self.schema.name == "sources" and self.row.get("status") == "unidentified"
        if is_unknown and field.name not in ("source_id", "status"):
            return False
        if self.is_drafted:
            is_open = field.name in ("claim_type", "intervention") and not self.likely(field)
            return is_open or field.name in ("passage_id", *CONFIRMED)
        return field.name not in _SELDOM_FILLED.get(self.schema.name, ())

    def _like(self) -> dict[str, str] | None:
        """The last record on the same passage, or the last main result of the same source."""
        column = {"claims": "passage_id", "estimates": "source_id"}.get(self.schema.name)
        if column is None or not self.row.get(column):
            return None
        table = self.package.table(self.schema.name)
        here = [number for number, cell in enumerate(table.written(column)) if cell == self.row[column]]
        if self.schema.name == "estimates":
            here = [number for number in here if table.written("analysis")[number] in PRIMARY]
        return {name: table.record(here[-1])[name] for name in table.columns} if here else None

    def _cited(self) -> str:
        """The sources that the passage cites, according to the article's reference list."""
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
        """An answer in canonical form, with each id or word completed if only one begins so.

        A value that is not allowed but can only mean one thing, such as 1,200, is corrected.
        """
        parts = as_meant(self.schema, field, answer, self.row, self.package.today)
        tidied = parts.pop(field.name)
        self.row |= parts
        if field.name in FORMS:
            return tidied
        choices = [choice.value for choice in self.choices(field)]
        names_concepts = self._named_table(field.name) == "concepts"
        if not choices and not names_concepts:
            return tidied
        items = split_items(tidied) if field.is_list else [tidied]
        items = [full_item(item, choices) for item in items]
        if names_concepts:
            items = [self._concept_called(item, field) for item in items]
        return ";".join(items)

    def _concept_called(self, item: str, field: Field) -> str:
        """The id of the concept with this label, or a new id, for which the label is kept."""
        is_id = bool(ID.fullmatch(item)) and not (item.istitle() and item.isalpha() and item.isascii())
        if not item or is_id or first_hidden(field, item) or not any(map(str.isalpha, item)):
            return item
        kind, called = str(self.kind_named(field)), item.casefold()
        there = [choice.value for choice in self.choices(field) if choice.meaning.casefold() == called]
        there += [name for name, label in self.labels.items() if label.casefold() == called]
        if there:
            return there[0] if len(set(there)) == 1 else item
        made = free_id(concept_id(item, kind), self._used_concepts())
        self.labels[made] = item
        return made

    def _used_concepts(self) -> set[str]:
        return {*self.package.table("concepts").cells("concept_id"), *(row["concept_id"] for row in self.concepts)}

    def refusal(self, field: Field, value: str) -> str:
        """Why a value can't be in a column and what to do about it; blank if it can."""
        if not value and not field.required and self.needs(field):
            if self.schema.name == "passages":
                return "A passage that carries no claim says why: reference list, navigation, lead-in, or the like."
            limiting, limited = self.row.get("claim_id", ""), self.row.get("target_claim_id", "")
            return f"A relation that qualifies needs a note. Say in a sentence what {limiting} limits in {limited}."
        for what, hint in refused_values(self.schema, field.name, [value]).values():
            return f"{what}. {hint}"
        return self._refusal_of_key(field, value) or self._refusal_of_reference(field, value)

    def _refusal_of_key(self, field: Field, value: str) -> str:
        key = "/".join([*self.key[:-1], value])
        if field.name != self.schema.primary_key[-1] or key == "/".join(self.key_before):
            return ""
        if key not in self.package.table(self.schema.name).key_cells:
            return ""
        change = f"or change that one: claimpack edit {key}"
        return f"{key} exists already. Choose another {field.title.lower()}, {change}."

    def _refusal_of_reference(self, field: Field, value: str) -> str:
        target = self._named_table(field.name)
        known = [choice.value for choice in self.choices(field)] if target else []
        unknown = [item for item in _items(field, value) if item not in known]
        if not target or not unknown:
            return ""
        if self.schema.name == target == "concepts" and self.row.get("concept_id") in unknown:
            return f"{self.row['concept_id']} is not broader than itself. Name another, or leave it blank."
        kind = next((kind for kind, table in KINDS.items() if table == target), "")
        of_kind = f" of kind {field.concept_kind}" if field.concept_kind and target == "concepts" else ""
        if target == "passages" and unknown[0] in self.package.table("passages").cells("passage_id"):
            return f"{unknown[0]} carries no claim: its coverage is none. Set it to claims first, or choose another."
        add = f"Add it first: claimpack new {kind}" if kind else "Choose one that is there"
        return joined(f"{quoted(unknown[0])} is not in {target}{of_kind}.", nearest_id(unknown[0], known), f"{add}.")

    def missing_concepts(self, field: Field, value: str) -> list[str]:
        """The concepts that a value names and that are not there yet, if all their ids are possible ids."""
        if self.kind_named(field) is None or self._named_table(field.name) != "concepts":
            return []
        if refusals(self.schema, field.name, [value]):
            return []
        known = {choice.value for choice in self.choices(field)}
        missing = [item for item in _items(field, value) if item not in known]
        used = self._used_concepts()
        if self.schema.name == "concepts":
            used.add(self.row.get("concept_id", ""))
        is_free = not refusals(table_schema("concepts"), "concept_id", missing) and not used & set(missing)
        return missing if is_free else []

    def add_concept(self, name: str, kind: str, **cells: str) -> None:
        """Adds a new concept; its label, if none is given, is made from its id."""
        row = {"concept_id": name, "kind": kind, **{column: cell for column, cell in cells.items() if cell}}
        row.setdefault("label", self.labels.get(name) or label_of(name))
        self.concepts.append(row)

    def contents(self) -> dict[str, bytes]:
        """The new files of the tables that change with the record.

        Raises:
            UneditableError: if a table can't be rewritten without losing something, or has a record with this key.
            Unavailable: if a table could not be read.
        """
        return contents_of([self])

    def new_concepts(self) -> list[dict[str, str]]:
        """The new rows of concepts.csv: the concepts that the record names, directly or through each other."""
        named = {
            item
            for name, value in self.row.items()
            if self._named_table(name) == "concepts"
            for item in split_items(value)
        }
        by_id = {row["concept_id"]: row for row in self.concepts}
        reached, waiting = set(), [name for name in by_id if name in named]
        while waiting:
            name = waiting.pop()
            if name in by_id and name not in reached:
                reached.add(name)
                waiting += split_items(by_id[name].get("broader", ""))
        blank = dict.fromkeys(table_schema("concepts").fields, "")
        return [blank | row for row in self.concepts if row["concept_id"] in reached]

    def with_it(self) -> Package:
        """The package as it would be with the record in it.

        Raises:
            UneditableError: if a table can't be rewritten without losing something.
            Unavailable: if a table could not be read.
        """
        return with_tables(self.package, self.contents())


def _items(field: Field, value: str) -> list[str]:
    return split_items(value) if field.is_list else [value] if value else []


def label_of(name: str) -> str:
    """A label for a concept of which only the id is known.

    >>> label_of("atrial_fibrillation")
    'Atrial fibrillation'
    """
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def contents_of(records: Sequence[RecordDraft]) -> dict[str, bytes]:
    """The new files of the tables that change with records of one table.

    Raises:
        UneditableError: if a table can't be rewritten without losing something, or has a record with one of the keys.
        Unavailable: if a table could not be read.
    """
    package, name = records[0].package, records[0].schema.name
    table = package.table(name)
    known = set(table.key_cells)
    for record in records:
        key = "/".join(record.key)
        if key != "/".join(record.key_before) and key in known:
            raise UneditableError(f"{name} has a record {key} already")
    renamed = {record.key: record.key_before for record in records if record.before}
    blank = dict.fromkeys(table.columns, "")
    own = [blank | {column: value for column, value in record.row.items() if value} for record in records]
    concepts = [row for record in records for row in record.new_concepts()]
    if name == "concepts":
        return {name: with_rows(table, [*concepts, *own], renamed=renamed)}
    files = {name: with_rows(table, own, renamed=renamed)}
    if concepts:
        files["concepts"] = with_rows(package.table("concepts"), concepts)
    return files


def with_tables(package: Package, contents: Mapping[str, bytes]) -> Package:
    """The package as it would be with new files of some tables, and with the shared records that it would use."""
    own = {name: table.own for name, table in package.tables.items()}
    after = replace(package, tables=own, table_files=dict(package.table_files))
    for name, content in contents.items():
        written = by_file(package.table(name), content)
        files = package.table_files[name]
        new = {
            each.path: table_file(name, each.path, each.pointer, written[each.path])
            for each in files
            if each.path in written
        }
        take_files(after, [new.get(each.path, each) for each in files])
    if package.shared_records is not None:
        (package.shared_records.join_part if package.is_shared else package.shared_records.join)(after)
    return after
