"""Compares two versions of a claims package in meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from validator.changes.acknowledgements import acknowledgement_changes
from validator.changes.articletables import article_changes
from validator.changes.change import Change, Compared, Comparison, NotCompared, Version
from validator.changes.claims import claim_changes, renamed_claims
from validator.changes.descriptorchanges import descriptor_changes, descriptor_problems
from validator.changes.evidencetables import concept_changes, estimate_changes, relation_changes, source_changes
from validator.changes.kinds import BY_NAME
from validator.changes.records import Matched, Records, match, read_records
from validator.changes.resting import Resting
from validator.changes.titles import titled
from validator.evidence.hierarchy import Hierarchy, hierarchy
from validator.evidence.sound import sound_estimates
from validator.evidence.verdicts import package_verdicts
from validator.package.columns import values_of
from validator.package.package import Package
from validator.package.tableschema import TABLES
from validator.package.unavailable import Unavailable
from validator.wording import natural_order

_NAMING_CLAIMS = ("relations",)
"""The tables in whose keys stand ids of claims."""

_ORDER = (
    "claims",
    "sources",
    "estimates",
    "concepts",
    "relations",
    "acknowledgements",
    "articles",
    "passages",
    "references",
    "package",
)
"""The tables in the order in which their changes are told: what claims say, and then what they rest on."""
_RANK = {name: number for number, name in enumerate(BY_NAME)}


def compare(
    old: Package, new: Package, names: tuple[Version, Version], step: Callable[[], None] = lambda: None
) -> Comparison:
    """What changed from ``old`` to ``new``.

    The order of rows, columns and list items, and the form in which a cell says something, are no change.

    Args:
        old: the earlier version.
        new: the later one.
        names: what to tell of each of the two.
        step: called whenever a table has been compared.
    """
    problems = [*descriptor_problems(old, "old"), *descriptor_problems(new, "new")]
    records = {
        name: (read_records(old, name, "old", problems), read_records(new, name, "new", problems)) for name in TABLES
    }
    pairs = {name: (here, there) for name, (here, there) in records.items() if here is not None and there is not None}
    renamed: dict[str, str] = {}
    found: dict[str, Matched] = {}
    if "claims" in pairs:
        found["claims"] = match(*pairs["claims"])
        renamed = renamed_claims(found["claims"])
    for name, pair in pairs.items():
        if name != "claims":
            found[name] = match(*pair, _renaming(renamed) if name in _NAMING_CLAIMS else lambda key: key)
    changes = list(descriptor_changes(old, new))
    comparing = _Comparing((old, new), records["claims"], renamed)
    for name, matched in found.items():
        changes += titled(list(comparing.changes_of(name, matched)), matched)
        step()
    compared = {name: _counted(matched) for name, matched in found.items()}
    claims = compared.get("claims")
    if claims is not None and not claims.old and not claims.new:
        none = "holds no claim that can be compared"
        problems += [NotCompared("old", "claims", "the table", none), NotCompared("new", "claims", "the table", none)]
    return Comparison(*names, _in_order(changes), tuple(sorted(problems, key=_place)), compared)


class _Comparing:
    """Two versions of a package, and what the changes of a table rest on in other tables."""

    def __init__(
        self, packages: tuple[Package, Package], claims: tuple[Records | None, Records | None], renamed: dict[str, str]
    ) -> None:
        self._old, self._new = packages
        self._resting = Resting(claims)
        self._renamed = renamed

    def changes_of(self, name: str, found: Matched) -> Iterator[Change]:
        match name:
            case "claims":
                return claim_changes(found, self._renamed, (_tree(self._old), _tree(self._new)))
            case "sources":
                return source_changes(found, self._resting)
            case "estimates":
                return estimate_changes(found, self._resting, (_verdicts(self._old), _verdicts(self._new)))
            case "concepts":
                return concept_changes(found, self._resting)
            case "relations":
                return relation_changes(found)
            case "acknowledgements":
                return acknowledgement_changes(found, self._resting, lambda key: self._renamed.get(key, key))
        return article_changes(found)


def _renaming(renamed: Mapping[str, str]) -> Callable[[str], str]:
    """What a key of several ids is called in the new version."""
    return lambda key: "/".join(renamed.get(part, part) for part in key.split("/"))


def _tree(package: Package) -> Hierarchy | None:
    try:
        return hierarchy(package)
    except Unavailable:
        return None


def _verdicts(package: Package) -> dict[str, str]:
    """What the numbers of each sound estimate say; none where they can't be read."""
    try:
        ids = values_of(sound_estimates(package).rows["estimate_id"])
        return dict(zip(ids, values_of(package_verdicts(package)), strict=True))
    except Unavailable:
        return {}


def _counted(found: Matched) -> Compared:
    matched = len(found.new_at)
    return Compared(matched + len(found.removed), matched + len(found.added), matched)


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(
        sorted(
            changes,
            key=lambda change: (
                _ORDER.index(change.table),
                natural_order(change.subject),
                _RANK[change.kind.name],
                change.column,
                change.before,
                change.after,
            ),
        )
    )


def _place(problem: NotCompared) -> tuple[object, ...]:
    return _ORDER.index(problem.table), problem.side != "old", problem.line or 0, problem.column, problem.reason
