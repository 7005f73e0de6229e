"""Has a package say where the text of an article lies, so that it need not be named each time."""

from __future__ import annotations

import json
import os
from pathlib import Path

from claimpack.package.load import ARTICLE_TEXTS
from claimpack.package.package import Package


def remembering(package: Package, article_id: str, text: Path) -> bytes | None:
    """The descriptor that names the text of an article; None where it does already or can't.

    It can't where the text is not in the package's folder, or where the descriptor is not laid out as JSON is by most
    programs, with two blanks a level: it would be laid out anew then.

    Args:
        package: the package.
        article_id: the article's id.
        text: the file of its text.
    """
    root, real = Path(os.path.realpath(package.root)), Path(os.path.realpath(text))
    content = package.descriptor.content
    if content is None or package.descriptor.faults or not real.is_relative_to(root):
        return None
    path = real.relative_to(root).as_posix()
    if "\\" in path or _laid_out(content) != package.descriptor.text:
        return None
    known = content.get(ARTICLE_TEXTS, {})
    if not isinstance(known, dict) or known.get(article_id) == path:
        return None
    members = {name: value for name, value in content.items() if name not in (ARTICLE_TEXTS, "resources")}
    members[ARTICLE_TEXTS] = {**known, article_id: path}
    return _laid_out(members | {"resources": content.get("resources", [])}).encode("utf-8")


def _laid_out(content: dict[str, object]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
