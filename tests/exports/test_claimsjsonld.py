"""``claims.jsonld`` is a graph of real terms and whole addresses that says what the tables say."""

from __future__ import annotations

import csv
import json
import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from claimpack.claimverdict import VERDICTS
from claimpack.engine import run
from claimpack.exports import claimsjson, claimsjsonld
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from claimpack.rules.catalogue import SEVERITIES, Rule, all_rules
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from tests.edits import EXAMPLE, ROOT, TODAY, Edit
from tests.exports.test_claimsjson import FULL, SHOWN
from tests.exports.wholerecords import whole

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
CP = Namespace("urn:claimpack:vocabulary:")
OURS = Namespace("urn:claimpack:package:msc-therapy-safety-claims:")
EXAMPLES = Namespace("urn:claimpack:package:light-therapy:")

OA_TERMS = re.findall(
    r"\w+",
    """
    Annotation SpecificResource TextualBody TextPositionSelector TextQuoteSelector assessing describing commenting
    end exact hasBody hasPurpose hasSelector hasSource hasTarget motivatedBy prefix start suffix
    """,
)
"""Of the Web Annotation Vocabulary, which rdflib does not ship. Source: https://www.w3.org/TR/annotation-vocab/."""

COMPUTED = {
    "rule_not_run",
    "rule_run_in_part",
    "bearing_estimate",
    "caveat_kind",
    "concept_kind",
    "concerns",
    "could_say",
    "direct_estimate",
    "disputing_estimate",
    "later_source",
    "plain",
    "supporting_estimate",
    "verdict",
    "verdict_reason",
    "verdict_rests_on",
    "gravity",
    "reviewed",
    "rule",
    "shows",
}
"""Predicates of ours that are no columns."""

UNFIT = re.compile(r"""[\x00-\x20<>"{}|^`\\]""")
"""What may be in no IRI. Source: RFC 3987, section 2.2, and RFC 3986, appendix A."""

HOSTILE = Edit(
    csv={
        "articles": "article_id,title,publisher,author,published_on,url\n"
        'light,"<b>""Safe""?</b>",{} | \\,_:b0,2026-02-19,https://example.org/lamps?a=b#c\n',
        "claims": 'claim_id,statement,note\nC1,"Two\nlines, ""quotes"", \\ and 👩🏽","@id"\n',
        "concepts": 'concept_id,label,same_as\nheadache,@type,HP:0002315;x.y:a"b<c>|d;meddra:50%\n',
        "sources": "source_id,title,authors,container_title,issued_on,doi,pmid,pmcid,url,searched_until,"
        "retraction_checked_on\n"
        "S1,http://example.org/a b,Roe A,<journal>,2021-05,10.1002/(SICI)1:1<1::AID-X>3.0.CO;2-#,1,PMC2,"
        'https://example.org/a"b<c>{d}|^`\\,2019,2026-01-31\n',
        "estimates": "estimate_id,p_relation,p_value\nE1,<,0.050\n",
    },
    descriptor=json.dumps(
        {"title": '</script>"\u2028', "licenses": [{"path": "https://example.org/two words"}, {"path": "../LICENCE"}]}
    ),
)
PACKAGES: dict[str, Edit | Path] = {
    "our own": ROOT,
    "the example": EXAMPLE,
    "hostile": HOSTILE,
    "every column filled": FULL,
    "all that results can show": SHOWN,
}


def made(package: Path, rules: Sequence[Rule]) -> tuple[str, dict[str, Any]]:
    """The linked data of a package that was checked by ``rules``, and its ``claims.json``."""
    loaded = load(package, today=TODAY)
    bundle = Bundle(loaded, run(loaded, rules))
    return "".join(claimsjsonld.pieces(bundle)), whole(json.loads("".join(claimsjson.pieces(bundle))))


def graph_of(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld", publicID="https://apps.example/dist/claims.jsonld")


@pytest.fixture(scope="module", params=PACKAGES, ids=str)
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    edit = PACKAGES[request.param]
    if isinstance(edit, Path):
        return edit
    folder = tmp_path_factory.mktemp("edited")
    edit.apply(folder)
    return folder


@cache
def once(package: Path) -> tuple[str, dict[str, Any], Graph]:
    text, claims_json = made(package, all_rules())
    return text, claims_json, graph_of(text)


def rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def base(package: Path) -> Namespace:
    return OURS if package == ROOT else EXAMPLES


def iris(graph: Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple if isinstance(term, URIRef)}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@pytest.mark.slow
def test_every_name_is_expanded_by_its_context(package: Path) -> None:
    whole = json.loads(once(package)[0])
    prefixes = set(whole["@context"])
    for node in nodes(whole["@graph"]):
        keys = {key for key in node if not key.startswith("@")}
        assert set(node) - keys <= {"@id", "@type", "@value", "@language"}
        types = node.get("@type", [])
        names = [*keys, *([types] if isinstance(types, str) else types)]
        assert {name.partition(":")[0] for name in names} <= prefixes, names
        if "@id" in node:
            assert node["@id"].partition(":")[0] in {*prefixes, "http", "https", "urn"} or node["@id"].startswith(
                "page.html#"
            )


def test_nothing_is_lost_on_the_way_to_triples(package: Path) -> None:
    """A reader drops what it can't expand without a word."""
    text, _, graph = once(package)
    said = 0
    for node in nodes(json.loads(text)["@graph"]):
        if "@value" not in node:
            said += sum(len(value) if isinstance(value, list) else 1 for key, value in node.items() if key != "@id")
    assert len(graph) == said


def test_every_address_is_whole_and_well_formed(package: Path, caplog: pytest.LogCaptureFixture) -> None:
    text, _, _ = once(package)
    with caplog.at_level(logging.WARNING):
        graph = graph_of(text)
        assert graph_of(graph.serialize(format="json-ld")) is not None
        assert len(Graph().parse(data=graph.serialize(format="nt"), format="nt")) == len(graph)
    assert caplog.messages == []
    for iri in iris(graph):
        assert str(iri).startswith(("http://", "https://", "urn:")), iri
        assert not UNFIT.search(iri), iri
    assert [term for triple in graph for term in triple if isinstance(term, Literal) and term.ill_typed] == []


def test_every_term_is_one_of_its_vocabulary(package: Path) -> None:
    graph = once(package)[2]
    vocabularies = (rdflib.SDO, SKOS, PROV, DCTERMS, RDF, RDFS, rdflib.XSD)
    assert not any("no_such_term" in vocabulary for vocabulary in vocabularies)
    words, known = words_of_ours(), set()
    for iri in iris(graph) | {term.datatype for term in graph.objects() if isinstance(term, Literal) and term.datatype}:
        for vocabulary in vocabularies:
            if iri.startswith(str(vocabulary)):
                assert iri in vocabulary, iri
                known.add(iri)
        if iri.startswith(str(OA)):
            assert iri.removeprefix(str(OA)) in OA_TERMS
            known.add(iri)
        if iri.startswith(str(CP)):
            assert iri.removeprefix(str(CP)) in words
            known.add(iri)
    used = {*graph.predicates(), *graph.objects(predicate=RDF.type)}
    assert used - known == set()


def test_every_term_of_ours_is_described(package: Path) -> None:
    graph = once(package)[2]
    used = {*graph.predicates(), *graph.objects(predicate=RDF.type)}
    ours = {term for term in used if isinstance(term, URIRef) and term.startswith(str(CP))}
    assert len(ours) > 20
    assert [term for term in ours if not graph.value(term, RDFS.comment) or not graph.value(term, RDFS.label)] == []
    words = {term for term in graph.objects() if isinstance(term, URIRef) and term.startswith(str(CP)) and "/" in term}
    assert list(graph.objects(OURS["build"], CP.rule_not_run)) or package != ROOT
    schemes = {term for term in words if (term, RDF.type, SKOS.ConceptScheme) in graph}
    assert len(words - schemes) > 20
    assert [term for term in words - schemes if not graph.value(term, SKOS.definition)] == []


def words_of_ours() -> set[str]:
    """What may be in our own vocabulary: columns, what is computed, and the words of each."""
    words = COMPUTED | {"Estimate", "claimpack", "words/concept_kind", "words/gravity", "words/rule", "words/shows"}
    words |= {f"rule/{rule.name}" for rule in all_rules()}
    words |= {"words/verdict", *(f"verdict/{word}" for word in VERDICTS)}
    words |= {"words/caveat_kind", "caveat_kind/problem", "caveat_kind/qualifier"}
    words |= {f"gravity/{severity}" for severity in SEVERITIES} | {
        f"shows/{word}" for word in ("more", "less", "differs", "not_shown", "equivalent")
    }
    for file in (ROOT / "schemas/tables").glob("*.json"):
        for field in json.loads(file.read_text(encoding="utf-8"))["fields"]:
            name = field["name"]
            words |= {
                name,
                f"words/{name}",
                *(f"{name}/{word}" for word in field.get("constraints", {}).get("enum", ())),
            }
            if (file.stem, name) == ("concepts", "kind"):
                words |= {f"concept_kind/{word}" for word in field["constraints"]["enum"]}
    return words | {"restates", "summarises", "qualifies", "contradicts"}


def test_each_claim_has_its_text_its_article_its_direction_and_its_place(package: Path) -> None:
    graph, here = once(package)[2], base(package)
    passages = {row["passage_id"]: row for row in rows(package, "passages")}
    claims = rows(package, "claims")
    assert set(graph.subjects(RDF.type, SCHEMA.Claim)) == {here[f"claim/{row['claim_id']}"] for row in claims}
    for row in claims:
        claim, passage = here[f"claim/{row['claim_id']}"], passages[row["passage_id"]]
        place = here[f"passage/{row['passage_id']}"]
        article = here[f"article/{passage['article_id']}"]
        assert list(graph.objects(claim, SCHEMA.text)) == [Literal(row["statement"])]
        assert list(graph.objects(claim, SCHEMA.appearance)) == [article]
        assert list(graph.objects(claim, CP.effect_direction)) == [CP[f"effect_direction/{row['effect_direction']}"]]
        assert set(graph.objects(claim, SCHEMA.citation)) == {
            here[f"source/{source}"] for source in row["source_ids"].split(";") if source
        }
        assert list(graph.objects(claim, PROV.wasDerivedFrom)) == [place]
        assert list(graph.objects(place, OA.hasSource)) == [article]
        (selector,) = graph.objects(place, OA.hasSelector)
        assert (selector, RDF.type, OA.TextPositionSelector) in graph
        assert [[int(end) for end in graph.objects(selector, name)] for name in (OA.start, OA.end)] == [
            [int(passage["start"])],
            [int(passage["end"])],
        ]
        (annotation,) = graph.subjects(OA.hasBody, claim)
        assert list(graph.objects(annotation, OA.hasTarget)) == [place]
        about = {name: list(graph.objects(claim, CP[name])) for name in ("intervention", "outcome", "population")}
        assert about == {name: [here[f"concept/{row[name]}"]] if row[name] else [] for name in about}


def test_each_relation_is_a_triple(package: Path) -> None:
    graph, here = once(package)[2], base(package)
    kinds = ("restates", "summarises", "qualifies", "contradicts")
    found = {(claim, kind, other) for kind in kinds for claim, other in graph.subject_objects(CP[kind])}
    assert found == {
        (here[f"claim/{row['claim_id']}"], row["relation"], here[f"claim/{row['target_claim_id']}"])
        for row in rows(package, "relations")
    }


def test_each_estimate_leads_to_its_source_and_what_it_is_about(package: Path) -> None:
    _, claims_json, graph = once(package)
    here = base(package)
    for row in rows(package, "estimates"):
        estimate = here[f"estimate/{row['estimate_id']}"]
        assert list(graph.objects(estimate, PROV.wasDerivedFrom)) == [here[f"source/{row['source_id']}"]]
        for name in ("intervention", "route", "population", "comparator", "outcome"):
            concept = [here[f"concept/{row[name]}"]] if row[name] else []
            assert list(graph.objects(estimate, CP[name])) == concept
    for claim in claims_json["claims"]:
        name = here[f"claim/{claim['claim_id']}"]
        bearing = {here[f"estimate/{each['estimate_id']}"]: each["is_direct"] for each in claim["estimates"]}
        assert set(graph.objects(name, CP.bearing_estimate)) == set(bearing)
        assert set(graph.objects(name, CP.direct_estimate)) == {each for each, direct in bearing.items() if direct}
        stances = {here[f"estimate/{each['estimate_id']}"]: each["stance"] for each in claim["estimates"]}
        for term, stance in ((CP.supporting_estimate, "supports"), (CP.disputing_estimate, "disputes")):
            assert set(graph.objects(name, term)) == {each for each in stances if stances[each] == stance}
        assert list(graph.objects(name, CP.verdict)) == [CP[f"verdict/{claim['verdict']['word']}"]]
        assert set(graph.objects(name, CP.verdict_rests_on)) == {
            here[f"estimate/{each}"] for each in claim["verdict"]["because"]["estimates"]
        }


def test_every_record_that_is_named_is_there(package: Path) -> None:
    graph = once(package)[2]
    named = {iri for iri in iris(graph) if iri.startswith(str(base(package)))}
    assert len(named) > len(rows(package, "claims"))
    assert {iri for iri in named if (iri, RDF.type, None) not in graph} == set()


def test_numbers_keep_the_digits_they_are_printed_with(package: Path) -> None:
    text, _, graph = once(package)
    here = base(package)
    printed = {node["@id"]: node for node in json.loads(text)["@graph"] if node.get("@id", "").startswith("estimate:")}
    for row in rows(package, "estimates"):
        for name in ("estimate", "ci_low", "ci_high", "ci_level", "p_value", "i_squared", "control_risk"):
            cell = row.get(name, "")
            expected = [Literal(cell, datatype=XSD.decimal)] if cell else []
            found = list(graph.objects(here[f"estimate/{row['estimate_id']}"], CP[name]))
            assert [(str(number), number.datatype) for number in found] == [(cell, XSD.decimal)] * len(expected)
            in_text = printed[f"estimate:{row['estimate_id']}"].get(f"cp:{name}", {"@value": ""})
            assert in_text["@value"] == cell


COLUMNS = {
    "claims": {
        "word": "claim_type effect_direction severity frequency population_basis stated_measure wording",
        "text": "onset conditions dose follow_up reviewed_by",
        "number": "stated_value stated_low stated_high stated_control_value",
    },
    "sources": {"word": "status role source_type retraction_status", "source": "overlaps_with"},
    "estimates": {
        "word": "measure orientation interval_kind p_sides analysis model certainty reported_direction",
        "text": "p_relation unit follow_up locator",
    },
    "concepts": {"word": "desirable serious", "number": "margin"},
}
"""Columns whose cells are objects, by what kind of object."""


def test_each_cell_of_these_columns_is_an_object_of_its_kind(package: Path) -> None:
    graph, here = once(package)[2], base(package)
    for table, kinds in COLUMNS.items():
        for row in rows(package, table):
            record = here[f"{table[:-1]}/{row[f'{table[:-1]}_id']}"]
            for kind, column in ((kind, column) for kind, columns in kinds.items() for column in columns.split()):
                cell = row.get(column, "")
                found = list(graph.objects(record, CP[column]))
                if kind == "number":
                    assert [(str(each), each.datatype) for each in found] == ([(cell, XSD.decimal)] if cell else [])
                elif kind == "source":
                    assert set(found) == {here[f"source/{name}"] for name in cell.split(";") if name}
                else:
                    term = CP[f"{column}/{cell}"] if kind == "word" else Literal(cell)
                    assert found == ([term] if cell else []), column


def test_each_of_these_columns_is_filled_in_one_of_the_packages(tmp_path: Path) -> None:
    FULL.apply(tmp_path)
    for table, kinds in COLUMNS.items():
        filled = {column for row in rows(tmp_path, table) for column, cell in row.items() if cell}
        assert set(" ".join(kinds.values()).split()) <= filled


def test_a_date_is_a_day_a_month_or_a_year(package: Path) -> None:
    graph, here = once(package)[2], base(package)
    types = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    told = 0
    for table, key, columns in (
        ("articles", "article_id", {"published_on": SCHEMA.datePublished}),
        (
            "sources",
            "source_id",
            {"issued_on": SCHEMA.datePublished, "searched_until": CP.searched_until}
            | {"retraction_checked_on": CP.retraction_checked_on},
        ),
        ("claims", "claim_id", {"reviewed_on": CP.reviewed_on}),
    ):
        for row in rows(package, table):
            for column, predicate in columns.items():
                found, cell = list(graph.objects(here[f"{table[:-1]}/{row[key]}"], predicate)), row.get(column, "")
                assert found == ([Literal(cell, datatype=types[len(cell)])] if cell else [])
                told += len(found)
    assert told


def test_each_concept_has_its_label_what_is_broader_and_what_is_the_same(package: Path) -> None:
    graph, here = once(package)[2], base(package)
    concepts = rows(package, "concepts")
    found = {concept for concept in graph.subjects(RDF.type, SKOS.Concept) if concept.startswith(str(here))}
    assert found == {here[f"concept/{row['concept_id']}"] for row in concepts}
    for row in concepts:
        concept = here[f"concept/{row['concept_id']}"]
        assert list(graph.objects(concept, SKOS.prefLabel)) == [Literal(row["label"])]
        assert set(graph.objects(concept, SKOS.broader)) == {
            here[f"concept/{name}"] for name in row["broader"].split(";") if name
        }
        matches = [*graph.objects(concept, SKOS.exactMatch), *graph.objects(concept, SKOS.closeMatch)]
        assert len(set(matches)) == len([*filter(None, row["same_as"].split(";"))])
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph


def test_each_caveat_of_a_claim_is_an_annotation_of_it_or_of_what_it_rests_on(package: Path) -> None:
    _, claims_json, graph = once(package)
    here = base(package)
    annotations = set(graph.subjects(OA.motivatedBy, OA.assessing))
    told = set()
    for claim in claims_json["claims"]:
        rests_on = {
            here[f"claim/{claim['claim_id']}"],
            here[f"passage/{claim['passage']['passage_id']}"],
            here[f"article/{claim['article']['article_id']}"],
            *(here[f"source/{source['source_id']}"] for source in claim["sources"]),
            *(here[f"estimate/{estimate['estimate_id']}"] for estimate in claim["estimates"]),
            *(
                here[f"estimate/{estimate['estimate_id']}"]
                for later in claim["later_evidence"]
                for estimate in later["estimates"]
            ),
            *(here[f"concept/{concept['concept_id']}"] for concept in claim["about"].values() if concept),
        }
        for caveat in claim["caveats"]:
            annotation = here[f"caveat/{caveat['fingerprint']}"]
            (body,) = graph.objects(annotation, OA.hasBody)
            assert (annotation, RDF.type, OA.Annotation) in graph
            assert (body, RDF.value, Literal(caveat["message"])) in graph
            assert (annotation, CP.reviewed, Literal(caveat["reviewed"])) in graph
            assert [str(reason) for reason in graph.objects(annotation, CP.reason)] == [
                *filter(None, [caveat["reason"]])
            ]
            assert set(graph.objects(annotation, OA.hasTarget)) & rests_on
            assert list(graph.objects(annotation, CP.caveat_kind)) == [CP[f"caveat_kind/{caveat['kind']}"]]
            if caveat["kind"] == "qualifier":  # what another claim says, and no finding of the tool
                limiting = here[f"claim/{caveat['subjects'][1]}"]
                assert list(graph.objects(annotation, OA.hasTarget)) == [here[f"claim/{claim['claim_id']}"]]
                assert list(graph.objects(annotation, PROV.wasDerivedFrom)) == [limiting]
                assert (limiting, CP.qualifies, here[f"claim/{claim['claim_id']}"]) in graph
                assert not [*graph.objects(annotation, CP.rule), *graph.objects(annotation, PROV.wasAttributedTo)]
            told.add(annotation)
    elsewhere = {
        here[f"caveat/{caveat['fingerprint']}"]
        for table in ("articles", "sources", "estimates", "concepts")
        for record in claims_json[table]
        for caveat in record["caveats"]
    }
    assert annotations == told | elsewhere


def test_what_the_article_says_is_no_review_of_it(package: Path) -> None:
    assert "ClaimReview" not in once(package)[0]


def test_each_node_stands_in_a_line_of_its_own(package: Path) -> None:
    text, _, _ = once(package)
    lines = [line.rstrip(",") for line in text.splitlines()]
    assert [json.loads(line) for line in lines if line.startswith(('{"@id"', '{"@type"'))] == json.loads(text)["@graph"]


CONTRADICTED = """
PREFIX cp: <urn:claimpack:vocabulary:>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?claim ?estimate WHERE {
  ?caveat a oa:Annotation ;
      cp:rule <urn:claimpack:vocabulary:rule/source-contradicts-itself> ;
      oa:hasTarget ?estimate .
  ?claim a schema:Claim ;
      cp:bearing_estimate ?estimate ;
      cp:effect_direction <urn:claimpack:vocabulary:effect_direction/no_difference> .
  ?estimate a cp:Estimate .
}
"""
BY_NUMBERS = """
PREFIX cp: <urn:claimpack:vocabulary:>
PREFIX schema: <https://schema.org/>
SELECT ?claim ?estimate WHERE {
  ?claim a schema:Claim ;
      cp:effect_direction <urn:claimpack:vocabulary:effect_direction/no_difference> ;
      cp:bearing_estimate ?estimate .
  ?estimate cp:ci_low ?low ; cp:ci_high ?high .
  FILTER (?high < 1 || ?low > 1)
}
"""


@pytest.mark.parametrize("query", [CONTRADICTED, BY_NUMBERS], ids=["by caveats", "by numbers"])
def test_a_query_finds_the_claims_whose_source_contradicts_itself(query: str) -> None:
    """E11 is RR 0.78 (0.65 to 0.94) for death, and its source's words say no difference; three claims rest on it."""
    found = {tuple(row) for row in once(ROOT)[2].query(query)}
    assert found == {(OURS[f"claim/{name}"], OURS["estimate/E11"]) for name in ("C036", "C041", "C046")}


@pytest.mark.parametrize(
    ("homepage", "base"),
    [
        ("https://example.org/claims", "https://example.org/claims#light-therapy/"),
        ("https://example.org/claims/", "https://example.org/claims/#light-therapy/"),
        ("https://example.org/claims?v=1", "https://example.org/claims?v=1#light-therapy/"),
        ("https://example.org/all#ours", "https://example.org/all#ours/light-therapy/"),
        ('https://example.org/a"b<c>', "https://example.org/a%22b%3Cc%3E#light-therapy/"),
        (None, str(EXAMPLES)),
    ],
)
def test_names_begin_with_the_homepage_if_there_is_one(homepage: str | None, base: str, tmp_path: Path) -> None:
    Edit(descriptor=json.dumps({"homepage": homepage})).apply(tmp_path)
    graph = graph_of(made(tmp_path, [])[0])
    dataset = URIRef(f"{base}package")
    assert list(graph.objects(URIRef(f"{base}claim/C1"), SCHEMA.isPartOf)) == [dataset]
    assert (dataset, RDF.type, SCHEMA.Dataset) in graph
    assert len(list(graph.subjects(RDF.type, SCHEMA.Claim))) == 5


def test_identifiers_that_cannot_all_mean_the_same_match_closely(tmp_path: Path) -> None:
    same_as = {"headache": "HP:0002315;HP:0002076", "migraine": "MONDO:0005277;mesh:D1", "fever": "mesh:D1;NCIT:C3038"}
    rows = "".join(f"{name},outcome,{name},{curies}\n" for name, curies in same_as.items())
    Edit(csv={"concepts": f"concept_id,kind,label,same_as\n{rows}"}).apply(tmp_path)
    text, claims_json = made(tmp_path, [])
    graph = graph_of(text)
    found = {
        (str(graph.value(concept, SKOS.prefLabel)), how.rpartition("#")[2], match.rpartition("/")[2])
        for how in (SKOS.exactMatch, SKOS.closeMatch)
        for concept, match in graph.subject_objects(how)
        if str(graph.value(concept, SKOS.prefLabel)) in same_as
    }
    assert found == {
        ("headache", "closeMatch", "HP_0002315"),  # two of one vocabulary
        ("headache", "closeMatch", "HP_0002076"),
        ("migraine", "exactMatch", "MONDO_0005277"),
        ("migraine", "closeMatch", "D1"),  # fever has it, too
        ("fever", "closeMatch", "D1"),
        ("fever", "exactMatch", "NCIT_C3038"),
    }
    assert claims_json["prefixes"]["HP"] == "http://purl.obolibrary.org/obo/HP_"
    assert {prefix for curies in same_as.values() for prefix in ("HP", "MONDO", "mesh", "NCIT")} <= set(
        claims_json["prefixes"]
    )


def test_texts_have_their_language_where_it_is_known(package: Path) -> None:
    graph = once(package)[2]
    for term in (CP.plain, CP.could_say, CP.verdict_reason, RDFS.comment):
        assert {each.language for each in graph.objects(predicate=term)} <= {"en"}, term
    languages = {row["title"]: row["language"] or None for row in rows(package, "articles")}
    headlines = list(graph.objects(predicate=SCHEMA.headline))
    assert {str(each): each.language for each in headlines} == languages
