"""The way of an incident on the desk: one next step, returns that are read, queues of one's own, and the way back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import undoing
from incidents.models import Incident
from incidents.policies import Role
from incidents.services.claims import accept_claim
from incidents.services.incidents import publish_incident
from incidents.services.notes import add_note
from tests.factories import PersonFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home")


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


@pytest.fixture
def reviewer():
    return ReviewerFactory(username="rana")


@pytest.fixture
def review(reviewer):
    client = Client()
    client.force_login(reviewer)
    return client


def press(client, verb, incident, **typed):
    incident.refresh_from_db()
    address = reverse(f"desk:{verb}_incident", args=[incident.code])
    answer = client.post(address, {"lock_version": incident.lock_version, **typed}, follow=True)
    incident.refresh_from_db()
    return answer


def page_of(client, incident):
    return client.get(reverse("desk:incident", args=[incident.code])).content.decode()


def test_there_is_one_primary_button_and_none_that_the_service_refuses(desk, review, incident, settings):
    settings.SECOND_PERSON = True
    for client, verb, then in (
        (desk, "submit", "in_review"),
        (review, "approve", "in_review"),
        (desk, "publish", "published"),
    ):
        page = page_of(client, incident)
        primary = [part for part in page.split("<form")[1:] if 'class="primary"' in part.split("</form>")[0]]
        assert len(primary) == 1 and f"/{verb}/" in primary[0], verb
        press(client, verb, incident)
        assert incident.status == then
    assert 'class="primary"' not in page_of(desk, incident)


def test_without_a_second_person_the_next_step_of_a_draft_is_to_publish(desk, incident):
    page = page_of(desk, incident)
    publish = page[page.index("/publish/") :]
    assert 'class="primary"' in publish[: publish.index("</form>")] and "/submit/" in page


def test_a_return_is_read_on_the_page_and_in_the_queue_by_whom_it_concerns(desk, review, incident):
    press(desk, "submit", incident)
    assert incident.code in review.get(f"{HOME}?incidents=review").content.decode()
    press(review, "return", incident, comment="The <date> is missing.")
    for page in (page_of(desk, incident), desk.get(f"{HOME}?incidents=returned").content.decode()):
        assert "The &lt;date&gt; is missing." in page and "rana" in page
    assert incident.code not in review.get(f"{HOME}?incidents=returned").content.decode()
    press(desk, "submit", incident)
    for reader in (desk, review):
        assert "The &lt;date&gt; is missing." in page_of(reader, incident).split("history-title")[0]
    press(desk, "return", incident, comment="A slip.")
    assert "The &lt;date&gt; is missing." in page_of(desk, incident).split("history-title")[0], "not one's own"
    press(desk, "submit", incident)
    press(review, "approve", incident)
    assert "date&gt; is missing" not in page_of(desk, incident).split("history-title")[0]


def test_who_may_not_approve_reads_why_where_the_button_would_be(desk, review, incident):
    press(review, "submit", incident)
    page = page_of(review, incident)
    assert "/approve/" not in page and "Nobody approves what they submitted or changed" in page
    assert "Nobody approves" not in page_of(desk, incident)


def test_an_empty_comment_is_refused_and_nothing_changes(desk, review, incident):
    press(desk, "submit", incident)
    assert "Say what is missing" in press(review, "return", incident, comment=" ").content.decode()
    assert incident.status == "in_review"


def test_what_is_assigned_stands_in_that_persons_queue_alone(desk, review, reviewer, incident):
    press(desk, "assign", incident, person=reviewer.pk)
    assert incident.assigned_to == reviewer
    assert incident.code in review.get(f"{HOME}?incidents=mine").content.decode()
    assert "Nothing is assigned to you." in desk.get(f"{HOME}?incidents=mine").content.decode()
    press(desk, "assign", incident, person="")
    assert incident.assigned_to is None


def test_ones_own_submission_does_not_wait_for_oneself(review, reviewer, incident):
    press(review, "submit", incident)
    assert "Nothing waits for a review by you." in review.get(f"{HOME}?incidents=review").content.decode()


def test_only_who_approves_has_the_queue_of_reviews(desk, review, incident):
    assert "incidents=review" not in desk.get(HOME).content.decode()
    assert "incidents=review" in review.get(HOME).content.decode()


UNDONE = [
    ("submit", {}, "return", "draft", False),
    ("delete", {}, "restore", "draft", False),
    ("assign", {"person": "own"}, "assign", "draft", False),
]


@pytest.mark.parametrize(("verb", "typed", "opposite", "status", "deleted"), UNDONE)
def test_what_was_just_done_is_undone_by_one_button(desk, editor, incident, verb, typed, opposite, status, deleted):
    page = press(desk, verb, incident, **dict.fromkeys(typed, editor.pk)).content.decode()
    form = page[page.index('class="undo"') :].split("</form>")[0]
    assert f"/{opposite}/" in form
    posted = {name: value for name, value in hidden(form) if name not in ("csrfmiddlewaretoken", "lock_version")}
    press(desk, opposite, incident, **posted)
    assert (incident.status, incident.is_deleted, incident.assigned_to, incident.submitted_by) == (
        status,
        deleted,
        None,
        None,
    )


def test_a_withdrawal_is_undone_by_publishing_again(desk, incident):
    press(desk, "publish", incident)
    page = press(desk, "withdraw", incident, reason="It was an exercise.").content.decode()
    assert "/publish/" in page[page.index('class="undo"') :].split("</form>")[0]


def test_undo_is_offered_to_who_did_it_and_not_for_ever(desk, review, incident, monkeypatch):
    press(desk, "submit", incident)
    assert 'class="undo"' in page_of(desk, incident) and 'class="undo"' not in page_of(review, incident)
    later = timezone.now() + undoing.OFFERED_FOR
    monkeypatch.setattr("desk.undoing.timezone.now", lambda: later)
    assert 'class="undo"' not in page_of(desk, incident)


def test_a_conflict_keeps_the_comment(desk, review, editor, incident):
    press(desk, "submit", incident)
    seen = incident.lock_version
    add_note(by=editor, incident=incident, lock_version=seen, kind="internal", text="Call them.")
    address = reverse("desk:return_incident", args=[incident.code])
    answer = review.post(address, {"lock_version": seen, "comment": "The date is missing."})
    assert answer.status_code == 409 and "The date is missing." in answer.content.decode()


def test_a_contributor_submits_from_the_page(incident):
    contributor = Client()
    contributor.force_login(PersonFactory(role=Role.CONTRIBUTOR))
    page = page_of(contributor, incident)
    assert "/submit/" in page and "/publish/" not in page and "/edit/" not in page and "/assign/" not in page


def test_a_published_incident_is_corrected_with_a_note_for_the_public(desk, editor, incident):
    published = publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)
    address = reverse("desk:edit_incident", args=[published.code])
    form = desk.get(address).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, False, "")}
    typed |= {"lock_version": published.lock_version, "harm_grade": "fair"}
    refused = desk.post(address, typed)
    assert refused.status_code == 422 and "The public sees this" in refused.content.decode()
    assert desk.post(address, typed | {"public_note": "Two witnesses."}).status_code == 302
    entry = Incident.objects.get().public_entries.first()
    assert (entry.event, entry.note, entry.fields) == ("corrected", "Two witnesses.", ["harm_grade"])


def hidden(form):
    for part in form.split("<input")[1:]:
        if 'type="hidden"' in part:
            yield part.split('name="')[1].split('"')[0], part.split('value="')[1].split('"')[0]
