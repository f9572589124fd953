"""The verbs of what stands beside an incident's facts: notes, links, and its former versions."""

from __future__ import annotations

from benchmarks.record.world import Done, World, measured
from incidents.history import revisions_of
from incidents.models import Incident
from incidents.services import incidents, media, notes, restoring

PHOTO = "https://outlet.example/depot.jpg"


@measured
def add_note(world: World) -> Done:
    incident = world.incident()
    return lambda: _noted(world, incident)


@measured
def remove_note(world: World) -> Done:
    incident = _noted(world, world.incident())
    number = incident.notes.get().pk  # type: ignore[attr-defined]
    return lambda: notes.remove_note(
        by=world.editor, incident=incident, lock_version=incident.lock_version, note_id=number
    )


@measured
def add_medium(world: World) -> Done:
    incident = world.incident()
    return lambda: _linked(world, incident)


@measured
def correct_medium(world: World) -> Done:
    incident = _linked(world, world.incident())
    number = incident.media.get().pk  # type: ignore[attr-defined]
    return lambda: media.correct_medium(
        by=world.editor,
        incident=incident,
        lock_version=incident.lock_version,
        medium_id=number,
        kind="video",
        url=PHOTO,
        public_note="It is a film.",
    )


@measured
def remove_medium(world: World) -> Done:
    incident = _linked(world, world.incident())
    number = incident.media.get().pk  # type: ignore[attr-defined]
    return lambda: media.remove_medium(
        by=world.editor,
        incident=incident,
        lock_version=incident.lock_version,
        medium_id=number,
        public_note="It shows another place.",
    )


@measured
def restore_revision(world: World) -> Done:
    """A summary taken back, with all that is computed again."""
    incident = _noted(world, world.incident())
    former = revisions_of(incident).last()
    assert former is not None
    edited = incidents.correct_incident(
        by=world.editor,
        incident=incident,
        lock_version=incident.lock_version,
        public_note="More is known.",
        summary_en="More is known.",
    )
    return lambda: restoring.restore_revision(
        by=world.editor,
        record=edited,
        revision=former,
        lock_version=edited.lock_version,
        reason="It was right before.",
        public_note="It was right before.",
    )


def _noted(world: World, incident: Incident) -> Incident:
    return notes.add_note(
        by=world.editor, incident=incident, lock_version=incident.lock_version, kind="internal", text="Ask again."
    )


def _linked(world: World, incident: Incident) -> Incident:
    return media.add_medium(
        by=world.editor,
        incident=incident,
        lock_version=incident.lock_version,
        kind="photo",
        url=PHOTO,
        public_note="A photograph was added.",
    )
