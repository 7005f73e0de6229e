"""Finds the rules: every module in a family's folder is a rule. There is no other list of them.

A rule's file is read for its manual and severity, and imported only when the rule runs, so that listing rules is fast.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimpack.rules.manual import Manual, read_manual
from claimpack.wording import joined, nearest, quoted

if TYPE_CHECKING:
    from claimpack.rules.finding import Observation

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The most severe first."""

FAMILIES = ("structure", "article", "numbers", "sources", "claims", "acknowledgements")
"""In the order in which their rules are listed and run."""

Check = Callable[[Any], Iterable["Observation"]]
"""Looks for problems in a ``Package``, or in the ``RunResults`` of the other rules if it is about acknowledgements."""

_SEVERITY = re.compile(r'^SEVERITY = "([a-z]+)"$', re.MULTILINE)


class Rule(NamedTuple):
    """A rule, as its file defines it."""

    name: str
    family: str
    severity: Severity
    docstring: str
    """The string literal at the start of its file, which is its manual page."""
    load: Callable[[], Check]
    """Imports the rule's ``check``."""

    @property
    def manual(self) -> Manual:
        """Its manual page."""
        return read_manual(ast.literal_eval(self.docstring))

    @property
    def needs_the_others(self) -> bool:
        """Whether it judges what the other rules found, not the package."""
        return self.family == "acknowledgements"

    @property
    def can_be_acknowledged(self) -> bool:
        """Whether people may accept its problems; a record that can't be read can't be accepted."""
        return self.family != "structure"


class UnknownRuleError(Exception):
    """A name that is neither a rule nor a family.

    Attributes:
        name: the name as given.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        """The unknown name, and a suggestion."""
        names = {name for rule in all_rules() for name in (rule.name, rule.family)}
        return joined(f"There is no rule or family {quoted(self.name)}.", nearest(self.name, sorted(names)))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by family and then by name."""
    return tuple(rule for family in FAMILIES for rule in _rules_of(family))


def _rules_of(family: str) -> Iterator[Rule]:
    folder = Path(__file__).parent / family
    for file in sorted(folder.glob("[!_]*.py")):
        text = file.read_text(encoding="utf-8")
        severity = _SEVERITY.search(text)
        if severity is None or severity[1] not in SEVERITIES:
            raise ValueError(f"{file} has no SEVERITY")
        docstring = '"""' + text.split('"""', 2)[1] + '"""'
        name = file.stem.replace("_", "-")
        load = partial(_import_check, f"claimpack.rules.{family}.{file.stem}")
        weight = SEVERITIES[SEVERITIES.index(severity[1])]
        yield Rule(name, family, weight, docstring, load)


def _import_check(module: str) -> Check:
    check: Check = importlib.import_module(module).check
    return check


def choose_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules in ``select`` (all if it is empty) without those in ``ignore``; a family means all of its rules.

    Raises:
        UnknownRuleError: if a name is neither a rule nor a family.
    """
    selected, ignored = _named(select), _named(ignore)
    return tuple(rule for rule in all_rules() if (rule in selected or not selected) and rule not in ignored)


def _named(names: Iterable[str]) -> list[Rule]:
    found = []
    for name in names:
        rules = [rule for rule in all_rules() if name in (rule.name, rule.family)]
        if not rules:
            raise UnknownRuleError(name)
        found += rules
    return found
