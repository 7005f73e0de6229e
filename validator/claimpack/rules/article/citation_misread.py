"""The citations recorded for a passage are not the ones in its text.

## What it checks

The citations in the passage's text are compared with `citations`.

- Always a citation: a number directly after the full stop of a sentence (`rare.1–4`), a DOI, a PMID, and author and
  year with "et al." or two named authors.
- A citation if the article's reference list has it: a number in square brackets, a superscript number, a number after
  another punctuation mark, a sign (`†`), and a single author with a year.
- Uncertain, so never reported, whether recorded or not: `CD34`, `week4`, `10⁶`, `(2)`, `Europe. 1 Fever`, and an
  identifier, which a page may hide in the address of a link.

Two forms of one citation, such as `Smith et al. (2020)` and `Smith 2020`, are the same. Entries of the article's own
reference list are not checked.

## Why it matters

If a citation is left out or misread, the claim is checked against too few papers or against the wrong one.

## Fails

```csv passages
passage_id,citations
P3,2
```

## Passes

```csv passages
passage_id,citations
P3,1
```

## How to fix

Record the citations as the article prints them. Write out a range: 1–4 becomes `1;2;3;4`.

## Source

Claimpack's own; what counts as a citation is listed above.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from claimpack.package.citationcells import citations_in
from claimpack.package.citationforms import citation_key, may_be_the_same, work_of
from claimpack.package.package import Package
from claimpack.package.passages import FoundPassage
from claimpack.package.referencelists import ReferenceLists, reference_lists
from claimpack.package.table import Table
from claimpack.rules.articletexts import given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out_if_any, refused_in

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Reads the marks in each passage of the articles whose text was given."""
    passages, references = package.table("passages"), package.table("references")
    lists = reference_lists(package)
    kinds = passages.cells("kind")
    refused = refused_in(passages, "citations")
    unclear = _articles_with_refused_citations(package, references)
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        article = given.article_id
        if article not in lists.rows:
            yield LeftOut(f"{article} has no reference list that tells citations from other numbers")
        yield from given.left_out_missing()
        if article in unclear:
            yield LeftOut(f"the reference list of {article} may have a number in an invalid cell")
        found = [each for each in given.passages if each.text is not None and kinds[each.record] != "reference"]
        readable = [passage for passage in found if passage.record not in refused]
        why = f"of {article} whose citations are invalid"
        yield from left_out_if_any(len(found) - len(readable), "passage", why)
        yield Examined(len(readable))
        for passage in readable:
            yield from _judge(passages, passage, article, lists)


def _articles_with_refused_citations(package: Package, references: Table) -> set[str]:
    """Articles whose reference list has an invalid citation; all articles where it is unclear whose list that is in."""
    if refused_in(references, "article_id"):
        return set(package.table("articles").cells("article_id"))
    articles = references.cells("article_id")
    return {articles[record] for record in refused_in(references, "citation")}


def _judge(passages: Table, found: FoundPassage, article: str, lists: ReferenceLists) -> Iterator[Finding]:
    from claimpack.package.citations import citation_marks, may_cite  # noqa: PLC0415 - only texts need it

    cell, text = passages.cells("citations")[found.record], found.text or ""
    recorded = citations_in(cell)
    marks = citation_marks(text, lists.listed(article))
    keys = _keys(recorded, article, lists)
    absent = [each for each in marks.certain if not _is_among(each, keys, recorded, article, lists)]
    read = (*marks.certain, *marks.possible)
    keys_read = _keys(read, article, lists)
    extra = [
        each for each in recorded if not (may_cite(text, each) or _is_among(each, keys_read, read, article, lists))
    ]
    if absent or extra:
        hint = "Record the citations as the article prints them."
        judged, data = (cell, _list(marks.certain)), {"absent": absent, "extra": extra}
        record = passages.record(found.record)
        yield Finding.on(record, "citations", _words(absent, extra), hint, judged, data=data)


def _keys(citations: Sequence[str], article: str, lists: ReferenceLists) -> set[str]:
    """Keys of citations, whatever their form, and of the sources that they name: by a number, or otherwise."""
    keys = set(map(citation_key, citations))
    for each in citations:
        source = lists.source_of(article, each)
        if source:
            keys.add(f"number of {source}" if each.isdecimal() else f"name of {source}")
    return keys


def _is_among(
    citation: str, keys: AbstractSet[str], citations: Iterable[str], article: str, lists: ReferenceLists
) -> bool:
    """Whether a citation is among others, in any form. Another number never matches, even of the same source."""
    key, source = citation_key(citation), lists.source_of(article, citation)
    if key in keys or (source and f"name of {source}" in keys):
        return True
    if key.isdecimal():
        return False
    work = work_of(citation)
    others = (work_of(other) for other in citations)
    return (bool(source) and f"number of {source}" in keys) or (
        work is not None and any(other is not None and may_be_the_same(work, other) for other in others)
    )


def _words(absent: Sequence[str], extra: Sequence[str]) -> str:
    parts = []
    if absent:
        parts.append(f"the text cites {_list(absent)}, which {_are(absent)} not recorded")
    if extra:
        parts.append(f"{_list(extra)} {_are(extra)} recorded, which the text does not cite")
    return "; ".join(parts)


def _list(citations: Iterable[str]) -> str:
    """The numbers in order, then the other citations as given."""
    every = list(citations)
    numbers = sorted((each for each in every if each.isdecimal()), key=int)
    others = [each for each in every if not each.isdecimal()]
    return ("; " if others else ", ").join([*numbers, *others])


def _are(citations: Sequence[str]) -> str:
    return "is" if len(citations) == 1 else "are"
