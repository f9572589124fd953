"""What a person says about an incident, and what a person puts in place of a computed value."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from desk.forms.fields import CalendarDateField, CountField, TimeOfDayField
from desk.forms.sides import LongTextField, SideForm
from desk.wording import field_label, in_words
from incidents.models import Incident
from incidents.models.choices import Attribution, DatePrecision, HarmGrade, Kind, Sensitivity, StrikeStatus

FOREIGN = {"dir": "auto"}
DATES = ("date_start", "date_end", "date_precision")
TOLLS = ("killed_min", "killed_max", "injured_min", "injured_max")
OVERRIDES = ("kind", "main_place", *DATES, "time_of_day", *TOLLS)
WRITTEN = ("title_en", "title_ar", "attribution")
_SAID = ("reason", "public_note")  # about the change, not of the incident


def _computed(choices: Any) -> list[tuple[str, Any]]:
    return [("", gettext_lazy("– as computed –")), *choices]


class IncidentForm(SideForm):
    """Empty where the computation decides. Only what the editor changed in the record as it was when the page was
    opened is handed to the service, so that somebody else's change of another field stays."""

    together: ClassVar[dict[str, tuple[str, ...]]] = {"date": DATES}
    apart = _SAID

    title_en = forms.CharField(
        label=gettext_lazy("Title (English)"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    title_ar = forms.CharField(
        label=gettext_lazy("Title (Arabic)"), required=False, widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"})
    )
    summary_en = LongTextField(label=gettext_lazy("Summary (English)"), rows=4, direction="ltr")
    summary_ar = LongTextField(label=gettext_lazy("Summary (Arabic)"), rows=4, direction="rtl")
    strike_status = forms.ChoiceField(label=gettext_lazy("Strike status"), choices=StrikeStatus.choices)
    harm_grade = forms.ChoiceField(label=gettext_lazy("Grade of civilian harm"), choices=HarmGrade.choices)
    attribution = forms.ChoiceField(
        label=gettext_lazy("Attribution"), choices=_computed(Attribution.choices), required=False
    )
    sensitivity = forms.ChoiceField(label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices)
    is_graphic = forms.BooleanField(label=gettext_lazy("Graphic content"), required=False)
    embargo_until = forms.DateTimeField(
        label=gettext_lazy("Embargo until (UTC)"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "dir": "ltr"}),
    )

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_computed(Kind.choices), required=False)
    main_place = forms.ChoiceField(label=gettext_lazy("Main place"), required=False)
    date_start = CalendarDateField(label=gettext_lazy("From"), required=False)
    date_end = CalendarDateField(label=gettext_lazy("To"), required=False)
    date_precision = forms.ChoiceField(
        label=gettext_lazy("Precision of the date"), choices=_computed(DatePrecision.choices), required=False
    )
    time_of_day = TimeOfDayField(
        label=gettext_lazy("Time of day"), required=False, max_length=32, widget=forms.TextInput(attrs=FOREIGN)
    )
    killed_min = CountField(label=gettext_lazy("Killed, at least"), required=False)
    killed_max = CountField(label=gettext_lazy("Killed, at most"), required=False)
    injured_min = CountField(label=gettext_lazy("Injured, at least"), required=False)
    injured_max = CountField(label=gettext_lazy("Injured, at most"), required=False)
    reason = LongTextField(
        label=gettext_lazy("Why"), rows=2, help_text=gettext_lazy("Needed where a computed value is set by hand.")
    )
    public_note = LongTextField(
        label=gettext_lazy("What is corrected, and why, for the public to read"),
        rows=2,
        help_text=gettext_lazy("It goes to the public log. Name nobody of the desk, and no place that is kept secret."),
    )

    def __init__(self, data: Any, incident: Incident) -> None:
        super().__init__(data, incident, initial=self.initial_of(incident))
        places = [place.name or place.text for place in incident.places.all()]  # type: ignore[attr-defined]
        if by_hand := incident.overrides.get("main_place"):
            places.append(by_hand["value"])
        offered = _computed([(name, name) for name in dict.fromkeys(places)])
        self.fields["main_place"].choices = offered  # type: ignore[attr-defined]
        for name in (*WRITTEN, *OVERRIDES):
            if name not in incident.overrides:
                self.fields[name].widget.attrs["placeholder"] = in_words(name, getattr(incident, name))

    @staticmethod
    def initial_of(incident: Incident) -> dict[str, Any]:
        by_hand = {name: override["value"] for name, override in incident.overrides.items()}
        decided = set(IncidentForm.base_fields) - {*WRITTEN, *OVERRIDES, *_SAID}
        embargo = incident.embargo_until
        to_the_minute = {"embargo_until": embargo and embargo.replace(second=0, microsecond=0)}
        return {name: getattr(incident, name) for name in decided} | to_the_minute | by_hand

    @property
    def decisions(self) -> list[forms.BoundField]:
        names = ("strike_status", "harm_grade", "attribution", "sensitivity", "embargo_until", "is_graphic")
        return [self[name] for name in names]

    @property
    def by_hand(self) -> list[forms.BoundField]:
        return [self[name] for name in OVERRIDES]

    def arguments(self) -> dict[str, Any]:
        """The fields for `edit_incident`, or with a note for the public `correct_incident`: those that the editor
        changed, and what was said about it."""
        changed = [name for name in self.changed_data if name not in _SAID]
        if any(name in DATES for name in changed):
            changed = [*(name for name in changed if name not in DATES), *DATES]
        values = {name: self.cleaned_data[name] for name in changed}
        for name in (*WRITTEN, *OVERRIDES):
            if values.get(name) == "":
                values[name] = None
        if "date_precision" in values and values["date_precision"] == DatePrecision.DAY:
            values["date_end"] = values["date_end"] or values["date_start"]
        said = {name: self.cleaned_data[name] for name in _SAID if name == "reason" or self.cleaned_data[name].strip()}
        return {**values, **said}


def computed_and_by_hand(incident: Incident) -> list[tuple[str, str, dict[str, Any] | None]]:
    """The computed fields: label, value, and who put another value there and why."""
    return [
        (field_label(name), in_words(name, getattr(incident, name)), incident.overrides.get(name)) for name in OVERRIDES
    ]
