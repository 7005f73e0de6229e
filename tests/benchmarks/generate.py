"""Makes a claims package of any size, the same for the same seed: ``python -m tests.benchmarks.generate 10000 DIR``.

Articles make claims on sources, which report estimates on outcomes of a hierarchy of concepts. What is true of an
outcome under an intervention is drawn once, so that sources agree; a small share of the claims gets its direction
wrong, and half of what the validation finds of them is acknowledged. The words mean nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from claimpack.package.schemas import FOLDER
from claimpack.package.tableschema import TABLES, table_schema

Shape = Literal["usual", "one-outcome", "one-source", "deep-hierarchy", "every-row-broken"]
SHAPES: tuple[Shape, ...] = ("usual", "one-outcome", "one-source", "deep-hierarchy", "every-row-broken")
"""The usual package, and the worst ones: all claims on one outcome; one source cited by all; concepts in chains of a
hundred; a cell in every row of claims, passages and estimates that is not allowed there."""

TODAY = date(2026, 11, 22)
"""The day that made-up packages are judged on."""

_OPEN = {"claim_type": "limitation", "effect_direction": "uncertain", "population_size": "", "study_count": ""}
_OPEN |= {"population_basis": "not_reported", "severity": "", "frequency": "", "onset": "", "conditions": ""}
_OPEN |= {"stated_measure": "", "stated_value": "", "wording": ""}
"""What makes a claim one that says how little is known."""
_WRONG = 0.02
"""The share of claims whose direction is not that of their source."""
_RARER = {"frequency": "very_rare"}
"""What a claim says that takes something for rarer than its source does."""
_STATED = 0.2
"""The share of claims that state the number of their source."""
_RARE = 0.001
"""The least share of people who have an outcome that is counted; the most is a third."""
_FREQUENCIES = (("very_common", 0.1), ("common", 0.01), ("uncommon", 0.001), ("rare", 0.0001), ("very_rare", 0.0))
"""The words for how often something happens, each with the least share of people."""
_CLAIMS_OF_AN_ARTICLE = 25
_CHAIN = 100
"""How deep the concepts of the deep hierarchy go."""
_WORDS = [
    "patients",
    "treated",
    "reported",
    "mild",
    "serious",
    "event",
    "rate",
    "risk",
    "compared",
    "control",
    "group",
    "trial",
    "study",
    "after",
    "infusion",
    "dose",
    "weeks",
    "months",
    "follow",
    "up",
    "safety",
    "signal",
    "outcome",
    "measured",
    "higher",
    "lower",
    "similar",
    "between",
    "arms",
    "adults",
    "children",
    "pooled",
    "analysis",
    "placebo",
    "standard",
    "care",
    "showed",
    "no",
    "change",
    "observed",
    "during",
    "period",
    "monitored",
    "clinic",
    "therapy",
    "response",
]

Row = dict[str, str]


@dataclass
class _Concepts:
    """The concepts of one kind: a tree, each node's parent before it."""

    kind: str
    names: list[str]
    parents: list[int]

    def root(self, index: int) -> int:
        while self.parents[index] >= 0:
            index = self.parents[index]
        return index


@dataclass
class _Source:
    name: str
    number: int
    intervention: int
    population: int
    year: int
    people: int
    studies: int
    """1 for a trial, several for a meta-analysis."""
    outcomes: list[int] = field(default_factory=list)
    rates: list[int] = field(default_factory=list)
    ratios: dict[int, str] = field(default_factory=dict)
    """Of each outcome that was compared the ratio as printed."""
    events: dict[int, int] = field(default_factory=dict)
    """Of each outcome that was counted how many people had it."""


class _World:
    """Everything that is drawn before the claims are: concepts, and sources with what they found."""

    def __init__(self, claims: int, seed: int, shape: Shape) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - nothing secret
        self.shape = shape
        root = math.sqrt(claims)
        self.outcomes = self._tree("outcome", 60 + int(4 * root))
        self.interventions = self._tree("intervention", 20 + int(root))
        self.populations = self._tree("population", 20 + int(root))
        self.routes = self._tree("route", 8, chain=False)
        self.comparators = self._tree("comparator", 6, chain=False)
        self._truths: dict[tuple[int, int], int] = {}
        self.sources = [self._source(number) for number in range(max(4, claims // 10))]

    def _tree(self, kind: str, size: int, *, chain: bool = True) -> _Concepts:
        names = [f"{kind}_{number}" for number in range(size)]
        if chain and self.shape == "deep-hierarchy":
            parents = [number - 1 if number % _CHAIN else -1 for number in range(size)]
        else:
            parents = [-1 if number < max(4, size // 20) else (number - 1) // 4 for number in range(size)]
        return _Concepts(kind, names, parents)

    def _source(self, number: int) -> _Source:
        draw = self.draw
        source = _Source(
            name=f"source-{number}",
            number=number,
            intervention=draw.randrange(len(self.interventions.names)),
            population=draw.randrange(len(self.populations.names)),
            year=draw.randrange(1995, 2026),
            people=draw.randrange(100, 60_000),
            studies=1 if number % 3 == 0 else draw.randrange(2, 80),
        )
        if self.shape == "one-outcome":
            source.outcomes = source.rates = [0]
            return source
        drawn = draw.sample(range(len(self.outcomes.names)), 4)
        source.outcomes, source.rates = drawn[:3], drawn[3:]
        return source

    def truth(self, outcome: int, intervention: int) -> int:
        """-1, 0 or 1: less, as much or more of the outcome; the same for all parts of an outcome or intervention."""
        key = self.outcomes.root(outcome), self.interventions.root(intervention)
        if key not in self._truths:
            self._truths[key] = random.Random(f"{key}").choice((-1, 0, 0, 1))  # noqa: S311 - nothing secret
        return self._truths[key]


def generate(folder: Path, claims: int, *, seed: int = 1, shape: Shape = "usual", acknowledge: bool = True) -> None:
    """Writes a claims package with so many claims into ``folder``, which is replaced.

    Args:
        folder: where to.
        claims: how many claims; rounded up to whole articles.
        seed: the same seed gives the same package.
        shape: what sort of package.
        acknowledge: whether half of what the validation finds is acknowledged, as far as it can be.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "claims").mkdir(parents=True)
    shutil.copytree(FOLDER / "tables", folder / "schemas" / "tables")
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(claims, seed), indent=2) + "\n", encoding="utf-8")
    world = _World(claims, seed, shape)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    tables["concepts"] = list(_concept_rows(world))
    tables["sources"] = [_source_row(world, source) for source in world.sources]
    tables["estimates"] = [row for source in world.sources for row in _estimate_rows(world, source)]
    cited: set[str] = set()
    for number in range(math.ceil(claims / _CLAIMS_OF_AN_ARTICLE)):
        _article(world, number, tables, cited)
    if shape == "every-row-broken":
        _break(tables)
    for name, rows in tables.items():
        _write(folder, name, rows)
    if acknowledge:
        _write(folder, "acknowledgements", list(_acknowledgements(folder)))


def _descriptor(claims: int, seed: int) -> dict[str, object]:
    dialect = {"delimiter": ",", "lineTerminator": "\n"}
    kind = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"made-up-{claims}-{seed}",
        "title": "Made-up claims",
        "version": "1.0.0",
        "licenses": [{"name": "CC0-1.0", "title": "Creative Commons Zero v1.0 Universal"}],
        "resources": [
            {"name": name, **kind, "path": f"claims/{name}.csv", "schema": f"schemas/tables/{name}.json"}
            for name in TABLES
        ],
    }


def _concept_rows(world: _World) -> Iterator[Row]:
    for concepts in (world.outcomes, world.interventions, world.populations, world.routes, world.comparators):
        for name, parent in zip(concepts.names, concepts.parents, strict=True):
            yield {
                "concept_id": name,
                "kind": concepts.kind,
                "label": name.replace("_", " ").capitalize(),
                "broader": concepts.names[parent] if parent >= 0 else "",
                "definition": f"A made-up {concepts.kind}.",
                "same_as": f"HP:{len(name):03}{parent % 10000:04}" if concepts.kind == "outcome" else "",
            }


def _source_row(world: _World, source: _Source) -> Row:
    return {
        "source_id": source.name,
        "status": "identified",
        "source_type": "randomised_trial" if source.studies == 1 else "meta_analysis",
        "title": f"{_sentence(world.draw, 9)} ({source.number})",
        "authors": "Made up",
        "container_title": f"Journal {source.number % 300}",
        "issued_on": f"{source.year}-{world.draw.randrange(1, 13):02}-{world.draw.randrange(1, 28):02}",
        "doi": f"10.1234/made.up.{source.number}",
        "study_count": str(source.studies),
        "population_size": str(source.people),
        "intervention": world.interventions.names[source.intervention],
        "population": world.populations.names[source.population],
        "comparator": world.comparators.names[0],
        "retraction_status": "none_found",
        "retraction_checked_on": "2026-01-31",
        "role": "cited",
        "searched_until": f"{source.year - 1}-12" if source.studies > 1 else "",
    }


def _estimate_rows(world: _World, source: _Source) -> Iterator[Row]:
    about = {
        "source_id": source.name,
        "intervention": world.interventions.names[source.intervention],
        "population": world.populations.names[source.population],
        "orientation": "as_named",
        "locator": f"table {source.number % 9}",
        "analysis": "primary",
        "certainty": world.draw.choice(("", "high", "moderate")),
        "follow_up": world.draw.choice(("", "12 weeks", "6 months")),
    }
    for place, outcome in enumerate(source.outcomes):
        error = world.draw.uniform(0.02, 0.06)
        truth = world.truth(outcome, source.intervention)
        middle = truth * world.draw.uniform(0.25, 0.6) + (0 if truth else world.draw.uniform(-0.03, 0.03))
        low, estimate, high = (math.exp(middle + reach * 1.959964 * error) for reach in (-1, 0, 1))
        source.ratios[outcome] = f"{estimate:.3f}"
        p_value = math.erfc(abs(middle) / error / math.sqrt(2))
        yield {
            **about,
            "estimate_id": f"E{source.number}-{place}",
            "outcome": world.outcomes.names[outcome],
            "comparator": world.comparators.names[0],
            "measure": "RR",
            "estimate": source.ratios[outcome],
            "ci_low": f"{low:.3f}",
            "ci_high": f"{high:.3f}",
            "ci_level": "95",
            "interval_kind": "wald",
            "model": "" if source.studies == 1 else world.draw.choice(("fixed", "random")),
            "p_relation": "<" if p_value < 0.001 else "=",
            "p_value": "0.001" if p_value < 0.001 else f"{p_value:.2g}" if p_value < 0.01 else f"{p_value:.2f}",
            "study_count": str(source.studies),
            "population_size": str(source.people),
            "reported_direction": {-1: "decreased", 0: "no_difference", 1: "increased"}[truth],
        }
    for place, outcome in enumerate(source.rates, len(source.outcomes)):
        share = math.exp(world.draw.uniform(math.log(_RARE), math.log(1 / 3)))
        events = source.events[outcome] = max(1, round(share * source.people))
        yield {
            **about,
            "estimate_id": f"E{source.number}-{place}",
            "outcome": world.outcomes.names[outcome],
            "measure": "proportion",
            "estimate": f"{events / source.people:.4f}",
            "events_intervention": str(events),
            "total_intervention": str(source.people),
        }


def _article(world: _World, number: int, tables: dict[str, list[Row]], cited: set[str]) -> None:
    """Adds an article with its reference list, passages, claims and relations."""
    draw, article = world.draw, f"A{number}"
    tables["articles"].append(
        {
            "article_id": article,
            "title": f"{_sentence(draw, 6)} {number}",
            "publisher": f"Publisher {number % 500}",
            "published_on": f"{draw.randrange(2015, 2026)}-06-01",
            "url": f"https://example.org/{number}",
            "language": "en",
            "text_sha256": _sha256(article),
            "text_length": str(200 * _CLAIMS_OF_AN_ARTICLE),
        }
    )
    count = len(world.sources)
    listed = [world.sources[(number * 2 + step) % count] for step in range(2)]  # so that every source is cited
    listed += [world.sources[index] for index in draw.sample(range(count), min(6, count))]
    if world.shape == "one-source":
        listed = [world.sources[0], *listed]
    listed = list({source.name: source for source in listed}.values())
    for place, source in enumerate(listed, 1):
        cited.add(source.name)
        tables["references"].append({"article_id": article, "citation": str(place), "source_id": source.name})
    findings = [(source, outcome, False) for source in listed for outcome in source.outcomes]
    findings += [(source, outcome, True) for source in listed for outcome in source.rates]
    draw.shuffle(findings)
    rows: list[Row] = []
    relations = tables["relations"]
    for place in range(_CLAIMS_OF_AN_ARTICLE):
        source, outcome, is_rate = findings[place % len(findings)]
        rows.append(
            _claim(world, f"{article}-C{place}", source, outcome, is_rate=is_rate, again=place >= len(findings))
        )
        if place >= len(findings) or (place and draw.random() < 0.1):
            target = rows[place - len(findings) if place >= len(findings) else place - 1]
            rows[place] = target | {column: rows[place][column] for column in ("claim_id", "statement")}
            relation = {"claim_id": rows[place]["claim_id"], "relation": "restates"}
            relation["target_claim_id"] = target["claim_id"]
            relations.append(relation)
        if world.shape == "one-source":
            rows[place]["source_ids"] = ";".join(
                dict.fromkeys((*rows[place]["source_ids"].split(";"), world.sources[0].name))
            )
    tables["claims"] += rows
    rows[-1] |= _OPEN  # of the last claim's outcome nothing is certain, says the article
    relations += [
        {
            "claim_id": rows[-1]["claim_id"],
            "relation": "qualifies",
            "target_claim_id": row["claim_id"],
            "note": "Few were followed for long.",
        }
        for row in rows[:-1]
        if row["outcome"] == rows[-1]["outcome"] and row["effect_direction"] != "occurs" and draw.random() < 0.9
    ]
    numbers = {source.name: str(place) for place, source in enumerate(listed, 1)}
    tables["passages"] += _passages(world, article, rows, numbers)


def _claim(world: _World, name: str, source: _Source, outcome: int, *, is_rate: bool, again: bool) -> Row:
    draw = world.draw
    truth = world.truth(outcome, source.intervention)
    direction = {-1: "decreased", 0: draw.choice(("no_difference", "no_increase")), 1: "increased"}[truth]
    wrong = draw.random() < _WRONG
    if wrong:
        direction = {"decreased": "increased", "increased": "no_increase"}.get(direction, "increased")
    row = {
        "claim_id": name,
        "claim_type": "study_result",
        "statement": _sentence(draw, draw.randrange(8, 22)),
        "intervention": world.interventions.names[source.intervention],
        "population": world.populations.names[source.population],
        "outcome": world.outcomes.names[outcome],
        "effect_direction": direction,
        "population_size": str(source.people),
        "population_basis": "from_source",
        "study_count": str(source.studies) if draw.random() < 0.3 else "",
        "stated_year": str(source.year) if draw.random() < 0.2 else "",
        "source_ids": source.name,
        "note": _sentence(draw, 6) if again else "",
        "wording": draw.choice(("", "", "probably", "may")),
    }
    if draw.random() < _STATED:
        row |= _stated_number(source, outcome, is_rate=is_rate)
    if is_rate:
        word = next(each for each, least in _FREQUENCIES if source.events[outcome] >= least * source.people)
        row |= {"claim_type": "adverse_event", "effect_direction": "occurs", "frequency": draw.choice(("some", word))}
        row |= {"severity": draw.choice(("", "mild", "serious")), "conditions": draw.choice(("", "", "in adults"))}
        row |= {"onset": draw.choice(("", "", "within days"))}
        row |= draw.choice(({"effect_direction": "not_observed", "frequency": ""}, _RARER)) if wrong else {}
    if not is_rate and draw.random() < 0.2:
        row |= {"claim_type": "synthesis", "population_basis": "stated"}
    return row


def _stated_number(source: _Source, outcome: int, *, is_rate: bool) -> Row:
    """The number of a source as a claim states it."""
    if is_rate:
        return {"stated_measure": "percent", "stated_value": f"{100 * source.events[outcome] / source.people:.2f}"}
    return {"stated_measure": "RR", "stated_value": f"{float(source.ratios[outcome]):.1f}"}


def _passages(world: _World, article: str, claims: Sequence[Row], numbers: dict[str, str]) -> Iterator[Row]:
    """A heading, and a passage for each claim; every fifth claim rests on the passage of the one before it."""
    draw = world.draw
    heading = {"kind": "heading", "coverage": "none", "coverage_reason": "A heading.", "citations": ""}
    passages: list[Row] = [heading]
    for place, claim in enumerate(claims):
        if place % 5 != 4:
            passages.append({"kind": "sentence", "coverage": "claims", "citations": ""})
        cited = {*filter(None, passages[-1]["citations"].split(";"))}
        cited |= {numbers[source] for source in claim["source_ids"].split(";")}
        passages[-1]["citations"] = ";".join(sorted(cited, key=int))
        claim["passage_id"] = f"{article}-P{len(passages)}"
    for position, passage in enumerate(passages, 1):
        name = f"{article}-P{position}"
        opening, closing = _sentence(draw, 4).rstrip("."), _sentence(draw, 3).lower()
        where = {"position": str(position), "start": str(200 * (position - 1)), "end": str(200 * position - 1)}
        words = {"opening_words": opening, "closing_words": closing, "sha256": _sha256(name)}
        yield {"passage_id": name, "article_id": article, **where, **words, **passage}


def _break(tables: dict[str, list[Row]]) -> None:
    """Puts something that is not allowed there into every row of the large tables, each time something else."""
    for name, column in (("claims", "effect_direction"), ("passages", "start"), ("estimates", "estimate")):
        for number, row in enumerate(tables[name]):
            row[column] = f"{row[column]}?{number}"


def _acknowledgements(folder: Path) -> Iterator[Row]:
    """An acknowledgement of every second problem that can be acknowledged, on its newly written package."""
    from claimpack import load, validate  # noqa: PLC0415 - only here

    accepted = [problem for problem in validate(load(folder, today=TODAY)).problems if problem.can_be_acknowledged]
    for problem in accepted[::2]:
        yield {
            "rule": problem.rule,
            "subjects": ";".join(problem.subjects),
            "fingerprint": problem.fingerprint,
            "reason": "Made up, like the rest.",
            "acknowledged_by": "Nobody",
            "acknowledged_on": TODAY.isoformat(),
        }


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize() + "."


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(folder: Path, name: str, rows: Sequence[Row]) -> None:
    columns = list(table_schema(name).fields)
    with (folder / "claims" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    generate(Path(sys.argv[2]), int(sys.argv[1]), shape=SHAPES[SHAPES.index(sys.argv[3])] if sys.argv[3:] else "usual")
