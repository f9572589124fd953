"""What editors change in the gazetteer, counted, so that each process knows what its name index lacks."""

from __future__ import annotations

from django.db import transaction

from geo.models import GazetteerSource, PlaceChange
from geo.opening import look_again


def note_change(place_id: int, places: int = 0) -> None:
    """Says that a place or its names were changed, in the transaction that does it; ``places``: 1 for a new one, -1.

    The counting row is locked until that transaction ends, so that no reader sees a number before the ones below it.
    """
    rows = GazetteerSource.objects.select_for_update()
    edits, _new = rows.get_or_create(name=GazetteerSource.EDITORS, defaults={"version": "0"})
    number = int(edits.version) + 1
    edits.version, edits.places = str(number), max(0, edits.places + places)
    edits.save()
    PlaceChange.objects.create(number=number, place_id=place_id)
    transaction.on_commit(look_again)
