"""What stands on the page, read as HTML."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from claimpack.claimverdict import VERDICTS
from claimpack.engine import run
from claimpack.exports.packagerecords import Bundle
from claimpack.package.claimlink import place_on_page
from claimpack.package.load import load
from claimpack.page import document
from claimpack.rules.catalogue import all_rules
from lxml import html

from tests.edits import ROOT, TODAY, Edit
from tests.page.made import example_page, hostile_edit, own_page, page_of


@pytest.fixture(scope="module")
def own() -> html.HtmlElement:
    return html.fromstring(own_page())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_claim_is_there_with_its_verdict_and_the_gravest_come_first(own: html.HtmlElement) -> None:
    package = load(ROOT, [], today=date(2026, 12, 1))
    verdicts = {each.claim_id: each.verdict for each in run(package, all_rules()).verdicts}
    shown = [(each.get("data-claim"), each.get("data-verdict")) for each in own.find_class("claim")]
    assert dict(shown) == verdicts
    order = [VERDICTS.index(verdict) for _, verdict in shown]
    assert order == sorted(order)


def test_the_article_its_publisher_and_its_interest_come_before_the_claims(own: html.HtmlElement) -> None:
    head = text_of(own.find_class("top")[0])
    assert "Cellcolabs Clinical" in head
    assert "The publisher makes and provides treatments" in head
    assert "on 2026-12-01" in head


def test_the_source_that_contradicts_itself_is_drawn_beside_what_is_claimed(own: html.HtmlElement) -> None:
    """RR 0.78 (0.65 to 0.94) excludes 1, and the claim says that there is no difference: a line at the null."""
    claim = own.get_element_by_id("claim-C036")
    [svg] = claim.xpath(".//*[name()='svg'][@data-estimate='E11']")
    [null] = svg.find_class("null")
    [interval] = svg.find_class("interval")
    [claimed] = svg.find_class("claimed-line")
    at = {name: float(interval.get(name).rstrip("%")) for name in ("x1", "x2")}
    null_at = float(null.get("x1").rstrip("%"))
    assert at["x1"] < at["x2"] < null_at
    assert float(claimed.get("x1").rstrip("%")) == null_at
    assert "Accepted by Claimpack maintainers on 2026-11-28" in text_of(claim)
    assert "2,696 people, as the article says" in text_of(claim)


@pytest.mark.parametrize(
    ("source_id", "called"),
    [
        *((each, each) for each in ("S9", "CD34", "SF-36", "table-2", "Fig1", "PMC1234567", "2021")),
        *((each, "Roe et al. 2021") for each in ("roe-2021", "Roe2021", "roe_2021a", "roe-et-al-2021")),
    ],
)
def test_what_a_curator_wrote_is_left_as_it_is_but_for_ids_of_a_name_and_a_year(
    source_id: str, called: str, tmp_path: Path
) -> None:
    """An id such as S1 may be that of a table in a supplement."""
    said = "See {} of the supplement."
    note = said.format(source_id)
    source = f'{source_id},identified,meta_analysis,An added one,"Roe J, Doe A",2021,{note}'
    tables = {
        "sources": f"source_id,status,source_type,title,authors,issued_on,note\n{source}\n",
        "claims": f"claim_id,source_ids,note\nC1,S1;{source_id},{note}\n",
    }
    page = html.fromstring(example_page(tmp_path, Edit(csv=tables)))
    assert text_of(page).count(said.format(called)) == 2


@pytest.mark.parametrize(
    ("direction", "interval", "told", "legend"),
    [
        ("increased", "1.025,1.010,1.040", "shows neither", "more frequent or higher beyond the margin of 1.05"),
        ("decreased", "0.980,0.970,0.990", "shows neither", "less frequent or lower beyond the margin of 1.05"),
        (
            "occurs",
            "1.025,1.010,1.040",
            "shows neither",
            "that the intervention brings it on beyond the margin of 1.05",
        ),
        ("increased", "1.20,1.10,1.30", "agrees", "more frequent or higher beyond the margin of 1.05"),
        ("decreased", "0.80,0.75,0.85", "agrees", "less frequent or lower beyond the margin of 1.05"),
        ("no_difference", "1.00,0.97,1.03", "agrees", "no difference within the margin of 1.05"),
        ("no_increase", "0.98,0.95,1.01", "agrees", "no increase within the margin of 1.05"),
        ("no_increase", "1.20,1.10,1.30", "says otherwise", "no increase within the margin of 1.05"),
        ("no_decrease", "0.80,0.75,0.85", "says otherwise", "no decrease within the margin of 1.05"),
    ],
)
def test_a_result_lies_in_what_is_claimed_if_it_agrees_and_beside_it_if_it_says_otherwise(
    direction: str, interval: str, told: str, legend: str, tmp_path: Path
) -> None:
    tables = {
        "concepts": "concept_id,margin\nheadache,1.05\n",
        "claims": f"claim_id,claim_type,effect_direction\nC1,adverse_event,{direction}\n",
        "estimates": f"estimate_id,measure,estimate,ci_low,ci_high,reported_direction\nE1,RR,{interval},\n",
    }
    claim = html.fromstring(example_page(tmp_path, Edit(csv=tables))).get_element_by_id("claim-C1")
    [svg] = claim.xpath(".//*[name()='svg'][@data-estimate='E1']")
    [line], [claimed] = svg.find_class("interval"), svg.find_class("claimed")
    low, high = (float(line.get(name).rstrip("%")) for name in ("x1", "x2"))
    begin, width = (float(claimed.get(name).rstrip("%")) for name in ("x", "width"))
    is_within, is_beside = begin <= low and high <= begin + width, high < begin or begin + width < low
    assert (is_within, is_beside) == (told == "agrees", told != "agrees")
    assert told in text_of(claim)
    assert f"what the claim says: {legend}" in text_of(claim)


def test_the_page_and_the_json_say_the_same(own: html.HtmlElement) -> None:
    package = load(ROOT, [], today=date(2026, 12, 1))
    claims = list(Bundle(package, run(package, all_rules())).claims())
    assert len(claims) == 56
    told = 0
    for claim in claims:
        text = text_of(own.get_element_by_id(f"claim-{claim['claim_id']}"))
        assert claim["verdict"]["plain"]["text"] in text
        could_say = claim["could_say"]
        assert (could_say is not None) == ("What the evidence would carry (made by rule)" in text)
        assert could_say is None or all(each["text"] in text for each in could_say["sentences"])
        of_the_claim = [
            each for each in claim["caveats"] if each["resource"] in ("claims", "estimates") and each["rule"]
        ]
        assert [each for each in of_the_claim if each["plain"]["text"] not in text] == []
        told += len(of_the_claim)
    assert told > 50


def test_each_drawn_interval_is_on_the_side_of_the_null_that_its_printed_limits_are(own: html.HtmlElement) -> None:
    package = load(ROOT, [], today=date(2026, 12, 1))
    estimates = {record.key: record for record in package.table("estimates")}
    drawn = own.xpath("//*[name()='svg'][@data-estimate]")
    assert len(drawn) > len(estimates)
    for svg in drawn:
        estimate = estimates[svg.get("data-estimate")]
        [interval], [null] = svg.find_class("interval"), svg.find_class("null")
        null_at = float(null.get("x1").rstrip("%"))
        for side, column in (("x1", "ci_low"), ("x2", "ci_high")):
            place, value = float(interval.get(side).rstrip("%")), float(estimate[column])
            assert (place < null_at, place > null_at) == (value < 1, value > 1)


@pytest.mark.parametrize(("column", "kind"), [("source_id", "source"), ("outcome", "outcome")])
def test_each_source_and_each_outcome_has_its_results(column: str, kind: str, own: html.HtmlElement) -> None:
    with (ROOT / "claims/estimates.csv").open(encoding="utf-8", newline="") as file:
        estimates = list(csv.DictReader(file))
    cards = own.get_element_by_id(f"{kind}s").find_class("card")
    assert cards
    for card in cards:
        results = {each["estimate_id"] for each in estimates if f"{kind}-{each[column]}" == card.get("id")}
        assert len(card.xpath(".//tbody/tr")) == len(results)
        assert results.issuperset(card.xpath(".//*[name()='svg']/@data-estimate"))


@pytest.mark.parametrize(
    ("basis", "size", "told"),
    [
        ("stated", "120", ["People 120 people, as the article says"]),
        ("stated", "", []),
        ("from_source", "", []),
        ("", "120", []),
    ],
)
def test_how_many_people_is_told_where_it_is_recorded_with_its_basis(
    basis: str, size: str, told: list[str], tmp_path: Path
) -> None:
    edit = Edit(csv={"claims": f"claim_id,population_basis,population_size\nC2,{basis},{size}\n"})
    claim = html.fromstring(example_page(tmp_path, edit)).get_element_by_id("claim-C2")
    facts = [text_of(each) for each in claim.xpath(".//dl[contains(@class, 'facts')]/div")]
    assert [fact for fact in facts if fact.startswith("People")] == told


def test_the_newer_estimate_stands_beside_the_older(own: html.HtmlElement) -> None:
    claim = own.get_element_by_id("claim-C007")
    rows = [svg.get("data-estimate") for svg in claim.xpath(".//*[name()='svg'][@data-estimate]")]
    assert rows == ["E07", "E01", "E13"]
    assert "Newer: updates a source that is cited" in text_of(claim)


def test_every_link_within_the_page_leads_to_one_place(own: html.HtmlElement, tmp_path: Path) -> None:
    for page in (own, html.fromstring(example_page(tmp_path, hostile_edit(), with_text=True))):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert [each for each in page.xpath("//@href") if each.startswith("#") and each[1:] not in ids] == []
        assert [each for each in page.xpath("//@aria-labelledby") if each not in ids] == []


@pytest.mark.parametrize(
    "name", ["C1", "a b", "50%", "%41", "#top", "\u0645\u0637\u0644\u0628", "\u58f0\u660e", "\ud800", "'\"<b>"]
)
def test_a_link_to_a_place_of_any_name_is_its_id(name: str) -> None:
    """An id with white space, and a link with what is percent-encoded there, would lead nowhere."""
    place = place_on_page("claim", name)
    assert re.fullmatch(r"claim-[A-Za-z0-9._~%-]+", place)
    assert unquote(place.removeprefix("claim-"), errors="surrogatepass") == name


def test_a_result_that_carries_less_than_its_claim_says_is_not_said_to_agree(own: html.HtmlElement) -> None:
    """RR 0.93 (0.60 to 1.45) does not show that the risk of cancer is not raised."""
    [stance] = own.get_element_by_id("claim-C040").find_class("stance")
    assert text_of(stance) == "≈ points the same way"
    [stance] = own.get_element_by_id("claim-C037").find_class("stance")
    assert "agrees" in text_of(stance)  # the article reports what its source says


def test_that_somebody_had_it_is_not_said_to_agree_with_how_often_it_happens(own: html.HtmlElement) -> None:
    """C003 says that serious complications are rare: RR 1.14 (0.67 to 1.95) tells that some had one, and no rate."""
    claim = own.get_element_by_id("claim-C003")
    assert "3,546 people in the largest of its sources whose size is known" in text_of(claim)
    told = {row.find_class("id")[0].text: text_of(row.find_class("stance")[0]) for row in claim.xpath(".//tbody/tr")}
    assert told["E10"].startswith("≈ it happened to some who were studied")
    assert told["E11"].startswith("! its words and its number disagree")
    assert "No rate of this is recorded, so how often it happens could not be checked." in text_of(claim)
    assert "No rate of this is recorded" not in text_of(own.get_element_by_id("claim-C007"))  # a problem tells it


def test_a_serious_outcome_beside_a_claim_of_safety_is_told_with_what_it_shows(own: html.HtmlElement) -> None:
    """RR 1.14 (0.67 to 1.95), 0.78 (0.65 to 0.94) and 0.93 (0.60 to 1.45)."""
    rows = own.get_element_by_id("claim-C044").xpath(".//tbody/tr")
    told = {row.find_class("id")[0].text: text_of(row.find_class("stance")[0]) for row in rows}
    assert (told["E10"], told["E11"]) == ("~ neither more nor less is shown", "▼ less with the intervention")
    assert told["E12"] == "~ neither more nor less is shown"


def test_what_a_claim_is_about_is_told_with_what_each_part_is(own: html.HtmlElement) -> None:
    told = "Mesenchymal stem cell (MSC) therapy; route: Into a blood vessel; compared with: Control"
    assert told in text_of(own.get_element_by_id("claim-C036"))


def test_days_and_p_values_stay_in_one_line_and_the_right_way_round() -> None:
    told = "<b> 2021-03-01, 2018-05 and OR 3.65 (p < 0.01), not 2021-03-011"
    assert document.unbroken(told) == (
        '&lt;b&gt; <span class="nb" dir="ltr">2021-03-01</span>, <span class="nb" dir="ltr">2018-05</span> and OR 3.65 '
        '(<span class="nb" dir="ltr">p &lt; 0.01</span>), not 2021-03-011'
    )


def test_a_reason_names_sources_as_the_page_does(own: html.HtmlElement) -> None:
    assert "wang-2024" not in text_of(own)


def test_absolute_risk_is_told_where_it_is_known(tmp_path: Path) -> None:
    """A control risk of 0.1 and an odds ratio of 1.05: odds 0.1111 * 1.05 = 0.11667, risk 0.10448, so 4.48 more."""
    edit = Edit(csv={"estimates": "estimate_id,source_id,outcome,control_risk\nE1,S1,headache,0.1\n"})
    page = html.fromstring(example_page(tmp_path, edit))
    assert "Per 1,000 people: 100 without the intervention; with it 4.48 more" in text_of(page)


def test_a_risk_difference_in_per_cent_is_told_in_people(tmp_path: Path) -> None:
    """1.5 percentage points are 15 of 1,000, beside 100 of 1,000 without it."""
    row = "estimate_id,source_id,outcome,measure,estimate,ci_low,ci_high,unit,control_risk\n"
    edit = Edit(csv={"estimates": row + "E1,S1,headache,RD,1.5,-0.5,3.5,%,0.1\n"})
    page = text_of(html.fromstring(example_page(tmp_path, edit)))
    assert "Per 1,000 people: 100 without the intervention; with it 15 more (from 5 fewer to 35 more)" in page
    assert "RD 1.5 % (95 % CI -0.5 to 3.5 %" in page


def test_what_limits_a_claim_stands_beside_it(own: html.HtmlElement) -> None:
    assert "Limited by C048" in text_of(own.get_element_by_id("claim-C040"))


def test_what_could_not_be_checked_is_told_with_the_reason(own: html.HtmlElement) -> None:
    assert "No article text was given" in text_of(own.get_element_by_id("checks"))
    assert "nobody knows which document it is" in text_of(own.get_element_by_id("claim-C016"))


def test_nothing_is_asked_of_a_reader_that_only_a_curator_can_type(own: html.HtmlElement) -> None:
    said = text_of(own.get_element_by_id("checks"))
    assert "No source text was given." in said
    assert "--" not in said


def test_sources_are_called_by_their_names_where_a_problem_is_told(own: html.HtmlElement) -> None:
    told = [text_of(each) for each in own.find_class("weight")]
    assert any("Wang et al. 2023" in each for each in told)
    assert not any("wang-2024" in each for each in told)


def test_each_link_within_the_page_leads_somewhere(own: html.HtmlElement) -> None:
    ids = {element.get("id") for element in own.iter() if element.get("id")}
    links = {element.get("href")[1:] for element in own.iter("a") if element.get("href").startswith("#")}
    assert links <= ids
    assert len(ids) == len([element for element in own.iter() if element.get("id")])


def test_no_column_name_is_shown(own: html.HtmlElement) -> None:
    shown = text_of(own.find_class("top")[0]) + " ".join(text_of(each) for each in own.iter("main"))
    assert not re.findall(r"\b[a-z]+_[a-z_]+\b", shown)


def test_the_article_is_in_the_page_only_if_it_was_asked_for(tmp_path: Path) -> None:
    text = Path("tests/packages/light-therapy/article.txt")
    sentence = (ROOT / text).read_text(encoding="utf-8").splitlines()[4][:40]
    with_text = example_page(tmp_path / "a", with_text=True)
    assert sentence in html.fromstring(with_text).text_content()
    assert with_text.count("Not to be published.") == 2
    assert sentence not in html.fromstring(example_page(tmp_path / "b")).text_content()


def test_passages_that_the_text_no_longer_has_are_counted(tmp_path: Path) -> None:
    """Two of eight are reworded."""
    said = "of its passages are no longer in this text"
    assert said not in example_page(tmp_path / "a", with_text=True)
    edit = Edit(replace={"article.txt": [["Eye strain", "Eye pain"], ["Long-term data", "Data of years"]]})
    assert f"2 {said}" in example_page(tmp_path / "b", edit, with_text=True)


@pytest.mark.parametrize(("broken", "told", "last"), [(0, 0, ""), (1, 1, "x1"), (20, 20, "x20"), (22, 21, "2 more")])
def test_records_that_cannot_be_read_are_told(broken: int, told: int, last: str, tmp_path: Path) -> None:
    rows = "".join(f"x{number},outcom,A label\n" for number in range(1, broken + 1))
    page = html.fromstring(example_page(tmp_path, Edit(append={"claims/concepts.csv": rows})))
    heads = [head for head in page.iter("h3") if "can’t be read as they are" in text_of(head)]
    items = [text_of(item) for head in heads for item in head.getnext().iter("li")]
    assert len(items) == told
    assert not items or items[-1].partition(":")[0] == last


def test_the_policy_allows_just_the_style_and_the_script_of_the_page() -> None:
    page = own_page()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{directive} &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]


def test_what_does_harm_is_text(tmp_path: Path) -> None:
    page = example_page(tmp_path, hostile_edit())
    tree = html.fromstring(page)
    assert len(list(tree.iter("script"))) == len(list(tree.iter("style"))) == 1
    assert not list(tree.iter("img"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert not [link for link in tree.iter("a") if "javascript:" in link.get("href")]
    assert "49" not in text_of(tree.get_element_by_id("claim-C1").find(".//h4"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x07]", page)


def test_the_same_package_gives_the_same_page() -> None:
    assert own_page() == own_page()


def test_of_too_many_claims_none_is_shown_and_the_way_out_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_CLAIMS", 3)
    Edit().apply(tmp_path)
    with pytest.raises(document.TooManyClaimsError, match="more than 3 opens slowly"):
        page_of(tmp_path)
    package = load(tmp_path, [], today=TODAY)
    with pytest.raises(document.TooManyClaimsError):
        document.check_size(package)


def test_a_package_without_claims_has_a_page(tmp_path: Path) -> None:
    Edit().apply(tmp_path)
    for name in ("claims", "relations", "acknowledgements"):
        file = tmp_path / f"claims/{name}.csv"
        if file.exists():
            file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert "There are no claims yet." in page_of(tmp_path)
