"""The page that tells reviewers which rules of the reader editors correct most."""

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Claim
from incidents.services.claims import reject_claim
from tests.factories import ReviewerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    client = Client()
    client.force_login(ReviewerFactory())
    return client


def test_nothing_is_decided_yet(reviewer):
    assert "Nobody has decided" in reviewer.get(reverse("desk:learned")).content.decode()


def test_a_rule_stands_with_what_became_of_its_claims(reviewer, editor, claim):
    Claim.objects.update(extractor_version="3", rules=["kind:air+<b>", "date:weekday"])
    claim.refresh_from_db()
    reject_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    page = reviewer.get(reverse("desk:learned")).content.decode()
    assert "kind:air+&lt;b&gt;" in page and "100 %" in page
    assert reverse("desk:claim", args=[claim.pk]) in page
    assert "0 claims were added by hand" in page


def test_an_unknown_reader_shows_all(reviewer, claim):
    assert reviewer.get(reverse("desk:learned"), {"reader": "\x00moon"}).status_code == 200


def test_it_speaks_arabic(reviewer):
    page = reviewer.get("/ar/desk/learned/").content.decode()
    assert "ما تعلّمناه من التصحيحات" in page and "Nobody" not in page


def test_editors_are_not_shown_it(desk):
    assert desk.get(reverse("desk:learned")).status_code == 403
    assert reverse("desk:learned") not in desk.get(reverse("desk:home")).content.decode()
