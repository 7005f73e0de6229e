"""The page of a registry: its packages with their tallies, and their claims by outcome and by source."""

from collections.abc import Sequence

from markupsafe import Markup

from claimpack.exports.messages import english
from claimpack.page.document import BEGINNING, asset, policy, template
from claimpack.page.tally import bar
from claimpack.plain.language import Language
from claimpack.registryindex import RegistryIndex
from claimpack.version import __version__


def overview(
    index: RegistryIndex,
    ending: str,
    day: str = "",
    language: Language | None = None,
    not_checked: Sequence[tuple[str, str]] = (),
) -> str:
    """The page's text.

    Args:
        index: what the registry comes to.
        ending: what the place of a package ends with where its page is.
        day: the day of the check; the page names none if it is left out.
        language: what it is in; English if left out.
        not_checked: what of the registry was not checked, or not whole: what it is called, and why.
    """
    language = language or english()
    return BEGINNING + template("overview.html", language).render(
        content_security_policy=policy(),
        style=Markup(asset("page.css")),  # noqa: S704 - our own file
        version=__version__,
        index=index,
        between=[
            {
                # what they disagree on; blank where they have the same words
                "outcome": index.claims[each.claims[0]].outcome if each.rule == "contradicting-claims" else "",
                "claims": [index.claims[claim] for claim in each.claims],
            }
            for each in index.cross_package_problems
        ],
        title=index.title or language.say("registry.title"),
        ending=ending,
        pages={each.package: f"{each.place}{ending}" for each in index.packages},
        bar=bar(index.verdicts),
        bars={each.package: bar(each.verdicts) for each in index.packages},
        total=sum(index.verdicts.values()),
        labels=language.part("label"),
        meanings=language.part("meaning"),
        is_english=language.is_english,
        day=day,
        not_checked=not_checked,
    )
