"""A verdict as a sentence for readers: what the claim's sources make of it, by their names."""

from collections.abc import Mapping

from claimpack.claimverdict import ClaimVerdict
from claimpack.evidence.evidence import Evidence
from claimpack.plain.english import MESSAGES
from claimpack.plain.names import short_names
from claimpack.plain.sentence import Sentence, first_that_fits


class VerdictSentences:
    """Makes a sentence for readers of each verdict on a claim of a package."""

    def __init__(self, evidence: Evidence, names: Mapping[str, str] | None = None) -> None:
        self._estimates = evidence.estimates.by_id
        self._names = short_names(evidence.package) if names is None else names

    def of(self, verdict: ClaimVerdict) -> Sentence:
        """The sentence for a verdict."""
        word, case = verdict.verdict, verdict.rules[0] if verdict.rules else verdict.case
        concern = ".concern" if verdict.is_of_concern else ""
        ids = (self._estimates[name]["source_id"] for name in verdict.estimates if name in self._estimates)
        sources = list(dict.fromkeys(self._names[name] for name in ids if name in self._names))
        candidates = [f"verdict.{word}.{case}{concern}", f"verdict.{word}{concern}"]
        known = [each for each in candidates if each in MESSAGES]
        return first_that_fits([*known, f"verdict.meaning.{word}"], {"sources": sources})
