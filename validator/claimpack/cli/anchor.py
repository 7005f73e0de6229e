"""The command ``claimpack anchor``."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from claimpack.cli import anchorpreview, commonoptions, exits, openpackage
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import belongs_to, write_result
from claimpack.cli.shellcommand import to_run
from claimpack.curation.articles import anchoredtables
from claimpack.curation.articles.anchoring import (
    Anchoring,
    UnfitPassageError,
    anchor,
    may_be_headings,
    with_citations,
    with_headings,
)
from claimpack.curation.articles.articlefile import ArticleFile, read_article_file
from claimpack.curation.articles.citationreader import Doubtful
from claimpack.curation.articles.remembertext import remembering
from claimpack.curation.tablefiles import ChangedMeanwhileError
from claimpack.package.cells import refusals
from claimpack.package.files import UnusableFileError
from claimpack.package.load import load
from claimpack.package.package import Package
from claimpack.package.referencelists import reference_lists
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.package.unavailable import Unavailable
from claimpack.wording import counted, listed, printable

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
@commonoptions.registry_or_nearest
def command(
    article_file: Path,
    package: Path,
    article_id: str | None,
    previous: Path | None,
    title: str | None,
    language: str | None,
    save_text: Path | None,
    trust_offsets: Sequence[str],
    heading: Sequence[str],
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
    asked = _Asked(
        article_file=article_file,
        package=package,
        article_id=article_id,
        previous=previous,
        title=title,
        language=language,
        save_text=save_text,
        trust_offsets=trust_offsets,
        heading=heading,
        registry=registry,
        references=references,
        remember=remember,
        yes=yes,
    )
    try:
        with while_writing(package, Unavailable, UnfitPassageError):
            target, then = _anchor(asked)
    except UnusableFileError as error:
        raise click.UsageError(f"{asked.text_file} {error}.") from None
    where = f" The article's text is in {printable(str(target))}." if target != article_file else ""
    click.echo(f"Written.{where} Now run: {then}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The arguments and options."""

    article_file: Path
    package: Path
    article_id: str | None
    previous: Path | None
    title: str | None
    language: str | None
    save_text: Path | None
    trust_offsets: Sequence[str]
    heading: Sequence[str]
    registry: Path | None
    references: bool
    remember: bool
    yes: bool

    @property
    def text_file(self) -> Path:
        """Where the text of a web page goes."""
        return self.save_text or self.article_file.with_suffix(".txt")


def _anchor(asked: _Asked) -> tuple[Path, str]:
    """Writes what is agreed to; gives the file of the article's text, and the command that checks the package."""
    package = openpackage.open_to_change(asked.package, (), commonoptions.current_day(), asked.registry)
    refuse_outside(package, "articles", "passages")
    file = read_article_file(asked.article_file)
    text, page = file.article, file.page
    if not text.text:
        raise click.UsageError(f"{asked.article_file} holds no text.")
    if asked.save_text is not None and page is None:
        raise click.UsageError("--save-text is for a web page; this is plain text already.")
    if page is not None:
        _refuse_text_file(asked, package)
    held = anchoredtables.content_of(asked.text_file) if page else None
    article_id = asked.article_id or _only_article(package)
    language = _language(asked.language, package.table("articles"), article_id, page.language if page else "")
    dependents = anchorpreview.Dependents(
        anchoredtables.claims_on_passages(package), anchoredtables.acknowledgements_of(package)
    )
    result = _anchored(asked, package, article_id, file, language, dependents.passages())
    result = with_headings(result, frozenset(asked.heading), dependents.claims)
    tables = anchoredtables.new_tables(package, result, text, article_id, asked.title, language)  # which may refuse it
    lines = list(anchorpreview.describe_encoding(file.named_encoding, str(asked.article_file), file.strays))
    lines += anchorpreview.describe_page(page, str(asked.article_file), str(asked.text_file)) if page else []
    levels, is_compared = page.levels if page else {}, asked.previous is not None
    lines += anchorpreview.describe(result, article_id, text.text, dependents, levels=levels, is_compared=is_compared)
    _show(lines)
    _refuse_all_new(result, article_id, yes=asked.yes)
    if page and not asked.save_text and held not in (None, anchoredtables.as_file(text)):
        raise click.UsageError(
            f"{asked.text_file} is there and holds another text. Nothing was written: say"
            f" --save-text {asked.text_file} to replace it, or name another file."
        )
    if asked.yes:
        _report_open_questions(result, text.text, asked.package)
    else:
        result = with_headings(result, _asked_headings(result, text.text), dependents.claims)
        result = with_citations(result, _asked_citations(result.doubtful))
        tables = anchoredtables.new_tables(package, result, text, article_id, asked.title, language)
    tables |= _references(asked, package, result, article_id)
    if not asked.yes and not _answer(lambda: click.confirm("Write this to the package?")):
        click.echo("Nothing was written.")
        raise SystemExit(exits.PROBLEMS)
    if page and anchoredtables.content_of(asked.text_file) != held:
        raise ChangedMeanwhileError(f"{asked.text_file} was changed by somebody else in the meantime: try again")
    return _write(asked, package, article_id, tables, anchoredtables.as_file(text) if page else None)


def _anchored(
    asked: _Asked, package: Package, article_id: str, file: ArticleFile, language: str, needed: set[str]
) -> Anchoring:
    passages, page = package.table("passages"), file.page
    previous = read_article_file(asked.previous).article if asked.previous else None
    if previous is not None:
        recorded = _of_article(package.table("articles"), article_id, "text_sha256")
        if recorded is None:
            raise click.UsageError(
                f"--previous is for an article that has changed; {article_id} is new to the package."
            )
        if recorded and recorded != previous.sha256:
            raise click.UsageError(
                f"{previous.file} is not the text that the passages of {article_id} were pinned to: its hash is"
                " another. Give that text, or leave --previous out."
            )
    own = {passage["passage_id"] for passage in passages if passage["article_id"] == article_id}
    unknown = set(asked.trust_offsets) - own
    if unknown:
        raise click.UsageError(
            f"--trust-offsets names {listed(sorted(unknown))}: no passage of {article_id} has that id."
        )
    return anchor(
        passages,
        article_id,
        file.article,
        reference_lists(package).listed(article_id),
        frozenset(asked.trust_offsets),
        previous=previous,
        kinds=page.kinds if page else None,
        needed=needed,
        language=language,
        links=page.links if page else (),
        raised=page.raised if page else frozenset(),
    )


def _of_article(articles: Table, article_id: str, column: str) -> str | None:
    return dict(zip(articles.cells("article_id"), articles.cells(column), strict=True)).get(article_id)


def _write(
    asked: _Asked, package: Package, article_id: str, tables: dict[str, bytes], text: bytes | None
) -> tuple[Path, str]:
    """Writes the tables, the text that was taken from a page, and where the text of a new article is."""
    target = asked.article_file if text is None else asked.text_file
    beside = {} if text is None else {target: text}
    is_new = article_id not in package.table("articles").written("article_id")
    descriptor = remembering(package, {article_id: target}) if is_new or asked.remember else None
    if descriptor is not None:
        beside[package.root / package.descriptor.path] = descriptor
    replace_tables(package, tables, beside)
    after = load(asked.package, today=package.today)
    remembered = [os.path.realpath(after.root / each.path) for each in after.text_files if each.resource == article_id]
    article = () if remembered == [os.path.realpath(target)] else ("--article", target)
    return target, openpackage.check_command(asked.package, package, *article)


def _refuse_text_file(asked: _Asked, package: Package) -> None:
    """Refuses a place for the article's text that holds something else, or where no text of an article belongs."""
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


def _language(given: str | None, articles: Table, article_id: str, page: str) -> str:
    """The language of an article: the one given, or recorded, or that its page names if it may be recorded."""
    is_usable = bool(page) and not refusals(articles.schema, "language", [page])
    return given or _of_article(articles, article_id, "language") or (page if is_usable else "en")


def _refuse_all_new(result: Anchoring, article_id: str, *, yes: bool) -> None:
    """Refuses a text in which none of the recorded passages are: it may be another article's."""
    if not result.gone or len(result.new) < len(result.rows):
        return
    doubt = f"None of the passages recorded for {printable(article_id)} are in this text: is it the right file?"
    if yes:
        advice = "If it is, leave out --yes and agree; another article has an --article-id of its own."
        raise click.UsageError(f"{doubt} Nothing was written. {advice}")
    click.echo(doubt)


def _report_open_questions(result: Anchoring, text: str, package: Path) -> None:
    """Says which short lines may be headings, and how many marks may be citations."""
    short = may_be_headings(result, text)
    if short:
        click.echo(anchorpreview.describe_short(short))
    if result.doubtful:
        one = result.doubtful[0]
        where: list[str | Path] = [] if package == Path() else ["--package", package]
        example = to_run("edit", one.passage_id, "--citations", LIST_DELIMITER.join(one.citations), *where)
        click.echo(
            f"{counted(len(result.doubtful), 'mark')} may be a citation or something else: leave out --yes to be asked,"
            f" or record what is one, as with: {example}"
        )


def _asked_headings(result: Anchoring, text: str) -> set[str]:
    """The ids of the short lines that a person says are headings."""
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


def _asked_citations(doubtful: Sequence[Doubtful]) -> Collection[Doubtful]:
    """What a person says are citations, of that which may be one."""
    if not doubtful:
        return []
    click.echo("Citations, or something else:")
    _show(anchorpreview.describe_doubtful(doubtful))

    def chosen(answer: str) -> Collection[Doubtful]:
        words = answer.replace(",", " ").split()
        if words == ["all"]:
            return doubtful
        spans = [re.fullmatch(r"(\d{1,9})(?:[-–](\d{1,9}))?", word) for word in words]
        wrong = [word for word, span in zip(words, spans, strict=True) if span is None]
        numbers = {n for span in spans if span for n in range(int(span[1]), min(int(span[2] or span[1]), 10**6) + 1)}
        wrong += [str(number) for number in sorted(numbers) if not 0 < number <= len(doubtful)][:3]
        if wrong:
            raise click.UsageError(f"{listed(wrong)}: not one of these lines.")
        return [each for number, each in enumerate(doubtful, 1) if number in numbers]

    question = "Which of them are citations? Numbers of the lines, such as 1 3-5, all, or Enter for none"
    return _answer(lambda: click.prompt(question, default="", show_default=False, value_proc=chosen))


def _references(asked: _Asked, package: Package, result: Anchoring, article_id: str) -> dict[str, bytes]:
    """The files of sources and references, where the article's own list holds new ones and a person wants them."""
    try:
        proposed = anchoredtables.proposed_references(package, result, article_id)
    except Unavailable:
        if asked.references:
            raise
        return {}
    if not (proposed.sources or proposed.references or proposed.uncertain):
        return {}
    _show(anchorpreview.describe_references(proposed, result.own))
    if not proposed.sources and not proposed.references:
        return {}
    if asked.yes and not asked.references:
        click.echo("They are not written: add --references for that.")
        return {}
    if not asked.references and not _answer(lambda: click.confirm("Write these sources and references, too?")):
        return {}
    refuse_outside(package, "sources", "references")
    return anchoredtables.reference_tables(package, proposed)


def _show(lines: Iterable[str]) -> None:
    write_result("".join(f"{line}\n" for line in lines), None)


def _answer(ask: Callable[[], _T]) -> _T:
    """What is answered."""
    try:
        return ask()
    except (click.Abort, RuntimeError):  # the latter where standard input is closed
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        click.echo("\nNothing was written: nobody was there to answer. Add --yes to write.")
        raise SystemExit(exits.PROBLEMS) from None
