"""One table of the map's data as bytes, and back: a JSON header, then shuffled little-endian columns."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"SLT1"
Numbers = NDArray[Any]  # of integers


class NoTable(ValueError):
    """The bytes are no table, or not all of one."""


@dataclass(frozen=True)
class Column:
    """`coding` is empty, `signed` or `delta`; `within` names the column whose change begins a delta anew."""

    name: str
    values: Numbers
    coding: str = ""
    within: str = ""
    rows: str = ""


def pack(header: Mapping[str, Any], columns: Sequence[Column]) -> bytes:
    """The file; a column takes as many bytes a value as its largest one needs."""
    by_name = {column.name: column for column in columns}
    described, planes = [], []
    for column in columns:
        coded = _coded(column, by_name)
        largest = int(coded.max(initial=0))
        width = (largest.bit_length() + 7) // 8
        if width > 4 or coded.min(initial=0) < 0:
            raise ValueError(f"{column.name} does not fit into four bytes")
        optional = {name: getattr(column, name) for name in ("coding", "within", "rows") if getattr(column, name)}
        described.append({"name": column.name, "bytes": width, **optional})
        planes.append(coded.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].T.tobytes())
    told = json.dumps({**header, "columns": described}, separators=(",", ":")).encode()
    return b"".join((MAGIC, struct.pack("<I", len(told)), told, *planes))


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, NDArray[np.int64]]]:
    """The header and the columns by name. Raises NoTable."""
    if content[:4] != MAGIC:
        raise NoTable("this is no table of the map")
    (length,) = struct.unpack_from("<I", content, 4)
    header = json.loads(content[8 : 8 + length])
    offset = 8 + length
    columns: dict[str, NDArray[np.int64]] = {}
    for column in header["columns"]:
        size, width = header["own" if column.get("rows") == "own" else "count"], column["bytes"]
        if offset + size * width > len(content):
            raise NoTable("this table of the map is cut short")
        planes = np.frombuffer(content, np.uint8, size * width, offset).reshape(width, size).astype(np.int64)
        values = np.zeros(size, np.int64)
        for plane in range(width):
            values |= planes[plane] << (8 * plane)
        if column.get("coding"):
            values = (values >> 1) ^ -(values & 1)
        if column.get("coding") == "delta":
            values = _summed(values, columns[column["within"]] if column.get("within") else None)
        columns[column["name"]] = values
        offset += size * width
    return header, columns


def _coded(column: Column, others: Mapping[str, Column]) -> NDArray[np.int64]:
    values = column.values.astype(np.int64)
    if not column.coding:
        return values
    if column.coding == "delta" and len(values):
        before = np.concatenate(([0], values[:-1]))
        if column.within:
            before[_begins(others[column.within].values)] = 0
        values = values - before
    return (values << 1) ^ (values >> 63)


def _summed(steps: NDArray[np.int64], whose: Numbers | None) -> NDArray[np.int64]:
    sums = np.cumsum(steps)
    if whose is None or not len(steps):
        return sums
    begins = np.flatnonzero(_begins(whose))
    before = sums[begins] - steps[begins]
    return sums - np.repeat(before, np.diff(np.append(begins, len(steps))))


def _begins(whose: Numbers) -> NDArray[np.bool_]:
    """Where a run of equal values begins."""
    return np.concatenate(([True], whose[1:] != whose[:-1])) if len(whose) else np.zeros(0, bool)
