"""Which verb an incident takes in which state, and what it becomes. Services refuse by it, faces offer by it.

Who may is asked of `policies`; this is what is possible at all.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import policies
from incidents.errors import Refused
from incidents.history import SPLIT, revisions_of, split_off
from incidents.models import Incident, Revision
from incidents.models.choices import IncidentStatus
from incidents.public_fields import changes_content

# The states: a status, unless the record is deleted or another one took it in.
STATES = ("draft", "in_review", "published", "withdrawn", "deleted", "merged")

DRAFT, REVIEW, PUBLIC, WITHDRAWN, DELETED = STATES[:5]
SAME = "same"  # it stays what it is
FORMER = "former"  # what it was before it was deleted; what was published is a draft
NO = ""

# fmt: off
MOVES: dict[str, dict[str, str]] = {
    verb: dict(zip(STATES, becomes, strict=True))
    for verb, becomes in {
        #            draft    in_review published  withdrawn deleted  merged
        "submit":   (REVIEW,  NO,       NO,        REVIEW,   NO,      NO),
        "return":   (NO,      DRAFT,    NO,        NO,       NO,      NO),
        "approve":  (NO,      SAME,     SAME,      NO,       NO,      NO),  # published: changed since
        "publish":  (PUBLIC,  PUBLIC,   NO,        PUBLIC,   NO,      NO),
        "withdraw": (NO,      NO,       WITHDRAWN, NO,       NO,      NO),
        "correct":  (NO,      NO,       SAME,      NO,       NO,      NO),
        "edit":     (SAME,    SAME,     SAME,      SAME,     NO,      NO),
        "assign":   (SAME,    SAME,     SAME,      SAME,     NO,      NO),
        "delete":   (DELETED, DELETED,  DELETED,   DELETED,  NO,      NO),
        "restore":  (NO,      NO,       NO,        NO,       FORMER,  NO),
    }.items()
}
# fmt: on

_IT_IS = {
    "draft": gettext_lazy("%(code)s is a draft."),
    "in_review": gettext_lazy("%(code)s is in review."),
    "published": gettext_lazy("%(code)s is published."),
    "withdrawn": gettext_lazy("%(code)s is withdrawn."),
    "deleted": gettext_lazy("%(code)s was deleted."),
    "merged": gettext_lazy("%(code)s was merged into another incident."),
}


def state_of(incident: Incident) -> str:
    """One of STATES."""
    if incident.merged_into_id:
        return "merged"
    return "deleted" if incident.is_deleted else incident.status


def check(incident: Incident, verb: str, by: AbstractBaseUser | AnonymousUser | None) -> None:
    """Refused, with the reason, where the verb (without `_incident`) is not possible for the record as it stands."""
    if why := why_not(incident, verb, by):
        raise Refused(why)


def why_not(incident: Incident, verb: str, by: AbstractBaseUser | AnonymousUser | None) -> str:
    """Why it is not possible now; empty where it is."""
    state = state_of(incident)
    if not MOVES[verb][state] or (verb == "approve" and not is_under_review(incident)):
        return _IT_IS[state] % {"code": incident.code}
    if verb in ("submit", "publish") and not incident.claims.accepted().exists():  # type: ignore[attr-defined]
        return _("An incident needs an accepted claim before it can be submitted or published.")
    if verb == "publish" and settings.SECOND_PERSON and not (state == REVIEW and incident.approved_by_id):
        return _("A second person has to approve %(code)s before it is published.") % {"code": incident.code}
    if verb == "approve":
        return _why_not_approved(incident, by)
    return ""


def offered(user: AbstractBaseUser | AnonymousUser, incident: Incident) -> dict[str, bool]:
    """Each verb, and whether this person can do it to the record now."""
    return {
        verb: policies.may(user, f"{verb}_incident", incident) and not why_not(incident, verb, user) for verb in MOVES
    }


def is_under_review(incident: Incident) -> bool:
    """In review; or published and changed since, where two have to see it."""
    return state_of(incident) == REVIEW or (state_of(incident) == PUBLIC and incident.submitted_by_id is not None)


# What is done next with a record, where the person can do several things.
_NEXT = ("restore", "publish", "approve", "submit")


def next_of(offered: dict[str, bool]) -> str:
    """The verb that comes next, of those that `offered` allows; empty where nothing has to be done."""
    return next((verb for verb in _NEXT if offered[verb]), "")


def _why_not_approved(incident: Incident, by: AbstractBaseUser | AnonymousUser | None) -> str:
    if incident.approved_by_id:
        return _("%(code)s is approved.") % {"code": incident.code}
    if by is not None and by.pk in {incident.submitted_by_id, *changed_unseen_by(incident)}:
        return _("Nobody approves what they submitted or changed: somebody else has to.")
    return ""


def changed_unseen_by(incident: Incident, before: Revision | None = None) -> set[int]:
    """The ids of all people who changed what the record says since two had last seen it (or it was published), with
    those who changed so what it took in since, or what it was split off.

    `before`: as it was before that revision, of whatever record.
    """
    revisions = revisions_of(incident).filter(made_by__isnull=False).order_by("-number")
    merges = incident.merges.filter(undone_at=None)  # type: ignore[attr-defined]  # a reverse relation
    if before:
        revisions = revisions.filter(pk__lt=before.pk)
        merges = merges.filter(made_at__lte=before.made_at)
    people = set()
    found = revisions.values_list("number", "verb", "made_by", "changes", "made_at")
    for number, verb, person, changes, made_at in found.iterator(chunk_size=10):
        if verb in ("approve_incident", "publish_incident"):
            merges = merges.filter(made_at__gte=made_at)
            break
        if changes_content(changes):
            people.add(person)
        if number == 1 and verb == SPLIT and (former := split_off(incident)):
            people |= changed_unseen_by(*former)
    return people.union(*(changed_unseen_by(merge.gone) for merge in merges))


assert set(IncidentStatus.values) < set(STATES)
