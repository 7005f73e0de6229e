"""Results of sources as a page shows them: in words, in a forest plot, and as people per 1,000."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from claimpack.claimverdict import Verdict
from claimpack.evidence.absoluterisk import PER, AbsoluteRisk, absolute_risk
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence
from claimpack.evidence.matching import Match
from claimpack.evidence.phrasing import difference_in_words, effect_in_words
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.stance import Result, contradicts_itself, is_side_effect
from claimpack.package.table import Record
from claimpack.page.forestplot import ForestPlot, Interval, Limits, Numbers, asserted, forest_plot, numbers_of
from claimpack.page.plainwords import PlainWords
from claimpack.plain.language import Language
from claimpack.plain.sentence import Value

_SIGNS = {
    "agrees": "✓",
    "disputes": "✗",
    "neither": "~",
    "inconsistent": "!",
    "silent": "·",
    "same_way": "≈",
    "happens": "≈",
    "other_size": "~",
    "more": "▲",
    "less": "▼",
    "not_shown": "~",
    "equivalent": "=",
    "differs": "≠",
    "contradictory": "!",
}
"""The sign for what a result says of a claim, or shows by itself."""

_FINDS = {"same": "agrees", "other_size": "other_size", "says_otherwise": "disputes", "shows_neither": "neither"}
"""The stance of a later source on a claim."""


@dataclass(frozen=True, slots=True)
class Row:
    """A result; texts are blank where there is nothing to show."""

    estimate_id: str
    source_id: str
    source: str
    outcome: str
    effect: str
    in_words: str
    """What the source says of it in words."""
    size: str
    remarks: Sequence[str]
    sign: str
    stance: str
    """What it says of the claim, or shows by itself."""
    stance_key: str
    """The same as a word for the style sheet."""
    is_newer: bool
    """Whether it is of a later source than the claim cites."""
    absolute: str
    """The effect in people per 1,000."""
    measure: str
    unit: str
    numbers: Numbers | None
    """What is drawn of it; None if nothing can be."""
    interval: Interval | None = None
    """Where it is drawn in its plot."""


class Plot(NamedTuple):
    """Results on one scale, or those that can't be drawn."""

    plot: ForestPlot | None
    rows: Sequence[Row]
    legend: str = ""
    """What the shaded region is; blank if there is none."""
    measures: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture of it."""
        return self.plot is not None


class Results:
    """Makes rows and plots of the estimates of a package."""

    def __init__(self, evidence: Evidence, words: PlainWords, language: Language) -> None:
        self._evidence = evidence
        self._words = words
        self._language = language
        self._effect, self._difference = language.part("effect"), language.part("difference")

    def on_claim(
        self, claim: Record, found: Sequence[Result], later: Sequence[LaterEvidence], verdict: Verdict
    ) -> list[Plot]:
        """The results that bear on a claim: those of the sources that it cites, and those of later sources."""
        rows = [self._cited(claim, result, verdict) for result in found]
        there = {result.estimate.number for result in found}
        for each in later:
            for match in each.matches:
                if match.estimate.number not in there:
                    there.add(match.estimate.number)
                    rows.append(self._later(claim, each, match))
        margin = self._evidence.outcomes.of(claim["outcome"]).margin
        region = asserted(claim["effect_direction"], margin, is_side_effect=is_side_effect(claim))
        brings_on = self._language.say("legend.brings_on") if is_side_effect(claim) else ""
        says = brings_on or self._said(claim["effect_direction"])
        return self._plots(rows, region, says if region else "", margin)

    def without_claim(self, estimates: Iterable[Record]) -> list[Plot]:
        """Estimates without a claim, with what each shows."""
        rows = []
        for estimate in estimates:
            key = self._evidence.shown_by(estimate)
            shown = "contradictory" if self._evidence.printed(estimate).contradictory else key
            rows.append(self._row(estimate, shown, key, with_words=True, with_source_size=False))
        return self._plots(rows, None, "", None)

    def _cited(self, claim: Record, result: Result, verdict: Verdict) -> Row:
        differs = self._differs(result.match, claim) if result.match is not None else ""
        stance = _stance_shown(claim, result, verdict)
        indirect = differs and not result.is_direct
        remark = self._language.say("result.indirect", how=differs) if indirect else _sentence(differs)
        by_words = result.basis == "words" and bool(result.stance)
        with_words = result.basis == "words" or result.stance == "inconsistent"
        return self._row(result.estimate, stance or "silent", stance, remark, by_words=by_words, with_words=with_words)

    def _later(self, claim: Record, later: LaterEvidence, match: Match) -> Row:
        newer = self._language.say(f"result.newer.{'update' if later.cited_source else 'later'}")
        differs = _sentence(self._differs(match, claim))
        by_words, stance = later.basis == "words", _FINDS[later.finds]
        return self._row(match.estimate, stance, later.finds, newer, differs, by_words=by_words, is_newer=True)

    def _differs(self, match: Match, claim: Record) -> str:
        return difference_in_words(match, claim, self._evidence.label_of, self._difference)

    def _said(self, direction: str) -> str:
        return self._language.word("says", direction) if direction else ""

    def _row(
        self,
        estimate: Record,
        stance: str,
        key: str,
        *remarks: str,
        by_words: bool = False,
        with_words: bool = False,
        with_source_size: bool = True,
        is_newer: bool = False,
    ) -> Row:
        name, outcome, is_words = estimate["source_id"], estimate["outcome"], estimate["measure"] == "words"
        source = self._evidence.sources.by_id.get(name) if with_source_size else None
        say = self._language.say
        words = say(f"stance.{stance}") if stance else ""
        numbers = numbers_of(estimate)
        if numbers is None:
            how_drawn = self._why_undrawn(estimate)
        else:
            how_drawn = say("result.turned") if numbers.is_turned else ""
        return Row(
            estimate_id=estimate["estimate_id"],
            source_id=name,
            source=self._words.sources.get(name, name),
            outcome=self._words.concepts.get(outcome, outcome),
            effect=say("result.unprinted") if is_words else effect_in_words(estimate, words=self._effect),
            in_words=self._said(estimate["reported_direction"] if with_words or by_words or is_words else ""),
            size=_size(estimate, source, self._language),
            remarks=list(filter(None, (*remarks, how_drawn))),
            sign=_SIGNS.get(stance, "·"),
            stance=say("result.in_words", stance=words) if by_words else words,
            stance_key=key or "silent",
            is_newer=is_newer,
            absolute=per_thousand(absolute_risk(estimate), self._language),
            measure=estimate["measure"],
            unit=estimate["unit"],
            numbers=numbers,
        )

    def _plots(self, rows: Sequence[Row], region: Limits | None, says: str, margin: float | None) -> list[Plot]:
        groups: dict[tuple[str, str], list[tuple[Row, Numbers]]] = {}
        for row in rows:
            if row.numbers is not None:
                groups.setdefault((row.numbers.kind, row.numbers.unit), []).append((row, row.numbers))
        plots = [self._plot(group, region, says, margin) for group in groups.values()]
        undrawn = [row for row in rows if row.numbers is None]
        if undrawn:
            plots.append(Plot(None, undrawn))
        return plots

    def _plot(
        self, group: Sequence[tuple[Row, Numbers]], region: Limits | None, says: str, margin: float | None
    ) -> Plot:
        say = self._language.say
        plot = forest_plot([numbers for _, numbers in group], region)
        rows = [replace(row, interval=interval) for (row, _), interval in zip(group, plot.intervals, strict=True)]
        legend = ""
        if plot.region is not None:
            legend = say("legend.says", says=says)
            if region is not None and margin and plot.kind == "ratio":
                is_within = (region[0] or 0.0) <= 1 <= (region[1] or math.inf)
                legend = say("legend.margin" if is_within else "legend.beyond", says=says, margin=f"{margin:g}")
        measures = "; ".join(map(self._measure, dict.fromkeys(row.measure for row in rows)))
        unit = rows[0].unit if plot.kind != "ratio" else ""
        measures = say("result.unit", measures=measures, unit=unit) if unit else measures
        return Plot(plot, rows, legend, measures)

    def _measure(self, name: str) -> str:
        called = self._language.word("measure", name)
        return self._language.say("result.measure", measure=name, name=called) if called != name else name

    def _why_undrawn(self, estimate: Record) -> str:
        if estimate["measure"] in ("words", "p_only") or not any(
            estimate[column] for column in ("estimate", "ci_low", "ci_high")
        ):
            return ""
        which = f"result.undrawn.{estimate['orientation']}"
        return self._language.say(which if which in self._language.messages else "result.undrawn")


def _stance_shown(claim: Record, result: Result, verdict: Verdict) -> str:
    """The stance to show: "agrees" only if the result supports all that the claim says."""
    if result.stance == "agrees" and verdict == "overstated":
        return "same_way"
    is_without_comparison = claim["effect_direction"] == "occurs" and not is_side_effect(claim)
    if result.stance == "agrees" and is_without_comparison and result.basis != "words" and result.shown != "more":
        return "happens"  # a ratio shows that somebody had it, not that the intervention causes it
    if not result.stance and claim["effect_direction"] == "favourable":
        return result.shown  # a serious outcome beside a claim of overall safety
    if not result.stance and claim["effect_direction"] == "occurs":
        return "inconsistent" if contradicts_itself(result.estimate, result.shown) else ""
    return result.stance


def per_thousand(risk: AbsoluteRisk | None, language: Language) -> str:
    """An absolute risk as a sentence; blank where there is none."""
    if risk is None:
        return ""
    between = ""
    if None not in (risk.low, risk.high):
        ends = _change(risk.low, language), _change(risk.high, language)
        between = language.say("risk.between", low=ends[0], high=ends[1])
    if risk.difference is None and not between:
        return ""
    before: dict[str, Value] = {"per": PER, "control": _people(PER * risk.control)}
    if risk.difference is None:
        return language.say("risk.without", **before, change=between)
    change = _change(risk.difference, language)
    if not between:
        return language.say("risk.without", **before, change=change)
    return language.say("risk.without.between", **before, change=change, between=between)


def _people(number: float) -> str:
    return plain(float(f"{number:.3g}"))


def _change(difference: float | None, language: Language) -> str:
    if difference is None:
        return "?"
    if not difference:
        return language.say("risk.same")
    return language.say("risk.more" if difference > 0 else "risk.fewer", count=_people(abs(difference)))


def _size(estimate: Record, source: Record | None, language: Language) -> str:
    own = size_in_words(estimate["population_size"], estimate["study_count"], language)
    events = ", ".join(
        language.say(f"events.{arm}", events=estimate[f"events_{arm}"] or "?", total=int(estimate[f"total_{arm}"]))
        for arm in ("intervention", "control")
        if estimate[f"total_{arm}"]
    )
    if own or events:
        return "; ".join(filter(None, (own, events)))
    whole = size_in_words(source["population_size"], source["study_count"], language) if source is not None else ""
    return language.say("size.source", size=whole) if whole else ""


def size_in_words(people: str, studies: str, language: Language) -> str:
    """How many studies and people something is based on, as far as is known."""
    counts = (("studies", studies), ("people", people))
    return ", ".join(
        language.say(f"{what}.1") if count == "1" else language.say(what, count=int(count))
        for what, count in counts
        if count
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
