"""The verbs of a place."""

from __future__ import annotations

from benchmarks.record.world import Done, World, measured
from geo.models import Place
from incidents.models import IncidentPlace
from incidents.place_facts import PlaceFacts
from incidents.services import places

WHY = "Told by a resident."


def _facts(world: World) -> PlaceFacts:
    return PlaceFacts(world.name(), "settlement", world.town.latitude, world.town.longitude)


def _new(world: World) -> Place:
    return places.add_place(by=world.editor, facts=_facts(world), reason=WHY, is_another=True)


def _town(world: World) -> Place:
    """The one with the most incidents of all."""
    number = IncidentPlace.objects.values_list("place", flat=True).order_by("pk")[0]
    return Place.objects.get(pk=number)


@measured
def add_place(world: World) -> Done:
    facts = _facts(world)
    return lambda: places.add_place(
        by=world.editor, facts=facts, names=[(f"{facts.name} as well", "en")], reason=WHY, is_another=False
    )


@measured
def correct_place(world: World) -> Done:
    """A new name for a town in which incidents lie."""
    town = _town(world)
    facts = PlaceFacts(world.name(), town.kind, town.latitude, town.longitude)
    return lambda: places.correct_place(
        by=world.editor, place=town, lock_version=town.lock_version, facts=facts, reason=WHY
    )


@measured
def undo_place(world: World) -> Done:
    town = _town(world)
    facts = PlaceFacts(world.name(), town.kind, town.latitude, town.longitude)
    moved = places.correct_place(by=world.editor, place=town, lock_version=town.lock_version, facts=facts, reason=WHY)
    return lambda: places.undo_place(by=world.editor, place=moved, lock_version=moved.lock_version)


@measured
def remove_place(world: World) -> Done:
    place = _new(world)
    return lambda: places.remove_place(by=world.editor, place=place, lock_version=place.lock_version, reason=WHY)


@measured
def add_place_name(world: World) -> Done:
    town = _town(world)
    return lambda: places.add_place_name(
        by=world.editor,
        place=town,
        lock_version=town.lock_version,
        name=world.name(),
        language="en",
        preferred=True,
        reason=WHY,
    )


@measured
def remove_place_name(world: World) -> Done:
    town = _town(world)
    named = places.add_place_name(
        by=world.editor, place=town, lock_version=town.lock_version, name=world.name(), language="en", reason=WHY
    )
    name = named.names.order_by("-pk")[0].pk  # type: ignore[attr-defined]
    return lambda: places.remove_place_name(
        by=world.editor, place=named, lock_version=named.lock_version, name_id=name, reason=WHY
    )
