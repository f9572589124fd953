"""Roads from one place to another, and hashtags."""

import pytest

from geo.api import geoparse

pytestmark = pytest.mark.usefixtures("small_index")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("انفجار على طريق دير الزور - الميادين في سوريا", "طريق دير الزور - الميادين"),
        ("انفجار على طريق دير الزور – الميادين في سوريا", "طريق دير الزور – الميادين"),
        ("انفجار على الطريق الواصل بين دير الزور والميادين في سوريا", "الطريق الواصل بين دير الزور والميادين"),
        ("انفجار على الطريق من مدينة دير الزور إلى الميادين في سوريا", "الطريق من مدينة دير الزور إلى الميادين"),
        ("A blast on the road from Raqqa to Deir ez-Zor in Syria", "road from Raqqa to Deir ez-Zor"),
        ("A blast on the road between Raqqa and Deir ez-Zor in Syria", "road between Raqqa and Deir ez-Zor"),
        ("A blast on the Raqqa-Deir ez-Zor highway in Syria", "Raqqa-Deir ez-Zor highway"),
        ("A blast on the Raqqa–Albukamal road in Syria", "Raqqa–Albukamal road"),
    ],
)
def test_a_road_is_the_strip_between_its_two_places(text: str, phrase: str) -> None:
    first, second = geoparse(text).toponyms[:2]
    assert first.relation is not None and (first.relation.kind, first.relation.text) == ("between", phrase)
    assert second.relation is not None and second.area == first.area and first.precision == "near"


def test_two_places_with_a_dash_and_no_road_are_two_places() -> None:
    assert [t.relation for t in geoparse("غارات على دير الزور - الميادين في سوريا").toponyms] == [None, None, None]


@pytest.mark.parametrize("text", ["قصف عنيف #دير_الزور", "Heavy shelling #Deir_ezZor", "#Deir_Ezzor under fire"])
def test_a_hashtag_writes_underscores_for_spaces(text: str) -> None:
    assert [toponym.place_id for toponym in geoparse(text).toponyms] == [170794]
