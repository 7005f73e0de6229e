"""A report whose every text tries to be more than text: what each format is tested with."""

from __future__ import annotations

from dataclasses import replace

from claimpack.package.place import Place
from claimpack.report import Problem, Report, RuleResult

NASTY = (
    "\"double\" 'single' `code`",
    "two\nlines\r\nand\rthree",
    "100 % %0A %25 %3A%2C",
    "::error file=x,line=1::forged ::set-output name=a::b",
    "##[error]forged [x](javascript:alert(1)) ![i](https://evil.example/i.png)",
    "<script>alert(1)</script> <!-- --> &lt;amp; </details></td>",
    "]]> <![CDATA[ <?xml ?> &#0;",
    "a|b|c \\| *bold* _it_ ~~no~~ # head",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200bnothing",
    "\x1b[2J\x1b]0;title\x07 \x00 \x08 \x7f \x9b",
    "@everyone #12 GH-1 org/repo#3 https://evil.example www.evil.example a@b.example",
    "\ud800 \ufffe \uffff \U0010ffff 👩‍⚕️",
    "{{ 7*7 }} ${{ secrets.TOKEN }} $(id) `id`",
)
"""Texts that mean something to a shell, a terminal, a log, HTML, XML, Markdown or a template."""


def hostile_report() -> Report:
    """A report with every status of a rule, every severity, and the nasty texts in each place where data can show."""
    problems = [
        Problem(
            rule="direction-contradicts-estimate",
            severity=("error", "warning", "note")[number % 3],
            message=f"message {text}",
            hint=f"hint {text}",
            place=Place(f"claims/{text}.csv", "claims", number + 2, number + 2, f"column {text}", f"J{number + 2}"),
            subjects=(f"C{text}", "E11"),
            fingerprint=f"{number:016x}",
            subject_tables=("claims", "estimates"),
        )
        for number, text in enumerate(NASTY)
    ]
    problems += [
        replace(
            problem,
            rule="absence-overstated",
            severity="warning",
            fingerprint=f"{number + 100:016x}",
            acknowledged=True,
            reason=f"reason {text}",
        )
        for number, (problem, text) in enumerate(zip(problems, NASTY, strict=True))
    ]
    problems.append(
        Problem(
            rule="invalid-descriptor",
            severity="error",
            message="the descriptor is not there at all",
            hint="",
            place=Place("datapackage.json"),
            subjects=(),
            fingerprint="f" * 16,
            can_be_acknowledged=False,
        )
    )
    everything = " ".join(NASTY)
    return Report(
        package_name=f"name {everything}",
        package_version=f"1.0.0 {everything}",
        package_path=f"folder {NASTY[3]}/datapackage.json",
        failures=(f"scope-beyond-source crashed: {everything}", f"claims/x.csv: {everything}"),
        rules=(
            RuleResult("invalid-descriptor", "error", "failed", 1, 1),
            RuleResult("article-changed", "error", "not_run", 0, 0, f"no text {everything}"),
            RuleResult("direction-contradicts-estimate", "warning", "failed", 40, len(NASTY), f"in part {everything}"),
            RuleResult("absence-overstated", "warning", "failed", 12, len(NASTY)),
            RuleResult("scope-beyond-source", "warning", "crashed", 0, 0, f"ValueError: {everything}"),
            RuleResult("year-mismatch", "warning", "passed", 3, 0),
            RuleResult("unused-source", "note", "not_run", 5, 0, f"left out {everything}", settled=False),
        ),
        problems=tuple(problems),
        records={"claims": 40, "sources": 6},
    )
