"""The day that the words of a date count from."""

from django import forms
from django.utils.translation import gettext_lazy

from desk.forms.fields import CalendarDateField


class AnchorForm(forms.Form):
    anchor = CalendarDateField(label=gettext_lazy("Counted from"))
