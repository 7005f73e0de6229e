"""The page of a registry: its packages with their tallies, and their claims by outcome and by source."""

from __future__ import annotations

from markupsafe import Markup

from claimpack.exports.messages import english
from claimpack.page.document import BEGINNING, asset, policy, template
from claimpack.page.tally import bar
from claimpack.registryindex import RegistryIndex
from claimpack.verdicts import MEANINGS
from claimpack.version import __version__


def overview(index: RegistryIndex, ending: str, day: str = "") -> str:
    """The page's text.

    Args:
        index: what the registry comes to.
        ending: what the place of a package ends with where its page is.
        day: the day of the check; the page names none if it is left out.
    """
    return BEGINNING + template("overview.html", english()).render(
        content_security_policy=policy(),
        style=Markup(asset("page.css")),  # noqa: S704 - our own file
        version=__version__,
        index=index,
        title=index.title or "Claims of several packages",
        ending=ending,
        pages={each.package: f"{each.place}{ending}" for each in index.packages},
        bar=bar(index.verdicts),
        bars={each.package: bar(each.verdicts) for each in index.packages},
        total=sum(index.verdicts.values()),
        labels=english().part("label"),
        meanings=MEANINGS,
        day=day,
    )
