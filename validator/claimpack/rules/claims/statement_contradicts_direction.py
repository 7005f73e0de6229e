"""A claim's statement plainly says something different from its direction.

## What it checks

Statements in English that state an effect in plain words are compared with `effect_direction`:

| the statement says | which does not fit |
|---|---|
| does not raise, lower or affect; no difference, no effect; not associated, not linked | increased, decreased |
| raises the risk of, increases the number of | no_difference, no_increase, not_observed |
| the same, or raises, followed by the whole label of the claim's outcome | decreased |
| lowers the risk of, reduces the number of | no_difference, no_decrease |
| the same, or lowers, followed by the whole label of the claim's outcome | increased |

A statement with words that may reverse its meaning is left out: "but", "than", "only", "stopping" and the like; a
second word for an effect or a cause beside a denial; and "no" or "without" beside a word that raises or lowers.

## Why it matters

Every verdict depends on the direction that somebody chose, often with a single key. If it is wrong, evidence that
agrees with the claim is taken to contradict it.

## Fails

```csv claims
claim_id,statement
C1,Bright light raises the risk of a headache.
```

## Passes

```csv claims
claim_id,statement
C1,Bright light does not raise the risk of a headache.
```

## How to fix

Read both again and correct the one that is wrong. If the words mean something else, acknowledge the note.

## Source

Claimpack's own. It was tried on the 3,630 passages of Evidence Inference (https://evidence-inference.ebm-nlp.com) that
have up to 250 characters and a direction judged by readers. It reports none of them. With each direction replaced by
its opposite, or by none, it reports 287.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import quoted

SEVERITY = "note"

_AGAINST = {
    "denied": ("increased", "decreased"),
    "raised": ("no_difference", "no_increase", "not_observed"),
    "lowered": ("no_difference", "no_decrease"),
    "raised_it": ("decreased",),
    "lowered_it": ("increased",),
}
_DIRECTIONS = frozenset(direction for those in _AGAINST.values() for direction in those)

_DENIED = re.compile(
    r"\b(?:(?:do|does|did) not|(?:do|does|did)n't) (?:\w+ly )?"
    r"(?:affect|alter|change|raise|increase|elevate|lower|reduce|decrease|cut|diminish)\b"
    r"|\bno (?:significant |clear |close )?(?:difference|increase|rise|decrease|fall|change|effect|link|association)\b"
    r"|\bnot (?:\w+ly )?(?:associated|linked|related|different|differ)\b"
)
_NOT = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|cannot|nothing|hardly|unlikely|fail\w*|lack\w*|absen\w+|similar\w*"
    r"|unchanged|same|equal\w*|comparable|identical|as \w+ as|whether|if|unclear|un(?:certain|known)|non\w*)\b|n't\b"
)
_TURNS_ROUND = re.compile(
    r"\b(?:but|while|whereas|although|though|however|except|only|unless|until|than|other|apart|beyond|more|who|like|both"
    r"|as (?:do|does|did)|avoid\w*|stop\w*|quit\w*|discontinu\w*)\b|;"
)
_EFFECT = re.compile(
    r"\b(?:rais|increas|elevat|lower|reduc|decreas|doubl|halv|higher|fewer|less|great|improv|declin|fell|rose|rise|worse"
    r"|caus|induc|trigger|bring|brought|lead|led\b|prevent|protect|associat|link|related to)"
)
_RAISE, _LOWER = ("raises", "increases", "doubles", "triples"), ("lowers", "reduces", "decreases", "halves", "cuts")
_RAISES, _LOWERS = (rf"\b(?:{'|'.join(verbs)})" for verbs in (_RAISE, _LOWER))
_RISK_OF = r" (?:the |a |its |their )?(?:risk|rate|odds|chance|likelihood|incidence|frequency|number)s? of\b"
_RAISED, _LOWERED = re.compile(_RAISES + _RISK_OF), re.compile(_LOWERS + _RISK_OF)
_LITTLE = r"(?:poor|low|bad|impaired|disturbed|lost|missed|anti|in|of)"
_ENDS = r"(?=$|[.,:)]|\s(?:in|of|by|with|among|after|within|during|at|over|for|from|and|or|to|on|when|compared)\b)"
"""What may follow the label of an outcome without changing its meaning: less bone loss is more bone."""
_DENYING, _VERBS = (" no ", " not ", "n't "), (*_RAISE, *_LOWER)
"""A statement without any of these says nothing plain. Looking for them is quick."""
_TELLING = (*map(str.lstrip, _DENYING), *_VERBS)

_HINT = "Correct the one that is recorded wrongly; acknowledge it if the words mean something else."


def check(package: Package) -> Iterator[Observation]:
    """Holds the direction of each claim against the plain words of its statement."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims)
    examined = 0
    for claim in evidence.claims.where("effect_direction", _DIRECTIONS):
        statement = claim["statement"]
        text = " ".join(statement.lower().split())
        if not any(map(text.__contains__, _TELLING)):
            continue
        direction, outcome = claim["effect_direction"], claim["outcome"]
        said = _said(text, evidence.label_of(outcome).lower() if outcome else "")
        examined += bool(said)
        for what, words in said.items():
            if direction in _AGAINST[what]:
                yield Finding(
                    claim.place("effect_direction"),
                    f"effect_direction is {direction}, but the statement says {quoted(words)}",
                    _HINT,
                    (claim["claim_id"],),
                    (direction, statement),
                    data={"effect_direction": direction, "words": words},
                )
                break
    yield Examined(examined)


@lru_cache(maxsize=4096)
def _said(statement: str, outcome: str) -> dict[str, str]:
    """What a statement plainly says of an effect, with its words; nothing if other words may reverse the meaning."""
    if _TURNS_ROUND.search(statement):
        return {}
    denied = _DENIED.search(statement) if any(word in f" {statement}" for word in _DENYING) else None
    if denied:
        before, behind = statement[: denied.start()], statement[denied.end() :]
        return {} if _NOT.search(before) or _EFFECT.search(f"{before} {behind}") else {"denied": denied[0]}
    if not any(verb in statement for verb in _VERBS) or _NOT.search(statement):
        return {}
    of_it = {"raised_it": _of_outcome(_RAISES, outcome), "lowered_it": _of_outcome(_LOWERS, outcome)}
    found = {what: words.search(statement) for what, words in {"raised": _RAISED, "lowered": _LOWERED, **of_it}.items()}
    return {what: match[0] for what, match in found.items() if match}


@lru_cache(maxsize=4096)
def _of_outcome(verbs: str, outcome: str) -> re.Pattern[str]:
    """The verbs followed by the label of an outcome; matches nothing without a label."""
    label = r"\W+".join(map(re.escape, re.findall(r"\w+", outcome))) or "(?!)"
    return re.compile(rf"{verbs}(?:{_RISK_OF})? (?:the |an? )?(?:(?!{_LITTLE} )\w+ )?{label}{_ENDS}")
