"""The button that asks other geocoders: off by default, by a button alone, each answer with who gave it."""

from contextlib import closing

import pytest
from django.urls import reverse

from tests.factories import PersonFactory
from tests.support.geocoders import Server


@pytest.fixture
def server(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with closing(Server()) as served:
        settings.GEOCODERS = served.setting("nominatim", "photon")
        yield served


def ask(client, words):
    return client.post(reverse("desk:place_elsewhere"), {"q": words})


def test_where_no_geocoder_is_named_there_is_no_button_and_nobody_is_asked(desk):
    assert desk.get(reverse("desk:add_place")).context["map_config"]["urls"]["elsewhere"] == ""
    assert ask(desk, "Zubayda").json() == {"places": [], "problems": []}


def test_an_answer_says_who_gave_it_and_how_exact_it_is(desk, server):
    config = desk.get(reverse("desk:add_place")).context["map_config"]
    assert (config["others"], config["urls"]["elsewhere"]) == ("Nominatim, Photon", reverse("desk:place_elsewhere"))
    (place,) = ask(desk, " الزبيدية\n").json()["places"]
    assert (place["latitude"], place["longitude"], place["precision"]) == (35.05, 40.5, "settlement")
    assert place["service"].startswith("Nominatim (") and "OpenStreetMap" in place["credit"]
    assert place["url"] == "https://www.openstreetmap.org/node/4711" and place["precision_label"]
    assert server.asked[0][1]["q"] == ["الزبيدية"]


def test_those_that_fail_are_named(desk, server):
    server.nominatim = 500
    answer = ask(desk, "Zubayda").json()
    assert answer["places"][0]["service"].startswith("Photon") and answer["problems"][0].startswith("Nominatim")


def test_typing_asks_nobody(desk, server):
    for name in ("place_lookup", "candidates"):
        desk.get(reverse(f"desk:{name}"), {"q": "Zubayda"})
    ask(desk, "  \x00 ")
    assert server.asked == []
    assert desk.get(reverse("desk:place_elsewhere")).status_code == 405


def test_a_reader_asks_nobody(client, server, db):
    client.force_login(PersonFactory(role="reader"))
    assert ask(client, "Zubayda").status_code == 403 and server.asked == []
