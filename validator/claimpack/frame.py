"""Converts claims to a data frame, for analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from claimpack.package.claimrecord import CONCEPT_COLUMNS
from claimpack.records import Claim


def claims_frame(claims: Sequence[Claim]) -> pd.DataFrame:
    """One row a claim.

    Columns:

    - those of claims.csv, with a label for each concept (``outcome_label``); ``Int64`` for whole numbers, ``Float64``
      for others;
    - ``verdict``, its word;
    - the tuples ``source_ids``, ``dois``, ``estimate_ids`` and ``caveats`` (their rules; ``qualifier`` if another claim
      limits this one);
    - ``highest_severity``, the severity of the most severe caveat;
    - where the claim is: ``article_id``, ``passage_id``, ``start``, ``end``.
    """
    frame = pd.DataFrame({name: [of(claim) for claim in claims] for name, of in _COLUMNS.items()}, dtype="object")
    types = dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(_NUMBERS, "Float64") | dict.fromkeys(_TEXT, "str")
    return frame.astype(types)


def _at(path: str) -> Callable[[Claim], Any]:
    """Gets the value at a path such as ``about.outcome.label``; None if anything on the path is None."""

    def value_of(claim: Claim) -> Any:
        value: Any = claim
        for name in path.split("."):
            value = value if value is None else getattr(value, name)
        return value

    return value_of


_COLUMNS: dict[str, Callable[[Claim], Any]] = {
    "claim_id": _at("claim_id"),
    "article_id": _at("article.article_id"),
    "passage_id": _at("passage.passage_id"),
    "start": _at("passage.selector.start"),
    "end": _at("passage.selector.end"),
    "claim_type": _at("claim_type"),
    "statement": _at("statement"),
    "verdict": _at("verdict.word"),
    **{column: _at(f"about.{column}.concept_id") for column in CONCEPT_COLUMNS},
    **{f"{column}_label": _at(f"about.{column}.label") for column in CONCEPT_COLUMNS},
    "effect_direction": _at("effect.direction"),
    **{column: _at(f"effect.{column}") for column in ("severity", "frequency", "onset")},
    "conditions": _at("conditions"),
    "population_size": _at("population_size.value"),
    "population_basis": _at("population_size.basis"),
    "study_count": _at("study_count"),
    "stated_year": _at("stated_year"),
    "stated_measure": _at("stated.measure"),
    **{f"stated_{part}": _at(f"stated.{part}.value") for part in ("value", "low", "high", "control_value")},
    **{column: _at(column) for column in ("dose", "follow_up", "wording")},
    "source_ids": lambda claim: tuple(source.source_id for source in claim.sources),
    "dois": lambda claim: tuple(source.doi for source in claim.sources if source.doi),
    "estimate_ids": lambda claim: tuple(estimate.estimate_id for estimate in claim.estimates),
    **{column: _at(column) for column in ("note", "reviewed_by", "reviewed_on")},
    "caveats": lambda claim: tuple(caveat.rule or caveat.kind for caveat in claim.caveats),
    "highest_severity": lambda claim: claim.caveats[0].severity if claim.caveats else None,
}
_WHOLE = ("start", "end", "population_size", "study_count", "stated_year")
_NUMBERS = ("stated_value", "stated_low", "stated_high", "stated_control_value")
_TUPLES = ("source_ids", "dois", "estimate_ids", "caveats")
_TEXT = tuple(name for name in _COLUMNS if name not in (*_WHOLE, *_NUMBERS, *_TUPLES))
