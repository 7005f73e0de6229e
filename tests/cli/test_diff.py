"""``claimpack diff``: from git and from folders, as a reviewer and as CI see it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import click
import pytest
from claimpack.changes.kinds import KINDS
from claimpack.cli import main
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.changes.repository import IDENTITY, commit_all, git
from tests.cli.terminal import claimpack
from tests.cli.test_completion import completed
from tests.edits import EXAMPLE, ROOT, Edit

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
FLIPPED = Edit(csv={"claims": "claim_id,effect_direction\nC2,no_increase\n"})
ACCEPTING = Edit(
    csv={
        "acknowledgements": "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on\n"
        "uncited-claim,C4,0123456789abcdef,Known.,The editors,2026-01-01\n"
    }
)
BETTER = Edit(csv={"claims": "claim_id,effect_direction,frequency\nC2,increased,common\n"})


def diff(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "example")


@pytest.fixture
def flipped(tmp_path: Path) -> Path:
    FLIPPED.apply(tmp_path / "flipped")
    return tmp_path / "flipped"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose working folder has a claim flipped since what was committed; the current folder."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    top = shutil.copytree(EXAMPLE, tmp_path / "repository")
    commit_all(top)
    FLIPPED.apply(top)
    monkeypatch.chdir(top)
    return top


OUTPUT = """\
Changed verdicts: 1
  C2  claims  Treatment may bring on a mild headache at first.
    verdict-changed: the verdict was unverified and is now indirect: E1 of S1 on a broader or
      narrower scope agrees.

Weakens the evidence: 1
  C2  claims  Treatment may bring on a mild headache at first.
    direction-flipped: effect_direction was occurs and is now no_increase: the claim warned or left
      this open, and now reassures.

main (COMMIT) -> .: 2 changes in meaning, 1 of which weakens the evidence.
Compared: 5 claims with 5, 1 article with 1, 8 passages with 8, 2 references with 2, 2 sources with
2, 2 estimates with 2, 9 concepts with 9, 1 relation with 1, 0 acknowledgements with 0. Tables are
read with Claimpack's own schemas, not with those of the package.
"""


@needs_git
def test_a_revision_and_the_working_folder(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    result = diff("main")
    assert (result.stdout, result.stderr) == (OUTPUT.replace("COMMIT", commit[:12]), "")
    assert result.exit_code == 0


@needs_git
def test_two_revisions_in_a_folder_of_the_repository(repository: Path) -> None:
    (repository / "datapackage.json").unlink()
    package = shutil.copytree(EXAMPLE, repository / "my claims")
    commit_all(repository)
    FLIPPED.apply(package)
    commit_all(repository)
    shutil.rmtree(package)
    for given in (["HEAD~1", "HEAD", "--package", "my claims"], ["HEAD~1:my claims", "HEAD:my claims"]):
        result = diff(*given, "--fail-on", "weakened")
        assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "Changed verdicts: 1")


@needs_git
def test_without_new_it_is_the_package_of_the_option(repository: Path) -> None:
    package = shutil.copytree(EXAMPLE, repository / "other")
    commit_all(repository)
    FLIPPED.apply(package)
    result = diff("main", "--package", "other")
    assert result.exit_code == 0
    assert "-> other: 2 changes in meaning" in result.stdout


@needs_git
def test_a_path_wins_over_a_revision_of_its_name(repository: Path) -> None:
    shutil.copytree(EXAMPLE, repository / "main")
    assert "main -> .: 2 changes in meaning" in diff("main").stdout
    shutil.rmtree(repository / "main/claims")
    (repository / "main/datapackage.json").unlink()
    result = diff("main")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Error: main holds no datapackage.json: name datapackage.json or its folder, "
        "or, if a git revision is meant, write main^0.\n"
    )
    assert "2 changes in meaning" in diff("main^0").stdout


@pytest.fixture
def other(repository: Path) -> Path:
    """A package that was added to the repository since what was committed, and accepts a problem."""
    ACCEPTING.apply(repository / "my claims")
    return repository / "my claims"


@needs_git
@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["main", "--package", "my claims"], '"my claims" in "main" is not there'),
        (
            ["main", "my claims", "--package", "my claims/datapackage.json"],
            '"my claims/datapackage.json" in "main" is not there',
        ),
        (["main:my claims", "./my claims/"], '"my claims" in "main" is not there'),
        (["main^0", "added", "--package", "my claims"], '"my claims" in "main^0" is not there'),
        (["main:my claims", "added:my claims"], '"my claims" in "main" is not there'),
    ],
    ids=str,
)
def test_a_package_that_is_added_is_all_new_and_weakens_nothing(arguments: list[str], what: str, other: Path) -> None:
    git(other, "checkout", "--quiet", "-b", "added")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message=A package")
    result = diff(*arguments, "--fail-on", "weakened")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Everything is new: {what}." in " ".join(result.stdout.split())
    assert "Compared: 0 claims with 5," in result.stdout
    value = json.loads(diff(*arguments, "--format", "json").stdout)
    assert value["old"]["absent"] == what
    assert value["new"]["absent"] is None
    assert value["complete"]
    assert value["summary"]["by_kind"] == {
        "claim-added": 5,
        "record-added": 2 + 2 + 9 + 1 + 1 + 1 + 2,
        "passage-repinned": 8,
    }
    Draft202012Validator(json.loads((ROOT / "schemas/diff.schema.json").read_text(encoding="utf-8"))).validate(value)


@needs_git
def test_the_first_package_of_a_repository(repository: Path) -> None:
    package = [file for file in repository.iterdir() if file.name != ".git"]
    git(repository, "rm", "--quiet", "-r", "-f", *(file.name for file in package))
    (repository / "notes.txt").write_text("Nothing yet.\n", encoding="utf-8")
    commit_all(repository)
    shutil.copytree(EXAMPLE, repository, dirs_exist_ok=True)
    result = diff("HEAD", "--fail-on", "weakened")
    assert result.exit_code == 0
    assert 'Everything is new: the top folder of "HEAD" holds no datapackage.json.' in " ".join(result.stdout.split())


@needs_git
@pytest.mark.parametrize("new", ["disk", "revision"])
def test_a_package_that_was_moved(new: str, repository: Path) -> None:
    before = shutil.copytree(EXAMPLE, repository / "old place")
    for file in (repository / "datapackage.json", before / "datapackage.json"):
        name = "first" if file.parent == repository else "second"
        file.write_text(file.read_text(encoding="utf-8").replace("light-therapy", name), encoding="utf-8")
    commit = commit_all(repository)
    shutil.move(before, repository / "new place")
    commit_all(repository)
    given = ["HEAD~1", *(["HEAD"] if new == "revision" else []), "--package", "new place"]
    followed = diff(*given)
    assert (followed.exit_code, followed.stderr) == (0, "")
    assert followed.stdout.startswith(f"HEAD~1:old place ({commit[:12]}) -> ")
    assert "No change in meaning." in followed.stdout
    named = diff(f"{commit[:12]}:old place", "new place")
    assert "No change in meaning." in named.stdout


@needs_git
@pytest.mark.parametrize(
    ("old", "new", "exit_code"),
    [
        ("", "", 1),
        ('"name": "light-therapy"', '"name": "another"', 1),  # its statements are the same
        ("datapackage.json", "", 0),  # the old one is still there: this one is new
    ],
    ids=["moved", "moved and renamed", "copied"],
)
def test_a_package_that_was_moved_and_weakened(old: str, new: str, exit_code: int, repository: Path) -> None:
    before = shutil.copytree(EXAMPLE, repository / "old place")
    commit_all(repository)
    (shutil.copytree if old == "datapackage.json" else shutil.move)(before, repository / "new place")
    changes = {"claims/claims.csv": ("no_difference", "not_observed"), "datapackage.json": (old, new)}
    for name, (was, now) in changes.items():
        file = repository / "new place" / name
        file.write_text(file.read_text(encoding="utf-8").replace(was or "\0", now), encoding="utf-8")
    assert diff("HEAD", "--package", "new place", "--fail-on", "weakened").exit_code == exit_code


@needs_git
@pytest.mark.parametrize(
    "arguments",
    [
        ["main", "--package", "nowhere"],
        ["main", "my claims", "--package", "nowhere"],
        ["main:nowhere", "my claims"],
        ["main:nowhere", "HEAD"],
        ["main:my claims", "elsewhere"],
        ["nowhere", "my claims"],
        ["my", "my claims"],
    ],
    ids=str,
)
@pytest.mark.usefixtures("other")
def test_nothing_is_compared_with_a_place_that_the_new_version_is_not_at(arguments: list[str], tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "elsewhere")
    result = diff(*[str(tmp_path / "elsewhere") if each == "elsewhere" else each for each in arguments])
    assert (result.exit_code, result.stdout) == (2, "")


@needs_git
def test_what_can_not_be_seen_is_not_taken_for_absent(repository: Path) -> None:
    """A clone without the folders of a commit, or a link where the package stands now."""
    package = shutil.copytree(EXAMPLE, repository / "all/light")
    (repository / "link").symlink_to("all")
    commit_all(repository)
    (repository / "link").unlink()
    shutil.copytree(repository / "all", repository / "link")
    linked = diff("HEAD", "--package", "link/light")
    assert linked.exit_code == 2
    assert '"link", in which "link/light" in "HEAD" would be, is a symbolic link, and none is followed' in linked.stderr
    tree = git(repository, "rev-parse", "HEAD:all")
    (repository / ".git/objects" / tree[:2] / tree[2:]).unlink()
    other = shutil.copytree(EXAMPLE, repository / "other")
    unlisted = diff("HEAD", "--package", str(other))
    assert unlisted.exit_code == 2
    assert '"other" in "HEAD" is not there, and whether it was moved can\'t be seen: ' in unlisted.stderr
    unseen = diff("HEAD", "--package", str(package))
    assert unseen.exit_code == 2
    assert '"all/light" in "HEAD" is not in this clone' in unseen.stderr


@needs_git
def test_a_file_of_a_revision_that_is_no_descriptor(repository: Path) -> None:
    result = diff("HEAD:claims/claims.csv", repository)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(
        'Error: "claims/claims.csv" in "HEAD" is no descriptor of a package: '
        "name its datapackage.json or its folder as REVISION:PATH.\n"
    )


@needs_git
def test_a_hint_at_a_revision_where_one_can_be_meant(repository: Path) -> None:
    (repository / "empty").mkdir()
    for given in ("empty", "..", "./empty"):
        result = diff(given, ".")
        assert result.exit_code == 2
        assert "if a git revision is meant" not in result.stderr
    git(repository, "branch", "empty")
    assert "if a git revision is meant, write empty^0." in diff("empty", ".").stderr


@needs_git
def test_an_empty_name_in_a_shallow_clone(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ``git merge-base`` found nothing, for instance."""
    whole = diff("", ".")
    assert (whole.exit_code, "shallow" in whole.stderr) == (2, False)
    commit_all(repository)
    git(repository, "clone", "--quiet", "--depth=1", f"file://{repository}", "../shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    shallow = diff("", ".")
    assert shallow.exit_code == 2
    assert shallow.stderr.endswith(
        "Error: An empty name was given for a version; the clone is shallow: "
        'fetch the whole history (git fetch --unshallow, or "fetch-depth: 0" of the checkout in CI).\n'
    )
    assert "shallow" not in diff(".", ".", "--output", "").stderr


def test_two_folders_that_say_the_same(example: Path) -> None:
    result = diff(EXAMPLE, example / "datapackage.json")
    assert result.exit_code == 0
    assert ": No change in meaning." in result.stdout.replace("\n", " ")
    assert "Compared: 5 claims with 5," in result.stdout


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [
        ([], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "any"], 1),
        (["--fail-on", "weakened"], 1),
        (["--fail-on", "direction-flipped"], 1),
        (["--fail-on", "source-dropped,direction-flipped"], 1),
        (["--fail-on", "source-dropped", "--fail-on", "direction-flipped"], 1),
        (["--fail-on", "source-dropped"], 0),
    ],
    ids=str,
)
def test_what_fails(fail_on: list[str], code: int, flipped: Path) -> None:
    assert diff(EXAMPLE, flipped, *fail_on).exit_code == code


def test_what_does_not_weaken_the_evidence_does_not_fail_it(tmp_path: Path) -> None:
    BETTER.apply(tmp_path)
    assert diff(EXAMPLE, tmp_path, "--fail-on", "weakened").exit_code == 0
    assert diff(EXAMPLE, tmp_path, "--fail-on", "any").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--fail-on", "source-droped"],
            '--fail-on: "source-droped" is no kind of change. Did you mean "source-dropped"? '
            "claimpack diff --kinds lists them.",
        ),
        (["--fail-on", ","], "--fail-on names no kind of change."),
        (
            ["--fail-on", "never,any"],
            "--fail-on: never must be the only kind that is named. claimpack diff --kinds lists them.",
        ),
        (["--output", ""], "Invalid value for '--output': An empty name was given."),
        (["--package", ""], "Invalid value for '--package': An empty name was given."),
    ],
)
def test_wrong_use(arguments: list[str], message: str) -> None:
    result = diff(EXAMPLE, EXAMPLE, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Error: {message}\n")


def test_what_is_neither_a_folder_nor_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = diff("--", "nowhere/else", EXAMPLE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'Error: "nowhere/else" is no file or folder here' in result.stderr


@needs_git
def test_a_revision_that_looks_like_an_option(repository: Path) -> None:
    result = diff("--", f"--output={repository / 'written'}")
    assert result.exit_code == 2
    assert not (repository / "written").exists()


@pytest.mark.parametrize("side", ["old", "new"])
def test_what_can_not_be_compared_is_no_clean_bill(side: str, example: Path) -> None:
    (example / "claims/claims.csv").unlink()
    result = diff(*((example, EXAMPLE) if side == "old" else (EXAMPLE, example)), "--fail-on", "any")
    assert result.exit_code == 3
    assert f"Not compared: {side}: claims: the table: claims/claims.csv is not there." in result.stdout
    assert "No change in meaning." not in result.stdout


def test_incomplete_weighs_more_than_a_change(flipped: Path) -> None:
    (flipped / "claims/sources.csv").unlink()
    result = diff(EXAMPLE, flipped, "--fail-on", "weakened")
    assert result.exit_code == 3
    assert "direction-flipped" in result.stdout


@pytest.mark.parametrize(("format_", "begins"), [("text", "Changed verdicts"), ("markdown", "### What"), ("json", "{")])
def test_a_file_holds_what_is_printed(format_: str, begins: str, flipped: Path, tmp_path: Path) -> None:
    printed = diff(EXAMPLE, flipped, "--format", format_)
    written = diff(EXAMPLE, flipped, "--format", format_, "--output", tmp_path / "changes")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "changes").read_text(encoding="utf-8") == click.unstyle(printed.stdout)
    assert printed.stdout.startswith(begins)


@pytest.mark.parametrize("name", ["claims/claims.csv", "datapackage.json"])
def test_the_comparison_never_takes_the_place_of_what_it_is_about(name: str, example: Path) -> None:
    before = (example / name).read_bytes()
    assert diff(EXAMPLE, example, "--output", example / name).exit_code == 2
    assert diff(example, EXAMPLE, "--output", example / name).exit_code == 2
    assert (example / name).read_bytes() == before


def test_all_and_json_tell_what_is_only_counted_otherwise(tmp_path: Path) -> None:
    Edit(csv={"claims": "claim_id,note\nC2,Seen.\n"}).apply(tmp_path)
    usual, full = diff(EXAMPLE, tmp_path), diff(EXAMPLE, tmp_path, "--all")
    assert "Not listed one by one: 1 note-changed; --all lists them." in usual.stdout
    assert 'note-changed: note was blank and is now "Seen.".' in full.stdout
    (change,) = json.loads(diff(EXAMPLE, tmp_path, "--format", "json").stdout)["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("note-changed", "", "Seen.")


def test_the_list_of_kinds() -> None:
    result = diff("--kinds")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*KINDS]
    assert [line.split()[0] for line in lines if line.split()[1] == "weakens"] == [
        kind.name for kind in KINDS.values() if kind.weakens
    ]


def test_what_a_shell_completes() -> None:
    assert completed("diff", "--fail-on", "direction-f") == ["direction-flipped"]
    assert completed("diff", "--fail-on", "any,source-dr") == ["any,source-dropped"]


def test_the_examples_of_the_help_are_of_options_that_there_are() -> None:
    shown = diff("--help").stdout
    for example in [line.split() for line in shown.splitlines() if line.strip().startswith("claimpack diff ")]:
        for option in example:
            assert not option.startswith("--") or f"  {option} " in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_comparison() -> None:
    result = diff(EXAMPLE, EXAMPLE, "--output", "/dev/full")
    assert result.exit_code == 3
    assert result.stderr == "Error: /dev/full can't be written: No space left on device\n"


@needs_git
def test_as_a_program_with_a_folder_whose_name_is_no_text(repository: Path) -> None:
    """The bytes of a name that is no text come through to git and back, and are spelt out."""
    name = os.fsdecode(b"caf\xe9")
    git(repository, "update-ref", f"refs/heads/{name}", "HEAD")
    result = claimpack("diff", name, folder=repository, environment={"PYTHONUTF8": "1"})
    assert (result.returncode, result.stderr) == (0, b"")
    assert rb"caf\u{DCE9} (" in result.stdout


@needs_git
def test_our_own_data_and_an_earlier_version_of_it() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    result = claimpack("diff", "HEAD", "HEAD", "--format", "json")
    assert (result.returncode, result.stderr) == (0, b"")
    compared = json.loads(result.stdout)["compared"]
    assert compared["claims"]["old"] == compared["claims"]["new"] > 0
