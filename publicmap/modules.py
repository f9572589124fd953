"""The JavaScript modules that a page's own imports, directly or through others, so that it can ask for all at once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders

_IMPORTED = re.compile(r"^(?:import|export)\b[^;\"]*\"(\.[^\"]+)\";", re.MULTILINE)


@cache
def modules_of(entry: str) -> tuple[str, ...]:
    """Names of static files, `entry` first. Raises FileNotFoundError where one of them is missing."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = None
        path = finders.find(name)
        if not isinstance(path, str):
            raise FileNotFoundError(name)
        text = Path(path).read_text(encoding="utf-8")
        waiting += [_joined(PurePosixPath(name).parent, relative) for relative in _IMPORTED.findall(text)]
    return tuple(found)


def _joined(folder: PurePosixPath, relative: str) -> str:
    parts: list[str] = []
    for part in (folder / relative).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
