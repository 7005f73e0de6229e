"""What changed in the numbers that sources report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from validator.changes.cellwords import was_and_is
from validator.changes.change import Change, change
from validator.changes.records import ChangedCell, Matched, Records
from validator.changes.resting import Resting
from validator.changes.scopeturns import Trees, scope_turn
from validator.evidence.scopes import SCOPE

_NUMBERS = ("measure", "estimate", "ci_low", "ci_high", "p_relation", "p_value")
_COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control")
_INTERVAL = ("ci_low", "ci_high")
_OF_AN_INTERVAL = ("measure", "orientation", "ci_level")
"""What has to be as before for two intervals to be compared."""
_VERDICTS = {
    "more": "more of the outcome with the intervention",
    "less": "less of the outcome with the intervention",
    "not_shown": "that neither more nor less of it is shown",
    "": "nothing that a claim could be compared with",
}


def estimate_changes(
    found: Matched, resting: Resting, trees: Trees, verdicts: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[Change]:
    """The changes of the estimates, each with the claims that cite its source.

    Args:
        found: the estimates of both versions, side by side.
        resting: which claims rest on what.
        trees: the hierarchies of the concepts of both versions.
        verdicts: for both versions, what the numbers of each estimate say, by its id there.
    """
    for records, record, name, is_new in found.come_and_gone():
        source, row = records.cell(record, "source_id"), records.row(record)
        kind, what = ("estimate-added", "new") if is_new else ("estimate-removed", "gone")
        message = f"{name} of {source}, {in_numbers(dict(row))} on {records.cell(record, 'outcome')}, is {what}"
        yield change(kind, "estimates", name, message, record=row, claims=resting.on_sources([source]))
    one_of_each: dict[str, ChangedCell] = {}
    for cell in found.changed_cells():
        one_of_each[cell.name] = cell
        claims = resting.on_sources(_sources(found, cell))
        kind, message = _kind(cell, trees)
        was, now = cell.before, cell.after
        yield change(kind, "estimates", cell.name, message, column=cell.column, before=was, after=now, claims=claims)
    for name, cell in sorted(one_of_each.items()):
        claims = resting.on_sources(_sources(found, cell))
        for kind, message, was, now in _of_the_whole(found, cell, verdicts):
            yield change(kind, "estimates", name, message, before=was, after=now, claims=claims)


def _kind(cell: ChangedCell, trees: Trees) -> tuple[str, str]:
    """The kind of change of one cell, and the message."""
    message = was_and_is("estimates", cell.column, cell.before, cell.after)
    if cell.column == "source_id":
        return "estimate-moved", message
    if cell.column in SCOPE:
        turn, why = scope_turn(cell, trees)
        why = why or "which was not told before"
        return "estimate-scope-narrowed" if turn == "narrowed" else "estimate-moved", f"{message}: {why}"
    return "estimate-changed" if cell.after.strip() else "estimate-number-dropped", message


def _of_the_whole(
    found: Matched, cell: ChangedCell, verdicts: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """What the changes of one estimate come to: the kind, the message, and what it said and says."""
    old, new = (_Row(found.old, cell.old), _Row(found.new, cell.new))
    here, there = (each.get(row.name) for each, row in zip(verdicts, (old, new), strict=True))
    if here is not None and there is not None and here != there:
        kind = "estimate-verdict-changed" if here else "estimate-changed"  # which may be known for the first time
        yield kind, f"its numbers said {_VERDICTS[here]}, and now say {_VERDICTS[there]}", here, there
    if old.was_seen and new.was_seen is False:
        message = "by its numbers somebody with the intervention had the outcome, and now nobody had"
        yield "estimate-verdict-changed", message, "seen", "not_seen"
    is_told = here is not None and here != there  # what that has come to
    if _is_wider(old, new) and here != "" and not is_told:  # of what could contradict nothing, nothing is lost
        was, now = (f"{row['ci_low']} to {row['ci_high']}" for row in (old, new))
        yield "estimate-less-precise", f"its interval was {was} and is now {now}, which includes the old one", was, now


class _Row:
    """An estimate of one version."""

    def __init__(self, records: Records, record: int) -> None:
        self._records, self._record = records, record

    def __getitem__(self, column: str) -> str:
        return self._records.cell(self._record, column).strip()

    @property
    def name(self) -> str:
        return str(self._records.keys[self._record])

    @property
    def was_seen(self) -> bool | None:
        """Whether somebody with the intervention had the outcome; None where it does not say."""
        share = self["estimate"] if self["measure"] == "proportion" else ""
        number = _number(self["events_intervention"] or share)
        return None if number is None or self["orientation"] == "reversed" else number > 0

    @property
    def interval(self) -> tuple[float, float] | None:
        """The limits of the interval; None where one is blank or may not stand there."""
        low, high = (_number(self[column]) for column in _INTERVAL)
        return None if low is None or high is None else (low, high)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _is_wider(old: _Row, new: _Row) -> bool:
    """Whether the interval includes the old one and is not the same, of one measure and level."""
    was, now = old.interval, new.interval
    if was is None or now is None or any(old[column] != new[column] for column in _OF_AN_INTERVAL):
        return False
    return was != now and now[0] <= was[0] <= was[1] <= now[1]


def _sources(found: Matched, cell: ChangedCell) -> tuple[str, str]:
    """The sources of an estimate in both versions, by the names of the new one."""
    now = found.new.cell(cell.new, "source_id")
    return found.renames.cell("estimates", "source_id", found.old.cell(cell.old, "source_id"), now), now


def in_numbers(cells: Mapping[str, str]) -> str:
    """What an estimate reports, with the digits as printed: ``OR 1.98 (95 % CI 1.01 to 3.87), p = 0.05``."""
    measure, estimate, low, high, relation, p_value = (cells.get(column, "") for column in _NUMBERS)
    parts = [f"{measure} {estimate}".strip()]
    if low or high:
        level = cells.get("ci_level", "")
        parts[0] += f" ({f'{level} % ' if level else ''}CI {low or 'not given'} to {high or 'not given'})"
    if p_value:
        parts.append(f"p {relation or '='} {p_value}")
    events, total, events_control, total_control = (cells.get(column, "") for column in _COUNTS)
    if events or events_control:
        arms = [
            f"{some or 'not given'} of {of or 'not given'}"
            for some, of in ((events, total), (events_control, total_control))
            if some
        ]
        parts.append(" against ".join(arms))
    return ", ".join(part for part in parts if part)
