"""Borders as places."""

import pytest
import shapely

from geo import boundaries
from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")


def border(text: str) -> Toponym:
    return next(t for t in geoparse(text).toponyms if t.relation is not None and t.relation.kind == "border")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A raid near the Iraqi border in Syria", "near the Iraqi border"),
        ("A raid in Syria near the border with Iraq", "near the border with Iraq"),
        ("قصف قرب الحدود العراقية في سوريا", "قرب الحدود العراقية"),
        ("قصف في سوريا قرب الحدود مع العراق", "قرب الحدود مع العراق"),
    ],
)
def test_near_the_iraqi_border_is_the_strip_of_syria_along_it(text: str, phrase: str) -> None:
    toponym = border(text)
    assert toponym.relation is not None and toponym.relation.text == phrase
    assert toponym.precision == "region" and toponym.radius_m is not None and 150_000 < toponym.radius_m < 400_000
    area, syria = shapely.geometry.shape(toponym.area), boundaries.country_outline("SY")
    assert syria is not None and area.difference(syria.buffer(0.01)).area < 1e-6
    assert area.contains(shapely.Point(40.85, 34.5))


def test_the_syrian_iraqi_border_has_two_sides() -> None:
    area = shapely.geometry.shape(border("اشتباكات على الحدود السورية العراقية").area)
    assert area.contains(shapely.Point(40.85, 34.5)) and area.contains(shapely.Point(41.1, 34.35))


def test_border_guards_are_no_place() -> None:
    assert [t.text for t in geoparse("Iraqi border guards opened fire in Baghdad").toponyms] == ["Baghdad"]
    assert geoparse("قال حرس الحدود العراقية ذلك").toponyms == ()


def test_the_border_that_says_where_a_town_lies_is_its_parent() -> None:
    assert "parent" in border("غارة في سوريا أصابت البوكمال قرب الحدود مع العراق").hints
