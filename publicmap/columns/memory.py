"""What the writer remembers of a snapshot beside what is served: ids, and what its numbers stand for.

It belongs to one manifest. Where it is missing, damaged or another one's, the snapshot is made from nothing.
"""

from __future__ import annotations

import io
import json
import logging
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.changed import Seen
from publicmap.columns import folder
from publicmap.columns.rows import Dictionaries, Rows

logger = logging.getLogger(__name__)

USES = ("place", "prefix", "actors", "languages")  # the columns whose numbers stand for something


@dataclass
class Chunk:
    """A chunk as the manifest has it, the ids of its rows, and what it uses of the dictionaries."""

    entry: dict[str, Any]
    pks: NDArray[np.int64]
    is_own: NDArray[np.bool_]
    uses: dict[str, NDArray[np.int32]]

    @classmethod
    def of(cls, entry: dict[str, Any], rows: Rows) -> Chunk:
        uses = {name: np.unique(rows.columns[name]).astype(np.int32) for name in USES}
        return cls(entry, rows.columns["pk"], rows.is_own, uses)


@dataclass
class Memory:
    """`seen` is the state of the record that it shows, `gazetteer` that of the names."""

    seen: Seen
    gazetteer: dict[str, str]
    dictionaries: Dictionaries
    names: list[dict[str, str]]  # of the places
    chunks: list[Chunk]

    def keep(self, manifest: dict[str, Any], *, is_anew: bool = False) -> None:
        """Before the manifest is written: a crash in between costs the next run the long way."""
        place = folder.private_folder()
        for chunk in self.chunks:
            path = place / f"{chunk.entry['file']}.npz"
            if is_anew or not path.exists():
                written = io.BytesIO()
                np.savez(written, pks=chunk.pks, is_own=chunk.is_own, **chunk.uses)  # type: ignore[arg-type]
                folder.write(path, written.getvalue())
        state = {
            "seen": self.seen.as_json(),
            "gazetteer": self.gazetteer,
            "dictionaries": self.dictionaries.as_json(),
            "names": self.names,
        }
        folder.write(place / _state_of(manifest), json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def of(cls, manifest: dict[str, Any] | None) -> Memory | None:
        """What is remembered of the manifest; None where nothing can be made of it."""
        if manifest is None or manifest.get("format") != folder.FORMAT:
            return None
        place = folder.private_folder()
        try:
            state = json.loads((place / _state_of(manifest)).read_bytes())
            chunks = [_chunk(entry) for entry in manifest["chunks"]]
            if not all((folder.public_folder() / f"{chunk.entry['file']}.gz").exists() for chunk in chunks):
                return None
            return cls(
                Seen.from_json(state["seen"]),
                state["gazetteer"],
                Dictionaries.from_json(state["dictionaries"]),
                state["names"],
                chunks,
            )
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            logger.warning(
                "The map's data are made from nothing: what was remembered of them cannot be read (%s).", error
            )
            return None


def forget_others(manifest: dict[str, Any]) -> None:
    """Remove what belongs to another manifest."""
    kept = {"lock", _state_of(manifest), *(f"{entry['file']}.npz" for entry in manifest["chunks"])}
    folder.sweep(folder.private_folder(), kept)


def _chunk(entry: dict[str, Any]) -> Chunk:
    with np.load(folder.private_folder() / f"{entry['file']}.npz") as kept:
        return Chunk(entry, kept["pks"], kept["is_own"], {name: kept[name] for name in USES})


def _state_of(manifest: dict[str, Any]) -> str:
    return folder.name_of("state", json.dumps(manifest, sort_keys=True).encode(), "json")
