"""The audit: a row for each thing done, appended in the transaction that does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from incidents.history import SUBJECTS
from incidents.models import AuditEntry, Revision
from incidents.policies import require

Detail = dict[str, Any]


def note(
    verb: str,
    *,
    by: AbstractBaseUser | None,
    subject: models.Model | AuditEntry.Subject,
    revision: Revision | None = None,
    address: str | None = None,
    detail: Detail | None = None,
) -> AuditEntry:
    """Append that `by` (None: the program, or somebody unknown) did the verb to the record or the person.

    Where it is about none or about many, the subject is only what kind of thing. `address` is the IP address where one
    is known; `detail` holds plain JSON values, and never a secret.
    """
    about = subject if isinstance(subject, models.Model) else None
    return AuditEntry.objects.create(
        at=timezone.now(),
        verb=verb,
        by=by,  # type: ignore[misc]
        subject=_kind_of(subject),
        subject_id=about and about.pk,
        subject_name=str(about)[:150] if about else "",
        revision=revision,
        address=address,
        detail=detail or {},
    )


def note_each(verb: str, *, by: AbstractBaseUser | None, noted: Iterable[tuple[models.Model, Revision]]) -> None:
    """The same for one verb that was done to several records, with a single query."""
    at = timezone.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=at,
            verb=verb,
            by=by,  # type: ignore[misc]
            subject=SUBJECTS[type(subject)],
            subject_id=subject.pk,
            subject_name=str(subject)[:150],
            revision=revision,
            detail={},
        )
        for subject, revision in noted
    )


def note_export(
    verb: str, *, by: AbstractBaseUser, detail: Detail, subject: models.Model | None = None, address: str | None = None
) -> AuditEntry:
    """Append that somebody took data out, after the policies were asked; `detail` says what was asked for."""
    require(by, verb, subject)
    return note(verb, by=by, subject=subject or AuditEntry.Subject.EXPORT, address=address, detail=detail)


def _kind_of(subject: models.Model | AuditEntry.Subject) -> str:
    if isinstance(subject, models.Model):
        return AuditEntry.Subject.PERSON if isinstance(subject, AbstractBaseUser) else SUBJECTS[type(subject)]
    return subject
