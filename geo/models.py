"""The gazetteer: places, and the names that people give them.

A place keeps one id in every database, so that an incident exported from one installation means the same place in
another: the GeoNames id where the place has one, else an id out of the block of its source (``geo.identifiers``).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from geo.querysets import PlaceQuerySet


class Place(models.Model):
    """One place. Coordinates are WGS 84 degrees; ``radius_m`` is how far from the point the place may reach, in metres.

    ``kind`` is the contract's code; ``feature_code`` the finer GeoNames one where known. ``area`` is a GeoJSON Polygon
    or MultiPolygon, or null. Imports never overwrite a place that an editor added or corrected (``is_edited``).
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        ADM1 = "adm1", _("governorate or province")
        ADM2 = "adm2", _("district")
        ADM3 = "adm3", _("subdistrict")
        SETTLEMENT = "settlement", _("town or village")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        FACILITY = "facility", _("site or building")
        NATURAL = "natural", _("natural feature")
        REGION = "region", _("region")

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2; empty where it spans several
    admin1 = models.CharField(max_length=8, blank=True)  # GeoNames admin-1 code
    admin1_name = models.CharField(max_length=200, blank=True)
    admin2 = models.CharField(max_length=32, blank=True)  # GeoNames admin-2 code, or the id of the district
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.BigIntegerField(default=0)  # 0: unknown, as in GeoNames
    feature_code = models.CharField(max_length=10, blank=True)
    radius_m = models.PositiveIntegerField()
    precision = models.CharField(max_length=16)
    area = models.JSONField(null=True, blank=True)
    # Which import gave the outline; empty where it came with the packages, which may then replace it.
    area_source = models.CharField(max_length=32, blank=True, db_default="")
    source = models.CharField(max_length=32)
    source_id = models.CharField(max_length=64, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    is_edited = models.BooleanField(default=False)
    lock_version = models.PositiveIntegerField(default=1, db_default=1)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["country", "kind", "admin1"], name="place_country_kind"),
            models.Index(fields=["latitude", "longitude"], name="place_position"),
        ]
        constraints = [
            # Comparisons with NaN are false (SQLite, where it is NULL, has NOT NULL; PostgreSQL sorts it above all),
            # and the infinities fall outside, so that the range alone refuses what is not finite.
            models.CheckConstraint(condition=Q(latitude__gte=-90, latitude__lte=90), name="place_latitude_in_range"),
            models.CheckConstraint(
                condition=Q(longitude__gte=-180, longitude__lte=180), name="place_longitude_in_range"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
            models.CheckConstraint(condition=Q(population__gte=0), name="place_population_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country else self.name


class PlaceName(models.Model):
    """One name of a place in one language, with ``folded``, the form under which it is looked up."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALTERNATE = "alternate", _("alternate")
        OFFICIAL = "official", _("official")
        FORMER = "former", _("former")

    # No index of its own: the unique constraint below starts with the place.
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=16, default="und")  # BCP 47
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALTERNATE)
    folded = models.CharField(max_length=200)

    class Meta:
        ordering = ["place_id", "id"]
        indexes = [models.Index(fields=["folded", "place"], name="placename_folded")]
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "language"], name="one_row_for_each_name_of_a_place")
        ]

    def __str__(self) -> str:
        return self.name


class PlaceCode(models.Model):
    """What another source calls a place: an OCHA p-code, an OpenStreetMap object, a GeoNames id joined to another.

    It makes an import find the place that its row was joined to, and a boundary the place that bears its code.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="codes")
    source = models.CharField(max_length=32)
    code = models.CharField(max_length=64)

    class Meta:
        ordering = ["source", "code"]
        indexes = [models.Index(fields=["code"], name="placecode_code")]
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="one_place_for_a_code_of_a_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.code}"


class RemovedName(models.Model):
    """A name that an editor took from a place, in whatever language, so that no import gives it back."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="removed_names", db_index=False)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["place_id", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="a_name_is_removed_once")]

    def __str__(self) -> str:
        return self.name


class PlaceChange(models.Model):
    """One change by an editor of a place or its names, counted from 1: what a name index built before lacks."""

    number = models.BigIntegerField(primary_key=True)
    place_id = models.BigIntegerField()  # no key: the place may be gone

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.place_id}"


class PlaceImport(models.Model):
    """How far the import of one file has come, so that it goes on where it was broken off."""

    digest = models.CharField(max_length=64, primary_key=True)  # of the file and of the options
    file_name = models.CharField(max_length=255)
    source = models.CharField(max_length=32)
    areas_written = models.BooleanField(default=False)  # areas come first: settlements name them as parents
    last_row = models.PositiveBigIntegerField(default=0)  # the last line or feature that is in the database
    added = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.file_name


class GazetteerSource(models.Model):
    """What the gazetteer holds from one source; the name index is built again when one of these rows changes.

    The row ``EDITORS`` counts the changes by editors, which are laid over the index instead (``PlaceChange``).
    """

    EDITORS = "editors"

    name = models.CharField(max_length=64, primary_key=True)
    version = models.CharField(max_length=200)
    places = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
