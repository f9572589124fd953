"""The verbs between a draft and its publication: submitted, returned, approved; and who works on it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from incidents import moves, policies
from incidents.errors import Refused
from incidents.models import Incident
from incidents.models.choices import IncidentStatus
from incidents.services.revisions import change
from incidents.text import storable

LONGEST_COMMENT = 2_000


def submit_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int) -> Incident:
    """Ask for a review of a draft, or of what was withdrawn."""
    with change(incident, lock_version, by=by, verb="submit_incident") as locked:
        moves.check(locked, "submit", by)
        locked.status = IncidentStatus.IN_REVIEW
        locked.submitted_by, locked.approved_by = by, None  # type: ignore[assignment]
    return locked


def return_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int, comment: str) -> Incident:
    """Give it back to whoever submitted it, saying what is missing; who submitted it takes it back themselves."""
    policies.require(by, "return_incident", incident)
    why = storable(comment, "comment").strip()
    if not why:
        raise Refused(_("Say what is missing, so that it can be done."), "comment")
    if len(why) > LONGEST_COMMENT:
        raise Refused(_("This is too long."), "comment")
    with change(incident, lock_version, by=by, verb="return_incident", reason=why, yours={"comment": why}) as locked:
        moves.check(locked, "return", by)
        locked.status = IncidentStatus.DRAFT
        locked.approved_by = None
        if locked.submitted_by_id == by.pk:
            locked.submitted_by = None
    return locked


def approve_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int) -> Incident:
    """Remember who found it fit for the public, until what it says changes. Nobody approves their own.

    Of what is public and was changed since, this ends the review.
    """
    with change(incident, lock_version, by=by, verb="approve_incident") as locked:
        moves.check(locked, "approve", by)
        locked.approved_by = by  # type: ignore[assignment]
        if locked.status == IncidentStatus.PUBLISHED:
            locked.submitted_by = None
    return locked


def assign_incident(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, person: AbstractBaseUser | None
) -> Incident:
    """Give it to somebody who may edit it, or to nobody."""
    yours = {"assigned_to_id": person and person.pk}
    with change(incident, lock_version, by=by, verb="assign_incident", yours=yours) as locked:
        moves.check(locked, "assign", by)
        if person is not None and not policies.may(person, "edit_incident", locked):
            message = _("%(name)s may not edit incidents.")
            raise Refused(message % {"name": person.get_username()}, "person")
        locked.assigned_to = person  # type: ignore[assignment]
    return locked
