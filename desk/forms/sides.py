"""What a form needs so that two people's versions of one record can stand side by side."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Protocol, Self

from django import forms
from django.db import models
from django.http import QueryDict

from desk.widgets import DrawnPlaceField
from desk.wording import field_label, in_words


class Side(Protocol):
    """A form of a record whose units (a field, or fields that make sense together) can come from either person."""

    def is_valid(self) -> bool: ...

    def units(self) -> dict[str, str]:
        """The units with their labels."""

    def columns(self, unit: str) -> set[str]:
        """What the unit is called in a stored state."""

    def changed_units(self) -> set[str]:
        """What was typed over, compared with the record that the form was made of."""

    def value(self, unit: str) -> Any:
        """Comparable with that of another form of the same kind that nobody typed in."""

    def in_words(self, unit: str) -> str: ...

    def taking(self, units: set[str], other: Any) -> Self:
        """The form again, with these units as the other one has them."""


class SideForm(forms.Form):
    """A plain form as a side. Its fields are units unless `together` joins some; `apart` are no part of the record."""

    together: ClassVar[dict[str, tuple[str, ...]]] = {}
    apart: ClassVar[tuple[str, ...]] = ("reason",)

    def __init__(self, data: Any = None, record: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.record: models.Model | None = record

    def units(self) -> dict[str, str]:
        joined = {name for names in self.together.values() for name in names}
        alone = {name: str(self[name].label) for name in self.fields if name not in {*joined, *self.apart}}
        return {unit: field_label(unit) for unit, names in self.together.items() if self._of(names)} | alone

    def columns(self, unit: str) -> set[str]:
        return {column for name in self._fields(unit) for column in (name, f"{name}_id")}

    def changed_units(self) -> set[str]:
        changed = set(self.changed_data)
        return {unit for unit in self.units() if changed.intersection(self._fields(unit))}

    def value(self, unit: str) -> Any:
        return [self[name].value() for name in self._fields(unit)]

    def in_words(self, unit: str) -> str:
        names = self._fields(unit)
        if len(names) == 1:
            return self._field_in_words(names[0])
        said = {name: self._field_in_words(name) for name in names if not self[name].is_hidden}
        return "\n".join(f"{self[name].label}: {words}" for name, words in said.items() if words != "–") or "–"

    def taking(self, units: set[str], other: Any) -> Self:
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name in (name for unit in units for name in self._fields(unit)):
            value = other[name].value()
            data.pop(self[name].html_name, None)
            if value not in (None, False):
                data[self[name].html_name] = "on" if value is True else value
        return type(self)(data, self.record)

    def _fields(self, unit: str) -> list[str]:
        return self._of(self.together.get(unit, (unit,)))

    def _of(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if name in self.fields]

    def _field_in_words(self, name: str) -> str:
        field: Any = self.fields[name]
        value = self[name].value()
        if isinstance(field, DrawnPlaceField):
            return in_words("area", {"coordinates": []}) if "Polygon" in str(value or "") else "–"
        if isinstance(field, forms.ChoiceField):
            # A model's choices are rows, whose labels are their names.
            labels = {str(code): str(label) for code, label in field.widget.choices}
            return labels.get(str(value if value is not None else ""), str(value))
        if isinstance(field, forms.BooleanField):
            return in_words(name, bool(field.to_python(value)))
        if isinstance(value, dt.datetime):
            return value.isoformat(" ", "minutes")
        if isinstance(field, forms.DateTimeField):
            return in_words(name, str(value or "").replace("T", " "))
        return in_words(name, value)


class LongTextField(forms.CharField):
    """A text of several lines, whose line ends are evened as they are stored: a browser sends others."""

    def __init__(self, *, rows: int, direction: str = "auto", **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": direction})
        super().__init__(widget=widget, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""
