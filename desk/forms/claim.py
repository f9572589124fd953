"""All fields of a claim in one page: the claim itself and its rows of places, actors, casualties and quoted words."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.fields import CalendarDateField, CountField, DegreesField
from desk.forms.refusals import show_refusal
from desk.record_words import RecordWords
from desk.widgets import DrawnPlaceField
from desk.wording import field_label, in_words
from geo.geodesy import distance_m
from geo.models import Place
from incidents.errors import Refused
from incidents.facts import MOST_ROWS, ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.models import Actor
from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    ClaimRole,
    DatePrecision,
    Harm,
    Kind,
    Precision,
    SpanField,
)

FOREIGN = {"dir": "auto"}
ACTORS_OFFERED = 300
RARELY = ("role", "date_text")


def _words(label: Any, longest: int, **attributes: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={**FOREIGN, **attributes})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


class ClaimForm(forms.Form):
    """What happened and when; the dates' rules are the service's."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("– choose the kind –")), *Kind.choices]
    )
    role = forms.ChoiceField(label=gettext_lazy("Role in the report"), choices=ClaimRole.choices)
    date_start = CalendarDateField(label=gettext_lazy("From"), required=False)
    date_end = CalendarDateField(label=gettext_lazy("To"), required=False)
    date_precision = forms.ChoiceField(label=gettext_lazy("Precision of the date"), choices=DatePrecision.choices)
    date_text = _words(gettext_lazy("Words of the date"), 200)
    time_of_day = _words(gettext_lazy("Time of day"), 32)

    names = {"date": "date_start", "dates": "date_start"}

    @property
    def often(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in RARELY]

    @property
    def rarely(self) -> list[forms.BoundField]:
        """What the page folds: what the reader says of the claim is seldom corrected."""
        return [self[name] for name in RARELY]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end, precision = (cleaned.get(name) for name in ("date_start", "date_end", "date_precision"))
        # One day is typed once, and dates say by themselves how exactly they are known.
        if precision in (DatePrecision.DAY, DatePrecision.UNKNOWN) and not self.errors and (start or end):
            start, end = start or end, end or start
            if precision == DatePrecision.UNKNOWN:
                precision = DatePrecision.DAY if start == end else DatePrecision.RANGE
            cleaned |= {"date_start": start, "date_end": end, "date_precision": precision}
        return cleaned


class PlaceForm(forms.Form):
    """One place: the numbers count; a drawn area stands for itself and, without numbers, gives centre and radius."""

    text = _words(gettext_lazy("As the report writes it"), 300)
    name = forms.CharField(
        label=gettext_lazy("Name of the place"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "A name of the gazetteer stands for its own position. Where you move the point away from it, write a name "
            "of your own, such as “hills south of …”."
        ),
        widget=forms.TextInput(attrs={**FOREIGN, "autocomplete": "off", "data-place-name": ""}),
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

    names = {"place_text": "text", "place_name": "name", "area": "drawn"}

    def clean(self) -> dict[str, Any]:
        """A point that was moved off a place of the gazetteer is no longer that place, nor bears its name."""
        cleaned = super().clean() or {}
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
    name = _words(gettext_lazy("Name"), 200, list="known-actors", autocomplete="off")
    text = _words(gettext_lazy("As the report writes it"), 300)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ActorRole.choices, initial=ActorRole.PERPETRATOR)
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
    text = _words(gettext_lazy("As the report writes it"), 300)
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


_ROWS: dict[str, tuple[type[Any], int]] = {
    "places": (PlaceForm, 1),
    "actors": (ActorForm, 1),
    "casualties": (CasualtyForm, 1),
    "spans": (SpanForm, 0),
}
_FORMSETS = {
    name: forms.formset_factory(form, extra=extra, can_delete=True, max_num=MOST_ROWS)
    for name, (form, extra) in _ROWS.items()
}
_DATE = ("date_start", "date_end", "date_precision")
# The fields of the service that belong to one kind of rows.
_FIELDS = {
    "places": {
        "places",
        "latitude",
        "longitude",
        "precision",
        "radius_m",
        "area",
        "place_id",
        "place_text",
        "place_name",
        "is_main",
    },
    "actors": {"actors", "actor_role", "attribution", "actor_name", "actor_id", "actor_text"},
    "casualties": {"casualties", "group", "harm", "minimum", "maximum", "casualty_text"},
    "spans": {"spans", "field"},
}


class ClaimEditor:
    """The claim's form and the formsets of its rows as one thing that is valid or not and gives `ClaimFacts`."""

    def __init__(self, data: Any = None, facts: ClaimFacts | None = None, text: str | None = None) -> None:
        initial = {name: getattr(facts, name) for name in ClaimForm.base_fields} if facts else None
        self.main = ClaimForm(data, initial=initial)
        self.rows = {
            name: formset(
                data,
                prefix=name,
                initial=[_ROWS[name][0].initial_of(row) for row in getattr(facts, name)] if facts else None,
            )
            for name, formset in _FORMSETS.items()
        }
        self.given, self.text = facts, text
        self.errors: list[str] = []

    @property
    def places(self) -> Any:
        return self.rows["places"]

    @property
    def actors(self) -> Any:
        return self.rows["actors"]

    @property
    def casualties(self) -> Any:
        return self.rows["casualties"]

    @property
    def quotes(self) -> list[tuple[Any, str, str]]:
        """The marked words: the row's form, the field's label and the words themselves."""
        found = []
        for form in self.rows["spans"]:
            field, start, end = (form[name].value() for name in ("field", "start", "end"))
            words = (self.text or "")[int(start or 0) : int(end or 0)]
            found.append((form, str(SpanField(field).label) if field in SpanField.values else "", words))
        return found

    @property
    def known_actors(self) -> list[str]:
        return list(Actor.objects.standing().order_by("name").values_list("name", flat=True)[:ACTORS_OFFERED])

    def is_valid(self) -> bool:
        valid = all([self.main.is_valid(), *(formset.is_valid() for formset in self.rows.values())])
        self.errors = [str(error) for formset in self.rows.values() for error in formset.non_form_errors()]
        return valid

    def facts(self) -> ClaimFacts:
        """What was typed; of an editor that nothing was typed into, what it was given."""
        if not self.main.is_bound and self.given:
            return self.given
        rows: dict[str, Any] = {name: self._facts_of(formset) for name, formset in self.rows.items()}
        return ClaimFacts(**{name: self.main.cleaned_data[name] for name in ClaimForm.base_fields}, **rows)

    @staticmethod
    def _facts_of(formset: Any) -> list[Any]:
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data]
        return [facts for form in kept if (facts := form.facts()) is not None]

    # Two people's versions side by side (`desk.forms.sides.Side`):

    def units(self) -> dict[str, str]:
        alone = [name for name in ClaimForm.base_fields if name not in _DATE]
        return {name: field_label(name) for name in ("kind", "role", "date", *alone[2:], *_ROWS)}

    def columns(self, unit: str) -> set[str]:
        return set(_DATE) if unit == "date" else {unit}

    def changed_units(self) -> set[str]:
        changed = {"date" if name in _DATE else name for name in self.main.changed_data}
        return changed | {name for name, formset in self.rows.items() if formset.has_changed()}

    def value(self, unit: str) -> Any:
        facts = self.facts()
        return [getattr(facts, name) for name in (_DATE if unit == "date" else (unit,))]

    def in_words(self, unit: str) -> str:
        facts = asdict(self.facts())
        words = RecordWords([facts])
        if unit == "date":
            facts |= {name: facts[name] and facts[name].isoformat() for name in _DATE[:2]}
            return words.date(facts)
        if unit == "spans":
            said = ((span["start"], span["end"], span["field"]) for span in facts["spans"])
            rows = [{"field": field, "text": (self.text or "")[start:end]} for start, end, field in said]
            return "\n".join(map(words.quote, rows)) or "–"
        say = {"places": words.place, "actors": words.actor, "casualties": words.casualty}.get(unit)
        return ("\n".join(map(say, facts[unit])) or "–") if say else in_words(unit, facts[unit])

    def taking(self, units: set[str], other: Self) -> Self:
        names = [name for unit in units for name in (_DATE if unit == "date" else (unit,))]
        theirs = other.facts()
        facts = replace(self.facts(), **{name: getattr(theirs, name) for name in names})
        return type(self)(None, facts, self.text)

    def refuse(self, refusal: Refused) -> None:
        """Show what the service refused beside its field; with several rows, where it cannot say which, above them."""
        for name, fields in _FIELDS.items():
            if refusal.field in fields and refusal.field not in ClaimForm.base_fields:
                forms_of = [form for form in self.rows[name].forms if form.cleaned_data and form.has_changed()]
                if len(forms_of) == 1 and name != "spans":
                    show_refusal(forms_of[0], refusal, **forms_of[0].names)
                else:
                    self.errors.append(f"{_SECTION[name]}: {refusal.message}")
                return
        show_refusal(self.main, refusal, **ClaimForm.names)


_SECTION = {
    "places": gettext_lazy("Places"),
    "actors": gettext_lazy("Actors"),
    "casualties": gettext_lazy("Casualties"),
    "spans": gettext_lazy("Quoted words"),
}
