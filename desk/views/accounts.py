"""Signing in and out and the editor's own password. The throttle is django-axes', in the database."""

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _


class SignIn(views.LoginView):
    template_name = "desk/sign_in.html"
    redirect_authenticated_user = True


class SignOut(views.LogoutView):
    """By POST alone: a link in a page must not be able to sign an editor out."""


class ChangePassword(views.PasswordChangeView):
    template_name = "desk/password.html"
    success_url = reverse_lazy("desk:home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, _("Your password was changed."))
        return super().form_valid(form)
