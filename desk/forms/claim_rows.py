"""The rows of a claim, a form each: a place, an actor, casualties, words that are quoted.

`names` says which input of the form shows what the service refused of its field; `facts()` gives the row as the service
takes it, None where nothing was typed; `initial_of` is the way back.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.fields import ASKS_THE_GAZETTEER, CountField, DegreesField, words_field
from desk.widgets import DrawnPlaceField
from geo.geodesy import distance_m
from geo.models import Place
from incidents.facts import ActorInput, CasualtyInput, PlaceInput, SpanInput
from incidents.models import Actor
from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    Harm,
    Precision,
    SpanField,
)


class PlaceForm(forms.Form):
    """One place: the numbers count; a drawn area stands for itself and, without numbers, gives centre and radius."""

    text = words_field(gettext_lazy("As the report writes it"), longest=300)
    name = words_field(
        gettext_lazy("Name of the place"),
        gettext_lazy(
            "A name of the gazetteer stands for its own position. Where you move the point away from it, write a name "
            "of your own, such as “hills south of …”."
        ),
        longest=200,
        **ASKS_THE_GAZETTEER,
    )
    place_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    latitude = DegreesField(label=gettext_lazy("Latitude"), quantity=gettext_lazy("latitude"), limit=90, required=False)
    longitude = DegreesField(
        label=gettext_lazy("Longitude"), quantity=gettext_lazy("longitude"), limit=180, required=False
    )
    precision = forms.ChoiceField(label=gettext_lazy("Precision"), choices=Precision.choices, initial=Precision.UNKNOWN)
    radius_m = CountField(label=gettext_lazy("Radius in metres"), required=False)
    drawn = DrawnPlaceField(label=gettext_lazy("On the map"), required=False)
    forget_area = forms.BooleanField(label=gettext_lazy("Forget the drawn area"), required=False)
    is_main = forms.BooleanField(label=gettext_lazy("The main place"), required=False)
    ambiguous = forms.BooleanField(label=gettext_lazy("It may be another place of this name"), required=False)
    keeps_position = forms.BooleanField(label=gettext_lazy("The position is right for the new name"), required=False)

    names = {"place_text": "text", "place_name": "name", "area": "drawn"}

    def clean(self) -> dict[str, Any]:
        """A point that was moved off a place of the gazetteer is no longer that place, nor bears its name.

        Nor does another name alone move a point: it would mark the one place and be called the other.
        """
        cleaned = super().clean() or {}
        if not self.errors and self._is_renamed_alone(cleaned):
            if not cleaned["keeps_position"]:
                message = _(
                    "The position still is that of %(name)s: choose the place from the list, set the position, "
                    "or confirm that it is right."
                )
                self.add_error("keeps_position", message % {"name": self.initial["name"]})
            cleaned["place_id"] = None
        if self.errors or not {"latitude", "longitude", "drawn"} & set(self.changed_data):
            return cleaned
        place = Place.objects.filter(pk=cleaned["place_id"]).first() if cleaned["place_id"] else None
        if place is None or self._reaches(place, cleaned):
            return cleaned
        if cleaned["name"] and (cleaned["name"] == place.name or "name" not in self.changed_data):
            message = _("This point lies outside %(name)s: write a name of your own for it, or move it back.")
            self.add_error("name", message % {"name": cleaned["name"]})
        cleaned["place_id"] = None
        return cleaned

    def _is_renamed_alone(self, typed: dict[str, Any]) -> bool:
        """Whether another name was typed over the old position, and neither a place chosen nor the position set."""
        before, changed = self.initial.get("place_id"), set(self.changed_data)
        is_area = typed["drawn"] is not None and typed["drawn"].geom_type != "Point"
        moved = {"latitude", "longitude"} & changed or is_area and "drawn" in changed
        if not (typed["name"] and self.initial.get("name") and "name" in changed) or moved:
            return False
        if typed["place_id"] not in (None, before) or typed["latitude"] is None and not is_area:
            return False
        return before is None or not Place.objects.named(typed["name"]).filter(pk=before).exists()

    @staticmethod
    def _reaches(place: Place, typed: dict[str, Any]) -> bool:
        """Whether what is typed or drawn lies within the place's radius; nothing typed or drawn lies there."""
        latitude, longitude, drawn = typed["latitude"], typed["longitude"], typed["drawn"]
        if drawn is not None and drawn.geom_type != "Point" and not typed["forget_area"]:
            inside = drawn.point_on_surface
            latitude, longitude = inside.y, inside.x
        if latitude is None or longitude is None:
            return True
        return distance_m(place.latitude, place.longitude, latitude, longitude) <= place.radius_m

    def facts(self) -> PlaceInput | None:
        typed = self.cleaned_data
        drawn = typed["drawn"]
        is_area = drawn is not None and drawn.geom_type != "Point" and not typed["forget_area"]
        latitude, longitude, radius_m = typed["latitude"], typed["longitude"], typed["radius_m"]
        has_number = latitude is not None or longitude is not None
        if not any((typed["text"], typed["name"], typed["place_id"], is_area, has_number)):
            return None
        if is_area and not _inside_box(drawn.extent, latitude, longitude):
            latitude = longitude = radius_m = None
        return PlaceInput(
            text=typed["text"],
            name=typed["name"],
            place_id=typed["place_id"],
            latitude=latitude,
            longitude=longitude,
            precision=typed["precision"],
            radius_m=radius_m,
            area=json.loads(drawn.geojson) if is_area else None,
            is_main=typed["is_main"],
            ambiguous=typed["ambiguous"],
        )

    @staticmethod
    def initial_of(place: PlaceInput) -> dict[str, Any]:
        drawn = place.area
        if drawn is None and place.latitude is not None:
            drawn = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        initial = {name: getattr(place, name) for name in PlaceForm.base_fields if hasattr(place, name)}
        return {**initial, "drawn": json.dumps(drawn) if drawn else ""}


def _inside_box(box: tuple[float, float, float, float], latitude: float | None, longitude: float | None) -> bool:
    west, south, east, north = box
    return latitude is not None and longitude is not None and south <= latitude <= north and west <= longitude <= east


class ActorForm(forms.Form):
    name = words_field(gettext_lazy("Name"), longest=200, list="known-actors")
    text = words_field(gettext_lazy("As the report writes it"), longest=300)
    # None by itself: who did it is an accusation.
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("– choose the role –")), *ActorRole.choices],
        error_messages={
            "required": gettext_lazy("Choose what the party did or suffered: to name it is an accusation.")
        },
    )
    attribution = forms.ChoiceField(
        label=gettext_lazy("Attribution"), choices=Attribution.choices, initial=Attribution.UNKNOWN
    )

    names = {"actor_text": "text", "actor_name": "name", "actor_role": "role", "actor_id": "name"}

    def facts(self) -> ActorInput | None:
        typed = self.cleaned_data
        if not typed["name"] and not typed["text"]:
            return None
        known = _party_called(typed["name"])
        return ActorInput(
            name=known.name if known else typed["name"],
            role=typed["role"],
            text=typed["text"],
            attribution=typed["attribution"],
            actor_id=known.pk if known else None,
        )

    @staticmethod
    def initial_of(actor: ActorInput) -> dict[str, Any]:
        return {name: getattr(actor, name) for name in ActorForm.base_fields}


def _party_called(name: str) -> Actor | None:
    """The party that bears the name; one that it is listed by goes before what another one is called, too."""
    bearers = Actor.objects.called(name).order_by("pk")
    known = min(bearers, key=lambda actor: actor.name != name, default=None)
    return known.stands_as if known else None


class CasualtyForm(forms.Form):
    harm = forms.ChoiceField(label=gettext_lazy("Harm"), choices=Harm.choices, initial=Harm.KILLED)
    group = forms.ChoiceField(
        label=gettext_lazy("Group"), choices=CasualtyGroup.choices, initial=CasualtyGroup.UNDETERMINED
    )
    minimum = CountField(label=gettext_lazy("At least"), required=False)
    maximum = CountField(label=gettext_lazy("At most"), required=False)
    text = words_field(gettext_lazy("As the report writes it"), longest=300)
    part_of_total = forms.BooleanField(label=gettext_lazy("Part of the total above"), required=False)

    names = {"casualty_text": "text"}

    def facts(self) -> CasualtyInput | None:
        typed = self.cleaned_data
        if typed["minimum"] is None and typed["maximum"] is None and not typed["text"]:
            return None
        return CasualtyInput(**{name: typed[name] for name in CasualtyForm.base_fields})

    @staticmethod
    def initial_of(row: CasualtyInput) -> dict[str, Any]:
        return {name: getattr(row, name) for name in CasualtyForm.base_fields}


class SpanForm(forms.Form):
    """Words that were marked before; new ones are marked in the text itself."""

    field = forms.ChoiceField(choices=SpanField.choices, widget=forms.HiddenInput)
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)

    names: dict[str, str] = {}

    def facts(self) -> SpanInput:
        typed = self.cleaned_data
        return SpanInput(typed["field"], typed["start"], typed["end"])

    @staticmethod
    def initial_of(span: SpanInput) -> dict[str, Any]:
        return {"field": span.field, "start": span.start, "end": span.end}
