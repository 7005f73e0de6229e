"""What concepts.csv says about outcomes: whether more is good, whether it is serious, which difference matters."""

from typing import NamedTuple

from claimpack.evidence.hierarchy import Hierarchy
from claimpack.package.table import Table


class Outcome(NamedTuple):
    """What is known about an outcome."""

    desirable: str
    """``yes``: more of it is good, as with survival. ``no``: more of it is harm. Or ``neither``."""
    is_serious: bool
    margin: float | None
    """The interval of a ratio within 1/margin to margin shows no difference that matters."""


_WORST_FIRST = ("no", "neither", "yes")

UNKNOWN = Outcome("no", is_serious=False, margin=None)
"""An outcome about which nothing is recorded: more of it counts as harm."""


class Outcomes:
    """Gives what is known about an outcome.

    A blank cell takes the value of the nearest broader outcome: a part of a serious outcome is serious. If two are
    equally near, harm counts. A margin is never inherited: deaths need a narrower one than pain.
    """

    def __init__(self, concepts: Table, tree: Hierarchy) -> None:
        columns = zip(*(concepts.cells(name) for name in ("concept_id", "desirable", "serious", "margin")), strict=True)
        refused = concepts.refused_records
        rows = {name: cells for number, (name, *cells) in enumerate(columns) if number not in refused}
        self._rows = {name: cells for name, cells in rows.items() if any(cells)}
        self._tree = tree
        self._known: dict[str, Outcome] = {}

    def of(self, outcome: str) -> Outcome:
        """What is known about the outcome with this id."""
        if not self._rows or not outcome:
            return UNKNOWN
        if outcome not in self._known:
            self._known[outcome] = self._find(outcome)
        return self._known[outcome]

    def _find(self, outcome: str) -> Outcome:
        desirable = serious = ""
        for names in self._tree.levels(outcome):
            rows = [self._rows[name] for name in names if name in self._rows]
            desirable = desirable or min({cells[0] for cells in rows} - {""}, key=_WORST_FIRST.index, default="")
            serious = serious or max((cells[1] for cells in rows), default="")
        margin = self._rows.get(outcome, ("", "", ""))[2]
        return Outcome(desirable or "no", serious == "yes", float(margin) if margin else None)
