"""What sources and concepts are called where readers see them: never by their ids."""

import re
from collections import Counter

from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.wording import printable

_INITIALS = re.compile(r"(?P<family>.+?) [^\W\d_]{1,4}")
_LONGEST_NAME = 60


def short_names(package: Package) -> dict[str, str]:
    """What each source is called: ``Miller et al. 2020``; an unidentified one by what the article cites it as: ``[2]``.

    Of several sources with one name each has a letter after it, in the order of the table: ``Miller et al. 2020 b``.
    """
    sources = package.table("sources")
    citations: dict[str, str] = {}
    for reference in package.table("references"):
        citations.setdefault(reference["source_id"], reference["citation"])
    names = {source.key: _short_name(source, citations.get(source.key, "")) for source in sources if source.key}
    counts, numbers = Counter(names.values()), Counter[str]()
    found = {}
    for key, name in names.items():
        numbers[name] += 1
        found[key] = name if counts[name] == 1 else f"{name} {_letter(numbers[name])}"
    return found


def _letter(number: int) -> str:
    """A letter for a number from 1, and the number itself where there is none.

    >>> _letter(2), _letter(27)
    ('b', '27')
    """
    return chr(ord("a") + number - 1) if number <= ord("z") - ord("a") + 1 else str(number)


def _short_name(source: Record, citation: str) -> str:
    if source["status"] == "unidentified":
        return f"[{printable(citation)}]" if citation else "[?]"
    year = source["issued_on"][:4]
    authors = [" ".join(name.split()) for name in re.split("[,;]", source["authors"]) if name.strip()]
    if not authors:
        name = source["title"][:_LONGEST_NAME].strip() or source["container_title"][:_LONGEST_NAME].strip() or "[?]"
        name = f"“{printable(name)}”" if source["title"] else name
    else:
        found = _INITIALS.fullmatch(authors[0])
        name = printable(found["family"] if found else authors[0])
        name = name[:_LONGEST_NAME] + (" et al." if len(authors) > 1 else "")
    return f"{name} {year}".strip()
