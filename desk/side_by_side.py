"""Two records beside one another, and what would stand where they were one; what differs first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from desk.record_words import RecordWords
from desk.wording import field_label, in_words
from incidents.history import State, state_of
from incidents.merged_values import COMPUTED, choices, preview
from incidents.models import Incident
from incidents.models.choices import Harm
from incidents.times_of_day import time_words

_FIELDS = (
    "kind",
    "date",
    "time_of_day",
    "main_place",
    "places",
    "killed",
    "injured",
    "casualties",
    "actors",
    "attribution",
    "strike_status",
    "harm_grade",
    "title_en",
    "title_ar",
    "summary_en",
    "summary_ar",
    "sensitivity",
    "embargo_until",
    "is_graphic",
    "notes",
    "media",
)
# What moves as it is: both have it after.
_ADDED = ("notes", "media")


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both, and after the merge; `choice` where a person says whose value stays, `taken` where gone's.

    `by_hand`: the records ("kept", "gone") in which a person set the value.
    """

    name: str
    label: str
    kept: str
    gone: str
    after: str
    choice: bool
    taken: bool
    by_hand: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return self.kept != self.gone

    @property
    def kept_is_computed(self) -> bool:
        """Where nobody wrote it in the record that is kept, keeping it means what the claims of both make of it."""
        return self.choice and self.name in COMPUTED and "kept" not in self.by_hand


def usual_choices(kept: Incident, gone: Incident) -> list[str]:
    """What is taken over unless somebody says otherwise."""
    return [choice.name for choice in choices(kept, gone) if choice.usual]


def side_by_side(kept: Incident, gone: Incident, taken: Collection[str]) -> list[Row]:
    """Both come with their claims and facts."""
    offered = {choice.name for choice in choices(kept, gone)}
    states = [state_of(kept), state_of(gone), preview(kept, gone, taken)]
    for name in _ADDED:
        states[2][name] = [*states[0][name], *states[1][name]]
    words = RecordWords(states)
    sides = {"kept": kept, "gone": gone}
    rows = []
    for name in _FIELDS:
        ours, theirs, after = (_words(name, state, words) for state in states)
        if name.startswith("title_") and name not in states[2]["overrides"]:
            after = _("made from the facts")
        by_hand = tuple(side for side, record in sides.items() if _is_by_hand(name, record))
        if ours != "–" or theirs != "–":
            label = str(Harm(name).label) if name in Harm.values else field_label(name)
            rows.append(Row(name, label, ours, theirs, after, name in offered, name in taken, by_hand))
    return sorted(rows, key=lambda row: (not row.choice, not row.differs))


def _words(name: str, state: State, words: RecordWords) -> str:
    if name in ("date", "killed", "injured"):
        return str(getattr(words, name)(state))
    if name in _ROWS:
        return "\n".join(_ROWS[name](words)(row) for row in state[name]) or "–"
    if name == "main_place":
        main = next((row for row in state["places"] if row["is_main"]), None)
        return (main["name"] or main["text"]) if main else "–"
    if name == "time_of_day" and state[name]:
        return time_words(state[name])
    return in_words(name, state[name])


_ROWS: dict[str, Callable[[RecordWords], Callable[[Any], str]]] = {
    "places": lambda words: words.place,
    "actors": lambda words: words.actor,
    "casualties": lambda words: words.casualty,
    "notes": lambda words: words.note,
    "media": lambda words: words.medium,
}


def _is_by_hand(name: str, record: Incident) -> bool:
    return any(field in record.overrides for field in COMPUTED.get(name, (name,)))
