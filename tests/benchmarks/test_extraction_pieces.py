"""The pieces of the extraction benchmark that count: pairs, and what a label contradicts."""

import pytest

from benchmarks import extraction
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
