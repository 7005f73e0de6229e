"""The command ``claimpack anchor``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from claimpack.cli import anchorpreview, commonoptions, exits, openpackage
from claimpack.cli.anchorquestions import answer, asked_citations, asked_headings
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import belongs_to, write_lines
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


@click.command("anchor")
@click.argument("article_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@commonoptions.package_path
@click.option(
    "--article-id",
    metavar="ID",
    type=commonoptions.TEXT,
    help="The article's id; needed if the package has several articles.",
)
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The article's text as it was when its passages were last pinned; changes are then shown word by word.",
)
@click.option("--title", type=commonoptions.TEXT, help="The title of a new article; its first heading if left out.")
@click.option(
    "--language",
    type=commonoptions.TEXT,
    help="The language of a new article; the language that the web page names, or en, if left out.",
)
@click.option(
    "--save-text",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the text of a web page; beside the page, with the ending .txt, if left out.",
)
@click.option(
    "--trust-offsets",
    metavar="ID",
    multiple=True,
    help="A passage whose start and end you have set yourself, to merge or divide passages: its hash is written. May "
    "be given more than once.",
)
@click.option(
    "--heading",
    metavar="ID",
    multiple=True,
    help="A passage that is a heading, and so carries no claim. May be given more than once.",
)
@click.option(
    "--references",
    is_flag=True,
    help="Also write the sources and references that the article's list of references and its citations give.",
)
@click.option(
    "--remember",
    is_flag=True,
    help="Record the path of the text in datapackage.json, if it is in the package's folder; always done for a new "
    "article.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@commonoptions.registry_or_nearest
def command(**given: Any) -> None:
    """Cut an article into passages and pin them by position and hash.

    ARTICLE_FILE is the article as plain text in UTF-8, or as a web page (HTML). The text of a web page is written to a
    file beside it; give that file to claimpack validate. PACKAGE is a datapackage.json or the folder it is in; the
    current folder if left out.

    Recorded passages are found by their hashes, wherever they are now. A reworded passage keeps its id, claims and
    reasons if it is clear which passage it was; it is shown with its claims, so that you read them again. The rest of
    the text is proposed as new passages. Passages that are gone are listed; the row of one is deleted if nothing refers
    to it. Nothing is written before you agree.

    Headings of the page carry no claim. Every other passage needs claims, or a person who says that it carries none.
    Name further headings with --heading, or when you are asked.

    Entries of the article's list of references need no claim. With --references, or if you agree when you are asked,
    they are written as sources and references, with the details that can be read with certainty. So are DOIs and PMIDs
    in the text and in the links of a page. You are asked about every mark that may or may not be a citation.

    If the text of a new article is in the package's folder, its path is recorded in datapackage.json (articleTexts),
    and other commands read it from there. No build includes it.

    Exit code: 0 written, 1 not agreed to, 2 wrong use, 3 a file could not be read or written, or somebody else changed
    it at the same time.

    \b
    Examples:
      claimpack anchor article.txt my-claims
      claimpack anchor article.txt my-claims --heading P001 --heading P007
      claimpack anchor article.html my-claims --article-id A2 --title "Is light therapy safe?"
      claimpack anchor article-2027.txt my-claims --previous article-2026.txt
    """
    asked = _Asked(**given)
    try:
        with while_writing(asked.package, UnfitPassageError):
            target, then = _anchor(asked)
    except UnusableFileError as error:
        raise click.UsageError(f"{asked.text_file} {error}.") from None
    where = f" The article's text is in {printable(str(target))}." if target != asked.article_file else ""
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
    package = openpackage.open_with_registry(asked.package, (), commonoptions.current_day(), asked.registry)
    refuse_outside(package, "articles", "passages")
    file = read_article_file(asked.article_file)
    text, page = file.article, file.page
    if not text.text:
        raise click.UsageError(f"{asked.article_file} has no text.")
    if asked.save_text is not None and page is None:
        raise click.UsageError("--save-text is for a web page; this is plain text.")
    if page is not None:
        _refuse_text_file(asked, package)
    text_before = anchoredtables.content_of(asked.text_file) if page else None
    article_id = asked.article_id or _only_article(package)
    language = _language(asked.language, package.table("articles"), article_id, page.language if page else "")
    dependents = anchorpreview.Dependents(
        anchoredtables.claims_on_passages(package), anchoredtables.acknowledgements_of(package)
    )
    result = _anchored(asked, package, article_id, file, language, dependents.passages())
    result = with_headings(result, frozenset(asked.heading), dependents.claims)
    tables = anchoredtables.new_tables(
        package, result, text, article_id, asked.title, language, page.address if page else ""
    )  # which may refuse
    lines = list(anchorpreview.describe_encoding(file.named_encoding, str(asked.article_file), file.strays))
    lines += [] if page else anchorpreview.describe_markdown(str(asked.article_file), text.text)
    lines += anchorpreview.describe_page(page, str(asked.article_file), str(asked.text_file)) if page else []
    levels, is_compared = page.levels if page else {}, asked.previous is not None
    lines += anchorpreview.describe(result, article_id, text.text, dependents, levels=levels, is_compared=is_compared)
    write_lines(lines)
    _refuse_all_new(result, article_id, yes=asked.yes)
    if page and not asked.save_text and text_before not in (None, anchoredtables.as_file(text)):
        raise click.UsageError(
            f"{asked.text_file} exists and has another text. Nothing was written: add"
            f" --save-text {asked.text_file} to replace it, or name another file."
        )
    if asked.yes:
        _report_open_questions(result, text.text, asked.package)
    else:
        result = with_headings(result, asked_headings(result, text.text), dependents.claims)
        result = with_citations(result, asked_citations(result.doubtful))
        tables = anchoredtables.new_tables(
            package, result, text, article_id, asked.title, language, page.address if page else ""
        )
    tables |= _references(asked, package, result, article_id)
    if not asked.yes and not answer(lambda: click.confirm("Write this to the package?")):
        click.echo("Nothing was written.")
        raise SystemExit(exits.PROBLEMS)
    if page and anchoredtables.content_of(asked.text_file) != text_before:
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
                f"{previous.file} is not the text that the passages of {article_id} were pinned to: its hash differs."
                " Give that text, or leave out --previous."
            )
    own = {passage["passage_id"] for passage in passages if passage["article_id"] == article_id}
    unknown = set(asked.trust_offsets) - own
    if unknown:
        raise click.UsageError(
            f"--trust-offsets names {listed(sorted(unknown))}: no passage of {article_id} has that id."
        )
    listed_there = reference_lists(package).listed(article_id)
    return anchor(
        passages,
        article_id,
        file,
        replace(listed_there, its_own={*listed_there.its_own, *(page.own_identifiers if page else ())}),
        frozenset(asked.trust_offsets),
        previous=previous,
        needed=needed,
        language=language,
    )


def _of_article(articles: Table, article_id: str, column: str) -> str | None:
    return dict(zip(articles.cells("article_id"), articles.cells(column), strict=True)).get(article_id)


def _write(
    asked: _Asked, package: Package, article_id: str, tables: dict[str, bytes], text: bytes | None
) -> tuple[Path, str]:
    """Writes the tables, the text of a web page, and, in the descriptor, the path of a new article's text."""
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
    """Refuses a path for the article's text that is another file, or in a folder where no text belongs."""
    file = asked.text_file
    if os.path.realpath(file) == os.path.realpath(asked.article_file):
        what = "is the page itself, which its text would replace"
        raise click.UsageError(f"{file} {what}: name another file for the text with --save-text.")
    if belongs_to(file, package, asked.article_file, asked.previous):
        what = "is a file of the package or the article as it was"
        raise click.UsageError(f"{file} {what}: name another for the text with --save-text.")
    if not file.parent.is_dir():
        raise click.UsageError(f"The folder {file.parent} does not exist: make it first.")
    folder = Path(os.path.realpath(file)).parent
    tables = {(package.root / each.path).parent.resolve() for each in package.all_table_files if each.state == "read"}
    if folder in tables and (folder != package.root.resolve() or file.suffix.casefold() != ".txt"):
        what = "would be among the package's tables, where the text of an article does not belong"
        raise click.UsageError(f"{file} {what}: name another place for the text with --save-text.")


def _only_article(package: Package) -> str:
    ids = [known for known in package.table("articles").cells("article_id") if known]
    if len(ids) > 1:
        raise click.UsageError(
            f"The package has {len(ids)} articles: name one with --article-id ({', '.join(ids[:10])})."
        )
    return ids[0] if ids else "A1"


def _language(given: str | None, articles: Table, article_id: str, page: str) -> str:
    """The language of an article: the one given, else the recorded one, else that of the page if it is valid."""
    is_usable = bool(page) and not refusals(articles.schema, "language", [page])
    return given or _of_article(articles, article_id, "language") or (page if is_usable else "en")


def _refuse_all_new(result: Anchoring, article_id: str, *, yes: bool) -> None:
    """Refuses a text in which no recorded passage is found: it may be that of another article."""
    if not result.gone or len(result.new) < len(result.rows):
        return
    doubt = f"No passage recorded for {printable(article_id)} is in this text: is it the right file?"
    if yes:
        advice = "If it is, leave out --yes and agree; for another article, give another --article-id."
        raise click.UsageError(f"{doubt} Nothing was written. {advice}")
    click.echo(doubt)


def _report_open_questions(result: Anchoring, text: str, package: Path) -> None:
    """Reports which short lines may be headings, and how many marks may be citations."""
    short = may_be_headings(result, text)
    if short:
        click.echo(anchorpreview.describe_short(short))
    if result.doubtful:
        one = result.doubtful[0]
        where: list[str | Path] = [] if package == Path() else ["--package", package]
        example = to_run("edit", one.passage_id, "--citations", LIST_DELIMITER.join(one.citations), *where)
        click.echo(
            f"{counted(len(result.doubtful), 'mark')} may or may not be a citation: leave out --yes to be asked,"
            f" or record the citations, for example: {example}"
        )


def _references(asked: _Asked, package: Package, result: Anchoring, article_id: str) -> dict[str, bytes]:
    """The files of sources and references, if the article's list has new ones and the person wants them."""
    try:
        proposed = anchoredtables.proposed_references(package, result, article_id)
    except Unavailable:
        if asked.references:
            raise
        return {}
    if not (proposed.sources or proposed.references or proposed.uncertain):
        return {}
    write_lines(anchorpreview.describe_references(proposed, result.own))
    if not proposed.sources and not proposed.references:
        return {}
    if asked.yes and not asked.references:
        click.echo("They are not written: add --references to write them.")
        return {}
    if not asked.references and not answer(lambda: click.confirm("Write these sources and references as well?")):
        return {}
    refuse_outside(package, "sources", "references")
    return anchoredtables.reference_tables(package, proposed)
