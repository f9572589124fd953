"""Fields that take what an editor types on an Arabic or an English keyboard."""

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incidents.times_of_day import PARTS_OF_THE_DAY, time_words

# The decimal and thousands separators that go with Arabic-Indic digits, and the minus of a word processor; Python's
# own numbers read the digits themselves.
_SEPARATORS = str.maketrans({"٫": ".", "٬": None, "−": "-", "،": "."})


def _typed(value: Any) -> Any:
    return value.translate(_SEPARATORS).strip() if isinstance(value, str) else value


class CountField(forms.IntegerField):
    """A count of people or metres, in either kind of digits."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 7}), **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_typed(value))


class DegreesField(forms.FloatField):
    """Degrees of the `quantity` in either kind of digits.

    The range is checked here too, since a drawn area can stand in for the numbers, which the service then never sees.
    """

    widget = forms.TextInput

    def __init__(self, *, quantity: Any, limit: int, **kwargs: Any) -> None:
        self.quantity, self.limit = quantity, limit
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "size": 10}), **kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        return super().to_python(_typed(value))

    def clean(self, value: Any) -> float | None:
        try:
            degrees: float | None = super().clean(value)
        except ValidationError:
            degrees = math.nan
        # NaN is not below anything.
        if degrees is not None and not abs(degrees) <= self.limit:
            message = _("%(value)s is no %(field)s: give degrees from -%(limit)d to %(limit)d.")
            raise ValidationError(message % {"value": value, "field": self.quantity, "limit": self.limit})
        return degrees


class CalendarDateField(forms.DateField):
    """ISO dates alone: a day that reads differently in two countries is never guessed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class TimeOfDayField(forms.CharField):
    """A part of the day, shown and typed in the words of the page's language, or any other words."""

    def prepare_value(self, value: Any) -> Any:
        return time_words(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return next((part for part, words in PARTS_OF_THE_DAY.items() if str(words) == typed), typed)


# Of a name of a place: the page offers what the gazetteer has while one types.
ASKS_THE_GAZETTEER: dict[str, Any] = {"data-place-name": ""}


def words_field(label: Any, help_text: Any = "", longest: int | None = None, **attributes: Any) -> forms.CharField:
    """A line of words in any script, which the browser does not complete."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attributes})
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text, widget=widget)
