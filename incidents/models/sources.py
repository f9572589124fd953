"""Where the words come from: sources, their reports, and each captured version of a report."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.choices import SourceKind, SourceReliability
from incidents.models.facts import one_of
from incidents.models.named import Alias, Named, NamedMerge


class Source(Named):
    """An outlet, agency, channel or organisation."""

    kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.OUTLET)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    country_focus = models.JSONField(default=list, blank=True)  # ISO 3166-1 alpha-2 codes, the likeliest first
    reliability = models.CharField(max_length=1, choices=SourceReliability, blank=True)  # empty: nobody has judged it
    note = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("kind", SourceKind, "source_kind_code"),
            models.CheckConstraint(
                condition=Q(reliability__in=["", *SourceReliability.values]), name="source_reliability_code"
            ),
        ]


class SourceAlias(Alias):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name_plural = "source aliases"
        constraints = [
            models.UniqueConstraint(fields=["source", "name", "language"], name="sourcealias_once_a_source"),
        ]


class SourceMerge(NamedMerge):
    kept = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="gone_in")


class ReportQuerySet(models.QuerySet["Report"]):
    def with_newest_version(self) -> "ReportQuerySet":
        return self.select_related("source", "newest_version")


class Report(models.Model):
    """One document from a source; its text stands in its versions."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    canonical_url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)  # in the source's time zone: the anchor of relative dates
    published_at = models.DateTimeField(null=True, blank=True)
    # The first report that carried the text or nearly so: three outlets with one agency's words are one origin.
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reprints")
    # Those that an editor found to be of another origin, however much alike the texts are.
    distinct_from = models.ManyToManyField("self", blank=True)
    newest_version = models.ForeignKey(
        "incidents.ReportVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lock_version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canonical_url"], condition=~Q(canonical_url=""), name="report_once_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.canonical_url or f"#{self.pk}"


class ReportVersion(models.Model):
    """The text as captured: `\\n` line ends, never stripped, never changed after its hash was taken."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    canonical_url = models.URLField(max_length=1000, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=12, default="und")
    said_by = models.CharField(max_length=200, blank=True)
    origin_named = models.CharField(max_length=200, blank=True)  # the agency that the text itself names
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    tool = models.CharField(max_length=40, default="paste")
    tool_version = models.CharField(max_length=40, blank=True)
    extractor_version = models.CharField(max_length=40, blank=True)  # empty until it has been read

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reportversion_number_once"),
            models.UniqueConstraint(fields=["report", "sha256"], name="reportversion_text_once_a_report"),
            models.UniqueConstraint(fields=["canonical_url", "sha256"], name="reportversion_address_and_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.number})"


class TextBand(models.Model):
    """One band of a text's MinHash sketch (`extraction.similarity`): texts that are much alike share some keys."""

    report_version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="bands")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.report_version_id}: {self.key}"
