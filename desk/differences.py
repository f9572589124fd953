"""What differs between two states of a record, field by field, as somebody reads it who did not make the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from desk.record_words import RecordWords
from desk.word_diff import word_diff
from desk.wording import field_label, in_words
from incidents.history import State
from incidents.times_of_day import time_words

# Columns that follow from others, or that the entry of the history says anyway.
_BOOKKEEPING = frozenset(
    {
        "id",
        "lock_version",
        "changed_at",
        "created_at",
        "created_by_id",
        "span_class",
        "search_text",
        "edtf",
        "admin1",
        "admin2",
        "west",
        "south",
        "east",
        "north",
        "report_version_id",
        "newest_version_id",
        "former_id",
        "position",
        "extractor_version",
        "former_codes_id",
        "is_demo",
        "is_synthetic",
        "name_folded",
    }
)
# Fields that make one fact; the words for it are a method of `RecordWords` of that name.
_TOGETHER = {
    "date": ("date_start", "date_end", "date_precision", "not_before", "not_after"),
    "killed": ("killed_min", "killed_max"),
    "injured": ("injured_min", "injured_max"),
    "position": ("latitude", "longitude", "precision", "radius_m", "area", "place_name"),
}
_PART_OF = {name: whole for whole, names in _TOGETHER.items() for name in names}
_PEOPLE = frozenset({"assigned_to_id", "submitted_by_id", "approved_by_id"})
_ROWS = {
    "places": "place",
    "actors": "actor",
    "casualties": "casualty",
    "spans": "quote",
    "notes": "note",
    "media": "medium",
    "aliases": "name",
    "names": "name",
    "versions": "version",
}

Kind = Literal["same", "gone", "come", "left out", "changed"]


@dataclass(frozen=True, slots=True)
class Part:
    """Words that went, came or stayed; of a row that changed within, what did."""

    kind: Kind
    text: str
    inside: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field and what became of it; `is_list` where each part is a row of its own."""

    name: str
    label: str
    parts: list[Part]
    is_list: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return _TOGETHER.get(self.name, (self.name,))


def differences(before: State, after: State, words: RecordWords) -> list[Difference]:
    """What reads differently. An empty `before` gives the whole record: all that it holds came."""
    found = []
    for name in _fields(before, after):
        parts, is_list = _parts(name, before, after, words)
        if parts:
            found.append(Difference(name, field_label(name), parts, is_list))
    return found


def _fields(before: State, after: State) -> list[str]:
    """Each field or fact that may differ, in the order of the record."""
    changed = [name for name in {**after, **before} if before.get(name) != after.get(name)]
    names = [_PART_OF.get(name, name) for name in changed if name not in _BOOKKEEPING]
    # An incident's own position repeats its main place.
    if "places" in names and "claims" in after:
        names = [name for name in names if name != "position"]
    return list(dict.fromkeys(names))


def _parts(name: str, before: State, after: State, words: RecordWords) -> tuple[list[Part], bool]:
    if name == "claims":
        return _claims(before.get(name) or [], after.get(name) or [], words), True
    if isinstance(after.get(name, before.get(name)), list | dict) and name not in _PART_OF:
        say = _row_words(name, words)
        return _lines(_rows(before.get(name)), _rows(after.get(name)), say), True
    was, now = (_value(name, state, words) for state in (before, after))
    if was == now:
        return [], False
    if was != "–" and now != "–" and " " in was and _is_free_text(name, after.get(name)):
        return [Part(piece.kind, piece.text) for piece in word_diff(was, now)], False
    parts = [Part("gone", was)] if was != "–" else []
    return parts + ([Part("come", now)] if now != "–" else []), False


def _value(name: str, state: State, words: RecordWords) -> str:
    if name in _TOGETHER:
        say: Callable[[State], str] = getattr(words, name)
        return say(state) if any(part in state for part in _TOGETHER[name]) else "–"
    value = state.get(name)
    if name in _PEOPLE:
        return words.person(value)
    if name == "time_of_day" and value:
        return time_words(value)
    if name.endswith("_at") or name == "embargo_until":
        return str(value)[:16].replace("T", " ") if value else "–"
    return words.referred(name, value, state) if name.endswith("_id") else in_words(name, value or None)


def _is_free_text(name: str, value: Any) -> bool:
    return isinstance(value, str) and name not in _TOGETHER and not name.endswith(("_id", "_at"))


def _rows(value: Any) -> list[Any]:
    return list(value.items()) if isinstance(value, dict) else value or []


def _row_words(name: str, words: RecordWords) -> Callable[[Any], str]:
    if name == "overrides":
        return words.override
    if name in _ROWS:
        say: Callable[[Any], str] = getattr(words, _ROWS[name])
        return say
    return lambda value: in_words(name, value)


def _lines(before: list[Any], after: list[Any], say: Callable[[Any], str]) -> list[Part]:
    """The rows that went and those that came. Computing again writes equal rows anew, which nobody reads."""
    was, now = Counter(map(say, before)), Counter(map(say, after))
    gone, come = was - now, now - was
    return [Part("gone", line) for line in gone.elements()] + [Part("come", line) for line in come.elements()]


def _claims(before: list[State], after: list[State], words: RecordWords) -> list[Part]:
    was, now = ({claim["id"]: claim for claim in claims} for claims in (before, after))
    parts = [Part("gone", words.claim(claim)) for number, claim in was.items() if number not in now]
    for number, claim in now.items():
        if number not in was:
            parts.append(Part("come", words.claim(claim)))
        elif inside := differences(was[number], claim, words):
            parts.append(Part("changed", words.claim(claim), inside))
    return parts
