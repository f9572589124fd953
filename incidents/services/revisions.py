"""One way to change a record: lock it, compare what the person saw, change, save, write the revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
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
    return record_each([(subject, reason)], verb, by)[0]


def record_each(done: Sequence[tuple[models.Model, str]], verb: str, by: AbstractBaseUser | None) -> list[Revision]:
    """The same for several records, each with the reason that its own history gives, in as many queries as for one.

    What `state_of` reads of them is better prefetched.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a revision is written in the transaction of its change")
    before, made_at, revisions = _newest([subject for subject, _reason in done]), timezone.now(), []
    for subject, reason in done:
        kind, state = SUBJECTS[type(subject)], state_of(subject)
        last = before.get((kind, subject.pk))
        changes = changes_between(last.state if last else {}, state)
        if isinstance(subject, Incident) and changes_content(changes):
            changes |= _reopen_review(subject, verb, by, state)
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
                changes=changes,
            )
        )
        if isinstance(subject, Incident):
            # Whoever goes on with the record reads what stands then.
            subject.__dict__.pop("_prefetched_objects_cache", None)
    saved = Revision.objects.bulk_create(revisions)
    audit.note_each(verb, by=by, noted=zip((subject for subject, _reason in done), saved, strict=True))
    return saved


def _newest(subjects: Sequence[models.Model]) -> dict[tuple[str, int], Revision]:
    """The last revision of each, by what it is and its number."""
    numbers: dict[str, list[int]] = {}
    for subject in subjects:
        numbers.setdefault(SUBJECTS[type(subject)], []).append(subject.pk)
    of_these = reduce(or_, (Q(subject=kind, subject_id__in=pks) for kind, pks in numbers.items()), Q())
    of_one = Revision.objects.filter(subject=OuterRef("subject"), subject_id=OuterRef("subject_id"))
    newest = of_one.order_by("-number").values("number")[:1]
    found = Revision.objects.filter(of_these, number=Subquery(newest)) if subjects else ()
    return {(revision.subject, revision.subject_id): revision for revision in found}


def _reopen_review(incident: Incident, verb: str, by: AbstractBaseUser | None, state: State) -> dict[str, list[Any]]:
    """What it says is not what was approved any more: the columns that say so, as they were and as they are.

    Of what is public that opens a review, where two have to see it; of a draft or a review it ends the approval.
    """
    after: dict[str, Any] = {}
    if incident.approved_by_id:
        after["approved_by"] = None
    is_public_change = public_log.is_published(incident) and verb != "publish_incident"
    # Who opened the review did, whoever changes more.
    if settings.SECOND_PERSON and by is not None and is_public_change and not incident.submitted_by_id:
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
    # Its key stays: whoever writes a row that refers to it need not wait.
    locked = type(subject)._default_manager.select_for_update(no_key=True).filter(pk=subject.pk).first()
    if locked is None:
        raise Refused(_("This does not exist any more."))
    incident = locked if isinstance(locked, Incident) else None
    was_published = incident is not None and public_log.is_published(incident)
    was_public = incident is not None and is_public(incident)
    was_coarse = incident is not None and _is_coarse(incident)
    yield locked
    locked.lock_version += 1  # type: ignore[attr-defined]
    locked.save()
    revision = record(locked, verb, by, reason)
    if incident is not None:
        line = public_log.tell_change(
            incident, revision, was_published=was_published, was_public=was_public, note=public_note
        )
        if told:
            told(line is not None)
        if was_public or is_public(incident):
            less_told = not is_public(incident) or (_is_coarse(incident) and not was_coarse)
            published.bump(restricts=was_public and less_told, is_explained=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """One of several incidents that a verb changes, as for `change`; no `lock_version` where nobody saw it."""

    incident: Incident
    lock_version: int | None = None
    reason: str = ""
    public_note: str = ""


@contextmanager
def change_together(
    asked: Sequence[Asked],
    *,
    by: AbstractBaseUser,
    verb: str,
    yours: dict[str, Any],
    refuse: Callable[[Incident], None],
) -> Iterator[list[Incident]]:
    """`change` for incidents that one verb changes: locked in the order of their numbers, given in the order asked.

    Their revisions are written together. The caller has asked the policies.
    """
    with transaction.atomic():
        rows = Incident.objects.select_for_update().filter(pk__in=[each.incident.pk for each in asked]).order_by("pk")
        locked = {row.pk: row for row in rows}
        changing = [(each, locked[each.incident.pk]) for each in asked]
        for each, row in changing:
            refuse(row)
            if each.lock_version not in (None, row.lock_version):
                raise _conflict(row, yours)
        was = [(public_log.is_published(row), is_public(row), _is_coarse(row)) for _each, row in changing]
        yield [row for _each, row in changing]
        for _each, row in changing:
            row.lock_version += 1
            row.save()
        revisions = record_each([(row, storable(each.reason, "reason")) for each, row in changing], verb, by)
        is_seen, restricts = False, False
        for (each, row), revision, (was_published, was_public, was_coarse) in zip(
            changing, revisions, was, strict=True
        ):
            public_log.tell_change(
                row, revision, was_published=was_published, was_public=was_public, note=each.public_note
            )
            is_seen |= was_public or is_public(row)
            restricts |= was_public and (not is_public(row) or (_is_coarse(row) and not was_coarse))
        if is_seen:
            published.bump(restricts=restricts, is_explained=True)


def _is_coarse(incident: Incident) -> bool:
    return incident.sensitivity == Sensitivity.COARSE


def _conflict(current: models.Model, yours: dict[str, Any]) -> Conflict:
    last = revisions_of(current).select_related("made_by").last()
    return Conflict(
        _("Somebody else has saved this since you opened it. Both versions are shown; nothing is lost."),
        current=state_of(current),
        yours=plain(yours),
        changed_by=last.made_by if last else None,
        changed_at=last.made_at if last else None,
    )
