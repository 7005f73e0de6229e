"""Lays claims out as a data frame, for analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from claimpack.package.claimrecord import CONCEPT_COLUMNS
from claimpack.records import Claim, Concept, PrintedNumber


def claims_frame(claims: Sequence[Claim]) -> pd.DataFrame:
    """One row a claim.

    Columns: those of claims.csv, with a label beside the id of each concept (``outcome_label``), ``Int64`` for whole
    numbers and ``Float64`` for others; ``verdict``, its word; ``source_ids``, ``dois``, ``estimate_ids`` and
    ``caveats`` (their rules; ``qualifier`` for what another claim says to limit this one) as tuples; ``gravest``, the
    severity of the most severe caveat; and where the claim is: ``article_id``, ``passage_id``, ``start``, ``end``.
    """
    frame = pd.DataFrame({name: [of(claim) for claim in claims] for name, of in _COLUMNS.items()}, dtype="object")
    types = dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(_NUMBERS, "Float64") | dict.fromkeys(_TEXT, "str")
    return frame.astype(types)


def _stated(part: str) -> Callable[[Claim], float | None]:
    def of(claim: Claim) -> float | None:
        number: PrintedNumber | None = getattr(claim.stated, part) if claim.stated else None
        return number.value if number else None

    return of


def _concept(column: str, member: str) -> Callable[[Claim], str | None]:
    def of(claim: Claim) -> str | None:
        concept: Concept | None = getattr(claim.about, column)
        return getattr(concept, member) if concept else None

    return of


_COLUMNS: dict[str, Callable[[Claim], Any]] = {
    "claim_id": lambda claim: claim.claim_id,
    "article_id": lambda claim: claim.article.article_id,
    "passage_id": lambda claim: claim.passage.passage_id,
    "start": lambda claim: claim.passage.selector.start,
    "end": lambda claim: claim.passage.selector.end,
    "claim_type": lambda claim: claim.claim_type,
    "statement": lambda claim: claim.statement,
    "verdict": lambda claim: claim.verdict.word if claim.verdict else None,
    **{column: _concept(column, "concept_id") for column in CONCEPT_COLUMNS},
    **{f"{column}_label": _concept(column, "label") for column in CONCEPT_COLUMNS},
    "effect_direction": lambda claim: claim.effect.direction,
    "severity": lambda claim: claim.effect.severity,
    "frequency": lambda claim: claim.effect.frequency,
    "onset": lambda claim: claim.effect.onset,
    "conditions": lambda claim: claim.conditions,
    "population_size": lambda claim: claim.population_size.value,
    "population_basis": lambda claim: claim.population_size.basis,
    "study_count": lambda claim: claim.study_count,
    "stated_year": lambda claim: claim.stated_year,
    "stated_measure": lambda claim: claim.stated.measure if claim.stated else None,
    **{f"stated_{part}": _stated(part) for part in ("value", "low", "high", "control_value")},
    "dose": lambda claim: claim.dose,
    "follow_up": lambda claim: claim.follow_up,
    "wording": lambda claim: claim.wording,
    "source_ids": lambda claim: tuple(source.source_id for source in claim.sources),
    "dois": lambda claim: tuple(source.doi for source in claim.sources if source.doi),
    "estimate_ids": lambda claim: tuple(estimate.estimate_id for estimate in claim.estimates),
    "note": lambda claim: claim.note,
    "reviewed_by": lambda claim: claim.reviewed_by,
    "reviewed_on": lambda claim: claim.reviewed_on,
    "caveats": lambda claim: tuple(caveat.rule or caveat.kind for caveat in claim.caveats),
    "gravest": lambda claim: claim.caveats[0].severity if claim.caveats else None,
}
_WHOLE = ("start", "end", "population_size", "study_count", "stated_year")
_NUMBERS = ("stated_value", "stated_low", "stated_high", "stated_control_value")
_TUPLES = ("source_ids", "dois", "estimate_ids", "caveats")
_TEXT = tuple(name for name in _COLUMNS if name not in (*_WHOLE, *_NUMBERS, *_TUPLES))
