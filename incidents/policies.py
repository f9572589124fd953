"""Who may do what. The verbs are the names of the services; a face asks here before it shows a button."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group
from django.db import models
from django.utils.translation import gettext as _

from incidents.errors import NotAllowed

EDITORS = "editors"
REVIEWERS = "reviewers"

_EDITING = frozenset(
    {
        "capture_report",
        "correct_report",
        "retry_extraction",
        "create_source",
        "correct_source",
        "create_actor",
        "add_actor_name",
        "add_place",
        "add_place_name",
        "accept_claim",
        "reject_claim",
        "reopen_claim",
        "correct_claim",
        "add_claim",
        "add_claim_without_text",
        "mark_words",
        "unmark_words",
        "publish_incident",
        "withdraw_incident",
        "edit_incident",
        "delete_incident",
    }
)
_REVIEWING = frozenset({"restore_incident"})


def may(user: AbstractBaseUser | AnonymousUser | None, verb: str, subject: models.Model | None = None) -> bool:
    """True where the person may do the verb to the subject. An unknown verb is a programming error: KeyError."""
    if verb not in _EDITING | _REVIEWING:
        raise KeyError(verb)
    roles = _roles(user)
    if REVIEWERS in roles:
        return True
    if EDITORS not in roles or verb in _REVIEWING:
        return False
    # What the public has once seen is taken back in the open (withdrawn); making it disappear is a reviewer's decision.
    return not (verb == "delete_incident" and getattr(subject, "first_published_at", None))


def require(user: AbstractBaseUser | AnonymousUser | None, verb: str, subject: models.Model | None = None) -> None:
    """NotAllowed where `may` says no."""
    if not may(user, verb, subject):
        raise NotAllowed(_("You are not allowed to do this."))


def may_see_desk(user: AbstractBaseUser | AnonymousUser | None) -> bool:
    return bool(_roles(user))


def _roles(user: Any) -> frozenset[str]:
    """The person's roles, read once a request: Django hands the same user object to everything in it."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "strikeline_roles"):
        user.strikeline_roles = (
            frozenset({EDITORS, REVIEWERS})
            if getattr(user, "is_superuser", False)
            else frozenset(Group.objects.filter(user=user).values_list("name", flat=True))
        )
    roles: frozenset[str] = user.strikeline_roles
    return roles
