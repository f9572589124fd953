"""What differs between the record now and what an editor tried to save, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desk.wording import field_label, in_words
from incidents.errors import Conflict

# Columns that follow from others, or that the entry of the history says anyway.
_BOOKKEEPING = {
    "id",
    "lock_version",
    "changed_at",
    "created_at",
    "created_by_id",
    "span_class",
    "admin1",
    "admin2",
    "source_id",
} | {
    "west",
    "south",
    "east",
    "north",
}


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    now: str
    yours: str

    @property
    def agree(self) -> bool:
        return self.now == self.yours


def differences(conflict: Conflict) -> list[Difference]:
    """Each field that was tried, beside its value now; those that differ first."""
    rows = [
        Difference(field_label(name), in_words(name, _now(conflict.current, name)), in_words(name, tried))
        for name, tried in conflict.yours.items()
        if name not in {"id", "lock_version"}
    ]
    return sorted(rows, key=lambda row: row.agree)


def _now(current: dict[str, Any], name: str) -> Any:
    """A state names a related record by its column, such as `source_id`."""
    return current[name] if name in current else current.get(f"{name}_id")


# Lists of names, of which a city has hundreds.
_LONG_LISTS = ("names", "removed_names")


def _without_what_both_have(revision_changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    shortened = {}
    for name in _LONG_LISTS:
        before, after = revision_changes.get(name, (None, None))
        if before and after:
            gone, come = (
                [each for each in one if each not in other] for one, other in ((before, after), (after, before))
            )
            shortened[name] = [gone, come]
    return {**revision_changes, **shortened}


def changes(revision_changes: dict[str, list[Any]]) -> list[Difference]:
    """A revision's fields, before and after; here `now` is the value before and `yours` the one after."""
    rows = [
        Difference(field_label(name), in_words(name, before), in_words(name, after))
        for name, (before, after) in _without_what_both_have(revision_changes).items()
        # What was empty and is so in the first state, too, is no news.
        if name not in _BOOKKEEPING and (before or after)
    ]
    # Computing again writes equal rows anew: only their ids differ, which nobody reads.
    return [row for row in rows if not row.agree]
