"""Finds the results of later sources that bear on a claim: of updates of its sources, and of other later sources.

An update answers the question of the source that it updates, so its results are matched with the claim's own scope. For
other sources the rules are stricter. What the claim leaves blank is taken from the sources that it cites. The
intervention has to be named on both sides or on neither. The outcome is the claim's, the next broader one or a next
narrower one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from claimpack.evidence.directions import COMPARATIVE
from claimpack.evidence.matching import Match, MatchingEstimates
from claimpack.evidence.relatedpairs import RelatedInAll
from claimpack.evidence.scope import LIMITS, SCOPE, STUDIED, Scope, inclusions_in_scope
from claimpack.evidence.sourceages import WITHDRAWN, is_later
from claimpack.evidence.strength import strength_of
from claimpack.package.tableschema import LIST_DELIMITER, split_items
from claimpack.wording import natural_order

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.package.table import Record

WITH_LATER_RESULTS = COMPARATIVE | {"occurs", "not_observed"}
"""The directions of claims that a later result can support or contradict."""

_Kind = tuple[object, ...]
"""The kind of an estimate: of those of one scope and kind, only that of the newest source is used."""

_EQUAL = ("equal",) * len(SCOPE)

_Newest = tuple[str, int, tuple[object, ...], str]
"""When a source was issued, its size, the sorting key of its id, and its id."""


class LaterResults:
    """Gives the results of later sources that bear on a claim.

    Of other sources than updates, only the newest is used for each scope and kind of result; of two, the larger one.
    """

    def __init__(self, evidence: Evidence) -> None:
        """Finds all of them.

        Raises:
            TooMuch: if they are more than the number of records allows.
            Unavailable: if a table that they need could not be read.
        """
        self._evidence = evidence
        self._ages = evidence.source_ages
        groups = list(self._groups())
        self._group_of = {claim.number: group for group in groups for claim in group.claims}
        self._of_updates = self._matching(
            _Asked([(each, each.scope, each.cited.updates) for each in groups if each.cited.updates])
        )
        self._beside = self._matching(_Asked(list(self._asked_beside(groups))))

    def updates(self, claim: Record) -> Sequence[str]:
        """The sources that update a source of a claim, without those that it cites itself."""
        group = self._group_of.get(claim.number)
        return group.cited.updates if group else ()

    def of_updates(self, claim: Record) -> Mapping[str, Sequence[Match]]:
        """What updates of the sources that a claim cites report on what it is about, by the update."""
        return _by_source(self._of_updates.bearing_on(claim))

    def beside(self, claim: Record) -> Mapping[str, Sequence[Match]]:
        """What other sources, later than all that a claim cites, report on what it is about."""
        matches = self._beside.bearing_on(claim)
        if not matches:
            return {}
        names_one = self._group_of[claim.number].scope_beside.intervention != ""
        return _by_source(match for match in matches if (match.estimate["intervention"] != "") == names_one)

    def _matching(self, asked: _Asked) -> MatchingEstimates:
        evidence = self._evidence
        return MatchingEstimates(asked, evidence.estimates, evidence.sources, evidence.concepts)

    def _groups(self) -> Iterator[_Group]:
        """Groups the claims that a later result can support or contradict by scope and sources."""
        claims = self._evidence.claims
        about = zip(*(claims.cells(column) for column in (*SCOPE, "source_ids")), strict=True)
        found: dict[tuple[str, ...], list[Record]] = {}
        for claim, direction, each in zip(claims, claims.cells("effect_direction"), about, strict=True):
            if direction in WITH_LATER_RESULTS and each[0] and each[-1]:
                found.setdefault(each, []).append(claim)
        cited: dict[str, _Cited] = {}
        for (*about_it, cell), those in found.items():
            if cell not in cited:
                cited[cell] = self._cited(cell, self._evidence.sources_of(those[0]))
            scope = Scope(*about_it)
            beside = scope
            if "" in scope:
                beside = Scope(*[own or studied for own, studied in zip(scope, cited[cell].studied, strict=True)])
            yield _Group(those, scope, beside, cited[cell])

    def _cited(self, cell: str, sources: Sequence[Record]) -> _Cited:
        names = split_items(cell)
        dates = [issued for name in names if (issued := self._ages.issued.get(name))]
        studied = ["", *(_studied_by_all(sources, STUDIED.get(column, column)) for column in SCOPE[1:])]
        return _Cited(names, dates, self._updates_of(names), studied)

    def _updates_of(self, cited: Iterable[str]) -> list[str]:
        found = frozenset[str]().union(*map(self._ages.updates_of, cited)) - set(cited)
        return sorted((name for name in found if self._speaks(name)), key=natural_order)

    def _speaks(self, name: str) -> bool:
        source = self._evidence.sources.by_id.get(name)
        return source is not None and source["retraction_status"] not in WITHDRAWN

    def _asked_beside(self, groups: Iterable[_Group]) -> Iterator[tuple[_Group, Scope, Sequence[str]]]:
        """The groups with other sources that may be later; each with the scope to match, and those sources."""
        dated = [group for group in groups if group.cited.dates]
        by_scope = self._newest_by_scope({group.scope_beside for group in dated})
        for group in dated:
            names = {
                name
                for issued, _, _, name in by_scope.get(group.scope_beside, ())
                if all(is_later(issued, each) for each in group.cited.dates)
            }
            names -= {*group.cited.names, *group.cited.updates}
            if names:
                yield group, group.scope_beside, sorted(names, key=natural_order)

    def _newest_by_scope(self, asked: Collection[Scope]) -> dict[tuple[str, ...], list[_Newest]]:
        """For each scope, the newest sources: one for each kind of result on it and near it."""
        found: dict[tuple[str, ...], dict[_Kind, _Newest]] = {}
        reported = self._reported()
        tree = self._evidence.concepts
        records = len(self._evidence.claims) + len(self._evidence.estimates)
        respects = inclusions_in_scope(tree, asked, reported)
        respects[0] = {
            one: {other: how for other, how in near.items() if tree.is_next_to(one, other)}
            for one, near in respects[0].items()
        }
        related = RelatedInAll(respects, records)
        for scope, other, standing in related.pairs(list(asked), list(reported)):
            (outcome, intervention), asked_intervention = other[:2], scope[1]
            of_all_kinds = standing[0] == "narrower" and tree.is_root(outcome)
            if of_all_kinds or (asked_intervention == "") != (intervention == ""):
                continue
            is_equal = standing == _EQUAL
            kinds = found.setdefault(scope, {})
            for kind, newest in reported[other].items():
                key = is_equal, *kind
                kinds[key] = max(newest, kinds.get(key, newest))
        return {scope: sorted(set(kinds.values())) for scope, kinds in found.items()}

    def _reported(self) -> dict[tuple[str, ...], dict[_Kind, _Newest]]:
        """For each scope of an estimate of a dated source, the newest source of each kind of result."""
        evidence, found = self._evidence, dict[tuple[str, ...], dict[_Kind, _Newest]]()
        newest_of: dict[str, _Newest] = {}
        strength: dict[str, int] = {}
        for source in evidence.sources:
            if source["issued_on"] and self._speaks(source.key):
                size = int(source["population_size"] or 0)
                newest_of[source.key] = source["issued_on"], size, natural_order(source.key), source.key
                strength[source.key] = strength_of(source)
        rows = evidence.estimates.rows("source_id", "events_intervention", "reported_direction", *SCOPE)
        for estimate, (name, events, words, *scope) in zip(evidence.estimates, rows, strict=True):
            if name not in newest_of:
                continue
            has_events, shown = events.strip("0") != "", evidence.shown_by(estimate)
            if shown or words or has_events:
                key = strength[name], shown, words, has_events
                kinds = found.setdefault(tuple(scope), {})
                kinds[key] = max(newest_of[name], kinds.get(key, newest_of[name]))
        return found


class _Cited(NamedTuple):
    """The sources that claims cite, and what follows from them."""

    names: Sequence[str]
    dates: Sequence[str]
    """When the sources were issued, as far as that is known."""
    updates: Sequence[str]
    """The sources that update one of them and are not cited themselves."""
    studied: Sequence[str]
    """For each column of the scope what all of them studied; blank if they differ, and for the outcome."""


class _Group(NamedTuple):
    """Claims that have the same scope and cite the same sources."""

    claims: Sequence[Record]
    scope: Scope
    scope_beside: Scope
    """The scope to match other sources with: what the claims leave blank is what their sources studied."""
    cited: _Cited


def _studied_by_all(sources: Iterable[Record], column: str) -> str:
    """The concept that all sources have in a column; blank if they differ."""
    [concept, *others] = {source[column] for source in sources} or {""}
    return "" if others or LIST_DELIMITER in concept else concept


class _Asked:
    """Presents claims as if they cited other sources, and perhaps had another scope."""

    def __init__(self, asked: Sequence[tuple[_Group, Scope, Sequence[str]]]) -> None:
        self._asked = asked
        self.numbers = [claim.number for group, _, _ in asked for claim in group.claims]

    def __len__(self) -> int:
        return len(self.numbers)

    def cells(self, column: str) -> Iterable[str]:
        """The cells of a column of them."""
        if column in LIMITS:
            return [claim[column] for group, _, _ in self._asked for claim in group.claims]
        if column == "source_ids":
            of_groups = [LIST_DELIMITER.join(sources) for _, _, sources in self._asked]
        else:
            place = SCOPE.index(column)
            of_groups = [scope[place] for _, scope, _ in self._asked]
        sizes = (len(group.claims) for group, _, _ in self._asked)
        return chain.from_iterable(map(repeat, of_groups, sizes))


def _by_source(matches: Iterable[Match]) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.estimate["source_id"], []).append(match)
    return found
