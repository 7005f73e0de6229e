"""The whole page as a text, made from a package and what its check found."""

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape

from claimpack.evidence.evidence import evidence_of
from claimpack.exports.caveats import Caveats
from claimpack.exports.messages import english
from claimpack.package.claimlink import place_on_page
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.page.articletext import marked_text
from claimpack.page.claimviews import View, Views
from claimpack.page.plainwords import PlainWords, shown
from claimpack.page.relationmap import NODE_HEIGHT, NODE_WIDTH, relation_maps
from claimpack.page.tally import bar
from claimpack.plain.english import SCRIPT_WORDS
from claimpack.plain.language import Language
from claimpack.report import Report
from claimpack.verdicts import VERDICTS, tally
from claimpack.version import __version__
from claimpack.wording import natural_order

BEGINNING = "<!doctype html>\n<!-- claimpack page -->\n"
"""What every page begins with."""

MOST_CLAIMS = 2_000
"""A page of more claims would open slowly."""

_MOST_ARTICLES = 50
"""With more articles none has a card of its own."""

_MOST_ERRORS = 20

_TEMPLATES = Path(__file__).parent / "templates"


class TooManyClaimsError(Exception):
    """The package has more claims than a page holds; the message says what to do."""


def pieces_of_page(
    package: Package,
    report: Report,
    caveats: Caveats,
    *,
    article_id: str | None = None,
    with_text: bool = False,
    checked_on: date | None = None,
    without_too_many: bool = False,
    language: Language | None = None,
) -> Iterable[str]:
    """The page's text, bit by bit.

    Args:
        package: the package.
        report: its check by every rule.
        caveats: what the check found, by record.
        article_id: the one article whose claims are shown; all if left out.
        with_text: whether the articles' texts that were given are in it: it is not to be published then.
        checked_on: the day of the check; the page names none if it is left out.
        language: what it is in; English if left out.
        without_too_many: whether a page of too many claims has their tally alone, and says how to make pages of parts.

    Raises:
        TooManyClaimsError: if it would have more claims than a page holds.
        Unavailable: if a table could not be read.
    """
    article_of, records = _records(package, article_id)
    too_many = _way_out(package, len(records), article_id) if len(records) > MOST_CLAIMS else ""
    if too_many and not without_too_many:
        raise TooManyClaimsError(too_many)
    if records and not report.verdicts:
        too_many = f"there are no verdicts: {report.why_no_verdicts}"
    page = _Page(package, report, caveats, records, article_of, article_id, too_many, language or english())
    return _pieces(page, with_text=with_text, day=checked_on)


def check_size(package: Package, article_id: str | None = None) -> None:
    """Makes sure that a page holds the claims, before anything is looked at that takes long.

    Raises:
        TooManyClaimsError: if it does not.
        Unavailable: if a table could not be read.
    """
    _, records = _records(package, article_id)
    if len(records) > MOST_CLAIMS:
        raise TooManyClaimsError(_way_out(package, len(records), article_id))


def _records(package: Package, article_id: str | None) -> tuple[dict[str, str], list[Record]]:
    """The article of each passage, and the claims of one article or of all."""
    table, passages = package.table("claims"), package.table("passages")
    article_of = dict(zip(passages.cells("passage_id"), passages.cells("article_id"), strict=True))
    return article_of, [
        record for record in table if record.key and article_id in (None, article_of.get(record["passage_id"], ""))
    ]


class _Page(NamedTuple):
    package: Package
    report: Report
    caveats: Caveats
    records: list[Record]
    article_of: dict[str, str]
    only: str | None
    too_many: str
    """Why its claims are not in it, and what to do; blank if they are."""
    language: Language


def _way_out(package: Package, count: int, article_id: str | None) -> str:
    what = f"the page would have {count:,} claims, and one of more than {MOST_CLAIMS:,} opens slowly"
    if article_id is None and len(package.table("articles")) > 1:
        return f"{what}: make one for each article with --only ARTICLE_ID"
    return f"{what}: keep a part of the claims in a package of its own, or read claimpack verdicts --format csv"


def _pieces(page: _Page, *, with_text: bool, day: date | None) -> Iterable[str]:
    package, report, only = page.package, page.report, page.only
    evidence = evidence_of(package)
    words = PlainWords(package)
    language = page.language
    labels, meanings = language.part("label"), language.part("meaning")
    views = Views(evidence, page.caveats, words, language)
    verdicts = {each.claim_id: each for each in report.verdicts}
    records = [record for record in page.records if record.key in verdicts]
    counts = tally(verdicts[record.key] for record in records)
    shown_here = [] if page.too_many else records
    claims = [
        views.claim(record, verdicts[record.key], page.article_of.get(record["passage_id"], ""))
        for record in shown_here
    ]
    claims.sort(key=lambda claim: (VERDICTS.index(claim.verdict), natural_order(claim.claim_id)))
    claims_on: dict[str, list[str]] = {}
    for record in shown_here:
        claims_on.setdefault(record["passage_id"], []).append(record.key)
    content = package.descriptor.content or {}
    articles = [
        _article(package, views, article, claims_on if with_text else None)
        for article in package.table("articles")
        if article.key and only in (None, article.key)
    ]
    by_id = {claim.claim_id: claim for claim in claims}
    edges = [
        (row["claim_id"], row["relation"], row["target_claim_id"])
        for row in package.table("relations")
        if row["claim_id"] in by_id and row["target_claim_id"] in by_id
    ]
    stream = template("page.html", language).stream(
        content_security_policy=policy(),
        style=Markup(asset("page.css")),  # noqa: S704 - our own file
        script=Markup(asset("page.js")),  # noqa: S704 - our own file
        version=__version__,
        title=str(content.get("title") or content.get("name") or ""),
        package={name: str(content.get(name) or "") for name in ("name", "title", "version")},
        day=day.isoformat() if day else "",
        last_judged=max((row["acknowledged_on"] for row in package.table("acknowledgements")), default=""),
        articles=articles if len(articles) <= _MOST_ARTICLES else [],
        articles_count=len(articles),
        has_text=any(article.text for article in articles),
        total=len(records),
        too_many=page.too_many,
        by_id=by_id,
        groups=[
            (verdict, labels[verdict], meanings[verdict], [claim for claim in claims if claim.verdict == verdict])
            for verdict in counts
        ],
        bar=bar(counts),
        labels=labels,
        meanings=meanings,
        script_words={name.removeprefix("script."): language.messages[name] for name in SCRIPT_WORDS},
        is_english=language.is_english,
        sources=[] if page.too_many else _sources(views, evidence.estimates, package, claims, whole=only is None),
        source_names=words.sources,
        outcomes=_outcomes(package, views, evidence.estimates, claims),
        directions=sorted({claim.direction for claim in claims if claim.direction}),
        maps=relation_maps(edges),
        node_width=NODE_WIDTH,
        node_height=NODE_HEIGHT,
        checks=_checks(report, words, language),
        errors=_errors(report, language),
        report=report,
        rules_checked=len(report.checked),
    )
    stream.enable_buffering(200)
    yield BEGINNING
    yield from stream


def _article(package: Package, views: Views, article: Record, claims_on: dict[str, list[str]] | None) -> View:
    columns = ("article_id", "title", "publisher", "author", "reviewer", "published_on")
    return View(
        **{column: article[column] for column in columns},
        url=article["url"] if article["url"].startswith(("https://", "http://")) else "",
        interest=article["competing_interest"],
        problems=views.problems_of(("articles", article.key)),
        text=None if claims_on is None else marked_text(package, article.key, claims_on),
    )


def _sources(
    views: Views, estimates: Iterable[Record], package: Package, claims: list[View], *, whole: bool
) -> list[View]:
    """Each source; of a page of one article alone those that its claims cite, and what has replaced these."""
    of = _by("source_id", estimates)
    citing: dict[str, list[View]] = {}
    for claim in claims:
        for source in claim.sources:
            citing.setdefault(source.source_id, []).append(claim)
    names = [source.key for source in package.table("sources") if source.key]
    if not whole:
        replacing = {name for each in citing for name in views.sources[each].superseded_by}
        names = [name for name in names if name in citing or name in replacing]
    found = []
    for name in sorted(names, key=lambda name: (-len(citing.get(name, ())), natural_order(name))):
        own = of.get(name, [])
        problems = views.problems_of(("sources", name), *(("estimates", each["estimate_id"]) for each in own))
        here = {"plots": views.alone(own), "problems": problems, "claims": citing.get(name, [])}
        found.append(View(view=views.sources[name], **here))
    return found


def _by(column: str, estimates: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for estimate in estimates:
        found.setdefault(estimate[column], []).append(estimate)
    return found


def _outcomes(package: Package, views: Views, estimates: Iterable[Record], claims: list[View]) -> list[View]:
    """Each outcome with what the article says of it, and what the evidence shows."""
    of = _by("outcome", estimates)
    saying: dict[str, list[View]] = {}
    for claim in claims:
        if claim.outcome_id:
            saying.setdefault(claim.outcome_id, []).append(claim)
    concepts = package.table("concepts")
    definitions = dict(zip(concepts.cells("concept_id"), concepts.cells("definition"), strict=True))
    return [
        View(
            outcome_id=name,
            label=here[0].outcome,
            definition=definitions.get(name, ""),
            claims=here,
            plots=views.alone(of.get(name, [])),
        )
        for name, here in sorted(saying.items(), key=lambda each: each[1][0].outcome.casefold())
    ]


def _checks(report: Report, words: PlainWords, language: Language) -> list[View]:
    """What could not be checked, and why; the checks that did not run first."""
    headings = language.part("rule")

    def said(reason: str) -> str:
        """A reason without what to type: a reader of the page has no command line."""
        without_command = reason.partition(": add --")[0]
        return words.of(without_command) if language.is_english else language.say("page.reason_elsewhere")

    found: dict[tuple[bool, str], list[str]] = {}
    for in_part, results in ((False, report.idle), (True, report.in_part)):
        for each in results:
            found.setdefault((in_part, said(each.reason or "")), []).append(headings[each.rule])
    for each in report.rules:
        for sentence in each.coverage:
            found.setdefault((True, said(sentence)), []).append(headings[each.rule])
    return [View(reason=why, headings=looked_for, in_part=in_part) for (in_part, why), looked_for in found.items()]


def _errors(report: Report, language: Language) -> list[str]:
    """What is wrong with records that can't be read as they are: the first few."""
    found = [problem for problem in report.problems if problem.severity == "error" and not problem.can_be_acknowledged]
    lines = [
        f"{language.list_of(problem.subjects) or problem.place.path}: "
        + (problem.message if language.is_english else language.word("rule", problem.rule))
        for problem in found[:_MOST_ERRORS]
    ]
    more = len(found) - len(lines)
    return [*lines, language.say("page.unreadable.more", count=more)] if more > 0 else lines


@cache
def _environment(language: Language) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    environment.filters["unbroken"] = unbroken
    environment.globals.update(place=place_on_page)
    environment.globals.update(
        t=language.say, word=language.word, number=language.number, language=language.code, direction=language.direction
    )
    return environment


_UNBROKEN = re.compile(r"(?<![\d-])\d{4}-\d\d(?:-\d\d)?(?![\d-])|\bp (?:=|&lt;|&gt;|≤|≥) [\d.]*\d")


def unbroken(text: str) -> Markup:
    """Text with each day and each p-value in one line, and never the other way round in a text from the right."""
    escaped = str(escape(shown(text)))
    return Markup(_UNBROKEN.sub(lambda found: f'<span class="nb" dir="ltr">{found[0]}</span>', escaped))  # noqa: S704


def template(name: str, language: Language) -> jinja2.Template:
    """A template, which escapes what is put into it, and says what is in it in a language."""
    return _environment(language).get_template(name)


@cache
def asset(name: str) -> str:
    """A file that a page holds."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def policy() -> str:
    """What the page may do: its own style and its own script, and nothing from anywhere."""
    hashes = {
        name: base64.b64encode(hashlib.sha256(asset(name).encode("utf-8")).digest()).decode()
        for name in ("page.css", "page.js")
    }
    return (
        f"default-src 'none'; style-src 'sha256-{hashes['page.css']}'; script-src 'sha256-{hashes['page.js']}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
