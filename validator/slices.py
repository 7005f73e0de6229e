"""Cuts a package into slices that can be checked apart: what a rule compares stays together.

A slice is a package of its own. Of the tables that are cut it holds a part; the others, which the records of that part
are compared with, it holds whole. Each rule says as ``SLICE`` which cut leaves it what it needs:

- ``article``: articles, passages, references, claims and relations are cut; those of one article stay together, and so
  do articles whose claims relate to one another.
- ``source``: the estimates are cut; those of one source stay together.
- ``outcome``: the claims are cut; those on outcomes of one family stay together, whichever is broader.
- ``package``: nothing is cut.

A rule that only looks at records of the tables that are cut sees in all slices of a package what it sees in the whole:
so many things examined, and the same problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.sound import sound_claims, sound_estimates, sound_relations, sound_sources
from validator.package.columns import values_of
from validator.package.package import Package
from validator.package.tableschema import TABLES
from validator.package.unavailable import Unavailable
from validator.rules.catalogue import Slice

Numbers = NDArray[np.int64]
Cut = Mapping[str, Numbers]
"""For each table that is cut, the slice that each of its records is in."""


def can_be_cut(package: Package) -> bool:
    """Whether all slices together are the whole: every record can be relied on and names records that are there.

    What is wrong with a record may show only beside others that are in another slice, such as a second one of its key.
    """
    if set(package.tables) != set(TABLES):
        return False
    try:
        rests = [read(package) for read in (sound_claims, sound_estimates, sound_relations, sound_sources)]
        passages, references = package.table("passages"), package.table("references")
        broader = package.table("concepts").items("broader")
        in_a_tree = broader.isin(set(package.table("concepts").distinct("concept_id"))).all()
        located = package.table("articles").distinct("article_id")
        in_articles = all(table.among("article_id", located).all() for table in (passages, references))
        keys = [table.keys for table in package.tables.values()]
    except Unavailable:
        return False
    in_order = not any(table.refused_records for table in package.tables.values())
    return (
        in_order
        and in_articles
        and bool(in_a_tree)
        and all(rest.lost.empty for rest in rests)
        and not any(map(_repeat, keys))
    )


def _repeat(keys: pd.Series[str]) -> bool:
    return bool(keys.duplicated().any() or (keys == "").any())


def cuts(package: Package, count: int) -> dict[Slice, Cut]:
    """How a package that ``can_be_cut`` is cut into so many slices of each kind."""
    return {
        "article": _by_article(package, count),
        "source": _by_source(package, count),
        "outcome": _by_outcome(package, count),
    }


def cut_out(package: Package, cut: Cut, number: int) -> Package:
    """The slice of a package with that number."""
    tables = {
        name: table.part(np.flatnonzero(cut[name] == number)) if name in cut else table
        for name, table in package.tables.items()
    }
    here = set(tables["articles"].distinct("article_id"))
    texts = {article: text for article, text in package.article_texts.items() if article in here}
    return replace(package, tables=tables, article_texts=texts)


def _by_article(package: Package, count: int) -> Cut:
    articles, passages, claims = (package.table(name) for name in ("articles", "passages", "claims"))
    place = {name: number for number, name in enumerate(values_of(articles["article_id"]))}
    of_passage = dict(
        zip(values_of(passages["passage_id"]), _places(place, passages["article_id"]).tolist(), strict=True)
    )
    of_claims = _places(of_passage, claims["passage_id"])
    of_claim = dict(zip(values_of(claims["claim_id"]), of_claims.tolist(), strict=True))
    relations = package.table("relations")
    ends = [_places(of_claim, relations[column]) for column in ("claim_id", "target_claim_id")]
    slices = _share_out(_connected(len(place), zip(*(end.tolist() for end in ends), strict=True)), of_claims, count)
    return {
        "articles": slices,
        "passages": slices[_places(place, passages["article_id"])],
        "references": slices[_places(place, package.table("references")["article_id"])],
        "claims": slices[of_claims],
        "relations": slices[ends[0]],
    }


def _by_source(package: Package, count: int) -> Cut:
    sources = pd.factorize(package.table("estimates")["source_id"].to_numpy(dtype=object))[0].astype(np.int64)
    return {"estimates": _share_out(np.arange(int(sources.max(initial=-1)) + 1), sources, count)[sources]}


def _by_outcome(package: Package, count: int) -> Cut:
    concepts, claims = package.table("concepts"), package.table("claims")
    place = {name: number for number, name in enumerate(["", *values_of(concepts["concept_id"])])}
    broader = concepts.items("broader")
    links = zip((int(record) + 1 for record in broader.index), _places(place, broader).tolist(), strict=True)
    outcomes = _places(place, claims["outcome"])
    return {"claims": _share_out(_connected(len(place), links), outcomes, count)[outcomes]}


def _places(place: Mapping[str, int], names: pd.Series[str]) -> Numbers:
    return np.array([place[name] for name in values_of(names)], dtype=np.int64)


def _connected(count: int, links: Iterable[tuple[int, int]]) -> Numbers:
    """For each of so many things the first of those that links connect it with."""
    first = list(range(count))

    def root(of: int) -> int:
        while first[of] != of:
            first[of] = first[first[of]]
            of = first[of]
        return of

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return np.array([root(number) for number in range(count)], dtype=np.int64)


def _share_out(groups: Numbers, members: Numbers, count: int) -> Numbers:
    """The slice of each thing: things of one group are in the same, and each slice has about as many members.

    Args:
        groups: the group of each thing, which is one of its things.
        members: the thing that each member is of.
        count: how many slices.
    """
    sizes = np.bincount(groups[members], minlength=len(groups))
    before = np.cumsum(sizes) - sizes
    return ((before + sizes // 2) * count // max(1, int(sizes.sum()) + 1))[groups]
