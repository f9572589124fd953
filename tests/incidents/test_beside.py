"""Signed notes and links to media: whose they are, what they hold, and that the public is told of what it sees."""

import datetime as dt
from importlib import import_module

import pytest
from django.utils import timezone

from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.models import IncidentNote, PublicEntry
from incidents.services.media import MOST_MEDIA, add_medium, correct_medium, remove_medium
from incidents.services.notes import LONGEST_NOTE, add_note, remove_note
from tests.factories import EditorFactory, IncidentFactory, PersonFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
PHOTO = "https://outlet.example/depot.jpg"


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def incident():
    return IncidentFactory(status="draft")


@pytest.fixture
def published():
    return IncidentFactory(status="published", first_published_at=timezone.now())


def note(by, incident, text="The tower is that of the silo.", kind="geolocation"):
    return add_note(by=by, incident=incident, lock_version=incident.lock_version, kind=kind, text=text)


def take_away(by, incident, number):
    incident.refresh_from_db()
    return remove_note(by=by, incident=incident, lock_version=incident.lock_version, note_id=number)


def link(by, incident, url=PHOTO, **values):
    incident.refresh_from_db()
    values = {"kind": "photo"} | values
    return add_medium(by=by, incident=incident, lock_version=incident.lock_version, url=url, **values)


def test_a_note_is_signed_and_dated_and_stands_in_the_history(editor, incident):
    before = timezone.now()
    note(editor, incident)
    (signed,) = IncidentNote.objects.all()
    assert (signed.signed_by, signed.kind) == (editor, "geolocation") and signed.signed_at >= before
    (revision,) = revisions_of(incident)
    assert revision.verb == "add_note" and revision.state["notes"][0]["text"] == signed.text


def test_a_note_is_taken_away_by_its_signer_or_a_reviewer_alone(editor, incident):
    note(editor, incident)
    number = IncidentNote.objects.get().pk
    for other in (EditorFactory(), PersonFactory(role="contributor")):
        with pytest.raises(NotAllowed):
            take_away(other, incident, number)
    take_away(ReviewerFactory(), incident, number)
    assert not IncidentNote.objects.exists()
    assert revisions_of(incident).last().changes["notes"][0][0]["id"] == number, "the history keeps it"
    with pytest.raises(Refused):
        take_away(editor, incident, number)
    incident.refresh_from_db()
    note(editor, incident, "Another.")
    take_away(editor, incident, IncidentNote.objects.get().pk)


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST_NOTE + 1), "a\x00b"])
def test_a_note_that_cannot_be_kept_is_refused(editor, incident, text):
    with pytest.raises(Refused):
        note(editor, incident, text)
    with pytest.raises(Refused):
        note(editor, incident, kind="public")


def test_what_was_deleted_takes_no_note_and_two_at_once_see_both(editor):
    with pytest.raises(Refused):
        note(editor, IncidentFactory(is_deleted=True))
    incident = IncidentFactory(status="draft", lock_version=5)
    with pytest.raises(Conflict) as raised:
        add_note(by=editor, incident=incident, lock_version=4, kind="internal", text="Mine.")
    assert raised.value.yours["text"] == "Mine."


def test_a_note_is_nothing_that_the_public_sees(editor, published):
    note(editor, published)
    assert not PublicEntry.objects.exists()


def test_a_link_has_one_address_and_captions_in_two_languages(editor, incident):
    link(editor, incident, "HTTPS://Outlet.example:443/depot.jpg?utm_source=x", caption_ar=" مستودع  محترق ")
    (medium,) = incident.media.all()
    assert (medium.url, medium.caption_ar, medium.is_graphic) == (PHOTO, "مستودع محترق", False)
    with pytest.raises(AlreadyThere):
        link(editor, incident, PHOTO)
    incident.refresh_from_db()
    values = {"kind": "video", "url": "https://outlet.example/film", "is_graphic": True}
    correct_medium(by=editor, incident=incident, lock_version=incident.lock_version, medium_id=medium.pk, **values)
    medium.refresh_from_db()
    assert (medium.url, medium.kind, medium.is_graphic, medium.caption_ar) == (values["url"], "video", True, "")
    incident.refresh_from_db()
    remove_medium(by=editor, incident=incident, lock_version=incident.lock_version, medium_id=medium.pk)
    assert [each.verb for each in revisions_of(incident)] == ["add_medium", "correct_medium", "remove_medium"]


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "data:image/png;base64,AA", "ftp://outlet.example/x", "https://a:b@outlet.example/"],
)
def test_only_addresses_of_the_web_are_links(editor, incident, url):
    with pytest.raises(Refused):
        link(editor, incident, url)
    assert not incident.media.exists()


def test_a_link_of_something_else_or_too_many_are_refused(editor, incident):
    with pytest.raises(Refused):
        link(editor, incident, kind="painting")
    with pytest.raises(Refused):
        link(editor, incident, caption_en="x" * 301)
    with pytest.raises(Refused):
        correct_medium(by=editor, incident=incident, lock_version=1, medium_id=0, kind="photo", url=PHOTO)
    incident.media.bulk_create(
        incident.media.model(incident=incident, kind="photo", url=f"{PHOTO}?{number}") for number in range(MOST_MEDIA)
    )
    with pytest.raises(Refused):
        link(editor, incident)


def test_a_link_of_what_is_published_is_a_correction_with_a_note_for_the_public(editor, published):
    note(editor, published)
    with pytest.raises(Refused) as refusal:
        link(editor, published)
    assert refusal.value.field == "public_note" and not published.media.exists()
    link(editor, published, public_note="A film of the strike was added.")
    entry = PublicEntry.objects.get()
    assert (entry.event, entry.fields, entry.note) == ("corrected", ["media"], "A film of the strike was added.")


def test_the_notes_of_before_become_rows_signed_by_whoever_wrote_them(editor):
    """The migration's own step, on stand-ins for the tables of then."""
    moved = import_module("incidents.migrations.0012_signed_notes")
    at = dt.datetime(2020, 7, 1, tzinfo=dt.UTC)

    class Rows(list):
        def __getattr__(self, name):
            return lambda *arguments, **named: self

        def iterator(self):
            return iter(self)

    class Then:
        def __init__(self, **values):
            self.__dict__.update(values)

    old = Then(pk=1, internal_note="Ask again.", geolocation_note="By the silo.", changed_at=at)
    revision = Then(changes={"internal_note": ["", "Ask again."]}, made_by_id=7, made_at=at)
    made = []

    class Tables:
        Incident = Then(objects=Rows([old]))
        Revision = Then(objects=Rows([revision]))
        IncidentNote = Then(objects=Then(create=lambda **values: made.append(values)))

        def get_model(self, _app, name):
            return getattr(self, name)

    moved.to_rows(Tables(), None)
    assert [(row["kind"], row["text"], row["signed_by_id"], row["signed_at"]) for row in made] == [
        ("internal", "Ask again.", 7, at),
        ("geolocation", "By the silo.", None, at),
    ]
