"""Evaluates the expressions of GitHub Actions, as far as our own workflows and actions use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?P<sign>&&|\|\||==|!=|!|\(|\)))"
)
_WORDS = {"true": True, "false": False, "null": None}


def interpolated(text: str, contexts: Mapping[str, Any]) -> str:
    """``text`` with each ``${{ ... }}`` in it replaced by its value.

    Raises:
        ValueError: if an expression uses what is not known here; it is never passed over.
    """
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: as_text(value(match[1], contexts)), text, flags=re.DOTALL)


def holds(condition: object, contexts: Mapping[str, Any], *, succeeded: bool) -> bool:
    """Whether a step with this ``if`` runs, given whether all steps before it succeeded."""
    text = as_text(condition).strip()
    text = text.removeprefix("${{").removesuffix("}}") if text.startswith("${{") else text
    functions = {
        "always": lambda: True,
        "cancelled": lambda: False,
        "success": lambda: succeeded,
        "failure": lambda: not succeeded,
    }
    names_a_status = re.search(r"\b(always|cancelled|success|failure)\(\)", text)
    return (succeeded or bool(names_a_status)) and is_true(value(text, contexts, functions))


def value(
    expression: str, contexts: Mapping[str, Any], functions: Mapping[str, Callable[[], Any]] | None = None
) -> Any:
    """The value of an expression: text, a whole number, a truth value or None."""
    tokens = _tokens(expression)
    result = _Parser(tokens, contexts, functions or {}).either()
    if tokens:
        raise ValueError(f"what is {tokens[0]!r} in {expression!r}?")
    return result


def is_true(result: Any) -> bool:
    """What counts as true: anything but false, 0, empty text and null."""
    return result not in (None, False, 0, "")


def as_text(result: Any) -> str:
    """How a value is written in text."""
    match result:
        case None:
            return ""
        case bool():
            return str(result).lower()
        case _:
            return str(result)


def is_equal(left: Any, right: Any) -> bool:
    """Equality as GitHub has it: capitals make no difference, and values of different kinds are compared as numbers."""
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if type(left) is type(right):
        return bool(left == right)
    return _number(left) == _number(right)


def _number(result: Any) -> float:
    if result is None or result == "":
        return 0
    try:
        return float(result)
    except ValueError:
        return float("nan")


def _tokens(expression: str) -> list[str]:
    tokens, at = [], 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        if match is None:
            raise ValueError(f"what is {expression[at:]!r}?")
        tokens.append(match[0].strip())
        at = match.end()
    return tokens


class _Parser:
    """Evaluates tokens from the left while it reads them; ``&&`` and ``||`` give one of their operands."""

    def __init__(
        self, tokens: list[str], contexts: Mapping[str, Any], functions: Mapping[str, Callable[[], Any]]
    ) -> None:
        self.tokens = tokens
        self.contexts = contexts
        self.functions = functions

    def either(self) -> Any:
        result = self.both()
        while self.takes("||"):
            other = self.both()
            result = result if is_true(result) else other
        return result

    def both(self) -> Any:
        result = self.equal()
        while self.takes("&&"):
            other = self.equal()
            result = other if is_true(result) else result
        return result

    def equal(self) -> Any:
        result = self.single()
        while self.tokens and self.tokens[0] in ("==", "!="):
            sign = self.tokens.pop(0)
            result = is_equal(result, self.single()) is (sign == "==")
        return result

    def single(self) -> Any:
        if not self.tokens:
            raise ValueError("an expression ends too early")
        part = self.tokens.pop(0)
        if part == "!":
            return not is_true(self.single())
        if part == "(":
            result = self.either()
            self.must_take(")")
            return result
        if part.startswith("'"):
            return part[1:-1].replace("''", "'")
        if part.isdecimal():
            return int(part)
        if part in _WORDS:
            return _WORDS[part]
        if self.takes("("):
            self.must_take(")")
            if part not in self.functions:
                raise ValueError(f"the function {part} is not known here")
            return self.functions[part]()
        return self.looked_up(part)

    def looked_up(self, name: str) -> Any:
        """A property of a context; GitHub gives null for one that is not there, and refuses an unknown context."""
        first, *rest = name.split(".")
        if first not in self.contexts:
            raise ValueError(f"the context {first} is not there")
        result: Any = self.contexts[first]
        for part in rest:
            result = result.get(part) if isinstance(result, Mapping) else None
        return result

    def takes(self, part: str) -> bool:
        if self.tokens[:1] != [part]:
            return False
        self.tokens.pop(0)
        return True

    def must_take(self, part: str) -> None:
        if not self.takes(part):
            raise ValueError(f"{part} is missing")
