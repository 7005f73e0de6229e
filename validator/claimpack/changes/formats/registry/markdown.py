"""The comparison of a registry for a pull request's comment: changed verdicts of all packages, then an overview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimpack.changes.formats.figures import verdict
from claimpack.changes.formats.registry.summary import closing, of_verdict
from claimpack.changes.registries import RegistryComparison
from claimpack.markdowntext import bulleted, plain

_LONGEST = 300
_MOST = 60
"""At most this many of each kind are shown: GitHub takes 65,536 characters in all."""


def render(comparison: RegistryComparison, *, in_full: bool = False) -> str:  # noqa: ARG001 - as the others are called
    """The comparison as Markdown; ``claimpack diff`` of one package shows all of it."""
    return "".join(_parts(comparison))


def _parts(comparison: RegistryComparison) -> Iterator[str]:
    yield f"### What changed in meaning\n\n{plain(closing(comparison))}\n"
    yield from _listed("Changed verdicts", (of_verdict(*each) for each in comparison.verdicts))
    packages = (f"{name}: {verdict(each)}" for name, each in comparison.changed.items())
    yield from _listed("Packages with changes", packages)
    yield from _listed("Not compared", comparison.problems)


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    told = list(items)
    if told:
        yield f"\n#### {heading}\n\n"
    yield from bulleted(told, _MOST, _LONGEST)
