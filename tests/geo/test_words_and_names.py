"""Words that are names as well: what the words around decide."""

import pytest

from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")


def found(text: str) -> list[Toponym]:
    return list(geoparse(text).toponyms)


def names(text: str) -> list[str]:
    return [toponym.text for toponym in found(text)]


@pytest.mark.parametrize("word", ["وأن", "وان", "فإن", "بأن", "لأن", "وإن", "كأن", "في أن", "ولأن"])
def test_a_conjunction_with_its_clitic_is_not_van(word: str) -> None:
    assert names(f"قال المتحدث {word} القصف استمر في سوريا") == ["سوريا"]


@pytest.mark.parametrize(
    "text",
    [
        "قصف في تدمر ليل الاثنين",
        "انفجار قرب تدمر",
        "غارات على تدمر",
        "غارات على أطراف تدمر",
        "اشتباكات في بادية تدمر",
        "دخلت القوات مدينة تدمر",
        "وبالقرب من تدمر",
    ],
)
def test_palmyra_after_a_word_of_place_is_the_town_and_the_night_is_not_lille(text: str) -> None:
    assert names(text) == ["تدمر"]


def test_shells_that_destroy_are_not_palmyra() -> None:
    assert names("كانت القذائف تدمر المنازل") == []


@pytest.mark.parametrize("noun", ["بادية", "ريف", "مدينة", "بلدة", "أطراف", "محيط"])
def test_mayadin_alone_in_a_text_is_the_town_after_a_noun_of_place(noun: str) -> None:
    assert names(f"غارات على {noun} الميادين") == ["الميادين"]


def test_fields_of_battle_are_not_mayadin() -> None:
    assert names("سقط كثيرون في ميادين القتال") == []
    assert names("نزلوا إلى ميادين بغداد") == ["بغداد"]


def test_in_the_city_is_not_medina() -> None:
    assert names("قتل ثلاثة في المدينة") == []


def test_amman_is_jordans_where_the_text_is_about_jordan() -> None:
    first, second = found("قال مسؤول في عمان إن الأردن سيرد")
    assert (first.country, second.country) == ("JO", "JO")
    assert found("قال مسؤول في عمان ذلك")[0].kind == "country"
    assert found("قال مسؤول في سلطنة عمان إن الأردن سيرد")[0].country == "OM"


def test_winds_are_the_village_of_that_name_only_after_a_noun_of_place() -> None:
    assert names("هبت رياح قوية على دير الزور") == ["دير الزور"]
    assert names("قتل ثلاثة في رياح عاتية ضربت دير الزور") == ["دير الزور"]
    assert names("غارات على قرية رياح في دير الزور") == ["رياح", "دير الزور"]


def test_an_adjective_of_a_nation_is_not_its_country() -> None:
    assert names("A Syrian officer was killed in Deir ez-Zor") == ["Deir ez-Zor"]


@pytest.mark.parametrize(
    "text",
    [
        "SANA reported that rockets fell on Raqqa.",
        "Rockets fell on Raqqa, SANA said.",
        "Rockets fell on Raqqa, according to SANA.",
    ],
)
def test_initials_that_speak_are_an_agency_and_not_the_capital_of_yemen(text: str) -> None:
    assert names(text) == ["Raqqa"]


@pytest.mark.parametrize("text", ["Rockets fell on SANA on Monday.", "Sana said it was struck."])
def test_the_capital_of_yemen_in_capitals_or_with_a_voice_is_a_town(text: str) -> None:
    assert [name.lower() for name in names(text)] == ["sana"]
