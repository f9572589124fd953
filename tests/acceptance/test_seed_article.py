"""The seed article through the whole program, on the whole gazetteer: three claims and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from geopy.distance import distance

from extraction.facts import Claim
from extraction.serialise import reading_as_json
from incidents.reading import read_report
from tests.extraction.test_paraphrases import PARAPHRASES, Told

pytestmark = [pytest.mark.usefixtures("gazetteer")]

PUBLISHED = dt.date(2020, 7, 1)
MAYADIN, ALBUKAMAL, TAJI = (35.02, 40.45), (34.45, 40.92), (33.5, 44.25)


@pytest.fixture
def article(shared: Path) -> str:
    return (shared / "seed" / "article.ar.txt").read_text(encoding="utf-8").replace("\r\n", "\n")


@pytest.fixture
def claims(article: str) -> dict[str, Claim]:
    reading, _ = read_report(article, published=PUBLISHED)
    assert [claim.role for claim in reading.claims].count("event") == 1
    assert len(reading.claims) == 3
    return {"strike" if claim.role == "event" else claim.date.edtf: claim for claim in reading.claims}


def _kilometres(claim: Claim, point: tuple[float, float]) -> float:
    main = next(place for place in claim.places if place.main)
    assert main.latitude is not None
    return float(distance((main.latitude, main.longitude), point).km)


def _toll(claim: Claim, harm: str) -> list[tuple[int | None, int | None]]:
    return [(row.min, row.max) for row in claim.casualties if row.harm == harm and not row.part_of_total]


@pytest.mark.shared
def test_the_strike_is_in_the_desert_of_mayadin_and_undated(claims: dict[str, Claim]) -> None:
    claim = claims["strike"]
    main = next(place for place in claim.places if place.main)
    assert claim.kind == "air_strike"
    assert (main.text, main.precision) == ("بادية مدينة الميادين", "near")
    assert main.area is not None and main.radius_m is not None and main.radius_m <= 30_000
    assert _kilometres(claim, MAYADIN) <= 30
    assert (claim.date.start, claim.date.end, claim.date.precision) == (None, None, "unknown")
    assert claim.date.not_after == PUBLISHED
    assert _toll(claim, "killed") == [(0, 0)] and _toll(claim, "injured") == [(1, None)]
    (perpetrator,) = [actor for actor in claim.actors if actor.role == "perpetrator"]
    assert (perpetrator.name, perpetrator.attribution) == ("International Coalition", "suspected")
    assert "Iran-affiliated groups" in [actor.name for actor in claim.actors if actor.role == "target"]


@pytest.mark.shared
def test_twelve_fighters_in_early_june_in_eastern_syria(claims: dict[str, Claim]) -> None:
    claim = claims["2020-06-01/2020-06-10"]
    assert (claim.role, claim.kind) == ("background", "air_strike")
    assert next(place for place in claim.places if place.main).precision == "region"
    assert claim.date.text and claim.date.anchor == PUBLISHED and claim.date.rule
    assert _toll(claim, "killed") == [(12, 12)]
    assert [actor.attribution for actor in claim.actors if actor.role == "perpetrator"] == ["unknown"]


@pytest.mark.shared
def test_the_attack_on_taji_in_march(claims: dict[str, Claim]) -> None:
    claim = claims["2020-03"]
    assert claim.role == "background"
    assert (claim.date.start, claim.date.end) == (dt.date(2020, 3, 1), dt.date(2020, 3, 31))
    assert _kilometres(claim, TAJI) <= 10
    assert {"United States forces", "British forces"} <= {actor.name for actor in claim.actors}
    assert all(minimum and maximum is None for minimum, maximum in _toll(claim, "killed"))


@pytest.mark.shared
def test_without_a_publication_date_relative_dates_stay_open_and_say_why(article: str) -> None:
    reading, _ = read_report(article, published=None)
    assert len(reading.claims) == 3
    assert all(claim.date.start is None for claim in reading.claims)
    assert all(claim.date.rule for claim in reading.claims if claim.date.text)


@pytest.mark.shared
def test_every_span_quotes_the_article(article: str, claims: dict[str, Claim]) -> None:
    for span in (span for claim in claims.values() for span in claim.spans):
        assert article[span.start : span.end] == span.text
        assert len(span.text.split()) <= 12


@pytest.mark.shared
def test_albukamal_is_found_although_the_gazetteer_spells_it_in_two_words(article: str) -> None:
    _, places = read_report(article, published=PUBLISHED)
    found = [toponym for toponym in places.toponyms if "كمال" in toponym.text]
    assert found
    for toponym in found:
        assert distance((toponym.place_latitude, toponym.place_longitude), ALBUKAMAL).km <= 20


@pytest.mark.parametrize("name", PARAPHRASES)
def test_paraphrases_on_the_whole_gazetteer(name: str) -> None:
    text, told = PARAPHRASES[name]
    reading, _ = read_report(text, published=PUBLISHED)
    assert [_without_place(claim) for claim in reading.claims] == [
        (one.role, one.edtf, one.killed, one.injured) for one in told
    ]
    for claim, one in zip(reading_as_json(reading)["claims"], told, strict=True):
        main = next(place for place in claim["places"] if place["main"])
        assert main["latitude"] is not None
        assert main["text"] in text and _means(main["text"], one)


def _without_place(claim: Claim) -> tuple[object, ...]:
    tolls = (next(iter(_toll(claim, harm)), None) for harm in ("killed", "injured"))
    return (claim.role, claim.date.edtf, *tolls)


def _means(words: str, told: Told) -> bool:
    """The hand-made gazetteer names its places as the texts write them, without what stands around."""
    return told.place.split()[-1] in words or words.split()[-1] in told.place
