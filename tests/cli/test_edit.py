"""``claimpack edit``: any record, by options or asked; before and after are shown, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.records import recorddraft
from click.testing import CliRunner, Result

from tests.cli.screen import terminal
from tests.edits import Edit

TODAY = ("--today", "2026-03-01")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("claims/*")}


def edit(package: Path, *arguments: str) -> Result:
    command = ["edit", *arguments, "--package", str(package), *TODAY]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def lines(package: Path, table: str) -> list[str]:
    return (package / f"claims/{table}.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("arguments", "table", "row"),
    [
        (
            ["C5", "--note", "A gap."],
            "claims",
            ",not_reported,,,,A gap.",
        ),
        (["S1", "--pmid", "PMID: 34663461"], "sources", "34663461"),
        (["headache", "--definition", "Pain."], "concepts", "Pain."),
        (["E1", "--note", "As printed."], "estimates", "As printed."),
        (["light/1", "--source-id", "S2"], "references", "light,1,S2"),
        (["light/1", "--citation", "7"], "references", "light,7,S1"),
        (["light", "--publisher", "A clinic"], "articles", "A clinic"),
        (["P8", "--coverage", "none", "--reason", "Read elsewhere."], "passages", "none,Read elsewhere."),
        (["P1", "--coverage", "claims"], "passages", "claims,"),
    ],
)
def test_each_table(arguments: list[str], table: str, row: str, package: Path) -> None:
    before = files(package)
    result = edit(package, *arguments)
    assert result.exit_code == 0, result.output
    assert any(row in line for line in lines(package, table))
    after = files(package)
    assert [path for path in before if before[path] != after[path]] == [f"claims/{table}.csv"]
    assert len(lines(package, table)) == len(before[f"claims/{table}.csv"].splitlines())


def test_before_and_after_and_what_a_check_would_say_are_shown(package: Path) -> None:
    result = edit(package, "E1", "--estimate", "0·95", "--yes")
    assert result.output.splitlines()[:3] == ["", "E1", '  estimate  "1.05" -> "0.95"']
    assert "warning  interval-asymmetric  E1: " in result.output
    assert result.output.splitlines()[-1] == "Written to claims/estimates.csv."


@pytest.mark.parametrize(
    ("ids", "heads"),
    [
        (["C1"], ["The article says in P3:", "What its sources report on this:"]),
        (["C1", "C2"], []),
        (["S1"], []),
    ],
    ids=" ".join,
)
def test_what_bears_on_one_claim_is_shown(ids: list[str], heads: list[str], package: Path) -> None:
    result = edit(package, *ids, "--note", "A gap.", "--article", str(package / "article.txt"))
    assert [line for line in result.output.splitlines() if line.endswith(":")] == heads


def test_a_relation_is_named_by_its_claims(package: Path) -> None:
    (relation,) = lines(package, "relations")[1:]
    name = "/".join(relation.split(",")[:3])
    result = edit(package, name, "--note", "So it is.")
    assert result.exit_code == 0, result.output
    assert lines(package, "relations")[1].endswith(",So it is.")


def test_columns_of_ones_own_and_broken_cells_of_the_record_itself(package: Path) -> None:
    file = package / "claims/concepts.csv"
    text = file.read_text(encoding="utf-8").replace("headache,outcome,", "headache,outcom,")
    first, *rest = text.splitlines()
    file.write_text("\n".join([f"{first},colour", *(f"{line},blue" for line in rest)]) + "\n", encoding="utf-8")
    result = edit(package, "headache", "--kind", "outcome")
    assert result.exit_code == 0, result.output
    assert all(line.endswith(",blue") for line in lines(package, "concepts")[1:])
    assert edit(package, "headache", "--label", "Head").exit_code == 0


def test_a_record_whose_table_can_t_be_read(package: Path) -> None:
    (package / "claims/claims.csv").write_bytes(b"\xff")
    result = edit(package, "C1", "--note", "X")
    said = 'Error: There is no record "C1", but claims/claims.csv could not be read: claimpack validate says why.'
    assert (result.exit_code, " ".join(result.stderr.split()).endswith(said)) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["light", "--title", "X"], '"light" is in concepts and articles: say which with --table concepts or --table'),
        (["C99", "--note", "X"], 'There is no record "C99".'),
        (["C01", "--note", "X"], 'Did you mean "C1"?'),
        (["C1", "P1", "--note", "X"], "These are in claims and passages: change the records of one table at a time."),
        (["C1", "--claim-id", "C9"], "claim_id can't be changed, since other records may name it."),
        (["P1", "--start", "3"], "start is written by claimpack anchor alone."),
        (["P1", "--statement", "X"], '"P1" is in passages, which has no column statement.'),
        (["C1", "--effect-direction", "ocurs"], 'Did you mean "occurs"?'),
        (["C1", "--outcome", "nausea"], '"nausea" is not in concepts of kind outcome.'),
        (["P8", "--coverage", "none"], "A passage that carries no claim says why"),
        (["C1"], "Give the new values as options, such as"),
        (["C1", "--statement", "=1+1"], "begins like a formula"),
    ],
)
def test_what_can_t_be_is_refused_and_nothing_written(arguments: list[str], message: str, tmp_path: Path) -> None:
    Edit(csv={"concepts": "concept_id,kind,label\nlight,outcome,Light\n"}).apply(tmp_path / "package")
    before = files(tmp_path / "package")
    result = edit(tmp_path / "package", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert files(tmp_path / "package") == before


def test_the_table_is_said_where_an_id_is_in_several(tmp_path: Path) -> None:
    Edit(csv={"concepts": "concept_id,kind,label\nlight,outcome,Light\n"}).apply(tmp_path / "package")
    result = edit(tmp_path / "package", "light", "--table", "concepts", "--label", "Lights")
    assert result.exit_code == 0, result.output
    assert "light,outcome,Lights,,," in lines(tmp_path / "package", "concepts")


def test_coverage_of_several_passages_in_one_go(package: Path) -> None:
    result = edit(package, "P1", "P2", "P4", "--coverage", "none", "--reason", "Navigation.")
    assert result.exit_code == 0, result.output
    assert sum(line.endswith(",none,Navigation.") for line in lines(package, "passages")) == 3


def test_nothing_to_change(package: Path) -> None:
    before = files(package)
    result = edit(package, "C1", "--outcome", "headache")
    assert (result.exit_code, result.output) == (0, "Nothing to change: the record has these values.\n")
    assert files(package) == before


def test_a_concept_and_its_broader_ones_on_the_way(package: Path) -> None:
    result = edit(package, "C1", "--outcome", "nausea", "--add-missing", "--statement", "Nausea was as frequent.")
    assert result.exit_code == 0, result.output
    assert "nausea,outcome,Nausea,,," in lines(package, "concepts")


def test_what_nobody_can_accept_is_not_written(package: Path) -> None:
    before = files(package)
    result = edit(package, "headache", "--kind", "route")
    assert result.exit_code == 1
    assert "Nothing was written: correct the values, and try again." in result.output
    assert files(package) == before


@pytest.mark.parametrize("own", [False, True])
def test_somebody_saves_meanwhile(own: bool, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """Another record that was added stays; the record itself, changed by somebody else, is to be looked at again."""
    file = package / "claims/concepts.csv"
    real = recorddraft.contents_of

    def slow(records: list[recorddraft.RecordDraft]) -> dict[str, bytes]:
        result = real(records)
        text = file.read_text(encoding="utf-8")
        if "vertigo" not in text:
            text = text.replace(",Headache,", ",Head ache,") if own else text
            file.write_text(f"{text}vertigo,outcome,Vertigo,,,\n", encoding="utf-8")
        return result

    monkeypatch.setattr(recorddraft, "contents_of", slow)
    result = edit(package, "headache", "--definition", "Pain.")
    text = file.read_text(encoding="utf-8")
    assert "vertigo,outcome" in text
    if own:
        assert result.exit_code == 3
        assert "headache was changed by somebody else in the meantime: look again." in result.stderr
    assert ("Pain." in text) != own


def test_new_offers_it(package: Path) -> None:
    result = CliRunner().invoke(
        main, ["new", "source", "--source-id", "S1", "--title", "X", "--package", str(package), "--yes"]
    )
    assert result.exit_code == 2
    assert "S1 exists already. Choose another source id, or change that one: claimpack edit S1." in result.stderr


@pytest.mark.slow
def test_asked_on_a_terminal(package: Path) -> None:
    with terminal("edit", "C1", "--article", "article.txt", *TODAY, folder=package, errors_too=True) as screen:
        shown = screen.answer("Which column? [its name, or Enter to go on]", "onset")
        assert "effect_direction      no_difference" in shown
        assert "The article says in P3:" in shown
        screen.answer("onset", "at once")
        screen.answer("Which column? [its name, or Enter to go on]", "")
        shown = screen.answer("Write this? [Y, n, or a column to change]", "")
        assert 'onset  blank -> "at once"' in shown
        screen.read_until("Written to claims/claims.csv.")
        assert screen.ends_with() == 0
    assert ",at once," in lines(package, "claims")[1]


@pytest.mark.slow
def test_new_source_twice_is_a_change_on_a_terminal(package: Path) -> None:
    given = ("--source-id", "S1", "--title", "Another title")
    with terminal("new", "source", *given, *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("S1 exists already. Change it instead? [Y/n]", "")
        shown = screen.answer("Write this? [Y, n, or a column to change]", "")
        assert '-> "Another title"' in shown
        screen.read_until("Written to claims/sources.csv.")
        assert screen.ends_with() == 0
    assert len(lines(package, "sources")) == 3


@pytest.mark.parametrize("names", [("S1",), ("S1", "S2")])
def test_an_error_is_not_written_where_nobody_is_asked(names: tuple[str, ...], package: Path) -> None:
    before = files(package)
    result = edit(package, *names, "--doi", "nonsense", "--yes")
    assert result.exit_code == 1, result.output
    assert "  error  invalid-identifier  S1: " in result.output
    assert "Nothing was written: correct the values, and try again." in result.output
    assert files(package) == before
