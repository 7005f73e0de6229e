"""``claims.json`` and ``claims.ndjson`` hold what the tables hold, cell by cell, as an independent reading has them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
from claimpack.api import build
from claimpack.engine import run
from claimpack.evidence.showneffect import Shown
from claimpack.exports import claimsjson, claimsjsonld, claimsndjson
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from claimpack.package.schemas import read_schema
from jsonschema import Draft202012Validator
from rdflib import SDO, Graph
from referencing import Registry, Resource

from tests.edits import EXAMPLE, ROOT, TODAY, Edit
from tests.exports.wholerecords import SHORT_ARTICLE, SHORT_CONCEPT, SHORT_SOURCE, whole

Json = dict[str, Any]
SCOPE = ("intervention", "route", "population", "comparator", "outcome")

# Every column is filled somewhere; article dark and its claim are the second ones.
FULL = Edit(
    csv={
        "articles": "article_id,title,publisher,author,reviewer,published_on,url,language,competing_interest,"
        "text_sha256,text_length\n"
        f"light,Is it safe?,A lamp shop,A. Writer,B. Reader,2026-02-19,https://example.org/light,en,It sells lamps.,"
        f"{'a' * 64},326\n"
        f"dark,Dim light,,,,,https://example.org/dark#top,en-GB,,{'b' * 64},40\n",
        "passages": "passage_id,article_id,position,kind,start,end,sha256,opening_words,closing_words,citations,"
        "coverage\n"
        f'D1,dark,1,sentence,0,40,{"c" * 64},"Dim, long-lasting & dull",is 100 % safe,1,claims\n',
        "claims": "claim_id,passage_id,claim_type,statement,intervention,route,population,comparator,outcome,"
        "effect_direction,severity,frequency,onset,conditions,population_size,population_basis,study_count,"
        "stated_year,source_ids,note,stated_measure,stated_value,stated_low,stated_high,stated_control_value,dose,"
        "follow_up,wording,reviewed_by,reviewed_on\n"
        'C6,D1,synthesis,"Two lines\nwith ""quotes"", a \\ and 👩🏽 in them",bright_light,by_eye,adults,dim_light,'
        "headache,increased,mild,common,at once,in the dark,1640,from_source,12,2020,S1;S3,</script>,fold,1.10,1.0,"
        "1.50,1,10000 lux,12.5 weeks,may,B. Reader,2026-02-28\n"
        "C2,P5,adverse_event,Bright light brings on headache in some people.,bright_light,,,,headache,occurs,mild,some,"
        ",,,not_reported,,,S1;S2,,percent,,,10,,,,,,\n",
        "references": "article_id,citation,source_id\ndark,1,S3\ndark,12,S1\n",
        "sources": "source_id,status,role,source_type,title,authors,container_title,issued_on,doi,pmid,pmcid,url,"
        "study_count,population_size,intervention,routes,population,comparator,searched_until,retraction_status,"
        "retraction_checked_on,superseded_by,overlaps_with,note\n"
        'S3,identified,context,systematic_review,"A title, with a comma","Roe A, Doe BC",A journal,2021-05,10.1000/182,'
        "123,PMC7,https://example.org/s3,12,1640,bright_light,by_eye;by_skin,adults,dim_light,2020-12-31,none_found,"
        "2026-01-31,S1,S1;S2,Its registration differs.\n",
        "estimates": "estimate_id,source_id,outcome,intervention,route,population,comparator,measure,orientation,"
        "estimate,ci_low,ci_high,ci_level,interval_kind,p_relation,p_value,p_sides,i_squared,study_count,"
        "population_size,events_intervention,total_intervention,events_control,total_control,unit,control_risk,analysis,"
        "model,follow_up,certainty,reported_direction,locator,note\n"
        "E3,S3,headache,bright_light,by_eye,adults,dim_light,RR,as_named,1.10,0.80,1.50,95.0,wald,=,0.550,two,0,12,1640,"
        '44,820,40,820,per week,0.050,subgroup,random_hksj,1 day,very_low,no_difference,"table 2, row 3",A note.\n'
        "E4,S3,headache,bright_light,by_eye,adults,dim_light,p_only,not_stated,,,,,,<=,0.55,one,,,,,,,,,,,,,,,p. 3,\n",
        "concepts": "concept_id,kind,label,broader,definition,same_as,desirable,serious,margin\n"
        "by_eye,route,By the eye,,Light that is looked at.,,,,\n"
        "by_skin,route,By the skin,,,,,,\n"
        "migraine,outcome,Migraine,headache;adverse_event,,HP:0002076;mesh:D008881,neither,yes,1.050\n",
        "relations": "claim_id,relation,target_claim_id,note\nC6,contradicts,C1,In so many words.\nC6,qualifies,C2,\n",
    }
)

SHOWN = Edit(
    csv={
        "concepts": "concept_id,margin\nheadache,1.05\n",
        "estimates": "estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,"
        "ci_low,ci_high,ci_level,p_relation,p_value,locator\n"
        "E1,S1,headache,bright_light,adults,dim_light,OR,as_named,1.00,0.97,1.03,95,,,abstract\n"
        "E3,S1,headache,bright_light,adults,dim_light,OR,as_named,1.30,1.10,1.54,95,,,abstract\n"
        "E4,S1,headache,bright_light,adults,dim_light,OR,as_named,0.80,0.70,0.91,95,,,abstract\n"
        "E5,S1,headache,bright_light,adults,dim_light,OR,as_named,1.20,0.70,2.10,95,,,abstract\n"
        "E6,S1,headache,bright_light,adults,dim_light,p_only,as_named,,,,,<,0.001,abstract\n",
    }
)
"""Its results show all that results can show."""

PACKAGES: dict[str, Edit | Path] = {
    "all that results can show": SHOWN,
    "our own": ROOT,
    "the example": EXAMPLE,
    "every column filled": FULL,
    "an unidentified source": Edit(
        csv={
            "sources": "source_id,status,source_type,title,issued_on,intervention,retraction_status,"
            "retraction_checked_on\nS2,unidentified,,,,,,\n"
        }
    ),
    "nothing related, estimated or accepted": Edit(
        file={
            f"claims/{name}.csv": (EXAMPLE / f"claims/{name}.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
            for name in ("relations", "estimates")
        }
    ),
    "no more in the descriptor than there must be": Edit(descriptor='{"description": null, "keywords": null}'),
    "a full descriptor": Edit(
        descriptor=json.dumps(
            {
                "version": "2.10.0-rc.1",
                "homepage": "https://example.org/claims",
                "contributors": [{"title": "A Trust", "roles": ["author"]}],
                "licenses": [{"path": "LICENCE.txt"}, {"name": "CC0-1.0", "title": "Public domain"}],
                "title": 'Line\u2028and next\u0085line, "quoted" 👩🏽',
            }
        )
    ),
}


@pytest.fixture(scope="module", params=PACKAGES, ids=str)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The package's folder and that of its build."""
    package, folder = PACKAGES[request.param], tmp_path_factory.mktemp("built")
    if isinstance(package, Edit):
        package.apply(folder / "package")
        package = folder / "package"
    build(load(package, today=TODAY), allow_warnings=True).write(folder / "dist")
    return package, folder / "dist"


def read(dist: Path, name: str = "claims.json") -> Json:
    content: Json = json.loads((dist / name).read_text(encoding="utf-8"))
    return whole(content) if name == "claims.json" else content


class Tables:
    """The tables as the csv module reads them, each cell by the type that the Table Schema gives its column."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.concepts = {row["concept_id"]: row for row in self.rows("concepts")}

    def rows(self, table: str) -> list[Json]:
        schema = json.loads((ROOT / f"schemas/tables/{table}.json").read_text(encoding="utf-8"))
        types = {field["name"]: field["type"] for field in schema["fields"]}
        with (self.package / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        return [{name: self.value(row.get(name, ""), kind) for name, kind in types.items()} for row in rows]

    @staticmethod
    def value(cell: str, kind: str) -> Any:
        if kind == "list":
            return cell.split(";") if cell else []
        if not cell:
            return None
        if kind == "number":
            return {"printed": cell, "value": float(cell)}
        return int(cell) if kind == "integer" else cell

    def concept(self, name: str | None) -> Json | None:
        whole = self.concepts[name] if name else None
        return whole and {column: whole[column] for column in SHORT_CONCEPT}

    def articles(self) -> list[Json]:
        references = self.rows("references")
        return [
            {
                **row,
                "references": [
                    {"citation": entry["citation"], "source_id": entry["source_id"]}
                    for entry in references
                    if entry["article_id"] == row["article_id"]
                ],
            }
            for row in self.rows("articles")
        ]

    def sources(self) -> list[Json]:
        singly = ("intervention", "population", "comparator")
        return [
            row | {name: self.concept(row[name]) for name in singly} | {"routes": [*map(self.concept, row["routes"])]}
            for row in self.rows("sources")
        ]

    def estimates(self) -> list[Json]:
        return [
            {name: cell for name, cell in row.items() if name not in SCOPE}
            | {"about": {name: self.concept(row[name]) for name in SCOPE}}
            for row in self.rows("estimates")
        ]

    def claims(self) -> list[Json]:
        passages = {row["passage_id"]: row for row in self.rows("passages")}
        sources = {row["source_id"]: row for row in self.rows("sources")}
        articles = {row["article_id"]: row for row in self.rows("articles")}
        as_they_are = ("claim_id", "claim_type", "statement", "conditions", "study_count", "stated_year", "note")
        as_they_are += ("dose", "follow_up", "wording", "reviewed_by", "reviewed_on")
        number = ("measure", "value", "low", "high", "control_value")
        claims = []
        for row in self.rows("claims"):
            passage = passages[row["passage_id"]]
            selector = {"type": "TextPositionSelector", "start": passage["start"], "end": passage["end"]}
            named = ("passage_id", "kind", "sha256", "opening_words", "closing_words", "citations")
            claims.append(
                {name: row[name] for name in as_they_are}
                | {
                    "article": {name: articles[passage["article_id"]][name] for name in SHORT_ARTICLE},
                    "about": {name: self.concept(row[name]) for name in SCOPE},
                    "effect": {"direction": row["effect_direction"]}
                    | {name: row[name] for name in ("severity", "frequency", "onset")},
                    "stated": {name: row[f"stated_{name}"] for name in number} if row["stated_measure"] else None,
                    "population_size": {"value": row["population_size"], "basis": row["population_basis"]},
                    "sources": [{name: sources[each][name] for name in SHORT_SOURCE} for each in row["source_ids"]],
                    "passage": {name: passage[name] for name in named} | {"selector": selector},
                    "relations": [
                        {name: cell for name, cell in relation.items() if name != "claim_id"}
                        for relation in self.rows("relations")
                        if relation["claim_id"] == row["claim_id"]
                    ],
                    "targeted_by": [
                        {name: cell for name, cell in relation.items() if name != "target_claim_id"}
                        for relation in self.rows("relations")
                        if relation["target_claim_id"] == row["claim_id"]
                    ],
                }
            )
        return claims


def without(record: Json, *names: str) -> Json:
    assert set(names) <= set(record)
    return {name: value for name, value in record.items() if name not in names}


def test_the_document_says_what_the_tables_say(built: tuple[Path, Path]) -> None:
    package, dist = built
    tables, found = Tables(package), read(dist)
    assert [without(record, "caveats") for record in found["articles"]] == tables.articles()
    assert [without(record, "caveats") for record in found["sources"]] == tables.sources()
    assert [without(record, "caveats") for record in found["concepts"]] == tables.rows("concepts")
    computed = ("caveats", "shows", "in_words")
    of_the_build = ("link", "verdict", "could_say", "estimates", "later_evidence", "built_on", "caveats")
    assert [without(record, *computed) for record in found["estimates"]] == tables.estimates()
    claims = [without(record, *of_the_build) for record in found["claims"]]
    assert [claim | {"passage": without(claim["passage"], "url")} for claim in claims] == tables.claims()


def test_each_estimate_of_a_claim_is_that_of_the_document_and_of_a_source_it_cites(built: tuple[Path, Path]) -> None:
    package, dist = built
    found = read(dist)
    estimates = {record["estimate_id"]: without(record, "caveats") for record in found["estimates"]}
    cited = {row["claim_id"]: row["source_ids"] for row in Tables(package).rows("claims")}
    for claim in found["claims"]:
        for estimate in claim["estimates"]:
            bears = ("stance", "decided_by", "is_direct", "scope")
            assert without(estimate, *bears) == estimates[estimate["estimate_id"]]
            assert estimate["source_id"] in cited[claim["claim_id"]]
            equal = {name for name, how in estimate["scope"].items() if how == "equal"}
            same = {name for name in SCOPE if estimate["about"][name] == claim["about"][name]}
            assert equal == same, (claim["claim_id"], estimate["estimate_id"])
            may_entail = claim["effect"]["direction"] in ("occurs", "not_observed")
            is_on_it = {"broader", "narrower"}.isdisjoint(estimate["scope"].values())
            assert not estimate["is_direct"] or is_on_it or may_entail


def test_what_an_estimate_shows_is_which_side_of_no_effect_its_interval_lies_on(built: tuple[Path, Path]) -> None:
    margins = {row["concept_id"]: row.get("margin") for row in Tables(built[0]).rows("concepts")}
    for estimate in read(built[1])["estimates"]:
        if not (estimate["ci_low"] and estimate["ci_high"]) or estimate["estimate_id"] == "E16":  # outside its interval
            continue
        assert estimate["orientation"] == "as_named"
        low, high = estimate["ci_low"]["value"], estimate["ci_high"]["value"]
        margin = margins[estimate["about"]["outcome"]["concept_id"]]
        is_within = margin is not None and 1 / margin["value"] < low and high < margin["value"]
        shows = "equivalent" if is_within else "more" if low > 1 else "less" if high < 1 else "not_shown"
        assert estimate["shows"] == shows, estimate["estimate_id"]
        for number in ("estimate", "ci_low", "ci_high"):
            assert estimate[number]["printed"] in estimate["in_words"]


def test_the_schemas_have_all_that_a_result_can_show(tmp_path: Path) -> None:
    SHOWN.apply(tmp_path / "package")
    build(load(tmp_path / "package", today=TODAY), allow_warnings=True).write(tmp_path / "dist")
    words = {word for word in get_args(Shown) if word}
    assert {estimate["shows"] for estimate in read(tmp_path / "dist")["estimates"]} - {None} == words
    for name, of_estimate in (("claim", "bearing_estimate"), ("claims", "estimate")):
        schema = read_schema(f"{name}.schema.json")["$defs"][of_estimate]
        assert {*schema["properties"]["shows"]["enum"]} == {*words, None}


def test_the_verdict_of_a_claim_is_that_of_the_report_and_rests_on_what_the_claim_has(
    built: tuple[Path, Path],
) -> None:
    report, found = read(built[1], "report.json"), read(built[1])
    verdicts = {each["claim_id"]: each for each in report["verdicts"]}
    for claim in found["claims"]:
        there, verdict = verdicts[claim["claim_id"]], claim["verdict"]
        assert verdict["word"] == there["verdict"]
        assert verdict["plain"]["message_id"].startswith(f"verdict.{verdict['word']}")
        assert (verdict["reason"], verdict["because"]) == (there["reason"], there["because"])
        has = {each["estimate_id"] for each in claim["estimates"]}
        has |= {each["estimate_id"] for later in claim["later_evidence"] for each in later["estimates"]}
        assert has.issuperset(verdict["because"]["estimates"])


def test_the_schemas_hold_for_all_of_it(built: tuple[Path, Path]) -> None:
    _, dist = built
    schemas = [read(dist / "schemas", f"{name}.schema.json") for name in ("claims", "claim", "report")]
    registry = Registry().with_resources([(schema["$id"], Resource.from_contents(schema)) for schema in schemas])
    claims, claim, report = (Draft202012Validator(schema, registry=registry) for schema in schemas)
    assert [error.message for error in claims.iter_errors(json.loads((dist / "claims.json").read_bytes()))] == []
    assert [error.message for error in report.iter_errors(read(dist, "report.json"))] == []
    for line in (dist / "claims.ndjson").read_bytes().splitlines():
        assert [error.message for error in claim.iter_errors(json.loads(line))] == []


def test_the_lines_are_the_claims_of_the_document(built: tuple[Path, Path]) -> None:
    _, dist = built
    text = (dist / "claims.ndjson").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert [json.loads(line) for line in text.splitlines()] == read(dist)["claims"]


def test_what_is_said_of_several_records_is_said_once(built: tuple[Path, Path]) -> None:
    document = json.loads((built[1] / "claims.json").read_text(encoding="utf-8"))
    said = [json.dumps(without(caveat, "cases")) for caveat in document["caveats"]]
    assert len(set(said)) == len(said)
    order = ["error", "warning", "note"]
    for claim in read(built[1])["claims"]:
        kinds = [(caveat["kind"], order.index(caveat["severity"])) for caveat in claim["caveats"]]
        assert kinds == sorted(kinds)
    passages = [passage["passage_id"] for passage in document["passages"]]
    assert sorted(passages) == sorted({claim["passage_id"] for claim in document["claims"]})


def test_the_validation_is_that_of_the_report(built: tuple[Path, Path]) -> None:
    _, dist = built
    found, report = read(dist), read(dist, "report.json")
    reasons = [(entry, {name: entry[name] for name in ("rule", "reason")}) for entry in report["rules"]]
    accepted = [problem["acknowledged"] for problem in report["problems"]]
    assert found["validation"] == {
        "rules_checked": sum(entry["status"] in ("passed", "failed") for entry in report["rules"]),
        "rules_not_run": [why for entry, why in reasons if entry["status"] == "not_run" and not entry["examined"]],
        "rules_run_in_part": [why for entry, why in reasons if entry["reason"] and entry["examined"]],
        "acknowledged": accepted.count(True),
        "unreviewed": accepted.count(False),
    }
    assert found["tool"] == report["tool"]
    assert (report["package"]["name"], report["package"]["path"]) == (found["package"]["name"], "datapackage.json")
    assert report["summary"]["records"]["claims"] == len(found["claims"])


def test_a_rule_that_found_nothing_and_left_something_out_has_run_in_part(tmp_path: Path) -> None:
    Edit(csv={"sources": "source_id,retraction_status\nS2,not_checked\n"}).apply(tmp_path / "package")
    build(load(tmp_path / "package", today=TODAY)).write(tmp_path / "dist")
    validation = read(tmp_path / "dist")["validation"]
    reason = "1 cited source whose retraction status was not looked up"
    assert {"rule": "retracted-source", "reason": reason} in validation["rules_run_in_part"]
    assert "retracted-source" not in {entry["rule"] for entry in validation["rules_not_run"]}


def bundle_of(edit: Edit, folder: Path) -> Bundle:
    """Whatever the rules would say of it."""
    edit.apply(folder)
    package = load(folder, today=TODAY)
    return Bundle(package, run(package, []))


def test_what_splits_lines_elsewhere_splits_none_here(tmp_path: Path) -> None:
    statement = "|".join(["", *"\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", 'She said "no" 👩🏽‍🔬'])
    cell = '"' + statement.replace('"', '""') + '"'
    edit = Edit(replace={"claims/claims.csv": [["Treatment may strain the eyes.", cell]]})
    bundle = bundle_of(edit, tmp_path)
    text = "".join(claimsndjson.pieces(bundle))
    assert len(text.splitlines()) == text.count("\n") == 5
    assert json.loads(text.splitlines()[2])["statement"] == statement
    # in claims.json each record has a line to itself
    lines = "".join(claimsjson.pieces(bundle)).splitlines()
    assert [json.loads(line.rstrip(","))["claim_id"] for line in lines[-7:-2]] == ["C1", "C2", "C3", "C4", "C5"]


@pytest.mark.parametrize(
    ("descriptor", "expected"),
    [
        ({}, {"version": "1.0.0", "keywords": ["test"], "homepage": None, "contributors": []}),
        ({"version": "2.10.0-rc.1", "title": "A\u2028B"}, {"version": "2.10.0-rc.1", "title": "A\u2028B"}),
        ({"description": None}, {"description": None}),
        ({"description": ""}, {"description": None}),
        ({"keywords": None}, {"keywords": []}),
        ({"keywords": ["light", "harm", "adverse events"]}, {"keywords": ["light", "harm", "adverse events"]}),
        ({"homepage": "https://example.org/a?b=c#d"}, {"homepage": "https://example.org/a?b=c#d"}),
        ({"homepage": "http://example.org"}, {"homepage": "http://example.org"}),
        (
            {
                "contributors": [
                    {"title": "A Trust", "path": "https://example.org"},
                    {"givenName": "Ann", "familyName": "Roe"},
                    {"familyName": "Doe"},
                    {"title": "As she signs", "givenName": "Ann", "familyName": "Roe"},
                    {"title": "", "givenName": "Bob"},
                    {"email": "nobody@example.org"},
                ]
            },
            {"contributors": ["A Trust", "Ann Roe", "Doe", "As she signs", "Bob"]},
        ),
        (
            {"licenses": [{"name": "CC0-1.0"}, {"path": "LICENCE.txt", "title": "Ours"}]},
            {
                "licenses": [
                    {"name": "CC0-1.0", "path": None, "title": None},
                    {"name": None, "path": "LICENCE.txt", "title": "Ours"},
                ]
            },
        ),
    ],
    ids=repr,
)
def test_the_package_is_told_as_its_descriptor_has_it(descriptor: Json, expected: Json, tmp_path: Path) -> None:
    found = json.loads("".join(claimsjson.pieces(bundle_of(Edit(descriptor=json.dumps(descriptor)), tmp_path))))
    assert {name: found["package"][name] for name in expected} == expected
    assert list(found["package"]) == [
        *("name", "version", "title", "description", "homepage", "keywords", "contributors", "licenses")
    ]


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("https://example.org/light", "https://example.org/light#"),
        ("https://example.org/light#part-2", "https://example.org/light#part-2"),
        ("https://example.org/light?a=b,c&d", "https://example.org/light?a=b,c&d#"),
        ("https://example.org/light#", "https://example.org/light#"),
    ],
)
def test_a_claim_leads_to_its_words_in_the_article(address: str, start: str, tmp_path: Path) -> None:
    edit = Edit(csv={"articles": f'article_id,url\nlight,"{address}"\n', "passages": "passage_id,citations\nP3,\n"})
    found = whole(json.loads("".join(claimsjson.pieces(bundle_of(edit, tmp_path)))))
    rows = {row["passage_id"]: row for row in Tables(tmp_path).rows("passages")}
    ends = 0
    for claim in found["claims"]:
        before, text = claim["passage"]["url"].split(":~:text=")
        opening, *closing = [unquote(part) for part in text.split(",")]
        row = rows[claim["passage"]["passage_id"]]
        assert (before, opening) == (start, row["opening_words"])
        # a browser looks for whole words, and the mark of a citation may stand right after the last one
        assert closing == ([row["closing_words"]] if row["closing_words"] and not row["citations"] else [])
        ends += len(closing)
    assert ends == 1


@pytest.mark.parametrize(
    ("homepage", "before"),
    [
        (None, ""),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/claims", "https://example.org/claims/"),
        ("https://example.org/claims/", "https://example.org/claims/"),
        ("https://example.org/claims/index.html", "https://example.org/claims/"),
        ("https://example.org/a/b?c=d/e#f/g", "https://example.org/a/b/"),
        ('https://example.org/ärzte/"a"', "https://example.org/ärzte/%22a%22/"),
    ],
)
def test_each_claim_has_its_link_to_the_page(homepage: str | None, before: str, tmp_path: Path) -> None:
    bundle = bundle_of(Edit(descriptor=json.dumps({"homepage": homepage})), tmp_path)
    found = json.loads("".join(claimsjson.pieces(bundle)))["claims"]
    lines = [json.loads(line) for line in claimsndjson.pieces(bundle)]
    for claims in (found, lines):
        assert [claim["link"] for claim in claims] == [f"{before}page.html#claim-C{number}" for number in range(1, 6)]
    graph = Graph().parse(data="".join(claimsjsonld.pieces(bundle)), format="json-ld", publicID="https://apps.example/")
    links = {str(link) for link in graph.objects(None, SDO.url) if "#claim-" in link}
    assert links == {f"{before or 'https://apps.example/'}page.html#claim-C{number}" for number in range(1, 6)}


def test_where_no_address_is_known_none_is_made_up(tmp_path: Path) -> None:
    found = json.loads("".join(claimsjson.pieces(bundle_of(Edit(), tmp_path))))
    assert {passage["url"] for passage in found["passages"]} == {None}
