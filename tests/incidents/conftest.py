"""A gazetteer of four places, really loaded and indexed, for the tests that read reports; a reviewer, and drafts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from geo import indexing
from geo.folding import key_of
from geo.models import GazetteerSource, Place, PlaceName
from incidents.services.claims import accept_claim, add_claim
from tests.factories import PlaceFactory, ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS

SYRIA = {"type": "Polygon", "coordinates": [[[36, 32], [42, 32], [42, 37], [36, 37], [36, 32]]]}
DEIR_EZ_ZOR = {"type": "Polygon", "coordinates": [[[39, 34], [41.5, 34], [41.5, 36], [39, 36], [39, 34]]]}
PLACES = (
    ({"kind": "country", "name": "Syria", "precision": "country", "admin1": "", "area": SYRIA}, ("سوريا", "Syria")),
    (
        {"kind": "adm1", "name": "Deir ez-Zor", "precision": "adm1", "radius_m": 150_000, "area": DEIR_EZ_ZOR},
        ("محافظة دير الزور", "Deir ez-Zor Governorate"),
    ),
    (
        {"kind": "settlement", "name": "Al Mayādīn", "population": 44_000},
        ("الميادين", "Mayadin"),
    ),
    (
        {"kind": "settlement", "name": "Ālbū Kamāl", "population": 57_000, "latitude": 34.45, "longitude": 40.92},
        ("البو كمال", "Albukamal"),
    ),
)


@pytest.fixture
def gazetteer(settings, tmp_path) -> dict[str, Place]:
    """The places by their English name; the index lies in a folder of this test."""
    settings.DATA_DIR = tmp_path
    made = {}
    for values, names in PLACES:
        place = PlaceFactory(**values)
        for name, language in zip(names, ("ar", "en"), strict=True):
            PlaceName.objects.create(place=place, name=name, language=language, kind="preferred", folded=key_of(name))
        made[names[1]] = place
    GazetteerSource.objects.create(name="test", version=str(tmp_path), changed_at=timezone.now())
    indexing.build()
    return made


@pytest.fixture
def reviewer():
    return ReviewerFactory()


@pytest.fixture
def draft(reviewer):
    """Makes drafts, each out of as many claims as asked for."""

    def make(claims=1, **facts):
        incident = None
        for _ in range(claims):
            claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=replace(FACTS, **facts))
            incident = accept_claim(by=reviewer, claim=claim, lock_version=1, incident=incident).incident
            incident.refresh_from_db()
        return incident

    return make
