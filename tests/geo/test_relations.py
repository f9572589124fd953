import pytest
import shapely

from geo import boundaries, relations
from geo.geodesy import distance_m

MAYADIN = (35.02, 40.45)
TOWN_M = 3_400


def test_the_desert_of_a_town_is_near_it_and_leaves_the_town_out() -> None:
    found = relations.around(*MAYADIN, TOWN_M, "desert")
    assert found.precision == "near" and found.radius_m <= 25_000
    assert not found.area.contains(shapely.Point(40.45, 35.02))
    assert found.area.contains(shapely.Point(40.3, 35.0))


@pytest.mark.parametrize("bearing, east, north", [(0, 0, 1), (90, 1, 0), (180, 0, -1), (270, -1, 0)])
def test_a_direction_is_a_quarter_on_its_side_of_the_town(bearing: float, east: int, north: int) -> None:
    found = relations.towards(*MAYADIN, TOWN_M, bearing)
    assert (found.longitude > 40.45 + 0.02) == (east > 0) and (found.longitude < 40.45 - 0.02) == (east < 0)
    assert (found.latitude > 35.02 + 0.02) == (north > 0) and (found.latitude < 35.02 - 0.02) == (north < 0)
    assert found.radius_m <= 25_000


def test_twenty_kilometres_east_is_twenty_kilometres_east() -> None:
    found = relations.at_distance(*MAYADIN, TOWN_M, 20_000, 90)
    assert distance_m(*MAYADIN, found.latitude, found.longitude) == pytest.approx(20_000, rel=0.01)
    assert found.latitude == pytest.approx(35.02, abs=0.01) and found.longitude > 40.45


def test_between_two_towns_lies_on_the_way_from_one_to_the_other() -> None:
    found = relations.between(MAYADIN, (34.45, 40.92), TOWN_M)
    assert found.area.contains(shapely.Point(40.69, 34.73))
    assert found.radius_m < 60_000


def test_eastern_syria_holds_mayadin_and_not_homs() -> None:
    outline = boundaries.country_outline("SY")
    assert outline is not None
    found = relations.part_of(outline, 90)
    assert found.precision == "region"
    assert found.area.contains(shapely.Point(40.45, 35.02)) and not found.area.contains(shapely.Point(36.72, 34.73))


def test_the_surroundings_of_a_border_town_end_at_the_border() -> None:
    syria = boundaries.country_outline("SY")
    assert syria is not None
    found = relations.towards(34.452, 40.918, TOWN_M, 90, clip=syria)
    assert found.area.difference(syria).area < 1e-9
