import shapely

from geo import boundaries
from geo.geodesy import centroid, equal_area


def test_mayadin_lies_in_deir_ez_zor_of_syria() -> None:
    assert boundaries.admin1_at(35.02, 40.45) == "SY.07"
    assert boundaries.country_at(35.02, 40.45) == "SY"


def test_the_sea_is_no_country() -> None:
    assert boundaries.country_at(0.25, 0.78) is None
    assert boundaries.admin1_at(0.25, 0.78) is None


def test_every_country_of_the_region_has_an_outline_and_provinces() -> None:
    for code in ("SY", "IQ", "LB", "YE", "PS", "LY", "SD", "IL", "JO", "IR", "TR", "UA", "SA", "EG"):
        assert boundaries.country_outline(code) is not None
    assert boundaries.admin1_outline("PS.GZ") is not None and boundaries.admin1_outline("IQ.01") is not None


def test_the_united_states_are_one_piece_and_their_middle_is_in_kansas() -> None:
    outline = boundaries.country_outline("US")
    assert outline is not None
    largest = max(shapely.get_parts(outline), key=lambda part: equal_area(part).area)
    middle = centroid(largest)
    assert 37 < middle.y < 40 and -102 < middle.x < -94.6
