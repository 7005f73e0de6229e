"""One table: what each turn of a cell comes to, by the kind of change; whether it weakens is the kind's."""

from __future__ import annotations

import csv as csvfile
import io
from collections import defaultdict
from pathlib import Path

import pytest
from claimpack.changes.judgements import direction
from claimpack.package.tableschema import table_schema

from tests.changes.versions import of_folders
from tests.edits import Edit

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
glare,outcome,Glare,eye_strain
blur,outcome,Blur,eye_strain
"""
"""Laid over the concepts of the example, in which eye_strain and headache are below adverse_event."""
A, B = "a" * 64, "b" * 64
LONG, OTHER, FAR = "Lasting harms of bright lamps", "Lasting harms in cold rooms", "Lasting sleep in cold rooms"

TURNS = {
    "claims": [
        ("population_size", "1640", "164", "number-lowered"),
        ("population_size", "1640", "", "number-lowered"),
        ("population_size", "999", "1000", "record-changed"),
        ("population_size", "", "1000", "record-changed"),
        ("study_count", "12", "9", "number-lowered"),
        ("study_count", "9", "12", "record-changed"),
        ("population_basis", "from_source", "stated", "check-loosened"),
        ("population_basis", "stated", "from_source", "check-loosened"),
        ("population_basis", "stated", "not_reported", "check-loosened"),
        ("population_basis", "not_reported", "stated", "record-changed"),
        ("population_basis", "not_reported", "not_applicable", "record-changed"),
        ("stated_year", "2019", "", "detail-dropped"),
        ("stated_year", "2019", "2020", "record-changed"),
        ("claim_type", "adverse_event", "limitation", "check-loosened"),
        ("claim_type", "adverse_event", "requirement", "check-loosened"),
        ("claim_type", "limitation", "requirement", "record-changed"),
        ("claim_type", "synthesis", "study_result", "check-loosened"),
        ("claim_type", "study_result", "synthesis", "record-changed"),
        ("statement", "One.", "Two.", "record-changed"),
        ("claim_type", "study_result", "benefit", "record-changed"),
        ("claim_type", "benefit", "study_result", "check-loosened"),
        ("claim_type", "limitation", "study_result", "record-changed"),
        ("claim_type", "adverse_event", "benefit", "check-loosened"),
        ("claim_type,effect_direction", "adverse_event|increased", "benefit|increased", "record-changed"),
        ("statement", "It strains 12 % of eyes.", "It strains 2 % of eyes.", "statement-turned"),
        ("statement", "It strains 12 % of eyes.", "It strains 12.0 % of eyes.", "record-changed"),
        ("statement", "It strained 1640 eyes.", "It strained 1,640 eyes.", "record-changed"),
        ("statement", "In 12 trials it strained eyes.", "In twelve trials it strained eyes.", "record-changed"),
        ("statement", "In 12 trials it strained eyes.", "It strained eyes in trials.", "record-changed"),
        ("statement", "It strains the eyes.", "In 12 trials it strained eyes.", "record-changed"),
        ("statement", "It strains the eyes.", "It does not strain the eyes.", "statement-turned"),
        ("statement", "Die Augen ermüden.", "Die Augen ermüden nicht.", "statement-turned"),
        ("statement", "It does not strain the eyes.", "It strains the eyes.", "record-changed"),
        ("statement", "It may strain the eyes.", "It strains the eyes.", "statement-turned"),
        ("statement", "It strains the eyes.", "Perhaps it strains the eyes.", "statement-turned"),
        ("statement", "It may strain the eyes.", "The eyes can be strained.", "record-changed"),
        ("statement", "Strain is more likely.", "Strain is more frequent.", "record-changed"),
        ("statement", "Müde Augen sind wahrscheinlicher.", "Müde Augen sind häufiger.", "record-changed"),
        ("statement", "Strain is likely.", "Strain occurs.", "statement-turned"),
        (
            "statement,effect_direction",
            "It is as often.|no_difference",
            "No more often.|no_difference",
            "record-changed",
        ),
        ("statement,effect_direction", "It may harm.|uncertain", "Nobody knows.|uncertain", "record-changed"),
        (
            "statement,effect_direction",
            "Staff who can help are needed.|not_applicable",
            "Able staff are needed.|not_applicable",
            "record-changed",
        ),
        ("wording", "asserts", "may", "statement-turned"),
        ("wording", "may", "probably", "statement-turned"),
        ("wording", "", "may", "record-changed"),
        ("wording", "may", "", "detail-dropped"),
        ("stated_value", "12", "2", "statement-turned"),
        ("stated_value", "12", "12.0", "record-changed"),
        ("stated_value", "", "12", "record-changed"),
        ("stated_high", "12", "", "detail-dropped"),
        ("stated_measure", "percent", "one_in", "statement-turned"),
        ("follow_up", "12 weeks", "5 years", "scope-replaced"),
        ("follow_up", "52 weeks", "1 year", "record-changed"),
        ("follow_up", "", "1 year", "record-changed"),
        ("follow_up", "1 year", "", "qualifier-dropped"),
        ("conditions", "in people without migraine", "in people", "qualifier-dropped"),
        ("conditions", "in people without migraine", "in people with migraine", "qualifier-dropped"),
        ("conditions", "in people without migraine", "people without migraine", "record-changed"),
        ("conditions", "if used daily", "if it is used each day", "record-changed"),
        ("onset", "in the first week", "in the first week of treatment", "record-changed"),
        ("frequency", "common", "not_known", "qualifier-dropped"),
        ("frequency", "", "not_known", "record-changed"),
        ("passage_id", "P5", "P6", "record-changed"),
        ("note", "", "Seen.", "note-changed"),
        ("note", "Seen.", "", "note-changed"),
        ("source_ids", "S1;S2", "S2", "source-dropped"),
        ("source_ids", "S1;S2", "", "source-dropped source-dropped"),
        ("source_ids", "S2", "S2;S1", "record-changed"),
        ("source_ids", "S1", "S2", "record-changed source-dropped"),
        ("intervention", "bright_light", "light_therapy", "scope-widened"),
        ("population", "adults", "", "scope-widened"),
        ("outcome", "adverse_event", "headache", "record-changed"),
        ("comparator", "", "dim_light", "record-changed"),
        ("outcome", "headache", "eye_strain", "scope-replaced"),
        ("severity", "mild", "", "qualifier-dropped"),
        ("severity", "serious", "any", "qualifier-dropped"),
        ("conditions", "If used daily", "", "qualifier-dropped"),
        ("onset", "early", "", "qualifier-dropped"),
        ("onset", "early", "late", "record-changed"),
        ("severity", "serious", "mild", "qualifier-dropped"),
        ("severity", "mild", "serious", "record-changed"),
        ("frequency", "common", "rare", "qualifier-dropped"),
        ("frequency", "rare", "common", "record-changed"),
        ("severity", "", "any", "record-changed"),
        ("severity", "any", "", "qualifier-dropped"),
        ("severity", "any", "mild", "qualifier-dropped"),
        ("severity", "", "mild", "qualifier-dropped"),
        ("severity", "", "moderate", "qualifier-dropped"),
        ("severity", "", "serious", "record-changed"),
        ("frequency", "", "rare", "qualifier-dropped"),
        ("frequency", "", "very_rare", "qualifier-dropped"),
        ("frequency", "", "some", "record-changed"),
        ("frequency", "", "very_common", "record-changed"),
        ("conditions", "", "If used daily", "record-changed"),
        ("effect_direction,severity", "no_increase|", "no_increase|mild", "record-changed"),
        ("effect_direction,severity", "no_increase|any", "no_increase|mild", "record-changed"),
        ("effect_direction,severity", "no_increase|any", "no_increase|", "record-changed"),
        ("effect_direction,frequency", "no_increase|", "no_increase|very_rare", "record-changed"),
        ("effect_direction,frequency", "not_applicable|", "occurs|rare", "direction-changed qualifier-dropped"),
        ("effect_direction,frequency", "occurs|", "not_applicable|rare", "direction-weakened qualifier-dropped"),
    ],
    "sources": [
        ("status", "identified", "unidentified", "source-replaced"),
        ("status", "unidentified", "identified", "record-changed"),
        ("superseded_by", "", "S1", "source-superseded"),
        ("superseded_by", "S1", "", "retraction-withdrawn"),
        ("superseded_by", "S1", "S2", "retraction-withdrawn source-superseded"),
        ("doi", "10.1000/1", "10.1000/2", "source-replaced"),
        ("doi", "10.1000/1", "", "source-replaced"),
        ("doi", "10.1000/abc", "10.1000/ABC", "record-changed"),
        ("doi", "", "10.1000/2", "record-changed"),
        ("pmid", "31989101", "31989102", "source-replaced"),
        ("pmid", "31989101", "", "source-replaced"),
        ("pmcid", "PMC1", "PMC2", "source-replaced"),
        ("pmcid", "PMC1", "", "source-replaced"),
        ("pmcid", "pmc1", "PMC1", "record-changed"),
        ("title", f"{LONG}", "Sleep and mood in old age", "source-replaced"),
        ("title", f"{LONG}", "Lasting harms of bright lamp", "record-changed"),
        ("title", "Lasting harms", "Lasting harms of bright lamps: a review", "record-changed"),
        ("title", f"{LONG}", f"{FAR}", "source-replaced"),
        ("title", f"{LONG}", f"{OTHER}", "record-changed"),
        ("title", "Saftey", "Safety", "record-changed"),
        ("title", "Safety", "Mood", "source-replaced"),
        ("title", "One paper", "ONE  Paper", "record-changed"),
        ("title", "One paper", "", "detail-dropped"),
        ("title", "", "One paper", "record-changed"),
        ("authors", "One", "Other", "record-changed"),
        ("authors", "One", "", "detail-dropped"),
        ("doi,title,authors", "10.1000/1|One|A", "10.1000/1|Two|A", "record-changed"),
        ("doi,title,authors", "10.1000/1|One|A", "10.1000/1|Two|a", "record-changed record-changed"),
        ("doi,title,authors", "10.1000/1|One|A", "10.1000/1|Two|B", "record-changed source-replaced"),
        (
            "doi,title,authors",
            "10.1000/1|One|Lee J et al.",
            "10.1000/1|Two|Kim J et al.",
            "record-changed source-replaced",
        ),
        ("doi,title,authors", "10.1000/1|One|", "10.1000/1|Two|B", "record-changed record-changed"),
        (
            "doi,title,authors",
            "10.1000/1|One|Lee J et al.",
            "10.1000/1|Two|Lee J; Kim S",
            "record-changed record-changed",
        ),
        ("doi,title,issued_on", "10.1000/1|One|2019", "10.1000/1|Two|2020", "record-changed source-replaced"),
        ("doi,title,issued_on", "10.1000/1|One|2019", "10.1000/1|Two|2019-02", "record-changed record-changed"),
        ("doi,title,issued_on", "10.1000/1|One|", "10.1000/1|Two|2020", "record-changed record-changed"),
        (
            "title,authors,issued_on",
            f"{LONG}|Lee J|2019",
            f"{OTHER}|Kim S|2020",
            "record-changed record-changed source-replaced",
        ),
        ("title,authors,issued_on", f"{LONG}|Lee J|2019", f"{OTHER}|Lee J|2020", "record-changed record-changed"),
        (
            "doi,title,authors,issued_on",
            f"10.1000/1|{LONG}|Lee J|2019",
            f"10.1000/1|{FAR}|Kim S|2020",
            "record-changed record-changed record-changed",
        ),
        (
            "status,title,doi",
            "unidentified|Old lamps|",
            "identified|Bright light|10.1000/1",
            "record-changed record-changed record-changed",
        ),
        (
            "status,doi,title",
            "unidentified|10.1000/2|Old lamps",
            "identified|10.1000/1|Bright light",
            "record-changed record-changed record-changed",
        ),
        (
            "status,doi,title",
            "unidentified|10.1000/2|Old lamps",
            "identified||Bright light",
            "record-changed record-changed source-replaced",
        ),
        ("status,title", "unidentified|Old lamps", "unidentified|Bright light", "source-replaced"),
        ("url", "https://example.org/1", "", "detail-dropped"),
        ("url,pmid", "https://example.org/1|", "|31989101", "record-changed record-changed"),
        ("url", "https://example.org/1", "https://example.org/2", "record-changed"),
        ("population_size", "1640", "164", "number-lowered"),
        ("population_size", "1640", "", "number-lowered"),
        ("population_size", "164", "1640", "record-changed"),
        ("study_count", "12", "11", "record-changed"),
        ("study_count", "12", "", "detail-dropped"),
        ("source_type", "preprint", "meta_analysis", "check-loosened"),
        ("source_type", "preclinical_study", "case_report", "check-loosened"),
        ("source_type", "meta_analysis", "preprint", "record-changed"),
        ("source_type", "", "meta_analysis", "record-changed"),
        ("source_type", "meta_analysis", "", "detail-dropped"),
        ("overlaps_with", "S1;S2", "S2", "detail-dropped"),
        ("overlaps_with", "S2", "S1;S2", "record-changed"),
        ("issued_on", "2020", "", "detail-dropped"),
        ("issued_on", "2020", "2021", "record-changed"),
        ("intervention", "bright_light", "light_therapy", "scope-widened"),
        ("intervention", "bright_light", "", "scope-widened"),
        ("intervention", "light_therapy", "bright_light", "record-changed"),
        ("intervention", "", "bright_light", "record-changed"),
        ("intervention", "bright_light", "sham", "scope-replaced"),
        ("population", "adults", "people", "scope-widened"),
        ("population", "adults", "children", "scope-replaced"),
        ("comparator", "dim_light", "control", "scope-widened"),
        ("comparator", "control", "dim_light", "record-changed"),
        ("routes", "eyes", "head", "scope-widened"),
        ("routes", "eyes", "skin", "scope-replaced"),
        ("routes", "eyes", "eyes;skin", "scope-widened"),
        ("routes", "eyes;skin", "eyes", "record-changed"),
        ("routes", "eyes;skin", "head", "scope-replaced"),
        ("routes", "eyes;skin", "skin; eyes", ""),
        ("retraction_status", "none_found", "retracted", "source-retracted"),
        ("retraction_status", "none_found", "concern", "source-retracted"),
        ("retraction_status", "concern", "retracted", "source-retracted"),
        ("retraction_status", "not_checked", "retracted", "source-retracted"),
        ("retraction_status", "", "concern", "source-retracted"),
        ("retraction_status", "none_found", "corrected", "source-retracted"),
        ("retraction_status", "not_checked", "corrected", "source-retracted"),
        ("retraction_status", "retracted", "none_found", "retraction-withdrawn"),
        ("retraction_status", "retracted", "concern", "retraction-withdrawn"),
        ("retraction_status", "corrected", "none_found", "retraction-withdrawn"),
        ("retraction_status", "retracted", "not_checked", "retraction-withdrawn"),
        ("retraction_status", "concern", "", "retraction-withdrawn"),
        ("retraction_status", "none_found", "not_checked", "retraction-withdrawn"),
        ("retraction_status", "none_found", "", "retraction-withdrawn"),
        ("retraction_status", "not_checked", "none_found", "record-changed"),
        ("retraction_status", "", "not_checked", "record-changed"),
    ],
    "estimates": [
        ("source_id", "S1", "S2", "scope-replaced"),
        ("outcome", "headache", "eye_strain", "scope-replaced"),
        ("outcome", "headache", "adverse_event", "scope-widened"),
        ("outcome", "adverse_event", "headache", "record-changed"),
        ("intervention", "bright_light", "light_therapy", "scope-widened"),
        ("intervention", "bright_light", "", "scope-widened"),
        ("population", "adults", "", "scope-widened"),
        ("comparator", "dim_light", "", "scope-widened"),
        ("comparator", "", "dim_light", "record-changed"),
        ("ci_high", "1.22", "1.2", "record-changed"),
        ("ci_low", "1.01", "0.99", "estimate-verdict-changed record-changed"),
        ("estimate,ci_low", "1.10|0.90", "1.10|1.01", "estimate-verdict-changed record-changed"),
        ("estimate,ci_low,ci_high", "0.90|0.80|1.10", "0.90|0.80|0.99", "estimate-verdict-changed record-changed"),
        ("ci_low", "0.90", "", "detail-dropped"),  # what the upper limit alone shows is the same
        ("ci_low", "", "0.90", "record-changed"),
        ("ci_low,ci_high", "0.90|1.22", "|", "detail-dropped detail-dropped estimate-verdict-changed"),
        ("ci_low,ci_high", "|", "0.90|1.22", "record-changed record-changed record-changed"),
        ("ci_low,ci_high", "0.90|1.22", "0.80|1.30", "estimate-verdict-changed record-changed record-changed"),
        ("ci_high", "1.22", "1.3", "estimate-verdict-changed record-changed"),
        ("ci_low", "0.90", "0.9", "record-changed"),
        ("ci_low", "0.80", "0.90", "record-changed"),
        ("ci_low,ci_high", "0.90|1.22", "0.80|1.20", "record-changed record-changed"),
        ("ci_low,ci_level", "0.90|95", "0.80|99", "record-changed record-changed"),
        ("events_intervention,total_intervention", "3|120", "0|120", "estimate-verdict-changed record-changed"),
        ("events_intervention,total_intervention", "3|120", "2|120", "record-changed"),
        ("events_intervention,total_intervention", "0|120", "3|120", "record-changed"),
        (
            "orientation,events_intervention,total_intervention",
            "arms_swapped|3|120",
            "arms_swapped|0|120",
            "record-changed",
        ),
        (
            "estimate,ci_low,ci_high,p_value",
            "1.10|1.30|1.20|",
            "1.10|1.01|1.30|",
            "record-changed record-changed record-changed",
        ),
        ("estimate,ci_low,ci_high", "3.50|1.10|1.20", "3.50|1.00|1.30", "record-changed record-changed"),
        ("estimate,ci_high", "1.10|1.02", "1.10|1.22", "record-changed record-changed"),
        ("reported_direction", "increased", "", "detail-dropped"),
        ("reported_direction", "", "increased", "record-changed"),
        ("reported_direction", "increased", "no_difference", "estimate-verdict-changed"),
        ("certainty", "low", "high", "check-loosened"),
        ("certainty", "high", "low", "record-changed"),
        ("certainty", "", "high", "record-changed"),
        ("certainty", "low", "", "detail-dropped"),
        ("analysis", "primary", "post_hoc", "check-loosened"),
        ("analysis", "subgroup", "secondary", "check-loosened"),
        ("analysis", "primary", "secondary", "record-changed"),
        ("analysis", "", "subgroup", "record-changed"),
        ("interval_kind", "wald", "prediction", "check-loosened estimate-verdict-changed"),
        ("interval_kind", "wald", "credible", "check-loosened"),
        ("interval_kind", "exact", "profile", "record-changed"),
        ("interval_kind", "", "exact", "record-changed"),
        ("model", "random", "random_hksj", "check-loosened"),
        ("model", "random", "fixed", "record-changed"),
        ("p_sides", "two", "one", "check-loosened"),
        ("p_sides", "one", "two", "record-changed"),
        ("follow_up", "12 weeks", "5 years", "scope-replaced"),
        ("follow_up", "12 months", "1 year", "record-changed"),
    ],
    "concepts": [
        ("label", "Headache", "Pain", "record-changed"),
        ("definition", "Pain", "", "detail-dropped"),
        ("same_as", "HP:0002315", "", "detail-dropped"),
        ("same_as", "HP:0002315", "HP:0002315;HP:0002316", "record-changed"),
        ("same_as", "HP:0002315", "HP:0002316", "detail-dropped"),
        ("serious", "yes", "no", "check-loosened"),
        ("serious", "yes", "", "check-loosened"),
        ("serious", "no", "yes", "record-changed"),
        ("serious", "", "no", "record-changed"),
        ("desirable", "no", "yes", "check-loosened"),
        ("desirable", "", "yes", "record-changed"),
        ("margin", "1.05", "1.25", "check-loosened"),
        ("margin", "", "1.05", "check-loosened"),
        ("margin", "1.25", "1.05", "record-changed"),
        ("margin", "1.25", "", "detail-dropped"),
        ("broader", "adverse_event", "", "broader-dropped"),
        ("broader", "adverse_event", "adverse_event;eye_strain", "record-changed"),
        ("broader", "adverse_event", "eye_strain", "record-changed record-changed"),
        ("broader", "adverse_event", "glare", "record-changed record-changed"),
        ("broader", "glare", "eye_strain", "broader-dropped record-changed"),
        ("broader", "glare", "blur", "broader-dropped record-changed"),
        ("broader", "glare;adverse_event", "glare", "record-changed"),
        ("broader", "glare", "glare;adverse_event", "record-changed"),
        ("broader", "glare;blur", "glare", "broader-dropped"),
    ],
    "passages": [
        ("coverage", "claims", "none", "passage-uncovered"),
        ("coverage", "none", "claims", "record-changed"),
        ("citations", "2", "", "detail-dropped"),
        ("citations", "1;2", "1", "detail-dropped"),
        ("citations", "2", "1", "detail-dropped"),
        ("citations", "2", "1;2", "record-changed"),
        ("citations", "", "1", "record-changed"),
        ("opening_words", "Eye strain", "", "detail-dropped"),
        ("closing_words", "Eye strain", "", "detail-dropped"),
        ("opening_words", "Eye", "Eye strain", "passage-repinned"),
        ("closing_words", "", "strain", "passage-repinned"),
        ("start", "235", "234", "record-changed"),
        ("end", "248", "249", "record-changed"),
        ("sha256", f"{A}", f"{B}", "record-changed"),
        ("kind", "list_item", "heading", "record-changed"),
        ("article_id", "light", "dark", "record-changed"),
        ("position", "6", "7", "passage-repinned"),
        ("coverage_reason", "", "None", "passage-repinned"),
    ],
    "references": [
        ("source_id", "S2", "S1", "reference-changed"),
    ],
    "articles": [
        ("competing_interest", "Sells lamps.", "", "disclosure-dropped"),
        ("competing_interest", "Sells lamps.", "None.", "disclosure-dropped"),
        ("competing_interest", "Makes and sells lamps.", "Sells lamps.", "disclosure-dropped"),
        ("competing_interest", "Sells lamps.", "Sells lampshades.", "disclosure-dropped"),
        ("competing_interest", "Sells bright-light lamps.", "sells bright light lamps", "record-changed"),
        ("competing_interest", "Sells lamps.", "Makes and sells lamps.", "record-changed"),
        ("competing_interest", "", "Sells lamps.", "record-changed"),
        ("competing_interest", "Sells lamps.", "No longer sells lamps.", "disclosure-dropped"),
        ("competing_interest", "Sells lamps.", "Sells no lamps.", "disclosure-dropped"),
        ("competing_interest", "Sells lamps.", "Sells lamps. The author has no interest.", "record-changed"),
        ("text_sha256", f"{A}", f"{B}", "record-changed"),
        ("publisher", "One", "", "disclosure-dropped"),
        ("author", "One", "", "disclosure-dropped"),
        ("reviewer", "One", "", "disclosure-dropped"),
        ("publisher", "One", "One Ltd", "record-changed"),
    ],
    "relations": [
        ("relation,note", "restates|So.", "restates|Thus.", "note-changed"),
        ("relation,note", "restates|So.", "restates|", "note-changed"),
        ("relation,note", "qualifies|So.", "qualifies|Thus.", "record-changed"),
        ("relation,note", "qualifies|So.", "qualifies|", "relation-loosened"),
        ("relation,note", "qualifies|", "qualifies|So.", "relation-loosened"),
    ],
    "acknowledgements": [
        ("review_by", "2026-06-01", "2026-06-02", "review-postponed"),
        ("review_by", "2026-06-01", "", "review-postponed"),
        ("review_by", "2026-06-01", "2026-03-01", "record-changed"),
        ("review_by", "", "2026-03-01", "record-changed"),
        ("reason", "Kept.", "Kept on.", "record-changed"),
        ("subjects", "S2", "S1;S2", "warning-acknowledged"),
        ("subjects", "S1;S2", "S2", "record-changed"),
        ("cause", "", f"{A[:16]}", "warning-acknowledged"),
        ("cause", f"{A[:16]}", f"{B[:16]}", "warning-acknowledged"),
        ("cause", f"{A[:16]}", "", "record-changed"),
    ],
}
"""By table, turns of a record: columns, cells before and after, and the kinds of all changes that come of it."""
KEYS = {"acknowledgements": "fingerprint", "references": "citation"}
TEMPLATES = {
    "claims": {"claim_type": "adverse_event", "effect_direction": "occurs"},
    "estimates": {"p_value": ""},
    "relations": {"target_claim_id": "C4"},
    "acknowledgements": {
        "rule": "unused-source",
        "subjects": "S2",
        "reason": "Kept.",
        "acknowledged_by": "The editors",
        "acknowledged_on": "2026-01-01",
        "review_by": "",
    },
}
"""The cells of each record, over those of the first record of the example."""


@pytest.mark.parametrize("table", TURNS)
def test_every_turn_of_a_cell(table: str, tmp_path: Path) -> None:
    """Each turn is of a record of its own, so that one comparison judges all of a table."""
    key, names = KEYS.get(table, table_schema(table).primary_key[0]), []
    for side, folder in ((1, tmp_path / "old"), (2, tmp_path / "new")):
        Edit(csv={"concepts": TREE}).apply(folder)
        file = folder / f"claims/{table}.csv"
        header, *rows = csvfile.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
        left_out = [column for column in table_schema(table).fields if column not in header]
        header, rows = header + left_out, [row + [""] * len(left_out) for row in rows]
        template = dict(zip(header, rows[0] if rows else (), strict=False)) | TEMPLATES.get(table, {})
        names = [f"{number:016x}" if key == "fingerprint" else str(900 + number) for number in range(len(TURNS[table]))]
        for name, turn in zip(names, TURNS[table], strict=True):
            cells = dict(zip(turn[0].split(","), turn[side].split("|"), strict=True))
            assert {*cells} <= {*header}, turn
            rows.append([(template | cells | {key: name}).get(column, "") for column in header])
        with file.open("w", encoding="utf-8", newline="") as stream:
            csvfile.writer(stream).writerows([header, *rows])
    comparison = of_folders(tmp_path / "old", tmp_path / "new")
    assert comparison.not_compared == ()
    found = defaultdict(list)
    for change in (change for change in comparison.changes if not change.is_of_a_verdict):
        found[change.subject.split("/")[1 if table in KEYS else 0]].append(change.kind)
    for name, turn in zip(names, TURNS[table], strict=True):
        assert " ".join(sorted(found[name])) == turn[-1], turn
    assert not found.keys() - {*names}


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
    "!": ("direction-flipped", "only one of the two can be true"),
    "F": ("direction-flipped", "the claim warned or left this open, and now reassures"),
    "+": ("direction-strengthened", "it reassures more than before"),
    "-": ("direction-weakened", "it says less than before"),
    ".": ("direction-changed", ""),
}


def test_every_turn_of_a_direction() -> None:
    for before, signs in TURNED_INTO.items():
        for after, sign in zip(DIRECTIONS, signs.split(), strict=True):
            assert before == after or direction(before, after)[:2] == SIGNS[sign], (before, after)
