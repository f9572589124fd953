"""History pages of every kind of record: in words, paged, compared, and the whole record as it once stood."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from desk.differences import differences
from desk.history import moment_in
from desk.record_words import RecordWords
from desk.word_diff import SHOWN_AROUND, word_diff
from incidents.facts import PlaceInput
from incidents.history import as_of, revisions_of, state_of
from incidents.place_facts import PlaceFacts
from incidents.services.actors import create_actor
from incidents.services.claims import accept_claim, correct_claim
from incidents.services.incidents import edit_incident
from incidents.services.places import add_place, remove_place
from incidents.services.reports import correct_report
from incidents.services.sources import correct_source, create_source
from tests.desk.conftest import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


def edit(by, incident, **fields):
    incident.refresh_from_db()
    return edit_incident(by=by, incident=incident, lock_version=incident.lock_version, **fields)


def between(before, after):
    """What reads differently: label -> what went and came."""
    found = differences(before, after, RecordWords([before, after]))
    return {row.label: [(part.kind, part.text) for part in row.parts] for row in found}


def page(desk, name, *arguments, **query):
    answer = desk.get(reverse(f"desk:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer


def test_a_text_is_compared_word_by_word():
    assert [(piece.kind, piece.text) for piece in word_diff("Two people were hurt.", "Three people were hurt.")] == [
        ("gone", "Two "),
        ("come", "Three "),
        ("same", "people were hurt."),
    ]
    words = " ".join(map(str, range(1000)))
    pieces = word_diff(words, f"{words} end")
    assert [piece.kind for piece in pieces] == ["left out", "same", "come"]
    assert len(pieces[1].text.split()) == SHOWN_AROUND, "what stays the same far from a change is left out"


def test_two_long_texts_are_compared_at_once():
    one, other = (" ".join(f"{start}{number}" for number in range(5000)) for start in "ab")
    started = timezone.now()
    assert {piece.kind for piece in word_diff(one, other)} == {"gone", "come"}
    assert (timezone.now() - started).total_seconds() < 2


def test_facts_read_as_facts(editor, incident, claim):
    before = state_of(incident)
    claim.refresh_from_db()
    places = [PlaceInput("Field", "Field", None, 35.1, 40.5, "near", 12_000, None, True)]
    facts = FACTS.__class__(**{**FACTS.__dict__, "places": places, "casualties": [], "kind": "clash"})
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=facts)
    incident.refresh_from_db()
    read = between(before, state_of(incident))
    assert read["Kind"] == [("gone", "Air strike"), ("come", "Clash")]
    assert [kind for kind, _text in read["Places"]] == ["gone", "come"]
    assert read["Places"][1][1].startswith("Field · Near: an area around a named place · ±12 km")
    assert read["Injured"] == [("gone", "2")]
    assert "Latitude" not in read and "area" not in read and "search_text" not in read, "what follows is no news"
    ((kind, line),) = read["Claims"]
    assert kind == "changed" and line.startswith("Clash")


def test_a_value_set_by_hand_is_told_with_its_reason(editor, incident):
    before = state_of(incident)
    edit(editor, incident, killed_min=3, killed_max=5, reason="A hospital's list.")
    incident.refresh_from_db()
    read = between(before, state_of(incident))
    assert read["Killed"] == [("come", "3–5")]
    assert ("come", f"Killed, at least: 3 ({editor.username}) – A hospital's list.") in read["Values set by hand"]


def test_dates_read_as_one_date_also_in_arabic(editor, incident):
    before = state_of(incident)
    day = dt.date(2020, 6, 28)
    edit(editor, incident, date_start=day, date_end=day, date_precision="day", reason="a film")
    incident.refresh_from_db()
    assert "2020-06-28" in between(before, state_of(incident))["Date"][1][1]
    with translation.override("ar"):
        assert "التاريخ" in between(before, state_of(incident))


def test_every_kind_of_record_has_its_history(desk, editor, incident, claim):
    source = create_source(by=editor, name="Wire")
    correct_source(by=editor, source=source, lock_version=source.lock_version, language="ar")
    actor = create_actor(by=editor, name="A coalition of the willing")
    report = claim.report_version.report
    correct_report(by=editor, report=report, lock_version=report.lock_version, title="Another title")
    facts = PlaceFacts(name="Old Town", kind="settlement", latitude=35.0, longitude=40.0, radius_m=2000, country="SY")
    place = add_place(by=editor, facts=facts, reason="a map")
    for kind, record in {
        "incident": incident,
        "claim": claim,
        "report": report,
        "source": source,
        "actor": actor,
        "place": place,
    }.items():
        entries = page(desk, "history", kind, record.pk).context["entries"]
        assert [entry.revision.number for entry in entries] == list(range(len(entries), 0, -1))
        assert all(entry.changes for entry in entries), kind
        assert page(desk, "revision", kind, record.pk, 1).context["whole"], kind
    number = place.pk
    remove_place(by=editor, place=place, lock_version=place.lock_version, reason="there is none")
    assert "Old Town" in page(desk, "history", "place", number).content.decode()


def test_a_long_history_is_paged_and_costs_the_same(desk, editor, incident, django_assert_max_num_queries):
    for number in range(45):
        edit(editor, incident, summary_en=f"Summary {number}")
    address = reverse("desk:history", args=["incident", incident.pk])
    desk.get(address)
    with django_assert_max_num_queries(14):
        answer = desk.get(address)
    assert [entry.revision.number for entry in answer.context["entries"]][:2] == [46, 45]
    older = desk.get(address, {"before": answer.context["older"]})
    assert older.context["entries"][0].revision.number == 26
    shown = desk.get(reverse("desk:incident", args=[incident.code])).context["history"]
    assert (len(shown.entries), shown.count) == (8, 46)


def test_any_two_revisions_are_compared(desk, editor, incident):
    for words in ("first", "second", "third"):
        edit(editor, incident, summary_en=f"The {words} summary.")
    for query in ({"from": 2, "to": 4}, {"from": 4, "to": 2}):
        answer = page(desk, "compare_revisions", "incident", incident.pk, **query)
        assert [row.label for row in answer.context["changes"]] == ["Summary (English)"]
        assert "The <del>first </del><ins>third </ins>summary." in answer.content.decode()
    for query in ({}, {"from": "x", "to": 1}, {"from": 1, "to": 99}):
        address = reverse("desk:compare_revisions", args=["incident", incident.pk])
        assert desk.get(address, query).status_code == 404


def test_a_moment_leads_to_what_stood_then(desk, editor, incident):
    edit(editor, incident, summary_en="Before.")
    between_them = timezone.now()
    edit(editor, incident, summary_en="After.")
    address = reverse("desk:history", args=["incident", incident.pk])
    answer = desk.get(address, {"at": between_them.isoformat()}, follow=True)
    assert answer.context["entry"].revision.number == 2
    assert "did not exist yet" in desk.get(address, {"at": "2001-01-01"}, follow=True).content.decode()
    assert "Give a day or a time" in desk.get(address, {"at": "soon"}, follow=True).content.decode()


def test_the_incident_s_page_as_it_once_stood(desk, editor, incident, claim):
    edit(editor, incident, title_en="An early title", killed_min=1, reason="a list")
    moment = timezone.now()
    edit(editor, incident, title_en="A late title", killed_min=None)
    claim.refresh_from_db()
    facts = FACTS.__class__(**{**FACTS.__dict__, "places": [], "spans": []})
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=facts)
    address = reverse("desk:incident", args=[incident.code])
    answer = desk.get(address, {"as_of": moment.isoformat()})
    shown = answer.content.decode()
    assert "An early title" in shown and "A late title" not in shown
    assert "near Town" in shown, "the claim's quote of then"
    assert 'method="post"' not in shown.partition("<main")[2], "the past has no buttons"
    then, stood = answer.context["incident"], as_of(incident, moment)
    assert [state_of(claim) for claim in then.claims.all()] == stood["claims"]
    assert desk.get(address, {"as_of": "x"}, follow=True).redirect_chain
    assert desk.get(address, {"as_of": "2001-01-01"}, follow=True).redirect_chain


def test_the_past_costs_one_query(editor, incident, django_assert_num_queries):
    edit(editor, incident, summary_en="Before.")
    with django_assert_num_queries(1):
        state = as_of(incident, timezone.now())
    assert state == revisions_of(incident).last().state


def test_a_moment_as_addresses_have_it():
    assert moment_in("2020-07-01") == dt.datetime(2020, 7, 1, 23, 59, 59, 999999, dt.UTC)
    assert moment_in("2020-07-01T12:00") == dt.datetime(2020, 7, 1, 12, tzinfo=dt.UTC)
    assert moment_in("2020-07-01T12:00 03:00") == dt.datetime(2020, 7, 1, 9, tzinfo=dt.UTC)
    for typed in ("", "x", "2020-13-01", "2020-07-01T99"):
        with pytest.raises(ValueError):
            moment_in(typed)


def test_what_is_not_there_is_not_found(desk, incident):
    for kind, number in (("incident", 999_999), ("person", 1), ("nothing", 1)):
        assert desk.get(reverse("desk:history", args=[kind, number])).status_code == 404
    assert desk.get(reverse("desk:revision", args=["incident", incident.pk, 99])).status_code == 404
