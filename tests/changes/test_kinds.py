"""Each kind of change: what has to be edited for it, and what is said of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.changes.versions import NOTHING, compared, csv, lines
from tests.edits import ROOT, Edit
from validator.changes.kinds import BY_NAME, KINDS, UnknownKindError, chosen
from validator.package.tableschema import TABLES
from validator.wording import quoted


@dataclass(frozen=True)
class Case:
    """Two edits of the example package, and every change between them."""

    expected: tuple[str, ...]
    new: Edit
    old: Edit


def case(*expected: str, old: Edit = NOTHING, new: Edit = NOTHING) -> Case:
    return Case(expected, new, old)


def cell(table: str, key: str, column: str, *rows: tuple[str, str]) -> Edit:
    """An edit of one column: pairs of a key and a cell."""
    return csv(table, f"{key},{column}", *(f'{name},"{value}"' for name, value in rows))


def claim(column: str, before: str, after: str) -> tuple[Edit, Edit]:
    return cell("claims", "claim_id", column, ("C2", before)), cell("claims", "claim_id", column, ("C2", after))


def of_claim(column: str, before: str, after: str, *expected: str) -> Case:
    """What is said where a cell of claim C2, which is as in the example otherwise, changes."""
    old, new = claim(column, before, after)
    return Case(expected, new, old)


def of(table: str, key: str, record: str, column: str, before: str, after: str, *expected: str) -> Case:
    return Case(expected, cell(table, key, column, (record, after)), cell(table, key, column, (record, before)))


DIRECTIONS = (
    *("increased", "decreased", "no_difference", "no_increase", "occurs"),
    *("not_observed", "favourable", "uncertain", "not_applicable"),
)
TURNED_INTO = {
    "increased": "= ! ! ! - ! F - -",
    "decreased": "! = ! - - + - - -",
    "no_difference": "! ! = - - + - - -",
    "no_increase": "! + + = - + - - -",
    "occurs": ". F F F = ! F - -",
    "not_observed": "! + - - ! = - - -",
    "favourable": ". + + + . + = - -",
    "uncertain": ". F F F . F F = -",
    "not_applicable": ". + + + . + + . =",
}
"""What each direction may turn into, in the order of ``DIRECTIONS``: by the signs of ``SIGNS``."""
SIGNS = {
    "!": ("direction-flipped", ": of the two only one can be so"),
    "F": ("direction-flipped", ": what was a warning or left open now reassures"),
    "+": ("direction-strengthened", ": it reassures more than before"),
    "-": ("direction-weakened", ": it says less than before"),
    ".": ("direction-changed", ""),
}
TURNS = [
    (before, after, *SIGNS[sign])
    for before, signs in TURNED_INTO.items()
    for after, sign in zip(DIRECTIONS, signs.split(), strict=True)
    if before != after
]

RETRACTIONS = [
    ("none_found", "retracted", "source-retracted"),
    ("none_found", "concern", "source-retracted"),
    ("concern", "retracted", "source-retracted"),
    ("not_checked", "retracted", "source-retracted"),
    ("", "concern", "source-retracted"),
    ("none_found", "corrected", "source-corrected"),
    ("not_checked", "corrected", "source-corrected"),
    ("retracted", "none_found", "retraction-withdrawn"),
    ("retracted", "concern", "retraction-withdrawn"),
    ("corrected", "none_found", "retraction-withdrawn"),
    ("retracted", "not_checked", "retraction-withdrawn"),
    ("concern", "", "retraction-withdrawn"),
    ("none_found", "not_checked", "retraction-check-dropped"),
    ("none_found", "", "retraction-check-dropped"),
    ("not_checked", "none_found", "source-changed"),
    ("", "not_checked", "source-changed"),
]

CLAIM = "claim_id,passage_id,claim_type,statement,outcome,effect_direction,population_basis,source_ids"
NEW_CLAIM = csv("claims", CLAIM, "C6,P6,adverse_event,Eyes may water.,eye_strain,occurs,not_reported,S2")
SAME_CLAIM = csv("claims", CLAIM, "C10,P6,adverse_event,Eyes may water.,eye_strain,occurs,not_reported,S2")
ACK = "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by"
ACCEPTED = csv("acknowledgements", ACK, "unused-source,S3,0123456789abcdef,Kept.,The editors,2026-01-01,2026-06-01")
SOURCE_ROW = "source_id,status,title|S3,identified,An invented paper"
SOURCE = csv("sources", *SOURCE_ROW.split("|"))
TREE = """concept_id,kind,label,broader
people,population,People,
adults,population,Adults,people
children,population,Children,
sham,intervention,Sham,
control,comparator,Control,
dim_light,comparator,Dim light,control
no_light,comparator,No light,
head,route,Head,
eyes,route,Eyes,head
skin,route,Skin,
"""


AMONG = ("glare,outcome,Glare,eye_strain", "blur,outcome,Blur,eye_strain")
"""Two concepts below eye_strain, which is below adverse_event."""
DROPPED = "broader-dropped: {} is no longer broader than it".format
ADDED = "broader-added: {} is now broader than it".format
UNNAMED = "concept-changed: {} is broader than it by way of another concept alone".format
NAMED = "concept-changed: {}, which was broader by way of another concept, is now named".format
PLACES = [
    ("adverse_event", "eye_strain", (ADDED("eye_strain"), UNNAMED("adverse_event"))),
    ("adverse_event", "glare", (ADDED("glare"), UNNAMED("adverse_event"))),
    ("glare", "eye_strain", (DROPPED("glare"), NAMED("eye_strain"))),
    ("glare", "blur", (DROPPED("glare"), ADDED("blur"))),
    ("glare;adverse_event", "glare", (UNNAMED("adverse_event"),)),
    ("glare", "glare;adverse_event", (NAMED("adverse_event"),)),
    ("glare;blur", "glare", (DROPPED("blur"),)),
]
"""What is broader than a concept before and after, and what is told."""


def said_of_scope(column: str, before: str, after: str, why: str) -> tuple[str, str]:
    """A cell with a concept before and after as messages show it, the reason behind the second."""
    marks = '"' if column == "routes" else ""
    was, now = (f"{marks}{each}{marks}" if each else "blank" for each in (before, after))
    return was, f"{now}{why}"


LEE_KIM = 'authors was "Lee J et al." and is now "Kim J et al."'
LEE = 'authors was "Lee J et al." and is now "Lee J; Kim S"'
LONG, OTHER = "Lasting harms of bright lamps", "Lasting harms in cold rooms"
FAR = "Lasting sleep in cold rooms"
ANOTHER = [
    (
        *("", f"{LONG},Lee J,2019", f"{OTHER},Kim S,2020", "source-replaced"),
        (
            'authors was "Lee J" and is now "Kim S"',
            "issued_on was 2019 and is now 2020",
            f'title was "{LONG}" and is now "{OTHER}"',
        ),
    ),
    (
        *("", f"{LONG},Lee J,2019", f"{OTHER},Lee J,2020", "source-changed"),
        ("issued_on was 2019 and is now 2020", f'title was "{LONG}" and is now "{OTHER}"'),
    ),
    (
        *("10.1000/1", f"{LONG},Lee J,2019", f"{FAR},Kim S,2020", "source-changed"),
        (
            'authors was "Lee J" and is now "Kim S"',
            "issued_on was 2019 and is now 2020",
            f'title was "{LONG}" and is now "{FAR}"',
        ),
    ),
]
"""A DOI that stays, and title, authors and year before and after; what the title's change is, and all that is told."""
CHANGED_IDENTITY = (
    'S1 source-changed: authors was "A" and is now "B" | C1, C2',
    'S1 source-changed: title was "Old lamps" and is now "Bright light in winter" | C1, C2',
)
IDENTIFIED = [
    (
        *("identified", "", "10.1000/1"),
        (
            "S1 source-identified: status was unidentified and is now identified | C1, C2",
            CHANGED_IDENTITY[0],
            'S1 source-changed: doi was blank and is now "10.1000/1" | C1, C2',
            CHANGED_IDENTITY[1],
        ),
    ),
    (
        *("identified", "10.1000/2", "10.1000/1"),
        (
            "S1 source-identified: status was unidentified and is now identified | C1, C2",
            CHANGED_IDENTITY[0],
            'S1 source-changed: doi was "10.1000/2" and is now "10.1000/1" | C1, C2',
            CHANGED_IDENTITY[1],
        ),
    ),
    (
        *("identified", "10.1000/2", ""),
        (
            "S1 source-identified: status was unidentified and is now identified | C1, C2",
            'S1 source-replaced: doi was "10.1000/2" and is now blank | C1, C2',
            *CHANGED_IDENTITY,
        ),
    ),
    (
        *("unidentified", "", ""),
        (
            'S1 source-replaced: title was "Old lamps" and is now "Bright light in winter" | C1, C2',
            CHANGED_IDENTITY[0],
        ),
    ),
]
"""The status that follows, the DOI before and after, and all that is told."""
ESTIMATE_HEAD = (
    "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,p_relation,p_value,locator"
)
ESTIMATE_ROW = "E3,S2,eye_strain,RR,as_named,1.10,0.90,1.34,95,=,0.35,Table 2"
ESTIMATE = csv("estimates", ESTIMATE_HEAD, ESTIMATE_ROW)
SAYS = {
    "more": "more of the outcome with the intervention",
    "less": "less of the outcome with the intervention",
    "not_shown": "that neither more nor less of it is shown",
    "": "nothing that a claim could be compared with",
}


def verdict(kind: str, before: str, after: str) -> str:
    return f"E1 {kind}: its numbers said {SAYS[before]}, and now say {SAYS[after]} | C1, C2"


def number(column: str, before: str, after: str) -> str:
    kind = "estimate-changed" if after else "estimate-number-dropped"
    return f"E1 {kind}: {column} was {before or 'blank'} and is now {after or 'blank'} | C1, C2"


def wider(before: str, after: str) -> str:
    message = f"its interval was {before} and is now {after}, which includes the old one"
    return f"E1 estimate-less-precise: {message} | C1, C2"


CHANGED_VERDICT = "estimate-verdict-changed"
VERDICTS = [
    (
        *("estimate,ci_low", "1.10,0.90", "1.10,1.01"),
        (verdict(CHANGED_VERDICT, "not_shown", "more"), number("ci_low", "0.90", "1.01")),
    ),
    (
        *("estimate,ci_low,ci_high", "0.90,0.80,1.10", "0.90,0.80,0.99"),
        (verdict(CHANGED_VERDICT, "not_shown", "less"), number("ci_high", "1.10", "0.99")),
    ),
    (
        *("estimate,ci_low", "1.10,1.01", "1.10,0.90"),
        (verdict(CHANGED_VERDICT, "more", "not_shown"), number("ci_low", "1.01", "0.90")),
    ),
    (
        *("ci_low", "0.90", ""),
        (verdict(CHANGED_VERDICT, "not_shown", ""), number("ci_low", "0.90", "")),
    ),
    (
        *("ci_low", "", "0.90"),
        (verdict("estimate-changed", "", "not_shown"), number("ci_low", "", "0.90")),
    ),
    (
        *("ci_low,ci_high", "0.90,1.22", "0.80,1.30"),
        (
            wider("0.90 to 1.22", "0.80 to 1.30"),
            number("ci_high", "1.22", "1.30"),
            number("ci_low", "0.90", "0.80"),
        ),
    ),
    ("ci_high", "1.22", "1.3", (wider("0.90 to 1.22", "0.90 to 1.3"), number("ci_high", "1.22", "1.3"))),
    ("ci_low", "0.90", "0.9", (number("ci_low", "0.90", "0.9"),)),
    ("ci_low", "0.80", "0.90", (number("ci_low", "0.80", "0.90"),)),
    (
        *("ci_low,ci_high", "0.90,1.22", "0.80,1.20"),
        (number("ci_high", "1.22", "1.20"), number("ci_low", "0.90", "0.80")),
    ),
    (
        *("ci_low,ci_level", "0.90,95", "0.80,99"),
        (number("ci_level", "95", "99"), number("ci_low", "0.90", "0.80")),
    ),
    (
        *("events_intervention,total_intervention", "3,120", "0,120"),
        (
            "E1 estimate-verdict-changed: by its numbers somebody with the intervention had the outcome, "
            "and now nobody had | C1, C2",
            number("events_intervention", "3", "0"),
        ),
    ),
    (
        *("orientation,events_intervention,total_intervention", "reversed,3,120", "reversed,0,120"),
        (number("events_intervention", "3", "0"),),
    ),
    (  # the limits are the wrong way round, so that nothing could be held against them
        *("estimate,ci_low,ci_high,p_value", "1.10,1.30,1.20,", "1.10,1.01,1.30,"),
        (verdict("estimate-changed", "", "more"), number("ci_high", "1.20", "1.30"), number("ci_low", "1.30", "1.01")),
    ),
    (  # the estimate lies outside, before and after
        *("estimate,ci_low,ci_high", "3.50,1.10,1.20", "3.50,1.00,1.30"),
        (number("ci_high", "1.20", "1.30"), number("ci_low", "1.10", "1.00")),
    ),
    (  # the estimate was outside the interval, by a slip of the pen in a limit
        *("estimate,ci_high", "1.10,1.02", "1.10,1.22"),
        (
            verdict("estimate-changed", "", "not_shown"),
            number("ci_high", "1.02", "1.22"),
        ),
    ),
    ("events_intervention,total_intervention", "3,120", "2,120", (number("events_intervention", "3", "2"),)),
    ("events_intervention,total_intervention", "0,120", "3,120", (number("events_intervention", "0", "3"),)),
]
"""Columns of an estimate, their cells before and after, and all that is told."""
COUNTS = csv(
    "estimates",
    "estimate_id,source_id,outcome,measure,orientation,events_intervention,total_intervention,events_control,total_control,locator",
    "E3,S2,eye_strain,RR,as_named,3,120,1,118,Table 2",
)

BY_CHECKS = ("qualifies", "summarises", "contradicts", "restates")
"""The relations by what rules hold the two claims to, from nothing on."""
ARTICLE_HEAD = "article_id,title,language,text_sha256,text_length"
PASSAGE_HEAD = "passage_id,article_id,position,kind,start,end,sha256,coverage"
PASSAGE_ROW = f"P9,light,9,sentence,327,330,{'a' * 64},claims"
TEXT = "f7cb031db07f12695499cea904278c17db903a97c5be317391bc16bcb63217a4"
REPINNED = {"claims/articles.csv": [[TEXT, "b" * 64]]}

CASES = [
    case(
        'C6 claim-added: C6 is new: "Eyes may water.", outcome eye_strain, effect_direction occurs, source_ids S2',
        new=NEW_CLAIM,
    ),
    case(
        'C6 claim-removed: C6 is gone: "Eyes may water.", outcome eye_strain, effect_direction occurs, source_ids S2',
        old=NEW_CLAIM,
    ),
    case("C10 claim-renamed: C6 is now C10", old=NEW_CLAIM, new=SAME_CLAIM),
    of_claim("source_ids", "S1;S2", "S2", "C2 source-dropped: S1 is no longer cited; it still cites S2"),
    of_claim("source_ids", "S2", "", "C2 source-dropped: S2 is no longer cited; it cites no source any more"),
    of_claim("source_ids", "S2", "S2;S1", "C2 source-cited: S1 is now cited"),
    of_claim(
        *("source_ids", "S1", "S2"),
        "C2 source-dropped: S1 is no longer cited; it still cites S2",
        "C2 source-cited: S2 is now cited",
    ),
    of_claim("population_size", "1640", "164", "C2 population-shrunk: population_size was 1640 and is now 164"),
    of_claim("population_size", "1640", "", "C2 population-shrunk: population_size was 1640 and is now blank"),
    of_claim("population_size", "999", "1000", "C2 population-grown: population_size was 999 and is now 1000"),
    of_claim("population_size", "", "1000", "C2 population-grown: population_size was blank and is now 1000"),
    *(
        of_claim("population_basis", before, after, f"C2 {kind}: population_basis was {before} and is now {after}")
        for before, after, kind in (
            ("from_source", "stated", "population-basis-loosened"),
            ("stated", "from_source", "population-basis-loosened"),
            ("stated", "not_reported", "population-basis-loosened"),
            ("not_reported", "stated", "population-basis-changed"),
            ("not_reported", "not_applicable", "population-basis-changed"),
        )
    ),
    of_claim("study_count", "12", "9", "C2 study-count-shrunk: study_count was 12 and is now 9"),
    of_claim("study_count", "9", "12", "C2 study-count-grown: study_count was 9 and is now 12"),
    of_claim("stated_year", "2019", "", "C2 year-dropped: stated_year was 2019 and is now blank"),
    of_claim("stated_year", "2019", "2020", "C2 year-changed: stated_year was 2019 and is now 2020"),
    of_claim(
        *("intervention", "bright_light", "light_therapy"),
        "C2 scope-widened: intervention was bright_light and is now light_therapy: which includes bright_light",
    ),
    of_claim(
        *("population", "adults", ""),
        "C2 scope-widened: population was adults and is now blank: it is no longer restricted",
    ),
    of_claim(
        *("outcome", "adverse_event", "headache"),
        "C2 scope-narrowed: outcome was adverse_event and is now headache: which is a part of adverse_event",
    ),
    of_claim("comparator", "", "dim_light", "C2 scope-narrowed: comparator was blank and is now dim_light"),
    of_claim(
        *("outcome", "headache", "eye_strain"),
        "C2 scope-replaced: outcome was headache and is now eye_strain: "
        "neither includes the other, or not in both versions",
    ),
    of_claim("severity", "mild", "", "C2 qualifier-dropped: severity was mild and is now blank"),
    of_claim("severity", "serious", "any", "C2 qualifier-dropped: severity was serious and is now any"),
    of_claim(
        "conditions", "If used daily", "", 'C2 qualifier-dropped: conditions was "If used daily" and is now blank'
    ),
    of_claim("onset", "early", "", 'C2 qualifier-dropped: onset was "early" and is now blank'),
    of_claim("severity", "serious", "mild", "C2 qualifier-softened: severity was serious and is now mild"),
    of_claim("frequency", "common", "rare", "C2 qualifier-softened: frequency was common and is now rare"),
    of_claim("severity", "mild", "serious", "C2 qualifier-changed: severity was mild and is now serious"),
    of_claim("frequency", "rare", "common", "C2 qualifier-changed: frequency was rare and is now common"),
    of_claim("severity", "", "any", "C2 qualifier-changed: severity was blank and is now any"),
    of_claim("onset", "early", "late", 'C2 qualifier-changed: onset was "early" and is now "late"'),
    *(
        of_claim(column, before, after, f"C2 {kind}: {column} was {before or 'blank'} and is now {after or 'blank'}")
        for column, before, after, kind in (
            ("severity", "any", "", "qualifier-softened"),
            ("severity", "any", "mild", "qualifier-softened"),
            ("severity", "", "mild", "qualifier-softened"),
            ("severity", "", "moderate", "qualifier-softened"),
            ("severity", "", "serious", "qualifier-added"),
            ("frequency", "", "rare", "qualifier-softened"),
            ("frequency", "", "very_rare", "qualifier-softened"),
            ("frequency", "", "some", "qualifier-added"),
            ("frequency", "", "very_common", "qualifier-added"),
        )
    ),
    *(
        of("claims", "claim_id", "C4", column, before, after, f"C4 {kind}: {column} was {was} and is now {now}")
        for column, before, after, kind, was, now in (
            ("severity", "", "mild", "qualifier-added", "blank", "mild"),
            ("severity", "any", "mild", "qualifier-added", "any", "mild"),
            ("severity", "any", "", "qualifier-changed", "any", "blank"),
            ("frequency", "", "very_rare", "qualifier-added", "blank", "very_rare"),
        )
    ),
    case(
        "C4 direction-changed: effect_direction was not_applicable and is now occurs",
        "C4 qualifier-softened: frequency was blank and is now rare",
        old=csv("claims", "claim_id,effect_direction", "C4,not_applicable"),
        new=csv("claims", "claim_id,effect_direction,frequency", "C4,occurs,rare"),
    ),
    case(
        "C2 direction-weakened: effect_direction was occurs and is now not_applicable: it says less than before",
        "C2 qualifier-softened: frequency was blank and is now rare",
        new=csv("claims", "claim_id,effect_direction,frequency", "C2,not_applicable,rare"),
    ),
    *(
        of_claim(
            *("claim_type", "adverse_event", needs_none),
            f"C2 type-loosened: claim_type was adverse_event and is now {needs_none}: "
            "a claim of this type needs no source",
        )
        for needs_none in ("limitation", "requirement")
    ),
    of_claim(
        *("source_ids", "S1;S2", ""),
        "C2 source-dropped: S1 is no longer cited; it cites no source any more",
        "C2 source-dropped: S2 is no longer cited; it cites no source any more",
    ),
    of_claim(
        *("claim_type", "synthesis", "study_result"),
        "C2 type-loosened: claim_type was synthesis and is now study_result: "
        "its sources need no longer report on its outcome",
    ),
    of_claim(
        *("claim_type", "study_result", "synthesis"),
        "C2 type-changed: claim_type was study_result and is now synthesis",
    ),
    of_claim("statement", "One.", "Two.", 'C2 statement-reworded: statement was "One." and is now "Two."'),
    of_claim("passage_id", "P5", "P6", "C2 passage-moved: passage_id was P5 and is now P6"),
    of_claim("note", "", "Seen.", 'C2 note-changed: note was blank and is now "Seen."'),
    case('S3 source-added: S3, "An invented paper", is new', new=SOURCE),
    case('S3 source-removed: S3, "An invented paper", is gone', old=SOURCE),
    of(
        *("sources", "source_id", "S1", "status", "identified", "unidentified"),
        "S1 source-unidentified: status was identified and is now unidentified | C1, C2",
    ),
    of(
        *("sources", "source_id", "S1", "status", "unidentified", "identified"),
        "S1 source-identified: status was unidentified and is now identified | C1, C2",
    ),
    of(
        *("sources", "source_id", "S2", "superseded_by", "", "S1"),
        "S2 source-superseded: S1 now supersedes it | C2, C3, C4",
    ),
    of(
        *("sources", "source_id", "S2", "superseded_by", "S1", ""),
        "S2 supersession-withdrawn: S1 no longer supersedes it | C2, C3, C4",
    ),
    *(
        of(
            *("sources", "source_id", "S1", column, before, after),
            f'S1 {kind}: {column} was "{before}" and is now {quoted(after) if after else "blank"} | C1, C2',
        )
        for column, before, after, kind in (
            ("doi", "10.1000/1", "10.1000/2", "source-replaced"),
            ("doi", "10.1000/1", "", "source-replaced"),
            ("doi", "10.1000/abc", "10.1000/ABC", "source-changed"),
            ("pmid", "31989101", "31989102", "source-replaced"),
            ("pmid", "31989101", "", "source-replaced"),
            ("pmcid", "PMC1", "PMC2", "source-replaced"),
            ("pmcid", "PMC1", "", "source-replaced"),
            ("pmcid", "pmc1", "PMC1", "source-changed"),
            ("title", "Lasting harms of bright lamps", "Sleep and mood in old age", "source-replaced"),
            ("title", "Lasting harms of bright lamps", "Lasting harms of bright lamp", "source-changed"),
            ("title", "Lasting harms", "Lasting harms of bright lamps: a review", "source-changed"),
            ("title", "Lasting harms of bright lamps", "Lasting sleep in cold rooms", "source-replaced"),
            ("title", "Lasting harms of bright lamps", "Lasting harms in cold rooms", "source-changed"),
            ("title", "Saftey", "Safety", "source-changed"),
            ("title", "Safety", "Mood", "source-replaced"),
            ("title", "One paper", "ONE  Paper", "source-changed"),
            ("title", "One paper", "", "source-detail-dropped"),
            ("authors", "One", "Other", "source-changed"),
        )
    ),
    *(
        case(
            *sorted(
                (
                    *(f"S1 source-changed: {each} | C1, C2" for each in said),
                    f'S1 {kind}: title was "One" and is now "Two" | C1, C2',
                ),
                key=lambda line: "source-replaced" not in line,
            ),
            old=csv("sources", f"source_id,doi,title,{column}", f"S1,10.1000/1,One,{before}"),
            new=csv("sources", f"source_id,doi,title,{column}", f"S1,10.1000/1,Two,{after}"),
        )
        for column, before, after, kind, said in (
            ("authors", "A", "A", "source-changed", ()),
            ("authors", "A", "a", "source-changed", ('authors was "A" and is now "a"',)),
            ("authors", "A", "B", "source-replaced", ('authors was "A" and is now "B"',)),
            ("authors", "Lee J et al.", "Kim J et al.", "source-replaced", (LEE_KIM,)),
            ("authors", "", "B", "source-changed", ('authors was blank and is now "B"',)),
            ("authors", "Lee J et al.", "Lee J; Kim S", "source-changed", (LEE,)),
            ("container_title", "A", "B", "source-changed", ('container_title was "A" and is now "B"',)),
            ("issued_on", "", "2020", "source-changed", ("issued_on was blank and is now 2020",)),
            ("issued_on", "2019", "2020", "source-replaced", ("issued_on was 2019 and is now 2020",)),
            ("issued_on", "2019", "2019-02", "source-changed", ("issued_on was 2019 and is now 2019-02",)),
        )
    ),
    *(
        case(
            *sorted(
                (
                    f"S1 {title_kind if each.startswith('title') else 'source-changed'}: {each} | C1, C2"
                    for each in said
                ),
                key=lambda line: "source-replaced" not in line,
            ),
            old=csv("sources", "source_id,doi,title,authors,issued_on", f"S1,{doi},{before}"),
            new=csv("sources", "source_id,doi,title,authors,issued_on", f"S1,{doi},{after}"),
        )
        for doi, before, after, title_kind, said in ANOTHER
    ),
    *(
        case(
            *expected,
            old=csv("sources", "source_id,status,doi,title,authors", f"S1,unidentified,{before},Old lamps,A"),
            new=csv("sources", "source_id,status,doi,title,authors", f"S1,{status},{after},Bright light in winter,B"),
        )
        for status, before, after, expected in IDENTIFIED
    ),
    of(
        *("sources", "source_id", "S1", "doi", "", "10.1000/2"),
        'S1 source-changed: doi was blank and is now "10.1000/2" | C1, C2',
    ),
    case(
        "S1 source-detail-dropped: url was https://example.org/1 and is now blank | C1, C2",
        old=csv("sources", "source_id,url", "S1,https://example.org/1"),
    ),
    case(
        'S1 source-changed: doi was blank and is now "10.1000/1" | C1, C2',
        "S1 source-changed: url was https://example.org/1 and is now blank | C1, C2",
        old=csv("sources", "source_id,url", "S1,https://example.org/1"),
        new=csv("sources", "source_id,doi", "S1,10.1000/1"),
    ),
    of(
        *("sources", "source_id", "S1", "population_size", "1640", "164"),
        "S1 source-population-shrunk: population_size was 1640 and is now 164 | C1, C2",
    ),
    of(
        *("sources", "source_id", "S1", "population_size", "164", "1640"),
        "S1 source-changed: population_size was 164 and is now 1640 | C1, C2",
    ),
    *(
        case(
            f"S1 {kind}: {column} was {was} and is now {now} | C1, C2",
            old=Edit(csv={"concepts": TREE, "sources": f"source_id,{column}\nS1,{before}\n"}),
            new=Edit(csv={"concepts": TREE, "sources": f"source_id,{column}\nS1,{after}\n"}),
        )
        for column, part, whole, other in (
            ("intervention", "bright_light", "light_therapy", "sham"),
            ("population", "adults", "people", "children"),
            ("comparator", "dim_light", "control", "no_light"),
            ("routes", "eyes", "head", "skin"),
        )
        for before, after, kind, why in (
            (part, whole, "source-scope-widened", f": which includes {part}"),
            (part, "", "source-scope-widened", ": it is no longer restricted"),
            (whole, part, "source-scope-narrowed", f": which is a part of {whole}"),
            ("", part, "source-scope-narrowed", ""),
            (part, other, "source-scope-replaced", ": neither includes the other, or not in both versions"),
        )
        for was, now in (said_of_scope(column, before, after, why),)
    ),
    *(
        case(
            f'S1 {kind}: routes was "{before}" and is now "{after}": {why} | C1, C2',
            old=Edit(csv={"concepts": TREE, "sources": f"source_id,routes\nS1,{before}\n"}),
            new=Edit(csv={"concepts": TREE, "sources": f"source_id,routes\nS1,{after}\n"}),
        )
        for before, after, kind, why in (
            ("eyes", "eyes;skin", "source-scope-widened", "which includes eyes"),
            ("eyes;skin", "eyes", "source-scope-narrowed", "which is a part of eyes and skin"),
            ("eyes;skin", "head", "source-scope-replaced", "neither includes the other, or not in both versions"),
        )
    ),
    of(
        *("sources", "source_id", "S1", "study_count", "12", ""),
        "S1 source-detail-dropped: study_count was 12 and is now blank | C1, C2",
    ),
    of(
        *("sources", "source_id", "S1", "issued_on", "2020", ""),
        "S1 source-detail-dropped: issued_on was 2020 and is now blank | C1, C2",
    ),
    of(
        *("sources", "source_id", "S1", "issued_on", "2020", "2021"),
        "S1 source-changed: issued_on was 2020 and is now 2021 | C1, C2",
    ),
    case(
        "S4 source-renamed: S3 is now S4", old=SOURCE, new=csv("sources", *SOURCE_ROW.replace("S3,", "S4,").split("|"))
    ),
    case(
        "E3 estimate-added: E3 of S2, RR 1.10 (95 % CI 0.90 to 1.34), p = 0.35 on eye_strain, is new | C2, C3, C4",
        new=ESTIMATE,
    ),
    case(
        "E3 estimate-removed: E3 of S2, RR, 3 of 120 against 1 of 118 on eye_strain, is gone | C2, C3, C4",
        old=COUNTS,
    ),
    of(
        *("estimates", "estimate_id", "E1", "ci_high", "1.22", "1.2"),
        "E1 estimate-changed: ci_high was 1.22 and is now 1.2 | C1, C2",
    ),
    of(
        *("estimates", "estimate_id", "E1", "ci_low", "1.01", "0.99"),
        "E1 estimate-verdict-changed: its numbers said more of the outcome with the intervention, "
        "and now say that neither more nor less of it is shown | C1, C2",
        "E1 estimate-changed: ci_low was 1.01 and is now 0.99 | C1, C2",
    ),
    *(
        case(
            *expected,
            old=csv("estimates", f"estimate_id,{columns}", f"E1,{before}"),
            new=csv("estimates", f"estimate_id,{columns}", f"E1,{after}"),
        )
        for columns, before, after, expected in VERDICTS
    ),
    *(
        of(
            *("estimates", "estimate_id", "E1", column, before, after),
            f"E1 estimate-{kind}: {column} was {before or 'blank'} and is now {after or 'blank'}: {why} | C1, C2",
        )
        for column, before, after, kind, why in (
            ("outcome", "headache", "eye_strain", "moved", "neither includes the other, or not in both versions"),
            ("outcome", "headache", "adverse_event", "moved", "which includes headache"),
            ("outcome", "adverse_event", "headache", "scope-narrowed", "which is a part of adverse_event"),
            ("intervention", "bright_light", "light_therapy", "moved", "which includes bright_light"),
            ("intervention", "bright_light", "", "moved", "it is no longer restricted"),
            ("route", "", "adults", "scope-narrowed", "which was not told before"),
            ("population", "adults", "", "moved", "it is no longer restricted"),
            ("comparator", "dim_light", "", "moved", "it is no longer restricted"),
            ("comparator", "", "dim_light", "scope-narrowed", "which was not told before"),
        )
    ),
    case(
        "E4 estimate-renamed: E3 is now E4",
        old=ESTIMATE,
        new=csv("estimates", ESTIMATE_HEAD, ESTIMATE_ROW.replace("E3", "E4", 1)),
    ),
    of(
        *("estimates", "estimate_id", "E1", "source_id", "S1", "S2"),
        "E1 estimate-moved: source_id was S1 and is now S2 | C1, C2, C3, C4",
    ),
    case(
        'glare concept-added: glare, "Glare", is new',
        new=csv("concepts", "concept_id,kind,label", "glare,outcome,Glare"),
    ),
    case(
        'glare concept-removed: glare, "Glare", is gone',
        old=csv("concepts", "concept_id,kind,label", "glare,outcome,Glare"),
    ),
    of(
        *("concepts", "concept_id", "headache", "broader", "adverse_event", ""),
        "headache broader-dropped: adverse_event is no longer broader than it | C1, C2",
    ),
    of(
        *("concepts", "concept_id", "headache", "broader", "adverse_event", "adverse_event;eye_strain"),
        "headache broader-added: eye_strain is now broader than it | C1, C2",
    ),
    *(
        case(
            *(f"dazzle {each}" for each in expected),
            old=csv("concepts", "concept_id,kind,label,broader", *AMONG, f"dazzle,outcome,Dazzle,{before}"),
            new=csv("concepts", "concept_id,kind,label,broader", *AMONG, f"dazzle,outcome,Dazzle,{after}"),
        )
        for before, after, expected in PLACES
    ),
    case(
        "dazzle broader-dropped: glare is no longer broader than it",
        "dazzle concept-changed: adverse_event, which was broader by way of another concept, is now named",
        "glare broader-dropped: adverse_event is no longer broader than it",
        old=csv(
            "concepts",
            "concept_id,kind,label,broader",
            "glare,outcome,Glare,adverse_event",
            "dazzle,outcome,Dazzle,glare",
        ),
        new=csv(
            "concepts", "concept_id,kind,label,broader", "glare,outcome,Glare,", "dazzle,outcome,Dazzle,adverse_event"
        ),
    ),
    case(
        "dazzle broader-added: glare is now broader than it",
        "dazzle concept-changed: adverse_event is broader than it by way of another concept alone",
        'glare concept-added: glare, "Glare", is new',
        old=csv("concepts", "concept_id,kind,label,broader", "dazzle,outcome,Dazzle,adverse_event"),
        new=csv(
            "concepts",
            "concept_id,kind,label,broader",
            "glare,outcome,Glare,adverse_event",
            "dazzle,outcome,Dazzle,glare",
        ),
    ),
    case(
        "dazzle concept-renamed: glare is now dazzle",
        old=csv("concepts", "concept_id,kind,label", "glare,outcome,Glare"),
        new=csv("concepts", "concept_id,kind,label", "dazzle,outcome,Glare"),
    ),
    of(
        *("concepts", "concept_id", "headache", "same_as", "HP:0002315", ""),
        'headache concept-detail-dropped: same_as was "HP:0002315" and is now blank | C1, C2',
    ),
    of(
        *("concepts", "concept_id", "headache", "label", "Headache", "Pain"),
        'headache concept-changed: label was "Headache" and is now "Pain" | C1, C2',
    ),
    case(
        "C3/restates/C2 relation-added: that C3 restates C2 is now on record | C3, C2",
        new=csv("relations", "claim_id,relation,target_claim_id", "C3,restates,C2"),
    ),
    case(
        "C3/restates/C2 relation-removed: that C3 restates C2 is no longer on record | C3, C2",
        old=csv("relations", "claim_id,relation,target_claim_id", "C3,restates,C2"),
    ),
    *(
        case(
            f"C3/{after}/C2 {kind}: of C3 and C2, relation was {before} and is now {after} | C3, C2",
            old=csv("relations", "claim_id,relation,target_claim_id,note", f"C3,{before},C2,So."),
            new=csv("relations", "claim_id,relation,target_claim_id,note", f"C3,{after},C2,So."),
        )
        for few, less in enumerate(BY_CHECKS)
        for more in BY_CHECKS[few + 1 :]
        for before, after, kind in (
            (less, more, "qualification-dropped" if less == "qualifies" else "relation-changed"),
            (more, less, "relation-loosened"),
        )
    ),
    case(
        "C3/restates/C2 qualification-dropped: of C3 and C2, relation was qualifies and is now restates | C3, C2",
        'C3/restates/C2 note-changed: note was "So." and is now blank | C3, C2',
        old=csv("relations", "claim_id,relation,target_claim_id,note", "C3,qualifies,C2,So."),
        new=csv("relations", "claim_id,relation,target_claim_id,note", "C3,restates,C2,"),
    ),
    case(  # which of the two that are gone became the new one can't be told
        "C3/contradicts/C2 relation-removed: that C3 contradicts C2 is no longer on record | C3, C2",
        "C3/qualifies/C2 qualification-dropped: that C3 qualifies C2 is no longer on record | C3, C2",
        "C3/restates/C2 relation-added: that C3 restates C2 is now on record | C3, C2",
        old=csv("relations", "claim_id,relation,target_claim_id", "C3,qualifies,C2", "C3,contradicts,C2"),
        new=csv("relations", "claim_id,relation,target_claim_id", "C3,restates,C2"),
    ),
    case(  # the other way round is of another claim
        "C2/restates/C3 relation-added: that C2 restates C3 is now on record | C2, C3",
        "C3/qualifies/C2 qualification-dropped: that C3 qualifies C2 is no longer on record | C3, C2",
        old=csv("relations", "claim_id,relation,target_claim_id", "C3,qualifies,C2"),
        new=csv("relations", "claim_id,relation,target_claim_id", "C2,restates,C3"),
    ),
    case(
        'C5/qualifies/C4 qualification-added: note was blank and is now "So." | C5, C4',
        new=csv("relations", "claim_id,relation,target_claim_id,note", "C5,qualifies,C4,So."),
    ),
    case(
        'C5/qualifies/C4 qualification-dropped: note was "So." and is now blank | C5, C4',
        old=csv("relations", "claim_id,relation,target_claim_id,note", "C5,qualifies,C4,So."),
    ),
    case(
        'C5/qualifies/C4 qualification-reworded: note was "So." and is now "Thus." | C5, C4',
        old=csv("relations", "claim_id,relation,target_claim_id,note", "C5,qualifies,C4,So."),
        new=csv("relations", "claim_id,relation,target_claim_id,note", "C5,qualifies,C4,Thus."),
    ),
    case(
        'C3/restates/C2 note-changed: note was "So." and is now "Thus." | C3, C2',
        old=csv("relations", "claim_id,relation,target_claim_id,note", "C3,restates,C2,So."),
        new=csv("relations", "claim_id,relation,target_claim_id,note", "C3,restates,C2,Thus."),
    ),
    case(
        "C5/qualifies/C1 qualification-added: that C5 qualifies C1 is now on record | C5, C1",
        new=csv("relations", "claim_id,relation,target_claim_id,note", "C5,qualifies,C1,So."),
    ),
    case(  # it limits another claim than before
        "C5/qualifies/C1 qualification-added: that C5 qualifies C1 is now on record | C5, C1",
        "C5/qualifies/C4 qualification-dropped: that C5 qualifies C4 is no longer on record | C5, C4",
        new=Edit(file={"claims/relations.csv": "claim_id,relation,target_claim_id,note\nC5,qualifies,C1,So.\n"}),
    ),
    case(  # the claim that is limited is itself new: nothing that was told before is silenced
        'C6 claim-added: C6 is new: "Eyes may water.", outcome eye_strain, effect_direction occurs, source_ids S2',
        "C5/qualifies/C6 relation-added: that C5 qualifies C6 is now on record | C5, C6",
        new=Edit(
            csv=NEW_CLAIM.csv | {"relations": "claim_id,relation,target_claim_id,note\nC5,qualifies,C6,So.\n"},
        ),
    ),
    case(  # it was there by another id
        "C10 claim-renamed: C6 is now C10",
        "C5/qualifies/C10 qualification-added: that C5 qualifies C10 is now on record | C5, C10",
        old=NEW_CLAIM,
        new=Edit(
            csv=SAME_CLAIM.csv | {"relations": "claim_id,relation,target_claim_id,note\nC5,qualifies,C10,So.\n"},
        ),
    ),
    case(  # C5 cites no source
        "C5/summarises/C3 support-by-relation: that C5 summarises C3 is now on record | C5, C3",
        new=csv("relations", "claim_id,relation,target_claim_id", "C5,summarises,C3"),
    ),
    case(
        "C3/restates/C2 support-by-relation: that C3 restates C2 is now on record | C3, C2",
        old=csv("claims", "claim_id,claim_type", "C3,synthesis"),
        new=Edit(
            csv={
                "claims": "claim_id,claim_type\nC3,synthesis\n",
                "relations": "claim_id,relation,target_claim_id\nC3,restates,C2\n",
            }
        ),
    ),
    case(
        "unused-source/0123456789abcdef warning-acknowledged: "
        'unused-source of S3 is now accepted by "The editors": "Kept."',
        new=ACCEPTED,
    ),
    case(
        "uncited-claim/0123456789abcdef warning-acknowledged: "
        'uncited-claim of C2 and C1 is now accepted by "The editors": "Known." | C1, C2',
        new=csv("acknowledgements", ACK, "uncited-claim,C2;C1,0123456789abcdef,Known.,The editors,2026-01-01,"),
    ),
    case(
        "unused-source/fedcba9876543210 warning-acknowledged: unused-source of S3 was accepted anew "
        'by "The editors", under another fingerprint: "Still kept."',
        old=ACCEPTED,
        new=csv("acknowledgements", ACK, "unused-source,S3,fedcba9876543210,Still kept.,The editors,2026-02-01,"),
    ),
    case(
        "unused-source/0123456789abcdef acknowledgement-withdrawn: unused-source of S3 is no longer accepted",
        old=ACCEPTED,
    ),
    case(
        'unused-source/0123456789abcdef acknowledgement-altered: unused-source of S3: reason was "Kept." '
        'and is now "Kept on."',
        old=ACCEPTED,
        new=csv(
            "acknowledgements", ACK, "unused-source,S3,0123456789abcdef,Kept on.,The editors,2026-01-01,2026-06-01"
        ),
    ),
    *(
        case(
            f"unused-source/0123456789abcdef {kind}: unused-source of S3: review_by was 2026-06-01 and is now {said}",
            old=ACCEPTED,
            new=csv("acknowledgements", ACK, f"unused-source,S3,0123456789abcdef,Kept.,The editors,2026-01-01,{day}"),
        )
        for kind, day, said in (
            ("review-postponed", "2027-06-01", "2027-06-01"),
            ("review-postponed", "2026-06-02", "2026-06-02"),
            ("review-postponed", "", "blank"),
            ("acknowledgement-altered", "2026-03-01", "2026-03-01"),
        )
    ),
    of(
        *("articles", "article_id", "light", "competing_interest", "Sells lamps.", ""),
        'light disclosure-dropped: competing_interest was "Sells lamps." and is now blank',
    ),
    of(
        *("articles", "article_id", "light", "competing_interest", "Sells lamps.", "None."),
        'light disclosure-changed: competing_interest was "Sells lamps." and is now "None."',
    ),
    *(
        of(
            *("articles", "article_id", "light", "competing_interest", before, after),
            f'light {kind}: competing_interest was "{before}" and is now "{after}"',
        )
        for before, after, kind in (
            ("Sells bright-light lamps.", "sells bright light lamps", "article-changed"),
            ("Sells lamps.", "Makes and sells lamps.", "article-changed"),
            ("Makes and sells lamps.", "Sells lamps.", "disclosure-changed"),
            ("Sells lamps.", "Sells lampshades.", "disclosure-changed"),
        )
    ),
    of(
        *("articles", "article_id", "light", "competing_interest", "", "Sells lamps."),
        'light article-changed: competing_interest was blank and is now "Sells lamps."',
    ),
    case(
        "dusk article-renamed: dark is now dusk",
        old=csv("articles", ARTICLE_HEAD, f"dark,Dark,en,{'a' * 64},9"),
        new=csv("articles", ARTICLE_HEAD, f"dusk,Dark,en,{'a' * 64},9"),
    ),
    of(
        *("articles", "article_id", "light", "text_sha256", "a" * 64, "b" * 64),
        f"light article-text-changed: text_sha256 was {'a' * 64} and is now {'b' * 64}",
    ),
    case(
        "dark article-added: dark is new",
        new=csv("articles", ARTICLE_HEAD, f"dark,Dark,en,{'a' * 64},9"),
    ),
    case(
        "dark article-removed: dark is gone",
        old=csv("articles", ARTICLE_HEAD, f"dark,Dark,en,{'a' * 64},9"),
    ),
    of(
        *("passages", "passage_id", "P6", "coverage", "claims", "none"),
        "P6 passage-uncovered: coverage was claims and is now none | C3",
    ),
    of(
        *("passages", "passage_id", "P6", "coverage", "none", "claims"),
        "P6 passage-covered: coverage was none and is now claims | C3",
    ),
    *(
        of(
            *("passages", "passage_id", "P6", "citation_numbers", before, after),
            f"P6 passage-citations-{kind}: citation_numbers was {was} and is now {now} | C3",
        )
        for before, after, kind, was, now in (
            ("2", "", "dropped", '"2"', "blank"),
            ("1;2", "1", "dropped", '"1;2"', '"1"'),
            ("2", "1", "dropped", '"2"', '"1"'),
            ("2", "1;2", "changed", '"2"', '"1;2"'),
            ("", "1", "changed", "blank", '"1"'),
        )
    ),
    *(
        of(
            *("passages", "passage_id", "P6", column, "Eye strain", ""),
            f'P6 passage-words-dropped: {column} was "Eye strain" and is now blank | C3',
        )
        for column in ("opening_words", "closing_words")
    ),
    *(
        of(
            *("passages", "passage_id", "P6", column, before, after),
            f"P6 passage-changed: {column} was {before} and is now {after} | C3",
        )
        for column, before, after in (
            ("start", "235", "234"),
            ("end", "248", "249"),
            ("sha256", "a" * 64, "b" * 64),
            ("kind", "list_item", "heading"),
            ("article_id", "light", "dark"),
        )
    ),
    *(
        case(
            f"light article-text-changed: text_sha256 was {TEXT} and is now {'b' * 64}",
            f"P6 passage-{kind}: {column} was {before} and is now {after} | C3",
            old=cell("passages", "passage_id", column, ("P6", before)),
            new=Edit(csv={"passages": f"passage_id,{column}\nP6,{after}\n"}, replace=REPINNED),
        )
        for column, before, after, kind in (
            ("start", "235", "234", "repinned"),
            ("end", "248", "249", "repinned"),
            ("sha256", "a" * 64, "b" * 64, "repinned"),
            ("kind", "list_item", "heading", "repinned"),
            ("article_id", "dark", "light", "changed"),
        )
    ),
    *(
        of(
            *("passages", "passage_id", "P6", column, before, after),
            f"P6 passage-described: {column} was {was} and is now {now} | C3",
        )
        for column, before, after, was, now in (
            ("position", "6", "7", "6", "7"),
            ("opening_words", "Eye", "Eye strain", '"Eye"', '"Eye strain"'),
            ("opening_words", "", "Eye strain", "blank", '"Eye strain"'),
            ("closing_words", "", "strain", "blank", '"strain"'),
            ("coverage_reason", "", "None", "blank", '"None"'),
        )
    ),
    case("P9 passage-added: P9 is new", new=csv("passages", PASSAGE_HEAD, PASSAGE_ROW)),
    case("P9 passage-removed: P9 is gone", old=csv("passages", PASSAGE_HEAD, PASSAGE_ROW)),
    case(
        "P10 passage-renamed: P9 is now P10",
        old=csv("passages", PASSAGE_HEAD, PASSAGE_ROW),
        new=csv("passages", PASSAGE_HEAD, PASSAGE_ROW.replace("P9", "P10")),
    ),
    case(
        "dark article-removed: dark is gone",
        "P9 passage-gone-with-article: P9 is gone",
        old=Edit(
            csv={
                "articles": f"{ARTICLE_HEAD}\ndark,Dark,en,{'a' * 64},9\n",
                "passages": f"{PASSAGE_HEAD}\n{PASSAGE_ROW.replace('light', 'dark')}\n",
            }
        ),
    ),
    case(
        "light/3 reference-added: light/3 is new: it stands for S2",
        new=csv("references", "article_id,citation_number,source_id", "light,3,S2"),
    ),
    case(
        "light/3 reference-removed: light/3 is gone: it stood for S2",
        old=csv("references", "article_id,citation_number,source_id", "light,3,S2"),
    ),
    case(
        "light/2 reference-changed: source_id was S2 and is now S1",
        new=csv("references", "article_id,citation_number,source_id", "light,2,S1"),
    ),
    case(
        'version package-changed: "version" was "1.0.0" and is now "2.0.0"',
        new=Edit(descriptor='{"version": "2.0.0"}'),
    ),
    case(
        'keywords package-changed: "keywords" was ["test"] and is now not there',
        new=Edit(descriptor='{"keywords": null}'),
    ),
]


def kinds_of(cases: Iterable[Case]) -> set[str]:
    return {re.split("[ :]", each)[1] for one in cases for each in one.expected}


@pytest.mark.parametrize("given", CASES, ids=lambda given: re.sub("[ :].*", "", given.expected[0].split(" ", 1)[1]))
def test_a_change(given: Case, tmp_path: Path) -> None:
    comparison = compared(given.old, given.new, tmp_path)
    assert lines(comparison) == list(given.expected)
    assert comparison.not_compared == ()


def test_every_turn_of_a_direction(tmp_path: Path) -> None:
    old, new = (
        cell("claims", "claim_id", "effect_direction", *((f"T{at}", turn[side]) for at, turn in enumerate(TURNS)))
        for side in (0, 1)
    )
    filled = [f"T{at},P5,synthesis,It is so.,not_reported" for at in range(len(TURNS))]
    for edit in (old, new):
        header, *rows = edit.csv["claims"].splitlines()
        whole = [f"{row},{rest.partition(',')[2]}" for row, rest in zip(rows, filled, strict=True)]
        edit.csv["claims"] = "\n".join([f"{header},passage_id,claim_type,statement,population_basis", *whole]) + "\n"
    assert lines(compared(old, new, tmp_path)) == [
        f"T{at} {kind}: effect_direction was {before} and is now {after}{why}"
        for at, (before, after, kind, why) in enumerate(TURNS)
    ]


def test_every_turn_of_what_became_of_a_paper(tmp_path: Path) -> None:
    old, new = (
        csv(
            "sources",
            "source_id,status,retraction_status",
            *(f"R{at},identified,{each[side]}" for at, each in enumerate(RETRACTIONS)),
        )
        for side in (0, 1)
    )
    assert lines(compared(old, new, tmp_path)) == [
        f"R{at} {kind}: retraction_status was {before or 'blank'} and is now {after or 'blank'}"
        for at, (before, after, kind) in enumerate(RETRACTIONS)
    ]


def test_every_kind_has_a_case() -> None:
    others = {kind for _, _, kind, _ in TURNS} | {kind for _, _, kind in RETRACTIONS}
    elsewhere = {"acknowledged-from-the-start"}  # of a package that is new as a whole
    assert kinds_of(CASES) | others | elsewhere == set(BY_NAME)


WEAKENING = [
    "claim-removed",
    "direction-flipped",
    "direction-weakened",
    "direction-strengthened",
    "source-dropped",
    "population-shrunk",
    "population-basis-loosened",
    "scope-widened",
    "scope-replaced",
    "qualifier-dropped",
    "qualifier-softened",
    "study-count-shrunk",
    "type-loosened",
    "year-dropped",
    "source-unidentified",
    "source-retracted",
    "source-corrected",
    "retraction-withdrawn",
    "retraction-check-dropped",
    "source-superseded",
    "supersession-withdrawn",
    "source-replaced",
    "source-population-shrunk",
    "source-scope-widened",
    "source-scope-replaced",
    "source-detail-dropped",
    "estimate-removed",
    "estimate-verdict-changed",
    "estimate-less-precise",
    "estimate-number-dropped",
    "estimate-moved",
    "broader-dropped",
    "concept-detail-dropped",
    "relation-removed",
    "relation-loosened",
    "qualification-added",
    "qualification-dropped",
    "support-by-relation",
    "warning-acknowledged",
    "review-postponed",
    "disclosure-dropped",
    "disclosure-changed",
    "passage-uncovered",
    "passage-citations-dropped",
    "passage-words-dropped",
    "passage-removed",
    "reference-removed",
    "reference-changed",
]


def test_which_kinds_weaken_the_evidence_is_a_contract() -> None:
    """Somebody's CI rests on it: a kind that no longer fails a pull request is a change to announce."""
    assert {kind.name for kind in KINDS if kind.weakens} == set(WEAKENING)
    assert not [kind.name for kind in KINDS if kind.weakens and kind.is_quiet]


def test_every_kind_is_named_once_and_says_why_in_a_sentence() -> None:
    assert len(BY_NAME) == len(KINDS)
    for kind in KINDS:
        assert re.fullmatch("[a-z]+(-[a-z]+)+", kind.name)
        assert re.fullmatch(r"[A-Z].*[^.]\.", kind.why)
        assert kind.table in (*TABLES, "package")


def test_what_names_of_kinds_stand_for() -> None:
    assert chosen(["weakened"]) == set(WEAKENING)
    assert chosen(["any"]) == set(BY_NAME)
    assert chosen(["never"]) == chosen([]) == frozenset()
    assert chosen(["claim-added", "claim-removed", "claim-added"]) == {"claim-added", "claim-removed"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["source-droped"], '"source-droped" is no kind of change. Did you mean "source-dropped"?'),
        (["weaken"], '"weaken" is no kind of change. Did you mean "weakened"?'),
        (["\x1b[2J"], '"\\u{001B}[2J" is no kind of change.'),
        (["never", "any"], "never stands by itself, and other kinds of change were named beside it."),
    ],
)
def test_what_is_no_kind(names: list[str], message: str) -> None:
    with pytest.raises(UnknownKindError) as refusal:
        chosen(names)
    assert str(refusal.value) == message


def test_the_page_of_the_kinds_is_up_to_date() -> None:
    module = [sys.executable, "-m", "validator.changes.kindspage"]
    page = subprocess.run(module, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    assert (ROOT / "validator/changes/README.md").read_text(encoding="utf-8") == page
