"""Describes what anchoring an article would write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from claimpack.cli.shownlines import first_lines
from claimpack.curation.articles.anchoring import Anchoring, Changed, Row
from claimpack.curation.articles.citationreader import PossibleCitation
from claimpack.curation.articles.ownreferences import OwnReferences
from claimpack.curation.articles.pagewords import count_words
from claimpack.curation.articles.proposedreferences import Proposed
from claimpack.curation.articles.worddiff import MARKS, Stretch, word_diff
from claimpack.package.citationcells import as_printed
from claimpack.wording import counted, listed, printable, shortened

if TYPE_CHECKING:  # selectolax may be missing
    from claimpack.curation.articles.pagetext import HtmlText

_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|.*\|$|\[\^)|\*\*\S|\]\(|\[\^", re.MULTILINE)
_MOST_PIECES = 10
_MOST_LEFT_OUT = 30
"""At most this many left-out parts of a page are shown: the longest."""
_MOST_DELETED = 100
_WORDS_OF_A_PIECE = 8
_LONGEST_PIECE = 120
_LONGEST_SENTENCE = 300
_NOT_TOLD_BY_TEXT = frozenset({"heading", "byline", "caption", "table_row"})
"""Kinds that can't be told from the text, so that the kind that a new text looks like says nothing of them."""
_WHY_UNMATCHED = {
    "alike": "It may have become {}, which are too similar to decide between",
    "split": "Its text seems to be in {}",
    "merged": "Its text seems to be in {}, together with that of another passage",
}
_WHAT_TO_DO = (
    "Move its claims to the passages that replace it, then delete its row. Until then claimpack validate reports it."
)


@dataclass(frozen=True, slots=True)
class Dependents:
    """The records that refer to passages, by the ids of the passages."""

    claims: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """The ids and statements of the claims."""
    acknowledged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The rules of the acknowledgements that name the passage."""

    def passages(self) -> set[str]:
        """The ids of the passages that something refers to."""
        return {*self.claims, *self.acknowledged}


def describe_page(page: HtmlText, file: str, saved: str) -> Iterator[str]:
    """What the text of a page includes, and what it leaves out."""
    name, out = printable(file), page.words_left_out
    if page.lost:
        yield f"{name}: these words of the page are missing from its text by mistake:"
        yield from _beginnings(page.lost, "line")
        yield f"Compare the text with the page in a browser, and add what is missing to {printable(saved)}."
    if page.characters:
        spelt = (f"U+{ord(each):04X}" + f" ({n:,} times)" * (n > 1) for each, n in page.characters.items())
        each = listed(spelt, most=_MOST_PIECES)
        yield f"{name}: characters that are not allowed in a text were left out: {each}."
    if out:
        yield f"{name}: {out:,} of {counted(page.words, 'word')} of the page were left out of its text:"
        yield from _left_out(page)
        place = f"add it to {printable(saved)} once that file exists, and anchor that file"
        yield f"If one of them belongs to the article, {place}."
    elif not page.lost:
        yield f"{name}: all {counted(page.words, 'word')} of the page are in its text."
    if page.images:
        yield f"{name}: the alternative text of {counted(len(page.images), 'image')} was left out:"
        yield from _beginnings(page.images, "text")


def _beginnings(lines: Sequence[str], noun: str) -> Iterator[str]:
    rest = f"  and {counted(len(lines) - _MOST_PIECES, f'other {noun}')}"
    return first_lines((f"  {printable(_beginning(line))}" for line in lines), lines, _MOST_PIECES, rest)


def describe_encoding(label: str, file: str, strays: int = 0) -> Iterator[str]:
    """That a page names an encoding that it does not have, or has bytes of another one; nothing if all is well."""
    if strays:
        what = "byte that is not UTF-8 was" if strays == 1 else "bytes that are not UTF-8 were"
        yield f"{printable(file)}: {strays:,} {what} read as �, as browsers do."
    if label:
        yield f"{printable(file)}: the page names the encoding {printable(label)}, but is UTF-8 and was read so."


def describe_markdown(file: str, text: str) -> Iterator[str]:
    """That a file is Markdown, whose signs are read as text; nothing if it is not."""
    if file.casefold().endswith((".md", ".markdown", ".mdx")) and _MARKDOWN.search(text):
        yield f"{printable(file)}: this is Markdown and is read as plain text, so its signs (#, **, links) stay in it."
        yield "To leave them out, save the page that is made from it as HTML, and anchor that."


def describe_short(ids: Sequence[str]) -> str:
    """The new short lines, with the option that says which of them are headings."""
    line = "line waits" if len(ids) == 1 else "lines wait"
    options = " ".join(f"--heading {passage_id}" for passage_id in ids[:3])
    return (
        f"{len(ids):,} short {line} for a claim, unless you say that it is a heading (for example {options}):"
        f" {listed(ids, most=40)}."
    )


def describe_doubtful(doubtful: Sequence[PossibleCitation]) -> Iterator[str]:
    """The marks that may or may not be citations, with the numbers by which they are asked for."""
    for number, each in enumerate(doubtful, 1):
        cited = printable(", ".join(each.citations))
        yield f"  {number:>3}  {each.passage_id}  {cited}  in “… {printable(each.words)} …”"


def describe_references(proposed: Proposed, own: OwnReferences) -> Iterator[str]:
    """The sources and references that may be written."""
    if own.entries:
        yield f"The article prints a list of {counted(len(own.entries), 'reference')}."
    new, cited = counted(len(proposed.sources), "source"), counted(len(proposed.references), "reference")
    yield f"Not recorded yet: {new}, {cited}."
    by_source: dict[str, list[str]] = {}
    for row in proposed.references:
        by_source.setdefault(row["source_id"], []).append(row["citation"])
    rows = {row["source_id"]: row for row in proposed.sources}
    every = list(dict.fromkeys([*rows, *by_source]))
    lines = (_source(source_id, rows.get(source_id, {}), by_source.get(source_id)) for source_id in every)
    yield from first_lines(lines, every, _MOST_LEFT_OUT, f"  and {counted(len(every) - _MOST_LEFT_OUT, 'other')}")
    for line in proposed.uncertain[:_MOST_LEFT_OUT]:
        yield printable(f"  left out: {line}")


def _source(source_id: str, row: Mapping[str, str], citations: Sequence[str] | None) -> str:
    """The details of a source that were read, in one line."""
    what = row.get("status", "there already")
    if what == "identified":
        columns = ("authors", "issued_on", "title", "container_title", "doi", "pmid", "pmcid", "url")
        what = "; ".join(row[column] for column in columns if row.get(column))
        what = what if len(what) <= _LONGEST_PIECE else f"{what[: _LONGEST_PIECE - 1]}…"
    cited = f"cited as {', '.join(citations)}: " if citations else ""
    return printable(f"  {source_id}  {cited}{what}")


def _left_out(page: HtmlText) -> Iterator[str]:
    """The lines that were left out: deleted ones, and the longest of the others."""
    lengths = [count_words(each.text) for each in page.left_out]
    others = [number for number, each in enumerate(page.left_out) if each.why != "deleted"]
    shown_others = sorted(others, key=lambda number: -lengths[number])[:_MOST_LEFT_OUT]
    deleted = [number for number, each in enumerate(page.left_out) if each.why == "deleted"]
    shown = {*shown_others, *deleted[:_MOST_DELETED]}
    for number in sorted(shown):
        each = page.left_out[number]
        yield f"  {counted(lengths[number], 'word'):>9}, {each.why}: {printable(_beginning(each.text))}"
    rest = len(page.left_out) - len(shown)
    if rest:
        words = sum(lengths) - sum(lengths[number] for number in shown)
        yield f"  and {counted(rest, 'other piece')} with {counted(words, 'word')} in all"


def _beginning(line: str) -> str:
    words = line.split()
    shown = " ".join(words[:_WORDS_OF_A_PIECE])[:_LONGEST_PIECE]
    return shown if shown == " ".join(words) else f"{shown} …"


def describe(
    result: Anchoring,
    article_id: str,
    text: str,
    dependents: Dependents,
    *,
    levels: Mapping[int, int],
    is_compared: bool,
) -> Iterator[str]:
    """What happens to the article's passages, line by line: the counts first.

    Args:
        result: what happens to them.
        article_id: the article's id.
        text: its normalised text.
        dependents: what refers to them.
        levels: the levels of headings, by their offsets, if known.
        is_compared: whether the old text was given.
    """
    stayed = len(result.rows) - len(result.reordered) - len(result.changed) - len(result.new)
    numbers: dict[str, Sized] = {
        "moved": result.reordered,
        "changed": result.changed,
        "gone": result.gone,
        "new": result.new,
    }
    sums = ", ".join([f"{stayed:,} stayed", *(f"{len(ids):,} {what}" for what, ids in numbers.items())])
    yield f"{printable(article_id)}: {len(text):,} characters, {counted(len(result.rows), 'passage')}: {sums}."
    sections = _sections(result.rows, text)
    if result.reordered:
        yield _title(f"Moved ({len(result.reordered):,}); the claims on them need no second look")
        yield f"  {printable(listed(result.reordered, most=40))}"
    if result.changed:
        yield _title(f"Changed ({len(result.changed):,}); read the claims on them again")
        rows = {row["passage_id"]: row for row in result.rows}
        for change in result.changed:
            yield from _changed(change, rows[change.passage_id], text, sections[change.passage_id], dependents)
        if not is_compared:
            yield "  The old text is not recorded; give it as --previous FILE to compare words."
    if result.gone:
        yield _title(f"Gone ({len(result.gone):,})")
        for passage_id in result.gone:
            yield from _gone(passage_id, result, dependents)
    if result.new:
        yield _title(f"New ({len(result.new):,})")
        yield from _new(result, text, levels)


def shown(stretches: Sequence[Stretch]) -> str:
    """A word diff in one line: ``[-old-]`` in red, ``{+new+}`` in green."""
    parts = []
    for stretch in stretches:
        words = printable(stretch.text.replace("\n", " "))
        colour = {"old": "red", "new": "green"}.get(stretch.kind)
        parts.append(click.style(MARKS[stretch.kind].format(words), fg=colour) if colour else words)
    return "".join(parts)


def _changed(change: Changed, row: Row, text: str, section: str, dependents: Dependents) -> Iterator[str]:
    now = text[int(row["start"]) : int(row["end"])]
    yield f"  {click.style(printable(change.passage_id), bold=True)}{f'  under “{section}”' if section else ''}"
    if change.before is None:
        yield f"    now: {printable(' '.join(now.split()))}"
    else:
        yield f"    {shown(word_diff(change.before, now))}"
    if row["citations"] != change.citations_before:
        yield f"    citations: {_or_none(change.citations_before)} -> {_or_none(row['citations'])}"
    if row["kind"] != change.looks_like and not (row["kind"] in _NOT_TOLD_BY_TEXT and change.looks_like == "sentence"):
        yield f"    kind: recorded as {printable(row['kind'])}, looks like {change.looks_like} now; it is kept"
    if row["coverage"] == "none":
        reason = printable(row["coverage_reason"]) or "no reason given"
        yield f"    coverage: none ({reason}); it is kept: see whether it still carries no claim"
    yield from _claims(change.passage_id, dependents)


def _gone(passage_id: str, result: Anchoring, dependents: Dependents) -> Iterator[str]:
    row = result.gone_rows[passage_id]
    ends = row["opening_words"] + (f" … {row['closing_words']}" if row["closing_words"] else "")
    words = printable(" ".join((result.gone_texts.get(passage_id) or ends).split()))
    yield f"  {click.style(printable(passage_id), bold=True)}  {words}"
    resembling = result.resembling.get(passage_id)
    if resembling is not None:
        ids = listed(resembling.passage_ids, "or" if resembling.why == "alike" else "and")
        yield f"    {_WHY_UNMATCHED[resembling.why].format(ids)}."
    yield from _claims(passage_id, dependents)
    rules = dependents.acknowledged.get(passage_id, ())
    if rules:
        yield f"    named in acknowledgements of {printable(listed(rules))}"
    if passage_id in result.dropped:
        yield "    Nothing refers to it: its row is deleted."
    elif passage_id in dependents.claims:
        yield f"    {_WHAT_TO_DO}"
    else:
        yield "    Its row is kept: delete it together with the acknowledgement."


def _claims(passage_id: str, dependents: Dependents) -> Iterator[str]:
    for claim_id, statement in dependents.claims.get(passage_id, ()):
        yield f"    {printable(claim_id)}  {printable(statement)}"


def _new(result: Anchoring, text: str, levels: Mapping[int, int]) -> Iterator[str]:
    """The new passages, indented below their headings; headings that are not new are shown dimmed."""
    fresh = set(result.new)
    depth, heading = 0, None
    for row in result.rows:
        is_heading = row["kind"] == "heading"
        if is_heading:
            depth = levels.get(int(row["start"]), 1) - 1
            heading = None if row["passage_id"] in fresh else row
        if row["passage_id"] not in fresh:
            continue
        if heading is not None:
            yield f"{'  ' * (depth + 1)}{click.style(_excerpt(heading, text), dim=True)}"
            heading = None
        indent = "  " * (depth + (1 if is_heading else 2))
        cited = f"  cites {printable(as_printed(row['citations']))}" if row["citations"] else ""
        span = f"{row['start']:>6}–{row['end']:<6}"
        sentence = shortened(" ".join(text[int(row["start"]) : int(row["end"])].split()), _LONGEST_SENTENCE)
        yield f"{indent}{row['passage_id']}  {span} {row['kind']:9}  {printable(sentence)}{cited}"


def _sections(rows: Sequence[Row], text: str) -> dict[str, str]:
    """The heading above each passage, shortened."""
    sections: dict[str, str] = {}
    heading = ""
    for row in rows:
        sections[row["passage_id"]] = heading
        if row["kind"] == "heading":
            heading = _excerpt(row, text)
    return sections


def _excerpt(row: Row, text: str) -> str:
    words = text[int(row["start"]) : int(row["end"])]
    return printable(words if len(words) <= 60 else f"{words[:59]}…")  # noqa: PLR2004


def _or_none(numbers: str) -> str:
    return printable(as_printed(numbers)) or "none"


def _title(words: str) -> str:
    return f"\n{click.style(words, bold=True)}"
