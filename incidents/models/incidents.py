"""Our record of what happened, computed from its claims and edited by people."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    Harm,
    HarmGrade,
    IncidentStatus,
    Kind,
    Sensitivity,
    StrikeStatus,
)
from incidents.models.facts import ActorFact, CasualtyFact, Dated, Located, PlaceFact, one_of
from incidents.querysets import IncidentQuerySet


def _person(related_name: str = "+") -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name=related_name
    )


class Incident(Dated, Located):
    """`latitude` … `area` and `place_name` repeat the main place, `west` … `north` bound its uncertain area.

    Where the record is published coarsened they hold the coarse place (the precise one stands in `places` alone), so
    that no filter can find out what the page does not say.
    """

    code = models.CharField(max_length=20, unique=True)  # SY-2020-0143: permanent, never reused
    status = models.CharField(max_length=10, choices=IncidentStatus, default=IncidentStatus.DRAFT)
    is_deleted = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=Kind)
    title_en = models.CharField(max_length=300, blank=True)
    title_ar = models.CharField(max_length=300, blank=True)
    summary_en = models.TextField(blank=True)
    summary_ar = models.TextField(blank=True)

    strike_status = models.CharField(max_length=14, choices=StrikeStatus, default=StrikeStatus.UNASSESSED)
    harm_grade = models.CharField(max_length=12, choices=HarmGrade, default=HarmGrade.UNASSESSED)
    attribution = models.CharField(max_length=10, choices=Attribution, default=Attribution.UNKNOWN)

    sensitivity = models.CharField(max_length=8, choices=Sensitivity, default=Sensitivity.OPEN)
    is_graphic = models.BooleanField(default=False)
    embargo_until = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    place_name = models.CharField(max_length=200, blank=True)
    # Kept where the record is open again, so that coarsening it once more shows the same.
    coarse_area = models.ForeignKey(
        "incidents.CoarseArea", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    country = models.CharField(max_length=2, blank=True)
    admin1 = models.CharField(max_length=20, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    # 0 single day, 1 up to 31 days, 2 up to 366, 3 longer, null undated: see `IncidentQuerySet.during`.
    span_class = models.PositiveSmallIntegerField(null=True, blank=True)

    search_text = models.TextField(blank=True)  # folded (`geo.folding.fold`), of public words only

    killed_min = models.PositiveIntegerField(null=True, blank=True)
    killed_max = models.PositiveIntegerField(null=True, blank=True)
    injured_min = models.PositiveIntegerField(null=True, blank=True)
    injured_max = models.PositiveIntegerField(null=True, blank=True)

    overrides = models.JSONField(default=dict, blank=True)  # field -> {"value", "reason", "by", "at"}
    is_demo = models.BooleanField(default=False)
    is_synthetic = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = _person()
    assigned_to = _person("assigned_incidents")
    submitted_by = _person()  # who asked for the review that is open, or for the one that ended in a return
    approved_by = _person()  # who found it fit to publish, until its content changes
    # The record that took this one in. Both keep their codes, and this one's leads there.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_incidents"
    )
    changed_at = models.DateTimeField(auto_now=True)
    lock_version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-date_start", "-id"]
        constraints = [
            *Dated.date_constraints("incident"),
            *Located.location_constraints("incident"),
            one_of("status", IncidentStatus, "incident_status_code"),
            one_of("kind", Kind, "incident_kind_code"),
            one_of("strike_status", StrikeStatus, "incident_strike_status_code"),
            one_of("harm_grade", HarmGrade, "incident_harm_grade_code"),
            one_of("attribution", Attribution, "incident_attribution_code"),
            one_of("sensitivity", Sensitivity, "incident_sensitivity_code"),
            models.CheckConstraint(
                condition=Q(killed_min=None) | Q(killed_max=None) | Q(killed_max__gte=F("killed_min")),
                name="incident_killed_minimum_not_above_maximum",
            ),
            models.CheckConstraint(
                condition=Q(injured_min=None) | Q(injured_max=None) | Q(injured_max__gte=F("injured_min")),
                name="incident_injured_minimum_not_above_maximum",
            ),
        ]
        indexes = [
            models.Index(
                fields=["span_class", "date_start", "date_end", "west", "east", "south", "north", "status"],
                # SQLite's indexes hold the row's id anyway and ignore this; PostgreSQL needs it for an index-only scan.
                include=["id"],
                name="incident_space_time",
            ),
            models.Index(fields=["status", "is_deleted"], name="incident_status"),
            models.Index(fields=["sensitivity"], name="incident_sensitivity"),
            # Looked into every few seconds for embargoes that have ended.
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="incident_embargo"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def main_place(self) -> str:
        """The main place by its name, or as the report writes it; empty where there is none."""
        rows = (place for place in self.places.all() if place.is_main)  # type: ignore[attr-defined]
        return next((place.name or place.text for place in rows), "")


class IncidentFormerCode(models.Model):
    """A code that a merge or a correction retired; it resolves to its incident for ever."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="former_codes")
    code = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.code


class IncidentCodeCounter(models.Model):
    """The last number given to a country in a year; only ever goes up, so that no code is used twice."""

    prefix = models.CharField(max_length=10, unique=True)  # SY-2020
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}: {self.last_number}"


class IncidentPlace(PlaceFact):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="places")

    class Meta:
        ordering = ["-is_main", "id"]
        constraints = [
            *PlaceFact.location_constraints("incidentplace"),
            models.UniqueConstraint(fields=["incident"], condition=Q(is_main=True), name="incidentplace_one_main"),
        ]


class IncidentActor(ActorFact):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="actors")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("role", ActorRole, "incidentactor_role_code"),
            one_of("attribution", Attribution, "incidentactor_attribution_code"),
        ]


class IncidentCasualty(CasualtyFact):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="casualties")

    class Meta:
        ordering = ["id"]
        constraints = [
            CasualtyFact.range_constraint("incidentcasualty"),
            one_of("group", CasualtyGroup, "incidentcasualty_group_code"),
            one_of("harm", Harm, "incidentcasualty_harm_code"),
        ]
