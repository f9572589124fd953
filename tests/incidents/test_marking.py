"""Words that a person marks, and what they are read to say."""

import datetime as dt

import pytest

from incidents.errors import Refused
from incidents.services.claims import reject_claim
from incidents.services.marking import mark_words, unmark_words
from tests.factories import ClaimFactory, EditorFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
TEXT = (
    "😀 Aircraft of the International Coalition struck a depot near Mayadin on 3 June 2020. "
    "Hospital staff said that the raid killed four fighters."
)


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def claim(gazetteer):
    version = ReportVersionFactory(text=TEXT, report__published_on=dt.date(2020, 6, 5))
    return ClaimFactory(report_version=version)


def marking(editor, claim, field, words):
    start = TEXT.index(words)
    return mark_words(
        by=editor, claim=claim, lock_version=claim.lock_version, field=field, start=start, end=start + len(words)
    )


def mark(editor, claim, field, words):
    return marking(editor, claim, field, words).claim


def test_a_date_a_place_a_toll_and_a_party_are_read_from_the_marked_words(editor, claim, gazetteer):
    claim = mark(editor, claim, "date", "3 June 2020")
    claim = mark(editor, claim, "place", "Mayadin")
    claim = mark(editor, claim, "casualty", "four fighters")
    claim = mark(editor, claim, "actor", "International Coalition")
    claim.refresh_from_db()
    assert (claim.date_start, claim.edtf, claim.not_after) == (dt.date(2020, 6, 3), "2020-06-03", None)
    place = claim.places.get()
    assert (place.place, place.precision, place.is_main) == (gazetteer["Mayadin"], "near", True)
    toll = claim.casualties.get()
    assert (toll.harm, toll.group, toll.minimum, toll.maximum) == ("killed", "combatant", 4, 4)
    assert claim.actors.get().name == "International Coalition"
    assert [span.text for span in claim.spans.all()] == [
        "International Coalition",
        "Mayadin",
        "3 June 2020",
        "four fighters",
    ]


@pytest.mark.parametrize("field", ["date", "place", "casualty"])
def test_words_that_say_nothing_of_the_sort_are_marked_and_it_is_said(editor, claim, field):
    marked = marking(editor, claim, field, "raid")
    assert not marked.was_read
    assert marked.claim.spans.get().text == "raid"


def test_words_read_before_and_fields_without_a_value_are_no_failure(editor, claim):
    claim = mark(editor, claim, "place", "Mayadin")
    again = marking(editor, claim, "place", "Mayadin")
    assert again.was_read
    assert marking(editor, again.claim, "kind", "struck").was_read


def test_blanks_that_a_mouse_took_along_are_left_out(editor, claim):
    claim = mark(editor, claim, "kind", " struck ")
    assert claim.spans.get().text == "struck"


def test_marking_the_same_words_twice_marks_them_once(editor, claim):
    claim = mark(editor, claim, "place", "Mayadin")
    claim = mark(editor, claim, "place", "Mayadin")
    assert claim.spans.count() == claim.places.count() == 1


@pytest.mark.parametrize(
    ("field", "start", "end", "at"),
    [
        ("colour", 0, 5, "field"),
        ("place", -1, 5, "spans"),
        ("place", 5, 5, "spans"),
        ("place", 0, 10_000, "spans"),
        ("place", 1, 2, "spans"),  # a blank
        ("place", 0, len(TEXT), "spans"),  # more than twelve words
    ],
)
def test_what_cannot_be_marked_is_refused(editor, claim, field, start, end, at):
    with pytest.raises(Refused) as refused:
        mark_words(by=editor, claim=claim, lock_version=1, field=field, start=start, end=end)
    assert refused.value.field == at and not claim.spans.exists()


def test_a_mark_is_taken_away_and_its_value_stays(editor, claim):
    claim = mark(editor, claim, "place", "Mayadin")
    span = claim.spans.get()
    claim = unmark_words(by=editor, claim=claim, lock_version=claim.lock_version, span_id=span.pk)
    assert not claim.spans.exists() and claim.places.exists()
    with pytest.raises(Refused):
        unmark_words(by=editor, claim=claim, lock_version=claim.lock_version, span_id=span.pk)


def test_a_rejected_claim_is_not_marked(editor, claim):
    reject_claim(by=editor, claim=claim, lock_version=1)
    claim.refresh_from_db()
    with pytest.raises(Refused):
        mark(editor, claim, "place", "Mayadin")
