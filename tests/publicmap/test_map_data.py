"""The map's data in columns: each row is what `public_view` says, and nothing withdrawn stays on the disk."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from geo.models import Place, PlaceName
from incidents.models import Actor, ActorAlias, Incident, IncidentActor, IncidentPlace
from incidents.models.choices import ActorRole, HarmGrade, Kind, Precision, StrikeStatus
from incidents.public_view import PublicIncident, public_views
from incidents.published import bump
from incidents.services.incidents import edit_incident
from publicmap.columns import chunks, following
from publicmap.columns.reading import MICRO, MapData, read_folder
from tests.factories import AdministratorFactory, IncidentFactory, PlaceFactory

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 36], [40, 35]]]}
EPOCH = dt.date(1970, 1, 1).toordinal()
NOTHING = MapData.UNKNOWN


def followed(map_folder: Path) -> MapData:
    following.follow()
    return read_folder(map_folder)


def told(data: MapData) -> dict[str, dict[str, Any]]:
    """What the files say, by code, in the words of the public view."""
    lists = data.dictionary
    rows = {}
    for row, code in enumerate(data.codes()):
        value = {name: int(column[row]) for name, column in data.columns.items()}
        place = value["place"]
        area = int(data.places["area"][place])
        rows[code] = {
            "kind": lists["kinds"][value["kind"]],
            "strike_status": lists["strike_statuses"][value["strike_status"]],
            "harm_grade": lists["harm_grades"][value["harm_grade"]],
            "date_precision": lists["date_precisions"][value["date_precision"]],
            "precision": lists["precisions"][value["precision"]],
            "dates": [_date(value[name]) for name in ("first", "last", "not_before", "not_after")],
            "position": [_number(value[name]) for name in ("longitude", "latitude", "radius")],
            "area": data.areas[area - 1] if area else None,
            "names": {language: data.names[language][place] for language in ("en", "ar")},
            "country": lists["countries"][data.places["country"][place]],
            "tolls": [_number(value[f"{harm}_{end}"]) for harm in ("killed", "injured") for end in ("min", "max")],
            "actors": {
                (lists["actors"][actor]["en"], lists["actors"][actor]["ar"], lists["roles"][role])
                for actor, role in lists["actor_sets"][value["actors"]]
            },
            "demo": bool(value["demo"]),
        }
    return rows


def expected(incident: PublicIncident) -> dict[str, Any]:
    """The same out of the public view; a place is told by its name also where it has no position."""
    position = (incident.longitude, incident.latitude)
    is_dated = incident.date_start is not None
    bounds = (None, None) if is_dated else (incident.not_before, incident.not_after)
    return {
        "kind": incident.kind,
        "strike_status": incident.strike_status,
        "harm_grade": incident.harm_grade,
        "date_precision": incident.date_precision,
        "precision": incident.precision,
        "dates": [incident.date_start, incident.date_end, *bounds],
        "position": [
            *(None if value is None else int(np.rint(value * MICRO)) for value in position),
            None if incident.latitude is None else incident.radius_m,
        ],
        "area": incident.area,
        "names": incident.places[0].names if incident.places else {"en": "", "ar": ""},
        "country": incident.country,
        "tolls": [*(incident.killed or (None, None)), *(incident.injured or (None, None))],
        "actors": {(actor.names["en"], actor.names["ar"], actor.role) for actor in incident.actors},
        "demo": incident.is_demo,
    }


def _number(value: int) -> int | None:
    return None if value == NOTHING else value


def _date(day: int) -> dt.date | None:
    return None if day == NOTHING else dt.date.fromordinal(day + EPOCH)


def assert_same(map_folder: Path) -> MapData:
    data = followed(map_folder)
    views = list(public_views(Incident.objects.all()))
    assert told(data) == {view.code: expected(view) for view in views}
    first = data.columns.get("first", np.zeros(0))
    assert (first[1:] <= first[:-1]).all(), "the newest come first, what has no date last"
    assert data.manifest["count"] == len(views)
    return data


def made_up(count: int, seed: int) -> list[Incident]:
    """Published incidents of every shape, and some that the public must not see."""
    chance = random.Random(seed)
    town = PlaceFactory(name="Somewhere")
    PlaceName.objects.create(place=town, name="مكان ما", language="ar", kind="preferred", folded="مكان ما")
    actors = [Actor.objects.create(name=f"Party {number}") for number in range(3)]
    ActorAlias.objects.create(actor=actors[0], name="طرف", language="ar")
    return [_made_up(chance, town, actors) for _ in range(count)]


def _made_up(chance: random.Random, town: Place, actors: list[Actor]) -> Incident:
    start = dt.date(1990, 1, 1) + dt.timedelta(days=chance.randrange(12_000))
    is_dated = chance.random() < 0.8
    precision = chance.choice(Precision.values)
    is_placed = precision != Precision.UNKNOWN
    least = chance.choice([None, 0, 3, 70_000])
    most = chance.choice([None, (least or 0) + chance.randrange(5)])
    at = {"latitude": round(chance.uniform(-60, 60), 5), "longitude": round(chance.uniform(-179, 179), 5)}
    incident = IncidentFactory(
        kind=chance.choice(Kind.values),
        strike_status=chance.choice(StrikeStatus.values),
        harm_grade=chance.choice(HarmGrade.values),
        date_start=start if is_dated else None,
        date_end=start + dt.timedelta(days=chance.choice([0, 0, 6, 400])) if is_dated else None,
        date_precision="range" if is_dated else "unknown",
        not_after=None if is_dated else chance.choice([None, start]),
        killed_min=least,
        killed_max=most,
        injured_min=chance.choice([None, 0, 12]),
        precision=precision,
        radius_m=chance.choice([100, 5000]) if is_placed else None,
        area=SQUARE if precision in ("adm1", "adm2") else None,
        is_demo=chance.random() < 0.2,
        status=chance.choice(["published"] * 4 + ["draft", "withdrawn"]),
        sensitivity=chance.choice(["open"] * 6 + ["hidden"]),
        embargo_until=chance.choice([None] * 4 + [timezone.now() + dt.timedelta(days=d) for d in (-1, 1)]),
        country=chance.choice(["", "SY", "IQ"]),
        **(at if is_placed else {"latitude": None, "longitude": None}),
    )
    called = {"place": chance.choice([town, None]), "name": chance.choice(["", "By the river"])}
    if is_placed:
        incident.places.update(**called)
    elif chance.random() < 0.5:
        IncidentPlace.objects.create(incident=incident, is_main=True, **called)
    for actor in chance.sample(actors, chance.randrange(3)):
        role = chance.choice(ActorRole.values)
        IncidentActor.objects.create(incident=incident, actor=actor, name="as a report has it", role=role)
    if chance.random() < 0.3:
        IncidentActor.objects.create(incident=incident, name="gunmen", text="مسلحون", role=ActorRole.PERPETRATOR)
    return incident


@pytest.mark.parametrize("seed", range(4))
def test_each_row_is_what_the_public_view_says(map_folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "TARGET", 8)
    made_up(60, seed)
    bump()
    data = assert_same(map_folder)
    assert len(data.manifest["chunks"]) > 2


def test_nothing_published_is_an_empty_map(map_folder: Path) -> None:
    data = followed(map_folder)
    assert (data.manifest["count"], data.manifest["chunks"], data.manifest["first_day"]) == (0, [], None)


def test_a_coarsened_record_stands_where_the_public_view_shows_it_and_without_the_party_that_tells(
    map_folder: Path,
) -> None:
    town = PlaceFactory(name="Hiddenham")
    for _ in range(3):
        incident = IncidentFactory(place_name=town.name, precision="settlement")
        incident.places.update(place=town)
        for name in ("Council of Hiddenham", "Party"):
            IncidentActor.objects.create(incident=incident, name=name, role="target")
        by = AdministratorFactory()
        edit_incident(by=by, incident=incident, lock_version=incident.lock_version, sensitivity="coarse")
    made_up(5, seed=7)
    data = assert_same(map_folder)
    assert "Hiddenham" not in json.dumps([data.dictionary, data.names])
    assert "Party" in json.dumps(data.dictionary)


def test_a_party_says_which_others_turned_out_to_be_it(map_folder: Path) -> None:
    first, second, last = (Actor.objects.create(name=name) for name in ("One", "Two", "Three"))
    Actor.objects.filter(pk=first.pk).update(merged_into=second)
    Actor.objects.filter(pk=second.pk).update(merged_into=last)
    IncidentActor.objects.create(incident=IncidentFactory(), name="", actor=last, role="target")
    assert followed(map_folder).dictionary["actors"] == [
        {"id": last.pk, "en": "Three", "ar": "Three", "was": [first.pk, second.pk]}
    ]
