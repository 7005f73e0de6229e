"""Makes pages for the tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from claimpack.engine import run
from claimpack.exports.caveats import Caveats
from claimpack.package.load import load
from claimpack.page.document import pieces_of_page
from claimpack.plain.language import Language
from claimpack.rules.catalogue import all_rules

from tests.edits import ROOT, TODAY, Edit

HOSTILE = [
    "<script>document.title='run'</script>",
    '"><img src=x onerror="document.title=\'run\'">',
    "'><svg onload=document.title='run'>",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}</style>",
    "javascript:document.title='run'",
    "safe\u202eelbat\u2066hidden\u200b\x07",
    "</script><!--",
]
"""What nobody should be able to bring into a page."""


def page_of(
    folder: Path,
    *,
    with_text: bool = False,
    today: date = TODAY,
    only: str | None = None,
    language: Language | None = None,
) -> str:
    """The page of the package in a folder."""
    articles = list(folder.glob("article.txt")) if with_text else []
    package = load(folder, articles, today=today)
    report = run(package, all_rules())
    made = pieces_of_page(
        package,
        report,
        Caveats(package, report),
        article_id=only,
        with_text=with_text,
        checked_on=today,
        language=language,
    )
    return "".join(made)


def example_page(folder: Path, edit: Edit | None = None, *, with_text: bool = False) -> str:
    """The page of the example package with an edit laid over it."""
    (edit or Edit()).apply(folder)
    return page_of(folder, with_text=with_text)


def own_page() -> str:
    """The page of our own data."""
    return page_of(ROOT, today=date(2026, 12, 1))


def hostile_edit() -> Edit:
    """The example package with what does harm in every cell that holds free text."""
    said = " ".join(HOSTILE)
    cell = '"' + said.replace('"', '""') + '"'
    long = '"' + ("W" * 1900) + '"'
    return Edit(
        csv={
            "articles": f"article_id,title,publisher,author,competing_interest,url\nlight,{cell},{cell},{cell},{cell},"
            "javascript:alert(1)\n",
            "claims": f"claim_id,statement,conditions,note,onset\nC1,{cell},{cell},{cell},{cell}\nC2,{long},,{long},\n",
            "sources": f"source_id,title,authors,container_title\nS1,{cell},{cell},{cell}\n",
            "concepts": f"concept_id,label,definition\nheadache,{cell},{cell}\n",
        }
    )
