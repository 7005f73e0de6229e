"""Lays edits over the example package: what rule cases and the examples in rule manuals are written in."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from claimpack.engine import run
from claimpack.package.load import load
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import Rule, all_rules, choose_rules

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 3, 1)
DATA_TODAY = date(2026, 12, 1)
"""A day after the last one that our own data record."""
SOURCE_TEXTS = "texts-of-sources"
EXAMPLE = ROOT / "tests/packages/light-therapy"


@dataclass
class Edit:
    """Changes to the example package. Every key of a case but ``name`` and the expectations is one of these fields."""

    csv: dict[str, str] = field(default_factory=dict)
    """Table name to CSV text: cells laid over the records of the same key; a record of a new key is added.

    A column that the example leaves out is put at the end.
    """
    append: dict[str, str] = field(default_factory=dict)
    """Path to text that is put at the end of the file."""
    file: dict[str, str] = field(default_factory=dict)
    """Path to the file's whole text."""
    hex: dict[str, str] = field(default_factory=dict)
    """Path to the file's whole content in hexadecimal."""
    replace: dict[str, list[list[str]]] = field(default_factory=dict)
    """Path to pairs of a text that is there and the text to put in its place."""
    delete: list[str] = field(default_factory=list)
    """Paths of files to take away."""
    descriptor: str = ""
    """A JSON merge patch (RFC 7396) on datapackage.json, with the resources as an object by their names."""
    with_article: bool = True
    """Whether the article's text is given."""
    source_texts: dict[str, str] = field(default_factory=dict)
    """Source id to the text that is given of it; with none, no texts of sources are given."""

    def apply(self, folder: Path) -> None:
        """Makes the edited copy of the example package in ``folder``, and of the schemas if they are touched."""
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        if "schemas/" in " ".join((self.descriptor, *self.replace, *self.append, *self.file, *self.hex, *self.delete)):
            shutil.copytree(ROOT / "schemas", folder / "schemas")
        for table, text in self.csv.items():
            _lay_over(folder / f"claims/{table}.csv", text)
        for path, pairs in self.replace.items():
            content = (folder / path).read_bytes().decode()
            for old, new in pairs:
                assert old in content, f"{path} does not hold {old!r}"
                content = content.replace(old, new)
            (folder / path).write_bytes(content.encode())
        for path, text in self.append.items():
            (folder / path).write_bytes((folder / path).read_bytes() + text.encode())
        for path, text in self.file.items():
            (folder / path).write_bytes(text.encode())
        for path, digits in self.hex.items():
            (folder / path).write_bytes(bytes.fromhex(digits))
        for path in self.delete:
            (folder / path).unlink()
        self._give_source_texts(folder / SOURCE_TEXTS)
        if self.descriptor:
            _patch_descriptor(folder / "datapackage.json", json.loads(self.descriptor))

    def _give_source_texts(self, folder: Path) -> None:
        for source, text in self.source_texts.items():
            folder.mkdir(exist_ok=True)
            (folder / f"{source}.txt").write_bytes(text.encode())


def check(edit: Edit, folder: Path, rules: Sequence[Rule] | None = None) -> Report:
    """The report of all rules, or of ``rules``, on the edited example package."""
    edit.apply(folder)
    articles = [folder / "article.txt"] if edit.with_article else []
    source_texts = folder / SOURCE_TEXTS if edit.source_texts else None
    package = load(folder, articles, today=TODAY, source_texts=source_texts)
    return run(package, all_rules() if rules is None else rules)


def beside(rule: Rule) -> tuple[Rule, ...]:
    """The rules that a case of ``rule`` is checked by: its family. The mutations and broken packages see all rules."""
    match rule.family:
        case "structure" | "article":
            return choose_rules(["structure", "article"])
        case "acknowledgements":
            return all_rules()
        case family:
            return choose_rules([family])


def shown(problem: Problem) -> str:
    """A problem in one line: where, about what, how grave it is, the message, and the hint."""
    place = problem.place
    where = ":".join("" if part is None else str(part) for part in (place.path, place.line, place.column, place.cell))
    return f"{where} [{', '.join(problem.subjects)}] {problem.severity}: {problem.message} | {problem.hint}"


def read_example(fences: str) -> Edit:
    """The edit that the fenced blocks of a rule's manual stand for; the block's info string says what it is."""
    edit = Edit()
    for kind, target, body in re.findall(r"^```(\S+) (\S+)\n(.*?)^```$", fences, re.MULTILINE | re.DOTALL):
        match kind:
            case "csv":
                edit.csv[target] = body
            case "text":
                edit.file[target] = body
            case "text+":
                edit.append[target] = body
            case "json":
                edit.descriptor = body
            case "source":
                edit.source_texts[target] = body
            case "diff":
                lines = body.splitlines()
                old, new = ([line[1:] for line in lines if line[0] == sign] for sign in "-+")
                edit.replace[f"{target}.txt"] = [list(pair) for pair in zip(old, new, strict=True)]
            case _:
                raise AssertionError(f"no example is written in {kind}")
    return edit


def _lay_over(file: Path, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    header = file.read_text(encoding="utf-8").splitlines()[0].split(",")
    edits = list(csv.DictReader(io.StringIO(text.lstrip("\n"), newline="")))
    key = _key(file.stem)
    for edit in edits:
        header += [column for column in _columns(file.stem) if column in edit and column not in header]
        assert set(edit) <= set(header), f"{file.name} has no such column"
        found = [row for row in rows if all(row[name] == edit.get(name) for name in key)]
        if not found:
            rows.append(dict.fromkeys(header, ""))
            found = rows[-1:]
        found[0].update(edit)
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(out.getvalue().encode())


def _key(table: str) -> list[str]:
    return list(_schema(table)["primaryKey"])


def _columns(table: str) -> list[str]:
    return [field["name"] for field in _schema(table)["fields"]]


def _schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / f"schemas/tables/{table}.json").read_text(encoding="utf-8"))
    return schema


def _patch_descriptor(file: Path, patch: dict[str, Any]) -> None:
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    merged = _merge(descriptor | {"resources": resources}, patch)
    if isinstance(merged.get("resources"), dict):
        merged["resources"] = list(merged["resources"].values())
    file.write_text(json.dumps(merged, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _merge(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merge(result.get(key), value)
    return result
