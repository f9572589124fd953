"""Work as rows: a message that a broker loses costs seconds, never a report (design, decision 6)."""

from django.conf import settings
from django.db import models


class Work(models.Model):
    """One extraction to be done, taken by lease; finishing is idempotent by (report version, extractor version)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    report_version = models.ForeignKey("incidents.ReportVersion", on_delete=models.CASCADE, related_name="work")
    extractor_version = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report_version", "extractor_version"], name="work_once_a_version_and_extractor"
            )
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="work_due")]

    def __str__(self) -> str:
        return f"{self.report_version_id} {self.state}"


class Renaming(models.Model):
    """A place or a party that was renamed, whose incidents have not all been computed again; gone when they have."""

    place = models.ForeignKey("geo.Place", null=True, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey("incidents.Actor", null=True, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    below = models.BigIntegerField(null=True, blank=True)  # the incidents from this id on are done

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place=None, actor__isnull=False) | models.Q(place__isnull=False, actor=None),
                name="renaming_of_a_place_or_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id or self.actor_id} below {self.below}"
