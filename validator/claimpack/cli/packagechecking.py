"""Checks packages and reports on them, for ``claimpack validate``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from claimpack import engine
from claimpack.claimverdict import Verdict
from claimpack.cli import exits, openpackage, reports, ruleoptions, verdictoption
from claimpack.cli.baseline import Known, known_before, known_of_packages
from claimpack.cli.failures import while_reading
from claimpack.cli.output import belongs_to
from claimpack.cli.progress import progress
from claimpack.cli.reportoption import Destination
from claimpack.cli.repositoryroot import checkout_path
from claimpack.cli.severalpackages import are_several, check_several, refuse_for_several
from claimpack.cli.timings import Stopwatch
from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES
from claimpack.report import FailOn, Report


def check(
    packages: Sequence[str],
    registry: Path | None,
    articles: Sequence[Path],
    source_texts: Path | None,
    format_: str,
    output: Path | None,
    report_files: Sequence[Destination],
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: FailOn,
    fail_on_verdict: frozenset[Verdict],
    baseline: str | None,
    jobs: int,
    today: date,
    *,
    show_acknowledged: bool,
    timings: bool,
) -> None:
    """Checks packages and reports on them."""
    destinations = [(format_, output), *report_files]
    reports.refuse_one_place(destinations)
    targets = [target for _, target in destinations if target]
    rules = ruleoptions.chosen(select, ignore)
    verdictoption.require_rules(fail_on_verdict, rules)
    packages = packages or (".",)
    if are_several(packages):
        refuse_for_several({"--article": articles, "--registry": registry, "--timings": timings})
        reports.refuse_formats_of_one(destinations)
        known = known_of_packages(baseline) if baseline else None
        _refuse_baseline(targets, baseline)
        with_criteria = partial(_with_criteria, known, fail_on, fail_on_verdict)
        several = check_several(
            packages, rules, today, targets, source_texts=source_texts, jobs=jobs, after_check=with_criteria
        )
        reports.write_reports(several, destinations, in_full=show_acknowledged)
        raise SystemExit(exits.OF_CONCLUSION[several.conclusion])
    (package,) = packages
    watch = Stopwatch()
    with progress("Checking", len(TABLES) + len(rules)) as step:
        with while_reading(package):
            loaded = openpackage.opened(package, articles, registry, today, source_texts=source_texts, step=step)
        watch.lap("reading the package")
        for target in targets:
            if belongs_to(target, loaded, *articles):
                raise click.UsageError(f"{target} is a file of the package or its article; write the report elsewhere.")
        _refuse_baseline(targets, baseline)
        known = None
        if baseline:
            texts = [loaded.root / file.path for file in loaded.text_files if file.state == "read"]
            before = known_before(baseline, package, (*articles, *texts), rules, today, loaded.source_texts)
            known = {package: before}
        watch.shared = evidence_of(loaded).seconds
        report = engine.run(loaded, rules, watch.after(step))
    if timings:
        watch.show()
    report = _with_criteria(known, fail_on, fail_on_verdict, package, loaded, report)
    reports.write_reports(report, destinations, in_full=show_acknowledged)
    if registry is None and any(problem.rule == "unknown-reference" for problem in report.problems):
        openpackage.tell_of_nearest(loaded)
    raise SystemExit(exits.OF_CONCLUSION[report.conclusion])


def _refuse_baseline(targets: Sequence[Path], baseline: str | None) -> None:
    for target in targets:
        if baseline and target.exists() and Path(baseline).exists() and target.samefile(baseline):
            raise click.UsageError(f"{target} is the baseline; write the report elsewhere.")


def _with_criteria(
    known: Mapping[str, Known] | None,
    fail_on: FailOn,
    fail_on_verdict: frozenset[Verdict],
    name: str,
    package: Package,
    report: Report,
) -> Report:
    """The report on a package with what makes it fail: severities, verdicts, and a baseline."""
    if known is not None:
        before = known.get(name, Known())
        report = report.against(before.problems, before.verdicts)
    if not package.is_shared or report.verdicts:
        report = report.failing_on(fail_on_verdict)
    descriptor = package.root / package.descriptor.path
    return replace(report, fail_on=fail_on, checkout_path=checkout_path(descriptor))
