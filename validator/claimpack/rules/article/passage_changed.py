"""A passage is no longer in the article as it was recorded.

## What it checks

The text between `start` and `end` has the hash in `sha256`, begins with `opening_words` and ends with `closing_words`.
If the article has changed and the passage has only moved, article-changed reports it and this rule does not.

## Why it matters

A claim depends on its passage. If the passage says something else today, perhaps nobody makes the claim any more.

## Fails

```diff article
-Eye strain2
+Severe eye strain2
```

## Passes

```diff article
-Long-term data are scarce.
+Long-term data are scarce. Ask your clinic.
```

## How to fix

Read what is there now, correct the claims on it, and pin the passage again with `claimpack anchor`. Never type offsets
and hashes by hand.

## Source

W3C Web Annotation Data Model, section 4.2.5, Text Position Selector, https://www.w3.org/TR/annotation-model/.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from claimpack.package.article import begins_with, ends_with
from claimpack.package.package import Package
from claimpack.package.passages import FoundPassage
from claimpack.package.table import Record, Table
from claimpack.package.unavailable import Unavailable
from claimpack.rules.articletexts import GivenText, given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import counted, quoted

SEVERITY = "error"

_PIN = "Pin the passage again with claimpack anchor, which writes the"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the text of each passage of the articles whose text was given."""
    passages = package.table("passages")
    claims_on = _claims_by_passage(package)
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        yield Examined(len(given.passages))
        for found in given.passages:
            yield from _judge(passages, found, given, claims_on)


def _claims_by_passage(package: Package) -> Mapping[str, int]:
    try:
        return Counter(package.table("claims").cells("passage_id"))
    except Unavailable:
        return {}


def _judge(passages: Table, found: FoundPassage, given: GivenText, claims_on: Mapping[str, int]) -> Iterator[Finding]:
    passage = passages.record(found.record)
    span = f"{found.start}–{found.end}"
    judged = (passage["sha256"], given.article.text[found.start : found.end])
    if found.text is None:
        claims = sum(claims_on.get(subject, 0) for subject in passages.subjects(found.record))
        rests = "rests" if claims == 1 else "rest"
        message = f"the text at {span} is not the one recorded, and {counted(claims, 'claim')} {rests} on it"
        hint = "Have claimpack anchor propose passages for what is there now, move the claims, and delete this row."
        if not found.searched:
            hint = "Searching the whole text for it would take too long here: let claimpack anchor do it."
        yield Finding.on(passage, "sha256", message, hint, judged)
    elif found.moved_to is not None and given.unchanged:
        message = f"the recorded text is at {found.moved_to}, not at {span}"
        yield Finding.on(passage, "start", message, f"{_PIN} offsets.", judged)
    else:
        yield from _judge_words(passage, found.text)


def _judge_words(passage: Record, text: str) -> Iterator[Finding]:
    for column, stands, verb in (("opening_words", begins_with, "begin"), ("closing_words", ends_with, "end")):
        words = passage[column]
        if words and not stands(text, words):
            message = f"{column} is {quoted(words)}, but the passage does not {verb} with it"
            yield Finding.on(passage, column, message, f"{_PIN} words.", (words, text))
