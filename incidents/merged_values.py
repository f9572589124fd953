"""What the record that is kept takes from the one that goes into it, and what it gives back where that is undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.applying import main_first, set_values
from incidents.computing import computed
from incidents.errors import Refused
from incidents.history import State, plain
from incidents.models import Incident
from incidents.models.choices import HarmGrade, Sensitivity, StrikeStatus
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, TOLL_VALUES, values_of

_STRICTNESS = (Sensitivity.OPEN, Sensitivity.COARSE, Sensitivity.HIDDEN)
PROTECTING = ("sensitivity", "embargo_until", "is_graphic")
DECIDED = ("summary_en", "summary_ar", "strike_status", "harm_grade")
# What people wrote over computed values, together where one half makes no sense without the other.
WRITTEN = {"title_en": ("title_en",), "title_ar": ("title_ar",), "attribution": ("attribution",)}
OVERRIDDEN = {
    "kind": ("kind",),
    "date": ("date_start", "date_end", "date_precision"),
    "time_of_day": ("time_of_day",),
    "killed": ("killed_min", "killed_max"),
    "injured": ("injured_min", "injured_max"),
    "main_place": ("main_place",),
}
COMPUTED = WRITTEN | OVERRIDDEN
_BLANK = {"strike_status": StrikeStatus.UNASSESSED, "harm_grade": HarmGrade.UNASSESSED}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of people's that the two records do not share; `usual` where taking the one that goes is the safe answer.

    `fields` are the columns; an override that a record lacks has no value in `kept` or `gone`.
    """

    name: str
    fields: tuple[str, ...]
    kept: dict[str, Any]
    gone: dict[str, Any]
    usual: bool


def choices(kept: Incident, gone: Incident) -> list[Choice]:
    """What may be taken over from `gone`: where it says something and `kept` says something else or nothing."""
    found = []
    for name in DECIDED:
        ours, theirs = getattr(kept, name), getattr(gone, name)
        blank = _BLANK.get(name, "")
        if theirs not in (blank, ours):
            found.append(Choice(name, (name,), {name: ours}, {name: theirs}, usual=ours == blank))
    for name, fields in COMPUTED.items():
        mine, other = _overrides(kept, fields), _overrides(gone, fields)
        if other and other != mine:
            # What is computed from the claims of both beats what a person set by hand for one of them alone.
            found.append(Choice(name, fields, mine, other, usual=name in WRITTEN and not mine))
    return found


def take(kept: Incident, gone: Incident, names: Collection[str]) -> None:
    """Put the named values of `gone` in place of those of `kept`; Refused for what is no choice of the two."""
    offered = {choice.name: choice for choice in choices(kept, gone)}
    for name in names:
        if name not in offered:
            raise Refused(_("“%(field)s” is not a value that could be taken over.") % {"field": name}, name)
        for field in offered[name].fields:
            if name in DECIDED:
                setattr(kept, field, getattr(gone, field))
            elif field in gone.overrides:
                kept.overrides[field] = gone.overrides[field]
            else:
                kept.overrides.pop(field, None)


def protect(kept: Incident, others: Iterable[Incident]) -> None:
    """Whatever guards one of the records guards the one that holds them: nobody chooses the laxer of two."""
    rows = [kept, *others]
    kept.sensitivity = max((row.sensitivity for row in rows), key=_STRICTNESS.index)
    kept.embargo_until = max((row.embargo_until for row in rows if row.embargo_until), default=None)
    kept.is_graphic = any(row.is_graphic for row in rows)


def give_back(kept: Incident, changes: dict[str, list[Any]]) -> None:
    """Undo what a merge changed (a revision's `changes`) of people's values, where nobody has changed it since."""
    for field in (*DECIDED, *PROTECTING):
        before, after = changes.get(field, (None, None))
        if field in changes and plain(getattr(kept, field)) == after:
            setattr(kept, field, Incident._meta.get_field(field).to_python(before))  # type: ignore[union-attr]
    before, after = changes.get("overrides", ({}, {}))
    for field in {**before, **after}:
        if kept.overrides.get(field) == after.get(field):
            kept.overrides.pop(field, None)
            kept.overrides |= {field: before[field]} if field in before else {}


def preview(kept: Incident, gone: Incident, names: Collection[str]) -> State:
    """What `kept` would say of the event with the claims of both and the named values of `gone`; nothing is saved.

    Both come with their claims and facts; of a state (`history.state_of`) it has what the claims and people say.
    """
    shown = copy(kept)
    shown.overrides = dict(kept.overrides)
    take(shown, gone, names)
    protect(shown, [gone])
    rows: dict[str, list[Any]] = {"places": [], "actors": [], "casualties": []}
    if claims := [*kept.claims.all(), *gone.claims.all()]:
        values = computed(claims)
        set_values(shown, values)
        places = main_first(shown, values.places)
        rows = {
            "places": [
                values_of(place, PLACE_VALUES) | {"is_main": number == 0} for number, place in enumerate(places)
            ],
            "actors": [values_of(row, ACTOR_VALUES) for row in values.actors],
            "casualties": [values_of(row, TOLL_VALUES) for row in values.tolls],
        }
    columns = {field.attname: field.value_from_object(shown) for field in Incident._meta.concrete_fields}
    return plain(columns | rows)  # type: ignore[no-any-return]


def _overrides(incident: Incident, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: incident.overrides[field]["value"] for field in fields if field in incident.overrides}
