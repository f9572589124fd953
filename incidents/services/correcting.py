"""What the verbs of sources and those of parties do: correct one, give it a name, take one away, take that back.

Each runs as a `verb` of the policies, which stands in the history, on a record as the person saw it (`lock_version`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef

from incidents import published
from incidents.history import State, changes_between, state_of
from incidents.models import Actor, Claim, Incident, Source
from incidents.models.choices import Sensitivity
from incidents.services import names as naming
from incidents.services.checks import LONGEST_REASON, checked_fields
from incidents.services.renaming import note_renamed
from incidents.services.revisions import change
from incidents.text import one_line

Subject = TypeVar("Subject", Source, Actor)
Checks = Mapping[str, Callable[[Any], Any]]


def correct(
    verb: str, subject: Subject, lock_version: int, by: AbstractBaseUser, fields: dict[str, Any], checks: Checks
) -> Subject:
    """Other values for some of its fields; its former name stays one of its names."""
    values = checked_fields(fields, checks)
    with _changed(verb, subject, lock_version, by, yours=fields) as locked:
        naming.must_stand(locked)
        naming.rename(locked, values.pop("name", locked.name))
        for field, value in values.items():
            setattr(locked, field, value)
    return locked


def add_name(verb: str, subject: Subject, lock_version: int, by: AbstractBaseUser, name: str, language: str) -> Subject:
    """One more name, which is checked; AlreadyThere where it or another one bears it."""
    code = naming.language_named(name, language)
    with _changed(verb, subject, lock_version, by, yours={"name": name, "language": language}) as locked:
        naming.put_name(locked, name, code)
    return locked


def remove_name(
    verb: str,
    subject: Subject,
    lock_version: int,
    by: AbstractBaseUser,
    name_id: int,
    reason: str,
    refuse: Callable[[Subject], None] | None = None,
) -> Subject:
    """One name less, unless `refuse` raises."""
    why = one_line(reason, "reason", LONGEST_REASON)
    with _changed(verb, subject, lock_version, by, why, yours={"name_id": name_id}) as locked:
        if refuse:
            refuse(locked)
        naming.take_name(locked, name_id)
    return locked


def undo(verb: str, subject: Subject, lock_version: int, by: AbstractBaseUser) -> Subject:
    """Take back the last correction or change of names; undone once more, it is made again."""
    with _changed(verb, subject, lock_version, by) as locked:
        naming.take_back(locked)
    return locked


def restore(*, by: AbstractBaseUser, subject: Subject, lock_version: int, state: State, reason: str) -> Subject:
    """Columns and names as they stood in the state; `restoring` has checked that it is one of this record's."""
    with _changed("restore_revision", subject, lock_version, by, reason) as locked:
        naming.put_back(locked, changes_between(state, state_of(locked)))
    return locked


def told_in_public(subject: Source | Actor) -> bool:
    """Whether something published rests on what the source says, or names the party."""
    if isinstance(subject, Actor):
        return Incident.objects.published().filter(actors__actor=subject).exists()
    published_one = Exists(Incident.objects.published().filter(pk=OuterRef("incident")))
    # Each way is a walk along an index; both at once would be a scan of all claims.
    by_report, without_text = {"report_version__report__source": subject}, {"source": subject}
    return any(Claim.objects.filter(published_one, **way).exists() for way in (without_text, by_report))


def count_up(*changed: Source | Actor) -> None:
    """Count the published version up where one of these is told in public, whose names have changed.

    A new name of a party may tell the place of a coarsened record: the public must not read what was made before.
    """
    if any(map(told_in_public, changed)):
        parties = [subject.pk for subject in changed if isinstance(subject, Actor)]
        coarse = Incident.objects.published().filter(sensitivity=Sensitivity.COARSE, actors__actor__in=parties)
        published.bump(restricts=coarse.exists(), is_explained=True)


@contextmanager
def _changed(
    verb: str,
    subject: Subject,
    lock_version: int,
    by: AbstractBaseUser,
    reason: str = "",
    yours: dict[str, Any] | None = None,
) -> Iterator[Subject]:
    """The record, locked, to be changed by the block; then what follows from its names, which the public reads."""
    with transaction.atomic():
        with change(subject, lock_version, by=by, verb=verb, reason=reason, yours=yours) as locked:
            called = locked.name
            yield locked
        if isinstance(locked, Actor) and called != locked.name:
            note_renamed(by, actor=locked)
        count_up(locked)
