"""Reads results from a pasted table with tabs or bars between its cells."""

from __future__ import annotations

import re

from claimpack.curation.imports import resultparts as parts
from claimpack.curation.imports.reportedresult import LeftText, ReportedResult
from claimpack.curation.imports.resulteffects import Context, doubt_of_difference, effects_in, is_plausible
from claimpack.evidence.percentages import SHARES
from claimpack.evidence.sourcenumbers import PrintedNumber

Row = list[tuple[int, int]]
_FEWEST = 2
_TRIO = 3
_VALUE = re.compile(
    rf"\s*(?P<estimate>(?P<sign>[-+]\s?)?{parts.NUM})\s?(?:[\[(]\s?{parts.PAIR}\s?[\])]|"
    rf",?\s{parts.PAIR.replace('low', 'low2').replace('high', 'high2')})\s*"
)
_PAIR = re.compile(rf"\s*[\[(]?\s?{parts.PAIR}\s?[\])]?\s*")
_ALONE = re.compile(rf"\s*(?P<n>[-+]?\s?{parts.NUM})\s?%?\s*")
_P = re.compile(r"\s*[pP]?\s?(?P<relation><=|>=|<|>|=|≤|≥)?\s?(?P<p>[01](?:\.\d{1,12})?|\.\d{1,12})\s*")
_HEADS = (
    ("p_value", re.compile(r"\s*[pP](?:[ -]?values?)?\s*", re.IGNORECASE)),
    (
        "i_squared",
        re.compile(r"\s*(?:I2|I²|I\^2|heterogeneity,? I2|heterogeneity,? I²)\s?(?:,?\s?\(?%\)?)?\s*", re.IGNORECASE),
    ),
    (
        "study_count",
        re.compile(r"\s*(?:no\.? of |number of |n of )?(?:studies|trials|RCTs)(?:, n|\s?\(n\))?\s*", re.IGNORECASE),
    ),
    (
        "population_size",
        re.compile(
            r"\s*(?:no\.? of |number of |n of )?(?:participants|patients|people)(?:, n|\s?\(n\))?\s*", re.IGNORECASE
        ),
    ),
)
_INTERVAL_HEAD = re.compile(rf"\s*{parts.INTERVAL_WORDS}\s*")
_PER_CENT_HEAD = re.compile(r"(?<!\d)(?<!\d\s)%|\bper ?cent", re.IGNORECASE)
_CAPTION = re.compile(r"\s*(table\s[\w.]{1,6})\b", re.IGNORECASE)
_RULE = re.compile(r"[\s:-]*")


class TableReader:
    """Reads the table rows of a text one after another; the last header gives their columns."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.columns: dict[int, str] = {}
        self.level = self.unit = ""
        self.caption = "table"

    def see(self, start: int, end: int) -> None:
        """Notes a sentence that may be a table's caption."""
        caption = _CAPTION.match(self.context.plain, start, end)
        if caption is not None:
            self.caption = caption[1].lower()
            self.columns = {}

    def results_of(self, row: Row) -> tuple[list[ReportedResult], list[LeftText]]:
        """The results of a row, and what was left out."""
        plain = self.context.plain
        texts = [plain[start:end] for start, end in row]
        if all(_RULE.fullmatch(text) for text in texts):
            return [], []
        header = self._header(texts)
        if header:
            self.columns = header
            return [], []
        if self.columns:
            found = self._by_header(row)
            if found is not None:
                doubt = doubt_of_difference(found.measure, found.numbers, found.words, "")
                return ([], [LeftText(found.start, found.end, doubt)]) if doubt else ([found], [])
        return self._by_cell(row), []

    def _header(self, texts: list[str]) -> dict[int, str]:
        columns: dict[int, str] = {}
        level = unit = ""
        for place, text in enumerate(texts[1:], 1):
            named = next((column for column, pattern in _HEADS if pattern.fullmatch(text)), "")
            label = parts.LABEL.search(text)
            if named:
                columns[place] = named
            elif _INTERVAL_HEAD.fullmatch(text):
                columns[place] = "interval"
            elif label is not None and not re.search(r"\d", re.sub(r"\d+\s?%", "", text)):
                short = label.lastgroup if label.lastgroup != "abbreviation" else label["abbreviation"]
                unit = "%" if _PER_CENT_HEAD.search(text) else ""
                columns[place] = f"measure {parts.OF_ABBREVIATIONS.get(short or '', short)}"
            found = parts.LEVEL_WORDS.search(text)
            level = level or (parts.level(found) if found else "")
        if sum(column.startswith("measure") for column in columns.values()) != 1:
            return {}
        self.level, self.unit = level, unit
        return columns

    def _by_header(self, row: Row) -> ReportedResult | None:
        """The result of a row with columns by the header; None if a cell does not fit its column."""
        plain = self.context.plain
        numbers: dict[str, PrintedNumber] = {}
        words: dict[str, str] = {}
        measure = ""
        for place, (start, end) in enumerate(row):
            column = self.columns.get(place, "")
            measure = column.removeprefix("measure ") if column.startswith("measure") else measure
            if column and not _take_cell(column, plain, start, end, numbers, words):
                return None
        trio = [numbers[each] for each in ("estimate", "ci_low", "ci_high") if each in numbers]
        outcome = _name(plain, row)
        if len(trio) < _TRIO or not is_plausible(measure, *trio) or not outcome:
            return None
        level = self.level or self.context.level
        words |= {"ci_level": level} if level else {}
        words |= {"unit": self.unit} if self.unit and measure in SHARES else {}
        return ReportedResult(measure, numbers, row[0][0], row[-1][1], words, outcome, locator=self.caption)

    def _by_cell(self, row: Row) -> list[ReportedResult]:
        """The result of a row that names its measure in the cell."""
        outcome = _name(self.context.plain, row)
        found = []
        for start, end in row:
            groups = effects_in(self.context, start, end)
            found += [group[0] for group in groups if len(group) == 1]
        if len(found) != 1:
            return []
        return [found[0].with_(outcome=outcome, locator=self.caption)]


def row_at(plain: str, start: int, end: int) -> Row:
    """The places of a table row's cells; empty if the line is not a table row."""
    stop = plain.find("\n", start, end)
    stop = end if stop < 0 else stop
    line = plain[start:stop].strip("| ")
    if "\t" not in line and line.count("|") < _FEWEST - 1:
        return []
    first = start + plain[start:stop].find(line)
    cells: Row = []
    for piece in re.split(r"([\t|])", line):
        if piece not in ("\t", "|"):
            cells.append((first, first + len(piece)))
        first += len(piece)
    return cells if len(cells) >= _FEWEST else []


def _take_cell(
    column: str, plain: str, start: int, end: int, numbers: dict[str, PrintedNumber], words: dict[str, str]
) -> bool:
    """Reads a cell; False if it is an estimate or an interval that can't be read."""
    if column.startswith("measure"):
        return _take_value(plain, start, end, numbers)
    if column == "interval":
        match = _PAIR.fullmatch(plain, start, end)
        if match is not None:
            numbers |= parts.limits(match)
        return match is not None
    if column == "p_value":
        match = _P.fullmatch(plain, start, end)
        if match is not None:
            numbers["p_value"] = parts.number(match, "p")
            words["p_relation"] = parts.relation(match)
        return True
    match = _ALONE.fullmatch(plain, start, end)
    if match is not None and (column == "i_squared" or "." not in match["n"]):
        numbers[column] = parts.number(match, "n")
    return True


def _take_value(plain: str, start: int, end: int, numbers: dict[str, PrintedNumber]) -> bool:
    match = _VALUE.fullmatch(plain, start, end)
    if match is not None:
        numbers["estimate"] = parts.number(match, "estimate")
        numbers |= parts.limits(match) if match["low"] else parts.limits(match, "low2", "high2")
        return True
    match = _ALONE.fullmatch(plain, start, end)
    if match is not None:
        numbers["estimate"] = parts.number(match, "n")
    return match is not None


def _name(plain: str, row: Row) -> str:
    """The outcome in the first cell; blank if that is not just a name."""
    name = " ".join(plain[row[0][0] : row[0][1]].strip("* ").split())
    return name if re.fullmatch(r"[A-Za-z][^\d=<>±]{2,80}", name) else ""
