"""The verbs of sources and parties."""

from __future__ import annotations

from benchmarks.record.world import Done, World, measured
from incidents.models import Actor, ClaimActor, IncidentActor, Report, Source
from incidents.services import actors, joining, sources

WHY = "A reason."


def _source(world: World) -> Source:
    """One with thousands of reports."""
    return Source.objects.get(pk=world.source.pk)


def _actor(world: World) -> Actor:
    """One in thousands of incidents."""
    return Actor.objects.order_by("pk")[0]


def _same_source(world: World) -> Source:
    """Another entry of a source, with a report of a published incident."""
    gone = sources.create_source(by=world.contributor, name=world.name(), names=[(f"{world.name()} as well", "en")])
    Report.objects.filter(pk=world.report().pk).update(source=gone)
    return gone


def _same_actor(world: World) -> Actor:
    """Another entry of a party, in a published incident and its claim."""
    gone = actors.create_actor(by=world.editor, name=world.name(), names=[(f"{world.name()} as well", "en")])
    incident = world.incident()
    claim = world.claim_of(incident)
    ClaimActor.objects.filter(claim=claim).delete()
    ClaimActor.objects.create(claim=claim, actor=gone, name=gone.name, role="target")
    IncidentActor.objects.create(incident=incident, actor=gone, name=gone.name, role="target")
    return gone


@measured
def create_source(world: World) -> Done:
    name = world.name()
    return lambda: sources.create_source(by=world.contributor, name=name)


@measured
def correct_source(world: World) -> Done:
    source, name = _source(world), world.name()
    return lambda: sources.correct_source(
        by=world.editor, source=source, lock_version=source.lock_version, name=name, country_focus=["SY"]
    )


@measured
def add_source_name(world: World) -> Done:
    source, name = _source(world), world.name()
    return lambda: sources.add_source_name(by=world.editor, source=source, lock_version=source.lock_version, name=name)


@measured
def remove_source_name(world: World) -> Done:
    source = sources.add_source_name(
        by=world.editor, source=_source(world), lock_version=_source(world).lock_version, name=world.name()
    )
    number = source.aliases.latest("pk").pk
    return lambda: sources.remove_source_name(
        by=world.editor, source=source, lock_version=source.lock_version, name_id=number, reason=WHY
    )


@measured
def undo_source(world: World) -> Done:
    correct_source(world)()
    source = _source(world)
    return lambda: sources.undo_source(by=world.editor, source=source, lock_version=source.lock_version)


@measured
def merge_sources(world: World) -> Done:
    gone, into = _same_source(world), _source(world)
    return lambda: joining.merge_sources(
        by=world.reviewer, source=gone, into=into, lock_version=gone.lock_version, reason=WHY
    )


@measured
def undo_source_merge(world: World) -> Done:
    gone = joining.merge_sources(
        by=world.reviewer, source=_same_source(world), into=_source(world), lock_version=1, reason=WHY
    )
    return lambda: joining.undo_source_merge(by=world.reviewer, source=gone, lock_version=gone.lock_version)


@measured
def create_actor(world: World) -> Done:
    name = world.name()
    return lambda: actors.create_actor(by=world.editor, name=name, names=[(f"{name} as well", "en")])


@measured
def correct_actor(world: World) -> Done:
    actor, name = _actor(world), world.name()
    return lambda: actors.correct_actor(by=world.editor, actor=actor, lock_version=actor.lock_version, name=name)


@measured
def add_actor_name(world: World) -> Done:
    actor, name = _actor(world), world.name()
    return lambda: actors.add_actor_name(
        by=world.editor, actor=actor, lock_version=actor.lock_version, name=name, language="en"
    )


@measured
def remove_actor_name(world: World) -> Done:
    actor = actors.add_actor_name(
        by=world.editor, actor=_actor(world), lock_version=_actor(world).lock_version, name=world.name()
    )
    number = actor.aliases.latest("pk").pk
    return lambda: actors.remove_actor_name(
        by=world.editor, actor=actor, lock_version=actor.lock_version, name_id=number, reason=WHY
    )


@measured
def undo_actor(world: World) -> Done:
    correct_actor(world)()
    actor = _actor(world)
    return lambda: actors.undo_actor(by=world.editor, actor=actor, lock_version=actor.lock_version)


@measured
def merge_actors(world: World) -> Done:
    gone, into = _same_actor(world), _actor(world)
    return lambda: joining.merge_actors(
        by=world.reviewer, actor=gone, into=into, lock_version=gone.lock_version, reason=WHY
    )


@measured
def undo_actor_merge(world: World) -> Done:
    gone = joining.merge_actors(
        by=world.reviewer, actor=_same_actor(world), into=_actor(world), lock_version=1, reason=WHY
    )
    return lambda: joining.undo_actor_merge(by=world.reviewer, actor=gone, lock_version=gone.lock_version)
