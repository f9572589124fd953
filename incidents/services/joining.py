"""Two sources that are one, two parties that are one: the one is taken in by the other, and that can be undone.

The one that is gone stays with its history, marked with what it turned out to be, and nobody can choose it. What hung
on it follows within seconds (`services.moving`).
"""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import work
from incidents.errors import Refused
from incidents.models import Actor, ActorMerge, NamedMerge, Source, SourceMerge
from incidents.policies import require
from incidents.services.checks import LONGEST_REASON
from incidents.services.correcting import count_up
from incidents.services.locking import lock_rows
from incidents.services.moving import hanging_on, left_to_move
from incidents.services.names import language_named, must_stand
from incidents.services.revisions import change, follow
from incidents.text import one_line

Subject = TypeVar("Subject", Source, Actor)


def merge_sources(*, by: AbstractBaseUser, source: Source, into: Source, lock_version: int, reason: str = "") -> Source:
    """`source` is `into`: its reports, claims and names move there. Refused between the demo's and real ones."""
    return _merge("merge_sources", source, into, lock_version, by, reason)


def undo_source_merge(*, by: AbstractBaseUser, source: Source, lock_version: int) -> Source:
    """`source`, which was merged, is one of its own after all, with what it had then and nobody has moved on since."""
    return _undo("undo_source_merge", source, lock_version, by)


def merge_actors(*, by: AbstractBaseUser, actor: Actor, into: Actor, lock_version: int, reason: str = "") -> Actor:
    """`actor` is `into`: it is that in every claim and incident, and the reader knows it by all names of both."""
    return _merge("merge_actors", actor, into, lock_version, by, reason)


def undo_actor_merge(*, by: AbstractBaseUser, actor: Actor, lock_version: int) -> Actor:
    return _undo("undo_actor_merge", actor, lock_version, by)


def merge_of(gone: Source | Actor) -> NamedMerge | None:
    """The merge by which it is gone."""
    merges: NamedMerge | None = gone.gone_in.filter(undone_at=None).last()  # type: ignore[union-attr]
    return merges


def merges_under_way(subject: Source | Actor) -> list[tuple[NamedMerge, int]]:
    """Each merge that it has a part in and that is not all done, or not all undone, with how much is left."""
    model = SourceMerge if isinstance(subject, Source) else ActorMerge
    rows = model._default_manager.filter(Q(kept=subject) | Q(gone=subject)).select_related("kept", "gone")
    counted = [(merge, left_to_move(merge)) for merge in rows]
    return [(merge, left) for merge, left in counted if left]


def _merge(verb: str, gone: Subject, into: Subject, lock_version: int, by: AbstractBaseUser, reason: str) -> Subject:
    require(by, verb, gone)
    why = one_line(reason, "reason", LONGEST_REASON)
    with transaction.atomic():
        lock_rows(type(gone), (gone.pk, into.pk))
        with change(gone, lock_version, by=by, verb=verb, reason=why, yours={"merged_into": into.name}) as locked:
            with follow(into, by=by, verb=verb, reason=why) as kept:
                _must_be_mergeable(locked, kept)
                merge = _noted(locked, kept, by, why)
                for name, language in merge.given:
                    kept.aliases.create(name=name, language=language)
            locked.aliases.all().delete()
            locked.merged_into = kept
        count_up(locked, kept)
        transaction.on_commit(work.ring)
    return locked


def _undo(verb: str, gone: Subject, lock_version: int, by: AbstractBaseUser) -> Subject:
    require(by, verb, gone)
    with transaction.atomic():
        merge = merge_of(gone)
        if merge is None:
            raise Refused(_("This was not merged into another one."))
        # A worker that moves what hangs on it has the merge locked.
        merge.refresh_from_db(from_queryset=type(merge)._default_manager.select_for_update())
        into: Subject = merge.kept  # type: ignore[attr-defined]
        lock_rows(type(gone), (gone.pk, into.pk))
        with change(gone, lock_version, by=by, verb=verb) as locked:
            with follow(into, by=by, verb=verb) as kept:
                must_stand(kept)
                for name, language in merge.given:
                    kept.aliases.filter(name=name, language=language).delete()
            for name, language in merge.names:
                locked.aliases.create(name=name, language=language)
            locked.merged_into = None
            merge.undone_at, merge.undone_by = timezone.now(), by  # type: ignore[assignment]
            merge.save()
        count_up(locked, kept)
        transaction.on_commit(work.ring)
    return locked


def _must_be_mergeable(gone: Source | Actor, kept: Source | Actor) -> None:
    if gone.pk == kept.pk:
        raise Refused(_("Choose another one: this is the same."), "into")
    must_stand(gone)
    if kept.merged_into is not None:
        raise Refused(_("%(name)s was merged into another one itself.") % {"name": kept}, "into")
    if isinstance(gone, Source) and isinstance(kept, Source) and gone.is_demo != kept.is_demo:
        raise Refused(_("A source of the demo and a real one are never merged."), "into")
    # What is still on its way to it would not be known to an undoing of this merge.
    if merges_under_way(gone):
        raise Refused(_("An earlier merge of %(name)s is not finished yet; try again in a minute.") % {"name": gone})


def _noted(gone: Subject, kept: Subject, by: AbstractBaseUser, reason: str) -> NamedMerge:
    names: list[list[str]] = [list(row) for row in gone.aliases.order_by("pk").values_list("name", "language")]
    has = {(kept.name, ""), *kept.aliases.values_list("name", "language")}
    offered = [[gone.name, language_named(gone.name)], *names]
    given = [pair for pair in offered if pair[0] != kept.name and tuple(pair) not in has]
    model = SourceMerge if isinstance(gone, Source) else ActorMerge
    return model._default_manager.create(
        kept=kept,
        gone=gone,
        names=names,
        given=[list(pair) for pair in dict.fromkeys(map(tuple, given))],
        moved=hanging_on(gone),
        reason=reason,
        made_at=timezone.now(),
        made_by=by,  # type: ignore[misc]
    )
