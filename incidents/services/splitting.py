"""One record turns out to be two events: chosen claims leave into a draft of their own."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents import policies
from incidents.applying import apply_claims
from incidents.errors import Refused
from incidents.history import SPLIT, split_off
from incidents.models import Claim, Incident
from incidents.models.choices import PublicEvent
from incidents.services.incidents import check_against_claims, new_incident, reason_given
from incidents.services.leaving import locked_claims, move_claims, tell_moved
from incidents.services.revisions import change, made


def split_incident(
    *,
    by: AbstractBaseUser,
    incident: Incident,
    claims: Collection[int],
    reason: str,
    lock_version: int,
    public_note: str = "",
) -> Incident:
    """A new draft out of the claims with these ids; what guards the record guards it too. Merging undoes it.

    Refused where none is chosen, none would stay, or one is not the incident's.
    """
    why = reason_given(reason)
    policies.require(by, SPLIT, incident)
    chosen = sorted(set(claims))
    yours = {"claims": chosen, "reason": why}
    with transaction.atomic():
        told_by = locked_claims(incident)
        leaving = [claim for claim in told_by if claim.pk in chosen]
        _check(incident, chosen, told_by, leaving)
        # Before the record is locked: its own revision names the draft.
        draft = new_incident(leaving[0], by)
        told = f"{why} ({draft.code})"
        with change(incident, lock_version, by=by, verb=SPLIT, reason=told, yours=yours) as locked:
            if locked.is_deleted:
                raise Refused(_("%(code)s was deleted.") % {"code": locked.code})
            for guard in ("is_demo", "is_synthetic", "coarse_area", "sensitivity", "embargo_until", "is_graphic"):
                setattr(draft, guard, getattr(locked, guard))
            move_claims(leaving, draft, by, SPLIT, told)
            apply_claims(locked, [claim for claim in told_by if claim not in leaving])
            check_against_claims(locked)
        tell_moved(locked, PublicEvent.SPLIT, public_note)
        apply_claims(draft, leaving)
        draft.save()
        return made(draft, SPLIT, by, f"{why} ({incident.code})")


def split_from(incident: Incident) -> Incident | None:
    """The record that the claims of this one left, where it was made by a split."""
    found = split_off(incident)
    return found[0] if found else None


def _check(incident: Incident, chosen: list[int], claims: list[Claim], leaving: list[Claim]) -> None:
    if not chosen:
        raise Refused(_("Choose the claims that leave."), "claims")
    if len(leaving) < len(chosen):
        raise Refused(_("One of these claims is not in %(code)s.") % {"code": incident.code}, "claims")
    if len(leaving) == len(claims):
        raise Refused(_("At least one claim has to stay."), "claims")
