"""Django's administration, for administrators alone and for reading: the tables as they are.

Whatever has a service is changed by it, with its checks, its revision and its audit row; a form of the administration
would be a way round all three. So nothing is added, changed or deleted here. Signing in, the second factor and the
password are the desk's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from desk.access import refusal_of
from incidents import policies
from incidents.models import AccountLink, RecoveryCode

ROOMS = ("incidents", "geo")
# Who reads them could come in with them.
SECRET = (AccountLink, RecoveryCode)
COLUMNS = 7
_CALLED = ("code", "name", "title", "title_en", "title_ar", "verb", "username", "subject_name")
_SHORT = (models.CharField, models.IntegerField, models.DateField, models.BooleanField)


class Reading(admin.ModelAdmin):  # type: ignore[type-arg]  # of any model
    """The rows of one table: shown, searched, and never written."""

    actions = None
    list_per_page = 50
    # A count of a million rows takes longer than the page.
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return policies.may(request.user, "see_administration")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return policies.may(request.user, "see_administration")

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadingPeople(Reading):
    list_display = ("username", "email", "is_active", "last_login", "date_joined")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "email")
    fields = ("username", "email", "groups", "is_active", "is_superuser", "last_login", "date_joined")


class Administration(admin.AdminSite):
    site_header = gettext_lazy("Strikeline: the tables, for reading")
    site_title = "Strikeline"
    index_title = gettext_lazy("Tables")
    enable_nav_sidebar = False  # its script keeps its state by a name for each table; the index is enough

    def has_permission(self, request: HttpRequest) -> bool:
        return policies.may(request.user, "see_administration")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:  # type: ignore[override]
        guarded = super().admin_view(view, cacheable)

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("desk:sign_in"))
            return refusal_of(request, "see_administration") or guarded(request, *args, **kwargs)

        return asked

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(reverse("admin:index"), reverse("desk:sign_in"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """By POST alone, as at the desk: a link in a page must not be able to sign anybody out."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("desk:password")


def reading_of(model: type[models.Model]) -> type[Reading]:
    """How a table is read: what a record is called and its first short columns, newest first."""
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, _SHORT)]
    called = [name for name in names if name in _CALLED]
    shown = [*names[:1], *called, *(name for name in names[1:] if name not in called)][:COLUMNS]
    return type(
        f"Reading{model.__name__}", (Reading,), {"list_display": shown, "search_fields": called, "ordering": ("-pk",)}
    )


def tables() -> list[type[models.Model]]:
    """Every table of ours but those that hold a secret."""
    ours = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model for model in ours if model not in SECRET]


def register() -> None:
    """Called once the apps are ready."""
    admin.site.register(get_user_model(), ReadingPeople)
    admin.site.register(Group, reading_of(Group))
    for model in tables():
        admin.site.register(model, reading_of(model))
