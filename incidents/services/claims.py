"""The verbs of a claim: accepted, rejected, taken back, corrected, added by hand."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from incidents.applying import apply_claims
from incidents.claim_rows import write_facts
from incidents.errors import AlreadyThere, Refused
from incidents.facts import ClaimFacts
from incidents.models import Claim, Incident, ReportVersion, Source
from incidents.models.choices import ClaimState, IncidentStatus
from incidents.policies import require
from incidents.services.incidents import new_incident, recompute, recompute_of
from incidents.services.revisions import change, follow, made
from incidents.text import one_line, storable

LONGEST_REASON = 300


def accept_claim(*, by: AbstractBaseUser, claim: Claim, lock_version: int, incident: Incident | None = None) -> Claim:
    """Accept what the claim says: into the incident, or into a new draft made out of it.

    AlreadyThere, with its incident, where somebody has accepted it before.
    """

    def refuse(locked: Claim) -> None:
        if locked.state == ClaimState.ACCEPTED and locked.incident:
            message = _("This claim is accepted already, in %(code)s.") % {"code": locked.incident.code}
            raise AlreadyThere(message, existing=locked.incident)
        if locked.state == ClaimState.REJECTED:
            raise Refused(_("This claim was rejected; reopen it first."))

    yours = {"state": ClaimState.ACCEPTED, "incident": incident and incident.code}
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="accept_claim", yours=yours, refuse=refuse) as locked:
            target = _existing(incident) if incident else new_incident(locked, by)
            locked.state = ClaimState.ACCEPTED
            locked.incident = target
        if incident:
            recompute(target, by, reason=gettext_noop("A claim was linked."))
        else:
            apply_claims(target)
            target.save()
            made(target, "accept_claim", by)
    return locked


def reject_claim(*, by: AbstractBaseUser, claim: Claim, lock_version: int, reason: str = "") -> Claim:
    """Keep the claim, as one that does not hold."""
    reason = one_line(reason, "reason", LONGEST_REASON)
    yours = {"state": ClaimState.REJECTED, "reason": reason}
    with change(claim, lock_version, by=by, verb="reject_claim", reason=reason, yours=yours) as locked:
        if locked.state != ClaimState.PROPOSED:
            raise Refused(_("Only a proposed claim can be rejected; reopen this one first."))
        locked.state = ClaimState.REJECTED
    return locked


def reopen_claim(*, by: AbstractBaseUser, claim: Claim, lock_version: int, reason: str = "") -> Claim:
    """Undo an acceptance or a rejection. It leaves its incident, unless that is published.

    A draft that was made out of it alone is deleted, and can be restored.
    """
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="reopen_claim", reason=reason) as locked:
            if locked.state == ClaimState.PROPOSED:
                raise Refused(_("This claim is open."))
            # Locked, so that nobody publishes it on the strength of the claim that is leaving.
            former = Incident.objects.select_for_update().filter(claims=locked).first()
            if former and former.status == IncidentStatus.PUBLISHED and not former.is_deleted:
                raise Refused(_("%(code)s is published; withdraw it first.") % {"code": former.code})
            locked.state = ClaimState.PROPOSED
            locked.incident = None
        if former and former.status == IncidentStatus.DRAFT and not former.claims.exists():
            with follow(former, by=by, verb="reopen_claim", reason=reason) as draft:
                draft.is_deleted = True
        elif former:
            recompute(former, by, reason=gettext_noop("A claim was taken back."))
    return locked


def correct_claim(*, by: AbstractBaseUser, claim: Claim, lock_version: int, facts: ClaimFacts) -> Claim:
    """Replace what the claim says; its incident is computed again."""
    text = _text_of(claim)
    checked = facts.checked(text)
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="correct_claim", yours=asdict(facts)) as locked:
            if locked.state == ClaimState.REJECTED:
                raise Refused(_("This claim was rejected; reopen it first."))
            write_facts(locked, checked, text)
        recompute_of(locked, by, gettext_noop("A claim was corrected."))
    return locked


def add_claim(*, by: AbstractBaseUser, version: ReportVersion, facts: ClaimFacts) -> Claim:
    """A claim that the reader missed, with the words of the report that say it."""
    require(by, "add_claim", version)
    _must_say_something(facts)
    checked = facts.checked(version.text)
    with transaction.atomic():
        claim = Claim(
            report_version=version,
            position=version.claims.count(),
            created_by=by,  # type: ignore[misc]
        )
        write_facts(claim, checked, version.text)
        return made(claim, "add_claim", by)


def add_claim_without_text(*, by: AbstractBaseUser, source: Source, reason: str, facts: ClaimFacts) -> Claim:
    """A claim with no text at hand: who says so, and why it is believed."""
    require(by, "add_claim_without_text", source)
    why = storable(reason, "reason").strip()
    if not why:
        raise Refused(_("Say how this is known, since no text is at hand."), "reason")
    _must_say_something(facts)
    checked = facts.checked(None)
    with transaction.atomic():
        claim = Claim(source=source.stands_as, reason=why, created_by=by)  # type: ignore[misc]
        write_facts(claim, checked, None)
        return made(claim, "add_claim_without_text", by, why)


def _must_say_something(facts: ClaimFacts) -> None:
    """The reader may find a kind alone; a person who adds a claim knows where, when, to whom or by whom."""
    if not any((facts.date_start, facts.date_end, facts.date_text, facts.places, facts.casualties, facts.actors)):
        raise Refused(_("The claim says nothing yet: give at least a place, a date, casualties or an actor."))


def _existing(incident: Incident) -> Incident:
    found = Incident.objects.select_for_update().filter(pk=incident.pk, is_deleted=False).first()
    if found is None:
        raise Refused(_("%(code)s was deleted.") % {"code": incident.code})
    return found


def _text_of(claim: Claim) -> str | None:
    return claim.report_version.text if claim.report_version else None
