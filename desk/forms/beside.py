"""What is typed about a note or a link of an incident: the form checks its shape, the service everything else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from desk.forms.sides import LongTextField
from incidents.models import IncidentMedia
from incidents.models.choices import MediaKind, NoteKind


class NoteForm(forms.Form):
    prefix = "note"

    kind = forms.ChoiceField(label=gettext_lazy("About"), choices=NoteKind.choices)
    text = LongTextField(
        label=gettext_lazy("Note"), rows=3, help_text=gettext_lazy("Signed with your name; never published.")
    )


class MediumForm(forms.Form):
    """A link. `public_note` is wanted where the public sees the record."""

    prefix = "medium"

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MediaKind.choices)
    url = forms.CharField(
        label=gettext_lazy("Address (URL)"),
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "dir": "ltr", "placeholder": "https://", "autocapitalize": "none"}
        ),
    )
    caption_en = forms.CharField(
        label=gettext_lazy("Caption (English)"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    caption_ar = forms.CharField(
        label=gettext_lazy("Caption (Arabic)"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    is_graphic = forms.BooleanField(label=gettext_lazy("Graphic content"), required=False)
    public_note = LongTextField(
        label=gettext_lazy("What is corrected, and why, for the public to read"),
        rows=2,
        help_text=gettext_lazy("Needed where the incident is published. It goes to the public log."),
    )

    def __init__(self, data: Any = None, medium: IncidentMedia | None = None) -> None:
        names = ("kind", "url", "caption_en", "caption_ar", "is_graphic")
        initial = {name: getattr(medium, name) for name in names} if medium else None
        super().__init__(data, initial=initial)
