"""Which texts are one text: edited, shortened and re-set ones are, forms that are filled in anew are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.similarity import band_keys, is_reprint, shingles

WIRE = (
    "QAMISHLI (Wire) - Two drones struck a fuel convoy on the road south of Shaddadi on Tuesday evening, setting four "
    "tankers ablaze and wounding three drivers, a local official and two residents said. The official, who spoke on "
    "condition of anonymity, said that the convoy had left a field near the river an hour before. No group claimed the "
    "attack. Residents said that they had heard the drones circling since the afternoon and that the fire burned until "
    "after midnight. It was the second strike on the road within a month."
)
ARABIC_WIRE = (
    "استهدفت طائرتان مسيّرتان مساء الثلاثاء رتلاً من صهاريج الوقود على الطريق جنوب الشدادي، ما أدى إلى احتراق أربعة "
    "صهاريج وإصابة ثلاثة سائقين، وفق ما قاله مسؤول محلي واثنان من الأهالي. وأوضح المسؤول الذي طلب عدم ذكر اسمه أن "
    "الرتل خرج من حقل قرب النهر قبل ساعة من الهجوم. ولم تتبنَّ أي جهة الهجوم، فيما قال الأهالي إنهم سمعوا صوت "
    "المسيّرات منذ العصر وإن النيران ظلت مشتعلة إلى ما بعد منتصف الليل."
)
NOTE = "Artillery shelled the farms east of {town} this morning and wounded {count} people, the health centre said."


def like(one: str, other: str) -> bool:
    return is_reprint(shingles(one), shingles(other))


def found(one: str, other: str) -> bool:
    return bool(set(band_keys(shingles(one))) & set(band_keys(shingles(other))))


@pytest.mark.parametrize(
    "other",
    [
        WIRE.upper().replace("'", "’"),
        WIRE.replace("QAMISHLI (Wire) - ", "Fuel convoy hit by drones\n\nQAMISHLI, Oct 4 - "),
        WIRE + " Reporting by our correspondents; editing by the night desk.",
        WIRE.partition(" It was the second")[0].partition(" Residents said")[0],
        WIRE.replace("Tuesday evening", "Tuesday night").replace("ablaze", "on fire"),
        WIRE.replace("three drivers", "four drivers"),
    ],
    ids=["capitals", "another head", "a foot", "the first half", "two words edited", "a later toll"],
)
def test_a_reprint_is_found_and_known(other):
    assert found(WIRE, other) and like(WIRE, other) and like(other, WIRE)


@pytest.mark.parametrize(
    "other",
    [
        ARABIC_WIRE.replace("أ", "ا").replace("إ", "ا").replace("ّ", "").replace("ً", "").replace("ة ", "ه "),
        "عاجل | " + ARABIC_WIRE + " #الحسكة",
        ARABIC_WIRE.partition(" ولم تتبنَّ")[0],
    ],
    ids=["another spelling", "an urgent mark and a tag", "shortened"],
)
def test_arabic_is_compared_by_folded_words(other):
    assert found(ARABIC_WIRE, other) and like(ARABIC_WIRE, other)


def test_the_same_event_in_other_words_is_a_witness_of_its_own():
    other = "Residents of Shaddadi described how drones hit tankers carrying fuel south of the town on Tuesday evening."
    assert not like(WIRE, other) and not like(WIRE, ARABIC_WIRE)


@pytest.mark.parametrize("other", [NOTE.format(town="Kobani", count="3"), NOTE.format(town="Tal Rifaat", count="5")])
def test_a_short_form_that_is_filled_in_anew_is_another_report(other):
    assert not like(NOTE.format(town="Tal Rifaat", count="3"), other)


def test_a_quoted_sentence_makes_no_reprint():
    sentence = WIRE.partition(". ")[0]
    assert not like(sentence, WIRE + " " + " ".join(f"word{number}" for number in range(100)))


def test_the_kept_keys_do_not_change_with_the_library():
    """Rows of former versions hold them: where this fails, a migration has to make them anew."""
    assert band_keys(shingles("Aircraft struck a depot near the river on Monday."))[0] == -4277239059850930394


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared_either_way_round(one, other):
    assert like(one, one) and found(one, one)
    assert like(one, other) is like(other, one)
    assert all(-(2**63) <= key < 2**63 for key in band_keys(shingles(one)))
