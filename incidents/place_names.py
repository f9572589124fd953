"""What a place of the record is called in each language that the record is published in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from geo.folding import is_arabic
from geo.models import Place, PlaceName, RemovedName
from geo.naming import LANGUAGES, Names, names_of
from geo.parts import part_at
from incidents.models.choices import Precision
from incidents.models.facts import PlaceFact


class PlaceNames:
    """Asks the gazetteer once for each place, however many records name it."""

    def __init__(self) -> None:
        self._known: dict[int, Names] = {}
        self._former: dict[tuple[int, str], bool] = {}

    def read(self, places: Iterable[Place | None]) -> None:
        """Learn the names of the places with one query; with none where all are known."""
        unknown = {place.pk: place for place in places if place is not None and place.pk not in self._known}
        if unknown:  # `of` asks for each place, and to put together a query that has nothing to ask takes its time
            self._known |= names_of(unknown.values())

    def of(self, shown: Place | PlaceFact) -> Names:
        """By language: the gazetteer's names, "eastern Syria" for a part, else what an editor or a report wrote."""
        place = shown if isinstance(shown, Place) else shown.place
        if place is None or (isinstance(shown, PlaceFact) and not self._is_of_gazetteer(shown.name, place)):
            return {"en": shown.name, "ar": _arabic(shown, shown.name)}
        self.read([place])
        names = self._known[place.pk]
        part = part_of(shown)
        if part:
            return {language: _part_in(language, part, names[language]) for language in LANGUAGES}
        return {"en": names["en"], "ar": _arabic(shown, names["ar"])}

    def _is_of_gazetteer(self, name: str, place: Place) -> bool:
        """Whether the name is the place's own, now or before an editor renamed it, and not one that a fact was given.

        Facts keep the name that the place had when they were read.
        """
        if name in ("", place.name):
            return True
        if (place.pk, name) not in self._former:
            known = (model.objects.filter(place=place, name=name).exists() for model in (PlaceName, RemovedName))
            self._former[place.pk, name] = any(known)
        return self._former[place.pk, name]


def part_of(shown: Place | PlaceFact) -> str:
    """Which part of a country or governorate the fact is known to; empty where that is not told or it is the whole."""
    if isinstance(shown, Place) or shown.precision != Precision.REGION or shown.place is None:
        return ""
    if shown.latitude is None or shown.longitude is None:
        return ""
    return part_at(shown.place, shown.latitude, shown.longitude)


def _arabic(shown: Place | PlaceFact, name: str) -> str:
    """The name, or where it is none in Arabic the Arabic words of the report."""
    words = "" if isinstance(shown, Place) else shown.text
    return words if is_arabic(words) and not is_arabic(name) else name


def _part_in(language: str, part: str, place: str) -> str:
    with override(language):
        words = {
            "north": _("northern %(place)s"),
            "northeast": _("northeastern %(place)s"),
            "east": _("eastern %(place)s"),
            "southeast": _("southeastern %(place)s"),
            "south": _("southern %(place)s"),
            "southwest": _("southwestern %(place)s"),
            "west": _("western %(place)s"),
            "northwest": _("northwestern %(place)s"),
            "centre": _("central %(place)s"),
        }
        return words[part] % {"place": place}
