"""What an editor types about a source, a party or their names: its shape is checked here, the rest by the service."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from desk.forms.fields import words_field
from desk.forms.report import LanguageForm
from desk.forms.sides import LongTextField, SideForm
from incidents.models import Actor, Source
from incidents.models.choices import SourceKind, SourceReliability

NAME_LANGUAGES = [
    ("", gettext_lazy("Recognise it by the script")),
    ("ar", gettext_lazy("Arabic")),
    ("en", gettext_lazy("English")),
    ("other", gettext_lazy("Another language")),
]
_REGION = re.compile("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")


class NameForm(forms.Form):
    """One more name."""

    prefix = "name"

    name = words_field(gettext_lazy("Name"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=NAME_LANGUAGES, required=False)
    language_code = words_field(gettext_lazy("Its code"), dir="ltr", size=8, autocapitalize="none")

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the service that adds it."""
        typed = self.cleaned_data
        language = typed["language_code"] if typed["language"] == "other" else typed["language"]
        return {"name": typed["name"], "language": language}


class _OtherNames(forms.Form):
    """With a new one, the names that it has beside the first."""

    others = forms.CharField(
        label=gettext_lazy("Other names and spellings"),
        required=False,
        help_text=gettext_lazy("One on each line, in any language."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def names(self) -> list[tuple[str, str]]:
        return [(line, "") for line in self.cleaned_data["others"].splitlines() if line.strip()]


class SourceForm(LanguageForm, SideForm):
    """What is known about a source."""

    together: ClassVar[dict[str, tuple[str, ...]]] = {"language": ("language", "language_code")}

    name = words_field(gettext_lazy("Name"), gettext_lazy("The former name stays one of its names."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SourceKind.choices, initial=SourceKind.OUTLET)
    url = words_field(
        gettext_lazy("Address (URL)"), dir="ltr", inputmode="url", placeholder="https://", autocapitalize="none"
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        initial="UTC",
        help_text=gettext_lazy("Which day a report came out on follows from it where only the moment is known."),
    )
    country_focus = words_field(
        gettext_lazy("Countries that it reports on"),
        gettext_lazy("Two letters each (ISO 3166-1), the likeliest first: they weigh places of one name."),
        dir="ltr",
        size=16,
        autocapitalize="characters",
    )
    reliability = forms.ChoiceField(
        label=gettext_lazy("Reliability"),
        required=False,
        choices=[
            ("", gettext_lazy("Nobody has judged it")),
            *((code.value, format_lazy("{} · {}", code.value.upper(), code.label)) for code in SourceReliability),
        ],
    )
    note = LongTextField(label=gettext_lazy("Note"), rows=3)

    field_order = ["name", "kind", "url", "language", "language_code", "time_zone", "country_focus", "reliability"]

    def __init__(self, data: Any = None, record: Source | None = None, **options: Any) -> None:
        super().__init__(data, record, **({"initial": _of_source(record)} | options if record else options))
        zones = [*time_zones()]
        if record and record.time_zone not in zones:
            zones.insert(0, record.time_zone)
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("Several, or not known")),
            *self.fields["language"].choices[1:],  # type: ignore[attr-defined]
        ]

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `correct_source`."""
        typed = self.cleaned_data
        names = ("name", "kind", "url", "time_zone", "reliability", "note")
        focus = re.split(r"[\s,;،]+", typed["country_focus"].strip())
        return {name: typed[name] for name in names} | {
            "language": self.language_given(),
            "country_focus": [country for country in focus if country],
        }


class NewSourceForm(SourceForm, _OtherNames):
    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `create_source`."""
        return {**super().arguments(), "names": self.names()}


class PartyForm(SideForm):
    """What is known about a party."""

    name = words_field(gettext_lazy("Name"), gettext_lazy("The former name stays one of its names."))
    kind = words_field(gettext_lazy("Kind"), gettext_lazy("In a word or two: armed group, army, government."))
    country = words_field(
        gettext_lazy("Country"),
        gettext_lazy("Two letters (ISO 3166-1)."),
        dir="ltr",
        size=4,
        maxlength=2,
        autocapitalize="characters",
    )
    note = LongTextField(label=gettext_lazy("Note"), rows=3)

    def __init__(self, data: Any = None, record: Actor | None = None, **options: Any) -> None:
        names = ("name", "kind", "country", "note")
        initial = {"initial": {name: getattr(record, name) for name in names}} if record else {}
        super().__init__(data, record, **initial | options)

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `correct_actor`."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "country", "note")}


class NewPartyForm(PartyForm, _OtherNames):
    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `create_actor`."""
        return {**super().arguments(), "names": self.names()}


@cache
def time_zones() -> tuple[str, ...]:
    """UTC, then the zones that are called after a place, by region."""
    return ("UTC", *sorted(zone for zone in zoneinfo.available_timezones() if _REGION.match(zone)))


def _of_source(source: Source) -> dict[str, Any]:
    known = source.language in ("", "ar", "en")
    names = ("name", "kind", "url", "time_zone", "reliability", "note")
    return {name: getattr(source, name) for name in names} | {
        "country_focus": " ".join(source.country_focus),
        "language": source.language if known else "other",
        "language_code": "" if known else source.language,
    }
