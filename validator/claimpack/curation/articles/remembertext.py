"""Records in the descriptor where the text of an article is, so that it need not be named each time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from claimpack.package.load import ARTICLE_TEXTS
from claimpack.package.package import Package


def remembering(package: Package, texts: Mapping[str, Path]) -> bytes | None:
    """The descriptor with the paths of articles' texts; None if it has them already or can't have them.

    It can't name a text outside the package's folder. A descriptor that is not indented by two spaces, as most programs
    do, is left as it is, since it would be formatted anew.

    Args:
        package: the package.
        texts: the files of the texts by the articles' ids.
    """
    root = Path(os.path.realpath(package.root))
    content = package.descriptor.content
    if content is None or package.descriptor.faults or _laid_out(content) != package.descriptor.text:
        return None
    known = content.get(ARTICLE_TEXTS, {})
    paths = {}
    for article_id, text in texts.items():
        real = Path(os.path.realpath(text))
        if real.is_relative_to(root) and "\\" not in real.name:
            paths[article_id] = real.relative_to(root).as_posix()
    if not isinstance(known, dict) or not paths or known | paths == known:
        return None
    members = {name: value for name, value in content.items() if name not in (ARTICLE_TEXTS, "resources")}
    members[ARTICLE_TEXTS] = known | paths
    return _laid_out(members | {"resources": content.get("resources", [])}).encode("utf-8")


def _laid_out(content: dict[str, object]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
