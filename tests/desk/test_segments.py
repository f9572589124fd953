"""Highlights may overlap, and no cut may lose or move a character."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from desk.segments import segments


@dataclass(frozen=True)
class Mark:
    pk: int
    claim_id: int
    field: str
    start: int
    end: int


@st.composite
def marked_texts(draw):
    text = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text) + 3))
        marks.append(Mark(number, number % 3, draw(st.sampled_from(["place", "date", "actor"])), start, end))
    return text, marks


@given(marked_texts())
def test_the_segments_are_the_text_and_each_lies_under_its_spans(marked):
    text, marks = marked
    found = segments(text, marks)
    assert "".join(segment.text for segment in found) == text
    for mark in marks:
        assert "".join(s.text for s in found if mark in s.spans) == text[mark.start : mark.end]
        assert sum(mark in segment.begins for segment in found) == 1


def test_two_spans_that_overlap_make_three_segments():
    found = segments("the desert of Mayadin", [Mark(1, 7, "place", 4, 21), Mark(2, 8, "date", 14, 21)])
    assert [(segment.text, segment.span_ids) for segment in found] == [
        ("the ", ""),
        ("desert of ", "1"),
        ("Mayadin", "1 2"),
    ]
    assert found[2].field == "date", "the shorter span's colour would else be hidden"
    assert found[2].claim_ids == "7 8"


def test_a_text_without_spans_is_one_segment():
    assert [segment.text for segment in segments("nothing", [])] == ["nothing"]
