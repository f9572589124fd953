"""A service's refusal, put beside the input that it is about."""

from django import forms

from incidents.errors import Refused


def show_refusal(form: forms.Form, refusal: Refused, **names: str) -> None:
    """Add the refusal to the form; `names` maps a field of the service to one of the form."""
    field = names.get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, refusal.message)
