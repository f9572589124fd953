import math

import pytest

from geo.precision import check_position, precision_of, radius_of, settlement_radius_m


@pytest.mark.parametrize(
    "latitude, longitude", [(400, 0), (0, 400), (math.inf, 0), (0, -math.inf), (math.nan, 0), (90.1, 0), ("forty", 0)]
)
def test_what_is_no_position_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="latitude|longitude"):
        check_position(latitude, longitude)


def test_a_position_is_given_back_as_numbers() -> None:
    assert check_position("35.5", 40) == (35.5, 40.0)  # type: ignore[arg-type]


def test_the_radius_of_a_town_grows_with_its_people_between_five_and_twenty_kilometres() -> None:
    radii = [settlement_radius_m(people) for people in (0, 500, 54_534, 271_800, 7_216_000)]
    assert radii == sorted(radii)
    assert radii[0] == 5_000 and radii[-1] == 20_000
    assert 5_000 < radii[3] < 6_000


def test_each_kind_of_place_has_a_radius_of_a_kilometre_at_least() -> None:
    assert all(
        radius_of(kind) >= 1_000 for kind in ("country", "adm1", "adm2", "adm3", "facility", "natural", "region")
    )


def test_only_a_building_is_exact_and_a_base_of_kilometres_is_near() -> None:
    assert precision_of("facility", 100) == "exact"
    assert precision_of("facility", 4_000) == "near"
    assert precision_of("settlement", 2_000) == "settlement"
