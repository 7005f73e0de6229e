"""Reading a package from git: the right one, and nothing of the repository runs, is fetched or is written."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from claimpack.changes import git as gitmodule
from claimpack.changes.revision import Revision, RevisionError
from claimpack.package import load as loading
from claimpack.package.load import load
from claimpack.package.package import Package

from tests.changes.repository import IDENTITY, commit_all, git
from tests.edits import EXAMPLE, TODAY

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, the current folder, with the example package committed in the folder ``claims-of/light``."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    top = tmp_path / "repository"
    shutil.copytree(EXAMPLE, top / "claims-of/light")
    commit_all(top)
    monkeypatch.chdir(top)
    return top


def statements(package: Package) -> list[str]:
    return list(package.table("claims").cells("statement"))


def read(given: str, package: str = ".") -> Package:
    return Revision(given, package).read(today=TODAY)


def refusal(given: str, package: str = ".") -> str:
    with pytest.raises(RevisionError) as raised:
        read(given, package)
    return str(raised.value)


def state(top: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a repository, with what it holds and when it was written last."""
    return {
        str(file.relative_to(top)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(top.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


def test_reads_what_was_committed_and_touches_nothing(repository: Path) -> None:
    table = repository / "claims-of/light/claims/claims.csv"
    table.write_text("unsaved work", encoding="utf-8")
    before = state(repository)
    revision = Revision("main", "claims-of/light")
    package = revision.read(today=TODAY)
    assert state(repository) == before
    assert statements(package) == statements(load(EXAMPLE, today=TODAY))
    assert set(package.tables) == set(load(EXAMPLE, today=TODAY).tables)
    assert revision.commit == git(repository, "rev-parse", "main")
    assert package.descriptor.name == "light-therapy"


def test_every_way_to_name_a_revision(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "tag", "--annotate", "v1.0.0", "--message=A version")
    (repository / "claims-of/light/claims/claims.csv").write_text("broken", encoding="utf-8")
    commit_all(repository)
    named = ["HEAD~1", "HEAD^1", "v1.0.0", first, first[:9], "main^", "HEAD^{/One version}^", "main@{1}"]
    for name in named:
        assert Revision(name, "claims-of/light").commit == first, name


@pytest.mark.parametrize(
    ("given", "package", "folder"),
    [
        ("main", "claims-of/light", "."),
        ("main", "./claims-of/../claims-of/light/", "."),
        ("main", "claims-of/light/datapackage.json", "."),
        ("main:claims-of/light", "nowhere", "."),
        ("main:claims-of/light/datapackage.json", ".", "."),
        ("main:claims-of/light", ".", "claims-of"),
        ("main:./light", ".", "claims-of"),
        ("main", ".", "claims-of/light"),
        ("main", "..", "claims-of/light/claims"),
        ("main:..", ".", "claims-of/light/claims"),
        ("HEAD^{commit}:claims-of/light", ".", "."),
    ],
)
def test_every_way_to_say_where_the_package_is(
    given: str, package: str, folder: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / folder)
    assert len(statements(read(given, package))) == 5


def test_an_absolute_path_of_the_package(repository: Path) -> None:
    assert len(statements(read("main", str(repository / "claims-of/light")))) == 5


def test_in_a_bare_repository_and_in_another_working_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "clone", "--quiet", "--bare", ".", "../bare")
    git(repository, "worktree", "add", "--quiet", "../tree")
    for folder in ("bare", "tree"):
        monkeypatch.chdir(repository.parent / folder)
        assert len(statements(read("main:claims-of/light", "."))) == 5


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("--output=x", '"--output=x" names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package'),
        ("-", '"-" names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package'),
        (":claims", '":claims" names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package'),
        ("a\nb", '"a\\nb" names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package'),
        ("a\0b", '"a\\u{0000}b" names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package'),
        (
            "nowhere",
            '"nowhere" is no file or folder here, nor a revision of the git repository: '
            "git log and git tag list the revisions, git fetch gets new ones",
        ),
        (
            "^main",
            '"^main" is no file or folder here, nor a revision of the git repository: '
            "git log and git tag list the revisions, git fetch gets new ones",
        ),
        (
            "main...HEAD",
            '"main...HEAD" is a range: name its two ends separately, such as '
            'claimpack diff "$(git merge-base main HEAD)" HEAD',
        ),
        ("HEAD^{tree}", '"HEAD^{tree}" is not a commit: name one, such as main or HEAD~1'),
        (
            "main:nowhere",
            '"nowhere" in "main" is not there: name the package\'s folder by --package PATH or as REVISION:PATH',
        ),
        (
            "main:claims-of",
            '"claims-of" in "main" holds no datapackage.json: '
            "name the package's folder by --package PATH or as REVISION:PATH",
        ),
        (
            "main",
            'the top folder of "main" holds no datapackage.json: '
            "name the package's folder by --package PATH or as REVISION:PATH",
        ),
        ("main:../light", '"../light" leads out of the git repository'),
        ("main:/etc", '"/etc" leads out of the git repository'),
        ("main:claims-of/../../..", '"claims-of/../../.." leads out of the git repository'),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_is_no_revision_of_a_package(given: str, message: str) -> None:
    assert refusal(given) == message


def test_a_branch_that_only_the_origin_has(repository: Path) -> None:
    git(repository, "update-ref", "refs/remotes/origin/release", "HEAD")
    assert refusal("release").endswith('nor a revision of the git repository. Did you mean "origin/release"?')


def test_a_shallow_clone(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_all(repository)
    git(repository, "clone", "--quiet", "--depth=1", f"file://{repository}", "../shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    assert refusal("HEAD~1") == (
        '"HEAD~1" is no file or folder here, nor a revision of the git repository; the clone is shallow: fetch the '
        'whole history (git fetch --unshallow, or "fetch-depth: 0" of the checkout in CI)'
    )


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal("main") == (
        '"main" is no file or folder here, nor a revision, since the current folder is in no git repository'
    )


def test_no_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one in the current folder taken for it, which came with the package perhaps."""
    own = repository / "git"
    own.write_text(f"#!/bin/sh\ntouch {tmp_path / 'marker'}\n", encoding="utf-8")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    assert refusal("main") == (
        '"main" is no file or folder here, and no revision can be read: '
        "there is no git program: install git, or name two folders"
    )
    assert not (tmp_path / "marker").exists()


def arm(repository: Path, marker: Path) -> None:
    """Has everything that a repository can start write ``marker``."""
    script = repository.parent / "strike"
    script.write_text(f"#!/bin/sh\necho struck by $0 $@ >> {marker}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    light = repository / "claims-of/light"
    (light / ".gitattributes").write_text("* filter=strike diff=strike export-subst ident\n", encoding="utf-8")
    commit_all(repository)
    hooks = repository / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "query-watchman"):
        shutil.copy(script, hooks / hook)
    strike = str(script)
    for setting, value in {
        "core.fsmonitor": strike,
        "core.hooksPath": str(hooks),
        "core.pager": strike,
        "core.editor": strike,
        "core.sshCommand": strike,
        "core.gitProxy": strike,
        "core.askPass": strike,
        "core.alternateRefsCommand": strike,
        "credential.helper": f"!{strike}",
        "diff.external": strike,
        "diff.strike.textconv": strike,
        "diff.strike.command": strike,
        "filter.strike.smudge": strike,
        "filter.strike.clean": strike,
        "filter.strike.process": strike,
        "filter.strike.required": "true",
        "gpg.program": strike,
        "log.showSignature": "true",
        "pager.cat-file": strike,
        "pager.ls-tree": strike,
        "pager.rev-parse": strike,
        "alias.cat-file": f"!{strike}",
        "alias.ls-tree": f"!{strike}",
        "alias.rev-parse": f"!{strike}",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        "remote.origin.url": f"ext::{strike}",
        "remote.origin.uploadpack": strike,
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "extensions.partialClone": "origin",
    }.items():
        git(repository, "config", setting, value)


@pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")
def test_nothing_that_a_repository_brings_runs(repository: Path, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    arm(repository, marker)
    marker.unlink(missing_ok=True)
    before = state(repository)
    assert len(statements(read("main", "claims-of/light"))) == 5
    assert refusal("nowhere").startswith('"nowhere" is no file')
    assert not marker.exists()
    assert state(repository) == before
    with contextlib.suppress(subprocess.CalledProcessError):
        git(repository, "cat-file", "--textconv", "main:claims-of/light/claims/claims.csv")
    assert "struck" in marker.read_text(encoding="utf-8"), "the traps are set"


@pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")
def test_what_is_missing_in_a_part_of_a_clone_is_not_fetched(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gitmodule, "_SECONDS", 20)  # a fetch would wait for ever
    marker = tmp_path / "marker"
    arm(repository, marker)
    blob = git(repository, "rev-parse", "main:claims-of/light/claims/claims.csv")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    marker.unlink(missing_ok=True)
    package = read("main", "claims-of/light")
    assert package.table_files["claims"][0].reason == (
        "is not in this clone, which has only a part of the files: git fetch --refetch gets the rest"
    )
    assert "claims" not in package.tables
    assert not marker.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right there")
@pytest.mark.parametrize(
    ("replaced", "table", "reason"),
    [
        ("claims/claims.csv", "claims", "is a symbolic link, and none is followed"),
        ("claims", "claims", "is a symbolic link, and none is followed"),
    ],
)
def test_no_symbolic_link_is_followed(replaced: str, table: str, reason: str, repository: Path) -> None:
    light = repository / "claims-of/light"
    shutil.move(light / replaced, repository / "elsewhere")
    (light / replaced).symlink_to("/etc/passwd" if replaced.endswith(".csv") else repository / "elsewhere")
    commit_all(repository)
    package = read("main", "claims-of/light")
    assert package.table_files[table][0].reason == reason
    assert table not in package.tables


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right there")
def test_nor_where_the_descriptor_or_the_folder_is_one(repository: Path) -> None:
    (repository / "link").symlink_to("claims-of/light")
    (repository / "other").mkdir()
    (repository / "other/datapackage.json").symlink_to("/etc/passwd")
    commit_all(repository)
    assert refusal("main:link") == (
        '"link" in "main" is a symbolic link, and none is followed: '
        "name the package's folder by --package PATH or as REVISION:PATH"
    )
    assert refusal("main:other") == (
        'the datapackage.json of "other" in "main" is a symbolic link, and none is followed'
    )


def test_a_submodule(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    light = repository / "claims-of/light"
    shutil.rmtree(light / "claims")
    commit_all(repository)
    for path in ("claims-of/light/claims", "module"):
        git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},{path}")
    git(repository, "commit", "--quiet", "--message=A submodule")
    package = read("main", "claims-of/light")
    assert package.table_files["claims"][0].reason == "is in a submodule, which is not read"
    assert "module" in refusal("main:module")


def test_a_pointer_of_git_lfs(repository: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n"
    (repository / "claims-of/light/claims/claims.csv").write_text(pointer, encoding="utf-8")
    commit_all(repository)
    package = read("main", "claims-of/light")
    assert package.table_files["claims"][0].reason == (
        "is stored in Git LFS, and the revision has only a pointer to it: "
        "check out the revision to a new folder (git worktree add) and name that folder"
    )


def test_what_is_too_large(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (repository / "claims-of/light/claims/claims.csv").stat().st_size
    monkeypatch.setattr(loading, "TABLE_BYTES", size)
    assert "claims" in read("main", "claims-of/light").tables
    monkeypatch.setattr(loading, "TABLE_BYTES", size - 1)
    package = read("main", "claims-of/light")
    assert package.table_files["claims"][0].reason == f"has more than {size - 1:,} bytes, which is the limit"
    monkeypatch.setattr(gitmodule, "FOLDER_BYTES", 10)
    assert refusal("main", "claims-of/light") == (
        '"claims-of/light" in "main" has more than 10 bytes, which is the limit'
    )


@pytest.mark.parametrize("before", ["", "exec 1>&-\n"], ids=["saying nothing", "having said all"])
def test_a_git_that_does_not_end(
    before: str, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del repository
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    slow.write_text(f"#!/bin/sh\n{before}exec sleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(gitmodule, "_SECONDS", 0.1)
    assert refusal("main").endswith("no revision can be read: git did not answer within 0.1 seconds")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the name of a file is always text")
def test_files_whose_names_are_hostile(repository: Path) -> None:
    light = repository / "claims-of/light"
    for name in (
        b"caf\xe9.csv",
        b"new\nline.csv",
        b"--output=x",
        b'"quoted"\t.csv',
        "\u202eright-to-left.csv".encode(),
    ):
        (Path(os.fsdecode(os.fsencode(light) + b"/" + name))).write_text("x", encoding="utf-8")
    os.rename(light, os.fsdecode(b"caf\xe9\n:--x"))  # noqa: PTH104 - of bytes
    commit_all(repository)
    assert len(statements(read("main", os.fsdecode(b"caf\xe9\n:--x")))) == 5


def test_paths_that_lead_out_of_the_package(repository: Path) -> None:
    shutil.copy(EXAMPLE / "claims/claims.csv", repository / "claims-of/claims.csv")
    file = repository / "claims-of/light/datapackage.json"
    for path in (
        "../claims.csv",
        "/etc/passwd",
        "zip:claims.csv",
        "https://example.org/claims.csv",
        "claims\\\\claims.csv",
    ):
        text = (EXAMPLE / "datapackage.json").read_text(encoding="utf-8").replace("claims/claims.csv", path)
        file.write_text(text, encoding="utf-8")
        commit_all(repository)
        package = read("main", "claims-of/light")
        assert package.table_files["claims"][0].reason == "is not there", path


def test_an_object_replaced_here_alone_is_not_what_was_committed(repository: Path) -> None:
    """``git replace`` shows this clone something else than what everybody else sees."""
    name = "claims-of/light/claims/claims.csv"
    blob = git(repository, "rev-parse", f"main:{name}")
    other = git(repository, "hash-object", "-w", "--stdin", given=(EXAMPLE / "claims/sources.csv").read_bytes())
    git(repository, "replace", blob, other)
    assert len(statements(read("main", "claims-of/light"))) == 5


def test_a_folder_that_is_stored_as_none(repository: Path) -> None:
    """Git writes none like it, but somebody else may have."""
    tree = git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=b"100644 no end")
    commit = git(repository, "commit-tree", tree, "-m", "Broken")
    what = "is in a folder that is damaged in the git repository"
    assert refusal(commit) == f'the datapackage.json of the top folder of "{commit}" {what}'
