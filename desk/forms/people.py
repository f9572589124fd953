"""What is typed about accounts: the forms check its shape, the services everything else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.policies import Role


def _password(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "dir": "ltr"})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=4096, **options)


def _code(label: Any, **options: Any) -> forms.CharField:
    look = {"autocomplete": "one-time-code", "inputmode": "text", "dir": "ltr", "autocapitalize": "none"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs={**look, **options}))


class NewPasswordForm(forms.Form):
    """A new password twice, with the rules that hold."""

    password = _password(gettext_lazy("New password"), "new-password")
    again = _password(gettext_lazy("The same again"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two are not the same."))
        return again


class JoinForm(NewPasswordForm):
    username = forms.CharField(
        label=gettext_lazy("Name to sign in with"),
        max_length=150,
        help_text=gettext_lazy(
            "Letters, digits and @ . + - _, without blanks. Your colleagues see it beside your work."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}),
    )
    field_order = ["username", "password", "again"]


class ChangePasswordForm(NewPasswordForm):
    old_password = _password(gettext_lazy("Your password now"), "current-password")
    field_order = ["old_password", "password", "again"]


class PasswordForm(forms.Form):
    """One's own password, before what opens the account is changed."""

    old_password = _password(gettext_lazy("Your password"), "current-password")


class EmailForm(PasswordForm):
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    field_order = ["email", "old_password"]


class ConfirmPhoneForm(PasswordForm):
    code = _code(gettext_lazy("The six digits that the app shows"))
    field_order = ["code", "old_password"]


class CodeForm(forms.Form):
    code = _code(gettext_lazy("Code"), autofocus=True)


class ForgottenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name here, or your e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}),
    )


class InviteForm(forms.Form):
    for_whom = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=150,
        help_text=gettext_lazy("As you call them; they choose the name to sign in with themselves."),
        widget=forms.TextInput(attrs={"dir": "auto", "autofocus": True}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, initial=Role.EDITOR)
    email = forms.CharField(
        label=gettext_lazy("E-mail"), required=False, max_length=254, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = (
            _("The link is sent there; you can copy it as well.")
            if settings.MAIL
            else _("No mail server is set up here: you hand the link over yourself.")
        )
