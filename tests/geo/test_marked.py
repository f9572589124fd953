"""What an editor or a data set marks as a place, and no gazetteer knows."""

import pytest

from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")


def marked(text: str, words: str) -> Toponym:
    (toponym,) = geoparse(text, spans=[(text.index(words), text.index(words) + len(words))]).toponyms
    return toponym


@pytest.mark.parametrize("site", ["مستشفى الروم", "جامعة الفرات", "حي العمال", "شارع النهر", "بالمستشفى المركزي"])
def test_an_unknown_site_is_in_the_town_that_the_text_names(site: str) -> None:
    toponym = marked(f"احتراق {site} في الميادين بسوريا", site)
    assert toponym.place_id == 173480 and toponym.reasons == ("only the area around it is known",)


def test_an_unknown_village_is_somewhere_in_the_province_of_the_town_beside_it() -> None:
    toponym = marked("قصف على قرية الفلانية قرب الميادين في سوريا", "الفلانية")
    assert (toponym.kind, toponym.place_id) == ("adm1", 170792)


def test_of_a_text_about_a_country_alone_the_country_is_known() -> None:
    assert marked("قصف على قرية الفلانية #سوريا", "قرية الفلانية").place_id == 163843
    assert marked("قصف على قرية الفلانية", "قرية الفلانية").place_id is None


def test_a_hospital_is_not_in_the_far_town_whose_name_it_bears() -> None:
    assert marked("وصل الجرحى إلى مستشفى ليل في الميادين", "مستشفى ليل").place_id == 173480
    assert marked("وصل الجرحى إلى مطار بغداد", "مطار بغداد").place_id in (98180, 98182)


def test_the_kind_among_the_marked_words_chooses() -> None:
    assert marked("قصف في محافظة الرقة", "محافظة الرقة").kind == "adm1"
    assert marked("قصف في مدينة الرقة", "مدينة الرقة").kind == "settlement"


def test_what_nobody_marked_says_where_the_text_plays() -> None:
    assert marked("أعلنت الكويت عن حريق في الرقة", "الرقة").country == "KW"
    assert marked("سيول في الرقة #أمطار_الكويت", "الرقة").country == "KW"


def test_a_slip_in_a_marked_name_needs_its_country_in_the_text() -> None:
    assert marked("غارات على البوكماال في سوريا", "البوكماال").place_id == 174448
    assert marked("غارات على البوكماال", "البوكماال").place_id is None
