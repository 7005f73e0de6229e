"""Words for readers: of sources, concepts and columns, and of why something was not checked."""

import re

from claimpack.package.package import Package
from claimpack.package.tableschema import table_schema
from claimpack.plain.names import short_names
from claimpack.wording import within_sentence

_COLUMNS = {
    "effect_direction": "the claimed effect",
    "reported_direction": "what the source says in words",
    "source_ids": "the list of its sources",
    "stated_year": "the year that the article gives",
    "stated_value": "the number that the claim states",
    "population_size": "the number of people",
    "study_count": "the number of studies",
    "superseded_by": "its successor",
    "searched_until": "the end of its search",
    "retraction_status": "what is known of a retraction",
    "retraction_checked_on": "the day of the look-up for a retraction",
    "competing_interest": "the interest",
    "p_value": "the p-value",
    "ci_low": "the lower limit",
    "ci_high": "the upper limit",
}
"""What to call a column in a sentence, if its title is too short for that."""

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]")

_NAME_AND_YEAR = re.compile(r"[A-Za-z][A-Za-z_.-]+(19|20)[0-9]{2}[a-z]?")


class PlainWords:
    """Turns messages for curators into words for readers: sources by author and year, columns by their titles.

    It is for the reasons why a check was left out. Problems and verdicts have their own sentences
    (``claimpack.plain``).
    """

    def __init__(self, package: Package) -> None:
        self.sources = short_names(package)
        concepts = package.table("concepts")
        labels = zip(concepts.cells("concept_id"), concepts.cells("label"), strict=True)
        self.concepts = {name: label for name, label in labels if name and label}
        marked = {name: within_sentence(label) for name, label in self.concepts.items() if "_" in name}
        self._ids = {name: called for name, called in self.sources.items() if _NAME_AND_YEAR.fullmatch(name)}
        self._words = {**_of_schemas(), **_COLUMNS, **marked, **self.sources}

    def naming_sources(self, text: str) -> str:
        """A curator's text with the ids of sources replaced by their names, if an id can mean nothing else.

        ``roe-2021`` can't. ``S1`` can: it may be a table of a supplement.
        """
        return _TOKEN.sub(lambda found: self._ids.get(found[0], found[0]), text)

    def of(self, sentence: str) -> str:
        """The reason why something was not checked, as a sentence in plain words.

        Ids of concepts that are plain English, such as ``death``, are left as they are.
        """
        said = _TOKEN.sub(lambda found: self._words.get(found[0], found[0]), sentence).strip()
        return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '?', '!')) else '.'}" if said else ""


def _of_schemas() -> dict[str, str]:
    """The columns and words that have an underscore, in plain English."""
    found = {}
    for table in ("claims", "passages", "sources", "estimates", "concepts", "articles", "relations"):
        for name, field in table_schema(table).fields.items():
            for word in field.words:
                if "_" in word:
                    found[word] = f"“{word.replace('_', ' ')}”"
            if "_" in name:
                found[name] = within_sentence(field.title)
    return found


def shown(text: str) -> str:
    """Text for a page: invisible characters, which may reverse text, are spelt out; line ends are kept.

    >>> shown("safe\\u202eelbat")
    'safe⟨U+202E⟩elbat'
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in "\n\u200c\u200d"
        else " "
        if character.isspace()
        else f"⟨U+{ord(character):04X}⟩"
        for character in text
    )
