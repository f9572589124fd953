"""The name index as this process uses it: opened once, and following the gazetteer while the process runs.

At most once a second a question asks the database for the state of the gazetteer. Where files of a newer state are
there they are opened; what editors changed since is laid over them (``geo.overlay``).
"""

from __future__ import annotations

import math
import time

from geo.index import IndexMissing, NameIndex, current, finished, folder, state
from geo.overlay import with_changes

_FRESH_S = 1.0

_files: NameIndex | None = None
_index: NameIndex | None = None  # the files with what changed since
_edited = ""  # the state of the changes that ``_index`` holds
_asked_at = -math.inf  # of ``time.monotonic``


def open_index() -> NameIndex:
    """The index of the gazetteer as it was at most a second ago.

    Raises IndexMissing where none was built.
    """
    global _asked_at
    if _index is None or _index.path.parent != folder() or time.monotonic() - _asked_at >= _FRESH_S:
        _asked_at = time.monotonic()
        return _followed()
    return _index


def look_again() -> None:
    """The next question asks for the state of the gazetteer: somebody has just changed it."""
    global _asked_at
    _asked_at = -math.inf


def _followed() -> NameIndex:
    global _files, _index, _edited
    now = state()
    wanted = current(now)
    files, index = _files, _index
    if files is None or files.path.parent != folder() or wanted not in (None, files.path):
        # Until the files of the newest import are built, older ones answer for all but its places.
        path = wanted or next(iter(finished()), None)
        if path is None:
            raise IndexMissing("There is no name index yet: run `python manage.py load_gazetteer`.")
        files, index = NameIndex(path), None
    if index is None or now.edited != _edited:
        index = with_changes(files, now.edited) if now.changes > files.changes else files
    _files, _index, _edited = files, index, now.edited
    return index
