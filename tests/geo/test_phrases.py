"""What the words before a name add to it, and where these start."""

import pytest

from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")


def found(text: str) -> list[Toponym]:
    return list(geoparse(text).toponyms)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("انفجار بريف دير الزور", "ريف دير الزور"),
        ("وبريف دير الزور الشرقي", "ريف دير الزور الشرقي"),
        ("غارات ببادية الميادين", "بادية الميادين"),
        ("وبأطراف الميادين", "أطراف الميادين"),
        ("وبشرق دير الزور", "شرق دير الزور"),
        ("وبوسط سوريا", "وسط سوريا"),
        ("وقرب الميادين", "قرب الميادين"),
        ("وبين الميادين والبوكمال", "بين الميادين والبوكمال"),
    ],
)
def test_a_clitic_is_no_part_of_the_phrase(text: str, phrase: str) -> None:
    toponym = found(text)[0]
    assert toponym.relation is not None and toponym.relation.text == phrase
    assert text[toponym.phrase_start : toponym.phrase_end] == phrase


def test_between_two_towns_is_one_area() -> None:
    first, second = found("A convoy was hit between Mayadin and Albukamal in Syria")[:2]
    assert first.area == second.area and (first.latitude, first.radius_m) == (second.latitude, second.radius_m)


@pytest.mark.parametrize(
    ("text", "kind"), [("غارات على بادية الميادين والبوكمال", "desert"), ("strikes near Mayadin and Albukamal", "near")]
)
def test_one_word_of_place_serves_two_names(text: str, kind: str) -> None:
    first, second = found(text)
    assert [t.relation and t.relation.kind for t in (first, second)] == [kind, kind]
    assert second.relation is not None and second.relation.text.startswith(text[first.phrase_start : first.phrase_end])


def test_a_second_name_with_a_preposition_of_its_own_stands_alone() -> None:
    _first, second = found("غارات على بادية الميادين وفي البوكمال")
    assert second.relation is None
