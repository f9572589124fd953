"""Somebody at the desk, and a report with one claim before them."""

import datetime as dt

import pytest
from django.test import Client

from incidents.facts import ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.services.claims import add_claim
from tests.factories import EditorFactory, ReportFactory, ReportVersionFactory

# Nine words, an emoji of two UTF-16 units before all of them.
TEXT = "🚨 Aircraft struck a depot near Town on Monday.\nTwo people were hurt."
DAY = dt.date(2020, 6, 29)


def span(field: str, words: str, text: str = TEXT) -> SpanInput:
    return SpanInput(field, text.index(words), text.index(words) + len(words))


FACTS = ClaimFacts(
    kind="air_strike",
    date_start=DAY,
    date_end=DAY,
    date_precision="day",
    date_text="Monday",
    places=[PlaceInput("Town", "Town", None, 35.02, 40.45, "settlement", 5000, None, True)],
    actors=[ActorInput("A coalition", "perpetrator", "Aircraft", "suspected")],
    casualties=[CasualtyInput("injured", "undetermined", 2, 2, "Two")],
    spans=[span("kind", "struck"), span("place", "near Town"), span("date", "Monday"), span("casualty", "Two")],
)


@pytest.fixture
def editor(db):
    return EditorFactory()


@pytest.fixture
def desk(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def colleague(db):
    return EditorFactory()


@pytest.fixture
def version(db):
    return ReportVersionFactory(report=ReportFactory(), text=TEXT)


@pytest.fixture
def claim(editor, version):
    return add_claim(by=editor, version=version, facts=FACTS)
