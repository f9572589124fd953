"""An incident on the desk: edited, published once, withdrawn in the open, with its whole history."""

import pytest
from django.urls import reverse
from django.utils import translation

from desk.forms.incident import IncidentForm
from desk.history import reason_in_words
from incidents.services.claims import accept_claim
from incidents.services.incidents import edit_incident, publish_incident
from tests.factories import ReviewerFactory
from tests.support.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


def press(desk, name, incident, **typed):
    typed = {"lock_version": incident.lock_version} | typed
    return desk.post(reverse(f"desk:{name}_incident", args=[incident.code]), typed, follow=True)


def typed_in(incident, **changes):
    """What a browser posts of the edit form as it stands."""
    posted = {"lock_version": incident.lock_version}
    for field in IncidentForm(None, incident):
        value = field.value()
        if value not in (None, False, ""):
            posted[field.html_name] = "on" if value is True else str(value)
    return posted | changes


def edit(desk, typed, incident):
    return desk.post(reverse("desk:edit_incident", args=[incident.code]), typed)


def test_the_page_shows_the_values_and_the_claims_that_they_come_from(desk, incident, claim):
    page = desk.get(reverse("desk:incident", args=[incident.code])).content.decode()
    assert "Air strike in Town" in page
    assert "near Town" in page, "the quote"
    assert reverse("desk:report_version", args=[claim.report_version.report_id, 1]) in page


def test_publishing_and_publishing_again(desk, colleague, incident):
    publish_incident(by=colleague, incident=incident, lock_version=incident.lock_version)
    answer = press(desk, "publish", incident)
    assert "published already" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.status == "published"


def test_withdrawing_needs_a_reason_that_the_public_can_read(desk, incident):
    press(desk, "publish", incident)
    incident.refresh_from_db()
    press(desk, "withdraw", incident, reason=" ")
    incident.refresh_from_db()
    assert incident.status == "published"
    press(desk, "withdraw", incident, reason="The source took it back.")
    incident.refresh_from_db()
    assert incident.status == "withdrawn"
    public = desk.get(reverse("publicmap:incident", args=[incident.code]))
    assert public.status_code == 410
    assert "The source took it back." in public.content.decode()


def test_only_what_was_changed_is_saved(desk, colleague, incident):
    typed = typed_in(incident, summary_en="A depot was struck.")
    assert edit(desk, typed, incident).status_code == 302
    incident.refresh_from_db()
    assert incident.summary_en == "A depot was struck."
    assert incident.overrides == {}, "computed values stay computed"


def test_a_value_set_by_hand_needs_a_reason_and_can_be_given_back(desk, incident):
    answer = edit(desk, typed_in(incident, killed_min="1", killed_max="3"), incident)
    assert answer.status_code == 422
    assert "1" in answer.content.decode()
    edit(desk, typed_in(incident, killed_min="1", killed_max="3", reason="A hospital's list."), incident)
    incident.refresh_from_db()
    assert (incident.killed_min, incident.killed_max) == (1, 3)
    page = desk.get(reverse("desk:incident", args=[incident.code])).content.decode()
    assert "A hospital&#x27;s list." in page
    edit(desk, typed_in(incident, killed_min="", killed_max=""), incident)
    incident.refresh_from_db()
    assert incident.killed_min is None


def test_two_who_edit_at_once_see_both_and_overwrite_only_what_they_changed(desk, colleague, incident):
    typed = typed_in(incident, title_en="My title")
    edit_incident(
        by=colleague, incident=incident, lock_version=incident.lock_version, title_en="Their title", is_graphic=True
    )
    answer = edit(desk, typed, incident)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Their title" in page and "My title" in page and colleague.username in page
    incident.refresh_from_db()
    assert incident.title_en == "Their title"
    edit(desk, fields_of(page), incident)
    incident.refresh_from_db()
    assert incident.title_en == "My title"
    assert incident.is_graphic, "the other's change of another field stays"


def test_the_history_shows_each_change_field_by_field(desk, editor, incident):
    edit_incident(by=editor, incident=incident, lock_version=incident.lock_version, harm_grade="fair")
    answer = desk.get(reverse("desk:incident", args=[incident.code]))
    newest = answer.context["history"].entries[0]
    assert newest.verb == "edited"
    assert [(row.label, [(part.kind, part.text) for part in row.parts]) for row in newest.changes] == [
        ("Grade of civilian harm", [("gone", "Not assessed"), ("come", "Fair")])
    ]


def test_what_was_published_only_a_reviewer_deletes_and_restores(desk, client, incident):
    press(desk, "publish", incident)
    incident.refresh_from_db()
    assert press(desk, "delete", incident).status_code == 403
    client.force_login(ReviewerFactory())
    press(client, "delete", incident)
    incident.refresh_from_db()
    assert incident.is_deleted
    press(client, "restore", incident)
    incident.refresh_from_db()
    assert (incident.is_deleted, incident.status) == (False, "draft")


def test_an_unknown_code_is_not_found(desk):
    assert desk.get(reverse("desk:incident", args=["SY-1999-0001"])).status_code == 404


def test_a_reason_that_a_service_gave_is_told_in_the_reader_s_language():
    with translation.override("ar"):
        assert reason_in_words("A claim was linked.") == "أُلحق ادعاء."
        assert reason_in_words("typed by hand") == "typed by hand" and reason_in_words("") == ""
