"""The verbs of sources and parties, measured alike on both kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.record.world import VERBS, Done, World
from desk.named import PARTIES, SOURCES, NamedKind
from incidents.models import Actor, ClaimActor, IncidentActor, Report, Source

WHY = "A reason."


@dataclass(frozen=True)
class Subjects:
    """`one` that thousands of records hang on, and `same`: another entry of it, in a published incident."""

    kind: NamedKind
    one: Callable[[World], Any]
    same: Callable[[World], Any]

    def does(self, verb: str, by: Any, subject: Any, **arguments: Any) -> Any:
        record = {self.kind.word: subject, "lock_version": subject.lock_version}
        return getattr(self.kind.services, verb)(by=by, **record, **arguments)


def _source(world: World) -> Source:
    return Source.objects.get(pk=world.source.pk)


def _actor(world: World) -> Actor:
    return Actor.objects.order_by("pk")[0]


def _made(kind: NamedKind, world: World) -> Any:
    name = world.name()
    return kind.services.create(by=world.editor, name=name, names=[(f"{name} as well", "en")])


def _same_source(world: World) -> Source:
    gone: Source = _made(SOURCES, world)
    Report.objects.filter(pk=world.report().pk).update(source=gone)
    return gone


def _same_actor(world: World) -> Actor:
    gone: Actor = _made(PARTIES, world)
    incident = world.incident()
    claim = world.claim_of(incident)
    ClaimActor.objects.filter(claim=claim).delete()
    ClaimActor.objects.create(claim=claim, actor=gone, name=gone.name, role="target")
    IncidentActor.objects.create(incident=incident, actor=gone, name=gone.name, role="target")
    return gone


def _add(of: Subjects, world: World) -> Done:
    return lambda: _made(of.kind, world)


def _correct(of: Subjects, world: World) -> Done:
    subject, name = of.one(world), world.name()
    return lambda: of.does("correct", world.editor, subject, name=name)


def _add_name(of: Subjects, world: World) -> Done:
    subject, name = of.one(world), world.name()
    return lambda: of.does("add_name", world.editor, subject, name=name, language="en")


def _remove_name(of: Subjects, world: World) -> Done:
    subject = of.does("add_name", world.editor, of.one(world), name=world.name())
    number = subject.aliases.latest("pk").pk
    return lambda: of.does("remove_name", world.editor, subject, name_id=number, reason=WHY)


def _undo(of: Subjects, world: World) -> Done:
    _correct(of, world)()
    subject = of.one(world)
    return lambda: of.does("undo", world.editor, subject)


def _merge(of: Subjects, world: World) -> Done:
    gone, into = of.same(world), of.one(world)
    return lambda: of.does("merge", world.reviewer, gone, into=into, reason=WHY)


def _undo_merge(of: Subjects, world: World) -> Done:
    gone = of.does("merge", world.reviewer, of.same(world), into=of.one(world), reason=WHY)
    return lambda: of.does("undo_merge", world.reviewer, gone)


_READY: dict[str, Callable[[Subjects, World], Done]] = {
    "add": _add,
    "correct": _correct,
    "add_name": _add_name,
    "remove_name": _remove_name,
    "undo": _undo,
    "merge": _merge,
    "undo_merge": _undo_merge,
}
for _subjects in (Subjects(SOURCES, _source, _same_source), Subjects(PARTIES, _actor, _same_actor)):
    VERBS.update({_subjects.kind.verbs[name]: partial(ready, _subjects) for name, ready in _READY.items()})
