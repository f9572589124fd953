"""Another place of the gazetteer for a name that several places bear."""

from dataclasses import replace

from geo.models import Place
from incidents.facts import ClaimFacts, PlaceInput
from incidents.models import Claim
from incidents.models.choices import Precision


def with_other_place(claim: Claim, row: int, chosen: int) -> ClaimFacts:
    """The claim's facts with the place of the row moved to the place of that id.

    What the report says about the name stays: "near" is near the other place, as far away as before. The rest,
    position, precision, radius and area, is the gazetteer's.
    """
    facts = ClaimFacts.of(claim)
    rows = [place.pk for place in claim.places.all()]
    moved = [_moved(given, chosen) if pk == row else given for pk, given in zip(rows, facts.places, strict=True)]
    return replace(facts, places=moved)


def _moved(given: PlaceInput, chosen: int) -> PlaceInput:
    moved = PlaceInput(text=given.text, place_id=chosen, is_main=given.is_main)
    other = Place.objects.filter(pk=chosen).first()
    if other is None or given.precision != Precision.NEAR:
        return moved
    return replace(
        moved,
        latitude=other.latitude,
        longitude=other.longitude,
        precision=given.precision,
        radius_m=given.radius_m,
    )
