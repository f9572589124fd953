"""History: append-only rows, each with the whole state, so that any date can be rebuilt."""

from django.conf import settings
from django.db import models

from incidents.models.append_only import AppendOnly


class Revision(AppendOnly):
    """What one verb did to one record: who, when, why, the whole state after it and the fields it changed."""

    class Subject(models.TextChoices):
        INCIDENT = "incident"
        CLAIM = "claim"
        REPORT = "report"
        SOURCE = "source"
        ACTOR = "actor"
        PLACE = "place"

    subject = models.CharField(max_length=10, choices=Subject)
    subject_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    made_at = models.DateTimeField(db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    state = models.JSONField()
    changes = models.JSONField(default=dict)  # field -> [before, after]

    class Meta:
        ordering = ["subject", "subject_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} r{self.number}: {self.verb}"


class PublishedVersion(models.Model):
    """One row that goes up with every change of what the public may see; the faces that cache follow it."""

    number = models.PositiveBigIntegerField(default=0)
    # The last number at which something was told that must not be any more: what is older must not be served again.
    restricted = models.PositiveBigIntegerField(default=0)
    # How often it went up for what a revision or an embargo tells. Whoever counts the number alone, a hand in the
    # database, a seed or a restore, has everything read again.
    explained = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="publishedversion_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def unexplained(self) -> int:
        """How often it went up for what nothing tells; only a restore, which forgets what was explained, adds more."""
        return self.number - self.explained
