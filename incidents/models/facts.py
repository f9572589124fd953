"""The fields that a claim and an incident share: when, where and how many."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from incidents.models.choices import ActorRole, Attribution, CasualtyGroup, DatePrecision, Harm, Precision


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database, too, refuses a code that is not in the contract."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


# What a place, a party and a toll say, under the same names wherever they stand: in a claim's rows, in an incident's,
# in what an editor or the reader gives.
PLACE_VALUES = (
    "text",
    "name",
    "place_id",
    "latitude",
    "longitude",
    "precision",
    "radius_m",
    "area",
    "ambiguous",
)
ACTOR_VALUES = ("actor_id", "name", "text", "role", "attribution")
TOLL_VALUES = ("group", "harm", "minimum", "maximum", "text", "part_of_total")


def values_of(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    """The row's values under the names, to be given to another row."""
    return {name: getattr(row, name) for name in names}


class Dated(models.Model):
    """A calendar date is never a timestamp; undated is null and null, with the bounds in fields of their own."""

    date_start = models.DateField(null=True, blank=True)
    date_end = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=8, choices=DatePrecision, default=DatePrecision.UNKNOWN)
    edtf = models.CharField(max_length=64, blank=True)
    not_before = models.DateField(null=True, blank=True)
    not_after = models.DateField(null=True, blank=True)
    time_of_day = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def date_constraints(prefix: str) -> list[models.BaseConstraint]:
        undated = Q(date_start=None, date_end=None, date_precision=DatePrecision.UNKNOWN, edtf="")
        dated = Q(date_start__isnull=False, date_end__gte=F("date_start")) & ~Q(date_precision=DatePrecision.UNKNOWN)
        return [
            models.CheckConstraint(condition=undated | dated, name=f"{prefix}_both_dates_or_none"),
            one_of("date_precision", DatePrecision, f"{prefix}_date_precision_code"),
        ]


class Located(models.Model):
    """A point in degrees (WGS 84), how far the truth may lie in metres, and the area where the place is one."""

    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.UNKNOWN)
    radius_m = models.PositiveIntegerField(null=True, blank=True)
    area = models.JSONField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def location_constraints(prefix: str) -> list[models.BaseConstraint]:
        nowhere = Q(latitude=None, longitude=None)
        somewhere = Q(latitude__range=(-90, 90), longitude__range=(-180, 180), radius_m__isnull=False)
        return [
            models.CheckConstraint(condition=nowhere | somewhere, name=f"{prefix}_position_in_range_with_radius"),
            one_of("precision", Precision, f"{prefix}_precision_code"),
        ]


class PlaceFact(Located):
    """One of the places of a claim or of an incident; `text` is as the report wrote it."""

    text = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("geo.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ambiguous = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ActorFact(models.Model):
    """A party's part in it: `text` as the report wrote it, `attribution` for how sure anyone is of a perpetrator."""

    actor = models.ForeignKey("incidents.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    text = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=12, choices=ActorRole)
    attribution = models.CharField(max_length=10, choices=Attribution, default=Attribution.UNKNOWN)

    class Meta:
        abstract = True


class CasualtyFact(models.Model):
    """A toll: null is "no bound stated on this side"; a row inside a stated total is never added to it."""

    group = models.CharField(max_length=16, choices=CasualtyGroup, default=CasualtyGroup.UNDETERMINED)
    harm = models.CharField(max_length=8, choices=Harm)
    minimum = models.PositiveIntegerField(null=True, blank=True)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)
    part_of_total = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @staticmethod
    def range_constraint(prefix: str) -> models.CheckConstraint:
        return models.CheckConstraint(
            condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gte=F("minimum")),
            name=f"{prefix}_minimum_not_above_maximum",
        )
