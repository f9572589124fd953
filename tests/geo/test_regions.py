"""Regions that provinces are named after."""

import pytest
import shapely

from geo import regions
from geo.loading import load
from geo.packages import Row
from tests.geo.conftest import row_of

SUDAN = (366755, "Sudan", "country", "SD", "", None, 16.0, 30.0, 41_801_533, "السودان")


def province(number: int, name: str, code: str, arabic: str = "مكان") -> Row:
    return row_of(number, name, "adm1", "SD", code, 366755, 13.0, 25.0, 0, arabic)


def named(*provinces: Row) -> dict[str, Row]:
    load("packages", "1", [row_of(*SUDAN), *provinces])
    return {row.name: row for row in regions.rows()}


@pytest.mark.usefixtures("db")
class TestRegions:
    def test_darfur_is_what_north_and_south_darfur_make_up(self) -> None:
        darfur = named(
            province(1, "North Darfur", "55", "شمال دارفور"), province(2, "South Darfur", "49", "جنوب دارفور")
        )["Darfur"]
        assert {name[0] for name in darfur.names} == {"Darfur", "دارفور"}
        assert (darfur.kind, darfur.precision, darfur.parent_id) == ("region", "region", 366755)
        area = shapely.geometry.shape(darfur.area)
        assert area.contains(shapely.Point(25.34, 13.63)) and area.contains(shapely.Point(24.88, 12.05))

    def test_one_such_province_makes_no_region(self) -> None:
        assert named(province(1, "North Darfur", "55"), province(2, "Kassala", "52")) == {}

    def test_what_a_country_a_province_or_a_large_town_is_called_stays_theirs(self) -> None:
        town = row_of(3, "Darfur", "settlement", "SD", "55", 1, 13.0, 25.0, 200_000, "مدينة")
        assert named(province(1, "North Darfur", "55"), province(2, "South Darfur", "49"), town) == {}
        assert named(province(1, "North Sudan", "55"), province(2, "South Sudan", "49")) == {}

    @pytest.mark.parametrize(
        ("first", "second"),
        [("Northern Province", "Southern Province"), ("North East", "South East"), ("West Cape", "East Cape")],
    )
    def test_a_kind_of_land_is_no_name(self, first: str, second: str) -> None:
        assert named(province(1, first, "55"), province(2, second, "49")) == {}
