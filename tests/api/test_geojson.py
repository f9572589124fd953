"""`/api/v1/incidents.geojson`: the filtered set, paged, published only, and a named error for anything wrong."""

import datetime as dt

import pytest
from django.test import Client

from incidents.published import bump
from tests.factories import ClaimFactory, IncidentFactory, IncidentNoteFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/incidents.geojson"


def codes(client: Client, query: str = "") -> list[str]:
    return [feature["properties"]["code"] for feature in client.get(ADDRESS + query).json()["features"]]


def test_it_is_geojson_with_longitude_first(client: Client) -> None:
    incident = IncidentFactory()
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "application/geo+json"
    body = response.json()
    assert body["type"] == "FeatureCollection" and "crs" not in body
    [feature] = body["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.45, 35.02]}
    assert feature["properties"]["code"] == incident.code


def test_no_place_is_a_null_geometry_and_an_area_is_never_a_point(client: Client) -> None:
    IncidentFactory(latitude=None, longitude=None)
    IncidentFactory(precision="adm1")
    nowhere, governorate = client.get(ADDRESS).json()["features"]
    assert nowhere["geometry"] is None
    assert governorate["geometry"]["type"] == "Polygon"


def test_box_dates_and_kind_select(client: Client) -> None:
    here = IncidentFactory()
    iraq = IncidentFactory(latitude=33.5, longitude=44.2)
    clash = IncidentFactory(kind="clash")
    late = IncidentFactory(date_start=dt.date(2021, 1, 1))
    assert codes(client, "?bbox=44,33,45,34") == [iraq.code]
    assert codes(client, "?kind=clash") == [clash.code]
    assert codes(client, "?from=2021-01-01") == [late.code]
    assert codes(client, "?to=2020-12-31&kind=air_strike&bbox=40,34,41,36") == [here.code]


def test_a_range_is_found_by_overlap_and_the_undated_only_without_dates(client: Client) -> None:
    ranged = IncidentFactory(date_start=dt.date(2020, 6, 1), date_end=dt.date(2020, 6, 10))
    undated = IncidentFactory(date_start=None, date_end=None)
    assert codes(client, "?from=2020-06-10&to=2020-06-20") == [ranged.code]
    assert codes(client) == [ranged.code, undated.code]


def test_pages_follow_their_links_and_hold_each_once(client: Client) -> None:
    made = [IncidentFactory().code for _ in range(5)]
    seen: list[str] = []
    address = f"{ADDRESS}?limit=2&kind=air_strike"
    while address:
        body = client.get(address).json()
        assert body["numberMatched"] == 5
        seen += [feature["properties"]["code"] for feature in body["features"]]
        links = {link["rel"]: link["href"] for link in body["links"]}
        address = links.get("next", "").removeprefix("http://testserver")
    assert seen == made


def test_a_limit_above_the_most_is_the_most(client: Client) -> None:
    [link] = client.get(f"{ADDRESS}?limit=5000").json()["links"]
    assert "limit=1000" in link["href"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("bbox=1,2,3", "bbox"),
        ("bbox=400,0,1,1", "bbox"),
        ("bbox=nan,0,1,1", "bbox"),
        ("bbox=Infinity,0,1,1", "bbox"),
        ("from=2020-02-30", "from"),
        ("from=2020-06-02&to=2020-06-01", "to"),
        ("to=%00", "to"),
        ("kind=earthquake", "kind"),
        ("limit=0", "limit"),
        ("limit=-5", "limit"),
        ("limit=٣٫", "limit"),
        ("offset=99999999999999999999", "offset"),
        ("offset=a", "offset"),
        ("colour=red", "colour"),
        ("from=2020-01-01&from=2021-01-01", "from"),
        ("limit=1&limit=2", "limit"),
    ],
)
def test_a_wrong_parameter_is_answered_with_its_name(client: Client, query: str, parameter: str) -> None:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    assert response.json()["parameter"] == parameter and response.json()["error"]


@pytest.mark.parametrize(
    "state", [{"status": "draft"}, {"status": "withdrawn"}, {"is_deleted": True}, {"sensitivity": "hidden"}]
)
def test_only_what_is_public_leaves(client: Client, state: dict) -> None:
    IncidentNoteFactory(incident=IncidentFactory(**state), text="secret")
    assert codes(client) == []


def test_it_is_asked_for_again_only_after_a_change(client: Client) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    bump()
    assert client.get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(f"{ADDRESS}?limit=1")["ETag"] != client.get(ADDRESS)["ETag"]


def test_scripts_of_other_pages_may_read_it_and_nobody_may_write(client: Client) -> None:
    for address in (ADDRESS, "/api/v1/"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
        assert client.post(address).status_code == 405
        assert "Access-Control-Allow-Credentials" not in client.get(address)
    assert "Access-Control-Allow-Origin" not in client.get("/incidents/")


def test_more_incidents_do_not_mean_more_queries(client: Client, django_assert_max_num_queries) -> None:
    for _ in range(20):
        ClaimFactory(incident=IncidentFactory(), state="accepted")
    with django_assert_max_num_queries(16):
        client.get(ADDRESS)


def test_the_index_describes_every_parameter_that_is_taken(client: Client) -> None:
    described = client.get("/api/v1/").json()["collections"]["incidents"]
    for parameter in described["parameters"]:
        response = client.get(f"{ADDRESS}?{parameter}=")
        assert response.json().get("error") != "there is no such parameter"
