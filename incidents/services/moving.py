"""What hangs on a source or a party that turned out to be another one moves there, and back where that is undone.

Each report, claim and incident with a revision of its own, in batches by the worker, which the merge rings for. What is
left to be done follows from the rows alone, so that a worker that dies loses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop

from incidents.applying import apply_claims
from incidents.history import touched_by_people
from incidents.models import (
    Actor,
    ActorMerge,
    Claim,
    ClaimActor,
    Incident,
    IncidentActor,
    NamedMerge,
    Report,
    Source,
    SourceMerge,
)
from incidents.services.correcting import count_up
from incidents.services.locking import lock_rows
from incidents.services.revisions import follow

BATCH = 25  # records in one transaction: more would keep others from saving
SECONDS_A_SWEEP = 3.0  # the worker has reports to read, too; it comes back after a few seconds
_SAME_SOURCE = gettext_noop("Two sources turned out to be one.")
_NOT_SAME_SOURCE = gettext_noop("Two sources are two after all.")
_SAME_ACTOR = gettext_noop("Two parties turned out to be one.")
_NOT_SAME_ACTOR = gettext_noop("Two parties are two after all.")
# A kind of record and its id; of a party's rows also the row's id, the words and the name that it had there.
Entry = list[Any]


def hanging_on(gone: Source | Actor) -> list[Entry]:
    """What is to move, for a merge to keep."""
    if isinstance(gone, Source):
        reports = Report.objects.filter(source=gone).order_by("pk").values_list("pk", flat=True)
        claims = Claim.objects.filter(source=gone).order_by("pk").values_list("pk", flat=True)
        return [["report", pk] for pk in reports] + [["claim", pk] for pk in claims]
    said = ClaimActor.objects.filter(actor=gone).order_by("pk").values_list("claim", "pk", "text", "name")
    # Where no claim has the party, nothing computes the incident's rows.
    told = ClaimActor.objects.filter(claim__incident=OuterRef("incident"), actor=gone)
    alone = IncidentActor.objects.filter(~Exists(told), actor=gone).order_by("pk")
    held = alone.values_list("incident", "pk", "text", "name")
    return [["claim", *row] for row in said] + [["incident", *row] for row in held]


def left_to_move(merge: NamedMerge) -> int:
    """How many reports, claims and incidents have not followed a merge, or its undoing, yet."""
    if merge.undone_at:
        return len(merge.moved)
    gone = merge.gone  # type: ignore[attr-defined]
    if isinstance(gone, Source):
        return Report.objects.filter(source=gone).count() + Claim.objects.filter(source=gone).count()
    return _claims_of(gone).count() + _incidents_of(gone).count()


def move(merge: NamedMerge, most: int) -> bool:
    """Move up to `most` records; whether there may be more. In a transaction."""
    if merge.undone_at:
        return _move_back(merge, most)
    return _move_reports(merge, most) if isinstance(merge, SourceMerge) else _move_claims(merge, most)  # type: ignore[arg-type]


def move_on(seconds: float = SECONDS_A_SWEEP) -> None:
    """Batch after batch of what merges left to be done, for about so many seconds."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and move_one_batch():
        pass


def move_one_batch() -> bool:
    """Of the first merge that has something left; False where none has."""
    of_source = Exists(Report.objects.filter(source=OuterRef("gone"))) | Exists(
        Claim.objects.filter(source=OuterRef("gone"))
    )
    of_actor = Exists(ClaimActor.objects.filter(actor=OuterRef("gone"))) | Exists(
        IncidentActor.objects.filter(actor=OuterRef("gone"))
    )
    with transaction.atomic():
        for merges, hangs in ((SourceMerge.objects, of_source), (ActorMerge.objects, of_actor)):
            # Of an undone one the entries that went back are forgotten.
            unfinished = merges.filter(Q(hangs, undone_at=None) | Q(undone_at__isnull=False, moved__0__isnull=False))
            merge: NamedMerge | None = unfinished.select_for_update(skip_locked=True, of=("self",)).first()
            if merge:
                move(merge, BATCH)
                return True
    return False


def _move_reports(merge: SourceMerge, most: int) -> bool:
    reports = list(Report.objects.filter(source=merge.gone).order_by("pk")[:most])
    for report in reports:
        with follow(report, by=merge.made_by, verb="merge_sources", reason=_SAME_SOURCE) as locked:
            locked.source = merge.kept
    claims = list(Claim.objects.filter(source=merge.gone).order_by("pk")[: most - len(reports)])
    for claim in claims:
        with follow(claim, by=merge.made_by, verb="merge_sources", reason=_SAME_SOURCE) as told:
            told.source = merge.kept
    if reports or claims:
        count_up(merge.kept)
    return len(reports) + len(claims) == most


def _move_claims(merge: ActorMerge, most: int) -> bool:
    claims = list(_claims_of(merge.gone).order_by("pk")[:most])
    values = {"actor": merge.kept, "name": merge.kept.name}
    for claim, person in _by_whom(claims, merge.made_by):
        with follow(claim, by=person, verb="merge_actors", reason=_SAME_ACTOR) as locked:
            locked.actors.filter(actor=merge.gone).update(**values)
    incidents = set(_numbers(claims))
    incidents |= set(_incidents_of(merge.gone).order_by("pk").values_list("pk", flat=True)[: most - len(claims)])
    lock_rows(Incident, incidents)
    for incident in Incident.objects.filter(pk__in=incidents).order_by("pk"):
        with follow(incident, by=merge.made_by, verb="merge_actors", reason=_SAME_ACTOR) as held:
            held.actors.filter(actor=merge.gone).update(**values)
            apply_claims(held)
    if incidents:
        count_up(merge.kept)
    return len(claims) == most or len(incidents) >= most


def _move_back(merge: NamedMerge, most: int) -> bool:
    entries, merge.moved = merge.moved[:most], merge.moved[most:]
    if isinstance(merge, SourceMerge):
        _reports_back(merge, entries)
    elif isinstance(merge, ActorMerge):
        _claims_back(merge, entries)
    merge.save(update_fields=["moved"])
    return bool(merge.moved)


def _reports_back(merge: SourceMerge, entries: list[Entry]) -> None:
    """What somebody has given to yet another source since stays there."""
    for report in Report.objects.filter(pk__in=_of("report", entries), source=merge.kept).order_by("pk"):
        with follow(report, by=merge.undone_by, verb="undo_source_merge", reason=_NOT_SAME_SOURCE) as locked:
            locked.source = merge.gone
    for claim in Claim.objects.filter(pk__in=_of("claim", entries), source=merge.kept).order_by("pk"):
        with follow(claim, by=merge.undone_by, verb="undo_source_merge", reason=_NOT_SAME_SOURCE) as told:
            told.source = merge.gone
    count_up(merge.gone)


def _claims_back(merge: ActorMerge, entries: list[Entry]) -> None:
    told = Claim.objects.filter(pk__in=_of("claim", entries), actors__actor=merge.kept)
    claims = list(told.order_by("pk").distinct())
    rows: dict[int, list[Entry]] = {}
    for _claim, number, *row in (entry for entry in entries if entry[0] == "claim"):
        rows.setdefault(number, []).append(row)
    for claim, person in _by_whom(claims, merge.undone_by):
        with follow(claim, by=person, verb="undo_actor_merge", reason=_NOT_SAME_ACTOR) as locked:
            _rows_back(locked, rows[claim.pk], merge)
    held = {entry[1]: [entry[2:]] for entry in entries if entry[0] == "incident"}
    incidents = {*_numbers(claims), *held}
    lock_rows(Incident, incidents)
    for incident in Incident.objects.filter(pk__in=incidents).order_by("pk"):
        with follow(incident, by=merge.undone_by, verb="undo_actor_merge", reason=_NOT_SAME_ACTOR) as changed:
            _rows_back(changed, held.get(incident.pk, []), merge)
            apply_claims(changed)
    if incidents:
        count_up(merge.gone)


def _rows_back(record: Claim | Incident, rows: list[Entry], merge: ActorMerge) -> None:
    """By their ids; where the record was corrected since, which writes its rows anew, by their words."""
    kept = record.actors.filter(actor=merge.kept)  # type: ignore[union-attr]
    for pk, text, name in rows:
        row = kept.filter(pk=pk).first() or kept.filter(text=text).order_by("pk").last()
        if row:
            row.actor, row.name = merge.gone, name
            row.save(update_fields=["actor", "name"])


def _by_whom(claims: list[Claim], by: AbstractBaseUser | None) -> list[tuple[Claim, AbstractBaseUser | None]]:
    """A claim that only the reader has touched stays the reader's."""
    touched = touched_by_people(claims)
    return [(claim, by if claim.pk in touched else None) for claim in claims]


def _claims_of(gone: Actor) -> Any:
    return Claim.objects.filter(pk__in=ClaimActor.objects.filter(actor=gone).values("claim"))


def _incidents_of(gone: Actor) -> Any:
    """Those that have the party beside their claims."""
    told = ClaimActor.objects.filter(claim__incident=OuterRef("pk"), actor=gone)
    held = IncidentActor.objects.filter(actor=gone).values("incident")
    return Incident.objects.filter(~Exists(told), pk__in=held)


def _numbers(claims: Iterable[Claim]) -> set[int]:
    return {claim.incident_id for claim in claims if claim.incident_id}


def _of(kind: str, entries: list[Entry]) -> set[int]:
    return {entry[1] for entry in entries if entry[0] == kind}
