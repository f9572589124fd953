"""Two people at one record: what it was when the page was opened, what it is now, and what was typed.

Each unit of a form (`desk.forms.sides`) can be taken from either side. What only the other one changed is put into
the form, what was typed stays there, and what both changed waits for a choice; the words of both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest

from desk.differences import Difference, differences
from desk.forms.sides import Side, SideForm
from desk.record_words import RecordWords
from desk.word_diff import Piece, word_diff
from incidents.errors import Conflict
from incidents.history import State, opened, rebuilt, since, state_of
from incidents.models import Revision

YOURS, THEIRS, OPENED = "yours", "theirs", "opened"
BOTH = "both"
# The version that the person began with, through however many conflicts.
FIRST_VERSION = "opened_version"
MakeForm = Callable[[Any, Any], Any]


def version_in(request: HttpRequest, name: str = "lock_version") -> int:
    """The version of the record that the editor's page showed; a form without one is refused as out of date."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One unit on both sides. `changed`: by whom, "yours", "theirs" or "both"; `by`: their last change of it.

    `taken`: what will be saved, "yours" for what stands in the form.
    """

    unit: str
    label: str
    opened: str
    theirs: list[Piece]
    yours: list[Piece]
    changed: str
    taken: str
    by: Revision | None

    @property
    def choice(self) -> str:
        """The name of the row's radio buttons."""
        return choice_of(self.unit)


def choice_of(unit: str) -> str:
    return f"take-{unit}"


class BothVersions:
    """A form that was sent, and the record on which somebody else may have saved since it was opened."""

    def __init__(self, request: HttpRequest, record: models.Model, make: MakeForm) -> None:
        self.request, self.record, self.make = request, record, make
        self._revisions: dict[int, Revision | None] = {}
        self.is_sent = request.method == "POST"
        self.seen_version = version_in(request) if self.is_sent else record.lock_version  # type: ignore[attr-defined]
        seen = self._as_opened(self.seen_version)
        self.seen: Side = make(None, seen)
        # What was typed, and what the page shows of it.
        self.typed = make(request.POST if self.is_sent else None, seen)
        self.form = self.typed

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Unit -> whose version of it the person chose on a page that showed both."""
        sides = {unit: self.request.POST.get(choice_of(unit), "") for unit in self.typed.units()}
        return {unit: side for unit, side in sides.items() if side in (YOURS, THEIRS, OPENED)}

    @property
    def first_version(self) -> int:
        return version_in(self.request, FIRST_VERSION) or self.seen_version

    def is_valid(self) -> bool:
        """Whether something was sent that can be saved; what is wrong with it the form then says."""
        if not self.is_sent or not self.typed.is_valid():
            return False
        if isinstance(self.resolved, SideForm) and not self.resolved.is_valid():
            for name, errors in self.resolved.errors.items():
                self.typed.add_error(name if name in self.typed.fields else None, errors)
            return False
        return True

    @cached_property
    def resolved(self) -> Any:
        """The form as it is to be saved: what was typed, and what the person chose from the other sides."""
        form = self.typed
        if theirs := self._chosen(THEIRS):
            form = form.taking(theirs, self.make(None, self.record))
        if before := self._chosen(OPENED):
            form = form.taking(before, self.make(None, self._as_opened(self.first_version)))
        return form

    def context(self) -> dict[str, Any]:
        """What the form's page needs besides; after a conflict `in_conflict` says more of it."""
        shown = self.record.lock_version if not self.is_sent else self.seen_version  # type: ignore[attr-defined]
        labels = self.typed.units()
        kept = [(choice_of(unit), labels[unit], side) for unit, side in self.chosen.items() if side != YOURS]
        return {"form": self.form, "lock_version": shown, "first_version": self.first_version, "kept": kept}

    def in_conflict(self, conflict: Conflict) -> dict[str, Any]:
        """What the form's page has to show: both sides, and the form with what only the other one changed put in."""
        before = self._revision(self.seen_version)
        self.record = rebuilt(type(self.record), conflict.current)
        now = self.make(None, self.record)
        rows = self._rows(now)
        theirs = {row.unit for row in rows if row.changed == THEIRS}
        if theirs:
            self.form = self.typed.taking(theirs, now)
        # A value that is computed may change although its place in the form stays empty.
        shown = {column for row in rows for column in now.columns(row.unit)}
        seen = before.state if before else state_of(self.record)
        return {
            "conflict": conflict,
            "rows": rows,
            "besides": [
                row
                for row in _differences(seen, conflict.current, shown)
                if not shown.intersection((row.name, *row.columns))
            ],
            "lock_version": conflict.current["lock_version"],
            "first_version": self.first_version,
        }

    def _rows(self, now: Side) -> list[Row]:
        """What either side changed, or what was chosen before: first what both did."""
        theirs, yours = self._changed_by_them(now), self.typed.changed_units()
        order = (BOTH, THEIRS, YOURS)
        rows = [
            self._row(unit, label, now, theirs, yours)
            for unit, label in self.typed.units().items()
            if unit in theirs or unit in yours or self.chosen.get(unit, YOURS) != YOURS
        ]
        return sorted(rows, key=lambda row: order.index(row.changed))

    def _row(self, unit: str, label: str, now: Side, theirs: set[str], yours: set[str]) -> Row:
        changed = BOTH if unit in theirs and unit in yours else THEIRS if unit in theirs else YOURS
        before = self.seen.in_words(unit)
        return Row(
            unit=unit,
            label=label,
            opened=before,
            theirs=_diff(before, now.in_words(unit)),
            yours=_diff(before, self.typed.in_words(unit)),
            changed=changed,
            taken=self.chosen.get(unit, YOURS),
            by=self._last_change(now.columns(unit)),
        )

    def _changed_by_them(self, now: Side) -> set[str]:
        return {unit for unit in now.units() if now.value(unit) != self.seen.value(unit)}

    def _last_change(self, columns: set[str]) -> Revision | None:
        return next((revision for revision in self._since if columns.intersection(revision.changes)), None)

    @cached_property
    def _since(self) -> list[Revision]:
        return list(since(self.record, self.seen_version).order_by("-number"))

    def _as_opened(self, lock_version: int) -> models.Model:
        """The record as it was with that version; as it is now where no revision tells."""
        if lock_version == self.record.lock_version:  # type: ignore[attr-defined]
            return self.record
        revision = self._revision(lock_version)
        return rebuilt(type(self.record), revision.state) if revision else self.record

    def _revision(self, lock_version: int) -> Revision | None:
        if lock_version not in self._revisions:
            self._revisions[lock_version] = opened(self.record, lock_version)
        return self._revisions[lock_version]

    def _chosen(self, side: str) -> set[str]:
        return {unit for unit, chosen in self.chosen.items() if chosen == side}


def changes_since(record: models.Model, lock_version: int, current: dict[str, Any]) -> list[Difference]:
    """What others changed in the record since a page with that version was opened."""
    revision = opened(record, lock_version)
    return _differences(revision.state, current) if revision else []


def _differences(before: State, after: State, shown: Collection[str] = ()) -> list[Difference]:
    """What differs; a value that was set by hand once, as its field, whether here or among those `shown` already."""
    words = RecordWords([before, after])
    told = {name for name in (*before, *after) if before.get(name) != after.get(name)}.union(shown)
    return differences(_without(told, before), _without(told, after), words)


def _without(told: set[str], state: State) -> State:
    by_hand = state.get("overrides")
    if not by_hand:
        return state
    return state | {"overrides": {name: value for name, value in by_hand.items() if name not in told}}


def _diff(before: str, after: str) -> list[Piece]:
    """As words, where neither is the dash that stands for nothing."""
    if before == after:
        return [Piece("same", after)]
    return word_diff(*(words if words != "–" else "" for words in (before, after)))
