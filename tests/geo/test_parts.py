"""Which part of a country a position stands for."""

import pytest

from geo import boundaries, relations
from geo.models import Place
from geo.parts import BEARINGS, part_at

SYRIA = Place(name="Syria", kind="country", country="SY")


@pytest.mark.parametrize("part", BEARINGS)
def test_the_middle_of_each_part_is_known_again(part: str) -> None:
    outline = boundaries.country_outline("SY")
    bearing = BEARINGS[part]
    located = relations.middle_of(outline) if bearing is None else relations.part_of(outline, bearing)
    assert part_at(SYRIA, located.latitude, located.longitude) == part


def test_a_position_of_ones_own_and_a_town_have_no_part() -> None:
    assert part_at(SYRIA, 35.5, 40.0) == ""
    assert part_at(Place(name="Town", kind="settlement", country="SY"), 35.5, 40.0) == ""
