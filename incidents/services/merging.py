"""Two records of one event become one, and two again: claims, codes, notes and media move; nothing is lost.

Rows are locked in one order, claims before incidents and each by its number, so that no two people wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import merged_values, policies
from incidents.applying import apply_claims, hold
from incidents.errors import AlreadyThere, Refused
from incidents.history import revisions_of
from incidents.models import Claim, Incident, IncidentFormerCode, IncidentMerge, Revision
from incidents.models.choices import IncidentStatus, PublicEvent
from incidents.public_view import is_public
from incidents.services.incidents import check_against_claims, reason_given
from incidents.services.leaving import locked_claims, move_claims, tell_moved
from incidents.services.revisions import Asked, change_together

MERGE, UNDO = "merge_incidents", "undo_merge"
# What a state holds of an incident besides its columns and claims.
_ROWS = ("places", "actors", "casualties", "notes", "media", "former_codes")


def merge_incidents(
    *,
    by: AbstractBaseUser,
    kept: Incident,
    kept_version: int,
    gone: Incident,
    gone_version: int,
    reason: str,
    take: Collection[str] = (),
    public_note: str = "",
) -> IncidentMerge:
    """Take `gone` into `kept`: its claims, notes, media and codes go there, and its page leads there.

    `take` names the values of people (`merged_values.choices`) that come from `gone`; what guards either record guards
    `kept`. Refused where the two cannot be one, Conflict where either was saved since it was seen. `public_note` is for
    the line of the public log.
    """
    why = reason_given(reason)
    if kept.pk == gone.pk:
        raise Refused(_("A record cannot be merged with itself."))
    policies.require(by, MERGE, kept)
    policies.require(by, MERGE, gone)
    yours = {choice.name: choice.gone for choice in merged_values.choices(kept, gone) if choice.name in take}
    asked = [
        Asked(kept, kept_version, f"{why} ({gone.code})", public_note),
        Asked(gone, gone_version, f"{why} ({kept.code})"),
    ]
    with transaction.atomic():
        claims = locked_claims(kept, gone)
        with change_together(asked, by=by, verb=MERGE, yours=yours, refuse=_must_stand) as (keeps, goes):
            if (keeps.is_demo, keeps.is_synthetic) != (goes.is_demo, goes.is_synthetic):
                raise Refused(_("What is made up is not merged with what happened."))
            was_seen = is_public(goes)
            prefetch_related_objects([keeps, goes], *_ROWS)
            coming = [claim for claim in claims if claim.incident_id == goes.pk]
            merge = IncidentMerge.objects.create(
                kept=keeps,
                gone=goes,
                claims=sorted(claim.pk for claim in coming),
                codes=[goes.code, *_move_codes(goes, keeps)],
                status_before=goes.status,
                reason=why,
                made_at=timezone.now(),
                made_by=by,  # type: ignore[misc]
            )
            merged_values.take(keeps, goes, take)
            merged_values.protect(keeps, [goes])
            move_claims(coming, keeps, by, MERGE, f"{why} ({keeps.code})")
            _move_beside(goes, keeps, [note.pk for note in goes.notes.all()], [row.pk for row in goes.media.all()])
            goes.is_deleted, goes.merged_into = True, keeps
            hold(goes, "claims", [])
            apply_claims(keeps, claims)
            check_against_claims(keeps)
        if was_seen:
            tell_moved(keeps, PublicEvent.MERGED, public_note)
    return merge


def undo_merge(*, by: AbstractBaseUser, merge: IncidentMerge, lock_version: int, reason: str = "") -> Incident:
    """Bring the record that went back, with what came with it and is still there; gives it.

    `lock_version` is that of the record which holds it now (`holder_of`): where `kept` was merged on, the claims stand
    there. What was published comes back published if it has a claim, the person may publish and no second one has to
    approve it; else as a draft.
    """
    holder, gone = holder_of(merge), merge.gone
    for record in (holder, gone):
        policies.require(by, UNDO, record)
    why = reason_given(reason) if reason.strip() else ""
    yours = {"former_codes": [code for code in merge.codes if code != gone.code]}
    asked = [
        Asked(holder, lock_version, f"{why} ({gone.code})".strip()),
        Asked(gone, reason=f"{why} ({holder.code})".strip()),
    ]
    with transaction.atomic():
        claims = locked_claims(holder)

        def refuse(locked: Incident) -> None:
            if locked.pk == holder.pk:
                _must_stand(locked)
            merge.refresh_from_db()
            if merge.undone_at:
                raise AlreadyThere(_("This merge is undone already."), existing=gone)

        with change_together(asked, by=by, verb=UNDO, yours=yours, refuse=refuse) as (held, back):
            leaving = [claim for claim in claims if claim.pk in merge.claims]
            staying = [claim for claim in claims if claim.pk not in merge.claims]
            if held.status == IncidentStatus.PUBLISHED and not staying:
                message = _("%(code)s is published and would be left without a claim; withdraw it first.")
                raise Refused(message % {"code": held.code})
            prefetch_related_objects([held, back], *_ROWS)
            move_claims(leaving, back, by, UNDO, asked[1].reason)
            _move_codes_back(merge, held, back)
            _move_beside(held, back, *what_went(back))
            merge.undone_at, merge.undone_by = timezone.now(), by  # type: ignore[assignment]
            merge.save()
            if held.pk == merge.kept_id:
                merged_values.give_back(held, _revision_of(merge, held).changes)
            merged_values.protect(held, [row.gone for row in standing_merges(held)])
            back.is_deleted, back.merged_into = False, None
            back.status = _status_after(merge, back, leaving, by)
            for record, its_claims in ((held, staying), (back, leaving)):
                apply_claims(record, its_claims)
                check_against_claims(record)
        if is_public(back):
            tell_moved(held, PublicEvent.SPLIT)
    return back


def standing_merges(incident: Incident) -> list[IncidentMerge]:
    """The merges into the record that were not undone, the first one first, with the records that went."""
    return list(incident.merges.filter(undone_at=None).select_related("gone", "made_by"))


def all_merges(incident: Incident) -> list[IncidentMerge]:
    """Those into the record and, one after the other, those into each record that it took in."""
    found = []
    for merge in standing_merges(incident):
        found += [merge, *all_merges(merge.gone)]
    return found


def holder_of(merge: IncidentMerge) -> Incident:
    """The record that holds now what the merge brought: `kept`, or what `kept` went into since."""
    holder = merge.kept
    while holder.merged_into:
        holder = holder.merged_into
    return holder


def _must_stand(incident: Incident) -> None:
    if incident.merged_into:
        message = _("%(code)s was merged into %(kept)s already.")
        raise Refused(message % {"code": incident.code, "kept": incident.merged_into.code})
    if incident.is_deleted:
        raise Refused(_("%(code)s was deleted.") % {"code": incident.code})


def _status_after(merge: IncidentMerge, back: Incident, claims: Sequence[Claim], by: AbstractBaseUser) -> str:
    if merge.status_before != IncidentStatus.PUBLISHED:
        return merge.status_before
    fit = claims and policies.may(by, "publish_incident", back) and not settings.SECOND_PERSON
    return IncidentStatus.PUBLISHED if fit else IncidentStatus.DRAFT


def _move_codes(gone: Incident, kept: Incident) -> list[str]:
    """All codes that lead to `gone` lead to `kept`; gives the former ones of them."""
    former = list(gone.former_codes.all())
    _move(former, kept)
    own = IncidentFormerCode.objects.create(incident=kept, code=gone.code)
    _hold_both("former_codes", gone, [], kept, [*kept.former_codes.all(), *former, own])
    return [row.code for row in former]


def _move_codes_back(merge: IncidentMerge, held: Incident, back: Incident) -> None:
    """Those that still lead to the holder: one whose own merge was undone since stands for itself again."""
    rows = list(held.former_codes.all())
    own = [row for row in rows if row.code == back.code]
    IncidentFormerCode.objects.filter(pk__in=[row.pk for row in own]).delete()
    moved = [row for row in rows if row.code in merge.codes and row not in own]
    _move(moved, back)
    _hold_both("former_codes", held, [row for row in rows if row not in (*own, *moved)], back, moved)


def _move_beside(source: Incident, target: Incident, notes: Collection[int], media: Collection[int]) -> None:
    """Notes and media of these numbers; an address that both have stays where it is, but for what it warns of."""
    written = list(source.notes.all())
    moved: list[models.Model] = [note for note in written if note.pk in notes]
    _move(moved, target)
    _hold_both("notes", source, [note for note in written if note not in moved], target, [*target.notes.all(), *moved])
    linked, present = list(source.media.all()), {row.url: row for row in target.media.all()}
    coming = [row for row in linked if row.pk in media and row.url not in present]
    _move(coming, target)
    for row in linked:
        known = present.get(row.url)
        if known and row.is_graphic and not known.is_graphic:
            known.is_graphic = True
            known.save()
    staying = [row for row in linked if row not in coming]
    _hold_both("media", source, staying, target, [*present.values(), *coming])


def what_went(gone: Incident) -> tuple[list[int], list[int]]:
    """The numbers of the notes and media that the record had when it went."""
    went = revisions_of(gone).filter(verb=MERGE).last()
    changes = went.changes if went else {}
    notes, media = ([row["id"] for row in changes.get(part, ([], []))[0] or []] for part in ("notes", "media"))
    return notes, media


def _move(rows: Sequence[models.Model], to: Incident) -> None:
    if rows:
        type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(incident=to)
    for row in rows:
        row.incident = to  # type: ignore[attr-defined]


def _hold_both(
    name: str, one: Incident, ones: Sequence[models.Model], other: Incident, others: Sequence[models.Model]
) -> None:
    for incident, rows in ((one, ones), (other, others)):
        hold(incident, name, sorted(rows, key=lambda row: row.pk))


def _revision_of(merge: IncidentMerge, kept: Incident) -> Revision:
    """The one that the merge wrote of `kept`: the first of its kind after the merge's own row."""
    return revisions_of(kept).filter(verb=MERGE, made_at__gte=merge.made_at)[0]
