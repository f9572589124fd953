"""What was done, by whom and from where: one row for each verb, whatever it was done to."""

from django.conf import settings
from django.db import models

from incidents.models.append_only import AppendOnly
from incidents.models.revisions import Revision


class AuditEntry(AppendOnly):
    """A verb of the record refers to its revision; what has none (sign-ins, people, exports) says more in `detail`."""

    class Subject(models.TextChoices):
        INCIDENT = "incident"
        CLAIM = "claim"
        REPORT = "report"
        SOURCE = "source"
        ACTOR = "actor"
        PLACE = "place"
        PERSON = "person"
        EXPORT = "export"

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=10, choices=Subject)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_name = models.CharField(max_length=150, blank=True)  # as it was called then
    revision = models.OneToOneField(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="audit")
    address = models.GenericIPAddressField(null=True, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        # Each filter of the desk's page with its order.
        indexes = [
            models.Index(fields=["verb", "-id"], name="audit_verb"),
            models.Index(fields=["by", "-id"], name="audit_by"),
            models.Index(fields=["subject", "subject_id", "-id"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_name}"
