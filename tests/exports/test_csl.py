"""``sources.csl.json`` holds items that a citation processor takes, one for each identified source."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.exports import csl
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load

from tests.edits import EXAMPLE, ROOT, TODAY, Edit

KNOWN_TYPES = {"article", "article-journal", "book", "chapter", "dataset", "document", "report", "review", "webpage"}
TEXTS = {"id", "type", "title", "container-title", "DOI", "PMID", "PMCID", "URL"}
OTHERS = {"author": list, "issued": dict, "custom": dict}
"""Of the types and members of an item, those that may be of use here. Source: csl-data.json of CSL 1.0.2."""

TYPES = [
    ("meta_analysis", "A journal", "article-journal"),
    ("systematic_review", "A journal", "article-journal"),
    ("randomised_trial", "A journal", "article-journal"),
    ("case_report", "A journal", "article-journal"),
    ("", "A journal", "article-journal"),
    ("meta_analysis", "", "document"),
    ("other", "", "document"),
    ("", "", "document"),
    ("guideline", "", "report"),
    ("registry", "", "dataset"),
    ("preprint", "A server", "article"),
]
NAMES: list[tuple[str, list[dict[str, str]] | None]] = [
    ("Roe A", [{"family": "Roe", "given": "A"}]),
    ("Roe AB", [{"family": "Roe", "given": "A B"}]),
    ("Roe ABC", [{"family": "Roe", "given": "A B C"}]),
    ("ROE JOHN", [{"literal": "ROE JOHN"}]),
    ("Roe  A", [{"family": "Roe", "given": "A"}]),
    ("Roe A; Doe B", [{"literal": "Roe A; Doe B"}]),
    ("Roe A, Doe BC", [{"family": "Roe", "given": "A"}, {"family": "Doe", "given": "B C"}]),
    ("van der Roe A", [{"family": "van der Roe", "given": "A"}]),
    ("Roe-Doe A", [{"family": "Roe-Doe", "given": "A"}]),
    ("O'Roe A", [{"family": "O'Roe", "given": "A"}]),
    ("Müller Ö", [{"family": "Müller", "given": "Ö"}]),
    ("Roe A , ,Doe B,", [{"family": "Roe", "given": "A"}, {"family": "Doe", "given": "B"}]),
    ("Roe A-B", [{"literal": "Roe A-B"}]),
    ("Roe A.", [{"literal": "Roe A."}]),
    ("Roe Ann", [{"literal": "Roe Ann"}]),
    ("Roe a", [{"literal": "Roe a"}]),
    ("Roe AB Jr", [{"literal": "Roe AB Jr"}]),
    ("Roe 3", [{"literal": "Roe 3"}]),
    ("WHO", [{"literal": "WHO"}]),
    *((f"Roe {form}", [{"literal": f"Roe {form}"}]) for form in ("AG", "BV", "EU", "KG", "NV", "SA", "SE", "UK")),
    *((f"Roe {form}", [{"literal": f"Roe {form}"}]) for form in ("INC", "LLC", "LLP", "LTD", "PLC", "USA")),
    *((f"Roe {form}", [{"literal": f"Roe {form}"}]) for form in ("GmbH", "Inc", "Ltd", "GMBH", "Co. KG")),
    ("Roe Health AG, Doe UK", [{"literal": "Roe Health AG"}, {"literal": "Doe UK"}]),
    ("Roe AG, Doe B", [{"family": "Roe", "given": "A G"}, {"family": "Doe", "given": "B"}]),
    (
        "Doe B, Roe SA, et al.",
        [{"family": "Doe", "given": "B"}, {"family": "Roe", "given": "S A"}, {"literal": "et al."}],
    ),
    ("Roe LLC, Doe B", [{"literal": "Roe LLC"}, {"family": "Doe", "given": "B"}]),
    ("World Health Organization", [{"literal": "World Health Organization"}]),
    ("The LIGHT Study Group", [{"literal": "The LIGHT Study Group"}]),
    ("王小明", [{"literal": "王小明"}]),
    ("Roe A, et al.", [{"family": "Roe", "given": "A"}, {"literal": "et al."}]),
    ("", None),
    (" , ", None),
]
DATES = [("2021", [2021]), ("2021-05", [2021, 5]), ("2021-10-08", [2021, 10, 8]), ("", None)]


def items(package: Path) -> dict[str, dict[str, Any]]:
    """By their ids."""
    loaded = load(package, today=TODAY)
    content = json.loads("".join(csl.pieces(Bundle(loaded, run(loaded, [])))))
    assert isinstance(content, list)
    return {item["id"]: item for item in content}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The items of many sources, one for each case."""
    text = io.StringIO()
    header = ["source_id", "status", "source_type", "title", "authors", "container_title", "issued_on", "doi"]
    writer = csv.DictWriter(text, [*header, "retraction_status", "superseded_by"], restval="")
    writer.writeheader()
    rows: list[dict[str, str]] = [
        *({"source_type": kind, "container_title": container} for kind, container, _ in TYPES),
        *({"authors": authors} for authors, _ in NAMES),
        *({"issued_on": issued} for issued, _ in DATES),
        {"retraction_status": "retracted", "superseded_by": "S1;S2"},
        {"doi": "10.1000/a<b>#c"},
        {"retraction_status": "none_found"},
    ]
    names = [f"type-{n}" for n in range(len(TYPES))] + [f"name-{n}" for n in range(len(NAMES))]
    names += [f"date-{n}" for n in range(len(DATES))] + ["retracted", "identifier", "day-unknown"]
    for name, row in zip(names, rows, strict=True):
        writer.writerow({"source_id": name, "status": "identified", **row})
    folder = tmp_path_factory.mktemp("tried")
    Edit(csv={"sources": text.getvalue()}).apply(folder)
    return items(folder)


def is_blank(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value in (None, "", [], {}) or any(map(is_blank, inner))


@pytest.mark.parametrize("package", [ROOT, EXAMPLE], ids=["our own", "the example"])
def test_the_items_are_the_identified_sources_in_their_order(package: Path) -> None:
    with (package / "claims/sources.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["status"] == "identified"]
    found = items(package)
    assert list(found) == [row["source_id"] for row in rows]
    columns = {"title": "title", "container-title": "container_title"}
    columns |= {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "URL": "url"}
    for each, row in zip(found.values(), rows, strict=True):
        assert {name: each.get(name, "") for name in columns} == {name: row[cell] for name, cell in columns.items()}
        assert not is_blank(each)
        assert each["type"] in KNOWN_TYPES
        assert set(each) <= {*TEXTS, *OTHERS}
        assert all(isinstance(each[name], OTHERS.get(name, str)) for name in each)


def test_an_unidentified_source_is_left_out(tmp_path: Path) -> None:
    cells = (
        "source_id,status,source_type,title,issued_on,intervention,retraction_status,retraction_checked_on\n"
        "S1,unidentified,,,,,,\n"
    )
    Edit(csv={"sources": cells}).apply(tmp_path)
    assert list(items(tmp_path)) == ["S2"]


def test_without_sources_it_is_an_empty_list(tmp_path: Path) -> None:
    Edit(
        replace={"claims/claims.csv": [["S1;S2", ""], ["S1", ""], ["S2", ""]]},
        file={
            f"claims/{name}.csv": (EXAMPLE / f"claims/{name}.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
            for name in ("sources", "references", "estimates")
        },
    ).apply(tmp_path)
    assert items(tmp_path) == {}


@pytest.mark.parametrize("number", range(len(TYPES)), ids=[f"{kind} {container}" for kind, container, _ in TYPES])
def test_the_type_is_what_styles_go_by(number: int, tried: dict[str, dict[str, Any]]) -> None:
    assert tried[f"type-{number}"]["type"] == TYPES[number][2]


@pytest.mark.parametrize("number", range(len(NAMES)), ids=[repr(authors) for authors, _ in NAMES])
def test_a_name_is_cut_where_it_is_sure_how(number: int, tried: dict[str, dict[str, Any]]) -> None:
    assert tried[f"name-{number}"].get("author") == NAMES[number][1]


@pytest.mark.parametrize("number", range(len(DATES)), ids=[repr(issued) for issued, _ in DATES])
def test_a_date_is_as_exact_as_it_is_known(number: int, tried: dict[str, dict[str, Any]]) -> None:
    parts = DATES[number][1]
    assert tried[f"date-{number}"].get("issued") == (parts and {"date-parts": [parts]})


def test_what_csl_has_no_member_for_stands_under_custom(tried: dict[str, dict[str, Any]]) -> None:
    assert "custom" not in tried["day-unknown"], "none found on no day is not a check that was made"
    assert tried["S2"]["custom"] == {"retraction_status": "none_found", "retraction_checked_on": "2026-02-01"}
    assert tried["retracted"]["custom"] == {"retraction_status": "retracted", "superseded_by": ["S1", "S2"]}


def test_an_item_has_no_blank_members(tried: dict[str, dict[str, Any]]) -> None:
    assert tried["identifier"] == {"id": "identifier", "type": "document", "DOI": "10.1000/a<b>#c"}
    assert [name for name, item in tried.items() if is_blank(item)] == []
