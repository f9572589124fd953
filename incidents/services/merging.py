"""Two records of one event become one, and two again: claims, codes, notes and media move; nothing is lost.

Rows are locked in one order, claims before incidents and each by its number, so that no two people wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import merged_values, policies
from incidents.applying import apply_claims
from incidents.errors import AlreadyThere, Refused
from incidents.history import revisions_of
from incidents.models import Incident, IncidentFormerCode, IncidentMedia, IncidentMerge, IncidentNote, Revision
from incidents.models.choices import IncidentStatus, PublicEvent
from incidents.public_view import is_public
from incidents.services.incidents import check_against_claims, reason_given
from incidents.services.leaving import locked_claims, move_claims, tell_moved
from incidents.services.revisions import change, follow

MERGE, UNDO = "merge_incidents", "undo_merge"


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
    seen = {kept.pk: (kept, kept_version, gone.code), gone.pk: (gone, gone_version, kept.code)}
    with transaction.atomic():
        claims = locked_claims(incident=gone)
        with ExitStack() as stack:
            rows = {}
            for pk in sorted(seen):
                record, version, other = seen[pk]
                told = f"{why} ({other})"
                changing = change(record, version, by=by, verb=MERGE, reason=told, yours=yours, refuse=_must_stand)
                rows[pk] = stack.enter_context(changing)
            keeps, goes = rows[kept.pk], rows[gone.pk]
            if (keeps.is_demo, keeps.is_synthetic) != (goes.is_demo, goes.is_synthetic):
                raise Refused(_("What is made up is not merged with what happened."))
            was_seen = is_public(goes)
            merge = IncidentMerge.objects.create(
                kept=keeps,
                gone=goes,
                claims=[claim.pk for claim in claims],
                codes=[goes.code, *_move_codes(goes, keeps)],
                status_before=goes.status,
                reason=why,
                made_at=timezone.now(),
                made_by=by,  # type: ignore[misc]
            )
            merged_values.take(keeps, goes, take)
            merged_values.protect(keeps, [goes])
            move_claims(claims, keeps, by, MERGE, f"{why} ({keeps.code})")
            _move_beside(goes, keeps)
            goes.is_deleted, goes.merged_into = True, keeps
            apply_claims(keeps)
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
    policies.require(by, UNDO, gone)
    why = reason_given(reason) if reason.strip() else ""
    whys = {holder.pk: f"{why} ({gone.code})".strip(), gone.pk: f"{why} ({holder.code})".strip()}
    with transaction.atomic():
        claims = locked_claims(pk__in=merge.claims, incident=holder)
        with ExitStack() as stack:
            yours = {"former_codes": [code for code in merge.codes if code != gone.code]}
            changing = {
                holder.pk: change(holder, lock_version, by=by, verb=UNDO, reason=whys[holder.pk], yours=yours),
                gone.pk: follow(gone, by=by, verb=UNDO, reason=whys[gone.pk]),
            }
            rows = {pk: stack.enter_context(changing[pk]) for pk in sorted(changing)}
            held, back = rows[holder.pk], rows[gone.pk]
            _must_stand(held)
            merge.refresh_from_db()
            if merge.undone_at:
                raise AlreadyThere(_("This merge is undone already."), existing=back)
            move_claims(claims, back, by, UNDO, whys[gone.pk])
            if held.status == IncidentStatus.PUBLISHED and not held.claims.exists():
                message = _("%(code)s is published and would be left without a claim; withdraw it first.")
                raise Refused(message % {"code": held.code})
            _move_codes_back(merge, held, back)
            _move_beside_back(held, back)
            merge.undone_at, merge.undone_by = timezone.now(), by  # type: ignore[assignment]
            merge.save()
            if held.pk == merge.kept_id:
                merged_values.give_back(held, _revision_of(merge, held).changes)
            merged_values.protect(held, [row.gone for row in standing_merges(held)])
            back.is_deleted, back.merged_into = False, None
            back.status = _status_after(merge, back, by)
            for record in (held, back):
                apply_claims(record)
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


def _status_after(merge: IncidentMerge, back: Incident, by: AbstractBaseUser) -> str:
    if merge.status_before != IncidentStatus.PUBLISHED:
        return merge.status_before
    fit = back.claims.exists() and policies.may(by, "publish_incident", back) and not settings.SECOND_PERSON
    return IncidentStatus.PUBLISHED if fit else IncidentStatus.DRAFT


def _move_codes(gone: Incident, kept: Incident) -> list[str]:
    """All codes that lead to `gone` lead to `kept`; gives the former ones of them."""
    former = [row.code for row in gone.former_codes.all()]
    gone.former_codes.update(incident=kept)
    IncidentFormerCode.objects.create(incident=kept, code=gone.code)
    return former


def _move_codes_back(merge: IncidentMerge, held: Incident, back: Incident) -> None:
    """Those that still lead to the holder: one whose own merge was undone since stands for itself again."""
    held.former_codes.filter(code=back.code).delete()
    held.former_codes.filter(code__in=merge.codes).update(incident=back)


def _move_beside(gone: Incident, kept: Incident) -> None:
    """Notes and media; an address that both have stays with `gone`, but for what it warns of."""
    IncidentNote.objects.filter(incident=gone).update(incident=kept)
    addresses = kept.media.values_list("url", flat=True)
    graphic = gone.media.filter(url__in=addresses, is_graphic=True).values_list("url", flat=True)
    kept.media.filter(url__in=list(graphic)).update(is_graphic=True)
    IncidentMedia.objects.filter(incident=gone).exclude(url__in=list(addresses)).update(incident=kept)


def _move_beside_back(held: Incident, back: Incident) -> None:
    """What the record had when it went and the holder still has."""
    went = revisions_of(back).filter(verb=MERGE).last()
    changes = went.changes if went else {}
    for part, rows in (("notes", held.notes), ("media", held.media)):
        before, _after = changes.get(part, ([], []))
        rows.filter(pk__in=[row["id"] for row in before or []]).update(incident=back)


def _revision_of(merge: IncidentMerge, kept: Incident) -> Revision:
    """The one that the merge wrote of `kept`: the first of its kind after the merge's own row."""
    return revisions_of(kept).filter(verb=MERGE, made_at__gte=merge.made_at)[0]
