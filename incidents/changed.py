"""Which incidents may look different to the public since a moment, without reading them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.utils import timezone

from incidents.models import Actor, Incident, IncidentActor, Revision, Source
from incidents.published import published_version

_FEW = 500
Subject = Revision.Subject
# A revision is written, with the moment, before its transaction ends. No transaction of ours lasts so long.
LONGEST_TRANSACTION = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Seen:
    """A state of the record as somebody saw it who follows the published version."""

    since: dt.datetime  # a moment before it was read
    number: int  # of the published version
    unexplained: int  # how often it had gone up for what nothing tells
    changed_at: str
    newest: tuple[int, str] | None  # the id of the newest revision and when it was made; None where there was none

    @classmethod
    def now(cls) -> Self:
        """The state that is read next; not to be made after the reading."""
        since, version = timezone.now(), published_version()
        newest = Revision.objects.order_by("-pk").values_list("pk", "made_at").first()
        changed_at = version.changed_at.isoformat() if version.number else ""
        return cls(
            since, version.number, version.unexplained, changed_at, newest and (newest[0], newest[1].isoformat())
        )

    def as_json(self) -> list[Any]:
        return [self.since.isoformat(), self.number, self.unexplained, self.changed_at, self.newest]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Self:
        """What `as_json` gave. Raises ValueError and TypeError."""
        since, number, unexplained, changed_at, newest = kept
        return cls(dt.datetime.fromisoformat(since), number, unexplained, changed_at, newest and (newest[0], newest[1]))

    def changed_until(self, now: Self) -> set[int] | None:
        """The ids of the incidents that may look different by now; None where that may be any of them.

        Nothing tells what a change was that had no revision, nor what another database holds: one whose version is
        older, or whose history, to which rows are only added, lacks the newest revision that was seen.
        """
        is_explained = now.unexplained == self.unexplained
        if self.number == 0 or not is_explained or not self._is_before(now) or not self._is_in_history():
            return None
        return set() if self._key == now._key else changed_since(self.since, self.newest[0] if self.newest else 0)

    @property
    def _key(self) -> tuple[int, str, tuple[int, str] | None]:
        return self.number, self.changed_at, self.newest

    def _is_before(self, now: Self) -> bool:
        return now.number > self.number or (now.number, now.changed_at) == (self.number, self.changed_at)

    def _is_in_history(self) -> bool:
        if self.newest is None:
            return True
        made_at = Revision.objects.filter(pk=self.newest[0]).values_list("made_at", flat=True).first()
        return made_at is not None and made_at.isoformat() == self.newest[1]


def changed_since(moment: dt.datetime, revision: int | None = None) -> set[int]:
    """The ids of the incidents that a verb changed since, or that were told of by something that one changed, and of
    those whose embargo ended. Some of them may look as before.

    Every verb leaves a revision (`services.revisions`); what the clock does leaves the time of the embargo. Revisions
    after the one with the id `revision` count whatever their time: a clock may be set back.
    """
    since = moment - LONGEST_TRANSACTION
    told = Revision.objects.filter(made_at__gte=since)
    if revision is not None:
        told |= Revision.objects.filter(pk__gt=revision)
    subjects: dict[str, set[int]] = {}
    for subject, pk in told.values_list("subject", "subject_id").order_by():
        subjects.setdefault(subject, set()).add(pk)
    changed = set(subjects.get(Subject.INCIDENT, ()))
    changed |= _told_by("claims__in", subjects.get(Subject.CLAIM, ()))
    changed |= _told_by("claims__report_version__report__in", subjects.get(Subject.REPORT, ()))
    sources = _with_merged(Source, subjects.get(Subject.SOURCE, ()))
    changed |= _told_by("claims__report_version__report__source__in", sources) | _told_by("claims__source__in", sources)
    for some in _few(_with_merged(Actor, subjects.get(Subject.ACTOR, ()))):
        changed |= set(IncidentActor.objects.filter(actor__in=some).values_list("incident_id", flat=True))
    return changed | set(Incident.objects.released_since(since).order_by().values_list("pk", flat=True))


def _told_by(lookup: str, pks: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in _few(pks):
        found |= set(Incident.objects.filter(**{lookup: some}).order_by().values_list("pk", flat=True))
    return found


def _with_merged(model: type[Source] | type[Actor], pks: Iterable[int]) -> set[int]:
    """These, and what they turned out to be or what turned out to be one of them."""
    known = set(pks)
    for some in _few(known):
        pairs = model._default_manager.filter(Q(pk__in=some) | Q(merged_into__in=some)).values_list("pk", "merged_into")
        known = known | {pk for pair in pairs for pk in pair if pk is not None}
    return known


def _few(pks: Iterable[int]) -> Iterable[list[int]]:
    listed = sorted(pks)
    return (listed[start : start + _FEW] for start in range(0, len(listed), _FEW))
