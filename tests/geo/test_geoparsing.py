import pytest

from geo import lexicon
from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")


def found(text: str) -> list[Toponym]:
    toponyms = geoparse(text).toponyms
    for toponym in toponyms:
        assert text[toponym.start : toponym.end] == toponym.text
    return list(toponyms)


def only(text: str) -> Toponym:
    (toponym,) = found(text)
    return toponym


def test_the_desert_of_the_town_is_an_area_and_not_its_point() -> None:
    toponym = only("استهدفت طائرات مقرات في بادية مدينة الميادين")
    assert toponym.text == "الميادين" and toponym.place_id == 173480
    assert toponym.relation is not None and toponym.relation.text == "بادية مدينة الميادين"
    assert toponym.precision == "near" and toponym.radius_m is not None and toponym.radius_m <= 25_000
    assert toponym.place_precision == "settlement"


def test_the_countryside_of_a_governorate_is_the_governorate() -> None:
    toponym = only("انفجار في ريف دير الزور")
    assert toponym.precision == "adm1" and toponym.place_id == 170794


def test_eastern_syria_is_a_region() -> None:
    for text in ("غارات شرقي سوريا", "air strikes in eastern Syria"):
        toponym = only(text)
        assert toponym.precision == "region" and toponym.longitude is not None and toponym.longitude > 39


def test_the_word_before_chooses_between_the_governorate_and_its_city() -> None:
    assert only("قصف على محافظة الرقة في سوريا"[:22]).kind == "adm1"
    assert only("قصف على مدينة الرقة").kind == "settlement"


def test_raqqa_of_a_syrian_text_is_not_kuwaits() -> None:
    toponyms = found("قال ناشطون في سوريا إن غارة أصابت بلدة الرقة")
    assert toponyms[-1].place_id == 172955


def test_the_focus_of_the_source_speaks_for_its_country() -> None:
    (toponym,) = geoparse("حريق في الرقة", country_focus=["KW"]).toponyms
    assert toponym.country == "KW"


def test_an_adjective_is_no_village() -> None:
    assert found("أعلن الجيش السوري ذلك") == []


def test_a_door_is_not_the_town_of_al_bab_unless_the_text_says_so() -> None:
    assert found("طرق الباب ثم خرج") == []
    assert only("قصف على مدينة الباب").place_id == 174186


def test_a_country_that_acts_is_an_organisation_and_one_that_is_hit_is_not() -> None:
    assert "organisation" in only("إسرائيل توعدت بالرد").hints
    assert "organisation" not in only("غارات داخل سوريا").hints


def test_the_broadcaster_is_not_the_town() -> None:
    assert found("قالت قناة الميادين ذلك") == []
    broadcaster, town = found("قالت قناة الميادين إن قصفا أصاب مدينة الميادين")
    assert "organisation" in broadcaster.hints and "organisation" not in town.hints


def test_the_dateline_says_where_it_was_written() -> None:
    toponyms = found("بغداد (العراق) - قتل شخصان في الرقة.")
    assert ["dateline" in toponym.hints for toponym in toponyms] == [True, True, False]


def test_a_distance_and_a_direction_give_a_point_away_from_the_town() -> None:
    toponym = only("A convoy was hit 20 km east of Mayadin on Monday")
    assert toponym.relation is not None and toponym.relation.text == "20 km east of Mayadin"
    assert toponym.longitude == pytest.approx(40.67, abs=0.03)


def test_between_two_towns_joins_them() -> None:
    first, second = found("بين مدينتي البوكمال الحدودية والميادين")
    assert first.relation is not None and first.relation.kind == "between"
    assert (first.phrase_start, first.phrase_end) == (second.phrase_start, second.phrase_end) == (0, second.end)


def test_newspaper_spellings_are_known() -> None:
    assert [t.place_id for t in found("Strikes hit Deir Ezzor, Al-Mayadin and Albukamal")] == [170794, 173480, 174448]


def test_a_word_that_looks_like_an_article_ends_no_name() -> None:
    assert only("Drones struck Al-Mayadin in the night").text == "Al-Mayadin"
    assert only("Raqqa is quiet").text == "Raqqa"


def test_the_feminine_adjective_is_not_the_country() -> None:
    assert found("قتلت سيدة سورية") == []
    assert only("غارات في سورية").place_id == 163843


def test_given_spans_are_answered_one_by_one() -> None:
    text = "xx الرقة zz"
    answer = geoparse(text, spans=[(3, 8), (0, 2)]).toponyms
    assert [toponym.place_id for toponym in answer] == [172955, None]


@pytest.mark.parametrize(
    "text",
    [
        "قصف على الميادين شرق دير الزور",
        "Shelling hit Al Mayadin, 40 km south-east of Deir ez-Zor, on Monday",
        "Shelling hit Al Mayadin near Deir ez-Zor on Monday",
    ],
)
def test_what_only_says_where_another_place_lies_is_its_context(text: str) -> None:
    town, other = found(text)
    assert "parent" not in town.hints and "parent" in other.hints


def test_a_second_place_after_and_is_no_context() -> None:
    town, other = found("قصف على الميادين وقرب دير الزور")
    assert "parent" not in other.hints
    town, other = found("Shelling hit Al Mayadin, near Deir ez-Zor and elsewhere")
    assert "parent" not in other.hints


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men died in an air strike in Mayaddin, eastern Syria", "Al Mayādīn"),
        ("Shells fell on the outskirts of Maiadeen north of Albukamal in Syria", "Al Mayādīn"),
        ("قصف على بلدة المياضين بريف دير الزور", "Al Mayādīn"),
    ],
)
def test_a_town_in_another_spelling_is_found_in_the_country_of_the_text(text: str, name: str) -> None:
    assert found(text)[0].name == name


@pytest.mark.parametrize(
    "text", ["قصف على بلدة صغيرة في دير الزور", "قصف على بلدة حدودية في سوريا", "A debate in Parliament on Syria"]
)
def test_a_word_behind_a_noun_or_a_preposition_of_place_is_no_town(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", ["قصف على بلدة السنقورية. #دير_الزور", "Shelling hit the town of Zanbalaba. #Mayadin"])
def test_a_town_that_nobody_knows_is_not_put_on_the_city_of_a_hashtag(text: str) -> None:
    town, city = found(text)
    assert (town.name, town.precision) == ("Dayr az Zawr", "adm1")
    assert "parent" in city.hints and "parent" not in town.hints


def test_the_preposition_that_opens_a_sentence_is_no_part_of_the_name() -> None:
    assert only("In Raqqa, three people were killed.").text == "Raqqa"


def test_a_country_whose_first_letter_looks_like_a_preposition_is_read_whole() -> None:
    for word in ("لبنان", "كربلا", "لندن", "بصره"):
        assert lexicon.is_whole(word) and word not in lexicon.common_words()
    assert lexicon.is_whole("وكاله") and "وكاله" in lexicon.common_words()


def test_a_mountain_is_not_the_far_town_of_its_name() -> None:
    assert only("Shells hit the lake Lille and the city of Raqqa").text == "Raqqa"
