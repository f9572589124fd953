"""The pieces of the extraction benchmark that count: pairs, and what a label contradicts."""

import pytest

from benchmarks import extraction
from benchmarks.plain_reader import claims
from benchmarks.reading import _of_size


def test_pairs_are_those_that_share_a_key():
    linked = extraction._linked([(1, "a"), (2, "a"), (3, None), (4, None), (5, "a")])
    assert linked == {frozenset((1, 2)), frozenset((1, 5)), frozenset((2, 5))}
    assert extraction._f1(linked, {frozenset((1, 2))}) == pytest.approx(0.5)


def test_a_text_is_repeated_and_cut_between_letters():
    text = _of_size("قصف", 100)
    assert 98 <= len(text.encode()) <= 100 and "\ufffd" not in text
    assert _of_size("struck twice", 6) == "struck"


@pytest.mark.shared
def test_what_a_label_contradicts_is_wrong():
    label = {
        "kind": "air_strike",
        "role": "event",
        "date_start": "2020-06-05",
        "date_end": "2020-06-05",
        "date_precision": "day",
        "places": [],
        "killed": {"min": 3, "max": 3},
        "injured": None,
    }
    toll = {"group": "undetermined", "harm": "killed", "min": 3, "max": 3, "part_of_total": False}
    claim = label | {"casualties": [toll], "places": []}
    assert extraction._wrong(extraction._scoring(), label, claim) == {}
    other = claim | {"kind": "shelling", "date_start": "2020-06-06", "date_end": "2020-06-06", "casualties": []}
    found = extraction._wrong(extraction._scoring(), label, other)
    assert found == {"kind": "changed", "date": "changed", "casualty": "changed"}


class Exact:
    def toponyms(self, text):
        return [{"start": 0, "end": 5, "latitude": 35.0, "longitude": 40.0}] if "Raqqa" in text else []


def test_the_plain_reader_takes_the_first_word_of_each_sort():
    (claim,) = claims(Exact(), "Raqqa: an air strike killed 5 people, and a bomb 2.", "2021-05-12")
    assert (claim["kind"], claim["date_start"]) == ("air_strike", "2021-05-12")
    assert [place["main"] for place in claim["places"]] == [True]
    assert [(row["min"], row["max"]) for row in claim["casualties"]] == [(5, 5)]


@pytest.mark.parametrize("text", ["Rain fell on Raqqa.", "هطل المطر."])
def test_the_plain_reader_finds_nothing_without_a_word_of_attack(text):
    assert claims(Exact(), text, None) == []


def test_the_project_has_twenty_reports_without_an_incident():
    assert len(extraction.nothing_happened()) >= 20
