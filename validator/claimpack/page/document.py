"""The whole page as a text, made from a package and what its check found."""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape

from claimpack.claimverdict import VERDICTS, tally
from claimpack.evidence.evidence import evidence_of
from claimpack.exports.caveats import Caveats
from claimpack.exports.messages import english
from claimpack.package.claimlink import place_on_page
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.page.articletext import MarkedText, marked_text
from claimpack.page.claimviews import ClaimView, ProblemView, SourceView, Views
from claimpack.page.plainwords import PlainWords, shown
from claimpack.page.relationmap import NODE_HEIGHT, NODE_WIDTH, relation_maps
from claimpack.page.results import Plot
from claimpack.page.tally import bar
from claimpack.plain.english import SCRIPT_WORDS
from claimpack.plain.language import Language
from claimpack.report import Report
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


class ArticleView(NamedTuple):
    """An article; cells that are blank are not shown."""

    article_id: str
    title: str
    publisher: str
    author: str
    reviewer: str
    published_on: str
    url: str
    """Blank unless a browser opens it as a web page."""
    interest: str
    problems: Sequence[ProblemView]
    text: MarkedText | None


class SourceSection(NamedTuple):
    """A source with its results and the claims that cite it."""

    view: SourceView
    plots: Sequence[Plot]
    problems: Sequence[ProblemView]
    claims: Sequence[ClaimView]


class OutcomeSection(NamedTuple):
    """An outcome with what the article says of it, and what the evidence shows."""

    outcome_id: str
    label: str
    definition: str
    claims: Sequence[ClaimView]
    plots: Sequence[Plot]


class Unchecked(NamedTuple):
    """Why some rules looked at nothing, or at a part only."""

    reason: str
    headings: Sequence[str]
    """What the rules look for."""
    in_part: bool


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
        with_text: whether the page includes the articles' texts that were given: then it must not be published.
        checked_on: the day of the check; the page names none if it is left out.
        without_too_many: whether a page of too many claims shows only their tally, and says how to make smaller pages.
        language: the language of the page; English if left out.

    Raises:
        TooManyClaimsError: if it would have more claims than a page holds.
        Unavailable: if a table could not be read.
    """
    records = _claims_of(package, article_id)
    too_many = _way_out(package, len(records), article_id) if len(records) > MOST_CLAIMS else ""
    if too_many and not without_too_many:
        raise TooManyClaimsError(too_many)
    if records and not report.verdicts:
        too_many = f"there are no verdicts: {report.why_no_verdicts}"
    language = language or english()
    evidence, words = evidence_of(package), PlainWords(package)
    views = Views(evidence, caveats, words, language)
    verdicts = {each.claim_id: each for each in report.verdicts}
    records = [record for record in records if record.key in verdicts]
    counts = tally(verdicts[record.key] for record in records)
    listed = [] if too_many else records
    claims = [views.claim(record, verdicts[record.key]) for record in listed]
    claims.sort(key=lambda claim: (VERDICTS.index(claim.verdict), natural_order(claim.claim_id)))
    claims_on: defaultdict[str, list[str]] = defaultdict(list)
    for record in listed:
        claims_on[record["passage_id"]].append(record.key)
    articles = [
        _article(package, views, article, claims_on if with_text else None)
        for article in package.table("articles")
        if article.key and article_id in (None, article.key)
    ]
    by_id = {claim.claim_id: claim for claim in claims}
    edges = [
        (row["claim_id"], row["relation"], row["target_claim_id"])
        for row in package.table("relations")
        if row["claim_id"] in by_id and row["target_claim_id"] in by_id
    ]
    stream = template("page.html", language).stream(
        title=str((package.descriptor.content or {}).get("title") or package.descriptor.name),
        package=package.descriptor,
        day=checked_on.isoformat() if checked_on else "",
        last_judged=max((row["acknowledged_on"] for row in package.table("acknowledgements")), default=""),
        articles=articles if len(articles) <= _MOST_ARTICLES else [],
        articles_count=len(articles),
        has_text=any(article.text for article in articles),
        total=len(records),
        too_many=too_many,
        by_id=by_id,
        groups=[(verdict, [claim for claim in claims if claim.verdict == verdict]) for verdict in counts],
        bar=bar(counts),
        script_words={name.removeprefix("script."): language.messages[name] for name in SCRIPT_WORDS},
        sources=[] if too_many else _sources(views, evidence.estimates, package, claims, whole=article_id is None),
        source_names=words.sources,
        outcomes=_outcomes(package, views, evidence.estimates, claims),
        directions=sorted({claim.direction for claim in claims if claim.direction}),
        maps=relation_maps(edges),
        node_width=NODE_WIDTH,
        node_height=NODE_HEIGHT,
        checks=_unchecked(report, words, language),
        errors=_errors(report, language),
        report=report,
        rules_checked=len(report.checked),
    )
    stream.enable_buffering(200)
    return chain([BEGINNING], stream)


def check_size(package: Package, article_id: str | None = None) -> None:
    """Makes sure that a page holds the claims, before anything that takes long.

    Raises:
        TooManyClaimsError: if it does not.
        Unavailable: if a table could not be read.
    """
    count = len(_claims_of(package, article_id))
    if count > MOST_CLAIMS:
        raise TooManyClaimsError(_way_out(package, count, article_id))


def _claims_of(package: Package, article_id: str | None) -> list[Record]:
    """The claims of one article or of all."""
    passages = package.table("passages")
    article_of = dict(zip(passages.cells("passage_id"), passages.cells("article_id"), strict=True))
    return [
        claim
        for claim in package.table("claims")
        if claim.key and article_id in (None, article_of.get(claim["passage_id"], ""))
    ]


def _way_out(package: Package, count: int, article_id: str | None) -> str:
    what = f"the page would have {count:,} claims, and one of more than {MOST_CLAIMS:,} opens slowly"
    if article_id is None and len(package.table("articles")) > 1:
        return f"{what}: make one for each article with --only ARTICLE_ID"
    return f"{what}: keep a part of the claims in a package of its own, or read claimpack verdicts --format csv"


def _article(
    package: Package, views: Views, article: Record, claims_on: Mapping[str, Sequence[str]] | None
) -> ArticleView:
    return ArticleView(
        article_id=article.key,
        title=article["title"],
        publisher=article["publisher"],
        author=article["author"],
        reviewer=article["reviewer"],
        published_on=article["published_on"],
        url=article["url"] if article["url"].startswith(("https://", "http://")) else "",
        interest=article["competing_interest"],
        problems=views.problems_of(("articles", article.key)),
        text=None if claims_on is None else marked_text(package, article.key, claims_on),
    )


def _sources(
    views: Views, estimates: Iterable[Record], package: Package, claims: Iterable[ClaimView], *, whole: bool
) -> list[SourceSection]:
    """Each source; on the page of one article, only those that its claims cite and those that supersede these."""
    results = _by("source_id", estimates)
    citing: dict[str, list[ClaimView]] = {}
    for claim in claims:
        for source in claim.sources:
            citing.setdefault(source.source_id, []).append(claim)
    names = [source.key for source in package.table("sources") if source.key]
    if not whole:
        newer = {name for each in citing for name in views.sources[each].superseded_by}
        names = [name for name in names if name in citing or name in newer]
    sections = []
    for name in sorted(names, key=lambda name: (-len(citing.get(name, ())), natural_order(name))):
        own = results.get(name, [])
        problems = views.problems_of(("sources", name), *(("estimates", each["estimate_id"]) for each in own))
        sections.append(SourceSection(views.sources[name], views.without_claim(own), problems, citing.get(name, [])))
    return sections


def _by(column: str, estimates: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for estimate in estimates:
        found.setdefault(estimate[column], []).append(estimate)
    return found


def _outcomes(
    package: Package, views: Views, estimates: Iterable[Record], claims: Iterable[ClaimView]
) -> list[OutcomeSection]:
    results = _by("outcome", estimates)
    about: dict[str, list[ClaimView]] = {}
    for claim in claims:
        if claim.outcome_id:
            about.setdefault(claim.outcome_id, []).append(claim)
    concepts = package.table("concepts")
    definitions = dict(zip(concepts.cells("concept_id"), concepts.cells("definition"), strict=True))
    return [
        OutcomeSection(
            name, here[0].outcome, definitions.get(name, ""), here, views.without_claim(results.get(name, []))
        )
        for name, here in sorted(about.items(), key=lambda each: each[1][0].outcome.casefold())
    ]


def _unchecked(report: Report, words: PlainWords, language: Language) -> list[Unchecked]:
    """What was not checked, and why; the rules that did not run come first."""
    headings = language.part("rule")

    def said(reason: str) -> str:
        """A reason without the option to add: a reader of the page has no command line."""
        without_command = reason.partition(": add --")[0]
        return words.of(without_command) if language.is_english else language.say("page.reason_elsewhere")

    reasons = [(False, each.reason, each.rule) for each in report.idle]
    reasons += [(True, each.reason, each.rule) for each in report.in_part]
    reasons += [(True, sentence, each.rule) for each in report.rules for sentence in each.coverage]
    found: dict[tuple[bool, str], list[str]] = {}
    for in_part, reason, rule in reasons:
        found.setdefault((in_part, said(reason or "")), []).append(headings[rule])
    return [Unchecked(reason, looked_for, in_part) for (in_part, reason), looked_for in found.items()]


def _errors(report: Report, language: Language) -> list[str]:
    """The first few errors that can't be accepted, each with the records that it is about."""
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
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    environment.filters["unbroken"] = unbroken
    environment.globals.update(
        place=place_on_page,
        t=language.say,
        word=language.word,
        number=language.number,
        language=language.code,
        direction=language.direction,
        is_english=language.is_english,
        labels=language.part("label"),
        meanings=language.part("meaning"),
        version=__version__,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        content_security_policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
    )
    return environment


def _hash(text: str) -> str:
    """How a content security policy names a style sheet or a script that the page contains."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


_UNBROKEN = re.compile(r"(?<![\d-])\d{4}-\d\d(?:-\d\d)?(?![\d-])|\bp (?:=|&lt;|&gt;|≤|≥) [\d.]*\d")


def unbroken(text: str) -> Markup:
    """Text in which no day and no p-value is broken over two lines, or reversed in a right-to-left language."""
    escaped = str(escape(shown(text)))
    return Markup(_UNBROKEN.sub(lambda found: f'<span class="nb" dir="ltr">{found[0]}</span>', escaped))  # noqa: S704


def template(name: str, language: Language) -> jinja2.Template:
    """A template, which escapes the values that are put into it, with the messages of a language."""
    return _environment(language).get_template(name)
