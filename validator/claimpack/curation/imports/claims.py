"""Imports claims from a table with columns of its own, by a mapping that is kept.

FILE is a table (CSV, or the first sheet of an .xlsx) with one claim in each row. The mapping (TOML) gives a template
for each column of the package: {Outcome} in it becomes the row's cell in its column Outcome. You are asked for what
the mapping lacks, once for all rows, and the answers are kept in it. New concepts, sources and ids are made as needed.
Quotes are searched for in the article's text: in a recorded passage or, in a new article, as a passage of their own.

Importing the file again makes no claim twice, whatever was changed in the file or in the package: differences between
a row and its claim are shown, and are written only with --replace. What people have added stays, and so do claims that
are no longer in the file, which are listed.

\b
  [article]
  article_id = "PMC{PMCID}"
  text = "texts/PMC{PMCID}.txt"         the path of its text, from the mapping's folder
  rest_reason = "Not read for claims."  why the text between the quotes has no claims
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
  [join]                                another file with more columns for the rows
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

from claimpack.curation.articles.anchoring import next_passage_number
from claimpack.curation.articles.remembertext import remembering
from claimpack.curation.form.splitcells import as_meant
from claimpack.curation.form.tidy import tidy
from claimpack.curation.imports.claimtables.datatable import DataRow, joined_rows, read_table
from claimpack.curation.imports.claimtables.mapping import ClaimMapping, columns_in, filled
from claimpack.curation.imports.claimtables.newconcepts import Concepts
from claimpack.curation.imports.claimtables.quotedpassages import QuotedPassages, QuoteNotFoundError
from claimpack.curation.imports.claimtables.samerecords import SameRecords, comparable, key_of
from claimpack.curation.imports.orientationwords import (
    ORIENTATIONS,
    orientation_choices,
    orientation_given,
    what_follows,
)
from claimpack.curation.imports.proposal import (
    ENCODING,
    ImportFile,
    NotImported,
    Option,
    Proposal,
    ProposedRecord,
    Request,
    UnansweredError,
    UnusableImportError,
)
from claimpack.curation.imports.samemeaning import EarlierRows
from claimpack.curation.records.knownsources import KnownSources, UncertainMatchError
from claimpack.curation.records.suggestions import Choice, full_item, next_id, words_of
from claimpack.evidence.scope import SCOPE
from claimpack.package.article import ArticleText
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.identifiers import IDENTIFIERS
from claimpack.package.limits import IMPORT_BYTES
from claimpack.package.load import NotAPackageError, read_article
from claimpack.package.tableschema import LIST_DELIMITER, Field, split_items, table_schema
from claimpack.wording import counted, joined, listed, nearest, quoted

OPTIONS = (
    Option("mapping", "What each column is for: a TOML file, which is made if it does not exist.", "file"),
    Option("orientation", f"Which way the numbers of the file run: {', '.join(ORIENTATIONS)}.", metavar="WORD"),
    Option("replace", "Replace cells of known claims that differ from the file.", "flag"),
    ENCODING,
)

_WORTH_ASKING = ("outcome", "intervention", "comparator", "population")
"""Columns that are asked for when a mapping is made although they are not required."""
_PROPOSED = {"claim_type": "study_result", "population_basis": "not_reported", "orientation": "as_named"}
_CONTROL = "What the numbers compare with, the control: one answer for all rows, or a column of the file."
_FIRST_IDS = {"claims": "C001", "estimates": "E001"}
_REST = "Not read for claims."
_CUT = ("start", "end", "sha256", "opening_words", "closing_words", "coverage", "coverage_reason")
"""The columns that change in a passage when a quote is cut out of it."""


def propose(request: Request) -> Proposal:
    """The claims in the files, with the concepts, sources, passages and articles that they need.

    Raises:
        UnusableImportError: if a file or the mapping can't be used at all.
        UnansweredError: if the mapping lacks something required, and no question can be asked.
        Unavailable: if a table of the package that this needs could not be read.
    """
    return _Import(request).proposal()


def _named_in(records: Sequence[ProposedRecord], new: Sequence[ProposedRecord], key: str) -> list[ProposedRecord]:
    """The new records that one of the others names, and not those of rows that were left out."""
    named = {item for record in records for cell in record.row.values() for item in split_items(cell)}
    return [each for each in new if each.row[key] in named]


class _LeftError(Exception):
    """A row, or a part of it, is left out; the arguments say what, and why."""


@dataclass(slots=True)
class _Row:
    """A row of the file that becomes a claim."""

    origin: str
    claim: dict[str, str]
    article: str = ""
    place: int = -1
    """Where its quote begins in the article's text."""
    estimate: dict[str, str] = field(default_factory=dict)


class _Import:
    def __init__(self, request: Request) -> None:
        file: Path | None = request.given.get("mapping")
        if file is None:
            raise UnansweredError("Say what each column is for: --mapping FILE.toml. --help shows its form.")
        self.package, self.questions, self.result = request.package, request.questions, Proposal()
        self.mapping = ClaimMapping(file, _content(file))
        self.rows, self.columns = self._read(request)
        self.orientation = orientation_given(request.given)
        self.replaces = bool(request.given.get("replace"))
        self.lacking: list[str] = []
        self._complete()
        self._refuse_unknown_columns()
        self.concepts = Concepts(self.package)
        self.sources = KnownSources.of(self.package)
        self.new_sources: list[ProposedRecord] = []
        self.of_sources, self.of_articles = EarlierRows(), EarlierRows()
        self.quotes = QuotedPassages(self.package)
        self.texts: dict[str, Path] = {}
        self.unread: dict[str, str] = {}
        """Why the text of an article is not available."""
        self.articles: dict[str, dict[str, str]] = {}
        """For each article whose text is available, its cells in the file and the first row."""
        self.unknown_words: dict[tuple[str, str], str] = {}

    def _read(self, request: Request) -> tuple[list[DataRow], list[str]]:
        encoding = request.given.get("encoding")
        tables = [read_table(each, encoding) for each in request.files]
        columns = list(dict.fromkeys(column for table in tables for column in table.columns))
        rows = [row for table in tables for row in table.rows]
        join = self.mapping.section("join")
        if join:
            file, on = self.mapping.file.parent / join.get("file", ""), join.get("on", "")
            content = _content(file) if join.get("file") else None
            if content is None or not on:
                hint = 'Write it like file = "prompts.csv" and on = "PromptID".'
                raise self.mapping.wrong(f"[join] names no file that is there: {join.get('file', '')}", hint)
            other = read_table(ImportFile(str(file), content), encoding)
            for names, where in ((columns, "the files"), (other.columns, str(file))):
                if on not in names:
                    raise self.mapping.wrong(f"[join] is on {quoted(on)}, which {where} lack", nearest(on, names))
            rows = joined_rows(rows, other, on, str(file), self.result)
            columns += [column for column in other.columns if column not in columns]
        blank = dict.fromkeys(columns, "")
        return [DataRow(row.origin, {**blank, **row.cells}) for row in rows], columns

    # Completing the mapping

    def _complete(self) -> None:
        """Asks for the templates that are required, and in a new mapping for other useful ones."""
        claims, claim = table_schema("claims").fields, self.mapping.section("claim")
        if not {"quote", "passage_id"} & claim.keys():
            self._ask("claim", "quote", "What the article says, word for word: a column of the file.")
        if "passage_id" not in claim and "article_id" not in self.mapping.section("article"):
            ids = [each for each in self.package.table("articles").cells("article_id") if each]
            self._ask("article", "article_id", "Which article it is.", ids[0] if len(ids) == 1 else "")
        for each in claims.values():
            if each.required and each.name not in (*claim, "claim_id", "passage_id"):
                self._ask_field("claim", each)
        for name in _WORTH_ASKING if self.mapping.is_new else ():
            self._ask_field("claim", claims[name], is_required=False)
        self._complete_estimate()
        if self.lacking:
            what = f"The mapping {self.mapping.file} has nothing for {listed(self.lacking)}."
            raise UnansweredError(f"{what} Write it there, see --help; or leave --yes out, and you are asked.")

    def _complete_estimate(self) -> None:
        """Asks for what numbers need, if the mapping has any: their measure, locator and orientation."""
        estimate = self.mapping.section("estimate")
        if not estimate:
            if self.orientation:
                hint = "Leave the option out, or say in [estimate] which columns have the numbers."
                raise self.mapping.wrong("--orientation is for numbers, and it has no [estimate]", hint)
            return
        for name in ("measure", "locator"):
            if name not in estimate:
                self._ask_field("estimate", table_schema("estimates").fields[name])
        if "orientation" in estimate:
            return
        if self.orientation:
            self.mapping.keep("estimate", "orientation", self.orientation)
            return
        if "comparator" not in self.mapping.section("claim") and not self.mapping.is_new:
            self._ask("claim", "comparator", _CONTROL, is_required=False)
        example = next((row for row in map(self._example, self.rows) if what_follows(row, "as_named")), {})
        about = "Which way the numbers run. One answer for all rows, or a column of the file."
        self._ask("estimate", "orientation", about, "as_named", orientation_choices(example))

    def _example(self, data: DataRow) -> dict[str, str]:
        """The result of a row, in words for people."""
        claim, estimate = self.mapping.section("claim"), self.mapping.section("estimate")
        measures = table_schema("estimates").fields["measure"]
        row = {column: filled(claim[column], data.cells) for column in SCOPE if column in claim}
        row["estimate"] = filled(estimate.get("estimate", ""), data.cells)
        measure = filled(estimate.get("measure", ""), data.cells)
        measure = self.mapping.words("measure").get(measure.strip().casefold(), measure)
        return {**row, "measure": full_item(tidy(measures, measure), measures.words)}

    def _ask_field(self, section: str, each: Field, *, is_required: bool = True) -> None:
        about = f"{each.description} One answer for all rows, or a column of the file."
        self._ask(section, each.name, about, _PROPOSED.get(each.name, ""), words_of(each), is_required=is_required)

    def _ask(
        self,
        section: str,
        name: str,
        about: str,
        default: str = "",
        choices: list[Choice] | None = None,
        *,
        is_required: bool = True,
    ) -> None:
        if not self.questions.can_ask:
            self.lacking += [f"{name} in [{section}]"] if is_required else []
            return
        answer = self.questions.ask(
            name,
            about,
            default=next((f"{{{each}}}" for each in self.columns if each.casefold() == name), default),
            choices=[*(choices or []), *(Choice(f"{{{each}}}", "a column of the file") for each in self.columns)],
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
                raise self.mapping.wrong(f"it names the column {quoted(column)}, which the files lack", hint)

    # Row by row

    def proposal(self) -> Proposal:
        rows = list(self._rows())
        self.quotes.settle()
        passages = list(self._new_passages())
        records = list(self._placed(rows))
        new_articles = list(self._new_articles())
        sources = _named_in(records, self.new_sources, "source_id")
        concepts = _named_in([*sources, *records], self.concepts.new, "concept_id")
        self.result.records = [*new_articles, *passages, *concepts, *sources, *records]
        self.result.read = counted(len(self.rows), "row")
        self._keep(has_claims=bool(records))
        return self.result

    def _rows(self) -> Iterator[_Row]:
        seen: set[tuple[str, ...]] = set()
        twice = 0
        for data in self.rows:
            key = tuple(data.cells[column].strip() for column in self.mapping.unique)
            if key and key in seen:
                twice += 1
                continue
            seen.add(key)
            try:
                yield self._row(data)
            except _LeftError as error:
                self._leave(data.origin, error)
        if twice:
            self.result.notes.append(f"{counted(twice, 'row')} had the same {listed(self.mapping.unique)} as another.")

    def _row(self, data: DataRow) -> _Row:
        claim = self._cells("claim", "claims", data)
        quote = claim.pop("quote", "")
        row = _Row(data.origin, claim)
        source = self._source(data) if self.mapping.section("source") else ""
        if source:
            sources = [*split_items(claim.get("source_ids", "")), source]
            claim["source_ids"] = LIST_DELIMITER.join(dict.fromkeys(sources))
        if "passage_id" not in self.mapping.section("claim"):
            row.article = self._article(data, quote)
            try:
                row.place = self.quotes.place(row.article, quote)
            except QuoteNotFoundError as error:
                raise _LeftError(quote, str(error)) from None
        if self.mapping.section("estimate") and source:
            row.estimate = self._estimate(data, claim, source)
        return row

    def _cells(self, section: str, table: str, data: DataRow) -> dict[str, str]:
        """A section's templates filled in."""
        schema = table_schema(table)
        cells: dict[str, str] = {}
        for column, template in self.mapping.section(section).items():
            value = filled(template, data.cells)
            known = schema.fields.get(column)
            if not value or known is None:
                cells[column] = value
                continue
            value = self.mapping.words(column).get(value.strip().casefold(), value)
            if known.concept_kind:
                names = split_items(value) if known.is_list else [value]
                ids = (self.concepts.find(known.concept_kind, name, data.origin) for name in names)
                cells[column] = LIST_DELIMITER.join(ids)
                continue
            meant = full_item(tidy(known, value), known.words)
            if known.type == "string" and not known.is_partial_date:
                meant = " ".join(meant.split())
            cells |= as_meant(schema, known, meant, cells, self.package.today)
            if known.words and cells[column] not in known.words:
                cells[column] = self._word(known, value)
        return cells

    def _word(self, known: Field, value: str) -> str:
        """The word of the vocabulary for an unknown one, which is asked for once."""
        key = (known.name, value.casefold())
        if key not in self.unknown_words and self.questions.can_ask:
            self.unknown_words[key] = self.questions.ask(
                known.name,
                f"The file says {quoted(value)}. {known.description}",
                choices=words_of(known),
                complete=lambda text: full_item(text.strip(), known.words),
                refusal=lambda text: "" if not text or text in known.words else "That is not one of the words.",
            )
            if self.unknown_words[key]:
                self.mapping.keep(f"words.{known.name}", value, self.unknown_words[key])
        if not self.unknown_words.get(key):
            what = f"{known.name} is {quoted(value)}, which is not one of its words"
            raise _LeftError(value, f"{what}: add it to [words.{known.name}] in {self.mapping.file}")
        return self.unknown_words[key]

    def _source(self, data: DataRow) -> str:
        """The id of the row's source; blank if it has none."""
        row = {column: value for column, value in self._cells("source", "sources", data).items() if value}
        given = row.pop("source_id", "")
        if not row and not given:
            return ""
        row.setdefault("status", "identified")
        try:
            source = given or self.sources.find(row)
        except UncertainMatchError as error:
            raise _LeftError("its source", str(error)) from None
        if not source:
            names = (row.get(column) for column in ("pmcid", "pmid", "authors", "title"))
            source = self.sources.new_id(next(filter(None, names), ""), row.get("issued_on", "")[:4])
        differs = self.of_sources.contradiction(source, row, ("title", *IDENTIFIERS))
        if differs:
            raise _LeftError(f"source {source}", differs)
        news = self.of_sources.news(source, row, data.origin)
        if news:
            self.sources.add(source, news)
            self.new_sources.append(ProposedRecord("sources", {"source_id": source, **news}, data.origin))
        return source

    def _article(self, data: DataRow, quote: str) -> str:
        """The id of the row's article, whose text is in the package or at the path in the mapping."""
        cells = {column: filled(template, data.cells) for column, template in self.mapping.section("article").items()}
        article_id = cells.get("article_id", "")
        if not article_id or not quote:
            raise _LeftError("a claim", f"it has no {'quote' if article_id else 'article'}")
        differs = self.of_articles.contradiction(article_id, cells, [each for each in cells if each != "article_id"])
        if differs:
            raise _LeftError(f"article {article_id}", differs)
        self.of_articles.news(article_id, cells, data.origin)
        if article_id not in self.articles and article_id not in self.unread:
            text = self.package.article_texts.get(article_id) or self._read_text(article_id, cells.get("text", ""))
            if text is not None:
                self.quotes.give_text(article_id, text, cells.get("rest_reason", "") or _REST)
                self.articles[article_id] = {**cells, "origin": data.origin}
        if article_id in self.unread:
            raise _LeftError(quote, self.unread[article_id])
        return article_id

    def _read_text(self, article_id: str, path: str) -> ArticleText | None:
        """The text of an article; None, with the reason in ``unread``, if it can't be read."""
        file = self.mapping.file.parent / path
        try:
            if path:
                self.texts[article_id] = file
                return read_article(file)
            why = f"the text of {article_id} was not found: give its path as text in [article] of the mapping"
        except NotAPackageError as error:
            why = str(error)
        except OSError as error:
            why = f"{file}: {error.strerror}"
        self.unread[article_id] = why
        return None

    def _estimate(self, data: DataRow, claim: Mapping[str, str], source: str) -> dict[str, str]:
        """The row's numbers as an estimate; empty if it has none."""
        try:
            row = self._cells("estimate", "estimates", data)
        except _LeftError as error:
            self._leave(data.origin, error)
            return {}
        if not any(row.get(column) for column in ("estimate", "ci_low", "p_value", "events_intervention")):
            return {}
        if self.orientation:
            row["orientation"] = self.orientation
        scope = {column: claim.get(column, "") for column in SCOPE}
        return {"source_id": source, **scope, **{column: value for column, value in row.items() if value}}

    def _leave(self, origin: str, error: _LeftError) -> None:
        what, why = error.args
        self.result.left.append(NotImported(origin, " ".join(what.split()), why))

    # The records of the rows

    def _new_passages(self) -> Iterator[ProposedRecord]:
        recorded = set(self.package.table("passages").cells("passage_id"))
        number = next_passage_number(self.package.table("passages"))
        known = self.package.table("articles").cells("article_id")
        for article_id, cells in self.articles.items():
            if self.quotes.is_used(article_id):
                rows = self.quotes.new_passages(article_id, number, cells.get("rest_reason", "") or _REST)
                number += sum(row["passage_id"] not in recorded for row in rows)
                pinned = (*_CUT, "position") if article_id in known else ()
                yield from (ProposedRecord("passages", row, cells["origin"], pinned) for row in rows)

    def _new_articles(self) -> Iterator[ProposedRecord]:
        """The new articles in which a quote was found."""
        known = self.package.table("articles").cells("article_id")
        for article_id, cells in self.articles.items():
            if article_id not in known and self.quotes.is_used(article_id):
                text = self.quotes.text(article_id)
                own = {column: cells[column] for column in table_schema("articles").fields if cells.get(column)}
                pinned = {"text_sha256": text.sha256, "text_length": str(len(text.text))}
                row = {"title": article_id, "language": "en", **own, "article_id": article_id, **pinned}
                yield ProposedRecord("articles", row, cells["origin"])

    def _placed(self, rows: list[_Row]) -> Iterator[ProposedRecord]:
        """The claims with their passages, and their estimates; a claim that is there already keeps its id."""
        placed = list(self._with_passages(rows))
        same = SameRecords(self.package, "claims")
        names = self._named("claims", same, [row.claim for row in placed])
        for row, name in zip(placed, names, strict=True):
            yield self._record("claims", name, row.claim, row.origin)
        if set(self.package.table("claims").key_cells) & set(names):
            self._tell_others(same.others(self._passages_beside(placed), set(names)))
        with_numbers = [row for row in placed if row.estimate]
        if with_numbers:
            same = SameRecords(self.package, "estimates")
            estimates = self._named("estimates", same, [row.estimate for row in with_numbers])
            self._tell_orientation(with_numbers)
            for row, name in zip(with_numbers, estimates, strict=True):
                yield self._record("estimates", name, row.estimate, row.origin)

    def _named(self, table: str, same: SameRecords, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """The ids of records, known or new; rows that say the same have the same id."""
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
            self.result.notes.append(f"{counted(twice, 'row')} {says} the same as another row, and gave no new claim.")
        return found

    def _record(self, table: str, name: str, row: Mapping[str, str], origin: str) -> ProposedRecord:
        """A record to write; one that is there is only replaced if the user asked for it."""
        key = self.package.table(table).schema.primary_key[0]
        is_there = name in self.package.table(table).key_cells
        own = {**row, "note": ""} if is_there else row
        replaces = [column for column, value in own.items() if value] if self.replaces and is_there else ()
        return ProposedRecord(table, {**own, key: name}, origin, replaces)

    def _tell_orientation(self, rows: Sequence[_Row]) -> None:
        """Notes what the orientation means for the first number that compares something."""
        for row in rows:
            names = {column: self.concepts.label(row.estimate.get(column, "")) for column in SCOPE}
            shown = what_follows({**row.estimate, **names}, row.estimate.get("orientation", ""))
            if shown:
                self.result.notes.append(f"{row.origin}: {shown}, by its orientation {row.estimate['orientation']}.")
                return

    def _passages_beside(self, placed: list[_Row]) -> set[str]:
        """The passages of the articles that the rows are about."""
        passages = self.package.table("passages")
        of_article = dict(zip(passages.key_cells, passages.cells("article_id"), strict=True))
        articles = {row.article or of_article.get(row.claim.get("passage_id", ""), "") for row in placed}
        return {passage for passage, article in of_article.items() if article in articles}

    def _tell_others(self, others: list[str]) -> None:
        """Notes the claims on the same articles that are in no row: entered by hand, or gone from the file."""
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
            except QuoteNotFoundError as error:
                self._leave(row.origin, _LeftError(row.claim.get("statement", ""), str(error)))

    def _keep(self, *, has_claims: bool) -> None:
        """Keeps the mapping with its answers, and the paths of the articles' texts."""
        if self.mapping.is_changed:
            self.result.beside[self.mapping.file] = self.mapping.text.encode("utf-8")
        used = {
            article: file
            for article, file in self.texts.items()
            if article in self.articles and self.quotes.is_used(article)
        }
        descriptor = remembering(self.package, used) if has_claims and used else None
        if descriptor is not None:
            path = self.package.descriptor.path
            self.result.beside[self.package.root / path] = descriptor
            self.result.notes.append(f"{path} says where the text of {counted(len(used), 'article')} lies.")


def _content(file: Path) -> bytes | None:
    try:
        return read_bytes(file, IMPORT_BYTES)
    except FileNotFoundError:
        return None
    except (UnusableFileError, OSError) as error:
        raise UnusableImportError(f"it can't be read: {error}", "Name another file.", file=str(file)) from None
