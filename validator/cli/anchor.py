"""The command ``claimpack anchor``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.output import OutputError
from validator.wording import counted

if TYPE_CHECKING:
    from validator.curation.anchoring import Anchoring
    from validator.package.article import ArticleText
    from validator.package.package import Package


@click.command("anchor")
@click.argument("article_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("package", type=click.Path(path_type=Path), default=".")
@click.option(
    "--article-id", metavar="ID", help="The article's id in the package; needed where it holds more than one."
)
@click.option("--title", help="The title of an article that is new to the package; its first heading if left out.")
@click.option(
    "--language", default="en", show_default=True, help="The language of an article that is new to the package."
)
@click.option(
    "--trust-offsets",
    metavar="ID",
    multiple=True,
    help="A passage whose start and end you have set yourself, to merge or cut passages anew; its hash is written.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
def command(
    article_file: Path,
    package: Path,
    article_id: str | None,
    title: str | None,
    language: str,
    trust_offsets: tuple[str, ...],
    *,
    yes: bool,
) -> None:
    """Cut an article into passages and pin them by position and hash.

    ARTICLE_FILE is the article's plain text in UTF-8. Passages already recorded are found again by their hash, and keep
    their ids, claims and reasons; text that belongs to none is proposed as new passages. Nothing is written before you
    agree.

    \b
    Example:
      claimpack anchor article.txt my-claims --article-id A1
    """
    from validator.curation.anchoring import anchor  # noqa: PLC0415 - pandas comes with it
    from validator.curation.edit import UneditableError, refuse_bad_cells  # noqa: PLC0415
    from validator.package.load import NotAPackageError, load, read_article  # noqa: PLC0415
    from validator.package.tableschema import table_schema  # noqa: PLC0415
    from validator.package.unavailable import Unavailable  # noqa: PLC0415

    try:
        loaded = load(package, today=datetime.now().date())  # noqa: DTZ005 - the user's own day
        text = read_article(article_file)
        ids = [known for known in loaded.table("articles")["article_id"] if known]
        if article_id is None and len(ids) > 1:
            raise click.UsageError(
                f"The package holds {len(ids)} articles: say which with --article-id ({', '.join(ids[:10])})."
            )
        identifier = article_id or (ids[0] if ids else "A1")
        references = loaded.table("references")
        here = references["citation_number"][references["article_id"] == identifier]
        unknown = set(trust_offsets) - set(loaded.table("passages")["passage_id"])
        if unknown:
            raise click.UsageError(f"--trust-offsets names {', '.join(sorted(unknown))}, which is not in passages.")
        result = anchor(
            loaded.table("passages"),
            identifier,
            text,
            {int(number) for number in here if number},
            frozenset(trust_offsets),
        )
        click.echo(_describe(result, identifier, text))
        refuse_bad_cells(table_schema("articles"), {"article_id": identifier, "language": language})
        if not text.text:
            raise click.UsageError(f"{article_file} holds no text.")
        if yes or click.confirm("Write this to the package?"):
            _write(loaded, result, text, identifier, title or _first_heading(result, text), language)
            click.echo("Written. Now run claimpack validate with --article.")
        else:
            click.echo("Nothing was written.")
    except (NotAPackageError, UneditableError, Unavailable) as error:
        raise click.UsageError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or package} can't be read or written: {error.strerror}.") from None


def _describe(result: Anchoring, article_id: str, text: ArticleText) -> str:
    lines = [
        f"{article_id}: {len(text.text):,} characters, {counted(len(result.rows), 'passage')}: "
        f"{len(result.new)} new, {len(result.moved)} moved."
    ]
    fresh = set(result.new)
    for row in result.rows:
        if row["passage_id"] in fresh:
            shown = row["opening_words"] + (f" … {row['closing_words']}" if row["closing_words"] else "")
            cited = f"  cites {row['citation_numbers']}" if row["citation_numbers"] else ""
            lines.append(f"  {row['passage_id']}  {row['start']:>6}–{row['end']:<6} {row['kind']:9}  {shown}{cited}")
    if result.gone:
        lines.append(f"No longer in the text, and left as they are: {', '.join(result.gone)}.")
        lines.append("Move their claims to the passages that take their place, then delete them.")
    return "\n".join(lines)


def _first_heading(result: Anchoring, text: ArticleText) -> str:
    headings = [row for row in result.rows if row["kind"] == "heading"] or result.rows
    return text.text[int(headings[0]["start"]) : int(headings[0]["end"])][:200] if headings else "Untitled"


def _write(package: Package, result: Anchoring, text: ArticleText, article_id: str, title: str, language: str) -> None:
    from validator.curation.edit import save, with_rows  # noqa: PLC0415

    articles, passages = package.table("articles"), package.table("passages")
    pinned = {"article_id": article_id, "text_sha256": text.sha256, "text_length": str(len(text.text))}
    if article_id not in set(articles["article_id"]):
        pinned |= {"title": title, "language": language}
    save(package.root, {passages: with_rows(passages, result.rows), articles: with_rows(articles, [pinned])})
