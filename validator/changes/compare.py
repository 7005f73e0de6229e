"""Compares two versions of a claims package in meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from validator.changes.acknowledgements import Surroundings, acknowledgement_changes
from validator.changes.articletables import article_changes, passage_changes, reference_changes
from validator.changes.change import Change, Compared, Comparison, NotCompared, Version
from validator.changes.claims import claim_changes
from validator.changes.concepts import concept_changes
from validator.changes.descriptorchanges import descriptor_changes, descriptor_problems
from validator.changes.estimates import estimate_changes
from validator.changes.kinds import BY_NAME
from validator.changes.records import NO_RENAMES, Matched, match, read_records
from validator.changes.relations import relation_changes
from validator.changes.renamedrecords import RENAMED, find_renames, rename_changes
from validator.changes.resting import Resting
from validator.changes.scopeturns import Tree, Trees
from validator.changes.sources import source_changes
from validator.changes.titles import titled
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_estimates
from validator.evidence.verdicts import package_verdicts
from validator.package.columns import values_of
from validator.package.package import Package
from validator.package.tableschema import TABLES
from validator.package.unavailable import Unavailable
from validator.wording import natural_order

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
    renames = find_renames(pairs)
    found = {name: match(*pairs[name], renames) for name in ("claims", *pairs) if name in pairs}
    comparing = _Comparing((old, new), found, Resting(records["claims"], renames), is_first=bool(names[0].absent))
    changes = [*descriptor_changes(old, new), *comparing.renamed()]
    for name, matched in sorted(found.items(), key=lambda item: item[0] == "acknowledgements"):
        changes += titled(list(comparing.changes_of(name, changes)), matched)
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
        self, packages: tuple[Package, Package], found: Mapping[str, Matched], resting: Resting, *, is_first: bool
    ) -> None:
        self._old, self._new = packages
        self._found = found
        self._resting = resting
        self._is_first = is_first
        self._renames = next((matched.renames for matched in found.values()), NO_RENAMES)
        self._trees = Trees(_tree(self._old), _tree(self._new), self._renames.of("concepts"))

    def renamed(self) -> Iterator[Change]:
        """The changes of what records are called, each with its title."""
        changes = list(rename_changes(self._renames, self._resting))
        for name, matched in self._found.items():
            yield from titled([change for change in changes if change.table == name], matched)

    def changes_of(self, name: str, others: Sequence[Change]) -> Iterator[Change]:
        """The changes of one table; those of the others are needed for the acknowledgements, which come last."""
        found = self._found[name]
        match name:
            case "claims":
                return claim_changes(found, self._trees)
            case "sources":
                return source_changes(found, self._resting, self._trees)
            case "estimates":
                return estimate_changes(found, self._resting, self._trees, (_verdicts(self._old), _verdicts(self._new)))
            case "concepts":
                return concept_changes(found, self._resting, self._trees)
            case "relations":
                return relation_changes(found, self._found.get("claims"))
            case "passages":
                return passage_changes(found, self._resting, self._found.get("articles"))
            case "references":
                return reference_changes(found)
            case "articles":
                return article_changes(found)
        rest = Surroundings(self._resting, self._renames, self._changed(others), self._is_first)
        return acknowledgement_changes(found, rest)

    def _changed(self, changes: Sequence[Change]) -> frozenset[str]:
        """The ids of what changed otherwise than in name, and of what rests on it or, of numbers, what it rests on."""
        changed: set[str] = set()
        for change in changes:
            if change.kind.name not in RENAMED.values():
                changed.update((change.subject, *change.subject.split("/"), *change.claims))
        estimates = self._found.get("estimates")
        for records in (estimates.old, estimates.new) if estimates else ():
            names = zip(map(str, records.keys), range(len(records.keys)), strict=True)
            changed.update(
                self._renames.anywhere(records.cell(record, "source_id")) for name, record in names if name in changed
            )
        return frozenset(changed)


def _tree(package: Package) -> Tree | None:
    try:
        return Tree(hierarchy(package), frozenset(values_of(package.table("concepts")["concept_id"])))
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
