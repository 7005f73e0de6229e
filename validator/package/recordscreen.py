"""Tells which claims' records are certainly as their schema asks, by looking at one record of each shape.

What ``claim.schema.json`` demands of a single member, the Table Schemas demand of the cell it is made of. What it
demands of several together asks no more than which word of a list stands in one and whether there is anything in
another. So of claims without a refused cell, which name no record with one, those that have the same words and the same
blanks are all right or all wrong.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from validator.package.claimrecord import CONCEPT_COLUMNS, claim_records
from validator.package.columns import values_of
from validator.package.conformance import conforms
from validator.package.package import Package
from validator.package.pandascolumns import Mask
from validator.package.table import Table


def complete_claims(package: Package) -> Mask:
    """For each claim whether its record can be judged: no cell of it is refused, and all that it names is there.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    claims, passages = package.table("claims"), package.table("passages")
    articles = _ids(package.table("articles"), "article_id")
    located = passages["passage_id"][passages["article_id"].isin(articles) & (passages["passage_id"] != "")]
    last = ~passages["passage_id"].duplicated(keep="last")  # of two records with one id, the last makes the claim's
    complete = claims["passage_id"].isin(located[last[located.index]]).to_numpy(dtype=bool, copy=True)
    concepts, sources = _ids(package.table("concepts"), "concept_id"), _ids(package.table("sources"), "source_id")
    for column in CONCEPT_COLUMNS:
        complete &= claims.among(column, {"", *concepts})
    cited = claims.items("source_ids")  # white space alone cites nothing, as in the record
    complete[cited.index[~cited.isin({"", *sources})]] = False
    complete[list(claims.refused_records)] = False
    return complete


def uncertain_claims(package: Package, complete: Mask) -> list[int]:
    """The numbers of those of the ``complete`` claims of whose record it is not certain that it conforms.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    claims = package.table("claims")
    doubtful = complete & _touch_refused_records(package)
    numbers = np.flatnonzero(complete & ~doubtful)
    fields = claims.schema.fields.items()
    shape = claims.alike(column for column, field in fields if field.words)
    for column, field in fields:
        if not field.words:
            blank = {cell for cell in claims.distinct(column) if not cell or cell.isspace()}
            shape = pd.factorize(2 * shape + claims.among(column, blank | {""}))[0]
    shape = shape[numbers]
    _, firsts = np.unique(shape, return_index=True)
    samples = claim_records(package, only=[int(record) for record in np.sort(numbers[firsts])])
    wrong = {record for record, claim in samples if not conforms(claim, "claim.schema.json")}
    of_wrong_shape = np.isin(shape, shape[np.isin(numbers, list(wrong))])
    return [int(record) for record in np.sort(np.concatenate([numbers[of_wrong_shape], np.flatnonzero(doubtful)]))]


def _ids(table: Table, column: str) -> set[str]:
    return {name for name in values_of(table[column]) if name}


def _touch_refused_records(package: Package) -> Mask:
    """The claims that name a record, or are named by one, which has a refused cell."""
    claims = package.table("claims")
    found = np.zeros(len(claims), dtype=bool)
    articles, passages = package.table("articles"), package.table("passages")
    bad_passages = _refused(passages, "passage_id")
    bad_passages |= set(passages["passage_id"][passages["article_id"].isin(_refused(articles, "article_id"))])
    relations = package.table("relations")
    bad_claims = _refused(relations, "claim_id") | _refused(relations, "target_claim_id")
    bad_concepts = _refused(package.table("concepts"), "concept_id")
    named_by = [("passage_id", bad_passages), ("claim_id", bad_claims)]
    named_by += [(column, bad_concepts) for column in CONCEPT_COLUMNS]
    for column, bad in named_by:
        found |= claims.among(column, bad)
    cited = claims.items("source_ids")
    found[cited.index[cited.isin(_refused(package.table("sources"), "source_id"))]] = True
    return found


def _refused(table: Table, column: str) -> set[str]:
    return set(table.as_written(column).iloc[list(table.refused_records)])
