"""How the gazetteer is read: ``Place.objects.named("الميادين").in_country("SY")``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.db.models.functions import Length

from geo.folding import key_of

# First what a person most likely means when typing a name into a box.
_KIND_ORDER = ("country", "adm1", "settlement", "facility", "region", "natural", "adm2", "adm3", "neighbourhood")
LAST_CHARACTER = "\U0010ffff"


class PlaceQuerySet(models.QuerySet):
    def named(self, text: str) -> Self:
        """Places that bear the name, however it is spelt (``geo.folding.key_of``)."""
        names = apps.get_model("geo", "PlaceName")._default_manager
        key = key_of(text)
        return self.filter(Exists(names.filter(place=OuterRef("pk"), folded=key))) if key else self.none()

    def in_country(self, country: str) -> Self:
        """Places of one country (ISO 3166-1 alpha-2)."""
        return self.filter(country=country.upper())

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def within_box(self, west: float, south: float, east: float, north: float) -> Self:
        """Places whose point lies in the box (degrees)."""
        return self.filter(latitude__range=(south, north), longitude__range=(west, east))

    def governorates_of(self, places: Iterable) -> Self:
        """The admin-1 areas that the places lie in, without their outlines."""
        codes = {(place.country, place.admin1) for place in places if place.admin1}
        here = models.Q(pk__in=())
        for country, admin1 in codes:
            here |= models.Q(country=country, admin1=admin1)
        return self.of_kind("adm1").filter(here).defer("area")

    def starting_with(self, text: str, limit: int = 10) -> list:
        """At most ``limit`` places with a name that starts with the text, best first.

        An exact name comes before a longer one, a large place before a small one. Reads the folded index as a range,
        so that a box can ask at each keystroke on either database.
        """
        key = key_of(text)
        if not key:
            return []
        names = apps.get_model("geo", "PlaceName")._default_manager
        hits = names.filter(folded__gte=key, folded__lt=key + LAST_CHARACTER)
        exact = set(hits.filter(folded=key).values_list("place_id", flat=True)[:500])
        # The shortest keys first: enough rows that the well-known place is among them, few enough to sort at once.
        longer = set(hits.order_by(Length("folded")).values_list("place_id", flat=True)[:2000])
        best = self._best_first(exact, limit)
        return best + self._best_first(longer - exact, limit - len(best))

    def _best_first(self, ids: Sequence[int] | set[int], limit: int) -> list:
        if not ids or limit < 1:
            return []
        order = Case(
            *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(_KIND_ORDER)),
            default=Value(len(_KIND_ORDER)),
            output_field=IntegerField(),
        )
        rows = self.filter(pk__in=list(ids)).defer("area")
        return list(rows.order_by("-population", order, "pk")[:limit])
