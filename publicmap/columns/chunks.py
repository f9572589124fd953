"""Rows into chunks by time, and chunks into bytes and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from publicmap.columns.layout import Column, pack, unpack
from publicmap.columns.rows import OWN_COLUMNS, UNDATED, Rows

TARGET = 24_000  # rows: small enough that a few changes write little, large enough that a million are a few dozen files
MEASURED = ("place", "prefix", "number", "actors", "languages", "killed", "injured")
_PLAIN = (
    *("date_precision", "kind", "strike_status", "harm_grade", "place"),
    *("killed_least", "killed_more", "injured_least", "injured_more"),
    *("actors", "languages", "prefix"),
)


def cut(rows: Rows) -> Iterator[Rows]:
    """Rows in order into chunks of whole days, `TARGET` and a few each; what is undated by itself."""
    first = rows.columns["first"]
    dated = int(np.count_nonzero(first != UNDATED))
    # Where a day begins.
    begins = np.flatnonzero(np.diff(first[:dated], prepend=first[:1] + 1)) if dated else np.zeros(0, np.int64)
    start = 0
    while start < dated:
        later = begins[begins >= start + TARGET]
        end = int(later[0]) if len(later) else dated
        if dated - end < TARGET // 2:
            end = dated
        yield rows.take(np.arange(start, end))
        start = end
    if dated < len(rows):
        yield rows.take(np.arange(dated, len(rows)))


def divided(rows: Rows) -> Iterator[Rows]:
    """The rows, in order, of one chunk that has changed; in several where it grew too large."""
    dated = rows.columns["first"] != UNDATED
    if len(rows) > 2 * TARGET or dated.any() and not dated.all():
        yield from cut(rows)
    else:
        yield rows


def packed(rows: Rows) -> bytes:
    """The file of a chunk."""
    columns = rows.columns
    is_undated = bool(columns["first"][0] == UNDATED)
    when = (
        [Column("not_before", columns["not_before"]), Column("not_after", columns["not_after"])]
        if is_undated
        else [Column("first", columns["first"], "delta"), Column("days", columns["days"])]
    )
    header: dict[str, Any] = {"count": len(rows), "own": int(rows.is_own.sum())}
    return pack(
        header | ({"undated": True} if is_undated else {}),
        [
            *when,
            *(Column(name, columns[name]) for name in _PLAIN),
            Column("number", columns["number"], "delta", "prefix"),
            Column("demo", columns["demo"]),
            *(
                Column(name, rows.own[name], "signed" if name in ("longitude", "latitude") else "", rows="own")
                for name in OWN_COLUMNS
            ),
        ],
    )


def unpacked(content: bytes, pks: np.ndarray[Any, Any], is_own: np.ndarray[Any, Any]) -> Rows:
    """The rows of a chunk's file; ids and what stands at a position of its own are not in it."""
    header, read = unpack(content)
    columns = {name: values for name, values in read.items() if name not in OWN_COLUMNS}
    size = header["count"]
    if header.get("undated"):
        columns |= {"first": np.full(size, UNDATED), "days": np.zeros(size, np.int64)}
    else:
        columns |= {"not_before": np.zeros(size, np.int64), "not_after": np.zeros(size, np.int64)}
    return Rows(
        {"pk": pks, **{name: values.astype(np.int32) for name, values in columns.items()}},
        {name: read[name].astype(np.int32) for name in OWN_COLUMNS},
        is_own,
    )


def described(rows: Rows) -> dict[str, Any]:
    """What the manifest says of a chunk, but for its file."""
    first, days = rows.columns["first"], rows.columns["days"]
    told: dict[str, Any] = {"count": len(rows), "own": int(rows.is_own.sum())}
    if first[0] == UNDATED:
        return told | {"undated": True}
    return told | {"first": int(first.min()), "last": int(first.max()), "until": int((first + days).max())}


def largest(rows: Rows) -> dict[str, int]:
    """The largest value of some columns, so that a reader knows how wide its arrays have to be."""
    columns = rows.columns
    most = {name: int(columns[name].max(initial=0)) for name in ("place", "prefix", "number", "actors", "languages")}
    for harm in ("killed", "injured"):
        reach = np.maximum(columns[f"{harm}_least"] - 1, 0) + np.maximum(columns[f"{harm}_more"] - 1, 0)
        most[harm] = int(reach.max(initial=0))
    return most
