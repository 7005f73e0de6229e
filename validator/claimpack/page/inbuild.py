"""Makes the ``page.html`` of a build: without the articles' texts and without the day of the check."""

from collections.abc import Iterator

from claimpack.exports.packagerecords import Bundle
from claimpack.package.claimlink import PAGE

FILE = PAGE


def pieces(bundle: Bundle) -> Iterator[str]:
    """The page's text, bit by bit; with too many claims, only their tally and how to make smaller pages."""
    from claimpack.page.document import pieces_of_page  # noqa: PLC0415 - Jinja2 comes with it

    yield from pieces_of_page(
        bundle.package, bundle.report, bundle.caveats, without_too_many=True, language=bundle.language
    )
