"""Two processes that do something at the same moment, again and again: each reads, waits for the other, then acts."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from typing import Any, Self

from django.db import connections

PATIENCE_S = 60
Act = Callable[[], Any]
Reads = Callable[[dict[str, Any]], Act]  # what one of the two is given -> what it then does


class TwoProcesses(AbstractContextManager["TwoProcesses"]):
    """`reads` runs in either process for what `at_once` gives it; what its act answers, or raises as text, comes back.

    Forked, so that whatever the caller has loaded is there; with a connection of their own to the database.
    """

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.context = multiprocessing.get_context("fork")
        self.together = self.context.Barrier(2)

    def __enter__(self) -> Self:
        connections.close_all()  # a forked child must not inherit an open connection
        pipes = [self.context.Pipe() for _ in range(2)]
        self.ends = [ours for ours, _theirs in pipes]
        self.children = [
            self.context.Process(target=self._work, args=(theirs,), daemon=True) for _ours, theirs in pipes
        ]
        for child in self.children:
            child.start()
        return self

    def __exit__(self, *_: object) -> None:
        for end in self.ends:
            end.send(None)
        for child in self.children:
            child.join(PATIENCE_S)

    def at_once(self, first: dict[str, Any], second: dict[str, Any]) -> list[Any]:
        """What the two answer. Raises TimeoutError where one of them does not."""
        for end, given in zip(self.ends, (first, second), strict=True):
            end.send(given)
        if not all(end.poll(PATIENCE_S) for end in self.ends):
            raise TimeoutError("one of the two processes does not answer")
        return [end.recv() for end in self.ends]

    def _work(self, end: Connection) -> None:
        try:
            while (given := end.recv()) is not None:
                end.send(self._answer(given))
        finally:
            connections.close_all()

    def _answer(self, given: dict[str, Any]) -> Any:
        try:
            act = self.reads(given)
        except Exception:  # whatever it is, the other process must not wait for this one
            self.together.wait(PATIENCE_S)
            return traceback.format_exc()
        self.together.wait(PATIENCE_S)
        try:
            return act()
        except Exception:  # told to the process that compares, which fails with it
            return traceback.format_exc()
