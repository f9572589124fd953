"""What an editor types about a place of the gazetteer: the form checks its shape, the service everything else."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from desk.forms.fields import ASKS_THE_GAZETTEER, CountField, DegreesField, words_field
from desk.forms.names import NameForm
from desk.forms.sides import SideForm
from desk.widgets import DrawnPlaceField
from geo.folding import fold, is_arabic
from geo.lexicon import without_kind_words
from geo.models import Place
from geo.naming import names_in
from incidents.place_facts import AREA_KINDS, GIVEN_KINDS, PlaceFacts
from incidents.text import visible_part

LONGEST_QUOTE = 200
# Of these the word for the kind is no part of the name: a village is listed without "village", a field with "field".
_NAMED_WITHOUT_KIND = frozenset({"settlement", "neighbourhood", "adm2", "adm3"})


class PlaceEntryForm(SideForm):
    """Where and what a place is, and how that is known. The numbers count; a drawn area stands for itself."""

    prefix = "place"
    together: ClassVar[dict[str, tuple[str, ...]]] = {
        "position": ("latitude", "longitude", "radius_m", "drawn", "forget_area"),
        "parent_id": ("parent_id", "parent_name"),
    }

    name = words_field(gettext_lazy("Name"), **ASKS_THE_GAZETTEER)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of place"), initial=Place.Kind.SETTLEMENT)
    drawn = DrawnPlaceField(label=gettext_lazy("On the map"), required=False)
    latitude = DegreesField(label=gettext_lazy("Latitude"), quantity=gettext_lazy("latitude"), limit=90, required=False)
    longitude = DegreesField(
        label=gettext_lazy("Longitude"), quantity=gettext_lazy("longitude"), limit=180, required=False
    )
    radius_m = CountField(
        label=gettext_lazy("Radius in metres"),
        required=False,
        help_text=gettext_lazy("How far the place reaches. Empty: as its area or its kind says."),
    )
    forget_area = forms.BooleanField(label=gettext_lazy("Forget the drawn area"), required=False)
    country = words_field(
        gettext_lazy("Country"),
        gettext_lazy("Two letters (ISO 3166-1). Empty: the one that the position lies in."),
        dir="ltr",
        size=4,
        maxlength=2,
        autocapitalize="characters",
    )
    parent_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    parent_name = words_field(
        gettext_lazy("Lies in"), gettext_lazy("The district or governorate. Empty: as the position says.")
    )
    source_url = words_field(
        gettext_lazy("Known from (URL)"), dir="ltr", inputmode="url", placeholder="https://", autocapitalize="none"
    )
    reason = words_field(
        gettext_lazy("Why, or how it is known"),
        gettext_lazy("An address, a sentence, or both; the history shows it."),
    )

    service_fields = {"area": "drawn", "language": "name", "names": "name"}

    def __init__(self, data: Any = None, place: Place | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, place, initial=_initial_of(place) if place else initial)
        self.place = place
        fixed = GIVEN_KINDS.intersection({place.kind}) if place else frozenset()
        kinds = [
            choice for choice in Place.Kind.choices if (choice[0] in fixed if fixed else choice[0] not in GIVEN_KINDS)
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "parent_name" in cleaned:
            cleaned["parent_id"] = self._parent(cleaned.get("parent_id"), cleaned["parent_name"])
        return cleaned

    def _parent(self, number: int | None, name: str) -> int | None:
        """The area chosen from the list, or the only one that bears the name that was typed."""
        if not name:
            return None
        areas = Place.objects.of_kind(*AREA_KINDS).defer("area")
        chosen = areas.filter(pk=number).first() if number is not None else None
        if chosen and name in (chosen.name, *names_in(get_language() or "en", [chosen]).values()):
            return chosen.pk
        found = list(areas.named(name)[:2])
        if len(found) == 1:
            return found[0].pk
        self.add_error(
            "parent_name",
            _("Several areas bear this name: choose one from the list.")
            if found
            else _("The gazetteer has no area of this name."),
        )
        return None

    def facts(self) -> PlaceFacts:
        typed, drawn = self.cleaned_data, self.cleaned_data["drawn"]
        is_area = drawn is not None and drawn.geom_type != "Point" and not typed["forget_area"]
        area = json.loads(drawn.geojson) if is_area else None
        if is_area and self.place and "drawn" not in self.changed_data:
            area = self.place.area  # to the last digit, which the map's own copy has not
        names = ("name", "kind", "latitude", "longitude", "radius_m", "country", "parent_id")
        return PlaceFacts(**{name: typed[name] for name in names}, area=area)

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `correct_place`."""
        return {"facts": self.facts()} | {name: self.cleaned_data[name] for name in ("source_url", "reason")}


class NewPlaceForm(PlaceEntryForm):
    """A place that the gazetteer lacks, with its names."""

    name = words_field(
        gettext_lazy("Name in Latin letters"),
        gettext_lazy("It is listed by this name; without one by the Arabic name."),
        **ASKS_THE_GAZETTEER,
    )
    name_ar = words_field(gettext_lazy("Name in Arabic"), lang="ar", dir="rtl", **ASKS_THE_GAZETTEER)
    others = forms.CharField(
        label=gettext_lazy("Other names and spellings"),
        required=False,
        help_text=gettext_lazy("One on each line."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    is_another = forms.BooleanField(label=gettext_lazy("It is another place of this name"), required=False)
    read_again = forms.BooleanField(
        label=gettext_lazy("Read the report again afterwards"), required=False, initial=True
    )

    def facts(self) -> PlaceFacts:
        self.cleaned_data["name"] = self.cleaned_data["name"] or self.cleaned_data["name_ar"]
        return super().facts()

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `add_place`."""
        typed = self.cleaned_data
        names = [(typed["name_ar"], "ar")] if typed["name_ar"] else []
        names += [(line, "") for line in typed["others"].splitlines() if line.strip()]
        return {**super().arguments(), "names": names, "is_another": typed["is_another"]}


class PlaceNameForm(NameForm):
    """One more name of a place."""

    preferred = forms.BooleanField(label=gettext_lazy("The place is called this in the language"), required=False)
    reason = words_field(gettext_lazy("Why, or how it is known"))

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `add_place_name`."""
        return {**super().arguments(), **{name: self.cleaned_data[name] for name in ("preferred", "reason")}}


def quoted_place(quote: str) -> dict[str, str]:
    """What words of a report say of a place that the gazetteer lacks: its name by script, and its kind."""
    words = visible_part(quote)[:LONGEST_QUOTE].split()
    plain, kinds = without_kind_words(fold(" ".join(words)))
    said = {"kind": kinds[0]} if kinds and kinds[0] not in GIVEN_KINDS else {}
    if kinds and kinds[0] in _NAMED_WITHOUT_KIND:
        runs = (words[start:end] for start in range(len(words)) for end in range(len(words), start, -1))
        words = next((run for run in runs if fold(" ".join(run)) == plain), words)
    name = " ".join(words)
    return said | {"name_ar" if is_arabic(name) else "name": name}


def _initial_of(place: Place) -> dict[str, Any]:
    names = ("name", "kind", "latitude", "longitude", "radius_m", "country", "parent_id", "source_url")
    drawn = place.area or {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    parent = names_in(get_language() or "en", [place.parent])[place.parent.pk] if place.parent else ""
    return {name: getattr(place, name) for name in names} | {"drawn": json.dumps(drawn), "parent_name": parent}
