"""Titles that the record makes for itself."""

from dataclasses import replace

import pytest

from incidents.facts import PlaceInput
from incidents.services.claims import accept_claim, add_claim
from tests.factories import EditorFactory, PlaceFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


def title_of(place, **more):
    values = {"latitude": place.latitude, "longitude": place.longitude, "radius_m": place.radius_m, **more}
    shown = PlaceInput(
        text=place.name, name=place.name, place_id=place.pk, precision="near", area=None, is_main=True, **values
    )
    editor = EditorFactory()
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=replace(FACTS, places=[shown], spans=[]))
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident.title_en


def test_an_attack_on_a_large_base_is_at_it_and_one_beside_it_is_near():
    base = PlaceFactory(kind="facility", name="Northern Base", radius_m=4_000, precision="near")
    assert title_of(base).endswith("at Northern Base")
    assert title_of(base, radius_m=9_000).endswith("near Northern Base")
