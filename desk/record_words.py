"""The rows and references of a stored state in words: a place by its name and precision, a toll as a range."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.cards import date_in_words
from desk.reasons import distance
from desk.wording import field_label, in_words, isolated, toll
from geo.models import Place
from incidents.history import State
from incidents.models import Actor, Incident, IncidentPlace, Report, Source
from incidents.models.choices import ActorRole, MediaKind, NoteKind, SpanField
from incidents.place_names import PlaceNames
from incidents.text import harmless
from incidents.times_of_day import time_words

_MODELS: dict[str, type[models.Model]] = {
    "source_id": Source,
    "origin_id": Report,
    "incident_id": Incident,
    "parent_id": Place,
    "actor_id": Actor,
}


class RecordWords:
    """The words for states of one page: what they refer to is read once for all of them."""

    def __init__(self, states: Iterable[State] = ()) -> None:
        self.language = get_language() or "en"
        self._names = PlaceNames()
        self._referred: dict[tuple[str, int], str] = {}
        numbers = {number for state in states for number in _places_of(state)}
        self._gazetteer = Place.objects.defer("area").in_bulk(numbers) if numbers else {}
        self._names.read(self._gazetteer.values())

    @cached_property
    def _people(self) -> dict[int, str]:
        return dict(User.objects.values_list("pk", "username"))

    def person(self, number: int | None) -> str:
        return self._people.get(number, f"#{number}") if number else "–"

    def referred(self, name: str, number: Any, state: State) -> str:
        """What a column such as `source_id` points to; by its number where that is gone."""
        model = _MODELS.get(name) or (_own_model(state) if name == "merged_into_id" else None)
        # The gazetteer's `source_id` is a word of its source.
        if not isinstance(number, int) or model is None:
            return in_words(name, number)
        if (name, number) not in self._referred:
            found = model._default_manager.filter(pk=number).first()
            self._referred[name, number] = str(found or f"#{number}")
        return self._referred[name, number]

    def date(self, state: State) -> str:
        days = ("date_start", "date_end", "not_before", "not_after")
        dated = Incident(**{name: _day(state.get(name)) for name in days})
        words = date_in_words(dated)
        if not dated.date_start:
            return words
        return f"{words} · {in_words('date_precision', state.get('date_precision'))}"

    def killed(self, state: State) -> str:
        return _toll(state, "killed")

    def injured(self, state: State) -> str:
        return _toll(state, "injured")

    def position(self, state: State) -> str:
        """Where a record lies by its own columns."""
        if state.get("latitude") is None:
            return "–"
        said = [state.get("place_name") or "", in_words("precision", state["precision"])]
        said += [isolated(f"{state['latitude']:.5f}, {state['longitude']:.5f}"), *_reach(state)]
        return " · ".join(filter(None, said))

    def place(self, row: State) -> str:
        fact = IncidentPlace(**{name: row.get(name) for name in ("name", "text", "precision", "latitude", "longitude")})
        fact.place = self._gazetteer.get(row.get("place_id"))  # type: ignore[arg-type]
        name = self._names.of(fact).get(self.language) or row["name"] or row["text"]
        said = [name, in_words("precision", row["precision"]), *_reach(row)]
        if row.get("latitude") is not None:
            said.append(isolated(f"{row['latitude']:.4f}, {row['longitude']:.4f}"))
        flags = [_("main") if row.get("is_main") else "", field_label("ambiguous") if row.get("ambiguous") else ""]
        return " · ".join(filter(None, [*said, *flags]))

    def actor(self, row: State) -> str:
        said = [row["name"], in_words_of(ActorRole, row["role"])]
        if row["role"] == ActorRole.PERPETRATOR:
            said.append(in_words("attribution", row["attribution"]))
        return " · ".join(said)

    def casualty(self, row: State) -> str:
        people = f"{in_words('harm', row['harm'])}: {toll(row['minimum'], row['maximum'])}"
        part = field_label("part_of_total") if row.get("part_of_total") else ""
        return " · ".join(filter(None, [people, in_words("group", row["group"]), part]))

    def quote(self, row: State) -> str:
        return f"{in_words_of(SpanField, row['field'])}: “{harmless(row.get('text', ''))}”"

    def note(self, row: State) -> str:
        signed = f"{self.person(row['signed_by_id'])}, {isolated(row['signed_at'][:16].replace('T', ' '))}"
        return f"{in_words_of(NoteKind, row['kind'])} ({signed}): {row['text']}"

    def medium(self, row: State) -> str:
        captions = [
            row.get("caption_en"),
            row.get("caption_ar"),
            field_label("is_graphic") if row["is_graphic"] else "",
        ]
        return " · ".join(filter(None, [in_words_of(MediaKind, row["kind"]), isolated(row["url"]), *captions]))

    def name(self, row: State) -> str:
        return f"{row['name']} ({row['language']})" if row.get("language") not in (None, "", "und") else row["name"]

    def version(self, row: State) -> str:
        said = _("Version %(number)d, captured %(when)s") % {
            "number": row["number"],
            "when": isolated(row["captured_at"][:16].replace("T", " ")),
        }
        return f"{said} · {row['language']}"

    def override(self, row: tuple[str, State]) -> str:
        field, by_hand = row
        value = by_hand["value"]
        words = time_words(value) if field == "time_of_day" and value else in_words(field, value)
        why = f" – {by_hand['reason']}" if by_hand.get("reason") else ""
        return f"{field_label(field)}: {words} ({by_hand.get('by', '–')}){why}"

    def claim(self, state: State) -> str:
        """A claim in a line, to be told from the others of its incident."""
        places = [row["name"] or row["text"] for row in state.get("places", [])[:1]]
        return " · ".join(filter(None, [in_words("kind", state["kind"]), self.date(state), *places, f"#{state['id']}"]))


def in_words_of(codes: type[models.TextChoices], code: str) -> str:
    return str(codes(code).label) if code in codes.values else code


def _places_of(state: State) -> Iterator[int]:
    for part in (state, *state.get("claims", [])):
        yield from (row["place_id"] for row in part.get("places", []) if row.get("place_id"))


def _own_model(state: State) -> type[models.Model]:
    return Incident if "code" in state else Source if "time_zone" in state else Actor


def _toll(state: State, harm: str) -> str:
    least, most = state.get(f"{harm}_min"), state.get(f"{harm}_max")
    return "–" if least is None and most is None else toll(least, most)


def _reach(row: State) -> list[str]:
    if row.get("radius_m") is None:
        return []
    return [f"±{distance(row['radius_m'])}"]


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
