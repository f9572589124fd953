"""The filters of the audit page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy

from desk.audit_words import SUBJECTS, audited_verbs
from desk.forms.fields import CalendarDateField

PROGRAM = "program"


class AuditForm(forms.Form):
    by = forms.ChoiceField(label=gettext_lazy("Done by"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    subject = forms.ChoiceField(
        label=gettext_lazy("To what"), required=False, choices=[("", gettext_lazy("Anything")), *SUBJECTS.items()]
    )
    incident = forms.CharField(
        label=gettext_lazy("Code of an incident"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters"}),
    )
    since = CalendarDateField(label=gettext_lazy("From"), required=False)
    until = CalendarDateField(label=gettext_lazy("To"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._people = {str(person.pk): person for person in get_user_model()._default_manager.order_by("username")}
        names = [(pk, person.get_username()) for pk, person in self._people.items()]
        self.fields["by"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("Anybody")),
            (PROGRAM, gettext_lazy("The program, or somebody unknown")),
            *names,
        ]
        self.fields["verb"].choices = [("", gettext_lazy("Anything")), *audited_verbs()]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `desk.auditing.entries`."""
        given = dict(self.cleaned_data)
        by = given.pop("by")
        return {**given, "by": self._people.get(by), "by_program": by == PROGRAM}
