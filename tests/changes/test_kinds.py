"""What is said of records that are new, gone, renamed or other than before; and the kinds of change as a contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from claimpack.changes.kinds import KINDS, UnknownKindError, chosen
from claimpack.package.tableschema import TABLES

from tests.changes.versions import NOTHING, compared, csv, lines
from tests.edits import ROOT, Edit
from tests.renew import kinds_page


@dataclass(frozen=True)
class Case:
    """Two edits of the example package, and every change between them."""

    expected: tuple[str, ...]
    new: Edit
    old: Edit


def case(*expected: str, old: Edit = NOTHING, new: Edit = NOTHING) -> Case:
    return Case(expected, new, old)


def of_claim(column: str, before: str, after: str, *expected: str) -> Case:
    """What is said where a cell of claim C2, which is as in the example otherwise, changes."""
    old, new = (csv("claims", f"claim_id,{column}", f'C2,"{cell}"') for cell in (before, after))
    return case(*expected, old=old, new=new)


CLAIM = "claim_id,passage_id,claim_type,statement,outcome,effect_direction,population_basis,source_ids"
NEW_CLAIM = csv("claims", CLAIM, "C6,P6,adverse_event,Eyes may water.,eye_strain,occurs,not_reported,S2")
SAME_CLAIM = csv("claims", CLAIM, "C10,P6,adverse_event,Eyes may water.,eye_strain,occurs,not_reported,S2")
ACK = "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by"
ACCEPTED = csv("acknowledgements", ACK, "unused-source,S3,0123456789abcdef,Kept.,The editors,2026-01-01,2026-06-01")
SOURCE_ROW = "source_id,status,title|S3,identified,An invented paper"
SOURCE = csv("sources", *SOURCE_ROW.split("|"))
ESTIMATE_HEAD = (
    "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,p_relation,p_value,locator"
)
ESTIMATE_ROW = "E3,S2,eye_strain,RR,as_named,1.10,0.90,1.34,95,=,0.35,Table 2"
ESTIMATE = csv("estimates", ESTIMATE_HEAD, ESTIMATE_ROW)
P_ONLY = "estimate_id,measure,estimate,ci_low,ci_high,ci_level,p_relation,p_value"
CONCEPT = "concept_id,kind,label,broader"
RELATION = "claim_id,relation,target_claim_id,note"
ARTICLE_HEAD = "article_id,title,language,text_sha256,text_length"
PASSAGE_HEAD = "passage_id,article_id,position,kind,start,end,sha256,coverage"
PASSAGE_ROW = f"P9,light,9,sentence,327,330,{'a' * 64},claims"
CARVED_OUT = f"P9,light,9,sentence,311,326,{'c' * 64},none,Nothing."
TEXT = "f7cb031db07f12695499cea904278c17db903a97c5be317391bc16bcb63217a4"
REPINNED = {"claims/articles.csv": [[TEXT, "b" * 64]]}
NEITHER = "neither includes the other, or only in one version"


def related(*rows: str, **others: str) -> Edit:
    """Relations beside the one of the example, which is that C5 qualifies C4."""
    return Edit(csv={"relations": "\n".join([RELATION, *rows]) + "\n", **others})


BY_CHECKS = ("qualifies", "summarises", "contradicts", "restates")
"""The relations by what rules hold the two claims to, from nothing on."""
SWAPS = [
    case(
        f"C3/{after}/C2 {kind}: of C3 and C2, relation was {before} and is now {after} | C3, C2",
        old=related(f"C3,{before},C2,So."),
        new=related(f"C3,{after},C2,So."),
    )
    for few, less in enumerate(BY_CHECKS)
    for more in BY_CHECKS[few + 1 :]
    for before, after, kind in (
        (less, more, "relation-loosened" if less == "qualifies" else "record-changed"),  # readers lose a caveat
        (more, less, "relation-loosened"),
    )
]

CASES = [
    case("C6 claim-added: C6 is new: outcome eye_strain, effect_direction occurs, source_ids S2", new=NEW_CLAIM),
    case("C6 claim-removed: C6 is gone: outcome eye_strain, effect_direction occurs, source_ids S2", old=NEW_CLAIM),
    case("C10 record-renamed: C6 is now C10", old=NEW_CLAIM, new=SAME_CLAIM),
    of_claim(
        *("source_ids", "S1", "S2"),
        "C2 source-dropped: S1 is no longer cited; it still cites S2",
        "C2 record-changed: S2 is now cited",
    ),
    of_claim("source_ids", "S2", "", "C2 source-dropped: S2 is no longer cited; it cites no source any more"),
    of_claim("population_size", "1640", "", "C2 number-lowered: population_size was 1640 and is now blank"),
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
        "C2 record-changed: outcome was adverse_event and is now headache: which is part of adverse_event",
    ),
    of_claim(
        *("outcome", "headache", "eye_strain"),
        f"C2 scope-replaced: outcome was headache and is now eye_strain: {NEITHER}",
    ),
    of_claim("statement", "One.", "Two.", 'C2 record-changed: statement was "One." and is now "Two."'),
    of_claim(
        *("claim_type", "adverse_event", "limitation"),
        "C2 check-loosened: claim_type was adverse_event and is now limitation: a claim of this type needs no source",
    ),
    of_claim(
        *("effect_direction", "increased", "decreased"),
        "C2 direction-flipped: effect_direction was increased and is now decreased: only one of the two can be true",
    ),
    case("S3 record-added: S3 is new", new=SOURCE),
    case("S3 record-removed: S3 is gone", old=SOURCE),
    case(
        "S4 record-renamed: S3 is now S4", old=SOURCE, new=csv("sources", *SOURCE_ROW.replace("S3,", "S4,").split("|"))
    ),
    case(
        "S2 source-superseded: S1 now supersedes it | C2, C3, C4",
        new=csv("sources", "source_id,superseded_by", "S2,S1"),
    ),
    case(
        "S1 record-changed: study_count was 12 and is now 11 | C1, C2",
        new=csv("sources", "source_id,study_count", "S1,11"),
    ),
    case("E3 record-added: E3 is new: source_id S2, outcome eye_strain | C2, C3, C4", new=ESTIMATE),
    case("E3 estimate-removed: E3 is gone: source_id S2, outcome eye_strain | C2, C3, C4", old=ESTIMATE),
    case(
        "E4 record-renamed: E3 is now E4 | C2, C3, C4",
        old=ESTIMATE,
        new=csv("estimates", ESTIMATE_HEAD, ESTIMATE_ROW.replace("E3", "E4", 1)),
    ),
    case(
        "E1 scope-replaced: source_id was S1 and is now S2 | C1, C2, C3, C4",
        new=csv("estimates", "estimate_id,source_id", "E1,S2"),
    ),
    case(
        "E1 estimate-verdict-changed: its numbers said that neither more nor less of it is shown, "
        "and now say more of the outcome with the intervention | C1, C2",
        "E1 record-changed: ci_low was 0.90 and is now 1.01 | C1, C2",
        new=csv("estimates", "estimate_id,ci_low", "E1,1.01"),
    ),
    case(
        "E1 estimate-verdict-changed: its interval was 0.90 to 1.22 and is now 0.90 to 1.3, "
        "which includes the old one | C1, C2",
        "E1 record-changed: ci_high was 1.22 and is now 1.3 | C1, C2",
        new=csv("estimates", "estimate_id,ci_high", "E1,1.3"),
    ),
    case(
        "E1 estimate-verdict-changed: its numbers said that the outcome differs, and not which way, "
        "and now say that neither more nor less of it is shown | C1, C2",
        "E1 record-changed: p_relation was < and is now > | C1, C2",
        "E1 record-changed: p_value was 0.001 and is now 0.05 | C1, C2",
        old=csv("estimates", P_ONLY, "E1,p_only,,,,,<,0.001"),
        new=csv("estimates", P_ONLY, "E1,p_only,,,,,>,0.05"),
    ),
    case("glare record-added: glare is new", new=csv("concepts", CONCEPT, "glare,outcome,Glare,")),
    case("glare record-removed: glare is gone", old=csv("concepts", CONCEPT, "glare,outcome,Glare,")),
    case(
        "headache broader-dropped: adverse_event is no longer broader than it | C1, C2",
        new=csv("concepts", "concept_id,broader", "headache,"),
    ),
    case(
        "dazzle broader-dropped: glare is no longer broader than it",
        "dazzle record-changed: adverse_event, which was broader by way of another concept, is now named directly",
        "glare broader-dropped: adverse_event is no longer broader than it",
        old=csv("concepts", CONCEPT, "glare,outcome,Glare,adverse_event", "dazzle,outcome,Dazzle,glare"),
        new=csv("concepts", CONCEPT, "glare,outcome,Glare,", "dazzle,outcome,Dazzle,adverse_event"),
    ),
    case(
        "dazzle record-changed: glare is now broader than it",
        "dazzle record-changed: adverse_event is now broader only by way of another concept",
        "glare record-added: glare is new",
        old=csv("concepts", CONCEPT, "dazzle,outcome,Dazzle,adverse_event"),
        new=csv("concepts", CONCEPT, "glare,outcome,Glare,adverse_event", "dazzle,outcome,Dazzle,glare"),
    ),
    *SWAPS,
    case("C3/restates/C2 record-added: that C3 restates C2 is now on record | C3, C2", new=related("C3,restates,C2,")),
    case(
        "C3/restates/C2 relation-loosened: that C3 restates C2 is no longer on record | C3, C2",
        old=related("C3,restates,C2,"),
    ),
    case(
        "C3/restates/C2 relation-loosened: of C3 and C2, relation was qualifies and is now restates | C3, C2",
        'C3/restates/C2 note-changed: note was "So." and is now blank | C3, C2',
        old=related("C3,qualifies,C2,So."),
        new=related("C3,restates,C2,"),
    ),
    case(  # which of the two that are gone became the new one can't be told
        "C3/contradicts/C2 relation-loosened: that C3 contradicts C2 is no longer on record | C3, C2",
        "C3/qualifies/C2 relation-loosened: that C3 qualifies C2 is no longer on record | C3, C2",
        "C3/restates/C2 record-added: that C3 restates C2 is now on record | C3, C2",
        old=related("C3,qualifies,C2,", "C3,contradicts,C2,"),
        new=related("C3,restates,C2,"),
    ),
    case(  # the other way round is of another claim
        "C2/restates/C3 record-added: that C2 restates C3 is now on record | C2, C3",
        "C3/qualifies/C2 relation-loosened: that C3 qualifies C2 is no longer on record | C3, C2",
        old=related("C3,qualifies,C2,"),
        new=related("C2,restates,C3,"),
    ),
    case(
        "C5/qualifies/C1 relation-loosened: that C5 qualifies C1 is now on record | C5, C1",
        new=related("C5,qualifies,C1,So."),
    ),
    case(  # it limits another claim than before
        "C5/qualifies/C1 relation-loosened: that C5 qualifies C1 is now on record | C5, C1",
        "C5/qualifies/C4 relation-loosened: that C5 qualifies C4 is no longer on record | C5, C4",
        new=Edit(file={"claims/relations.csv": f"{RELATION}\nC5,qualifies,C1,So.\n"}),
    ),
    case(  # the claim that is limited is itself new: nothing that was told before is silenced
        "C6 claim-added: C6 is new: outcome eye_strain, effect_direction occurs, source_ids S2",
        "C5/qualifies/C6 record-added: that C5 qualifies C6 is now on record | C5, C6",
        new=related("C5,qualifies,C6,So.", **NEW_CLAIM.csv),
    ),
    case(  # it was there by another id
        "C10 record-renamed: C6 is now C10",
        "C5/qualifies/C10 relation-loosened: that C5 qualifies C10 is now on record | C5, C10",
        old=NEW_CLAIM,
        new=related("C5,qualifies,C10,So.", **SAME_CLAIM.csv),
    ),
    case(  # C5 cites no source, so that it may rest on C3 now
        "C5/summarises/C3 relation-loosened: that C5 summarises C3 is now on record | C5, C3",
        new=related("C5,summarises,C3,"),
    ),
    case(
        "C5/restates/C3 relation-loosened: of C5 and C3, relation was contradicts and is now restates | C5, C3",
        old=related("C5,contradicts,C3,"),
        new=related("C5,restates,C3,"),
    ),
    case(
        "C3/restates/C2 relation-loosened: that C3 restates C2 is now on record | C3, C2",
        old=csv("claims", "claim_id,claim_type", "C3,synthesis"),
        new=related("C3,restates,C2,", claims="claim_id,claim_type\nC3,synthesis\n"),
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
        "unused-source/fedcba9876543210 warning-acknowledged: unused-source of S3 was accepted again "
        'by "The editors", under another fingerprint: "Still."',
        old=ACCEPTED,
        new=csv("acknowledgements", ACK, "unused-source,S3,fedcba9876543210,Still.,The editors,2026-02-01,"),
    ),
    case(
        "unused-source/0123456789abcdef record-removed: unused-source of S3 is no longer accepted",
        old=ACCEPTED,
    ),
    case(
        "dusk record-renamed: dark is now dusk",
        old=csv("articles", ARTICLE_HEAD, f"dark,Dark,en,{'a' * 64},9"),
        new=csv("articles", ARTICLE_HEAD, f"dusk,Dark,en,{'a' * 64},9"),
    ),
    *(
        case(
            f"light record-changed: text_sha256 was {TEXT} and is now {'b' * 64}",
            f"P6 {kind}: {column} was {before} and is now {after} | C3",
            old=csv("passages", f"passage_id,{column}", f"P6,{before}"),
            new=Edit(csv={"passages": f"passage_id,{column}\nP6,{after}\n"}, replace=REPINNED),
        )
        for column, before, after, kind in (
            ("start", "235", "234", "passage-repinned"),
            ("end", "248", "249", "passage-repinned"),
            ("sha256", "a" * 64, "b" * 64, "passage-repinned"),
            ("kind", "list_item", "heading", "passage-repinned"),
            ("article_id", "dark", "light", "record-changed"),
        )
    ),
    case("P9 passage-repinned: P9 is new", new=csv("passages", PASSAGE_HEAD, PASSAGE_ROW)),
    case(
        "P8 record-changed: end was 326 and is now 310 | C5",
        "P9 passage-uncovered: P9 is new and said to carry no claim; its text was in P8, which had to",
        new=csv(
            "passages",
            f"{PASSAGE_HEAD},coverage_reason",
            "P8,light,8,sentence,300,310,2c4555f4bf2a8c15b44d3736e5ebda95b349eab9131d7f2f9c1d3a89f9ee3318,claims,",
            CARVED_OUT,
        ),
    ),
    case(  # a passage that said before that it carries no claim may be cut as one likes
        "P4 record-changed: end was 197 and is now 180",
        "P9 passage-repinned: P9 is new",
        new=csv(
            "passages",
            f"{PASSAGE_HEAD},coverage_reason",
            "P4,light,4,heading,176,180,43bd29ce1783c55528cfdb6ab175a06eb3966469c45d7446ad11f7392e7a0859,none,"
            "Introduces the list.",
            CARVED_OUT.replace("311,326", "181,197"),
        ),
    ),
    case(  # the text is another, so that its passages were cut anew
        f"light record-changed: text_sha256 was {TEXT} and is now {'b' * 64}",
        "P9 passage-repinned: P9 is new",
        new=Edit(csv={"passages": f"{PASSAGE_HEAD},coverage_reason\n{CARVED_OUT}\n"}, replace=REPINNED),
    ),
    case("P9 passage-uncovered: P9 is gone", old=csv("passages", PASSAGE_HEAD, PASSAGE_ROW)),
    case(
        "P10 passage-repinned: P9 is now P10",
        old=csv("passages", PASSAGE_HEAD, PASSAGE_ROW),
        new=csv("passages", PASSAGE_HEAD, PASSAGE_ROW.replace("P9", "P10")),
    ),
    case(
        "dark record-removed: dark is gone",
        "P9 passage-repinned: P9 is gone",
        old=Edit(
            csv={
                "articles": f"{ARTICLE_HEAD}\ndark,Dark,en,{'a' * 64},9\n",
                "passages": f"{PASSAGE_HEAD}\n{PASSAGE_ROW.replace('light', 'dark')}\n",
            }
        ),
    ),
    case(
        "light/3 record-added: light/3 is new: source_id S2",
        new=csv("references", "article_id,citation,source_id", "light,3,S2"),
    ),
    case(
        "light/3 reference-changed: light/3 is gone: source_id S2",
        old=csv("references", "article_id,citation,source_id", "light,3,S2"),
    ),
    case(
        'version record-changed: "version" was "1.0.0" and is now "2.0.0"',
        new=Edit(descriptor='{"version": "2.0.0"}'),
    ),
    case(
        'articleTexts check-loosened: "articleTexts" was {"light":"article.txt"} and is now not there',
        old=Edit(descriptor='{"articleTexts": {"light": "article.txt"}}'),
    ),
    case(
        'articleTexts record-changed: "articleTexts" was {"light":"article.txt"} and is now {"light":"text.txt"}',
        old=Edit(descriptor='{"articleTexts": {"light": "article.txt"}}'),
        new=Edit(descriptor='{"articleTexts": {"light": "text.txt"}}'),
    ),
    case(
        'keywords record-changed: "keywords" was ["test"] and is now not there',
        new=Edit(descriptor='{"keywords": null}'),
    ),
]


@pytest.mark.parametrize("given", CASES, ids=lambda given: re.sub("[:].*", "", given.expected[0]))
def test_a_change(given: Case, tmp_path: Path) -> None:
    comparison = compared(given.old, given.new, tmp_path)
    assert lines(comparison) == list(given.expected)
    assert comparison.not_compared == ()


WEAKENING = [
    *("verdict-weakened", "verdict-lifted", "statement-turned"),
    *("claim-removed", "direction-flipped", "direction-strengthened", "direction-weakened", "scope-widened"),
    *("scope-replaced", "qualifier-dropped", "source-dropped", "check-loosened", "number-lowered", "detail-dropped"),
    *("source-replaced", "source-retracted", "source-superseded", "retraction-withdrawn", "estimate-removed"),
    *("estimate-verdict-changed", "broader-dropped", "relation-loosened", "warning-acknowledged", "review-postponed"),
    *("disclosure-dropped", "passage-uncovered", "reference-changed"),
]


def test_which_kinds_weaken_the_evidence_is_a_contract() -> None:
    """Somebody's CI rests on it: a kind that no longer fails a pull request is a change to announce."""
    assert {kind.name for kind in KINDS.values() if kind.weakens} == set(WEAKENING)
    assert not [kind.name for kind in KINDS.values() if kind.weakens and kind.is_quiet]


def test_every_kind_says_why_in_a_sentence() -> None:
    for kind in KINDS.values():
        assert re.fullmatch("[a-z]+(-[a-z]+)+", kind.name)
        assert re.fullmatch(r"[A-Z].*[^.]\.", kind.why)
        named = {"all", "package", "all others", *TABLES}
        assert {*kind.tables.split(", ")} <= named


def test_what_names_of_kinds_stand_for() -> None:
    assert chosen(["weakened"]) == set(WEAKENING)
    assert chosen(["any"]) == set(KINDS)
    assert chosen(["never"]) == chosen([]) == frozenset()
    assert chosen(["claim-added", "claim-removed", "claim-added"]) == {"claim-added", "claim-removed"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["source-droped"], '"source-droped" is no kind of change. Did you mean "source-dropped"?'),
        (["weaken"], '"weaken" is no kind of change. Did you mean "weakened"?'),
        (["\x1b[2J"], '"\\u{001B}[2J" is no kind of change.'),
        (["never", "any"], "never must be the only kind that is named."),
    ],
)
def test_what_is_no_kind(names: list[str], message: str) -> None:
    with pytest.raises(UnknownKindError) as refusal:
        chosen(names)
    assert str(refusal.value) == message


def test_the_page_of_the_kinds_is_up_to_date() -> None:
    assert (ROOT / "validator/claimpack/changes/README.md").read_text(encoding="utf-8") == kinds_page()
