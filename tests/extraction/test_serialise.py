"""The JSON of a reading is the contract's, key by key."""

from __future__ import annotations

import json

from extraction.kinds import ACLED
from extraction.serialise import reading_as_json
from tests.extraction.cases import WEDNESDAY
from tests.extraction.gazetteer import reading

CLAIM_KEYS = [
    *("kind", "role", "acled", "date_start", "date_end", "date_precision", "edtf", "not_before", "not_after"),
    *("date_text", "date_anchor", "date_rule", "time_of_day", "places", "actors", "casualties", "spans"),
]
PLACE_KEYS = {"text", "name", "place_id", "latitude", "longitude", "precision", "radius_m", "area", "ambiguous", "main"}


def test_keys_and_values() -> None:
    found = reading("Israeli jets struck Mayadin on Monday, killing two fighters, the Observatory said.", WEDNESDAY)
    printed = json.loads(json.dumps(reading_as_json(found), ensure_ascii=False))
    assert list(printed) == ["language", "said_by", "origin", "claims"]
    assert printed["said_by"] == "Syrian Observatory for Human Rights"
    (claim,) = printed["claims"]
    assert list(claim) == CLAIM_KEYS
    assert (claim["date_start"], claim["date_end"], claim["date_anchor"]) == ("2021-05-10", "2021-05-10", "2021-05-12")
    assert claim["acled"] == ["Explosions/Remote violence", "Air/drone strike"]
    assert set(claim["places"][0]) == PLACE_KEYS
    assert set(claim["actors"][0]) == {"name", "text", "role", "attribution", "actor_id"}
    assert set(claim["casualties"][0]) == {"group", "harm", "min", "max", "text", "part_of_total"}
    assert {span["field"] for span in claim["spans"]} == {"kind", "date", "place", "actor", "casualty", "said_by"}


def test_an_undated_claim_has_its_bound() -> None:
    (claim,) = reading("An air strike killed two fighters in Mayadin.", WEDNESDAY).claims
    assert (claim.date.start, claim.date.edtf, claim.date.not_after) == (None, "", WEDNESDAY)


def test_every_kind_has_its_acled_types() -> None:
    kinds = "air_strike drone_strike missile_or_rocket shelling ied_or_bomb armed_attack clash assassination other"
    assert set(ACLED) == set(kinds.split())


def test_a_language_without_a_file() -> None:
    assert reading_as_json(reading("Ракетный удар по городу ночью.")) == {
        "language": "und",
        "said_by": None,
        "origin": None,
        "claims": [],
    }
