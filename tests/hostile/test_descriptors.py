"""What a descriptor may say to have other tools read other data, open other files or fetch: each is refused by name."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.package import files
from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside
from claimpack.package.limits import DESCRIPTOR_BYTES, RESOURCES
from claimpack.package.load import load
from claimpack.package.schemas import read_schema
from claimpack.rules.catalogue import choose_rules

from tests.edits import EXAMPLE, TODAY

PATHS = (
    "a resource's path must be a file's relative path, or an array of them, 1,000 at most | Write it like "
    "claims/claims.csv."
)
A_SCHEMA = "a resource's schema must be a file's relative path | Write it like schemas/tables/claims.json."
USE_RELATIVE = "Use a relative path inside the package's folder."
ADDRESS = "is an address or a drive, and nothing is fetched"


def messages(change: Callable[[dict[str, Any], dict[str, Any]], None], folder: Path) -> list[str]:
    """What the rules on the descriptor say of the example with a change of it and of the resource ``relations``."""
    package = shutil.copytree(EXAMPLE, folder / "package")
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    [resource] = [each for each in descriptor["resources"] if each["name"] == "relations"]
    change(descriptor, resource)
    file.write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
    report = run(load(package, today=TODAY), choose_rules(["invalid-descriptor", "unsafe-path"]))
    assert [result.rule for result in report.rules if result.status == "crashed"] == []
    assert all(problem.place.line for problem in report.problems)
    return [f"{problem.message} | {problem.hint}" for problem in report.problems]


TOP_LEVEL = {
    "$ref": "https://example.org/datapackage.json",
    "basepath": "/etc",
    "compression": "gz",
    "control": {"type": "remote"},
    "data": [],
    "detector": {"type": "x"},
    "dialect": {"delimiter": ";"},
    "encoding": "utf-16",
    "extrapaths": ["/etc"],
    "path": "../other/datapackage.json",
    "pipeline": {"steps": []},
    "profile": "https://example.org/profile.json",
    "schema": "https://example.org/schema.json",
    "scheme": "http",
}


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_a_feature_of_the_package(name: str, tmp_path: Path) -> None:
    assert messages(lambda package, _: package.update({name: TOP_LEVEL[name]}), tmp_path) == [
        f'the descriptor has "{name}", which a claims package does not use | Leave it out.'
    ]


def test_each_is_told_apart_from_what_may_stand() -> None:
    properties = read_schema("package.schema.json")["properties"]
    assert {name for name, schema in properties.items() if schema.get("not") == {}} == set(TOP_LEVEL)


FEATURES = ["$ref", "basepath", "bytes", "control", "data", "detector", "extrapaths", "foreignKeys"]
FEATURES += ["hash", "headers", "innerpath", "jsonTableSchema", "layout", "licenses", "pipeline", "profile", "query"]
FEATURES += ["scheme", "sources", "transform", "url", "views"]


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_of_a_resource(name: str, tmp_path: Path) -> None:
    assert messages(lambda _, resource: resource.update({name: "x"}), tmp_path) == [
        f'resources/relations has "{name}", which a claims package does not use | Leave it out.'
    ]


DIALECT = [
    "$ref",
    "commentChar",
    "commentPrefix",
    "csvddfVersion",
    "escapeChar",
    "headerRows",
    "itemKeys",
    "nullSequence",
]
DIALECT += ["property", "sheetName", "sheetNumber", "skipInitialSpace", "skipRows", "table", "itemType", "excel", "csv"]


@pytest.mark.parametrize("name", DIALECT)
def test_a_feature_of_a_dialect(name: str, tmp_path: Path) -> None:
    assert messages(lambda _, resource: resource.update(dialect={name: "x"}), tmp_path) == [
        f'resources/relations/dialect has "{name}", which a claims package does not use | Leave it out.'
    ]


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        (
            "dialect",
            "dialect.json",
            'resources/relations/dialect is "dialect.json", which is not of type object | Write it as object.',
        ),
        (
            "dialect",
            {"$schema": "https://example.org/d.json"},
            'resources/relations/dialect/$schema is "https://example.org/d.json", which is not allowed | '
            'Make it "https://datapackage.org/profiles/2.0/tabledialect.json".',
        ),
        ("path", [], PATHS),
        ("path", [{"$ref": "x"}], PATHS),
        ("path", {"$ref": "x"}, PATHS),
        ("path", "", PATHS),
        ("compression", "zip", 'resources/relations/compression is "zip", which is not allowed | Make it "gz".'),
        ("schema", {"fields": []}, A_SCHEMA),
        ("schema", {"$ref": "https://example.org/s.json"}, A_SCHEMA),
        ("schema", "https://example.org/s.json", f'the path "https://example.org/s.json" {ADDRESS} | {USE_RELATIVE}'),
        ("type", "json", 'resources/relations/type is "json", which is not allowed | Make it "table".'),
        (
            "mediatype",
            "application/zip",
            'resources/relations/mediatype is "application/zip", which is not allowed | Make it "text/csv".',
        ),
    ],
)
def test_a_value_of_a_resource(member: str, value: object, expected: str, tmp_path: Path) -> None:
    assert messages(lambda _, resource: resource.update({member: value}), tmp_path) == [expected]


SCHEMES = ["http", "https", "ftp", "ftps", "file", "data", "zip", "s3", "gs", "az", "hdfs", "ssh", "sftp", "git", "jar"]
SCHEMES += [
    "multipart",
    "buffer",
    "stream",
    "aws",
    "sqlite",
    "postgresql",
    "mysql",
    "pandas",
    "text",
    "javascript",
    "C",
]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_address(scheme: str, tmp_path: Path) -> None:
    for path in (f"{scheme}://x/relations.csv", f"{scheme}:relations.csv", f"{scheme.upper()}:///relations.csv"):
        found = messages(lambda _, resource, path=path: resource.update(path=path), tmp_path / path.replace("/", "_"))  # type: ignore[misc]
        assert found == [f'the path "{path}" {ADDRESS} | {USE_RELATIVE}']


def test_more_resources_than_there_are_tables(tmp_path: Path) -> None:
    content = {"resources": [{"name": f"a{number}"} for number in range(RESOURCES + 1)]}
    (tmp_path / "datapackage.json").write_text(json.dumps(content))
    report = run(load(tmp_path, today=TODAY), choose_rules(["invalid-descriptor"]))
    assert [(problem.message, problem.hint) for problem in report.problems] == [
        ("the descriptor lists 101 resources; the limit is 100", "Name each table once.")
    ]


def test_the_descriptor_itself_leads_out_of_its_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"password": "hunter2"}')
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    (package / "datapackage.json").unlink()
    (package / "datapackage.json").symlink_to(secret)
    loaded = load(package, today=TODAY)
    assert loaded.descriptor.content is None
    assert [fault.message for fault in loaded.descriptor.faults] == [
        "the descriptor leads out of the package through a symbolic link"
    ]


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="this system does not open relative to a folder")
@pytest.mark.parametrize("swapped", ["claims", "claims/relations.csv"])
def test_a_link_put_there_between_the_look_and_the_opening(
    swapped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    outside = shutil.copytree(EXAMPLE, tmp_path / "outside")
    really_open = files._open  # noqa: SLF001 - the moment between the look and the opening
    swaps = iter(
        [lambda: ((package / swapped).rename(tmp_path / "away"), (package / swapped).symlink_to(outside / swapped))]
    )

    def open_late(*arguments: Any) -> int:
        next(swaps, lambda: None)()
        return really_open(*arguments)

    monkeypatch.setattr(files, "_open", open_late)
    with pytest.raises((UnsafePathError, UnusableFileError)):
        read_inside(package, "claims/relations.csv", DESCRIPTOR_BYTES)


def test_links_within_the_package_may_stand(tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    (package / "links").symlink_to(package / "claims")
    (package / "relations.csv").symlink_to("links/relations.csv")
    expected = (EXAMPLE / "claims/relations.csv").read_bytes()
    assert read_inside(package, "relations.csv", DESCRIPTOR_BYTES) == expected


@pytest.mark.parametrize("kind", ["a named pipe", "a folder", "a device"])
def test_what_is_no_regular_file(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    match kind:
        case "a named pipe":
            os.mkfifo(target)
        case "a folder":
            target.mkdir()
        case _:
            target.symlink_to("/dev/zero")
    with pytest.raises((UnsafePathError, UnusableFileError)) as told:
        read_inside(tmp_path, "x.csv", DESCRIPTOR_BYTES)
    outside = "leads out of the package through a symbolic link"
    assert str(told.value) == (outside if kind == "a device" else "is not a regular file")
