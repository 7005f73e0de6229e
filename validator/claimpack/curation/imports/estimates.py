"""Imports a source's results from pasted text: from its abstract, or from a table.

FILE is plain text; - is text that is pasted or piped in. Results are read with the digits as printed: ratios and
differences with their intervals, p-values, heterogeneity, studies and participants, counts, rates, means. What can be
read in two ways is left out and reported. Outcomes are matched with the package's concepts by name; others become new
concepts, and you are asked if the text leaves a doubt. The text is not kept: source-texts.json beside the estimates
holds its hash and where each number is, so that claimpack validate --source-text can check the numbers again.

\b
Examples:
  claimpack import estimates abstract.txt --source review-2021
  claimpack import estimates - --source review-2021 --locator "table 2"
  claimpack import estimates abstract.txt --source review-2021 --orientation as_named --yes
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claimpack.curation.imports.givenfiles import text_of
from claimpack.curation.imports.orientationwords import (
    ORIENTATIONS,
    orientation_choices,
    orientation_given,
    what_follows,
)
from claimpack.curation.imports.outcomenames import OutcomeNames
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
from claimpack.curation.imports.reportedresult import ReportedResult
from claimpack.curation.imports.resulttext import read_results
from claimpack.curation.records.suggestions import Choice, full_item, next_id
from claimpack.evidence.measures import COMPARING, PRIMARY
from claimpack.evidence.phrasing import effect_in_words
from claimpack.package.package import Package
from claimpack.package.sourcetexts import (
    Places,
    SourceText,
    UnreadablePlacesError,
    places_path,
    read_places,
    source_text,
    written_places,
)
from claimpack.package.tableschema import table_schema
from claimpack.wording import counted, listed, nearest_id, quoted, shortened

SCOPE = ("intervention", "route", "population", "comparator")

OPTIONS = (
    Option("source", "The source whose text this is: an id of sources.csv.", metavar="ID"),
    Option(
        "locator",
        "Where in the source the results are, such as abstract or table 2; abstract if left out.",
        metavar="TEXT",
    ),
    Option(
        "orientation", f"Which way results run if the text does not say: {', '.join(ORIENTATIONS)}.", metavar="WORD"
    ),
    *(Option(column, f"The {column} of these results: an id of concepts.csv.", metavar="ID") for column in SCOPE),
    ENCODING,
)

_SAME = (
    *("measure", "estimate", "ci_low", "ci_high", "p_relation", "p_value"),
    *("events_intervention", "total_intervention"),
)
"""The columns in which, with the outcome, two records of the same result of a source agree."""

_FILLED_IN = ("i_squared", "study_count", "population_size")
"""The columns that are filled in if a record has the result already."""

_SHOWN_WORDS = 160


def propose(request: Request) -> Proposal:
    """The results in the files as rows of estimates.csv, with the concepts that they need."""
    return _Import(request).proposal()


@dataclass
class _Import:
    request: Request
    records: list[ProposedRecord] = field(default_factory=list)
    left: list[NotImported] = field(default_factory=list)
    places: dict[str, Places] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        package = self.request.package
        self.source = _source(self.request)
        self.outcomes = OutcomeNames(package)
        self.scope, self.guessed = _scope(self.request, self.source)
        self.orientation = orientation_given(self.request.given)
        table = package.table("estimates")
        self.ids = list(table.cells("estimate_id"))
        self.known: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        """The id and the outcome of each recorded estimate of the source, by its numbers."""
        outcomes = table.cells("outcome")
        for number, source in enumerate(table.cells("source_id")):
            if source == self.source:
                key = tuple(table.cells(column)[number] for column in _SAME)
                self.known.setdefault(key, []).append((self.ids[number], outcomes[number]))

    def proposal(self) -> Proposal:
        readings = []
        for file in self.request.files:
            content = text_of(file, self.request.given.get("encoding"))
            text = SourceText(file.name, source_text(content))
            first_line = content[: len(content) - len(content.lstrip())].count("\n") + 1
            readings.append((file, first_line, text, read_results(text.text)))
        self._ask_for_orientation([result for *_, reading in readings for result in reading.results])
        for file, first_line, text, reading in readings:
            for result in _once(reading.results):
                self._take(file, first_line, text, result)
            for part in reading.left:
                what = shortened(" ".join(text.text[part.start : part.end].split()), _SHOWN_WORDS)
                line = first_line + text.text.count("\n", 0, part.start)
                self.left.append(NotImported(f"{file.name}, line {line:,}", what, part.reason, needs_a_person=False))
        number = sum(len(reading.results) for *_, reading in readings)
        read = f"{counted(number, 'result')} in {counted(len(readings), 'text')}"
        return Proposal(read, self.records, self.left, self._notes(), self._beside())

    def _take(self, file: ImportFile, first_line: int, text: SourceText, result: ReportedResult) -> None:
        """Proposes a result, or reports why not."""
        cells = result.cells()
        origin = f"{file.name}, character {result.start + 1:,}"
        here = self.known.get(tuple(cells.get(column, "") for column in _SAME), [])
        outcome = self._named(result)
        said = outcome or ("" if result.outcome else self.outcomes.named_in(result.context))
        is_open = not (said or result.outcome)
        same = next((each for each in here if is_open or each[1] == said), None)
        if same is None:
            outcome = outcome or self._asked(result, text)
            same = next((each for each in here if each[1] == outcome), None)
        if same is not None:
            here.remove(same)
            beside = {column: cells[column] for column in _FILLED_IN if column in cells}
            self.records.append(ProposedRecord("estimates", {"estimate_id": same[0]} | beside, origin))
            self._remember(same[0], text, result)
            return
        if not outcome:
            if self.request.questions.can_ask:
                why = "no outcome was named: add it with claimpack new estimate"
            else:
                why = "the text leaves its outcome open: answer on a terminal, or add it with claimpack new estimate"
            line = first_line + text.text.count("\n", 0, result.start)
            self.left.append(NotImported(f"{file.name}, line {line:,}", _in_words(result), why))
            return
        name = self._next_id()
        row = {"estimate_id": name, "source_id": self.source, "outcome": outcome, **self.scope, **cells}
        row["locator"] = self.request.given.get("locator") or result.locator or "abstract"
        if result.orientation == "not_stated":
            row["orientation"] = self.orientation or "not_stated"
        self.records.append(ProposedRecord("estimates", row, origin))
        self._remember(name, text, result)
        self.new.append(name)
        self.alike += [
            f"{name} has the numbers of {other}, which is of {its}: see that both are right." for other, its in here[:1]
        ]

    def _named(self, result: ReportedResult) -> str:
        """The known outcome that the text names for a result; blank if that is not certain."""
        return self.outcomes.find(result.outcome) if result.outcome else self.outcomes.outcome_before(result.context)

    def _asked(self, result: ReportedResult, text: SourceText) -> str:
        """The outcome of a result for which the text names no known one; blank if a person does not name one either."""
        if not self.request.questions.can_ask:
            return self._added(result.outcome) if result.outcome else ""
        before = result.context or text.text[max(0, result.start - _SHOWN_WORDS) : result.start]
        words = shortened(" ".join(before.split())[-_SHOWN_WORDS:], _SHOWN_WORDS)
        about = f"of {_in_words(result)}: an outcome, new or known; blank leaves this result out. … {words}"
        choices = [Choice(name, label) for name, label in self.outcomes.labels.items()]
        answer = self.request.questions.ask(
            "outcome",
            about,
            default=result.outcome or self.outcomes.named_in(result.context),
            choices=choices,
            complete=lambda given: full_item(given.strip(), self.outcomes.labels),
            refusal=self._refusal,
        )
        if not answer or answer in self.outcomes.labels:
            return answer
        return self.outcomes.find(answer) or self._added(answer)

    def _refusal(self, answer: str) -> str:
        if not answer or any(each.isalnum() for each in answer):
            return ""
        return "A name has letters or digits."

    def _added(self, phrase: str) -> str:
        name, row = self.outcomes.new(phrase)
        self.records.append(ProposedRecord("concepts", row, "the text"))
        return name

    def _ask_for_orientation(self, results: list[ReportedResult]) -> None:
        open_ones = [each for each in results if each.measure in COMPARING and each.orientation == "not_stated"]
        if not self.orientation and open_ones and self.request.questions.can_ask:
            example = next((row for row in map(self._in_full, open_ones) if what_follows(row, "as_named")), {})
            runs = "result runs" if len(open_ones) == 1 else "results run"
            self.orientation = self.request.questions.ask(
                "orientation",
                f"The words leave open which way {len(open_ones):,} {runs}: which arm is compared with which.",
                default="as_named",
                choices=orientation_choices(example),
                is_required=True,
                complete=lambda text: full_item(text.strip(), ORIENTATIONS),
                refusal=lambda text: "" if text in ORIENTATIONS else "That is not one of the words.",
            )

    def _in_full(self, result: ReportedResult) -> dict[str, str]:
        """A result with its scope, in words for people."""
        scope = {column: concept.replace("_", " ") for column, concept in self.scope.items()}
        return {**scope, **result.cells(), "outcome": result.outcome}

    def _next_id(self) -> str:
        name = next_id(self.ids, table_schema("estimates").fields["estimate_id"].example)
        number = 1
        while not name or name in self.ids:
            name = f"{self.source}-{number}"
            number += 1
        self.ids.append(name)
        return name

    def _remember(self, name: str, text: SourceText, result: ReportedResult) -> None:
        spans = {column: (number.start, number.end) for column, number in result.numbers.items()}
        self.places[name] = Places(text.sha256, spans)

    def _beside(self) -> dict[Path, bytes]:
        package = self.request.package
        path = places_path(package)
        if path is None or not self.places:
            return {}
        try:
            before = read_places(package)
        except UnreadablePlacesError as error:
            raise UnusableImportError(str(error), "Correct it, or delete it: it is made again.") from None
        known = set(self.ids)
        places = {name: each for name, each in before.items() if name in known} | self.places
        content = written_places(places)
        return {} if before == places else {package.root / path: content}

    def _notes(self) -> list[str]:
        notes = list(self.alike)
        if self.new and self.guessed:
            takes = "takes" if len(self.new) == 1 else "take"
            scope = listed(f"{column} {concept}" for column, concept in self.guessed.items())
            notes.append(
                f"{counted(len(self.new), 'new result')} {takes} {scope} from what is recorded of {self.source}: where "
                f"the text says otherwise, give --{next(iter(self.guessed))} and the like, or correct it in the table."
            )
        open_ones = sum(record.row.get("orientation") == "not_stated" for record in self.records)
        if open_ones:
            what = "decides" if open_ones == 1 else "decide"
            notes.append(
                f"{counted(open_ones, 'result')} {what} nothing yet, since the text does not say which way they run: "
                "give --orientation, or write it in the table."
            )
        return notes


def _source(request: Request) -> str:
    """The source of the text.

    Raises:
        UnansweredError: if no option names it, and no question can be asked.
        UnusableImportError: if there is no such source.
    """
    titles = dict(request.package.table("sources").rows("source_id", "title"))
    given = request.given.get("source")
    if not given:
        if not request.questions.can_ask:
            raise UnansweredError("Name the source of these results: --source ID.")
        given = request.questions.ask(
            "source",
            "The source whose text this is.",
            choices=[Choice(name, title) for name, title in titles.items() if name],
            is_required=True,
            complete=lambda text: full_item(text.strip(), titles),
            refusal=lambda text: "" if text in titles else f"{quoted(text)} is not one of them.",
        )
    if given not in titles:
        hint = nearest_id(given, titles) or "Add it first: claimpack new source, or claimpack import references."
        raise UnusableImportError(f"there is no source {quoted(given)}", hint)
    return str(given)


def _scope(request: Request, source: str) -> tuple[dict[str, str], dict[str, str]]:
    """The scope of the results, and the part of it that no option gives.

    That part is what the source's main results have in common, or else the source's own scope.
    """
    package = request.package
    estimates = package.table("estimates")
    analyses = estimates.rows("source_id", "analysis")
    main = [number for number, (name, analysis) in enumerate(analyses) if name == source and analysis in PRIMARY]
    given = {column: _concept(package, column, request.given[column]) for column in SCOPE if request.given.get(column)}
    guessed = {}
    for column in SCOPE:
        here = {estimates.cells(column)[number] for number in main}
        guessed[column] = here.pop() if len(here) == 1 else _of_source(package, source, column)
    guessed = {column: value for column, value in guessed.items() if value and column not in given}
    return guessed | given, guessed


def _of_source(package: Package, source: str, column: str) -> str:
    sources = package.table("sources")
    number = list(sources.cells("source_id")).index(source)
    if column != "route":
        return sources.cells(column)[number]
    routes = sources.cells("routes")[number].split(";")
    return routes[0].strip() if len(routes) == 1 else ""


def _concept(package: Package, column: str, given: str) -> str:
    known = [name for name, kind in package.table("concepts").rows("concept_id", "kind") if kind == column]
    if given not in known:
        hint = nearest_id(given, known) or "Add it first: claimpack new concept."
        raise UnusableImportError(f"there is no {column} {quoted(given)} in concepts", hint)
    return given


def _once(results: list[ReportedResult]) -> Iterator[ReportedResult]:
    """The results, without repetitions in the text."""
    seen: Counter[tuple[str, ...]] = Counter()
    for result in results:
        cells = result.cells()
        key = (*(cells.get(column, "") for column in _SAME), result.outcome)
        if "ci_low" in cells and seen[key] and result.outcome:
            continue
        seen[key] += 1
        yield result


def _in_words(result: ReportedResult) -> str:
    """A result in a few words: ``RR 0.78 (95 % CI 0.65 to 0.94)``."""
    cells: Mapping[str, str] = result.cells()
    return effect_in_words(defaultdict(str, cells)) if "estimate" in cells else f"{result.measure}{_counts(cells)}"


def _counts(cells: Mapping[str, str]) -> str:
    if "p_value" in cells:
        return f" p {cells['p_relation']} {cells['p_value']}"
    arms = [
        f"{cells[f'events_{arm}']} of {cells[f'total_{arm}']}"
        for arm in ("intervention", "control")
        if f"events_{arm}" in cells
    ]
    return f" of {' and '.join(arms)}" if arms else ""
