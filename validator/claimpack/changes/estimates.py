"""What the changed numbers of an estimate mean together: what they show, and how precisely."""

from __future__ import annotations

import math
from collections.abc import Iterator

from claimpack.changes.change import Change
from claimpack.changes.judgements import CHANGED
from claimpack.changes.matchedrecords import Matched, Row
from claimpack.changes.versions import Versions
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.showneffect import Shown, shown_by
from claimpack.package.unavailable import Unavailable

_KIND = "estimate-verdict-changed"
_SAYS: dict[Shown, str] = {
    "more": "more of the outcome with the intervention",
    "less": "less of the outcome with the intervention",
    "differs": "that the outcome differs, and not which way",
    "not_shown": "that neither more nor less of it is shown",
    "": "nothing that a claim could be compared with",
}


def number_changes(found: Matched, versions: Versions) -> Iterator[Change]:
    """What the changed numbers of each estimate mean; to be judged for the first time is no loss."""
    for key, (old, new) in {cell.key: (cell.old, cell.new) for cell in found.changed_cells}.items():
        was, now = (_shown(row, evidence) for row, evidence in zip((old, new), versions.evidence, strict=True))
        if was is not None and now is not None and was != now:
            message = f"its numbers said {_SAYS[was]}, and now say {_SAYS[now]}"
            yield versions.change(_KIND if was else CHANGED, key, new, message, old, before=was, after=now)
        if _events(old) > 0 and _events(new) <= 0:
            message = "by its numbers somebody with the intervention had the outcome, and now nobody had"
            yield versions.change(_KIND, key, new, message, old, before="seen", after="not_seen")
        if _is_wider(old, new) and was in (None, now) and was != "":  # an estimate that showed nothing loses nothing
            limits, limits_now = (f"{row['ci_low'].strip()} to {row['ci_high'].strip()}" for row in (old, new))
            message = f"its interval was {limits} and is now {limits_now}, which includes the old one"
            yield versions.change(_KIND, key, new, message, old, before=limits, after=limits_now)


def _shown(row: Row, evidence: Evidence) -> Shown | None:
    """What an estimate shows; None if it can't be used as evidence."""
    try:
        is_usable = row.number in evidence.estimates.numbers
    except Unavailable:
        return None
    return shown_by(row.records.table.record(row.number)) if is_usable else None


def _events(row: Row) -> float:
    """How many people, or which share of them, had the outcome with the intervention; NaN if it is not stated."""
    share = row["estimate"] if row["measure"].strip() == "proportion" else ""
    return (
        _number(row["events_intervention"].strip() or share) if row["orientation"].strip() == "as_named" else math.nan
    )


def _is_wider(old: Row, new: Row) -> bool:
    """Whether the interval includes the old one and is wider, with the same measure and level."""
    is_alike = all(old[each].strip() == new[each].strip() for each in ("measure", "orientation", "ci_level", "unit"))
    low, high, low_now, high_now = (_number(row[each]) for row in (old, new) for each in ("ci_low", "ci_high"))
    return is_alike and (low, high) != (low_now, high_now) and low_now <= low <= high <= high_now


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan
