"""The audit: a row for each thing done, appended in the transaction that does it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from incidents.history import SUBJECTS
from incidents.models import AuditEntry, Revision

Detail = dict[str, Any]


def note(
    verb: str,
    *,
    by: AbstractBaseUser | None,
    subject: models.Model | None,
    revision: Revision | None = None,
    address: str | None = None,
    detail: Detail | None = None,
) -> AuditEntry:
    """Append that `by` (None: the program, or somebody unknown) did the verb to the record or the person.

    Without a subject it is an export, which is about many. `address` is the IP address where one is known; `detail`
    holds plain JSON values, and never a secret.
    """
    return AuditEntry.objects.create(
        at=timezone.now(),
        verb=verb,
        by=by,  # type: ignore[misc]
        subject=_kind_of(subject),
        subject_id=subject.pk if subject else None,
        subject_name=str(subject)[:150] if subject else "",
        revision=revision,
        address=address,
        detail=detail or {},
    )


def _kind_of(subject: models.Model | None) -> str:
    if subject is None:
        return AuditEntry.Subject.EXPORT
    if isinstance(subject, AbstractBaseUser):
        return AuditEntry.Subject.PERSON
    return SUBJECTS[type(subject)]
