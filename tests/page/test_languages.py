"""The page in a made-up language: every letter of each message is a Greek one, and so is every letter of the data."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.exports.messages import all_messages
from claimpack.plain.language import BadMessagesError, Language, language_of
from click.testing import CliRunner
from lxml import html

from tests.edits import EXAMPLE, ROOT, TODAY
from tests.page.made import page_of
from tests.registries import make_registry

GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβγδεζηθικλμνξοπρςστυφχψωάΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ"
)
FREE_TEXT = {
    "articles": ("title", "publisher", "author", "reviewer", "competing_interest"),
    "claims": ("statement", "onset", "conditions", "dose", "note"),
    "sources": ("title", "authors", "container_title", "note"),
    "concepts": ("label", "definition"),
    "acknowledgements": ("reason", "acknowledged_by"),
}
NAMES = {
    "et",
    "al",
    "CI",
    "RR",
    "OR",
    "DOI",
    "PubMed",
    "Central",
    "Claimpack",
    "claimpack",
    "import",
    "reviews",
    "FILE",
    "p",
}
"""Names, and what is the same in every language."""


def in_greek(message: str) -> str:
    return re.sub(
        r"\{\w+\}|[A-Za-z]+", lambda found: found[0] if found[0][0] == "{" else found[0].translate(GREEK), message
    )


def catalogue() -> str:
    return json.dumps({"language": "el", "messages": {name: in_greek(said) for name, said in all_messages().items()}})


def package_in_greek(folder: Path) -> set[str]:
    """Writes our package with its free text in Greek letters, and gives its ids."""
    shutil.copytree(ROOT / "claims", folder / "claims")
    content = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    content["title"] = content["title"].translate(GREEK)
    (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    ids = {content["name"]}
    for file in (folder / "claims").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            ids.add(next(iter(row.values())))
            for column in FREE_TEXT.get(file.stem, ()):
                if column in row:
                    row[column] = row[column].translate(GREEK)
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return ids


def seen(page: html.HtmlElement) -> Iterator[str]:
    """What a reader sees or hears, and what the script says."""
    for element in page.find("body").iter():
        if element.tag in ("script", "style") or not isinstance(element.tag, str):
            continue
        yield from filter(None, (element.text, element.get("aria-label"), element.get("title")))
        yield from (child.tail for child in element if child.tail)
    yield from json.loads(page.find("body").get("data-words")).values()


def test_nothing_on_the_page_is_left_in_english(tmp_path: Path) -> None:
    ids = package_in_greek(tmp_path)
    page = html.fromstring(page_of(tmp_path, language=language_of(catalogue(), all_messages())))
    assert page.get("lang") == "el"
    left = set()
    for text in seen(page):
        for token in re.findall(r"[A-Za-z][\w.-]*", re.sub(r"\{\w+\}", "", text)):
            if token.strip(".-") not in ids | NAMES:
                left.add(token)
    assert left == set()


def test_what_is_not_translated_stays_english(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree(EXAMPLE, folder)
    file = tmp_path / "de.json"
    file.write_text('{"language": "de", "messages": {"page.sources": "Quellen"}}', encoding="utf-8")
    target = tmp_path / "page.html"
    command = ["page", str(folder), "--messages", str(file), "--output", str(target)]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0
    assert "messages are not translated, such as article-changed" in result.stderr
    page = target.read_text(encoding="utf-8")
    assert '<html lang="de" dir="ltr">' in page
    assert '<a href="#sources">Quellen</a>' in page
    assert "Sources, the most cited first" in page


def test_the_overview_of_a_registry_has_nothing_left_in_english(tmp_path: Path) -> None:
    make_registry(tmp_path)
    for name, old, new in (
        ("two", "no_difference", "increased"),
        ("one", "eyes. of one", "eyes."),
        ("three", "eyes. of three", "eyes."),
    ):
        file = tmp_path / f"pages/{name}/claims/claims.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    messages = tmp_path / "el.json"
    messages.write_text(catalogue(), encoding="utf-8")
    for command, place in (("page", ".html"), ("build", "/page.html")):
        arguments = [command, str(tmp_path), "--messages", str(messages), "--output", str(tmp_path / command)]
        arguments += ["--allow-warnings"] if command == "build" else []
        result = CliRunner().invoke(main, [*arguments, "--today", TODAY.isoformat()], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        index = html.fromstring((tmp_path / command / "index.html").read_text(encoding="utf-8"))
        told = [element.text_content() for element in index.xpath("//*[not(*)][not(self::style)]")]
        curators = r"Safety claims|An invented|[Hh]eadache|[Ee]ye|Little|Lasting|Long-term|pages/|^C\d$|^S\d$|Claimpack"
        left = [text for text in told if re.search("[A-Za-z]", text) and not re.search(curators, text)]
        assert left == []
        assert "Headache: " + in_greek("these claims can’t all be so") in [*map(str.strip, told)]
        assert in_greek("These claims have the same words") in told
        page = (tmp_path / command / f"packages/pages-one{place}").read_text(encoding="utf-8")
        assert '<html lang="el" dir="ltr">' in page


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *(("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur-PK", "rtl"), ("az-Arab-IR", "rtl"), ("yi", "rtl")),
        *(
            ("de", "ltr"),
            ("en-GB", "ltr"),
            ("az", "ltr"),
            ("ks-Deva", "ltr"),
            ("ur-Latn", "ltr"),
            ("zh-Hant-TW", "ltr"),
        ),
    ],
)
def test_the_direction_of_the_page_is_that_of_its_language(tag: str, direction: str) -> None:
    assert Language(tag, {}, {}).direction == direction


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON"),
        ("[" * 200_000, "it is nested too deeply"),
        ("9" * 5_000, "it is nested too deeply, or has a number of too many digits"),
        ("[]", '"language" must be the tag of a language'),
        ('{"language": "d\\"e", "messages": {}}', '"language" must be the tag of a language'),
        ('{"language": "de", "messages": []}', '"messages" must be an object'),
        ('{"language": "de", "messages": {"page.skip": 1}}', "page.skip must be a text"),
        ('{"language": "de", "messages": {"page.skip": "{"}}', "page.skip has a brace without its other half"),
        ('{"language": "de", "messages": {"page.skip": "{x}"}}', "page.skip has the value {x}, and may have these"),
        ('{"language": "de", "messages": {"page.map": "{count:9}"}}', "page.map has the value {count}"),
        ('{"language": "de", "messages": {"page.map": "{count.real}"}}', "page.map has the value {count.real}"),
    ],
)
def test_messages_that_cannot_be_used_are_refused(text: str, said: str) -> None:
    with pytest.raises(BadMessagesError) as caught:
        language_of(text, all_messages())
    assert said in str(caught.value)
