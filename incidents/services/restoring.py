"""A former version of a record brought back, as one more change of it.

What a person decided or wrote comes back; what follows from other records is computed from how those stand now. Nothing
that hides less of the record than now comes back, nothing is taken from another record, and no signed note goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from geo.models import Place
from incidents import moves
from incidents.applying import apply_claims
from incidents.claim_rows import write_facts
from incidents.dates import check_dates
from incidents.errors import Refused
from incidents.facts import ClaimFacts
from incidents.history import SUBJECTS, State, plain, rebuilt, state_of
from incidents.models import Actor, Claim, Incident, IncidentMedia, IncidentNote, Revision, Source
from incidents.models.choices import ClaimState
from incidents.models.facts import values_of
from incidents.services import correcting, public_log
from incidents.services.checks import LONGEST_REASON
from incidents.services.incidents import DECIDED, check_against_claims, recompute_of
from incidents.services.merging import standing_merges, what_went
from incidents.services.places import restore_place
from incidents.services.revisions import change
from incidents.text import one_line, storable

# How much is told, and from when, is decided for the record as it is, not for the one of then.
# A warning given since stays, and one given then comes back.
_AS_NOW = frozenset({"sensitivity", "embargo_until", "is_graphic"})
_DATE = ("date_start", "date_end", "date_precision", "edtf", "not_before", "not_after", "date_anchor", "date_rule")


def restore_revision(
    *,
    by: AbstractBaseUser,
    record: models.Model,
    revision: Revision,
    lock_version: int,
    reason: str = "",
    public_note: str = "",
) -> models.Model:
    """Bring back the version that stands in the revision; the new revision's reason begins with its number.

    `public_note` is for the public log, where the public sees what comes back. Refused for a revision of another
    record, for a report (whose text and captures never change), and where what would come is not possible now.
    """
    if (revision.subject, revision.subject_id) != (SUBJECTS[type(record)], record.pk):
        raise Refused(_("This is a revision of another record."))
    why = one_line(reason, "reason", LONGEST_REASON)
    if not why:
        raise Refused(_("Say why."), "reason")
    told = {"reason": f"#{revision.number}: {why}", "state": revision.state}
    if isinstance(record, Incident):
        note = storable(public_note, "public_note").strip()
        return _restore_incident(by=by, incident=record, lock_version=lock_version, public_note=note, **told)
    restore = _RESTORE.get(type(record))
    if restore is None:
        raise Refused(_("A report is corrected, not brought back: its texts never change."))
    name, service = restore
    restored: models.Model = service(by=by, lock_version=lock_version, **{name: record}, **told)
    return restored


def rehearsed(**arguments: Any) -> State:
    """The state that `restore_revision` would give, with nothing changed. Raises what it would raise."""
    with transaction.atomic():
        state = state_of(restore_revision(**arguments))
        transaction.set_rollback(True)
    return state


def _restore_incident(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, state: State, reason: str, public_note: str
) -> Incident:
    then = rebuilt(Incident, state)
    told = None if public_note else public_log.needs_note
    with change(
        incident, lock_version, by=by, verb="restore_revision", reason=reason, public_note=public_note, told=told
    ) as locked:
        moves.check(locked, "edit", by)
        for name in set(DECIDED) - _AS_NOW:
            setattr(locked, name, getattr(then, name))
        locked.is_graphic |= then.is_graphic
        locked.overrides = then.overrides
        _bring_back_notes(locked, then)
        _put_media(locked, then, state)
        apply_claims(locked)
        check_dates(locked.date_start, locked.date_end, locked.date_precision)
        check_against_claims(locked)
    return locked


def _bring_back_notes(incident: Incident, then: Incident) -> None:
    """Those that were taken away since, under who signed them and when; none that was signed since goes."""
    names = ("kind", "text", "signed_by_id", "signed_at")
    # As states keep them: to the millisecond.
    kept = plain(list(incident.notes.values_list(*names)))  # type: ignore[attr-defined]
    notes = [values_of(note, names) for note in then.notes.all()]  # type: ignore[attr-defined]
    IncidentNote.objects.bulk_create(
        IncidentNote(incident=incident, **values) for values in notes if plain(list(values.values())) not in kept
    )


def _put_media(incident: Incident, then: Incident, state: State) -> None:
    """The links as they stood, with the warnings of now; those of now where the state is older than links.

    What a merge brought stays, as the same row: its undoing gives that back.
    """
    if "media" not in state:
        return
    names = ("kind", "url", "caption_en", "caption_ar", "is_graphic")
    brought = {number for merge in standing_merges(incident) for number in what_went(merge.gone)[1]}
    now = list(incident.media.all())  # type: ignore[attr-defined]  # a reverse relation
    kept = {row.url for row in now if row.pk in brought}
    warned = {row.url for row in now if row.is_graphic}
    # mypy knows no reverse relation.
    rows = [values_of(row, names) for row in then.media.all() if row.url not in kept]  # type: ignore[attr-defined]
    wanted = [values | {"is_graphic": values["is_graphic"] or values["url"] in warned} for values in rows]
    if wanted != [values_of(row, names) for row in now if row.url not in kept]:
        incident.media.exclude(url__in=kept).delete()  # type: ignore[attr-defined]  # a reverse relation
        IncidentMedia.objects.bulk_create(IncidentMedia(incident=incident, **values) for values in wanted)


def _restore_claim(*, by: AbstractBaseUser, claim: Claim, lock_version: int, state: State, reason: str) -> Claim:
    """What it said and the words that said it; whether it was accepted, and into what, stays."""
    then = rebuilt(Claim, state)
    text = claim.report_version.text if claim.report_version else None
    given = ClaimFacts.of(then)
    known = set(Place.objects.filter(pk__in=[row.place_id for row in given.places]).values_list("pk", flat=True))
    # A place that was taken out of the gazetteer leaves its name and position.
    places = [replace(row, place_id=row.place_id if row.place_id in known else None) for row in given.places]
    facts = replace(given, places=places).checked(text)
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="restore_revision", reason=reason) as locked:
            if locked.state == ClaimState.REJECTED:
                raise Refused(_("This claim was rejected; reopen it first."))
            write_facts(locked, facts, text)
            for name in _DATE:  # with the receipt of then
                setattr(locked, name, getattr(then, name))
        recompute_of(locked, by, gettext_noop("A claim was corrected."))
    return locked


_RESTORE: dict[type[models.Model], tuple[str, Callable[..., models.Model]]] = {
    Claim: ("claim", _restore_claim),
    Source: ("subject", correcting.restore),
    Actor: ("subject", correcting.restore),
    Place: ("place", restore_place),
}
