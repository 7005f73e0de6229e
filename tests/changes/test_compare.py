"""What is no change, what can't be compared, and that it is always said how much was."""

from __future__ import annotations

import csv as csvfile
import io
import json
import random
import shutil
from pathlib import Path

import pytest
from claimpack.changes.cellmeaning import meaning_of
from claimpack.changes.change import Compared, Comparison, NotCompared
from claimpack.changes.formats.figures import problem
from claimpack.curation.form.tidy import tidy
from claimpack.package.tableschema import TABLES, table_schema
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.changes.versions import NOTHING, compared, counts, csv, lines, of_folders
from tests.edits import EXAMPLE, ROOT, Edit

ACK = "acknowledgements", "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on"
RECORDS = {
    "articles": 1,
    "passages": 8,
    "claims": 5,
    "references": 2,
    "sources": 2,
    "estimates": 2,
    "concepts": 9,
    "relations": 1,
    "acknowledgements": 0,
}
"""How many records the example package has."""


def rows_of(file: Path) -> list[list[str]]:
    return list(csvfile.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))


def write_rows(file: Path, rows: list[list[str]], ending: str = "\n") -> None:
    out = io.StringIO()
    csvfile.writer(out, lineterminator=ending, quoting=csvfile.QUOTE_ALL).writerows(rows)
    file.write_bytes(out.getvalue().encode())


def test_a_package_and_itself(tmp_path: Path) -> None:
    comparison = compared(NOTHING, NOTHING, tmp_path)
    assert comparison.changes == comparison.not_compared == ()
    assert comparison.complete
    assert comparison.compared == {name: Compared(count, count, count) for name, count in RECORDS.items()}


def test_what_is_added_and_removed_is_counted(tmp_path: Path) -> None:
    head = "claim_id,passage_id,claim_type,statement,effect_direction,population_basis"
    old = csv("claims", head, "C8,P3,synthesis,One.,occurs,not_reported")
    new = csv("claims", head, "C9,P4,synthesis,Two.,occurs,not_reported", "C7,P4,synthesis,Three.,occurs,not_reported")
    comparison = compared(old, new, tmp_path)
    assert comparison.compared["claims"] == Compared(old=6, new=7, matched=5)
    assert comparison.counts() == {"claim-removed": 1, "claim-added": 2}


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32 - 1), ending=st.sampled_from(["\n", "\r\n"]))
def test_order_and_form_are_no_change(seed: int, ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Our own data with every column, in any order as rows and list items, another line end, and one of its own."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "claims", folder / "claims")
    shutil.copy(ROOT / "datapackage.json", folder)
    for name in TABLES:
        file = folder / f"claims/{name}.csv"
        fields = table_schema(name).fields
        header, *rows = rows_of(file)
        left_out = [column for column in fields if column not in header]
        header, rows = [*header, *left_out], [[*row, *("" for _ in left_out)] for row in rows]
        for row in rows:
            for at, column in enumerate(header):
                if fields[column].is_list and row[at]:
                    items = row[at].split(";")
                    draw.shuffle(items)
                    row[at] = draw.choice([";", "; ", " ;"]).join(items)
                elif not fields[column].words and fields[column].type == "string" and " " in row[at]:
                    row[at] = f" {row[at].replace(' ', draw.choice(['  ', chr(0xA0)]), 1)}  "
        draw.shuffle(rows)
        order = draw.sample(range(len(header)), len(header))
        own = draw.randrange(len(header) + 1)
        shuffled = [[row[at] for at in order] for row in [header, *rows]]
        for number, row in enumerate(shuffled):
            row.insert(own, "seen by" if number == 0 else str(draw.random()))
        write_rows(file, shuffled, ending)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    draw.shuffle(descriptor["resources"])
    backwards = dict(reversed(descriptor.items()))
    (folder / "datapackage.json").write_text(json.dumps(backwards, indent=draw.choice([None, 1, 4])), encoding="utf-8")
    comparison = of_folders(ROOT, folder)
    assert lines(comparison) == []
    assert [problem(each) for each in comparison.not_compared] == []
    assert all(each.old == each.new == each.matched for each in comparison.compared.values())
    assert comparison.compared["claims"].matched > 50


@given(data=st.data())
def test_canonical_form_means_the_same(data: st.DataObject) -> None:
    schema = table_schema(data.draw(st.sampled_from(TABLES)))
    field = schema.fields[data.draw(st.sampled_from(list(schema.fields)))]
    cell = data.draw(st.text(st.sampled_from("ab1; \t\r\n\u00a0e\u0301\u00e9.\x1c,")))
    assert meaning_of(field, tidy(field, cell)) == meaning_of(field, cell)


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("statement", "No harm.", "Harm."),
        ("statement", "a b", "ab"),
        ("source_ids", "S1;S2", "S1;S3"),
        ("source_ids", "S1", "S1;S2"),
        ("population_size", "164", "1640"),
        ("statement", "ﬁne", "fine"),
    ],
)
def test_what_does_not_mean_the_same(column: str, one: str, other: str) -> None:
    field = table_schema("claims").fields[column]
    assert meaning_of(field, one) != meaning_of(field, other)


def test_digits_stay_as_printed() -> None:
    field = table_schema("estimates").fields["estimate"]
    assert meaning_of(field, "1.10") != meaning_of(field, "1.1")


NEW, GONE = (" is new", " is now on record"), (" is gone", " is no longer on record")


@settings(max_examples=15)
@given(data=st.data())
def test_backwards_what_was_added_is_removed(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Records taken out of either version at random: what one direction calls added, the other calls removed."""
    folders = [tmp_path_factory.mktemp("version") for _ in range(2)]
    for folder in folders:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        for name in ("claims", "sources", "estimates", "concepts", "passages", "references", "relations"):
            header, *rows = rows_of(folder / f"claims/{name}.csv")
            kept = data.draw(st.lists(st.sampled_from(range(len(rows))), min_size=1, unique=True))
            write_rows(folder / f"claims/{name}.csv", [header, *(rows[at] for at in sorted(kept))])
    forth, back = of_folders(*folders), of_folders(*reversed(folders))

    def told(comparison: Comparison, words: tuple[str, ...]) -> set[tuple[str, str]]:
        here = [change for change in comparison.changes if change.message.partition(": ")[0].endswith(words)]
        return {(change.table, change.subject) for change in here}

    assert told(forth, NEW) == told(back, GONE)
    assert told(back, NEW) == told(forth, GONE)
    assert {name: (each.old, each.new) for name, each in forth.compared.items()} == {
        name: (each.new, each.old) for name, each in back.compared.items()
    }


def test_the_claims_of_a_renamed_one_are_followed(tmp_path: Path) -> None:
    """What else names it has not changed: neither its relation nor its acknowledgement is another one."""
    old = csv(*ACK, "uncited-claim,C4,0123456789abcdef,Known.,The editors,2026-01-01")
    new = csv(*ACK, "uncited-claim,C44,fedcba9876543210,Known.,The editors,2026-01-01")
    new.replace = {
        "claims/claims.csv": [["C4,P7", "C44,P7"]],
        "claims/relations.csv": [["C5,qualifies,C4", "C5,qualifies,C44"]],
    }
    comparison = compared(old, new, tmp_path)
    assert lines(comparison) == [
        "C44 record-renamed: C4 is now C44",
        "uncited-claim/fedcba9876543210 record-changed: uncited-claim of C44 is accepted as before; "
        "a record that it is about has another id | C44",
    ]
    assert comparison.weakening == ()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(Edit(), "Other.", id="another reason"),
        pytest.param(csv("relations", "claim_id,relation,target_claim_id", "C44,restates,C3"), "Known.", id="relation"),
        pytest.param(csv("sources", "source_id,study_count", "S2,7"), "Known.", id="a source that it cites"),
        pytest.param(csv("estimates", "estimate_id,estimate", "E2,0.10"), "Known.", id="a number of such a source"),
        pytest.param(csv("passages", "passage_id,start", "P7,249"), "Known.", id="its passage"),
    ],
)
def test_a_renamed_claim_of_which_more_changed_is_accepted_anew(edit: Edit, reason: str, tmp_path: Path) -> None:
    old = csv(*ACK, "uncited-claim,C4,0123456789abcdef,Known.,The editors,2026-01-01")
    new = csv(*ACK, f"uncited-claim,C44,fedcba9876543210,{reason},The editors,2026-01-01")
    new.csv |= edit.csv
    new.replace = {
        "claims/claims.csv": [["C4,P7", "C44,P7"]],
        "claims/relations.csv": [["C5,qualifies,C4", "C5,qualifies,C44"]],
    }
    assert lines(compared(old, new, tmp_path))[-1 if "passages" not in edit.csv else -2] == (
        "uncited-claim/fedcba9876543210 warning-acknowledged: uncited-claim of C44 was accepted again by "
        f'"The editors", under another fingerprint: "{reason}" | C44'
    )


def test_a_problem_of_a_renamed_source_is_accepted_anew_if_a_number_of_it_changed(tmp_path: Path) -> None:
    old = csv(*ACK, "unused-source,S2,0123456789abcdef,Known.,The editors,2026-01-01")
    new = csv(*ACK, "unused-source,S3,fedcba9876543210,Known.,The editors,2026-01-01")
    new.replace = {
        "claims/sources.csv": [["S2,", "S3,"]],
        "claims/claims.csv": [["S2", "S3"]],
        "claims/estimates.csv": [["E2,S2", "E2,S3"]],
        "claims/references.csv": [["S2", "S3"]],
    }
    (tmp_path / "renamed").mkdir()
    assert compared(old, new, tmp_path / "renamed").counts() == {"record-renamed": 1, "record-changed": 1}
    new.replace["claims/estimates.csv"].append(["proportion,as_named,0.00", "proportion,as_named,0.000"])
    (tmp_path / "more").mkdir()
    found = counts(compared(old, new, tmp_path / "more"))
    assert found == {"record-renamed": 1, "record-changed": 1, "warning-acknowledged": 1}


RENAMED = {
    "sources": (
        {name: [["S1", "trial-1"]] for name in ("sources", "claims", "estimates", "references")},
        "trial-1 record-renamed: S1 is now trial-1 | C1, C2",
    ),
    "concepts": (
        {
            "concepts": [["adverse_event,outcome", "harm,outcome"], [",adverse_event,", ",harm,"]],
        },
        "harm record-renamed: adverse_event is now harm",
    ),
    "concepts that records name": (
        {name: [["bright_light", "lamp"]] for name in ("concepts", "claims", "sources", "estimates")},
        "lamp record-renamed: bright_light is now lamp | C1, C2, C3, C4, C5",
    ),
    "passages": (
        {"passages": [["P7,light", "P70,light"]], "claims": [["C4,P7", "C4,P70"]]},
        "P70 passage-repinned: P7 is now P70 | C4",
    ),
    "estimates": ({"estimates": [["E1,", "E10,"]]}, "E10 record-renamed: E1 is now E10 | C1, C2"),
    "articles": (
        {
            "articles": [["light,Bright", "lamp,Bright"]],
            "passages": [[",light,", ",lamp,"]],
            "references": [["light,", "lamp,"]],
        },
        "lamp record-renamed: light is now lamp",
    ),
}


@pytest.mark.parametrize(("tables", "expected"), RENAMED.values(), ids=RENAMED)
def test_what_names_a_renamed_record_has_not_changed(
    tables: dict[str, list[list[str]]], expected: str, tmp_path: Path
) -> None:
    new = Edit(replace={f"claims/{name}.csv": pairs for name, pairs in tables.items()})
    comparison = compared(NOTHING, new, tmp_path)
    assert lines(comparison) == [expected]
    assert comparison.weakening == comparison.not_compared == ()
    assert all(each.old == each.new == each.matched for each in comparison.compared.values())


def test_renamed_records_that_name_each_other_are_followed(tmp_path: Path) -> None:
    """A concept, one below it, one below that; and a source that is about it: each rests on the one before."""
    concepts = "concept_id,kind,label,broader"
    old, new = (
        Edit(
            csv={
                "concepts": f"{concepts}\n{a},outcome,One,\n{b},outcome,Two,{a}\n{c},outcome,Three,{b};{a}\n"
                f"{d},population,People,\n",
                "sources": f"source_id,status,title,population,superseded_by\n{s},identified,Old,{d},{t}\n"
                f"{t},identified,New,{d},\n",
            }
        )
        for a, b, c, d, s, t in ("abcdst", "uvwxyz")
    )
    assert compared(old, new, tmp_path).counts() == {"record-renamed": 6}


def test_a_change_beside_a_renaming_is_told_by_what_was_and_is(tmp_path: Path) -> None:
    """The hierarchies of both versions are asked by the names that each of them has."""
    new = Edit(
        replace={
            "claims/concepts.csv": [["light_therapy,inter", "lamps,inter"], [",light_therapy,", ",lamps,"]],
            "claims/claims.csv": [["strain the eyes.,bright_light", "strain the eyes.,lamps"]],
        }
    )
    assert lines(compared(NOTHING, new, tmp_path)) == [
        "C3 scope-widened: intervention was bright_light and is now lamps: which includes bright_light",
        "lamps record-renamed: light_therapy is now lamps | C3",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("S9,identified,An invented review,,,12", id="another number"),
        pytest.param("S9,unidentified,An invented review,,,11", id="another status"),
        pytest.param("S9,identified,An invented review,,,11\nS8,identified,An invented review,,,11", id="two like it"),
    ],
)
def test_a_source_is_called_renamed_only_if_it_is_certain(rows: str, tmp_path: Path) -> None:
    head = "source_id,status,title,authors,doi,study_count"
    old = csv("sources", head, "S7,identified,An invented review,,,11")
    found = counts(compared(old, csv("sources", head, rows), tmp_path))
    assert found == {"record-added": len(rows.splitlines()), "record-removed": 1}


def test_half_of_a_renaming(tmp_path: Path) -> None:
    """What still has the old name is as it was; that it leads nowhere is for the rules to tell."""
    new = Edit(
        replace={
            "claims/claims.csv": [["C4,P7", "C44,P7"]],
            "claims/sources.csv": [["S1,", "S9,"]],
            "claims/concepts.csv": [["headache,outcome", "ache,outcome"]],
        }
    )
    assert lines(compared(NOTHING, new, tmp_path)) == [
        "C44 record-renamed: C4 is now C44",
        "S9 record-renamed: S1 is now S9 | C1, C2",
        "ache record-renamed: headache is now ache | C1, C2",
    ]


def test_what_changed_beside_half_of_a_renaming_is_told_alone(tmp_path: Path) -> None:
    new = csv("claims", "claim_id,source_ids", "C2,S1")
    new.replace = {"claims/sources.csv": [["S1,", "S9,"]]}
    assert lines(compared(NOTHING, new, tmp_path)) == [
        "C2 source-dropped: S2 is no longer cited; it still cites S9",
        "S9 record-renamed: S1 is now S9 | C1, C2",
    ]


def test_the_claims_of_either_version_are_named(tmp_path: Path) -> None:
    """One that only the old version has, and one that only the new one has, cite the source that changed."""
    old = csv("claims", "claim_id,source_ids", "C3,S1", "C4,S2")
    new = csv("claims", "claim_id,source_ids", "C3,S2", "C4,S1")
    new.csv["sources"] = "source_id,study_count\nS1,11\n"
    assert "S1 record-changed: study_count was 12 and is now 11 | C1, C2, C3, C4" in lines(compared(old, new, tmp_path))


FILLED = {
    "claims": {
        "intervention": "bright_light",
        "route": "eyes",
        "population": "adults",
        "comparator": "dim_light",
        "outcome": "headache",
        "source_ids": "S1",
    },
    "sources": {
        "intervention": "bright_light",
        "routes": "eyes",
        "population": "adults",
        "comparator": "dim_light",
        "superseded_by": "S2",
    },
    "estimates": {"intervention": "bright_light", "route": "eyes", "population": "adults", "comparator": "dim_light"},
    "concepts": {"broader": "adverse_event"},
    "passages": {"citations": "1;2"},
}
"""What is in the columns whose example in the schema is no record of the example package."""
BLANKED = {
    "claims": "C2",
    "sources": "S1",
    "estimates": "E1",
    "concepts": "headache",
    "passages": "P6",
    "references": "light",
}
"""The tables that rules compare with, and the record that is blanked; of references no cell may be blank."""
OF_NO_EVIDENCE = ("note", "coverage_reason")


@pytest.mark.parametrize("how", ["blanked", "left out"])
@pytest.mark.parametrize(("table", "record"), BLANKED.items(), ids=BLANKED)
def test_nothing_that_rules_compare_with_is_dropped_without_a_weakening(
    table: str, record: str, how: str, tmp_path: Path
) -> None:
    """Every column that may be blank: a cell that was filled and no longer is, or whose column is gone, weakens."""
    schema = table_schema(table)
    columns = [name for name, field in schema.fields.items() if not field.required and name not in OF_NO_EVIDENCE]
    for version in ("old", "new"):
        csv("concepts", "concept_id,kind,label", "eyes,route,Eyes").apply(tmp_path / version)
        file = tmp_path / version / f"claims/{table}.csv"
        header, *rows = rows_of(file)
        header += [column for column in columns if column not in header]
        rows = [row + [""] * (len(header) - len(row)) for row in rows]
        filled = next(row for row in rows if row[0] == record)
        for column in columns:
            filled[header.index(column)] = FILLED[table].get(column, schema.fields[column].example)
        kept = [at for at, column in enumerate(header) if version == "old" or column not in columns or how == "blanked"]
        if version == "new":
            for row in rows:
                row[:] = ["" if header[at] in columns else cell for at, cell in enumerate(row)]
        write_rows(file, [[row[at] for at in kept] for row in [header, *rows]])
    comparison = of_folders(tmp_path / "old", tmp_path / "new")
    assert comparison.not_compared == ()
    found = {change.column for change in comparison.weakening if change.subject.split("/")[0] == record}
    assert found - {""} == {*columns}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["C6,P5,synthesis,One thing.,occurs,not_reported"], id="another statement"),
        pytest.param(["C6,P6,synthesis,One.,occurs,not_reported"], id="another passage"),
        pytest.param(
            ["C6,P5,synthesis,One.,occurs,not_reported", "C7,P5,synthesis,One.,occurs,not_reported"], id="two like it"
        ),
    ],
)
def test_a_claim_is_called_renamed_only_if_it_is_certain(rows: list[str], tmp_path: Path) -> None:
    head = "claim_id,passage_id,claim_type,statement,effect_direction,population_basis"
    old = csv("claims", head, "C8,P5,synthesis,One.,occurs,not_reported")
    found = counts(compared(old, csv("claims", head, *rows), tmp_path))
    assert found == {"claim-removed": 1, "claim-added": len(rows)}


def test_a_claim_with_a_refused_cell_is_not_called_renamed(tmp_path: Path) -> None:
    """The two cells read alike, but what they were meant to say is not known."""
    head = "claim_id,passage_id,claim_type,statement,effect_direction,population_basis"
    old, new = (csv("claims", head, f"{name},P5,synthesis,One.,up,not_reported") for name in ("C8", "C9"))
    assert compared(old, new, tmp_path).counts() == {"claim-removed": 1, "claim-added": 1}


def test_a_relation_that_named_the_new_id_already(tmp_path: Path) -> None:
    """Then it is not certain which of the two old ones is which, and each is what its own ids say."""
    head = "claim_id,relation,target_claim_id"
    old = csv("relations", head, "C44,restates,C2", "C4,restates,C2")
    new = csv("relations", head, "C44,restates,C2")
    new.replace = {"claims/claims.csv": [["C4,P7", "C44,P7"]]}
    assert lines(compared(old, new, tmp_path)) == [
        "C44 record-renamed: C4 is now C44",
        "C4/restates/C2 relation-loosened: that C4 restates C2 is no longer on record | C4, C2",
    ]


def test_numbers_that_can_not_be_judged_in_one_version_have_no_verdict_to_change(tmp_path: Path) -> None:
    new = csv("estimates", "estimate_id,outcome,ci_low", "E1,nowhere,1.01")
    assert counts(compared(NOTHING, new, tmp_path)) == {"scope-replaced": 1, "record-changed": 1}


def test_of_two_problems_of_one_rule_none_is_called_renewed(tmp_path: Path) -> None:
    head = "acknowledgements", "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on"
    old = csv(*head, *(f"uncited-claim,C4,{digit * 16},Known.,x,2026-01-01" for digit in "12"))
    new = csv(*head, *(f"uncited-claim,C4,{digit * 16},Known.,x,2026-01-01" for digit in "34"))
    assert compared(old, new, tmp_path).counts() == {"warning-acknowledged": 2, "record-removed": 2}


NEW_CONCEPTS = "concept_id,kind,label,broader", "migraine,outcome,Migraine,headache", "elders,population,Elders,adults"


@pytest.mark.parametrize(
    ("table", "header", "row", "expected"),
    [
        (
            *("claims", "claim_id,outcome", "C2,migraine"),
            "C2 record-changed: outcome was headache and is now migraine: which is part of headache",
        ),
        (
            *("claims", "claim_id,outcome", "C3,migraine"),
            "C3 scope-replaced: outcome was eye_strain and is now migraine: "
            "neither includes the other, or only in one version",
        ),
        (
            *("sources", "source_id,population", "S1,elders"),
            "S1 record-changed: population was adults and is now elders: which is part of adults | C1, C2",
        ),
        (
            *("estimates", "estimate_id,population", "E1,elders"),
            "E1 record-changed: population was adults and is now elders: which is part of adults | C1, C2",
        ),
    ],
)
def test_what_is_narrowed_to_a_concept_that_is_new(
    table: str, header: str, row: str, expected: str, tmp_path: Path
) -> None:
    """Only the new version knows it, so that there is but one hierarchy to ask; and the other way round."""
    concepts, edit = csv("concepts", *NEW_CONCEPTS), csv(table, header, row)
    both = Edit(csv={**concepts.csv, **edit.csv})
    (tmp_path / "forth").mkdir()
    (tmp_path / "back").mkdir()
    assert expected in lines(compared(NOTHING, both, tmp_path / "forth"))
    found = counts(compared(both, NOTHING, tmp_path / "back"))
    kind = {"record-changed:": "scope-widened", "scope-replaced:": "scope-replaced"}[expected.split()[1]]
    assert found == {"record-removed": 2, kind: 1}


def test_of_two_concepts_of_one_version_each_none_includes_the_other(tmp_path: Path) -> None:
    """A hierarchy that has only one of the two tells nothing of them, whatever else is named alike in it."""
    head = "concept_id,kind,label,broader"
    old = csv("concepts", head, "migraine,outcome,Migraine,headache")
    old.csv["claims"] = "claim_id,outcome\nC2,migraine\n"
    new = csv("concepts", head, "cluster,outcome,Cluster headache,migraine")
    new.csv["claims"] = "claim_id,outcome\nC2,cluster\n"
    assert counts(compared(old, new, tmp_path)) == {"scope-replaced": 1, "record-added": 1, "record-removed": 1}


def test_a_hierarchy_changed_along_with_a_claim_excuses_nothing(tmp_path: Path) -> None:
    """The new version calls one outcome a part of the other, so that the claim looks narrowed."""
    claim = "claim_id,outcome"
    new = csv("claims", claim, "C2,eye_strain")
    new.csv["concepts"] = "concept_id,broader\neye_strain,headache\n"
    found = {(change.table, change.column): change.kind for change in compared(NOTHING, new, tmp_path).changes}
    assert found["claims", "outcome"] == "scope-replaced"


UNCOMPARABLE = [
    (
        "a key that is there twice",
        Edit(append={"claims/claims.csv": "C2,P5,adverse_event,Again.,,,,,,occurs,,,,,,not_reported,,,,\n"}),
        [
            "new: claims line 3 C2: the record: another record has the same key",
            "new: claims line 7 C2: the record: another record has the same key",
        ],
    ),
    (
        "a cell that is not allowed there",
        csv("claims", "claim_id,effect_direction", "C2,up"),
        ['new: claims line 3 C2: the cell: effect_direction is "up", which is not allowed there'],
    ),
    (
        "a cell that has to be filled",
        csv("claims", "claim_id,effect_direction", "C2,"),
        ["new: claims line 3 C2: the cell: effect_direction is blank, and has to be filled"],
    ),
    (
        "a key that is not allowed there",
        Edit(replace={"claims/claims.csv": [["C2,P5", " C2,P5"]]}),
        ['new: claims line 3: the record: claim_id is " C2", which is not allowed there'],
    ),
    (
        "too few cells",
        Edit(replace={"claims/claims.csv": [["from_source,,,S1;S2,", "from_source"]]}),
        ["new: claims line 3 C2: the record: has too few or too many cells"],
    ),
    (
        "a conflict",
        Edit(append={"claims/claims.csv": "<<<<<<< main\n"}),
        ["new: claims line 7: a row: holds the column names again or the mark of two versions in conflict"],
    ),
    (
        "a column that is gone",
        Edit(replace={"claims/claims.csv": [["effect_direction", "effect_directions"]]}),
        ["new: claims: the column: effect_direction is not there"],
    ),
    (
        "a column under a name that may be meant for any that is not there",
        Edit(replace={"claims/claims.csv": [["effect_direction", "says"]]}),
        ["new: claims: the column: effect_direction is not there"],
    ),
    (
        "a table that is gone",
        Edit(delete=["claims/estimates.csv"]),
        ["new: estimates: the table: claims/estimates.csv is not there"],
    ),
    (
        "a table taken out of the descriptor",
        Edit(descriptor='{"resources": {"estimates": null}}'),
        ["new: estimates: the table: datapackage.json gives no usable path for estimates"],
    ),
    (
        "a table outside the package",
        Edit(descriptor='{"resources": {"estimates": {"path": "../estimates.csv"}}}'),
        ["new: estimates: the table: ../estimates.csv was refused"],
    ),
    (
        "a table that is none",
        Edit(file={"claims/estimates.csv": "estimate_id;source_id\n"}),
        ["new: estimates line 1: the table: claims/estimates.csv could not be read"],
    ),
    (
        "a descriptor that is none",
        Edit(file={"datapackage.json": "[]"}),
        [
            *(
                f"new: {name}: the table: datapackage.json could not be read"
                for name in ("claims", "sources", "estimates", "concepts", "relations", "acknowledgements")
            ),
            *(
                f"new: {name}: the table: datapackage.json could not be read"
                for name in ("articles", "passages", "references")
            ),
            "new: package line 1: the descriptor: is not a JSON object",
        ],
    ),
]


@pytest.mark.parametrize(
    ("edit", "expected"), [case[1:] for case in UNCOMPARABLE], ids=[case[0] for case in UNCOMPARABLE]
)
def test_what_can_not_be_compared_is_named(edit: Edit, expected: list[str], tmp_path: Path) -> None:
    comparison = compared(NOTHING, edit, tmp_path)
    assert [problem(each) for each in comparison.not_compared] == expected
    assert not comparison.complete
    assert lines(comparison) == []


def test_a_table_named_twice(tmp_path: Path) -> None:
    """Other readers may take the other one."""
    for name in ("old", "new"):
        NOTHING.apply(tmp_path / name)
    file = tmp_path / "old/datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["resources"].append({**descriptor["resources"][0], "path": "claims/other.csv"})
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    comparison = of_folders(tmp_path / "old", tmp_path / "new")
    name = descriptor["resources"][0]["name"]
    assert [problem(each) for each in comparison.not_compared] == [
        f"old: {name}: the table: is named twice in the descriptor, and only one was read"
    ]


def test_the_rest_of_a_record_with_a_refused_cell_is_compared(tmp_path: Path) -> None:
    comparison = compared(
        csv("claims", "claim_id,effect_direction,severity", "C2,up,serious"),
        csv("claims", "claim_id,effect_direction,severity", "C2,occurs,mild"),
        tmp_path,
    )
    assert lines(comparison) == ["C2 qualifier-dropped: severity was serious and is now mild"]
    assert [(each.side, each.column) for each in comparison.not_compared] == [("old", "effect_direction")]


def test_two_packages_without_claims_are_not_the_same(tmp_path: Path) -> None:
    header = (EXAMPLE / "claims/claims.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
    empty = Edit(file={"claims/claims.csv": header})
    comparison = compared(empty, empty, tmp_path)
    assert comparison.changes == ()
    assert comparison.not_compared == tuple(
        NotCompared(side, "claims", "the table", "holds no claim that can be compared") for side in ("old", "new")
    )
    assert not comparison.complete


def test_a_claims_table_that_was_emptied_is_all_claims_removed(tmp_path: Path) -> None:
    header = (EXAMPLE / "claims/claims.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
    comparison = compared(NOTHING, Edit(file={"claims/claims.csv": header}), tmp_path)
    assert comparison.counts() == {"claim-removed": 5}
    assert comparison.complete
