"""What the evidence of a claim would carry: a sentence for each result that its verdict rests on, and no more.

It is made by rule from what the result prints: an interval of 95 % that is printed the way it is named, or the counts
of those who were given the treatment; where these don't say, what its numbers show, or else what its source says in
words. Of an interval that includes no effect the end on the side of harm is named, since that is not excluded. The
number of people is that of the result; where it has none, that of the whole source, which is said. What was
studied comes with it wherever that is not what the claim is about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimpack.claimverdict import ClaimVerdict, Verdict
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.laterevidence import later_evidence
from claimpack.evidence.measures import PARTIAL, RATIOS
from claimpack.evidence.scope import SCOPE
from claimpack.evidence.showneffect import USUAL_LEVEL
from claimpack.evidence.stance import contradicts_itself
from claimpack.evidence.strength import CERTAINTIES
from claimpack.package.table import Record
from claimpack.plain.english import MESSAGES
from claimpack.plain.names import short_names
from claimpack.plain.sentence import Sentence, Value, first_that_fits
from claimpack.wording import printable

_NOTHING_TO_SAY: tuple[Verdict, ...] = ("supported", "not_applicable")
_MOST_RESULTS = 3
"""Of more results no one sentence would do."""

_OWN = ("studies", "people")
"""What a result rests on where it has a size of its own."""

_DOUBLED = 2.0
_MEANS = ("MD", "SMD", "ROM", "mean", "median")
_BELOW_HIGH = CERTAINTIES[:-1]
_FEW = 30
"""Among fewer people the rule of three is too rough."""


@dataclass(frozen=True, slots=True)
class CouldSay:
    """What the evidence would carry in place of what a claim says."""

    sentences: tuple[Sentence, ...]
    estimates: tuple[str, ...]
    """The ids of the estimates that it is made from."""

    @property
    def text(self) -> str:
        """The sentences in English."""
        return " ".join(sentence.said() for sentence in self.sentences)

    def as_json(self) -> dict[str, Any]:
        """As ``claim.schema.json`` has it."""
        return {
            "made_by": "rule",
            "estimates": list(self.estimates),
            "sentences": [sentence.as_json() for sentence in self.sentences],
        }


class CouldSays:
    """Says of each claim of a package that is not supported what its evidence would carry."""

    def __init__(self, evidence: Evidence, names: Mapping[str, str] | None = None) -> None:
        self._evidence = evidence
        self._names = short_names(evidence.package) if names is None else names

    def of(self, claim: Record, verdict: ClaimVerdict) -> CouldSay | None:
        """What the evidence of a usable claim would carry; None where it is supported, or nothing can be said."""
        if verdict.verdict in _NOTHING_TO_SAY or not 0 < len(verdict.estimates) <= _MOST_RESULTS:
            return None
        by_id = self._evidence.estimates.by_id
        standings = self._standings(claim)
        found: list[Sentence] = []
        studied: list[Sentence] = []
        used: list[str] = []
        for name in verdict.estimates:
            if name not in by_id:
                return None
            estimate = by_id[name]
            sentence = self._of_result(estimate, by_id[used[-1]]["source_id"] if used else "")
            if sentence is None:
                return None  # to leave one out would be to choose among them
            used.append(name)
            found.append(sentence)
            if is_another_time(claim, estimate):
                found.append(Sentence("could-say.time", {"time": estimate["follow_up"]}))
            found += self._beside(estimate)
            studied += self._studied(estimate, standings.get(estimate.number, ()))
        studied = [each for place, each in enumerate(studied) if each not in studied[:place]]
        return CouldSay((*found, *studied), tuple(used))

    def _standings(self, claim: Record) -> dict[int, tuple[str, ...]]:
        """How each result that bears on the claim stands to it, by the number of its record."""
        matches = list(self._evidence.bearing_on(claim))
        matches += [match for each in later_evidence(self._evidence, claim) for match in each.matches]
        return {match.estimate.number: match.scope_relations for match in matches}

    def _of_result(self, estimate: Record, before: str) -> Sentence | None:
        """What a result carries; ``before`` is the source that the sentence before it is of."""
        facts: dict[str, Value] = {"outcome": printable(self._evidence.label_of(estimate["outcome"]))}
        finding = self._finding(estimate, facts)
        if finding is None:
            return None
        bases = self._bases(estimate, facts)
        if bases[0] not in _OWN and estimate["source_id"] == before:
            bases = ["same"]
        ids = [f"could-say.{finding}.{base}" for base in bases]
        return first_that_fits([each for each in ids if each in MESSAGES], facts)

    def _bases(self, estimate: Record, facts: dict[str, Value]) -> list[str]:
        """What the result rests on, and adds how many that is to the facts; the last is there of every result."""
        source = self._evidence.sources.by_id[estimate["source_id"]]
        facts["source"] = self._names.get(source.key, "")
        for record, where in ((estimate, ""), (source, "source_")):
            studies, people = (int(record[column] or 0) for column in ("study_count", "population_size"))
            if people:
                facts |= {"people": people, "studies": studies}
                return [f"{where}{'studies' if studies > 1 else 'people'}", "source"]
        return ["source"]

    def _finding(self, estimate: Record, facts: dict[str, Value]) -> str | None:
        shown = self._evidence.shown_by(estimate)
        if shown in ("equivalent", "differs"):
            return shown
        if shown:
            kind = _kind(estimate)
            none = (
                _counted(estimate, facts) if shown == "not_shown" and estimate["events_intervention"] == "0" else None
            )
            return self._interval(estimate, shown, kind, facts) or none or f"{shown}{'.mean' if kind == 'mean' else ''}"
        return _counted(estimate, facts) or _in_words(estimate)

    def _interval(self, estimate: Record, shown: str, kind: str, facts: dict[str, Value]) -> str | None:
        """The finding with the ends of the interval; None where they should not be named."""
        low, high = estimate["ci_low"], estimate["ci_high"]
        is_usual = float(estimate["ci_level"] or USUAL_LEVEL) == USUAL_LEVEL and estimate["interval_kind"] in _TWO_SIDED
        is_plain = kind in ("frequency", "odds") and estimate["orientation"] == "as_named"
        if not (low and high and is_usual and is_plain) or self._evidence.printed(estimate).contradictory:
            return None
        odds = "odds_" if kind == "odds" else ""
        ends = float(low), float(high)
        if shown == "not_shown":
            is_rise = self._evidence.outcomes.of(estimate["outcome"]).desirable != "yes"
            end = ends[1] if is_rise else ends[0]
            if (is_rise and end <= 1) or (not is_rise and (end >= 1 or end <= 0)):
                return None
            if end >= _DOUBLED:
                facts["times"] = high
                return f"not_shown.{odds}times"
            facts["percent"] = _percent(end)
            return f"not_shown.{odds}{'rise' if is_rise else 'fall'}"
        if shown == "more" and ends[1] >= _DOUBLED:
            facts |= {"low": low, "high": high}
            return f"more.{odds}times"
        nearer, farther = sorted(ends, key=lambda end: abs(end - 1))
        facts |= {"low": _percent(nearer), "high": _percent(farther)}
        return f"{shown}.{odds}percent"

    def _studied(self, estimate: Record, standing: tuple[str, ...]) -> Iterator[Sentence]:
        """What a result is about, if that is broader or narrower than what the claim is about."""
        about = [
            printable(self._evidence.label_of(estimate[column]))
            for column, how in zip(SCOPE, standing, strict=False)
            if column != "outcome" and how in ("broader", "narrower") and estimate[column]
        ]
        if about:
            yield Sentence("could-say.studied", {"scope": about})

    def _beside(self, estimate: Record) -> Iterator[Sentence]:
        """What belongs to a result: what part it is of another, words that say otherwise, and its certainty."""
        if estimate["analysis"] in PARTIAL:
            yield Sentence(f"could-say.analysis.{estimate['analysis']}")
        words = f"could-say.in_words.{estimate['reported_direction']}"
        if words in MESSAGES and contradicts_itself(estimate, self._evidence.shown_by(estimate)):
            yield Sentence(words, {"outcome": printable(self._evidence.label_of(estimate["outcome"]))})
        if estimate["certainty"] in _BELOW_HIGH:
            yield Sentence(f"could-say.certainty.{estimate['certainty']}")


_TWO_SIDED = ("", "wald", "exact", "profile", "bootstrap", "credible")


def _kind(estimate: Record) -> str:
    if estimate["measure"] in _MEANS:
        return "mean"
    if estimate["measure"] == "OR":
        return "odds"
    return "frequency" if estimate["measure"] in RATIOS else ""


def _percent(ratio: float) -> str:
    """How far a ratio is from 1.

    >>> _percent(1.45), _percent(0.65), _percent(1.004)
    ('45', '35', '0.4')
    """
    away = 100 * abs(ratio - 1)
    return f"{away:.0f}" if away >= 1 else f"{away:.1f}"


def _counted(estimate: Record, facts: dict[str, Value]) -> str | None:
    if estimate["orientation"] != "as_named" or not estimate["events_intervention"]:
        return None
    events, total = int(estimate["events_intervention"]), int(estimate["total_intervention"] or 0)
    if not total:
        return None
    facts |= {"events": events, "total": total}
    if events:
        return "counted"
    if total < _FEW:
        return "none_of_few"
    facts["one_in"] = total // 3
    return "none_of"


def _in_words(estimate: Record) -> str | None:
    finding = f"words.{estimate['reported_direction']}"
    return finding if f"could-say.{finding}.source" in MESSAGES else None
