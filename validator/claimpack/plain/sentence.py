"""A plain sentence: the id of its message and its values, from which it is said in any language."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from claimpack.plain.english import MESSAGES
from claimpack.wording import listed

Value = str | int | Sequence[str]
"""Text that stays as it is in every language, a whole number, or a list."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for readers, with no id of a record and no name of a column in it."""

    message_id: str
    """The rule or the verdict, and after a full stop the variant: ``absence-overstated.rise``."""
    data: Mapping[str, Value] = field(default_factory=dict)

    def said(self, messages: Mapping[str, str] = MESSAGES) -> str:
        """The sentence in a language, by its messages.

        Whole numbers get thousands separators, lists an "and". In other languages these are for who says it there.

        >>> Sentence("year-mismatch.source", {"source": "Roe 2020", "stated": "2019", "years": ["2020"]}).said()
        'The article dates Roe 2020 to 2019, but it appeared in 2020.'
        """
        return messages[self.message_id].format(**{name: _said(value) for name, value in self.data.items()})

    def as_json(self) -> dict[str, Any]:
        """As ``claim.schema.json`` has it, with the sentence in English."""
        data = {name: value if isinstance(value, str | int) else list(value) for name, value in self.data.items()}
        return {"text": self.said(), "message_id": self.message_id, "data": data}


def _said(value: Value) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else listed(value)


@cache
def values_in(message_id: str) -> tuple[str, ...]:
    """The names of the values that a message has.

    >>> values_in("retracted-source.retracted")
    ('source',)
    """
    found = (name for _, name, _, _ in string.Formatter().parse(MESSAGES[message_id]) if name)
    return tuple(dict.fromkeys(found))


def first_that_fits(message_ids: Sequence[str], facts: Mapping[str, Value]) -> Sentence:
    """The first of some messages all of whose values are known; the last is for when none is."""
    for message_id in message_ids:
        names = values_in(message_id)
        if all(facts.get(name) not in (None, "", [], ()) for name in names):
            return Sentence(message_id, {name: facts[name] for name in names})
    return Sentence(message_ids[-1])
