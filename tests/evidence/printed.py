"""Results whose true numbers are known, and how they look in print."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.table import Record
from claimpack.package.tableschema import table_schema
from claimpack.report import Report
from claimpack.rules.catalogue import choose_rules
from hypothesis import strategies as st
from scipy.stats import norm

from tests.edits import TODAY, Edit
from tests.evidence.records import table_of

RATIOS = ("RR", "OR", "HR", "IRR")
DIFFERENCES = ("RD", "MD", "SMD")
COLUMNS = list(table_schema("estimates").fields)
HALVES = (ROUND_HALF_EVEN, ROUND_HALF_UP)

Row = dict[str, str]


def reach(level: float) -> float:
    """How many standard errors an interval of a confidence level (per cent) reaches to either side."""
    return float(norm.isf((1 - level / 100) / 2))


@dataclass(frozen=True)
class Truth:
    """An estimate and its standard error before any rounding; both are logarithms if the measure is a ratio."""

    measure: str
    middle: float
    error: float
    level: float

    @property
    def p(self) -> float:
        """The two-sided p-value."""
        return float(2 * norm.sf(abs(self.middle) / self.error))

    @property
    def triple(self) -> tuple[float, float, float]:
        """The estimate and the limits of its interval, on the scale on which they are printed."""
        half = reach(self.level) * self.error
        values = self.middle, self.middle - half, self.middle + half
        return tuple(map(math.exp, values)) if self.measure in RATIOS else values  # type: ignore[return-value]

    def words(self, orientation: str) -> set[str]:
        """What the source may rightly say of it: by the interval of its own level, or by the usual one of 95 %."""
        found = {"", "uncertain", "not_observed"}
        for level in self.level, 95:
            half = reach(level) * self.error
            sign = 1 if orientation == "as_named" else -1
            low, high = sorted((sign * (self.middle - half), sign * (self.middle + half)))
            found |= {"increased"} if low > 0 else {"no_increase"}
            found |= {"decreased"} if high < 0 else set()
            found |= {"no_difference"} if low <= 0 <= high else set()
        return found


def rounded(value: float, digits: int, how: str) -> str:
    """A number with so many digits after the point."""
    return f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=how):f}"


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """Any result that may be published; a risk difference whose interval stays between -1 and 1."""
    measure = draw(st.sampled_from([*RATIOS, *DIFFERENCES]))
    level = draw(st.sampled_from([90.0, 95.0, 99.0, 50.0, 68.0, 80.0, 97.5, 99.9, 99.99]))
    error = math.exp(draw(st.floats(-7, 1)))
    middle = draw(st.floats(-4, 4))
    if measure == "MD":
        scale = draw(st.sampled_from([1, 30, 1000]))
        return Truth(measure, scale * middle, scale * error, level)
    if measure == "RD":
        error = min(error, 0.2)
        return Truth(measure, middle / 4 * (1 - reach(level) * error), error, level)
    return Truth(measure, middle, error, level)


@st.composite
def in_print(draw: st.DrawFn, truth: Truth) -> Row:
    """One way in which the result may be printed: any digits, either way of rounding a half, some of it left out."""
    row = dict.fromkeys(COLUMNS, "") | {"source_id": "S1", "outcome": "headache", "locator": "abstract"}
    row["measure"] = truth.measure
    row["orientation"] = draw(st.sampled_from(["as_named", "arms_swapped", "opposite_event"]))
    how = draw(st.sampled_from(HALVES))
    for column, value in zip(("estimate", "ci_low", "ci_high"), truth.triple, strict=True):
        row[column] = rounded(value, draw(st.integers(0, 6)), how)
    row["ci_level"] = f"{truth.level:g}"
    row["p_relation"], row["p_value"] = draw(p_in_print(truth.p, how))
    left_out = draw(
        st.sampled_from([(), (), (), ("estimate",), ("ci_low", "ci_high", "ci_level"), ("ci_low",), ("p_value",)])
    )
    row |= dict.fromkeys(left_out, "")
    if not row["p_value"]:
        row["p_relation"] = ""
    if truth.level == 95 and draw(st.booleans()):
        row["ci_level"] = ""
    told_by = replace(truth, level=float(row["ci_level"] or 95))
    row["reported_direction"] = draw(st.sampled_from(sorted(told_by.words(row["orientation"]))))
    return row


@st.composite
def p_in_print(draw: st.DrawFn, p_value: float, how: str) -> tuple[str, str]:
    """A true p-value as it may be printed: rounded, or truly below or above a threshold."""
    digits = draw(st.integers(0, 6))
    relation = draw(st.sampled_from(["=", "=", "<", ">"]))
    if relation != "=":
        end = rounded(p_value, digits, ROUND_CEILING if relation == "<" else ROUND_FLOOR)
        usual = ["0.05", "0.01", "0.001", "0.10", "0.5"]
        thresholds = [text for text in (end, *usual) if (p_value < float(text)) == (relation == "<")]
        if thresholds := [text for text in thresholds if float(text) != p_value]:
            return relation, draw(st.sampled_from(thresholds))
    return "=", rounded(p_value, digits, how)


@st.composite
def tied(draw: st.DrawFn) -> tuple[Truth, Row]:
    """A result all of whose numbers are exactly half-way between two printed ones: low, estimate and high in a row."""
    measure = draw(st.sampled_from(["RR", "MD"]))
    digits = draw(st.integers(0, 3))
    unit = Decimal(5).scaleb(-digits - 1)
    if measure == "RR":  # i², ij, j² times half a unit, all of them odd: the estimate is their geometric mean
        i = 2 * draw(st.integers(0, 6)) + 1
        j = i + 2 * draw(st.integers(1, 6))
        low, middle, high = (unit * product for product in (i * i, i * j, j * j))
    else:
        middle = unit * (2 * draw(st.integers(-20, 20)) + 1)
        half = unit * 2 * draw(st.integers(1, 20))
        low, high = middle - half, middle + half
    level = draw(st.sampled_from([90.0, 95.0, 99.0]))
    scale = math.log if measure == "RR" else float
    truth = Truth(measure, scale(middle), (scale(high) - scale(low)) / 2 / reach(level), level)
    row = draw(in_print(truth))
    for column, value in zip(("estimate", "ci_low", "ci_high"), (middle, low, high), strict=True):
        if row[column]:
            how = draw(st.sampled_from(HALVES))
            row[column] = f"{value.quantize(Decimal(1).scaleb(-digits), rounding=how):f}"
    return truth, row


@st.composite
def results(draw: st.DrawFn) -> tuple[Truth, Row]:
    """A true result and how it is printed."""
    truth = draw(truths())
    return truth, draw(in_print(truth))


@st.composite
def barely_significant(draw: st.DrawFn) -> tuple[Truth, Row]:
    """A result whose interval of 95 % ends near no effect, printed at another level and with few digits."""
    level = draw(st.sampled_from([50.0, 80.0, 90.0, 99.0, 99.9]))
    error = draw(st.sampled_from([0.03, 0.2, 1.0]))
    middle = draw(st.sampled_from([1, -1])) * reach(95) * error * draw(st.floats(0.95, 1.05))
    truth = Truth(draw(st.sampled_from(["OR", "MD"])), middle, error, level)
    row = draw(in_print(truth))
    values = zip(("ci_low", "ci_high"), truth.triple[1:], strict=True)
    digits = draw(st.integers(1, 3))
    return truth, row | {column: rounded(value, digits, ROUND_HALF_EVEN) for column, value in values if row[column]}


def report_on(rows: Iterable[Row], rules: Iterable[str]) -> Report:
    """The report of the rules on the example package with these estimates, whose ids are their numbers."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"estimate_id": f"E{number}"} for number, row in enumerate(rows))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "package"
        Edit(file={"claims/estimates.csv": out.getvalue()}).apply(folder)
        report = run(load(folder, today=TODAY), choose_rules(rules))
    assert not [result for result in report.rules if result.status == "crashed" or "refused" in (result.reason or "")]
    return report


def complaints(rows: Iterable[Row], rules: Iterable[str]) -> dict[int, set[str]]:
    """Which of the rules complain of which row, by its number."""
    found: dict[int, set[str]] = {}
    for problem in report_on(rows, rules).problems:
        found.setdefault(int(problem.subjects[0][1:]), set()).add(problem.rule)
    return found


def records_of(rows: Iterable[Row]) -> list[Record]:
    """The rows as records of a table of estimates; what they leave out is blank."""
    return list(table_of("estimates", ({"orientation": "as_named"} | row for row in rows)))
