"""What stands beside an incident's facts: signed notes, links to media, the public log and the merges."""

from django.conf import settings
from django.db import models

from incidents.models.choices import MediaKind, NoteKind, PublicEvent
from incidents.models.facts import one_of
from incidents.models.incidents import Incident


class IncidentNote(models.Model):
    """A note of the desk, never published: who signed it, and when."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    text = models.TextField()
    # Nobody where the note is older than the signing of notes.
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [one_of("kind", NoteKind, "incidentnote_kind_code")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class IncidentMedia(models.Model):
    """The address of a picture, a film or a document elsewhere; nothing of it is kept or shown here."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="media")
    kind = models.CharField(max_length=8, choices=MediaKind)
    url = models.URLField(max_length=1000)
    caption_en = models.CharField(max_length=300, blank=True)
    caption_ar = models.CharField(max_length=300, blank=True)
    is_graphic = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "incident media"
        constraints = [
            one_of("kind", MediaKind, "incidentmedia_kind_code"),
            models.UniqueConstraint(fields=["incident", "url"], name="incidentmedia_address_once"),
        ]

    def __str__(self) -> str:
        return self.url


class IncidentMerge(models.Model):
    """One record taken in by another, with all that its undoing needs."""

    kept = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    claims = models.JSONField()  # ids of the claims that moved
    codes = models.JSONField()  # the codes that led to `gone` and lead to `kept` since
    status_before = models.CharField(max_length=10)  # of `gone`
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="incidentmerge_gone_into_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class PublicEntry(models.Model):
    """A line of the public log. `public_view` decides what of it may still be read."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="public_entries")
    event = models.CharField(max_length=10, choices=PublicEvent)
    at = models.DateTimeField(db_index=True)
    note = models.TextField(blank=True)  # for the public, as the person who did it wrote it
    fields = models.JSONField(default=list)  # names of the public fields that a correction changed
    revision = models.OneToOneField("incidents.Revision", on_delete=models.PROTECT, related_name="public_entry")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "public entries"
        constraints = [one_of("event", PublicEvent, "publicentry_event_code")]

    def __str__(self) -> str:
        return f"{self.incident} {self.event}"
