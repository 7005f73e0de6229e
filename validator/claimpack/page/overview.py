"""The page of a registry: its packages with their tallies, and their claims by outcome and by source."""

from collections.abc import Sequence

from claimpack.exports.messages import english
from claimpack.page.document import BEGINNING, template
from claimpack.page.tally import bar
from claimpack.plain.language import Language
from claimpack.registryindex import RegistryIndex


def overview(
    index: RegistryIndex,
    ending: str,
    day: str = "",
    language: Language | None = None,
    not_checked: Sequence[tuple[str, str]] = (),
) -> str:
    """The page's text.

    Args:
        index: the packages of the registry, with their claims and verdicts.
        ending: what to add to the path of a package to get its page.
        day: the day of the check; the page names none if it is left out.
        language: the language of the page; English if left out.
        not_checked: what was not checked, or only in part: its name, and why.
    """
    language = language or english()
    return BEGINNING + template("overview.html", language).render(
        index=index,
        between=[
            {
                # what they disagree on; blank if they have the same words
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
        day=day,
        not_checked=not_checked,
    )
