"""Which of a revision's changes the public can see, by the names that the public log calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incidents.models.choices import ClaimState

Changes = dict[str, list[Any]]

_PLACE_COLUMNS = ("place_name", "country", "precision", "latitude", "longitude", "radius_m", "area")
# Public name -> the columns and parts of an incident's state that it is made of.
_MADE_OF: dict[str, tuple[str, ...]] = {
    "title": ("title_en", "title_ar"),
    "summary": ("summary_en", "summary_ar"),
    "kind": ("kind",),
    "date": ("date_start", "date_end", "date_precision", "edtf", "not_before", "not_after", "time_of_day"),
    "place": ("places", "country"),
    "killed": ("killed_min", "killed_max"),
    "injured": ("injured_min", "injured_max"),
    "casualties": ("casualties",),
    "actors": ("actors",),
    "attribution": ("attribution",),
    "strike_status": ("strike_status",),
    "harm_grade": ("harm_grade",),
    "is_graphic": ("is_graphic",),
    "media": ("media",),
    "reports": ("claims",),
}
FIELDS = tuple(_MADE_OF)
# What is cleared when less of the place may be told: that is no correction, and nobody is to be pointed at it.
_OF_THE_PLACE = frozenset({"title", "summary", "place", "reports", "actors", "media"})
# How much is told, and from when: no fields of the public, yet what whoever approves a record approves.
_HOW_MUCH = ("sensitivity", "embargo_until")

# Of the rows of a state: what nobody reads. Computing again writes equal rows anew, under other ids.
_KEYS = frozenset({"id", "incident_id", "claim_id"})
_OF_A_CLAIM = ("report_version_id", "source_id", "kind", "role", "date_text", "date_rule", "date_anchor")


def public_changes(changes: Changes, *, coarse: bool) -> list[str]:
    """The public fields that the changes (field -> before, after) touch, for a record that is told coarsened or not."""
    told = [name for name in FIELDS if any(_differ(changes, field) for field in _fields_of(name, coarse))]
    return [name for name in told if "sensitivity" not in changes or name not in _OF_THE_PLACE]


def changes_content(changes: Changes) -> bool:
    """Whether the changes touch anything that somebody who approved the record has looked at."""
    return any(name in changes for name in _HOW_MUCH) or bool(public_changes(changes, coarse=False))


def _fields_of(name: str, coarse: bool) -> tuple[str, ...]:
    """A coarsened record shows the coarse place, which its columns hold, and not its rows."""
    return _PLACE_COLUMNS if name == "place" and coarse else _MADE_OF[name]


def _differ(changes: Changes, field: str) -> bool:
    if field not in changes:
        return False
    before, after = (_READ.get(field, _as_is)(value) for value in changes[field])
    return bool(before != after)


def _as_is(value: Any) -> Any:
    return value


def _rows(rows: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key not in _KEYS} for row in rows or []]


def _claims(claims: list[dict[str, Any]] | None) -> list[Any]:
    """What the public reads of each accepted claim: which report, and which of its words."""
    accepted = (claim for claim in claims or [] if claim["state"] == ClaimState.ACCEPTED)
    return [
        ([claim[name] for name in _OF_A_CLAIM], sorted((span["field"], span["text"]) for span in claim["spans"]))
        for claim in accepted
    ]


_READ: dict[str, Callable[[Any], Any]] = {
    "places": _rows,
    "actors": _rows,
    "casualties": _rows,
    "media": _rows,
    "claims": _claims,
}
