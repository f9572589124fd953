"""Which incidents may look different to the public since a moment, without reading them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from incidents.models import Actor, Incident, IncidentActor, Revision, Source

_FEW = 500
Subject = Revision.Subject
# A revision is written, with the moment, before its transaction ends. No transaction of ours lasts so long.
LONGEST_TRANSACTION = dt.timedelta(minutes=10)


def changed_since(moment: dt.datetime) -> set[int]:
    """The ids of the incidents that a verb changed since, or that were told of by something that one changed, and of
    those whose embargo ended. Some of them may look as before.

    Every verb leaves a revision (`services.revisions`); what the clock does leaves the time of the embargo.
    """
    since = moment - LONGEST_TRANSACTION
    subjects: dict[str, set[int]] = {}
    for subject, pk in Revision.objects.filter(made_at__gte=since).values_list("subject", "subject_id").order_by():
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
