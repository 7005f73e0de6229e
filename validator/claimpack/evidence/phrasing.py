"""Puts what an estimate reports into words."""

from collections.abc import Callable, Collection, Iterable, Mapping

from claimpack.evidence.counts import COUNTS
from claimpack.evidence.matching import Match
from claimpack.evidence.measures import NORMAL, RATIOS, REVERSED, T_OF_STUDIES, Row
from claimpack.evidence.notes import p_against_no_effect
from claimpack.evidence.percentages import is_in_per_cent, unit_sign
from claimpack.evidence.scope import LIMITS, SCOPE
from claimpack.evidence.showneffect import USUAL_LEVEL, is_shown_by_interval

REPORTED = {
    "increased": "an increase",
    "decreased": "a decrease",
    "no_difference": "no difference",
    "no_increase": "no increase",
    "no_decrease": "no decrease",
    "occurs": "that it happens",
    "not_observed": "that none was seen",
    "favourable": "that it is good",
    "uncertain": "that the effect is not known",
}
"""What a source's words report, by `reported_direction`."""

_UNLIMITED = ("severity", "onset", "conditions")
"""Columns in which a claim may limit itself and an estimate does not."""

EFFECT_WORDS: Mapping[str, str] = {
    "interval": "CI {low} to {high}",
    "interval_at": "{level} % CI {low} to {high}",
    "no_p": "a p-value that is not recorded",
    "counts": "{events} of {total} against {control_events} of {control_total}",
    "with": "{measure} with {what}",
    "no_number": "no number",
}
"""The words within an effect, by meaning."""

DIFFERENCE_WORDS: Mapping[str, str] = {
    **{
        f"{relation}.{column}": f"a {relation} {column} ({{what}})"
        for relation in ("broader", "narrower")
        for column in SCOPE
    },
    "any": "any",
    "on": "on {what}",
    "severity": "of any severity",
    "onset": "of any onset",
    "conditions": "under any conditions",
}
"""The words for how two scopes differ, by meaning."""


def words_of_source(estimate: Row, outcome: str) -> str:
    """What a source says about a result in words: ``in words smith-2020 reports an increase in fever (E01)``.

    Args:
        estimate: a row of estimates.csv with a ``reported_direction``.
        outcome: what the outcome is called within a sentence.
    """
    said = REPORTED[estimate["reported_direction"]]
    what = f"of {outcome} {said}" if said.startswith("that ") else f"{said} in {outcome}"
    return f"in words {estimate['source_id']} reports {what} ({estimate['estimate_id']})"


def effect_in_words(estimate: Row, *, with_p: bool = True, words: Mapping[str, str] = EFFECT_WORDS) -> str:
    """The effect as printed: ``RR 0.78 (95 % CI 0.65 to 0.94, p = 0.01)``; parts that are not printed are left out.

    So is a p-value for non-inferiority, which would be taken for one against no effect.

    Args:
        estimate: a row of estimates.csv.
        with_p: whether to include the p-value.
        words: the words within it, if not in English.
    """
    parts, sign = [], unit_sign(estimate)
    if estimate["ci_low"] or estimate["ci_high"]:
        interval = words["interval_at" if estimate["ci_level"] else "interval"]
        low, high = estimate["ci_low"] or "?", f"{estimate['ci_high'] or '?'}{sign}"
        parts.append(interval.format(level=estimate["ci_level"], low=low, high=high))
    p_value = p_against_no_effect(estimate)
    if p_value and with_p:
        parts.append(f"p {estimate['p_relation'] or '='} {p_value}")
    counts = [estimate[name] for name in COUNTS]
    if estimate["measure"] == "p_only" and (parts or not all(counts)):
        return ", ".join(parts) or words["no_p"]
    if not parts and all(counts):
        printed = f"{estimate['measure']} {estimate['estimate']}{sign}, " if estimate["estimate"] else ""
        names = ("events", "total", "control_events", "control_total")
        return printed + words["counts"].format(**dict(zip(names, counts, strict=True)))
    if not parts and not estimate["estimate"] and all(counts[:2]):
        return f"{counts[0]} of {counts[1]}"
    if not estimate["estimate"]:
        return words["with"].format(measure=estimate["measure"], what=", ".join(parts) or words["no_number"])
    return f"{estimate['measure']} {estimate['estimate']}{sign}" + (f" ({', '.join(parts)})" if parts else "")


def p_as_printed(estimate: Row) -> str:
    """The p-value as printed: ``< 0.05, one-sided``."""
    one_sided = ", one-sided" if estimate["p_sides"] == "one" else ""
    return f"{estimate['p_relation']} {estimate['p_value']}".removeprefix("= ").strip() + one_sided


def effect_values(estimate: Row) -> tuple[str, ...]:
    """The cells that decide a verdict on an estimate, as a finding's judged values."""
    columns = ("measure", "orientation", "estimate", "ci_low", "ci_high", "ci_level", "p_relation", "p_value")
    return (*(estimate[column] for column in columns), *_what_changes_their_meaning(estimate, columns))


def deciding_values(estimate: Row) -> tuple[str, ...]:
    """The cells of an estimate that decide what it shows: its interval, and its p-value or counts where they may."""
    columns: tuple[str, ...] = ("ci_low", "ci_high", "ci_level") if estimate["ci_low"] or estimate["ci_high"] else ()
    if not is_shown_by_interval(estimate) and (estimate["p_value"] or not columns):
        columns += ("p_relation", "p_value", *COUNTS)
    cells = (estimate[column] for column in ("measure", "orientation", "estimate", *columns))
    return (*cells, *_what_changes_their_meaning(estimate, columns))


def _what_changes_their_meaning(estimate: Row, columns: Collection[str]) -> tuple[str, ...]:
    """The unit, the kind of the interval and the sides of the p-value, where the numbers would mean less without."""
    found = ["%"] if is_in_per_cent(estimate) else []
    if "ci_low" in columns and (estimate["ci_low"] or estimate["ci_high"]):
        found += [estimate["interval_kind"]] if estimate["interval_kind"] not in NORMAL else []
        found += [estimate["model"]] if estimate["model"] == T_OF_STUDIES else []
    if "p_value" in columns and estimate["p_value"] and estimate["p_sides"] == "one":
        found.append(estimate["p_sides"])
    return tuple(found)


def scope_values(claim: Row, estimate: Row) -> tuple[str, ...]:
    """What a claim and an estimate are about, as judged values."""
    return (*(claim[column] for column in (*SCOPE, *LIMITS)), *(estimate[column] for column in SCOPE))


def compared_values(claim: Row, estimate: Row) -> dict[str, str]:
    """The values of a comparison of a claim's direction with an estimate, by name, for a finding's ``data``."""
    return {
        "effect_direction": claim["effect_direction"],
        "outcome": claim["outcome"],
        "estimate_id": estimate["estimate_id"],
        "source_id": estimate["source_id"],
        "effect": effect_in_words(estimate),
    }


def shown_in_words(shown: str, estimate: Row) -> str:
    """What follows from an estimate, as the end of a sentence that began with the estimate.

    Args:
        shown: what it shows; blank if its one-sided p-value shows nothing on the side of the claim.
        estimate: a row of estimates.csv.
    """
    null = "1" if estimate["measure"] in RATIOS else "0"
    if shown == "differs":
        return "is significant, but no effect is printed that says in which direction"
    if shown == "equivalent":
        return "lies within the margin of the outcome, so that it shows no difference that matters"
    at = "at 95 % " if float(estimate["ci_level"] or USUAL_LEVEL) != USUAL_LEVEL else ""
    has_interval = is_shown_by_interval(estimate)
    if shown in ("not_shown", "") and not has_interval:
        is_one_sided = estimate["p_sides"] == "one" and p_against_no_effect(estimate)
        return "is not significant" + (", its p-value being one-sided" if is_one_sided else "")
    if shown == "not_shown":
        return f"{at}includes {null}, so that it shows neither more nor less of the outcome"
    reverse = ", as it is printed the other way round," if estimate["orientation"] in REVERSED else ""
    amount = "more" if shown == "more" else "less"
    if not has_interval:
        return f"is significant and{reverse} shows {amount} of the outcome with the intervention"
    return f"{at}excludes {null} and{reverse} shows {amount} of the outcome with the intervention"


def differences_in_scope(one: Row, other: Row, columns: Iterable[str] = SCOPE) -> list[str]:
    """How the scopes of two records differ: ``population adults against any``."""
    return [
        f"{column} {one[column] or 'any'} against {other[column] or 'any'}"
        for column in columns
        if one[column] != other[column]
    ]


def difference_in_words(
    match: Match, claim: Row, named: Callable[[str], str] = str, words: Mapping[str, str] = DIFFERENCE_WORDS
) -> str:
    """How the scope of an estimate differs from a claim's: ``on a narrower outcome (death)``; blank if it does not.

    Args:
        match: the estimate and how it relates to the claim.
        claim: a row of claims.csv.
        named: what to call a concept.
        words: the words within it, if not in English.
    """
    parts = [
        words[f"{relation}.{column}"].format(
            what=named(match.estimate[column]) if match.estimate[column] else words["any"]
        )
        for column, relation in zip(SCOPE, match.scope_relations, strict=True)
        if relation in ("broader", "narrower")
    ]
    about = [words["on"].format(what=", ".join(parts))] if parts else []
    return ", ".join(about + [words[column] for column in _UNLIMITED if claim[column] not in ("", "any")])
