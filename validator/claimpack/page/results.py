"""Results of sources as a page shows them: in words, in a forest plot, and in people per 1,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimpack.evidence.absoluterisk import PER, AbsoluteRisk, absolute_risk
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence
from claimpack.evidence.phrasing import difference_in_words, effect_in_words
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.stance import Result, is_side_effect
from claimpack.package.table import Record
from claimpack.page.forestplot import ForestPlot, Interval, Limits, Numbers, asserted, forest_plot, numbers_of
from claimpack.page.plainwords import MEASURES, SAYS, PlainWords

_STANCES = {
    "agrees": ("✓", "agrees"),
    "disputes": ("✗", "says otherwise"),
    "neither": ("~", "shows neither this nor the opposite"),
    "inconsistent": ("!", "its words and its number disagree"),
    "": ("·", "says nothing of it"),
}
_FINDS = {
    "same": ("✓", "agrees"),
    "other_size": ("~", "agrees, but of another size"),
    "says_otherwise": ("✗", "says otherwise"),
    "shows_neither": ("~", "shows neither this nor the opposite"),
}
_SHOWS = {
    "more": ("▲", "more with the intervention"),
    "less": ("▼", "less with the intervention"),
    "not_shown": ("~", "neither more nor less is shown"),
    "equivalent": ("=", "no difference that matters"),
    "differs": ("≠", "differs; which way is not printed"),
    "": ("·", ""),
}
_TURNED = "Turned round for the drawing: to the right is more with the intervention"
_UNDRAWN = {
    "opposite_event": "It is printed for the opposite event and can’t be turned round, so it is not drawn",
    "not_stated": "It is not clear which way it runs, so it is not drawn",
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result as a page shows it."""

    estimate_id: str
    source_id: str
    source: str
    outcome: str
    effect: str
    """As printed: ``RR 0.78 (95 % CI 0.65 to 0.94)``."""
    in_words: str
    """What the source says of it in words."""
    size: str
    """How many people and studies it rests on; what the whole source has where the result itself has none."""
    remarks: tuple[str, ...]
    sign: str
    """The stance as a sign, so that colour is never alone."""
    stance: str
    stance_key: str
    is_newer: bool
    absolute: str
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Results on one scale."""

    plot: ForestPlot
    rows: tuple[ResultRow, ...]
    is_drawn: bool
    legend: str
    """What the shaded region is; blank if there is none."""
    measures: str


class Results:
    """Makes rows and plots of the estimates of a package."""

    def __init__(self, evidence: Evidence, words: PlainWords) -> None:
        self._evidence = evidence
        self._words = words

    def on_claim(self, claim: Record, found: Sequence[Result], later: Sequence[LaterEvidence]) -> list[Plot]:
        """What bears on a claim: the results of the sources that it cites, and what later ones report beside them."""
        rows = [(self._cited(claim, result), result.estimate) for result in found]
        there = {result.estimate.number for result in found}
        for each in later:
            for match in each.matches:
                if match.estimate.number not in there:
                    there.add(match.estimate.number)
                    differs = difference_in_words(match, claim, self._evidence.named)
                    what = "updates a source that is cited" if each.cited_source else "is later, and not cited"
                    remarks = (f"Newer: {what}", *([_sentence(differs)] if differs else []))
                    sign, stance = _FINDS[each.finds]
                    if each.basis == "words":
                        stance += " in words"
                    row = self._row(
                        match.estimate,
                        sign,
                        stance,
                        each.finds,
                        remarks,
                        is_newer=True,
                        with_words=each.basis == "words",
                    )
                    rows.append((row, match.estimate))
        margin = self._evidence.outcomes.of(claim["outcome"]).margin
        region = asserted(claim["effect_direction"], margin, is_side_effect=is_side_effect(claim))
        says = (
            "that the intervention brings it on" if is_side_effect(claim) else SAYS.get(claim["effect_direction"], "")
        )
        return self._plots(rows, region, says if region else "", margin)

    def alone(self, estimates: Iterable[Record]) -> list[Plot]:
        """Estimates by themselves, with what each shows."""
        rows = []
        for estimate in estimates:
            key = self._evidence.shown_by(estimate)
            sign, stance = _SHOWS[key]
            if self._evidence.printed(estimate).contradictory:
                sign, stance = "!", "its numbers contradict each other"
            row = self._row(estimate, sign, stance, key, (), with_words=True, with_source_size=False)
            rows.append((row, estimate))
        return self._plots(rows, None, "", None)

    def _cited(self, claim: Record, result: Result) -> ResultRow:
        sign, stance = _STANCES[result.stance]
        differs = difference_in_words(result.match, claim, self._evidence.named) if result.match is not None else ""
        remark = f"Indirect: {differs}" if differs and not result.is_direct else _sentence(differs)
        if result.basis == "words" and result.stance:
            stance += " in words"
        with_words = result.basis == "words" or result.stance == "inconsistent"
        return self._row(
            result.estimate, sign, stance, result.stance, (remark,) if remark else (), with_words=with_words
        )

    def _row(
        self,
        estimate: Record,
        sign: str,
        stance: str,
        key: str,
        remarks: tuple[str, ...],
        *,
        is_newer: bool = False,
        with_words: bool = False,
        with_source_size: bool = True,
    ) -> ResultRow:
        source = self._evidence.sources.by_id.get(estimate["source_id"]) if with_source_size else None
        said = estimate["reported_direction"] if with_words or estimate["measure"] == "words" else ""
        return ResultRow(
            estimate["estimate_id"],
            estimate["source_id"],
            self._words.sources.get(estimate["source_id"], estimate["source_id"]),
            self._words.concepts.get(estimate["outcome"], estimate["outcome"]),
            "no number printed" if estimate["measure"] == "words" else effect_in_words(estimate),
            SAYS.get(said, said) if said else "",
            _size(estimate, source),
            remarks,
            sign,
            stance,
            key or "silent",
            is_newer,
            in_people(absolute_risk(estimate)),
        )

    def _plots(
        self, rows: Sequence[tuple[ResultRow, Record]], region: Limits | None, says: str, margin: float | None
    ) -> list[Plot]:
        groups: dict[tuple[str, str], list[tuple[ResultRow, Record, Numbers]]] = {}
        undrawn = []
        for row, estimate in rows:
            numbers = numbers_of(estimate)
            if numbers is None:
                undrawn.append(_with_remark(row, _why_undrawn(estimate)))
                continue
            turned = _TURNED if numbers.is_turned else ""
            members = groups.setdefault((numbers.kind, numbers.unit), [])
            members.append((_with_remark(row, turned), estimate, numbers))
        plots = [self._plot(group, region, says, margin) for group in groups.values()]
        if undrawn:
            plots.append(Plot(forest_plot(()), tuple(undrawn), is_drawn=False, legend="", measures=""))
        return plots

    def _plot(
        self,
        members: Sequence[tuple[ResultRow, Record, Numbers]],
        region: Limits | None,
        says: str,
        margin: float | None,
    ) -> Plot:
        plot = forest_plot([numbers for _, _, numbers in members], region)
        rows = tuple(replace(row, interval=interval) for (row, _, _), interval in zip(members, plot.rows, strict=True))
        legend = ""
        if plot.region is not None:
            within = f" within the margin of {margin:g}" if margin and plot.kind == "ratio" else ""
            legend = f"what the claim says: {says}{within}"
        names = dict.fromkeys(estimate["measure"] for _, estimate, _ in members)
        measures = "; ".join(f"{name}, {MEASURES[name]}" if name in MEASURES else name for name in names)
        unit = members[0][1]["unit"] if plot.kind != "ratio" else ""
        measures += f", in {unit}" if unit else ""
        return Plot(plot, rows, is_drawn=True, legend=legend, measures=measures)


def in_people(risk: AbsoluteRisk | None) -> str:
    """An absolute risk as a sentence; blank where there is none.

    >>> in_people(AbsoluteRisk(0.04, 44.0, -5.0, 98.4))
    'Per 1,000 people: 40 without the intervention; with it 44 more (from 5 fewer to 98.4 more).'
    """
    if risk is None:
        return ""
    before = f"Per {PER:,} people: {_people(PER * risk.control)} without the intervention"
    between = f"from {_change(risk.low)} to {_change(risk.high)}" if None not in (risk.low, risk.high) else ""
    if risk.difference is None:
        return f"{before}; with it {between}." if between else ""
    return f"{before}; with it {_change(risk.difference)}{f' ({between})' if between else ''}."


def _people(number: float) -> str:
    return plain(float(f"{number:.3g}"))


def _change(difference: float | None) -> str:
    if difference is None:
        return "?"
    if not difference:
        return "as many"
    return f"{_people(abs(difference))} {'more' if difference > 0 else 'fewer'}"


def _size(estimate: Record, source: Record | None) -> str:
    own = _counts(estimate["population_size"], estimate["study_count"])
    groups = (("intervention", "with it"), ("control", "without"))
    events = ", ".join(
        f"{estimate[f'events_{arm}'] or '?'} of {int(estimate[f'total_{arm}']):,} {which}"
        for arm, which in groups
        if estimate[f"total_{arm}"]
    )
    if own or events:
        return "; ".join(filter(None, (own, events)))
    whole = _counts(source["population_size"], source["study_count"]) if source is not None else ""
    return f"whole source: {whole}" if whole else ""


def _counts(people: str, studies: str) -> str:
    parts = []
    if studies:
        parts.append("1 study" if studies == "1" else f"{int(studies):,} studies")
    if people:
        parts.append("1 person" if people == "1" else f"{int(people):,} people")
    return ", ".join(parts)


def _why_undrawn(estimate: Record) -> str:
    if estimate["measure"] in ("words", "p_only") or not any(
        estimate[column] for column in ("estimate", "ci_low", "ci_high")
    ):
        return ""
    return _UNDRAWN.get(estimate["orientation"], "Its numbers can’t be drawn")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _with_remark(row: ResultRow, remark: str) -> ResultRow:
    return replace(row, remarks=(*row.remarks, remark)) if remark else row
