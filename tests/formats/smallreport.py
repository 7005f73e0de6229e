"""Reports of real runs on the example package, and one too large for people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from claimpack.package.place import Place
from claimpack.report import Problem, Report, RuleResult
from claimpack.rules.catalogue import choose_rules

from tests.edits import Edit, check

FAULTY = Edit(
    csv={
        "claims": "claim_id,effect_direction,severity\nC1,increased,\nC2,decreased,grave\n",
        "sources": "source_id,status,title\nS3,identified,An invented paper\nS4,identified,Another one\n",
        "acknowledgements": "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on\n"
        "unused-source,S4,3e4464800b732106,Kept for the next article.,x,2026-02-01\n",
    },
    with_article=False,
)
RULES = choose_rules(
    ["invalid-cell", "concept-cycle", "article-changed", "direction-contradicts-estimate", "unused-source"]
)


def small_report(folder: Path) -> Report:
    """A problem of each kind; rules that ran, ran in part, did not run and were not asked for."""
    return _in_a_repository(check(FAULTY, folder, RULES), ("unknown-rule", "year-mismatch"))


def clean_report(folder: Path) -> Report:
    """Every rule has passed."""
    return _in_a_repository(check(Edit(), folder, RULES))


def empty_report(folder: Path) -> Report:
    """No rule has run."""
    return _in_a_repository(check(Edit(), folder, ()))


def crowded_report(count: int = 24_000, text: str = "") -> Report:
    """So many problems of each severity, of two rules and in a thousand files, each text with ``text`` in it."""
    problems = tuple(
        Problem(
            rule=rule,
            severity=severity,
            message=f"message {number}{text}",
            hint=f"hint{text}",
            place=Place(f"claims/{number % 1000}{text}.csv", "claims", number + 2, number + 2, f"column{text}", "A2"),
            subjects=(f"C{number}{text}",),
            fingerprint=f"{number:016x}",
            acknowledged=rule == "year-mismatch" and severity == "note",
            reason=f"because{text}" if rule == "year-mismatch" and severity == "note" else None,
        )
        for rule in ("absence-overstated", "year-mismatch")
        for severity in ("error", "warning", "note")
        for number in range(count // 6)
    )
    return Report(
        package_name=f"name{text}",
        package_version="1.0.0",
        package_path="data/datapackage.json",
        failures=tuple(f"failure {number}{text}" for number in range(count // 100)),
        rules=tuple(
            RuleResult(rule, "warning", "failed", count, count // 2, f"in part{text}", settled=False)
            for rule in ("absence-overstated", "year-mismatch")
        ),
        problems=problems,
        records={"claims": count},
        checkout_path="data/datapackage.json",
    )


def _in_a_repository(report: Report, unselected: tuple[str, ...] = ()) -> Report:
    """The report with paths that are the same everywhere, and as if there were few rules."""
    paths = {"package_path": "data/datapackage.json", "checkout_path": "data/datapackage.json"}
    return replace(report, unselected=unselected, **paths)
