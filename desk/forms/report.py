"""What an editor types about a report: the form checks its shape, the service everything else."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.fields import CalendarDateField
from desk.forms.sides import SideForm
from incidents.models import Report, Source
from incidents.origins import earlier_of
from incidents.text import MAXIMUM_CHARACTERS, sha256_of

LANGUAGES = [
    ("", gettext_lazy("Recognise it")),
    ("ar", gettext_lazy("Arabic")),
    ("en", gettext_lazy("English")),
    ("other", gettext_lazy("Another language")),
]


class _Published(forms.Form):
    """A publication date, or the editor's word that it is unknown."""

    published_on = CalendarDateField(
        label=gettext_lazy("Published on"),
        required=False,
        help_text=gettext_lazy("Relative dates, such as “last March”, are counted from this day."),
    )
    date_unknown = forms.BooleanField(
        label=gettext_lazy("The date is unknown"),
        required=False,
        help_text=gettext_lazy("Relative dates then stay unresolved."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, unknown = cleaned.get("published_on"), cleaned.get("date_unknown")
        if not day and not unknown and "published_on" not in self.errors:
            self.add_error("published_on", _("Give the day, or say that it is unknown."))
        if day and unknown:
            self.add_error("date_unknown", _("Either a day or unknown, not both."))
        return cleaned


class LanguageForm(forms.Form):
    """A language that is known here, or another one by its code."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    language_code = forms.CharField(
        label=gettext_lazy("Its code"),
        required=False,
        max_length=35,
        help_text=gettext_lazy("BCP 47, such as fa, tr or he."),
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 8, "autocapitalize": "none"}),
    )

    def language_given(self) -> str:
        chosen: str = self.cleaned_data.get("language", "")
        return self.cleaned_data.get("language_code", "") if chosen == "other" else chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("language") == "other" and not cleaned.get("language_code"):
            self.add_error("language_code", _("Give the code of the language."))
        return cleaned


class _SaidBy(forms.Form):
    """A source that is known, or the name of a new one."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Source"),
        queryset=Source.objects.standing().order_by("name"),
        required=False,
        empty_label=gettext_lazy("– a new source –"),
    )
    source_name = forms.CharField(
        label=gettext_lazy("Name of the new source"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("source") and not cleaned.get("source_name"):
            self.add_error("source_name", _("Choose the source or name a new one."))
        return cleaned


class PasteForm(_SaidBy, _Published, LanguageForm):
    """A report as pasted. `text` is handed on as the browser sent it: nothing here strips or changes it."""

    # A bare field: Django's own text field would strip, and say less about what is wrong than the service does.
    text = forms.Field(
        label=gettext_lazy("Text of the report"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto", "autofocus": True}),
    )
    url = forms.CharField(
        label=gettext_lazy("Address (URL)"),
        required=False,
        help_text=gettext_lazy("Leave empty if the report has no address."),
        widget=forms.TextInput(attrs={"type": "text", "inputmode": "url", "dir": "ltr", "placeholder": "https://"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    published_time = forms.TimeField(
        label=gettext_lazy("Time of publication"),
        required=False,
        help_text=gettext_lazy("In the source's time zone, if it is known."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "dir": "ltr"}),
    )

    field_order = ["text", "url", "source", "source_name", "published_on", "date_unknown", "published_time", "title"]

    def clean_text(self) -> str:
        return self.cleaned_data["text"] or ""

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `capture_report`."""
        typed = self.cleaned_data
        return {
            "text": typed["text"],
            "source": typed["source"],
            "source_name": "" if typed["source"] else typed["source_name"],
            "url": typed["url"],
            "title": typed["title"],
            "language": self.language_given(),
            "published_on": typed["published_on"],
            "published_at": self._moment(),
        }

    def likely_former(self) -> Report | None:
        """The report of the source that the text may be a newer version of; none where an address or its text tells."""
        typed = self.cleaned_data
        source = typed["source"] or Source.objects.called(typed["source_name"]).first()
        text = typed["text"].replace("\r\n", "\n")
        if typed["url"] or source is None or not 0 < len(text) <= MAXIMUM_CHARACTERS:
            return None
        former = earlier_of(source.stands_as, text)
        is_kept = former is not None and former.versions.filter(sha256=sha256_of(text)).exists()  # type: ignore[attr-defined]
        return None if is_kept else former

    def _moment(self) -> dt.datetime | None:
        day, time, source = (self.cleaned_data[name] for name in ("published_on", "published_time", "source"))
        if not day or not time:
            return None
        zone = zoneinfo.ZoneInfo(source.time_zone) if source else dt.UTC
        return dt.datetime.combine(day, time, tzinfo=zone)


class CorrectReportForm(_Published, LanguageForm, SideForm):
    """What is known about a report that was captured; its text is never altered.

    A day once known can be corrected, not taken back.
    """

    together: ClassVar[dict[str, tuple[str, ...]]] = {
        "published_on": ("published_on", "date_unknown"),
        "language": ("language", "language_code"),
    }

    source = forms.ModelChoiceField(label=gettext_lazy("Source"), queryset=Source.objects.standing().order_by("name"))
    title = forms.CharField(
        label=gettext_lazy("Title"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Any, report: Report) -> None:
        super().__init__(data, report, initial=self.initial_of(report))
        if report.published_on:
            del self.fields["date_unknown"]

    @staticmethod
    def initial_of(report: Report) -> dict[str, Any]:
        language = report.newest_version.language if report.newest_version else ""
        known = language in ("ar", "en")
        return {
            "source": report.source_id,
            "title": report.title,
            "published_on": report.published_on,
            "date_unknown": report.published_on is None,
            "language": language if known else ("other" if language else ""),
            "language_code": "" if known else language,
        }

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `correct_report`."""
        typed = self.cleaned_data
        return {
            "source": typed["source"],
            "title": typed["title"],
            "published_on": typed["published_on"],
            "language": self.language_given(),
        }


class WithoutTextForm(_SaidBy):
    """Who says so, and why it is believed, for a claim with no text at hand."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is believed"),
        help_text=gettext_lazy("For instance: told by telephone, seen in a broadcast that is not kept."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
