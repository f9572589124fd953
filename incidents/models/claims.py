"""What one report says about one incident, each fact with the words that say it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    ClaimChange,
    ClaimRole,
    ClaimState,
    Harm,
    Kind,
    SpanField,
)
from incidents.models.facts import ActorFact, CasualtyFact, Dated, PlaceFact, one_of


class ClaimQuerySet(models.QuerySet["Claim"]):
    def accepted(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.ACCEPTED)

    def open(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.PROPOSED)

    def with_rows(self) -> "ClaimQuerySet":
        """With the rows that are part of each."""
        return self.prefetch_related("places", "actors", "casualties", "spans")

    def with_facts(self) -> "ClaimQuerySet":
        """With these, and with what the parties are called."""
        return self.prefetch_related("places", "actors__actor__aliases", "casualties", "spans")


class Claim(Dated):
    report_version = models.ForeignKey(
        "incidents.ReportVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    # A claim with no text at hand names its source and says why it is believed.
    source = models.ForeignKey("incidents.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    incident = models.ForeignKey(
        "incidents.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    role = models.CharField(max_length=10, choices=ClaimRole, default=ClaimRole.EVENT)
    state = models.CharField(max_length=8, choices=ClaimState, default=ClaimState.PROPOSED)
    date_text = models.CharField(max_length=200, blank=True)
    date_anchor = models.DateField(null=True, blank=True)
    date_rule = models.CharField(max_length=200, blank=True)
    rules = models.JSONField(default=list, blank=True)  # names of the extraction rules that fired
    extractor_version = models.CharField(max_length=40, blank=True)  # empty: an editor made it
    position = models.PositiveIntegerField(default=0)
    former = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    change = models.CharField(max_length=10, choices=ClaimChange, default=ClaimChange.NONE, blank=True)
    changed_fields = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lock_version = models.PositiveIntegerField(default=1)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            *Dated.date_constraints("claim"),
            one_of("kind", Kind, "claim_kind_code"),
            one_of("role", ClaimRole, "claim_role_code"),
            one_of("state", ClaimState, "claim_state_code"),
            models.CheckConstraint(
                condition=Q(report_version__isnull=False) | (Q(source__isnull=False) & ~Q(reason="")),
                name="claim_has_a_report_or_a_source_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(incident__isnull=True) | Q(state=ClaimState.ACCEPTED),
                name="claim_of_an_incident_is_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class ClaimPlace(PlaceFact):
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="places")

    class Meta:
        ordering = ["-is_main", "id"]
        constraints = [
            *PlaceFact.location_constraints("claimplace"),
            models.UniqueConstraint(fields=["claim"], condition=Q(is_main=True), name="claimplace_one_main"),
        ]


class ClaimActor(ActorFact):
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="actors")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("role", ActorRole, "claimactor_role_code"),
            one_of("attribution", Attribution, "claimactor_attribution_code"),
        ]


class ClaimCasualty(CasualtyFact):
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="casualties")

    class Meta:
        ordering = ["id"]
        constraints = [
            CasualtyFact.range_constraint("claimcasualty"),
            one_of("group", CasualtyGroup, "claimcasualty_group_code"),
            one_of("harm", Harm, "claimcasualty_harm_code"),
        ]


class ClaimSpan(models.Model):
    """The quoted words of one fact: code points `start` to `end` of the report version's text."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="spans")
    field = models.CharField(max_length=12, choices=SpanField)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["start", "end"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claimspan_not_empty"),
            one_of("field", SpanField, "claimspan_field_code"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.start}–{self.end}"
