"""A comparison as text, Markdown and JSON: whole outputs, and what hostile cells can do to them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import click
import cmarkgfm
import pytest
from claimpack.changes.change import Change, Compared, Comparison, NotCompared, Version
from claimpack.changes.formats import FORMATS, markdown, renderer, text
from claimpack.changes.formats import json as json_format
from claimpack.changes.kinds import KINDS
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.changes.versions import NOTHING, compared, csv
from tests.edits import ROOT, Edit

SCHEMA = json.loads((ROOT / "schemas/diff.schema.json").read_text(encoding="utf-8"))
HOSTILE = (
    "\"a', %0A ::error::x <script>alert(1)</script> ]]> \u202egnp.exe | @mention `code` **b** [l](javascript:x)\n# h"
)
"""What each of the formats may read something into."""
SHOWN = (
    "\"a', %0A \\u{003A}:error\\u{003A}:x <script>alert(1)</script> ]]> \\u{202E}gnp.exe | @mention `code` **b** "
    "[l](javascript:x)\\n# h"
)
COMMIT = "e8f5e46f5cd2367d6d4c2da462c931617f498592"


def change(kind: str, subject: str, message: str, table: str = "claims", **others: object) -> Change:
    return Change(kind, table, subject, message, **others)  # type: ignore[arg-type]


def comparison(*changes: Change, problems: tuple[NotCompared, ...] = ()) -> Comparison:
    old = Version("main", "light-therapy", "1.0.0", COMMIT)
    new = Version(".", "light-therapy", "1.1.0")
    return Comparison(old, new, changes, problems, {"claims": Compared(1_200, 1, 1), "sources": Compared(2, 2, 2)})


FEW = comparison(
    change(
        "direction-flipped", "C2", "effect_direction was occurs and is now no_increase", title="It brings on aches."
    ),
    change("passage-repinned", "P5", "start was 198 and is now 199", "passages"),
    change("record-changed", "C2", 'statement was "a" and is now "b"', title="It brings on aches."),
    change("source-replaced", "S1", "status was identified and is now unidentified", "sources", claims=("C1", "C2")),
    change("note-changed", "C3", "note was blank and is now blank"),
    problems=(NotCompared("new", "claims", "the record", "another record has the same key", "C4", line=7),),
)

TEXT = """\
Weakens the evidence: 2
  C2  claims  It brings on aches.
    direction-flipped: effect_direction was occurs and is now no_increase.
  S1  sources
    source-replaced: status was identified and is now unidentified. Claims: C1 and C2.

Changes otherwise: 1
  C2  claims  It brings on aches.
    record-changed: statement was "a" and is now "b".

main (e8f5e46f5cd2) -> .: 5 changes in meaning, 2 of which weaken the evidence.
Not listed one by one: 1 note-changed and 1 passage-repinned; --all lists them.
Compared: 1,200 claims with 1, 2 sources with 2. Tables are read with Claimpack's own schemas, not
with those of the package.
Not compared: new: claims line 7 C4: the record: another record has the same key.
"""

MARKDOWN = """\
What changed in meaning
main (e8f5e46f5cd2) → .: 5 changes in meaning, 2 of which weaken the evidence.
1 direction-flipped, 1 source-replaced, 1 record-changed, 1 passage-repinned, 1 note-changed
Weakens the evidence: 2
C2 claims: It brings on aches.
direction-flipped: effect_direction was occurs and is now no_increase.
S1 sources
source-replaced: status was identified and is now unidentified. Claims: C1 and C2.
Changes otherwise: 1
C2 claims: It brings on aches.
record-changed: statement was "a" and is now "b".
Not compared
new: claims line 7 C4: the record: another record has the same key
Not listed one by one: 1 note-changed and 1 passage-repinned; --all lists them.
Compared: 1,200 claims with 1, 2 sources with 2. OWN
""".replace("OWN", "Tables are read with Claimpack's own schemas, not with those of the package.")


class Page(HTMLParser):
    """The lines of text that a browser shows, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines, self.tags = [""], set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, *attrs))
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data.replace("\n", "")

    def _break(self, tag: str) -> None:
        if tag in ("p", "li", "ul", "h3", "h4"):
            self.lines.append("")

    @property
    def text(self) -> str:
        return "".join(f"{line}\n".replace("\u200b", "") for line in self.lines if line)


def page(shown: str) -> Page:
    """What GitHub's own parser makes of Markdown, with raw HTML let through as far as it does."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(shown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))


def plainly(shown: str) -> str:
    return click.unstyle(shown)


def test_as_text() -> None:
    assert plainly(text.render(FEW)) == TEXT


def test_as_markdown() -> None:
    shown = page(markdown.render(FEW))
    assert shown.text == MARKDOWN
    assert {tag for tag, *_ in shown.tags} <= {"h3", "h4", "p", "ul", "li", "code", "strong"}


def test_as_json() -> None:
    value = json.loads(json_format.render(FEW))
    Draft202012Validator(SCHEMA).validate(value)
    assert value["old"] == {
        "given": "main",
        "revision": COMMIT,
        "name": "light-therapy",
        "version": "1.0.0",
        "absent": None,
    }
    assert value["new"] == {"given": ".", "revision": None, "name": "light-therapy", "version": "1.1.0", "absent": None}
    assert value["complete"] is False
    assert value["compared"] == {
        "claims": {"old": 1200, "new": 1, "matched": 1},
        "sources": {"old": 2, "new": 2, "matched": 2},
    }
    assert value["not_compared"] == [
        {
            "side": "new",
            "table": "claims",
            "what": "the record",
            "reason": "another record has the same key",
            "subject": "C4",
            "column": None,
            "line": 7,
        }
    ]
    assert value["changes"][3] == {
        "kind": "source-replaced",
        "weakens": True,
        "table": "sources",
        "subject": "S1",
        "title": None,
        "column": None,
        "before": "",
        "after": "",
        "message": "status was identified and is now unidentified",
        "claims": ["C1", "C2"],
        "record": None,
    }
    assert value["summary"] == {
        "changes": 5,
        "weakening": 2,
        "by_kind": {
            "direction-flipped": 1,
            "record-changed": 1,
            "source-replaced": 1,
            "passage-repinned": 1,
            "note-changed": 1,
        },
    }


def test_the_schema_has_the_kinds_that_there_are() -> None:
    assert SCHEMA["$defs"]["kind"]["enum"] == [*KINDS]
    kind = {"$ref": "#/$defs/kind"}
    assert SCHEMA["properties"]["summary"]["properties"]["by_kind"]["propertyNames"] == kind
    assert SCHEMA["properties"]["changes"]["items"]["properties"]["kind"].items() >= kind.items()


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_no_change_never_looks_like_nothing_compared(name: str) -> None:
    none = comparison()
    nothing = Comparison(none.old, none.new, (), (NotCompared("old", "claims", "the table", "is not there"),), {})
    shown, empty = (plainly(renderer(name)(each)).replace("\\", "") for each in (none, nothing))
    assert "No change in meaning." in shown
    assert "Compared: 1,200 claims with 1, 2 sources with 2." in shown
    assert "No change in meaning" not in empty
    assert "Compared: nothing." in empty
    assert "is not there" in empty


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_version_that_is_not_there_is_told(name: str) -> None:
    there = comparison()
    none = Version("main", "", "", COMMIT, f'"{HOSTILE}" in "main" is not there')
    shown = renderer(name)(Comparison(none, there.new, (), (), there.compared))
    visible = page(shown).text if name == "markdown" else " ".join(plainly(shown).split())
    safely = SHOWN
    assert f'Everything is new: "{safely}" in "main" is not there.' in visible
    assert "Everything is new" not in renderer(name)(there)


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_all_tells_what_was_only_counted(name: str) -> None:
    shown = plainly(renderer(name)(FEW, in_full=True))
    assert "Not told" not in shown
    assert "passage-repinned: " in page(shown).text if name == "markdown" else "passage-repinned: " in shown


def hostile(at: str = HOSTILE) -> Comparison:
    """Every text of a comparison that comes from data, hostile."""
    version = Version(at, at, at)
    changes = (
        change("direction-flipped", at, at, title=at, column=at, before=at, after=at, claims=(at, at)),
        change("claim-added", at, at, title=at, record=(("statement", at),)),
    )
    problems = (NotCompared("old", "claims", at, at, at, at, 3),)
    return Comparison(version, version, changes, problems, {"claims": Compared(1, 1, 1)})


def test_hostile_text_shows_as_it_stands_in_markdown() -> None:
    shown = page(markdown.render(hostile()))
    tags = {tag for tag, *_ in shown.tags}
    assert tags <= {"h3", "h4", "p", "ul", "li", "code", "strong", "span"}
    assert not [attributes for _, *attributes in shown.tags if attributes]
    visible = SHOWN
    lines = shown.text.splitlines()
    assert f"direction-flipped: {visible}. Claims: {visible} and {visible}." in lines
    assert f"{visible} claims: {visible}" in lines
    assert f"old: claims line 3 {visible}: {visible}: {visible}" in lines
    headings = re.findall(r"<h[1-6]>", cmarkgfm.github_flavored_markdown_to_html(markdown.render(hostile())))
    assert headings == ["<h3>", "<h4>", "<h4>"]


def test_hostile_text_does_nothing_to_a_terminal() -> None:
    shown = plainly(text.render(hostile("a\x1b[2J\x07\r\u202eb\x9b1m")))
    assert shown.replace("\n", "").isprintable()
    assert "a\\u{001B}[2J\\u{0007}\\u{000D}\\u{202E}b\\u{009B}1m" in shown


def test_hostile_text_is_kept_in_json() -> None:
    written = json_format.render(hostile())
    value = json.loads(written)
    Draft202012Validator({**SCHEMA, "properties": {**SCHEMA["properties"]}}).validate(
        value | {"changes": [], "not_compared": []}
    )
    assert value["changes"][0]["message"] == value["not_compared"][0]["reason"] == value["old"]["given"] == HOSTILE
    assert "\u202e" not in written


@given(st.text(max_size=60))
def test_no_text_brings_a_tag_into_markdown(cell: str) -> None:
    given_version = comparison().old
    one = Comparison(given_version, given_version, (change("claim-added", cell, cell, title=cell),), (), {})
    shown = page(markdown.render(one))
    assert {tag for tag, *_ in shown.tags} <= {"h3", "h4", "p", "ul", "li", "code", "strong", "span"}
    assert not [attributes for _, *attributes in shown.tags if attributes]


def many(count: int, message: str) -> Iterator[Change]:
    for number in range(count):
        yield change("claim-removed" if number % 2 else "claim-added", f"C{number}", message)


def test_markdown_finds_room_in_a_comment() -> None:
    shown = markdown.render(comparison(*many(20_000, "It is gone.")))
    assert markdown.MOST_CHARACTERS * 0.95 < len(shown) <= markdown.MOST_CHARACTERS
    told = shown.count("**claim-removed**")
    rest = int(re.search(r"and ([\d,]+) more", shown)[1].replace(",", ""))  # type: ignore[index]
    assert told + rest == 10_000
    assert "10,000 claim-removed" in page(shown).text
    assert "Compared: 1,200 claims with 1" in page(shown).text
    assert "#### Changes otherwise: 10,000" in shown


def test_nor_can_long_or_hostile_texts_crowd_out_the_others() -> None:
    """Five records that each have all that a reader could be made to scroll over, and one that matters."""
    crowd = [change("claim-removed", f"A{number}", HOSTILE * 500, title="\u202e" * 9_000) for number in range(5)]
    crowd += [change("source-dropped", "A0", "\u202e" * 9_000) for _ in range(100)]
    crowd.sort(key=lambda each: each.subject)
    problems = tuple(NotCompared("new", "claims", "the cell", "\u202e" * 9_000, "C" * 9_000) for _ in range(500))
    last = change("direction-flipped", "Z1", "effect_direction was occurs and is now no_increase")
    long = Version("v" * 100_000, "", "")
    shown = markdown.render(Comparison(long, long, (*crowd, last), problems, {}))
    assert len(shown) <= markdown.MOST_CHARACTERS
    assert "effect_direction was occurs and is now no_increase" in page(shown).text
    assert "and 480 more" in shown
    assert "and 91 more of it" in shown


def test_text_tells_how_many_more_there_are() -> None:
    shown = plainly(text.render(comparison(*many(2_402, "It is gone"))))
    assert "  and 201 more; --all or --format json lists them" in shown
    assert shown.count("claim-removed: It is gone.") == 1_000
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_the_same_comparison_is_the_same_bytes(tmp_path: Path) -> None:
    old = csv("claims", "claim_id,source_ids,severity", "C2,S1,serious", "C3,S1;S2,")
    new = Edit(csv={"claims": "claim_id,source_ids\nC2,S2\n", "concepts": "concept_id,broader\nheadache,\n"})
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    one, other = (compared(old, new, tmp_path / folder) for folder in ("one", "other"))
    for name in FORMATS:
        assert renderer(name)(one) == renderer(name)(other)
    assert len(one.changes) > 3
    Draft202012Validator(SCHEMA).validate(json_format.as_json(one))


def test_a_record_that_is_new_is_given_whole_in_json(tmp_path: Path) -> None:
    new = csv("sources", "source_id,status,title,routes", "S3,identified,An invented paper,")
    (change_of_it,) = json_format.as_json(compared(NOTHING, new, tmp_path))["changes"]
    assert change_of_it["record"] == {"source_id": "S3", "status": "identified", "title": "An invented paper"}


def test_html_is_what_the_page_reads() -> None:
    """The reader of these tests sees a tag where there is one."""
    assert page("<b onclick=x>").tags >= {("b", ("onclick", "x"))}
    assert html.unescape("&lt;") in page("&lt;b&gt;").text
