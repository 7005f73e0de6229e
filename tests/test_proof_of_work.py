"""Whatever is done to a check so that it finds nothing, no format of its report looks like one that passed."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.formats import FORMATS
from claimpack.package import load as loading
from claimpack.rules.catalogue import all_rules
from claimpack.rules.structure import duplicate_key
from click.testing import CliRunner

from tests.edits import EXAMPLE, ROOT

Attack = Callable[[Path, pytest.MonkeyPatch], list[str]]
"""Does something to the package in a folder and returns the options that it is then validated with."""


def headers_alone(*tables: str) -> Attack:
    def attack(folder: Path, _: pytest.MonkeyPatch) -> list[str]:
        for table in tables or [file.stem for file in (folder / "claims").glob("*.csv")]:
            file = folder / f"claims/{table}.csv"
            file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
        return []

    return attack


def emptied(folder: Path, _: pytest.MonkeyPatch) -> list[str]:
    (folder / "claims/claims.csv").write_bytes(b"")
    return []


def described(change: Callable[[dict[str, Any]], object]) -> Attack:
    def attack(folder: Path, _: pytest.MonkeyPatch) -> list[str]:
        file = folder / "datapackage.json"
        descriptor = json.loads(file.read_text(encoding="utf-8"))
        change(descriptor)
        file.write_text(json.dumps(descriptor), encoding="utf-8")
        return []

    return attack


def without(table: str) -> Attack:
    return described(lambda package: package["resources"].remove(resource(package, table)))


def resource(package: dict[str, Any], table: str) -> dict[str, Any]:
    return next(entry for entry in package["resources"] if entry["name"] == table)


def led_astray(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The claims that are checked are others than those that are beside the other tables."""
    (folder / "other").mkdir()
    claims = (folder / "claims/claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "other/claims.csv").write_text("".join(claims[:2]), encoding="utf-8")
    return described(lambda package: resource(package, "claims").update(path="other/claims.csv"))(folder, monkeypatch)


def permissive_schema(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    schema = json.loads((ROOT / "schemas/tables/claims.json").read_text(encoding="utf-8"))
    schema["fields"] = [{"name": field["name"], "type": "any"} for field in schema["fields"]]
    (folder / "any.json").write_text(json.dumps(schema), encoding="utf-8")
    return described(lambda package: resource(package, "claims").update(schema="any.json"))(folder, monkeypatch)


def options(*words: str) -> Attack:
    return lambda _folder, _monkeypatch: list(words)


def crashing_rule(_: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def crash(_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(duplicate_key, "check", crash)
    return []


def crashing_reader(_: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def crash(_: bytes) -> object:
        raise RecursionError

    monkeypatch.setattr(loading, "parse", crash)
    return []


def accepting_what_cannot_be(folder: Path, _: pytest.MonkeyPatch) -> list[str]:
    """An error of structure, and an acknowledgement of just that problem."""
    claims = folder / "claims/claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("\nC2,", "\nC1,", 1), encoding="utf-8")
    report = json.loads(validate(folder, "--format", "json").stdout)
    (problem,) = (each for each in report["problems"] if each["rule"] == "duplicate-key")
    row = f"duplicate-key,C1,{problem['fingerprint']},We like it so.,us,2026-03-01,\n"
    with (folder / "claims/acknowledgements.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    return []


ATTACKS: dict[str, Attack] = {
    "a claims table of a header alone": headers_alone("claims"),
    "claims and what refers to them taken out": headers_alone("claims", "relations", "passages"),
    "every table of a header alone": headers_alone(),
    "a claims table of no bytes": emptied,
    "a resource taken out": without("claims"),
    "a table that may be empty taken out": without("acknowledgements"),
    "no resources": described(lambda package: package["resources"].clear()),
    "no list of resources": described(lambda package: package.pop("resources")),
    "a resource that leads to other claims": led_astray,
    "a schema that allows everything": permissive_schema,
    "a profile of the package's own": described(lambda package: package.update({"$schema": "profile.json"})),
    "a descriptor that is none": described(lambda package: package.clear()),
    "rules that need what was not given": options("--select", "article-changed,passage-changed"),
    "rules that have nothing to look at": options("--select", "acknowledgements"),
    "a rule that crashes": crashing_rule,
    "accepting what can't be accepted": accepting_what_cannot_be,
}
REFUSED: dict[str, tuple[Attack, int]] = {
    "no rule left": (options("--select", "numbers", "--ignore", "numbers"), 2),
    "a rule that does not exist": (options("--select", "no-such-rule"), 2),
    "a selection of nothing": (options("--select", ","), 2),
    "a reader that crashes": (crashing_reader, 3),
}


def validate(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(main, ["validate", str(folder), "--today", "2026-03-01", *words])


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "package"))


@pytest.mark.parametrize("name", ATTACKS)
def test_no_format_is_green(name: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ATTACKS[name](package, monkeypatch)
    files = {format_: tmp_path / format_ for format_ in FORMATS}
    reports = [word for format_, file in files.items() for word in ("--report", f"{format_}={file}")]
    assert validate(package, *words, *reports, "--fail-on", "error").exit_code in (1, 3)
    green = [name for name, file in files.items() if LOOKS_GREEN[name](file.read_text(encoding="utf-8"))]
    assert green == []


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_reported(name: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attack, code = REFUSED[name]
    file = tmp_path / "report"
    result = validate(package, *attack(package, monkeypatch), "--report", f"json={file}")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert not file.exists()


def test_no_other_article_takes_the_text_over(package: Path) -> None:
    """An article put in with the hash of the text that CI gives, so that the one it had is checked against nothing."""
    articles, passages = package / "claims/articles.csv", package / "claims/passages.csv"
    header, row = articles.read_text(encoding="utf-8").splitlines()
    sha256 = row.split(",")[9]
    articles.write_text(
        f"{header}\n{row.replace(sha256, '0' * 64)}\n{row.replace('light', 'decoy', 1)}\n", encoding="utf-8"
    )
    with passages.open("a", encoding="utf-8") as file:
        file.write(f"D1,decoy,1,sentence,0,326,{sha256},Bright light therapy:,are scarce,1;2,none,All of it.\n")
    references = package / "claims/references.csv"
    references.write_text(references.read_text(encoding="utf-8") + "decoy,1,S1\ndecoy,2,S2\n", encoding="utf-8")
    result = validate(package, "--article", str(package / "article.txt"), "--format", "json")
    assert result.exit_code == 1
    assert [problem["rule"] for problem in json.loads(result.stdout)["problems"]] == ["article-without-text"]


def test_the_package_itself_is_green_in_every_format(package: Path, tmp_path: Path) -> None:
    files = {format_: tmp_path / format_ for format_ in FORMATS}
    reports = [word for format_, file in files.items() for word in ("--report", f"{format_}={file}")]
    assert validate(package, *reports, "--article", str(package / "article.txt")).exit_code == 0
    assert all(LOOKS_GREEN[name](file.read_text(encoding="utf-8")) for name, file in files.items())


def test_what_can_t_be_accepted_stays_as_it_was(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accepting_what_cannot_be(package, monkeypatch)
    problems = json.loads(validate(package, "--format", "json").stdout)["problems"]
    assert [each["acknowledged"] for each in problems if each["rule"] == "duplicate-key"] == [False]


def test_what_was_not_asked_for_is_told(package: Path) -> None:
    lines = validate(package, "--select", "duplicate-key,invalid-cell").stdout.splitlines()
    assert "2 rules checked: 0 errors, 0 warnings, 0 notes, 0 acknowledged." in lines
    assert f"{len(all_rules()) - 2} rules left out by --select or --ignore." in lines


# Whether somebody, or something, that reads a format takes it for a check that found nothing wrong


def _json(text: str) -> bool:
    report = json.loads(text)
    return report["complete"] and not report["summary"]["errors"]


def _sarif(text: str) -> bool:
    (run,) = json.loads(text)["runs"]
    failing = [result for result in run["results"] if result["level"] == "error" and not result.get("suppressions")]
    return run["invocations"][0]["executionSuccessful"] and not failing


def _junit(text: str) -> bool:
    cases = list(ET.fromstring(text).iter("testcase"))  # noqa: S314 - our own
    return any(len(case) == 0 or case[0].tag == "system-out" for case in cases) and not any(
        child.tag in ("failure", "error") for case in cases for child in case
    )


LOOKS_GREEN: dict[str, Callable[[str], bool]] = {
    "text": lambda text: " 0 errors," in text and "Not complete" not in text,
    "json": _json,
    "sarif": _sarif,
    "codescanning": _sarif,
    "junit": _junit,
    "github": lambda text: not any(line.startswith("::error") for line in text.splitlines()),
    "markdown": lambda text: text.splitlines()[1] == "## Claimpack: check passed",
    "codequality": lambda text: not json.loads(text),
}
