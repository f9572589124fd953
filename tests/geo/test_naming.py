"""What a place is called in Arabic and in English."""

import pytest

from geo.folding import key_of
from geo.models import Place, PlaceName
from geo.naming import names_in, names_of
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
Name = tuple[str, str] | tuple[str, str, str]


def place(name: str, *names: Name, **values: str) -> Place:
    made = PlaceFactory(name=name, **values)
    for spelling, language, *kind in names:
        kinds = {"kind": kind[0]} if kind else {}
        PlaceName.objects.create(place=made, name=spelling, language=language, folded=key_of(spelling), **kinds)
    return made


def arabic(name: str, *spellings: str, language: str = "ar") -> str:
    return names_in("ar", [made := place(name, *((spelling, language) for spelling in spellings))])[made.pk]


@pytest.mark.parametrize(
    ("name", "spellings", "wanted"),
    [
        ("Mosul", ("موسڵ", "موصل", "الموصل", "موصول"), "الموصل"),
        ("Basrah", ("بصره", "بصرة", "البصرة"), "البصرة"),
        ("Idlib", ("ادلب", "إدلب"), "إدلب"),
        ("Amman", ("ئاممان", "امان", "عمان", "عمان شہر", "عَمّان"), "عمان"),
        ("Dar‘ā", ("أذرعات", "درعا"), "درعا"),
        ("Karbala", ("كةربالا", "كربلاء", "كربلاء المقدسة"), "كربلاء"),
        ("Kirkūk", ("محافظة كركوك", "كركوك"), "كركوك"),
        ("Nablus", ("نابلوس", "نابلس"), "نابلس"),
    ],
)
def test_the_arabic_spelling_is_chosen_among_its_neighbours(name: str, spellings: tuple[str, ...], wanted: str) -> None:
    assert arabic(name, *spellings) == wanted


@pytest.mark.parametrize(
    ("name", "spellings", "wanted"),
    [
        ("Ankara", ("آنقره", "آنکارا", "انقره", "أنقرة", "ئەنقەرە", "انقرہ"), "أنقرة"),
        ("Gaziantep", ("عنتاب", "غازی عینتاب", "غازي عنتاب", "گازی ئانتەپ"), "غازي عنتاب"),
        ("Tehran", ("تهران", "تِهران", "تہران", "طهران"), "طهران"),
        ("Tehrān", ("استان تهران",), "Tehrān"),
        ("Bamyan", ("بامیان",), "Bamyan"),
    ],
)
def test_of_names_in_many_languages_the_one_that_only_arabic_writes(
    name: str, spellings: tuple[str, ...], wanted: str
) -> None:
    assert arabic(name, *spellings, language="und-Arab") == wanted


def test_a_capital_with_a_foreign_name_is_spelt_like_its_governorate() -> None:
    names = (("أورسالم", "ar"), ("القدس", "ar"), ("إيلياء", "ar"))
    made = place("Jerusalem", *names, feature_code="PPLC", admin1_name="Al Quds")
    assert names_in("ar", [made]) == {made.pk: "القدس"}


def test_a_name_that_somebody_vouches_for_comes_first() -> None:
    made = place("Damascus", ("الشام", "ar"), ("دِمَشق", "ar", "official"))
    assert names_in("ar", [made]) == {made.pk: "دمشق"}


@pytest.mark.parametrize(
    ("kind", "name", "names", "wanted"),
    [
        ("adm1", "Ḩimş", (("Homs", "en", "preferred"), ("حمص", "ar")), "Homs"),
        ("adm1", "Baghdād", (("Bagdad", "en", "official"), ("Baghdad", "en")), "Baghdad"),
        ("adm1", "Dhī Qār", (("Dhi Qar", "en", "official"),), "Dhi Qar"),
        ("adm1", "Al Jabal al Akhḑar", (("Green Mountain", "en", "official"),), "Al Jabal al Akhḑar"),
        ("adm1", "Ar Raqqah", (("Raqqa", "en", "preferred"),), "Raqqa"),
        ("settlement", "Ḩamāh", (("حماة", "ar"), ("Chama", "und-Latn"), ("Hamah", "und-Latn")), "Hamah"),
        ("settlement", "Malmö", (("Malmo", "und-Latn"),), "Malmö"),
        ("settlement", "Abū al-Kahṣīb", (), "Abū al-Kahṣīb"),
    ],
)
def test_english_takes_a_plain_name_only_where_one_is_certain(
    kind: str, name: str, names: tuple[Name, ...], wanted: str
) -> None:
    made = place(name, *names, kind=kind)
    assert names_of([made])[made.pk]["en"] == wanted


def test_many_places_cost_one_query_and_none_costs_none(django_assert_num_queries: pytest.FixtureRequest) -> None:
    towns = [place(f"Town {number}", (f"بلدة {number}", "ar")) for number in range(20)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(names_of(towns)) == 20
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert names_of([]) == {}
