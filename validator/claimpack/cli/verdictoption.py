"""The option that fails a check by the verdicts on its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from claimpack.claimverdict import REQUIRED_RULES, VERDICTS, UnknownVerdictError, Verdict, choose_verdicts
from claimpack.cli.ruleoptions import completions, some_names_in
from claimpack.rules.catalogue import Rule
from claimpack.wording import listed


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    return completions(incomplete, VERDICTS)


def _chosen(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> frozenset[Verdict]:  # noqa: ARG001 - click's signature
    """The verdicts that --fail-on-verdict names."""
    try:
        return choose_verdicts(some_names_in(values, "--fail-on-verdict", "verdict"))
    except UnknownVerdictError as error:
        raise click.UsageError(f"--fail-on-verdict: {error} The verdicts are {listed(VERDICTS)}.") from None


fail_on_verdict = click.option(
    "--fail-on-verdict",
    metavar="VERDICTS",
    multiple=True,
    callback=_chosen,
    shell_complete=_completed,
    help="Also exit with 1 if a claim has one of these verdicts, separated by commas. Accepting a problem changes "
    "no verdict.",
)


def require_rules(verdicts: frozenset[Verdict], rules: Iterable[Rule]) -> None:
    """Makes sure that the rules that verdicts need are selected, if verdicts may fail the check.

    Raises:
        click.UsageError: if one is not.
    """
    names = {rule.name for rule in rules}
    missing = [name for name in REQUIRED_RULES if name not in names]
    if verdicts and missing:
        raise click.UsageError(
            f"--fail-on-verdict: --select or --ignore leaves out {listed(missing)}, which verdicts need."
        )
