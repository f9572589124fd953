"""All fields of a claim in one page: the claim itself, and its rows (`desk.forms.claim_rows`) in formsets."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from desk.forms.claim_rows import ActorForm, CasualtyForm, PlaceForm, SpanForm
from desk.forms.fields import CalendarDateField, TimeOfDayField, words_field
from desk.forms.refusals import show_refusal
from desk.record_words import RecordWords
from desk.wording import field_label, in_words
from incidents.errors import Refused
from incidents.facts import MOST_ROWS, ClaimFacts
from incidents.models import Actor
from incidents.models.choices import (
    ClaimRole,
    DatePrecision,
    Kind,
    SpanField,
)

ACTORS_OFFERED = 300
RARELY = ("role", "date_text")


class ClaimForm(forms.Form):
    """What happened and when; the dates' rules are the service's."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("– choose the kind –")), *Kind.choices]
    )
    role = forms.ChoiceField(label=gettext_lazy("Role in the report"), choices=ClaimRole.choices)
    date_start = CalendarDateField(label=gettext_lazy("From"), required=False)
    date_end = CalendarDateField(label=gettext_lazy("To"), required=False)
    date_precision = forms.ChoiceField(label=gettext_lazy("Precision of the date"), choices=DatePrecision.choices)
    date_text = words_field(gettext_lazy("Words of the date"), longest=200)
    time_of_day = TimeOfDayField(
        label=gettext_lazy("Time of day"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    names = {"date": "date_start", "dates": "date_start"}

    @property
    def often(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in RARELY]

    @property
    def rarely(self) -> list[forms.BoundField]:
        """What the page folds: what the reader says of the claim is seldom corrected."""
        return [self[name] for name in RARELY]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end, precision = (cleaned.get(name) for name in ("date_start", "date_end", "date_precision"))
        # One day is typed once, and dates say by themselves how exactly they are known.
        if precision in (DatePrecision.DAY, DatePrecision.UNKNOWN) and not self.errors and (start or end):
            start, end = start or end, end or start
            if precision == DatePrecision.UNKNOWN:
                precision = DatePrecision.DAY if start == end else DatePrecision.RANGE
            cleaned |= {"date_start": start, "date_end": end, "date_precision": precision}
        return cleaned


_ROWS: dict[str, tuple[type[Any], int]] = {
    "places": (PlaceForm, 1),
    "actors": (ActorForm, 1),
    "casualties": (CasualtyForm, 1),
    "spans": (SpanForm, 0),
}
_FORMSETS = {
    name: forms.formset_factory(form, extra=extra, can_delete=True, max_num=MOST_ROWS)
    for name, (form, extra) in _ROWS.items()
}
_DATE = ("date_start", "date_end", "date_precision")
# The fields of the service that belong to one kind of rows.
_FIELDS = {
    "places": {
        "places",
        "latitude",
        "longitude",
        "precision",
        "radius_m",
        "area",
        "place_id",
        "place_text",
        "place_name",
        "is_main",
    },
    "actors": {"actors", "actor_role", "attribution", "actor_name", "actor_id", "actor_text"},
    "casualties": {"casualties", "group", "harm", "minimum", "maximum", "casualty_text"},
    "spans": {"spans", "field"},
}


class ClaimEditor:
    """The claim's form and the formsets of its rows as one thing that is valid or not and gives `ClaimFacts`."""

    def __init__(self, data: Any = None, facts: ClaimFacts | None = None, text: str | None = None) -> None:
        initial = {name: getattr(facts, name) for name in ClaimForm.base_fields} if facts else None
        self.main = ClaimForm(data, initial=initial)
        self.rows = {
            name: formset(
                data,
                prefix=name,
                initial=[_ROWS[name][0].initial_of(row) for row in getattr(facts, name)] if facts else None,
            )
            for name, formset in _FORMSETS.items()
        }
        self.given, self.text = facts, text
        self.errors: list[str] = []

    @property
    def places(self) -> Any:
        return self.rows["places"]

    @property
    def actors(self) -> Any:
        return self.rows["actors"]

    @property
    def casualties(self) -> Any:
        return self.rows["casualties"]

    @property
    def quotes(self) -> list[tuple[Any, str, str]]:
        """The marked words: the row's form, the field's label and the words themselves."""
        found = []
        for form in self.rows["spans"]:
            field, start, end = (form[name].value() for name in ("field", "start", "end"))
            words = (self.text or "")[int(start or 0) : int(end or 0)]
            found.append((form, str(SpanField(field).label) if field in SpanField.values else "", words))
        return found

    @property
    def known_actors(self) -> list[str]:
        return list(Actor.objects.standing().order_by("name").values_list("name", flat=True)[:ACTORS_OFFERED])

    def is_valid(self) -> bool:
        valid = all([self.main.is_valid(), *(formset.is_valid() for formset in self.rows.values())])
        self.errors = [str(error) for formset in self.rows.values() for error in formset.non_form_errors()]
        return valid

    def facts(self) -> ClaimFacts:
        """What was typed; of an editor that nothing was typed into, what it was given."""
        if not self.main.is_bound and self.given:
            return self.given
        rows: dict[str, Any] = {name: self._facts_of(formset) for name, formset in self.rows.items()}
        return ClaimFacts(**{name: self.main.cleaned_data[name] for name in ClaimForm.base_fields}, **rows)

    @staticmethod
    def _facts_of(formset: Any) -> list[Any]:
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data]
        return [facts for form in kept if (facts := form.facts()) is not None]

    # Two people's versions side by side (`desk.forms.sides.Side`):

    def units(self) -> dict[str, str]:
        alone = [name for name in ClaimForm.base_fields if name not in _DATE]
        return {name: field_label(name) for name in ("kind", "role", "date", *alone[2:], *_ROWS)}

    def columns(self, unit: str) -> set[str]:
        return set(_DATE) if unit == "date" else {unit}

    def changed_units(self) -> set[str]:
        changed = {"date" if name in _DATE else name for name in self.main.changed_data}
        return changed | {name for name, formset in self.rows.items() if formset.has_changed()}

    def value(self, unit: str) -> Any:
        facts = self.facts()
        return [getattr(facts, name) for name in (_DATE if unit == "date" else (unit,))]

    def in_words(self, unit: str) -> str:
        facts = asdict(self.facts())
        words = RecordWords([facts])
        if unit == "date":
            facts |= {name: facts[name] and facts[name].isoformat() for name in _DATE[:2]}
            return words.date(facts)
        if unit == "spans":
            said = ((span["start"], span["end"], span["field"]) for span in facts["spans"])
            rows = [{"field": field, "text": (self.text or "")[start:end]} for start, end, field in said]
            return "\n".join(map(words.quote, rows)) or "–"
        say = {"places": words.place, "actors": words.actor, "casualties": words.casualty}.get(unit)
        return ("\n".join(map(say, facts[unit])) or "–") if say else in_words(unit, facts[unit])

    def taking(self, units: set[str], other: Self) -> Self:
        names = [name for unit in units for name in (_DATE if unit == "date" else (unit,))]
        theirs = other.facts()
        facts = replace(self.facts(), **{name: getattr(theirs, name) for name in names})
        return type(self)(None, facts, self.text)

    def refuse(self, refusal: Refused) -> None:
        """Show what the service refused beside its field; with several rows, where it cannot say which, above them."""
        for name, fields in _FIELDS.items():
            if refusal.field in fields and refusal.field not in ClaimForm.base_fields:
                forms_of = [form for form in self.rows[name].forms if form.cleaned_data and form.has_changed()]
                if len(forms_of) == 1 and name != "spans":
                    show_refusal(forms_of[0], refusal, **forms_of[0].names)
                else:
                    self.errors.append(f"{_SECTION[name]}: {refusal.message}")
                return
        show_refusal(self.main, refusal, **ClaimForm.names)


_SECTION = {
    "places": gettext_lazy("Places"),
    "actors": gettext_lazy("Actors"),
    "casualties": gettext_lazy("Casualties"),
    "spans": gettext_lazy("Quoted words"),
}
