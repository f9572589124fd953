"""The nearest of many positions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geodesy import Points, distance_m

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(st.lists(st.tuples(latitudes, longitudes), max_size=30), latitudes, longitudes)
def test_the_nearest_is_found_in_its_cell_or_the_next(
    points: list[tuple[float, float]], north: float, east: float
) -> None:
    listed = [(latitude, longitude, number) for number, (latitude, longitude) in enumerate(points)]
    nearest = min((distance_m(north, east, *point) for point in points), default=math.inf)
    found = Points(listed).nearest_m(north, east)
    if nearest < 299_000:
        assert found == pytest.approx(nearest, abs=1)
    else:
        assert found > 298_000


def test_a_place_is_not_near_itself_and_the_date_line_parts_nothing() -> None:
    points = Points([(0.0, 179.9, 1)])
    assert points.nearest_m(0.0, 179.9, besides=1) == math.inf
    assert points.nearest_m(0.0, -179.9) == pytest.approx(22_239, abs=10)
