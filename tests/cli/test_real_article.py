"""The package of our own article, made again from its kind of text and of abstracts by the tool's own commands.

The texts are written here in other words, with the facts and figures of the real ones; what comes of them is held
against our own tables.
"""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import ROOT

ARTICLE = """Clinic library | A clinic

Cell therapy: risks and unwanted effects

Checked by a physician, 19 February 2026, 1:46:13

Whoever advises patients should know the risks. Grave harm is seldom seen in the trials.1–4

A pooled analysis of 62 randomised trials in 3,546 people, which appeared in 2021, saw no significant link between the \
cells, put into a vein or into tissue, and grave harm.3

Frequent unwanted effects are:
  • A short fever in the first 1–2 days1,3
  • Slight tiredness and poor sleep3
  • Hard stools3
After an injection into a joint:
  • Pain may come at first4

Do the cells turn into tumours? The 62 trials know of no such case.3

A review of 2019 on cells put into blood vessels, with 55 studies in 2,696 patients, linked them with more fever, but \
not with infection, clots, death or cancer.1

In brief:

  • The cells do not raise the risk of cancer1,3

Trials have used the cells for more than 20 years, yet little is known of the long term.
"""
CITED = """PMID- 34663461
DP  - 2021 Oct 18
TI  - The safety of MSC therapy over the past 15 years: a meta-analysis.
LID - 10.1186/s13287-021-02609-x [doi]
AU  - Wang Y
AU  - Yi H
AU  - Song Y
PT  - Journal Article
PT  - Meta-Analysis
JT  - Stem cell research & therapy
PMC - PMC8522073
AID - 545 [pii]
AID - 10.1186/s13287-021-02609-x [doi]

PMID- 31989101
DP  - 2020 Feb
TI  - Cell therapy with intravascular administration of mesenchymal stromal cells
      continues to appear safe: An updated systematic review and meta-analysis.
LID - 10.1016/j.eclinm.2019.100249 [doi]
LID - 100249
AU  - Thompson M
AU  - Mei SHJ
PT  - Journal Article
DEP - 20200117
JT  - EClinicalMedicine

PMID- 37909436
DP  - 2024
TI  - Transient Fever: The Sole Treatment-Related Adverse Event Associated with Mesenchymal
      Stromal Cells and Solid Clues from the Real World.
LID - 10.2174/011574888X179799231023060734 [doi]
AU  - Wang Y
PT  - Journal Article
PT  - Meta-Analysis
PHST- 2023/10/31 00:00 [pubmed]
DEP - 20231031
JT  - Current stem cell research & therapy
"""
ABSTRACTS = {
    "wang-2021": "62 randomised trials with 3546 participants were kept. Against placebo or no treatment the cells "
    "were closely associated with transient fever (OR, 3.65, 95% CI 2.05–6.49, p < 0.01), administration-site adverse "
    "events (OR, 1.98, 95% CI 1.01–3.87, p = 0.05), constipation (OR, 2.45, 95% CI 1.01–5.97, p = 0.05), fatigue "
    "(OR, 2.99, 95% CI 1.06–8.44, p = 0.04) and sleeplessness (OR, 5.90, 95% CI 1.04–33.47, p = 0.05). They trended "
    "to a lower incidence of arrhythmia (OR, 0.62, 95% CI 0.36–1.07, p = 0.09).",
    "thompson-2020": "55 studies (2696 patients) were kept. Against controls, the cells were associated with an "
    "increased risk of fever (Relative Risk (RR) = 2.48, 95% Confidence Interval (CI) = 1.27–4.86; I2 = 0%), but not "
    "death, malignancy, infection, thrombotic/embolic events, or non-fever acute infusional toxicity (RR = 0.78, 0.93, "
    "0.99, 1.14, 1.16; 95% CI = 0.65–0.94, 0.60–1.45, 0.81–1.21, 0.67–1.95, 0.70–1.91; I2 = 0%).",
    "wang-2023": "152 randomised trials were kept. Fever was the only event closely associated with the cells (OR = "
    "1.61, 95% CI = 1.22-2.11, p < 0.01). Fever in studies with more than one year of follow-up was as well (OR = "
    "1.75, 95% CI = 1.26-2.24, p < 0.01). They trended to lower the incidences of tachycardia (OR = 0.83, 95% CI = "
    "0.64-1.09, p = 0.14) and fatigue (OR = 0.18, 95% CI = 0.61-1.07, p = 0.18).",
}
OUTCOMES = {  # as the abstracts call them, by what our own concepts are called
    "acute_infusional_toxicity_other_than_fever": "Non-fever acute infusional toxicity",
    "administration_site_adverse_event": "Administration-site adverse event",
    "thromboembolism": "Thrombotic or embolic event",
}
NUMBERS = ("outcome", "measure", "orientation", "estimate", "ci_low", "ci_high", "ci_level", "p_relation", "p_value")
ESTIMATE = (*NUMBERS, "i_squared", "intervention", "route", "population", "comparator", "reported_direction")
SOURCE = (
    *("status", "source_type", "title", "issued_on", "doi", "pmid", "pmcid", "study_count", "population_size"),
    *("intervention", "routes", "population", "comparator", "searched_until"),
)
OWN_IDS = {"wang-2023": "wang-2024"}  # named for the year of its issue


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    text = (folder / f"claims/{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    package = folder / "package"

    def run(command: str, code: int = 0) -> str:
        words = [word.replace("@", str(folder)) for word in shlex.split(command)]
        where = [] if words[0] in ("init", "anchor") else ["--package", str(package)]
        result = CliRunner().invoke(main, [*words, *where], catch_exceptions=False)
        assert result.exit_code == code, f"{command}\n{result.output}"
        return result.output

    for name, text in {"article": ARTICLE, "cited": CITED, **ABSTRACTS}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run("init @/package --title Claims")
    headings = "--heading P001 --heading P002 --heading P007 --heading P011 --heading P016"
    shown = run(f"anchor @/article.txt @/package --title Risks {headings} --yes")
    assert "5 marks may or may not be a citation" in shown
    run("edit P008 P017 --citations '1;3' --yes")
    run("edit P009 P010 --citations 3 --yes")
    run("edit P012 --citations 4 --yes")
    run("edit P003 --kind byline --coverage none --coverage-reason Byline. --yes")
    run("import references @/cited.txt --yes")
    for number in (2, 4):
        run(f"new source --source-id unidentified-{number} --status unidentified --yes")
    for citation, source in ((1, "thompson-2020"), (2, "unidentified-2"), (3, "wang-2021"), (4, "unidentified-4")):
        run(f"new reference --citation {citation} --source-id {source} --yes")
    scope = "--intervention msc --add-missing --yes"
    of_2021 = (
        "--routes intravenous;local_implantation --population various_patients --comparator placebo_or_no_treatment"
    )
    run(
        f"edit wang-2021 --study-count 62 --population-size 3,546 --searched-until 2021-03-01 {scope} "
        + of_2021.replace(";", "';'")
    )
    of_2020 = "--routes intravascular --population adults --comparator control"
    run(f"edit thompson-2020 --study-count 55 --population-size 2696 --searched-until 2018-05 {of_2020} {scope}")
    run(f"edit wang-2023 --study-count 152 --population-size 9228 --searched-until 2023-04-20 {scope}")
    for concept, label in {**OUTCOMES, "fever_long_follow_up": "Fever in studies with more than one year"}.items():
        run(f"new concept --concept-id {concept} --kind outcome --label {shlex.quote(label)} --yes")
    run("new concept --concept-id intravenous_or_local --kind route --label 'Intravenous or local' --yes")
    run("import estimates @/wang-2021.txt --source wang-2021 --orientation as_named --route intravenous_or_local --yes")
    run("import estimates @/thompson-2020.txt --source thompson-2020 --yes")
    run("import estimates @/wang-2023.txt --source wang-2023 --orientation as_named --yes", code=1)  # one is left
    run(
        "new estimate --source-id wang-2023 --outcome fever_long_follow_up --measure OR --estimate 1.75 --ci-low 1.26"
        " --ci-high 2.24 --p-relation < --p-value 0.01 --ci-level 95 --locator abstract --intervention msc --yes"
    )
    run("edit E13 E16 --reported-direction increased --yes")
    run("edit E14 E15 --reported-direction no_difference --yes")
    claim = "new claim --yes --passage-id P015 --claim-type study_result --source-ids thompson-2020 --intervention msc"
    stated = "--population-size 2,696 --population-basis stated --study-count 55 --stated-year 2019"
    scope = "--route intravascular --comparator control"
    run(f"{claim} {scope} --outcome fever --effect-direction increased --statement 'More fever.' {stated}")
    run("new claim --yes --like C001 --outcome death --effect-direction no_difference --statement 'Not tied to death.'")
    run("new claim --yes --like C002 --outcome malignancy --passage-id P017 --claim-type synthesis"
        " --effect-direction no_increase --statement 'No more cancer.' --route '' --comparator ''")  # fmt: skip
    run("new claim --yes --passage-id P009 --claim-type adverse_event --source-ids wang-2021 --intervention msc"
        " --outcome fatigue --effect-direction occurs --statement 'It may tire.'")  # fmt: skip
    return package


@pytest.mark.slow
@pytest.mark.parametrize("source", ABSTRACTS)
def test_its_results_have_the_same_numbers(source: str, made: Path) -> None:
    ours = [row for row in rows(ROOT, "estimates") if row["source_id"] == OWN_IDS.get(source, source)]
    anew = [row for row in rows(made, "estimates") if row["source_id"] == source]
    assert {tuple(row.get(column, "") for column in ESTIMATE) for row in anew} == {
        tuple(row.get(column, "") for column in ESTIMATE) for row in ours if row["measure"] != "words"
    }


@pytest.mark.slow
@pytest.mark.parametrize("source", ABSTRACTS)
def test_its_sources_say_the_same(source: str, made: Path) -> None:
    [ours] = [row for row in rows(ROOT, "sources") if row["source_id"] == OWN_IDS.get(source, source)]
    [anew] = [row for row in rows(made, "sources") if row["source_id"] == source]
    assert {column: anew[column] for column in SOURCE} == {column: ours[column] for column in SOURCE}


@pytest.mark.slow
def test_its_citations_are_the_same(made: Path) -> None:
    assert [(row["citation"], row["source_id"]) for row in rows(made, "references")] == [
        (row["citation"], row["source_id"]) for row in rows(ROOT, "references")
    ]
    cited = {row["passage_id"]: row["citations"] for row in rows(made, "passages") if row["citations"]}
    assert cited == {
        "P005": "1;2;3;4",
        "P006": "3",
        "P008": "1;3",
        "P009": "3",
        "P010": "3",
        "P012": "4",
        "P014": "3",
        "P015": "1",
        "P017": "1;3",
    }


@pytest.mark.slow
def test_its_claims_come_to_the_same_verdicts(made: Path) -> None:
    output = CliRunner().invoke(main, ["verdicts", str(made), "--format", "csv"], catch_exceptions=False).output
    found = {row["claim_id"]: row["verdict"] for row in csv.DictReader(io.StringIO(output))}
    assert found == {
        "C001": "supported",  # as C032 of our own
        "C002": "source_inconsistent",  # C036
        "C003": "overstated",  # C040
        "C004": "outdated",  # C008
    }
