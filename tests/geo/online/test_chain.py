"""The gazetteer, then the geocoders of the setting: who is asked, for how long, how often, and what comes of errors."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from pytest_django.fixtures import Settings

from geo.index import NameIndex
from geo.online import answers, chain, services
from geo.online.chain import GeocoderChain, ask_others
from tests.support.geocoders import FEATURE, TOWN, Server


def test_nobody_is_asked_where_none_is_named(server: Server, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert settings.GEOCODERS == "" and services.services() == ()
    answer = ask_others("الزبيدية")
    assert (answer.found, answer.service, answer.problems) == ([], "", [])
    assert list(tmp_path.iterdir()) == []


def test_the_first_that_knows_the_place_answers(others: Server) -> None:
    answer = ask_others("  الزبيدية \n دير الزور ")
    (place,) = answer.found
    assert (place.latitude, place.longitude) == (35.05, 40.5) and place.raw["osm_id"] == 4711
    assert answer.service == f"Nominatim ({others.domain})" and others.paths() == ["/search"]
    _path, query, agent = others.asked[0]
    assert query["q"] == ["الزبيدية دير الزور"] and agent.startswith("Strikeline/1 (")


def test_the_second_is_asked_where_the_first_knows_nothing(others: Server) -> None:
    others.nominatim = []
    answer = ask_others("Zubayda")
    assert answer.service.startswith("Photon") and others.paths() == ["/search", "/api"]
    assert (answer.found[0].latitude, answer.found[0].longitude) == (35.06, 40.51)


@pytest.mark.parametrize(
    "setting",
    [
        "opencage?api_key=hidden&domain=127.0.0.1:9",
        "nominatim?domain=127.0.0.1:9/hidden",
        "photon?domain=user:hidden@127.0.0.1:9",
    ],
)
def test_a_failure_tells_nobody_the_key(
    setting: str, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DATA_DIR = tmp_path
    settings.GEOCODERS = f"{setting}&scheme=http&delay=0"
    (problem,) = ask_others("Zubayda").problems
    assert problem.partition(" ")[0].lower() in setting and "127.0.0.1" in problem
    assert "hidden" not in problem + caplog.text


@pytest.mark.parametrize(
    "says",
    [
        "Max retries exceeded with url: /v1/hidden/search (Caused by NewConnectionError('refused'))",
        "Max retries exceeded with url: /search?key=hidden",
        "404 Client Error: Not Found for url: https://api.example.org/hidden/search.json?q=x",
        "no answer from 'https://me:hidden@api.example.org/'",
    ],
)
def test_no_key_is_left_of_an_address(says: str) -> None:
    left = chain._without_keys(says)
    assert "hidden" not in left and ("example.org" in left) == ("example.org" in says)


OFF_THE_GLOBE = [{**TOWN, "lat": "400"}]
FAILURES = [
    500,
    403,
    429,
    "garbage",
    {"error": "no"},
    [{"unexpected": 1}],
    OFF_THE_GLOBE,
    [{**TOWN, "lat": "nan"}],
    None,
]


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("failure", FAILURES)
def test_the_second_is_asked_where_the_first_fails(others: Server, failure: object) -> None:
    others.nominatim = failure
    answer = ask_others("Zubayda")
    assert answer.service.startswith("Photon")


def test_what_each_that_failed_said_is_told_and_not_kept(others: Server) -> None:
    others.nominatim, others.photon = 500, "garbage"
    answer = ask_others("Zubayda")
    assert answer.found == [] and [problem.split(" (")[0] for problem in answer.problems] == ["Nominatim", "Photon"]
    others.nominatim = [TOWN]
    assert ask_others("Zubayda").found


def test_nobody_there_is_a_problem_and_no_error(others: Server, settings: Settings) -> None:
    settings.GEOCODERS = "nominatim?domain=127.0.0.1:9&scheme=http&delay=0"  # the port of discard
    answer = ask_others("Zubayda")
    assert answer.found == [] and len(answer.problems) == 1


@pytest.mark.parametrize("slowness", ["hangs", "drips"])
def test_all_of_them_together_keep_the_budget(others: Server, settings: Settings, slowness: str) -> None:
    others.nominatim = others.photon = slowness
    settings.GEOCODERS_SECONDS = 0.5
    started = time.monotonic()
    answer = ask_others("Zubayda")
    assert time.monotonic() - started < 0.5 + 2  # and not the sum of both; two seconds for a busy machine
    assert answer.found == [] and len(answer.problems) == 2


def test_nobody_is_asked_the_same_twice_also_after_a_restart(others: Server) -> None:
    first = ask_others("Zubayda")
    # A new process has neither the services nor their limits.
    services._services_of.cache_clear()
    again = ask_others(" Zubayda ")
    assert others.paths() == ["/search"]
    assert [place.raw for place in again.found] == [place.raw for place in first.found]
    assert again.service == first.service
    ask_others("Zubayda", limit=3)
    ask_others("Elsewhere")
    assert len(others.asked) == 3


def test_that_a_place_is_unknown_is_kept_for_a_day(others: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    others.nominatim, others.photon = [], {"type": "FeatureCollection", "features": []}
    ask_others("Zubayda")
    assert ask_others("Zubayda").problems == [] and len(others.asked) == 2
    monkeypatch.setattr(answers.time, "time", lambda now=time.time: now() + answers.KEPT_EMPTY_S + 1)
    ask_others("Zubayda")
    assert len(others.asked) == 4


def test_one_service_gets_so_many_requests_a_second(others: Server, settings: Settings) -> None:
    settings.GEOCODERS = others.setting("nominatim", delay=0.4)
    for name in ("One", "Two", "Three"):
        assert ask_others(name).found
    pauses = [after - before for before, after in zip(others.times, others.times[1:], strict=False)]
    assert len(pauses) == 2 and min(pauses) > 0.35


def test_waiting_for_the_turn_counts_as_well(others: Server, settings: Settings) -> None:
    settings.GEOCODERS, settings.GEOCODERS_SECONDS = others.setting("nominatim", delay=60), 0.5
    assert ask_others("One").found
    started = time.monotonic()
    assert ask_others("Two").problems and time.monotonic() - started < 0.5 + 2
    assert len(others.asked) == 1


@pytest.mark.parametrize(
    "setting",
    [
        "nominatin",
        "nominatim?colour=red",
        "nominatim?delay=soon",
        "nominatim?scheme=ftp",
        "opencage",
        "no.such.Geocoder",
    ],
)
def test_a_wrong_setting_says_what_is_wrong(settings: Settings, setting: str) -> None:
    settings.GEOCODERS = f"photon {setting}"
    with pytest.raises(ImproperlyConfigured, match="STRIKELINE_GEOCODERS"):
        services.services()


def test_any_class_of_geopy_can_be_named(others: Server, settings: Settings) -> None:
    settings.GEOCODERS = others.setting("geopy.geocoders.photon.Photon")
    settings.CONTACT = "desk@example.org"
    assert ask_others("Zubayda").service.startswith("Photon")
    assert others.asked[0][2] == "Strikeline/1 (desk@example.org)"


def test_a_query_of_a_megabyte_is_cut(others: Server) -> None:
    ask_others("x" * 1_000_000 + "\0")
    assert len(others.asked[0][1]["q"][0]) == 300


class TestChain:
    """geopy's interface; the gazetteer is asked first."""

    @pytest.fixture(autouse=True)
    def known(self, small_index: NameIndex, others: Server, settings: Settings, tmp_path: Path) -> None:
        settings.DATA_DIR = tmp_path

    def test_what_the_gazetteer_knows_is_asked_nobody_else(self, others: Server) -> None:
        geocoders = GeocoderChain()
        assert geocoders.geocode("الميادين").raw["place_id"] == 173480
        assert geocoders.reverse((35.02, 40.45)).raw["place_id"] == 173480
        assert [place.raw["place_id"] for place in geocoders.geocode("الميادين", exactly_one=False, limit=1)] == [
            173480
        ]
        assert others.asked == []

    def test_the_rest_is_asked_the_others(self, others: Server) -> None:
        geocoders = GeocoderChain(country="SY")
        assert geocoders.geocode("Zubayda").raw["osm_id"] == 4711
        assert [place.raw["osm_id"] for place in geocoders.geocode("Zubayda", exactly_one=False)] == [4711]

    def test_that_the_area_around_is_known_is_not_enough(self, others: Server) -> None:
        assert GeocoderChain().geocode("Zubayda, Dayr az Zawr").raw["osm_id"] == 4711
        assert GeocoderChain().geocode("Al Mayadin, Dayr az Zawr").raw["place_id"] == 173480

    def test_a_position_far_from_all_is_asked_the_others(self, others: Server) -> None:
        others.nominatim = TOWN
        assert GeocoderChain().reverse((0.5, -140.25)).raw["osm_id"] == 4711
        assert [float(others.asked[0][1][name][0]) for name in ("lat", "lon")] == [0.5, -140.25]

    def test_unknown_is_none_and_a_failure_is_an_error(self, others: Server) -> None:
        others.nominatim, others.photon = [], {"features": []}
        assert GeocoderChain().geocode("Zubayda") is None
        assert GeocoderChain().geocode("Zubayda", exactly_one=False) is None
        others.nominatim = others.photon = 503
        with pytest.raises(GeocoderServiceError):
            GeocoderChain().geocode("Khashmiyat")

    def test_the_timeout_is_the_budget(self, others: Server) -> None:
        others.nominatim = others.photon = "hangs"
        started = time.monotonic()
        with pytest.raises(GeocoderServiceError):
            GeocoderChain().geocode("Zubayda", timeout=0.3)
        assert time.monotonic() - started < 0.3 + 2

    @pytest.mark.parametrize("query", ["", "…", "\0", "x" * 1_000])
    def test_what_is_no_query_is_said_so(self, others: Server, query: str) -> None:
        with pytest.raises(GeocoderQueryError):
            GeocoderChain().geocode(query)
        assert others.asked == []


def test_the_answers_are_bounded_and_the_oldest_go_first(tmp_path: Path) -> None:
    kept = answers.Answers(tmp_path / "answers.sqlite3", most=3)
    for number in range(5):
        kept.put(str(number), [number])
    assert [kept.get(str(number)) for number in range(5)] == [None, None, [2], [3], [4]]


def test_a_broken_file_of_answers_costs_a_question_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    kept = answers.Answers(path)
    assert kept.get("x") is None
    kept.put("x", [1])
    kept.put("x", [1])
    assert kept.get("x") == [1]


def test_a_busy_file_of_answers_keeps_those_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    kept = answers.Answers(path)
    kept.put("x", [1])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        kept.put("y", [2])
    assert (kept.get("x"), kept.get("y")) == ([1], None)


def test_what_is_kept_is_plain_json(others: Server, tmp_path: Path) -> None:
    ask_others("Zubayda")
    kept = answers.Answers(tmp_path / "geocoders.sqlite3")
    (said,) = [kept.get(json.dumps([f"Nominatim ({others.domain})", "geocode", "Zubayda", 10]))]
    assert said == [[TOWN["display_name"], 35.05, 40.5, TOWN]]
    assert FEATURE not in said
