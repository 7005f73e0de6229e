"""Makes ``page.html``, which a build holds for people: without the articles' texts, and without the day."""

from collections.abc import Iterator

from claimpack.exports.packagerecords import Bundle
from claimpack.package.claimlink import PAGE

FILE = PAGE


def pieces(bundle: Bundle) -> Iterator[str]:
    """The page's text, bit by bit; of more claims than a page holds, the tally and how to make pages of parts."""
    from claimpack.page.document import pieces_of_page  # noqa: PLC0415 - Jinja2 comes with it

    yield from pieces_of_page(
        bundle.package, bundle.report, bundle.caveats, without_too_many=True, language=bundle.language
    )
