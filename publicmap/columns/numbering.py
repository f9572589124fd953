"""Numbers for values that come again and again: they stay the same from one snapshot to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from heapq import heapify, heappop
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")


class Numbering(Generic[Value]):
    """A list of values, each at its number; None where a value went and its number is free again."""

    def __init__(self, values: Iterable[Value | None] = ()) -> None:
        self.values: list[Value | None] = list(values)
        self._numbers = {value: number for number, value in enumerate(self.values) if value is not None}
        self._free = [number for number, value in enumerate(self.values) if value is None]
        heapify(self._free)

    def __len__(self) -> int:
        return len(self.values)

    def of(self, value: Value) -> int:
        """Its number, a new one where it has none."""
        number = self._numbers.get(value)
        if number is None:
            if self._free:
                number = heappop(self._free)
                self.values[number] = value
            else:
                number = len(self.values)
                self.values.append(value)
            self._numbers[value] = number
        return number

    def of_all(self, values: Iterable[Value]) -> NDArray[np.int32]:
        # Hashing the values is what takes the time: once each.
        known, of = self._numbers.get, self.of
        return np.array([of(value) if (at := known(value)) is None else at for value in values], np.int32)

    def keep(self, used: Collection[int]) -> None:
        """Forget all values but those with these numbers."""
        kept = set(used)
        self.__init__(value if number in kept else None for number, value in enumerate(self.values))  # type: ignore[misc]

    def by_frequency(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Number all anew, the most frequent first, so that the bytes of large numbers are mostly zero; gives the new
        numbers of those given."""
        counts = np.bincount(numbers, minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")
        changed = np.empty(len(order), np.int32)
        changed[order] = np.arange(len(order), dtype=np.int32)
        self.__init__(self.values[number] for number in order)  # type: ignore[misc]
        return changed[numbers]

    def as_json(self, write: Callable[[Value], Any]) -> list[Any]:
        return [None if value is None else write(value) for value in self.values]
