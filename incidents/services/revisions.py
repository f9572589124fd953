"""One way to change a record: lock it, compare what the person saw, change, save, write the revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import published
from incidents.errors import Conflict, Refused
from incidents.history import SUBJECTS, State, changes_between, plain, revisions_of, state_of
from incidents.models import Incident, Revision
from incidents.models.choices import Sensitivity
from incidents.policies import require
from incidents.public_fields import changes_content
from incidents.public_view import is_public
from incidents.services import audit, public_log
from incidents.text import storable

__all__ = ["change", "made", "record", "state_of"]

Subject = TypeVar("Subject", bound=models.Model)


@contextmanager
def change(
    subject: Subject,
    lock_version: int,
    *,
    by: AbstractBaseUser | None,
    verb: str,
    reason: str = "",
    yours: dict[str, Any] | None = None,
    refuse: Callable[[Subject], None] | None = None,
    public_note: str = "",
    told: Callable[[bool], None] | None = None,
) -> Iterator[Subject]:
    """The record as it stands now, locked; saved and recorded when the block ends, untouched when it raises.

    `public_note` goes to the public log, where the public sees what was changed; `told` hears in the end whether that
    has a line of it, and may still refuse. `refuse` looks at the record before the versions are compared, for what is
    done already. NotAllowed, Refused where it is gone, Conflict with both states where somebody saved since
    `lock_version`.
    """
    require(by, verb, subject)
    with transaction.atomic(), _changing(subject, by, verb, storable(reason, "reason"), public_note, told) as locked:
        if refuse:
            refuse(locked)
        if locked.lock_version != lock_version:  # type: ignore[attr-defined]
            raise _conflict(locked, yours or {})
        yield locked


@contextmanager
def follow(
    subject: Subject, *, by: AbstractBaseUser | None, verb: str, reason: str = "", public_note: str = ""
) -> Iterator[Subject]:
    """The same for a change that follows from another one, which was asked for and checked already."""
    with transaction.atomic(), _changing(subject, by, verb, reason, public_note) as locked:
        yield locked


def made(subject: Subject, verb: str, by: AbstractBaseUser | None, reason: str = "") -> Subject:
    """Write the first revision of a record that was just made."""
    record(subject, verb, by, reason)
    return subject


def record(subject: models.Model, verb: str, by: AbstractBaseUser | None, reason: str = "") -> Revision:
    """Append what the verb did to the record: its whole state now, and what differs from the revision before."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a revision is written in the transaction of its change")
    state = state_of(subject)
    before = revisions_of(subject).last()
    changes = changes_between(before.state if before else {}, state)
    if isinstance(subject, Incident) and changes_content(changes):
        changes |= _reopen_review(subject, verb, by, state)
    revision = Revision.objects.create(
        subject=SUBJECTS[type(subject)],
        subject_id=subject.pk,
        number=before.number + 1 if before else 1,
        verb=verb,
        made_at=timezone.now(),
        made_by=by,  # type: ignore[misc]
        reason=reason,
        state=state,
        changes=changes,
    )
    audit.note(verb, by=by, subject=subject, revision=revision)
    return revision


def record_each(
    subjects: Sequence[models.Model], verb: str, by: AbstractBaseUser | None, reason: str = ""
) -> list[Revision]:
    """`record` for several records of one kind that have revisions, in four queries however many they are.

    What `state_of` reads of them is prefetched.
    """
    if not subjects:
        return []
    kind = SUBJECTS[type(subjects[0])]
    later = Revision.objects.filter(subject=OuterRef("subject"), subject_id=OuterRef("subject_id"))
    newest = later.order_by("-number").values("number")[:1]
    of_these = Revision.objects.filter(subject=kind, subject_id__in=[row.pk for row in subjects])
    before = {revision.subject_id: revision for revision in of_these.filter(number=Subquery(newest))}
    made_at = timezone.now()
    revisions = []
    for subject in subjects:
        state, last = state_of(subject), before.get(subject.pk)
        revisions.append(
            Revision(
                subject=kind,
                subject_id=subject.pk,
                number=last.number + 1 if last else 1,
                verb=verb,
                made_at=made_at,
                made_by=by,  # type: ignore[misc]
                reason=reason,
                state=state,
                changes=changes_between(last.state if last else {}, state),
            )
        )
    saved = Revision.objects.bulk_create(revisions)
    audit.note_each(verb, by=by, noted=zip(subjects, saved, strict=True))
    return saved


def _reopen_review(incident: Incident, verb: str, by: AbstractBaseUser | None, state: State) -> dict[str, list[Any]]:
    """What it says is not what was approved any more: the columns that say so, as they were and as they are.

    Of what is public that opens a review, where two have to see it; of a draft or a review it ends the approval.
    """
    after: dict[str, Any] = {}
    if incident.approved_by_id:
        after["approved_by"] = None
    if settings.SECOND_PERSON and by is not None and public_log.is_published(incident) and verb != "publish_incident":
        after["submitted_by"] = by
    before = {f"{name}_id": getattr(incident, f"{name}_id") for name in after}
    for name, value in after.items():
        setattr(incident, name, value)
    if after:
        incident.save(update_fields=list(after))
    state |= {name: getattr(incident, name) for name in before}
    return {name: [value, state[name]] for name, value in before.items() if value != state[name]}


@contextmanager
def _changing(
    subject: Subject,
    by: AbstractBaseUser | None,
    verb: str,
    reason: str,
    public_note: str,
    told: Callable[[bool], None] | None = None,
) -> Iterator[Subject]:
    locked = type(subject)._default_manager.select_for_update().filter(pk=subject.pk).first()
    if locked is None:
        raise Refused(_("This does not exist any more."))
    incident = locked if isinstance(locked, Incident) else None
    was_published = incident is not None and public_log.is_published(incident)
    was_public = incident is not None and is_public(incident)
    was_coarse = incident is not None and incident.sensitivity == Sensitivity.COARSE
    yield locked
    locked.lock_version += 1  # type: ignore[attr-defined]
    locked.save()
    revision = record(locked, verb, by, reason)
    # What was read for the revision: whoever goes on with the record reads what stands then.
    getattr(locked, "_prefetched_objects_cache", {}).clear()
    if incident is not None:
        line = public_log.tell_change(
            incident, revision, was_published=was_published, was_public=was_public, note=public_note
        )
        if told:
            told(line is not None)
        if was_public or is_public(incident):
            is_coarse = incident.sensitivity == Sensitivity.COARSE
            published.bump(restricts=was_public and (not is_public(incident) or (is_coarse and not was_coarse)))


def _conflict(current: models.Model, yours: dict[str, Any]) -> Conflict:
    last = revisions_of(current).select_related("made_by").last()
    return Conflict(
        _("Somebody else has saved this since you opened it. Both versions are shown; nothing is lost."),
        current=state_of(current),
        yours=plain(yours),
        changed_by=last.made_by if last else None,
        changed_at=last.made_at if last else None,
    )
