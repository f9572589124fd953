"""Who may do what: every decision, and here alone. The verbs are the names of the services.

A role may do all that the roles before it may. A face asks here before it shows a page or a button, a service checks.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.errors import NotAllowed


class Role(models.TextChoices):
    """What a person is here, the least first. Each is a group of that name; a superuser is an administrator."""

    READER = "reader", gettext_lazy("Reader")
    CONTRIBUTOR = "contributor", gettext_lazy("Contributor")
    EDITOR = "editor", gettext_lazy("Editor")
    REVIEWER = "reviewer", gettext_lazy("Reviewer")
    ADMINISTRATOR = "administrator", gettext_lazy("Administrator")


if unknown := settings.TWO_FACTOR_ROLES - set(Role.values):
    raise ImproperlyConfigured(
        f"STRIKELINE_TWO_FACTOR: {', '.join(sorted(unknown))} is none of {', '.join(Role.values)}"
    )

# What is everybody's own, with or without a role: the account.
_OWN = frozenset(
    {
        "change_password",
        "change_email",
        "confirm_second_factor",
        "remove_second_factor",
        "renew_recovery_codes",
        "end_sign_in",
    }
)
_READING = frozenset({"see_desk"})
_CONTRIBUTING = frozenset(
    {
        "capture_report",
        "retry_extraction",
        "create_source",
        "add_claim",
        "add_claim_without_text",
        "correct_claim",
        "correct_anchor",
        "undo_anchor",
        "mark_words",
        "unmark_words",
        "submit_incident",
    }
)
_EDITING = frozenset(
    {
        "correct_report",
        "undo_day",
        "separate_origin",
        "join_origin",
        "correct_source",
        "add_source_name",
        "remove_source_name",
        "undo_source",
        "create_actor",
        "correct_actor",
        "add_actor_name",
        "remove_actor_name",
        "undo_actor",
        "add_place",
        "correct_place",
        "undo_place",
        "remove_place",
        "add_place_name",
        "remove_place_name",
        "accept_claim",
        "reject_claim",
        "reopen_claim",
        "publish_incident",
        "withdraw_incident",
        "edit_incident",
        "correct_incident",
        "restore_revision",
        "add_note",
        "remove_note",
        "add_medium",
        "correct_medium",
        "remove_medium",
        "assign_incident",
        "delete_incident",
        "merge_incidents",
        "undo_merge",
        "split_incident",
        "restore_incident",
    }
)
_REVIEWING = frozenset(
    {
        "return_incident",
        "approve_incident",
        "see_learning",
        "merge_sources",
        "undo_source_merge",
        "merge_actors",
        "undo_actor_merge",
    }
)
_ADMINISTERING = frozenset(
    {
        "see_people",
        "invite_person",
        "issue_recovery_link",
        "revoke_link",
        "change_role",
        "deactivate_person",
        "reactivate_person",
        "reset_second_factor",
        "lift_throttle",
        "see_audit",
        "export_audit",
        "see_administration",
    }
)

_VERBS_OF = {
    Role.READER: _READING,
    Role.CONTRIBUTOR: _CONTRIBUTING,
    Role.EDITOR: _EDITING,
    Role.REVIEWER: _REVIEWING,
    Role.ADMINISTRATOR: _ADMINISTERING,
}
_LEAST = {verb: role for role, verbs in _VERBS_OF.items() for verb in verbs}
_CHANGING_A_CLAIM = frozenset({"correct_claim", "correct_anchor", "undo_anchor", "mark_words", "unmark_words"})
_MOVING_A_RECORD = frozenset({"restore_incident", "delete_incident", "merge_incidents", "undo_merge", "split_incident"})
_RANK = {role: rank for rank, role in enumerate(Role)}

Person = AbstractBaseUser | AnonymousUser | None


def verbs() -> frozenset[str]:
    """Every verb that is known here."""
    return _OWN | frozenset(_LEAST)


def may(user: Person, verb: str, subject: models.Model | None = None) -> bool:
    """True where the person may do the verb to the subject. An unknown verb is a programming error: KeyError."""
    if verb in _OWN:
        return _may_with_account(user, subject)
    # Who submitted it takes it back to go on working; anybody else's is returned by a reviewer.
    if verb == "return_incident" and user is not None and user.pk and user.pk == getattr(subject, "submitted_by_id", 0):
        return _reaches(user, Role.CONTRIBUTOR)
    # A note is its signer's.
    if verb == "remove_note" and (user is None or getattr(subject, "signed_by_id", user.pk) != user.pk):
        return _reaches(user, Role.REVIEWER)
    return _reaches(user, _least(verb, subject))


def people_who_may(verb: str) -> QuerySet[User]:
    """Everybody with an open account who may do the verb at all, by name."""
    roles = [role for role in Role if _RANK[role] >= _RANK[_LEAST[verb]]]
    may_do = Q(groups__name__in=roles) | Q(is_superuser=True)
    return User.objects.filter(may_do, is_active=True).distinct().order_by("username")


def require(user: Person, verb: str, subject: models.Model | None = None) -> None:
    """NotAllowed where `may` says no."""
    if not may(user, verb, subject):
        raise NotAllowed(_("You are not allowed to do this."))


def may_see_desk(user: Person) -> bool:
    return may(user, "see_desk")


def needs_second_factor(user: Person) -> bool:
    """Whether the setting makes a second factor compulsory for the person's role."""
    role = role_of(user)
    return role is not None and role in settings.TWO_FACTOR_ROLES


def role_of(user: Any) -> Role | None:
    """The highest role of a person who may sign in, read once a request: one user object serves all of it."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    if not hasattr(user, "strikeline_role"):
        user.strikeline_role = Role.ADMINISTRATOR if getattr(user, "is_superuser", False) else _group_of(user)
    role: Role | None = user.strikeline_role
    return role


def _group_of(user: Any) -> Role | None:
    roles = (Role(group.name) for group in user.groups.all() if group.name in Role.values)
    return max(roles, key=_RANK.__getitem__, default=None)


def _least(verb: str, subject: models.Model | None) -> Role:
    """The least role that may do this to this one."""
    role = _LEAST[verb]
    # What the public has once seen is taken back in the open (withdrawn); making it disappear, or lead elsewhere, is a
    # reviewer's decision.
    if verb in _MOVING_A_RECORD and getattr(subject, "first_published_at", None):
        return Role.REVIEWER
    # A contributor proposes; what was decided already, and what an incident rests on, is an editor's.
    if verb in _CHANGING_A_CLAIM and getattr(subject, "state", "proposed") != "proposed":
        return Role.EDITOR
    return role


def _reaches(user: Person, least: Role) -> bool:
    role = role_of(user)
    return role is not None and _RANK[role] >= _RANK[least]


def _may_with_account(user: Any, subject: Any) -> bool:
    """Everybody with the own account (a person, or what has one in `person`); an administrator ends any sign-in."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    owner = getattr(subject, "person_id", None) or getattr(subject, "pk", None)
    return owner in (None, user.pk) or (hasattr(subject, "person_id") and _reaches(user, Role.ADMINISTRATOR))
