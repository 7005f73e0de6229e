"""Takes in claims from tables with columns of their own, by a mapping that is kept.

FILE is a table (CSV, or the first sheet of an .xlsx) with one claim a row. The mapping (TOML) says what each column of
ours is made of: text in which {Outcome} stands for what the row has in its column Outcome. What it does not say and is
required you are asked once for all rows, and the answers are kept in it. Concepts that are not there yet are made; so
are sources and ids. Quotes are looked for in the article's text: in a passage that is recorded, or, of an article that
is new, as a passage of their own.

Taken in again, the file gives no claim twice, whatever was changed in it or in the package: what a row has otherwise
than its claim is shown, and taken with --replace alone. What people have added stays, and so do claims of which no row
is left, which are named.

\b
  [article]
  article_id = "PMC{PMCID}"
  text = "texts/PMC{PMCID}.txt"         where its text lies, as seen from the mapping
  rest_reason = "Not read for claims."  why the text between the quotes carries none
  [source]
  pmcid = "PMC{PMCID}"
  [claim]
  quote = "{Evidence}"                  or passage_id
  outcome = "{Outcome}"
  statement = "{Outcome}: {Result}"
  claim_type = "study_result"
  effect_direction = "{Result}"
  [words.effect_direction]
  "went up" = "increased"
  [join]                                another file that has more of each row
  file = "prompts.csv"
  on = "PromptID"

\b
Examples:
  claimpack import claims ours.csv --mapping ours.toml
  claimpack import claims ours.xlsx --mapping ours.toml --dry-run
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimpack.curation.articles.remembertext import remembering
from claimpack.curation.form.repaircandidates import Surroundings, is_refused, readings
from claimpack.curation.form.splitcells import parted
from claimpack.curation.form.tidy import tidy
from claimpack.curation.imports.claimtables.datatable import DataRow, read_table
from claimpack.curation.imports.claimtables.joinedtable import joined_rows
from claimpack.curation.imports.claimtables.mapping import ClaimMapping, columns_in, filled
from claimpack.curation.imports.claimtables.newconcepts import Concepts
from claimpack.curation.imports.claimtables.quotedpassages import QuotedPassages, UnfoundError
from claimpack.curation.imports.claimtables.saidofone import SaidOfOne
from claimpack.curation.imports.claimtables.samerecords import SameRecords, comparable, key_of
from claimpack.curation.imports.orientationwords import (
    ORIENTATIONS,
    orientation_choices,
    orientation_given,
    what_follows,
)
from claimpack.curation.imports.proposal import (
    ImportFile,
    Left,
    Option,
    Proposal,
    ProposedRecord,
    Request,
    UnansweredError,
    UnusableImportError,
)
from claimpack.curation.records.choice import Choice
from claimpack.curation.records.knownsources import KnownSources, UncertainMatchError
from claimpack.curation.records.suggestions import full_item, next_id
from claimpack.evidence.scope import SCOPE
from claimpack.package.article import ArticleText
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.identifiers import FORMS, IDENTIFIERS, bare_identifier
from claimpack.package.limits import IMPORT_BYTES
from claimpack.package.load import NotAPackageError, read_article
from claimpack.package.tableschema import LIST_DELIMITER, Field, TableSchema, split_items, table_schema
from claimpack.wording import counted, joined, listed, nearest, quoted

OPTIONS = (
    Option("mapping", "What becomes of which column: a TOML file, which is made if it is not there.", "file"),
    Option("orientation", f"Which way the numbers of the file run: {', '.join(ORIENTATIONS)}.", metavar="WORD"),
    Option("replace", "Of claims that are there, take what the file says in place of what differs.", "flag"),
    Option("encoding", "What the files are encoded in, such as cp1252, if not in UTF-8.", metavar="NAME"),
)

_WORTH_ASKING = ("outcome", "intervention", "comparator", "population")
"""Columns that are asked for when a mapping is made, though they are not required."""

_PROPOSED = {"claim_type": "study_result", "population_basis": "not_reported", "orientation": "as_named"}
_FIRST_IDS = {"claims": "C001", "estimates": "E001"}
_CONTROL = "What the numbers compare with, the control: one answer for all rows, or a column of the file."
_REST = "Not read for claims."
_CUT = ("start", "end", "sha256", "opening_words", "closing_words", "coverage", "coverage_reason")
"""What changes of a passage out of which a quote is cut."""


def propose(request: Request) -> Proposal:
    """The claims that the files give, and the concepts, sources, passages and articles that they need.

    Raises:
        UnusableImportError: if a file or the mapping can't be taken in at all.
        UnansweredError: if the mapping lacks what is required, and nobody is there to be asked.
        Unavailable: if a table of the package that this rests on could not be read.
    """
    return _Import(request).proposal()


@dataclass(slots=True)
class _Row:
    """A row of the file on its way into claims.csv."""

    origin: str
    claim: dict[str, str]
    article: str = ""
    place: int = -1
    """Where its quote begins in the article's text."""
    estimate: dict[str, str] = field(default_factory=dict)


class _Import:
    def __init__(self, request: Request) -> None:
        self.package = request.package
        self.questions = request.questions
        self.result = Proposal()
        file: Path | None = request.given.get("mapping")
        if file is None:
            raise UnansweredError("Say what becomes of which column: --mapping FILE.toml. See --help for its form.")
        self.mapping = ClaimMapping(file, _content(file))
        self.encoding = request.given.get("encoding")
        self.orientation = orientation_given(request.given)
        self.replaces = bool(request.given.get("replace"))
        self.rows, self.columns = self._read(request)
        self._complete()
        self._refuse_unknown_columns()
        self.concepts = Concepts(self.package)
        self.sources = KnownSources.of(self.package)
        self.new_sources: list[ProposedRecord] = []
        self.of_sources, self.of_articles = SaidOfOne(), SaidOfOne()
        self.quotes = QuotedPassages(self.package)
        self.unread: dict[str, str] = {}
        """Why the text of an article is not available."""
        self.texts: dict[str, Path] = {}
        self.titles: dict[str, dict[str, str]] = {}
        self.unknown_words: dict[tuple[str, str], str | None] = {}

    def _read(self, request: Request) -> tuple[list[DataRow], list[str]]:
        tables = [read_table(each, self.encoding) for each in request.files]
        columns = list(dict.fromkeys(column for table in tables for column in table.columns))
        rows = [row for table in tables for row in table.rows]
        join = self.mapping.section("join")
        if join:
            rows, columns = self._joined(rows, columns, join)
        blank = dict.fromkeys(columns, "")
        return [DataRow(row.origin, {**blank, **row.cells}) for row in rows], columns

    def _joined(
        self, rows: list[DataRow], columns: list[str], join: Mapping[str, str]
    ) -> tuple[list[DataRow], list[str]]:
        file, on = self.mapping.file.parent / join.get("file", ""), join.get("on", "")
        content = _content(file) if join.get("file") else None
        if content is None or not on:
            hint = 'Write it like file = "prompts.csv" and on = "PromptID".'
            raise self.mapping.wrong(f"[join] names no file that is there: {join.get('file', '')}", hint)
        table = read_table(ImportFile(str(file), content), self.encoding)
        for names, where in ((columns, "the files"), (table.columns, str(file))):
            if on not in names:
                raise self.mapping.wrong(f"[join] is on {quoted(on)}, which {where} lack", nearest(on, names))
        joined = joined_rows(rows, table, on, str(file), self.result)
        return joined, [*columns, *(column for column in table.columns if column not in columns)]

    # What the mapping lacks

    def _complete(self) -> None:
        """Asks for what is required, and of a new mapping for what is worth it."""
        lacking: list[str] = []
        claims, claim = table_schema("claims"), self.mapping.section("claim")
        article = self.mapping.section("article")
        if not ({"quote", "passage_id"} & claim.keys()):
            about = "What the article says, word for word: a column of the file."
            self._ask("claim", "quote", about, lacking)
        if "passage_id" not in claim and "article_id" not in article:
            self._ask("article", "article_id", "Which article it is.", lacking, self._only_article())
        needed = [
            each for each in claims.fields.values() if each.required and each.name not in ("claim_id", "passage_id")
        ]
        optional = [claims.fields[name] for name in _WORTH_ASKING] if self.mapping.is_new else []
        for each in [*needed, *optional]:
            if each.name not in claim:
                self._ask_field("claim", each, lacking, is_required=each.required)
        self._complete_estimate(lacking)
        if lacking:
            what = f"The mapping {self.mapping.file} does not say what becomes {listed(lacking)}."
            raise UnansweredError(f"{what} Write it there, see --help; or leave --yes out, and you are asked.")

    def _complete_estimate(self, lacking: list[str]) -> None:
        """Asks for what is required of numbers, where the mapping has any."""
        estimate = self.mapping.section("estimate")
        if not estimate:
            if self.orientation:
                hint = "Leave the option out, or say in [estimate] which columns have the numbers."
                raise self.mapping.wrong("--orientation is for numbers, and it has no [estimate]", hint)
            return
        for name in ("measure", "locator"):
            if name not in estimate:
                self._ask_field("estimate", table_schema("estimates").fields[name], lacking, is_required=True)
        self._settle_orientation(lacking)

    def _settle_orientation(self, lacking: list[str]) -> None:
        """Takes which way the numbers run from the option or the mapping, or asks for that and for the control."""
        if "orientation" in self.mapping.section("estimate"):
            return
        if self.orientation:
            self.mapping.keep("estimate", "orientation", self.orientation)
            return
        claim = self.mapping.section("claim")
        if "comparator" not in claim and not self.mapping.is_new and self.questions.can_ask:
            self._ask("claim", "comparator", _CONTROL, lacking, is_required=False)
        example = next((row for row in map(self._example, self.rows) if what_follows(row, "as_named")), {})
        about = "Which way the numbers run. One answer for all rows, or a column of the file."
        self._ask("estimate", "orientation", about, lacking, "as_named", orientation_choices(example))

    def _example(self, data: DataRow) -> dict[str, str]:
        """What a row reports, as people read it."""
        claim, estimate = self.mapping.section("claim"), self.mapping.section("estimate")
        measures = table_schema("estimates").fields["measure"]
        row = {column: filled(claim[column], data.cells) for column in SCOPE if column in claim}
        row["estimate"] = filled(estimate.get("estimate", ""), data.cells)
        measure = filled(estimate.get("measure", ""), data.cells)
        measure = self.mapping.words("measure").get(measure.strip().casefold(), measure)
        return {**row, "measure": full_item(tidy(measures, measure), measures.words)}

    def _only_article(self) -> str:
        ids = [each for each in self.package.table("articles").cells("article_id") if each]
        return ids[0] if len(ids) == 1 else ""

    def _ask_field(self, section: str, each: Field, lacking: list[str], *, is_required: bool) -> None:
        choices = [Choice(word, each.meanings.get(word, "")) for word in each.words]
        about = f"{each.description} One answer for all rows, or a column of the file."
        self._ask(section, each.name, about, lacking, _PROPOSED.get(each.name, ""), choices, is_required=is_required)

    def _ask(
        self,
        section: str,
        name: str,
        about: str,
        lacking: list[str],
        default: str = "",
        choices: list[Choice] | None = None,
        *,
        is_required: bool = True,
    ) -> None:
        if not self.questions.can_ask:
            if is_required:
                lacking.append(f"{name} in [{section}]")
            return
        columns = [Choice(f"{{{column}}}", "a column of the file") for column in self.columns]
        answer = self.questions.ask(
            name,
            about,
            default=next((each.value for each in columns if each.value[1:-1].casefold() == name), default),
            choices=[*(choices or []), *columns],
            is_required=is_required,
            complete=lambda text: f"{{{text.strip()}}}" if text.strip() in self.columns else text.strip(),
        )
        if answer:
            self.mapping.keep(section, name, answer)

    def _refuse_unknown_columns(self) -> None:
        sections = ("claim", "source", "article", "estimate")
        templates = [template for name in sections for template in self.mapping.section(name).values()]
        named = [column for template in templates for column in columns_in(template)]
        for column in [*named, *self.mapping.unique]:
            if column not in self.columns:
                hint = joined(nearest(column, self.columns), f"The columns are {listed(map(quoted, self.columns))}.")
                raise UnusableImportError(
                    f"it names the column {quoted(column)}, which the files lack", hint, file=str(self.mapping.file)
                )

    # Row by row

    def proposal(self) -> Proposal:
        rows = list(self._rows())
        self.quotes.settle()
        passages = list(self._new_passages())
        records = [*self._placed(rows)]
        result = self.result
        new_articles = [
            ProposedRecord("articles", row, self.titles[row["article_id"]]["origin"])
            for row in map(self._article_row, self.titles)
            if row
        ]
        result.records = [*new_articles, *passages, *self.concepts.new, *self.new_sources, *records]
        result.read = counted(len(self.rows), "row")
        self._keep(bool(records))
        return result

    def _rows(self) -> Iterator[_Row]:
        seen: set[tuple[str, ...]] = set()
        twice = 0
        for data in self.rows:
            key = tuple(data.cells[column].strip() for column in self.mapping.unique)
            if self.mapping.unique and key in seen:
                twice += 1
                continue
            seen.add(key)
            row = self._row(data)
            if row is not None:
                yield row
        if twice:
            self.result.notes.append(f"{counted(twice, 'row')} had the same {listed(self.mapping.unique)} as another.")

    def _row(self, data: DataRow) -> _Row | None:
        claim = self._cells("claim", table_schema("claims"), data)
        if claim is None:
            return None
        quote = claim.pop("quote", "")
        row = _Row(data.origin, claim)
        source = self._source(data)
        if source is None:
            return None
        if source:
            sources = [*split_items(claim.get("source_ids", "")), source]
            claim["source_ids"] = LIST_DELIMITER.join(dict.fromkeys(sources))
        if "passage_id" not in self.mapping.section("claim") and not self._find_quote(row, quote, data):
            return None
        if self.mapping.section("estimate"):
            row.estimate = self._estimate(data, claim, source)
        return row

    def _cells(self, section: str, schema: TableSchema, data: DataRow) -> dict[str, str] | None:
        """A section's templates filled in; None, which is reported, where a word is not known."""
        cells: dict[str, str] = {}
        for column, template in self.mapping.section(section).items():
            value = filled(template, data.cells)
            known = schema.fields.get(column)
            if not value or known is None:
                cells[column] = value
                continue
            value = self.mapping.words(column).get(value.strip().casefold(), value)
            if known.words:
                word = self._word(schema, known, value)
                if word is None:
                    what = f"{column} is {quoted(value)}, which is none of its words"
                    self._leave(data.origin, value, f"{what}: add it to [words.{column}] in {self.mapping.file}")
                    return None
                cells[column] = word
            elif known.concept_kind:
                cells[column] = self._concepts_of(known, value, data.origin)
            else:
                cells |= self._plain(schema, known, value, cells)
        return cells

    def _concepts_of(self, known: Field, value: str, origin: str) -> str:
        names = split_items(value) if known.is_list else [value]
        return LIST_DELIMITER.join(self.concepts.find(str(known.concept_kind), name, origin) for name in names)

    def _word(self, schema: TableSchema, known: Field, value: str) -> str | None:
        """The word that is meant; asked once for each that is not known. None where nobody knows."""
        meant = full_item(tidy(known, value), known.words)
        found = (
            [meant] if meant in known.words else readings(known, meant, Surroundings(schema, {}, self.package.today))
        )
        if len(found) == 1:
            return found[0]
        key = (known.name, value.casefold())
        if key not in self.unknown_words:
            self.unknown_words[key] = None
            if self.questions.can_ask:
                answer = self.questions.ask(
                    known.name,
                    f"The file says {quoted(value)}. {known.description}",
                    choices=[Choice(word, known.meanings.get(word, "")) for word in known.words],
                    complete=lambda text: full_item(text.strip(), known.words),
                    refusal=lambda text: "" if not text or text in known.words else "That is none of the words.",
                )
                if answer:
                    self.mapping.keep(f"words.{known.name}", value, answer)
                    self.unknown_words[key] = answer
        return self.unknown_words[key]

    def _plain(self, schema: TableSchema, known: Field, value: str, row: Mapping[str, str]) -> dict[str, str]:
        """A value as it may be in its column, where it can be read in but one way."""
        value = tidy(known, value)
        if known.type == "string" and not known.is_partial_date:
            value = " ".join(value.split())
        if known.name in FORMS:
            return {known.name: bare_identifier(known.name, value) or value}
        two = parted(schema.name, known.name, value, row)
        if two:
            return two
        beside = Surroundings(schema, {}, self.package.today)
        if is_refused(known, value, beside):
            found = readings(known, value, beside)
            value = found[0] if len(found) == 1 else value
        return {known.name: value}

    def _source(self, data: DataRow) -> str | None:
        """The id of the row's source; blank if it has none, None, which is reported, if it can't be taken."""
        if not self.mapping.section("source"):
            return ""
        row = self._cells("source", table_schema("sources"), data)
        if row is None:
            return None
        row = {column: value for column, value in row.items() if value}
        given = row.pop("source_id", "")
        if not row and not given:
            return ""
        row.setdefault("status", "identified")
        try:
            source = given or self.sources.find(row)
        except UncertainMatchError as error:
            self._leave(data.origin, "its source", str(error))
            return None
        if not source:
            name = next((row[kind] for kind in ("pmcid", "pmid") if row.get(kind)), "")
            source = self.sources.new_id(
                name or row.get("authors", "") or row.get("title", ""), row.get("issued_on", "")[:4]
            )
        differs = self.of_sources.contradiction(source, row, ("title", *IDENTIFIERS))
        if differs:
            self._leave(data.origin, f"source {source}", differs)
            return None
        news = self.of_sources.news(source, row, data.origin)
        if news or not row:
            self.sources.add(source, news)
            self.new_sources.append(ProposedRecord("sources", {"source_id": source, **news}, data.origin))
        return source

    def _find_quote(self, row: _Row, quote: str, data: DataRow) -> bool:
        cells = {column: filled(template, data.cells) for column, template in self.mapping.section("article").items()}
        article_id = cells.get("article_id", "")
        if not article_id or not quote:
            self._leave(row.origin, "a claim", f"it has no {'quote' if article_id else 'article'}")
            return False
        differs = self.of_articles.contradiction(article_id, cells, [each for each in cells if each != "article_id"])
        if differs:
            self._leave(row.origin, f"article {article_id}", differs)
            return False
        self.of_articles.news(article_id, cells, row.origin)
        if not self._has_text(article_id, cells, row.origin):
            self._leave(row.origin, quote, self.unread[article_id])
            return False
        try:
            row.article, row.place = article_id, self.quotes.place(article_id, quote)
        except UnfoundError as error:
            self._leave(row.origin, quote, str(error))
            return False
        return True

    def _has_text(self, article_id: str, cells: Mapping[str, str], origin: str) -> bool:
        """Gets the text of an article: what the package says, or else where the mapping says it lies."""
        if self.quotes.has_text(article_id) or article_id in self.unread:
            return article_id not in self.unread
        text = self.package.article_texts.get(article_id)
        if text is None:
            text = self._read_text(article_id, cells.get("text", ""))
        if text is None:
            return False
        self.quotes.give_text(article_id, text, cells.get("rest_reason", "") or _REST)
        self.titles[article_id] = {**cells, "origin": origin}
        return True

    def _read_text(self, article_id: str, path: str) -> ArticleText | None:
        if not path:
            why = f"the text of {article_id} is not at hand: say where it lies by text in [article] of the mapping"
            self.unread[article_id] = why
            return None
        file = self.mapping.file.parent / path
        try:
            text = read_article(file)
        except (NotAPackageError, OSError) as error:
            self.unread[article_id] = f"{error}" if isinstance(error, NotAPackageError) else f"{file}: {error.strerror}"
            return None
        self.texts[article_id] = file
        return text

    def _estimate(self, data: DataRow, claim: Mapping[str, str], source: str) -> dict[str, str]:
        """What the row reports as a number; empty where it has none."""
        row = self._cells("estimate", table_schema("estimates"), data) or {}
        numbers = ("estimate", "ci_low", "p_value", "events_intervention")
        if not any(row.get(column) for column in numbers) or not source:
            return {}
        if self.orientation:
            row["orientation"] = self.orientation
        scope = {
            column: claim.get(column, "") for column in ("outcome", "intervention", "route", "population", "comparator")
        }
        return {"source_id": source, **scope, **{column: value for column, value in row.items() if value}}

    def _leave(self, origin: str, what: str, why: str) -> None:
        self.result.left.append(Left(origin, " ".join(what.split()), why))

    # What the rows come to

    def _new_passages(self) -> Iterator[ProposedRecord]:
        recorded = set(self.package.table("passages").cells("passage_id"))
        number = max((int(each[1:]) for each in recorded if each[:1] == "P" and each[1:].isdecimal()), default=0) + 1
        known = self.package.table("articles").cells("article_id")
        for article_id, cells in self.titles.items():
            if not self.quotes.is_used(article_id):
                continue
            rows = self.quotes.new_passages(article_id, number, cells.get("rest_reason", "") or _REST)
            number += sum(row["passage_id"] not in recorded for row in rows)
            pinned = (*_CUT, "position") if article_id in known else ()
            yield from (ProposedRecord("passages", row, cells["origin"], pinned) for row in rows)

    def _article_row(self, article_id: str) -> dict[str, str]:
        """The record of an article; empty where it is there already, or none of its quotes was found."""
        text, known = self.quotes.text(article_id), self.package.table("articles").cells("article_id")
        if article_id in known or not self.quotes.is_used(article_id):
            return {}
        given = self.titles[article_id]
        own = {column: given[column] for column in table_schema("articles").fields if given.get(column)}
        pinned = {"text_sha256": text.sha256, "text_length": str(len(text.text))}
        return {"title": article_id, "language": "en", **own, "article_id": article_id, **pinned}

    def _placed(self, rows: list[_Row]) -> Iterator[ProposedRecord]:
        """The claims, each with its passage and an id, that of the same claim if it is there, and their estimates."""
        placed = list(self._with_passages(rows))
        found = SameRecords(self.package, "claims")
        names = self._named("claims", found, [row.claim for row in placed])
        for row, name in zip(placed, names, strict=True):
            yield self._record("claims", name, row.claim, row.origin)
        known = set(self.package.table("claims").key_cells)
        if known & set(names):
            self._tell_others(found.others(self._passages_beside(placed), set(names)))
        with_numbers = [row for row in placed if row.estimate]
        same = SameRecords(self.package, "estimates") if with_numbers else None
        self._tell_orientation(with_numbers)
        estimates = self._named("estimates", same, [row.estimate for row in with_numbers]) if same else []
        for row, name in zip(with_numbers, estimates, strict=True):
            yield self._record("estimates", name, row.estimate, row.origin)

    def _named(self, table: str, same: SameRecords, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """The ids of records: of those that are there, or new ones; rows that say the same have the same."""
        key = self.package.table(table).schema.primary_key[0]
        comparable_rows = comparable(table, rows)
        found = same.find(comparable_rows)
        new: dict[frozenset[tuple[str, str]], str] = {}
        name = next_id(self.package.table(table).cells(key), _FIRST_IDS[table])
        for number, row in enumerate(comparable_rows):
            if found[number]:
                continue
            if key_of(row) not in new:
                new[key_of(row)] = name
                name = next_id([name], name)
            found[number] = new[key_of(row)]
        twice = len(rows) - len({key_of(row) for row in comparable_rows})
        if twice and table == "claims":
            says = "says" if twice == 1 else "say"
            self.result.notes.append(f"{counted(twice, 'row')} {says} the same as another, and gave no claim again.")
        return found

    def _record(self, table: str, name: str, row: Mapping[str, str], origin: str) -> ProposedRecord:
        """A record to write; of one that is there, what the file says in place of it, where that is asked for."""
        key = self.package.table(table).schema.primary_key[0]
        is_there = name in self.package.table(table).key_cells
        own = {**row, "note": ""} if is_there else row
        replaces = [column for column, value in own.items() if value] if self.replaces and is_there else ()
        return ProposedRecord(table, {**own, key: name}, origin, replaces)

    def _tell_orientation(self, rows: Sequence[_Row]) -> None:
        """Says of the first number that compares something what its orientation makes of it."""
        for row in rows:
            shown = {**row.estimate, **{column: self.concepts.label(row.estimate.get(column, "")) for column in SCOPE}}
            told = what_follows(shown, row.estimate.get("orientation", ""))
            if told:
                self.result.notes.append(f"{row.origin}: {told}, by its orientation {row.estimate['orientation']}.")
                return

    def _passages_beside(self, placed: list[_Row]) -> set[str]:
        """The passages of the articles that the rows are about."""
        passages = self.package.table("passages")
        of_article = dict(zip(passages.key_cells, passages.cells("article_id"), strict=True))
        articles = {row.article or of_article.get(row.claim.get("passage_id", ""), "") for row in placed}
        return {passage for passage, article in of_article.items() if article in articles}

    def _tell_others(self, others: list[str]) -> None:
        """Tells of claims on the same passages that no row gives: entered by hand, or gone from the file."""
        if others:
            is_in = "is in no row, and stays" if len(others) == 1 else "are in no row, and stay"
            self.result.notes.append(
                f"{counted(len(others), 'claim')} of these articles {is_in}: {listed(others, most=20)}."
            )

    def _with_passages(self, rows: list[_Row]) -> Iterator[_Row]:
        for row in rows:
            try:
                if row.article:
                    row.claim["passage_id"] = self.quotes.passage_at(row.article, row.place)
                yield row
            except UnfoundError as error:
                self._leave(row.origin, row.claim.get("statement", ""), str(error))

    def _keep(self, has_claims: bool) -> None:  # noqa: FBT001
        """Keeps the mapping with its answers, and where the articles' texts lie."""
        if self.mapping.is_changed:
            self.result.beside[self.mapping.file] = self.mapping.text.encode("utf-8")
        used = {article: file for article, file in self.texts.items() if self.quotes.is_used(article)}
        descriptor = remembering(self.package, used) if has_claims and used else None
        if descriptor is not None:
            self.result.beside[self.package.root / self.package.descriptor.path] = descriptor
            self.result.notes.append(
                f"{self.package.descriptor.path} says where the text of {counted(len(used), 'article')} lies."
            )


def _content(file: Path) -> bytes | None:
    try:
        return read_bytes(file, IMPORT_BYTES)
    except FileNotFoundError:
        return None
    except (UnusableFileError, OSError) as error:
        raise UnusableImportError(f"it can't be read: {error}", "Name another file.", file=str(file)) from None
