"""The verbs of what stands beside an incident's facts: notes, links, and its former versions."""

from __future__ import annotations

from typing import Any

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
    seen, number = _seen(world, incident), incident.notes.get().pk  # type: ignore[attr-defined]  # a reverse relation
    return lambda: notes.remove_note(**seen, note_id=number)


@measured
def add_medium(world: World) -> Done:
    incident = world.incident()
    return lambda: _linked(world, incident)


@measured
def correct_medium(world: World) -> Done:
    seen, number = _with_a_link(world)
    return lambda: media.correct_medium(**seen, medium_id=number, kind="video", url=PHOTO, public_note="It is a film.")


@measured
def remove_medium(world: World) -> Done:
    seen, number = _with_a_link(world)
    return lambda: media.remove_medium(**seen, medium_id=number, public_note="It shows another place.")


@measured
def restore_revision(world: World) -> Done:
    """A summary taken back, with all that is computed again."""
    incident = _noted(world, world.incident())
    former = revisions_of(incident).last()
    assert former is not None
    note = "More is known."
    edited = incidents.correct_incident(**_seen(world, incident), public_note=note, summary_en=note)
    return lambda: restoring.restore_revision(
        by=world.editor,
        record=edited,
        revision=former,
        lock_version=edited.lock_version,
        reason="It was right before.",
        public_note="It was right before.",
    )


def _seen(world: World, incident: Incident) -> dict[str, Any]:
    """What each verb is given."""
    return {"by": world.editor, "incident": incident, "lock_version": incident.lock_version}


def _noted(world: World, incident: Incident) -> Incident:
    return notes.add_note(**_seen(world, incident), kind="internal", text="Ask again.")


def _linked(world: World, incident: Incident) -> Incident:
    note = "A photograph was added."
    return media.add_medium(**_seen(world, incident), kind="photo", url=PHOTO, public_note=note)


def _with_a_link(world: World) -> tuple[dict[str, Any], int]:
    """An incident with one, and the link's number."""
    incident = _linked(world, world.incident())
    return _seen(world, incident), incident.media.get().pk  # type: ignore[attr-defined]  # a reverse relation
