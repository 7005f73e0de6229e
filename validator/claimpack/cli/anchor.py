"""The command ``claimpack anchor``."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from claimpack.cli import commonoptions, exits, registryoption
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import belongs_to, write_result
from claimpack.cli.shellcommand import to_run
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.wording import counted, listed, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from claimpack.curation.articles.anchoring import Anchoring
    from claimpack.curation.articles.citationreader import Doubtful
    from claimpack.package.article import ArticleText
    from claimpack.package.package import Package
    from claimpack.package.table import Table

_T = TypeVar("_T")


@click.command("anchor")
@click.argument("article_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("package", type=click.Path(path_type=Path), default=".")
@click.option(
    "--article-id",
    metavar="ID",
    type=commonoptions.TEXT,
    help="The article's id in the package; needed where it holds more than one.",
)
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The article as it was when its passages were last pinned; what has changed is then shown word by word.",
)
@click.option(
    "--title",
    type=commonoptions.TEXT,
    help="The title of an article that is new to the package; its first heading if left out.",
)
@click.option(
    "--language",
    type=commonoptions.TEXT,
    help="The language of an article that is new to the package; what the page says, or en, if left out.",
)
@click.option(
    "--save-text",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the text taken from a web page; beside the page, with .txt for an ending, if left out.",
)
@click.option(
    "--trust-offsets",
    metavar="ID",
    multiple=True,
    help="A passage whose start and end you have set yourself, to merge or cut passages again; its hash is written.",
)
@click.option(
    "--heading",
    metavar="ID",
    multiple=True,
    help="A passage that is a heading, and so carries no claim; may be given several times.",
)
@click.option(
    "--references",
    is_flag=True,
    help="Also write the sources and references that the article's own list of references and its citations come to.",
)
@click.option(
    "--remember",
    is_flag=True,
    help="Have the package say where the text lies, if that is in its folder; done anyway for a new article.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@registryoption.registry_or_nearest
def command(
    article_file: Path,
    package: Path,
    article_id: str | None,
    previous: Path | None,
    title: str | None,
    language: str | None,
    save_text: Path | None,
    trust_offsets: tuple[str, ...],
    heading: tuple[str, ...],
    registry: Path | None,
    *,
    references: bool,
    remember: bool,
    yes: bool,
) -> None:
    """Cut an article into passages and pin them by position and hash.

    ARTICLE_FILE is the article as plain text in UTF-8, or as a web page (HTML), whose text is then written beside it:
    that text is what claimpack validate wants. PACKAGE is a datapackage.json or the folder it is in; the current folder
    if left out.

    Passages already recorded are found again by their hash wherever they stand. One that was reworded keeps its id,
    claims and reasons where it is plain which it is, and is shown with the claims on it, to be read again. Text that
    belongs to none is proposed as new passages. What is gone is listed; its row is taken out if nothing refers to it.
    Nothing is written before you agree.

    What the page marks as a heading is one, and carries no claim. Everything else waits for its claims, or for a
    person's word that it carries none: name further headings with --heading, or when you are asked.

    The article's own list of references is found: its entries need no claim. With --references, or when you are asked,
    they are written as sources and references, with what can be read of them for certain; so are DOIs and PMIDs in the
    text and in the links of a page. What may be a citation or something else is asked.

    Where the text of a new article lies in the package's folder, datapackage.json says so from then on (articleTexts),
    and other commands read it from there. No build ships it.

    Exit code: 0 written, 1 not agreed to, 2 wrong use, 3 a file could not be read or written, or somebody else has
    changed it meanwhile.

    \b
    Examples:
      claimpack anchor article.txt my-claims
      claimpack anchor article.txt my-claims --heading P001 --heading P007
      claimpack anchor article.html my-claims --article-id A2 --title "Is light therapy safe?"
      claimpack anchor article-2027.txt my-claims --previous article-2026.txt
    """
    from claimpack.curation.articles.anchoring import NotClaimlessError, UntrustableError  # noqa: PLC0415
    from claimpack.package.files import UnusableFileError  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    named_ids = frozenset(trust_offsets), frozenset(heading), references, remember
    asked = _Asked(article_file, package, article_id, previous, title, language, save_text, *named_ids, registry)
    try:
        with while_writing(package, Unavailable, UntrustableError, NotClaimlessError):
            target, then = _anchor(asked, yes=yes)
    except UnusableFileError as error:
        raise click.UsageError(f"{asked.text_file} {error}.") from None
    told = f" The article's text is in {printable(str(target))}." if target != article_file else ""
    click.echo(f"Written.{told} Now run: {then}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked to do."""

    article_file: Path
    package: Path
    article_id: str | None
    previous: Path | None
    title: str | None
    language: str | None
    save_text: Path | None
    trusted: frozenset[str]
    headings: frozenset[str]
    references: bool
    remember: bool
    registry: Path | None

    @property
    def text_file(self) -> Path:
        """Where the text of a web page goes."""
        return self.save_text or self.article_file.with_suffix(".txt")


def _anchor(asked: _Asked, *, yes: bool) -> tuple[Path, str]:
    """Shows what would be written and writes it, if that is agreed to.

    Returns:
        the file of the article's text, and the command that checks the package with it.
    """
    from claimpack.cli.anchorpreview import Standing, describe, describe_encoding, describe_page  # noqa: PLC0415
    from claimpack.curation.articles import anchoredtables  # noqa: PLC0415
    from claimpack.curation.articles.anchoring import anchor, with_citations, with_headings  # noqa: PLC0415
    from claimpack.curation.articles.articlefile import read_article_file  # noqa: PLC0415
    from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
    from claimpack.package.referencelists import reference_lists  # noqa: PLC0415

    today = datetime.now().date()  # noqa: DTZ005 - the user's own day
    package = registryoption.open_to_change(asked.package, (), today, asked.registry)
    refuse_outside(package, "articles", "passages")
    article = read_article_file(asked.article_file)
    text, page = article.article, article.page
    if not text.text:
        raise click.UsageError(f"{asked.article_file} holds no text.")
    if asked.save_text is not None and page is None:
        raise click.UsageError("--save-text is for a web page; this is plain text already.")
    if page is not None:
        _refuse_text_file(asked, package)
    held = anchoredtables.content_of(asked.text_file) if page else None
    article_id = asked.article_id or _only_article(package)
    previous = read_article_file(asked.previous).article if asked.previous else None
    if previous is not None:
        _refuse_another_text(previous, package.table("articles"), article_id)
    _refuse_unknown(asked.trusted, package.table("passages"), article_id)
    language = _language(asked.language, package, article_id, page.language if page else "")
    standing = Standing(anchoredtables.claims_on_passages(package), anchoredtables.acknowledgements_of(package))
    result = anchor(
        package.table("passages"),
        article_id,
        text,
        reference_lists(package).listed(article_id),
        asked.trusted,
        previous=previous,
        kinds=page.kinds if page else None,
        needed=standing.passages(),
        language=language,
        links=page.links if page else (),
        raised=page.raised if page else frozenset(),
    )
    result = with_headings(result, asked.headings, standing.claims)
    tables = anchoredtables.new_tables(package, result, text, article_id, asked.title, language)  # which may refuse it
    lines = list(describe_encoding(article.told_otherwise, str(asked.article_file), article.strays))
    lines += describe_page(page, str(asked.article_file), str(asked.text_file)) if page else []
    levels = page.levels if page else {}
    lines += describe(result, article_id, text.text, standing, levels=levels, is_compared=previous is not None)
    write_result("\n".join(lines) + "\n", None)
    _refuse_all_new(result, article_id, yes=yes)
    if page and not asked.save_text and held not in (None, anchoredtables.as_file(text)):
        raise click.UsageError(
            f"{asked.text_file} is there and holds another text. Nothing was written: say"
            f" --save-text {asked.text_file} to replace it, or name another file."
        )
    if yes:
        _tell_short(result, text.text)
        _tell_doubtful(result, asked.package)
    else:
        result = with_headings(result, _asked_headings(result, text.text), standing.claims)
        result = with_citations(result, _asked_citations(result))
        tables = anchoredtables.new_tables(package, result, text, article_id, asked.title, language)
    tables |= _references(package, result, article_id, is_wanted=asked.references, yes=yes)
    if not yes:
        _agree()
    if page and anchoredtables.content_of(asked.text_file) != held:
        raise ChangedMeanwhileError(f"{asked.text_file} was changed by somebody else in the meantime: try again")
    return _written(asked, package, article_id, tables, anchoredtables.as_file(text) if page else None)


def _written(
    asked: _Asked, package: Package, article_id: str, tables: dict[str, bytes], text: bytes | None
) -> tuple[Path, str]:
    """Writes the tables, the text that was taken from a page, and where the text of an article lies that is new."""
    from claimpack.curation.articles.remembertext import remembering  # noqa: PLC0415
    from claimpack.package.load import load  # noqa: PLC0415

    target = asked.article_file if text is None else asked.text_file
    beside = {} if text is None else {target: text}
    is_new = article_id not in package.table("articles").written("article_id")
    descriptor = remembering(package, {article_id: target}) if is_new or asked.remember else None
    if descriptor is not None:
        beside[package.root / package.descriptor.path] = descriptor
    replace_tables(package, tables, beside)
    is_remembered = _is_remembered(load(asked.package, today=package.today), article_id, target)
    article = () if is_remembered else ("--article", target)
    return target, registryoption.check_command(asked.package, package, *article)


def _is_remembered(package: Package, article_id: str, target: Path) -> bool:
    """Whether the package says where the text is, so that it need not be named."""
    paths = [package.root / file.path for file in package.text_files if file.resource == article_id]
    return [os.path.realpath(path) for path in paths] == [os.path.realpath(target)]


def _refuse_text_file(asked: _Asked, package: Package) -> None:
    """Refuses a place for the article's text where something else stands, or where no text of an article belongs."""
    file = asked.text_file
    if belongs_to(file, package, asked.article_file, asked.previous):
        what = "is a file of the package, the page itself or the article as it was"
        raise click.UsageError(f"{file} {what}: name another for the text with --save-text.")
    if not file.parent.is_dir():
        raise click.UsageError(f"The folder {file.parent} is not there: make it first.")
    folder = Path(os.path.realpath(file)).parent
    tables = {(package.root / each.path).parent.resolve() for each in package.all_table_files if each.state == "read"}
    if folder in tables and (folder != package.root.resolve() or file.suffix.casefold() != ".txt"):
        what = "would be among the package's tables, where no sentence of the article belongs"
        raise click.UsageError(f"{file} {what}: name another place for the text with --save-text.")


def _only_article(package: Package) -> str:
    ids = [known for known in package.table("articles").cells("article_id") if known]
    if len(ids) > 1:
        raise click.UsageError(
            f"The package holds {len(ids)} articles: say which with --article-id ({', '.join(ids[:10])})."
        )
    return ids[0] if ids else "A1"


def _refuse_another_text(text: ArticleText, articles: Table, article_id: str) -> None:
    recorded = dict(zip(articles.cells("article_id"), articles.cells("text_sha256"), strict=True)).get(article_id)
    if recorded is None:
        raise click.UsageError(f"--previous is for an article that has changed; {article_id} is new to the package.")
    if recorded and recorded != text.sha256:
        raise click.UsageError(
            f"{text.file} is not the text that the passages of {article_id} were pinned to: its hash is another."
            " Give that text, or leave --previous out."
        )


def _refuse_unknown(trusted: Collection[str], passages: Table, article_id: str) -> None:
    unknown = set(trusted) - {passage["passage_id"] for passage in passages if passage["article_id"] == article_id}
    if unknown:
        raise click.UsageError(
            f"--trust-offsets names {listed(sorted(unknown))}: no passage of {article_id} has that id."
        )


def _language(given: str | None, package: Package, article_id: str, page: str) -> str:
    """The language of an article: the one given, or recorded, or that its page names."""
    articles = package.table("articles")
    recorded = dict(zip(articles.cells("article_id"), articles.cells("language"), strict=True)).get(article_id)
    return given or recorded or _language_of(page, articles)


def _language_of(named: str, articles: Table) -> str:
    """The language that a page names, if it may be recorded."""
    from claimpack.package.cells import refusals  # noqa: PLC0415 - what it checks with is heavy

    return named if named and not refusals(articles.schema, "language", [named]) else "en"


def _refuse_all_new(result: Anchoring, article_id: str, *, yes: bool) -> None:
    """Refuses a text in which none of the recorded passages stand: it may be another article's."""
    if not result.gone or len(result.new) < len(result.rows):
        return
    doubt = f"None of the passages recorded for {printable(article_id)} are in this text: is it the right file?"
    if yes:
        advice = "If it is, leave out --yes and agree; another article has an --article-id of its own."
        raise click.UsageError(f"{doubt} Nothing was written. {advice}")
    click.echo(doubt)


def _tell_short(result: Anchoring, text: str) -> None:
    """Tells which of the new short lines a person may call headings."""
    from claimpack.cli.anchorpreview import describe_short  # noqa: PLC0415
    from claimpack.curation.articles.anchoring import may_be_headings  # noqa: PLC0415

    short = may_be_headings(result, text)
    if short:
        click.echo(describe_short(short))


def _asked_headings(result: Anchoring, text: str) -> set[str]:
    """The ids of the short lines that a person says are headings.

    Raises:
        SystemExit: with 1, if nobody is there to answer.
        click.Abort: on Ctrl-C, and on Ctrl-D at a terminal.
    """
    from claimpack.curation.articles.anchoring import may_be_headings  # noqa: PLC0415

    short = may_be_headings(result, text)
    if not short:
        return set()
    spans = {row["passage_id"]: (int(row["start"]), int(row["end"])) for row in result.rows}
    click.echo("Short lines without a full stop:")
    for passage_id in short:
        start, end = spans[passage_id]
        click.echo(f"  {passage_id}  {printable(text[start:end])}")

    def chosen(answer: str) -> set[str]:
        ids = set(answer.replace(",", " ").split())
        if ids == {"all"}:
            return set(short)
        unknown = sorted(ids - set(short))
        if unknown:
            raise click.UsageError(f"{listed(unknown)}: not one of these lines.")
        return ids

    question = "Which of them are headings? Ids with blanks between, all, or Enter for none"
    return _answer(lambda: click.prompt(question, default="", show_default=False, value_proc=chosen))


def _tell_doubtful(result: Anchoring, package: Path) -> None:
    """Tells how many marks may be citations."""
    if result.doubtful:
        one = result.doubtful[0]
        where: list[str | Path] = [] if package == Path() else ["--package", package]
        example = to_run("edit", one.passage_id, "--citations", LIST_DELIMITER.join(one.citations), *where)
        click.echo(
            f"{counted(len(result.doubtful), 'mark')} may be a citation or something else: leave out --yes to be asked,"
            f" or record what is one, as with: {example}"
        )


def _asked_citations(result: Anchoring) -> list[Doubtful]:
    """What a person says are citations, of that which may be one.

    Raises:
        SystemExit: with 1, if nobody is there to answer.
        click.Abort: on Ctrl-C, and on Ctrl-D at a terminal.
    """
    from claimpack.cli.anchorpreview import describe_doubtful  # noqa: PLC0415

    doubtful = result.doubtful
    if not doubtful:
        return []
    click.echo("Citations, or something else:")
    write_result("\n".join(describe_doubtful(doubtful)) + "\n", None)

    def chosen(answer: str) -> list[Doubtful]:
        words = answer.replace(",", " ").split()
        if words == ["all"]:
            return list(doubtful)
        spans = [re.fullmatch(r"(\d{1,9})(?:[-–](\d{1,9}))?", word) for word in words]
        wrong = [word for word, span in zip(words, spans, strict=True) if span is None]
        numbers = {n for span in spans if span for n in range(int(span[1]), min(int(span[2] or span[1]), 10**6) + 1)}
        wrong += [str(number) for number in sorted(numbers) if not 0 < number <= len(doubtful)][:3]
        if wrong:
            raise click.UsageError(f"{listed(wrong)}: not one of these lines.")
        return [each for number, each in enumerate(doubtful, 1) if number in numbers]

    question = "Which of them are citations? Numbers of the lines, such as 1 3-5, all, or Enter for none"
    return _answer(lambda: click.prompt(question, default="", show_default=False, value_proc=chosen))


def _references(
    package: Package, result: Anchoring, article_id: str, *, is_wanted: bool, yes: bool
) -> dict[str, bytes]:
    """The files of sources and references, where the article's own list holds new ones and a person wants them."""
    from claimpack.cli.anchorpreview import describe_references  # noqa: PLC0415
    from claimpack.curation.articles import anchoredtables  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    try:
        proposed = anchoredtables.proposed_references(package, result, article_id)
    except Unavailable:
        if is_wanted:
            raise
        return {}
    if not (proposed.sources or proposed.references or proposed.uncertain):
        return {}
    write_result("\n".join(describe_references(proposed, result.own)) + "\n", None)
    if not proposed.sources and not proposed.references:
        return {}
    if yes and not is_wanted:
        click.echo("They are not written: add --references for that.")
    elif not is_wanted:
        is_wanted = _answer(lambda: click.confirm("Write these sources and references, too?"))
    if not is_wanted:
        return {}
    refuse_outside(package, "sources", "references")
    return anchoredtables.reference_tables(package, proposed)


def _answer(ask: Callable[[], _T]) -> _T:
    try:
        return ask()
    except (click.Abort, RuntimeError):  # the latter where standard input is closed
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        click.echo("\nNothing was written: nobody was there to answer. Add --yes to write.")
        raise SystemExit(exits.PROBLEMS) from None


def _agree() -> None:
    """Asks whether to write it.

    Raises:
        SystemExit: with 1, if it is not, or nobody is there to answer.
        click.Abort: on Ctrl-C, and on Ctrl-D at a terminal.
    """
    agreed = _answer(lambda: click.confirm("Write this to the package?"))
    if not agreed:
        click.echo("Nothing was written.")
        raise SystemExit(exits.PROBLEMS)
