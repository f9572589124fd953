"""One filter: what it refuses, what it finds, and what it says of itself."""

import datetime as dt
from itertools import product

import pytest
import shapely
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.filters import FilterError, IncidentFilter
from incidents.geometry import on_grid
from incidents.models import Incident, IncidentActor
from incidents.models.choices import Kind
from incidents.polygons import meets
from incidents.services.incidents import edit_incident
from tests.factories import ActorFactory, AdministratorFactory, ClaimFactory, IncidentFactory, ReportVersionFactory


def filtered(query):
    return set(IncidentFilter.from_query(QueryDict(query)).apply(Incident.objects.published()))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,x", "bbox"),
        ("bbox=1,2,3,400", "bbox"),
        ("bbox=nan,2,3,4", "bbox"),
        ("bbox=-inf,2,3,4", "bbox"),
        ("bbox=1,4,3,2", "bbox"),
        ("from=2020-13-01", "from"),
        ("from=yesterday", "from"),
        ("from=2020-6-1", "from"),
        ("to=20200601", "to"),
        ("from=2020-07-01&to=2020-06-01", "to"),
        ("kind=quarrel", "kind"),
        ("kind=air_strike&kind=x", "kind"),
        ("precision=sharp", "precision"),
        ("strike_status=sure", "strike_status"),
        ("country=Syria", "country"),
        ("country=%D8%B3%D9%88", "country"),
        ("q=" + "x" * 201, "q"),
        ("q=a%00b", "q"),
        ("kind=%00", "kind"),
        ("actor=" + "x" * 201, "actor"),
        ("harm_grade=certain", "harm_grade"),
        ("killed=-1", "killed"),
        ("killed=1e3", "killed"),
        ("injured=1000001", "injured"),
        ("actor_id=x", "actor_id"),
        ("actor_id=%D9%A3", "actor_id"),
        ("&".join(f"actor_id={number}" for number in range(51)), "actor_id"),
        ("role=villain", "role"),
        ("language=arabic!", "language"),
        ("admin1=SY", "admin1"),
        ("admin1=SY.' OR 1=1", "admin1"),
        ("polygon=1,2,3,4", "polygon"),
        ("polygon=1,2,3,4,5", "polygon"),
        ("polygon=1,2,3,4,5,x", "polygon"),
        ("polygon=1,2,3,4,5,91", "polygon"),
        ("polygon=1,2,3,4,5,inf", "polygon"),
        ("polygon=" + ",".join(["1"] * 102), "polygon"),
        ("polygon=" + "1," * 2_000_000, "polygon"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(query, parameter):
    with pytest.raises(FilterError) as error:
        IncidentFilter.from_query(QueryDict(query))
    assert error.value.parameter == parameter and error.value.message


@pytest.mark.django_db
def test_each_parameter_narrows():
    strike = IncidentFactory(
        strike_status="likely",
        harm_grade="fair",
        killed_min=3,
        injured_min=1,
        search_text="air strike in alquriyah",
    )
    version = ReportVersionFactory(language="ar")
    ClaimFactory(incident=strike, state="accepted", report_version=version)
    shelling = IncidentFactory(
        kind="shelling", date_start=dt.date(2021, 1, 1), longitude=38.0, country="IQ", killed_min=2
    )
    IncidentActor.objects.create(incident=strike, name="Some Force", role="perpetrator")
    known = ActorFactory()
    IncidentActor.objects.create(incident=strike, name="whoever", actor=known, role="target")
    IncidentActor.objects.create(incident=shelling, name="somebody", role="victim")
    IncidentFactory(published=False, status="draft")
    for query in (
        "kind=air_strike",
        "to=2020-12-31",
        "bbox=40,34,41,36",
        "strike_status=likely",
        "country=sy",
        "admin1=SY.07",
        "harm_grade=fair",
        "killed=3",
        "injured=1",
        "language=ar",
        "language=ar&language=en",
        "role=perpetrator",
        "actor=some+force",
        f"actor_id={known.pk}",
        f"actor_id={known.pk}&role=target&role=victim",
        "polygon=40,34,41,34,41,36,40,36",
        "q=Alquriyah+STRIKE",
    ):
        assert filtered(query) == {strike}, query
    assert filtered("kind=air_strike&kind=shelling") == filtered("") == {strike, shelling}
    for query in (
        "precision=exact",
        f"actor_id={known.pk}&role=perpetrator",
        "language=fr",
        "killed=4",
        "admin1=SY.01",
    ):
        assert filtered(query) == set(), query


def test_it_says_itself_in_the_readers_language():
    chosen = IncidentFilter.from_query(QueryDict("kind=air_strike&from=2020-06-01&to=2020-06-30&q=bridge"))
    assert chosen.describe() == "Air strike; June 1, 2020 to June 30, 2020; with the words “bridge”"
    assert IncidentFilter().describe() == "all incidents"
    with override("ar"):
        assert chosen.describe()


DEGREES = {"allow_nan": False, "width": 64}
BOXES = st.builds(
    on_grid,
    st.floats(-180, 180, **DEGREES),
    st.floats(-90, 0, **DEGREES),
    st.floats(-180, 180, **DEGREES),
    st.floats(0, 90, **DEGREES),
)
CORNERS = st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000))


@given(
    st.builds(
        IncidentFilter,
        start=st.none() | st.dates(dt.date(2011, 1, 1), dt.date(2019, 1, 1)),
        end=st.none() | st.dates(dt.date(2019, 1, 2), dt.date(2026, 1, 1)),
        kinds=st.lists(st.sampled_from(Kind.values), unique=True).map(lambda kinds: tuple(sorted(kinds))),
        countries=st.sampled_from([(), ("SY",), ("IQ", "SY")]),
        regions=st.sampled_from([(), ("SY.07", "SY.08")]),
        harm_grades=st.sampled_from([(), ("fair", "weak")]),
        killed=st.integers(0, 1_000_000),
        injured=st.integers(0, 9),
        actor_ids=st.lists(st.integers(0, 10**8), unique=True, max_size=3).map(lambda ids: tuple(sorted(ids))),
        roles=st.sampled_from([(), ("perpetrator",), ("target", "victim")]),
        languages=st.sampled_from([(), ("ar", "zh-Hant"), ("und",)]),
        bbox=st.none() | BOXES,
        polygon=st.just(()) | st.lists(CORNERS, min_size=3, max_size=50).map(tuple),
        q=st.text("abc ال&=+%", max_size=20).map(lambda words: " ".join(words.split())),
    )
)
def test_its_query_string_gives_it_back(chosen):
    assert IncidentFilter.from_query(QueryDict(chosen.as_query())) == chosen


@pytest.mark.django_db
def test_the_party_that_tells_a_coarsened_place_finds_nothing():
    """Neither by its name nor by its part: what the page does not show no filter may find."""
    incident = IncidentFactory(place_name="Hiddenham")
    teller = ActorFactory(name="Council of Hiddenham")
    IncidentActor.objects.create(incident=incident, name="a council", actor=teller, role="target")
    IncidentActor.objects.create(incident=incident, name="Army", role="perpetrator")
    queries = ("role=target", f"actor_id={teller.pk}", "actor=council+of+hiddenham")
    assert [filtered(query) for query in queries] == [{incident}] * 3
    by = AdministratorFactory()
    edit_incident(by=by, incident=incident, lock_version=incident.lock_version, sensitivity="coarse")
    assert [filtered(query) for query in queries] == [set()] * 3
    assert filtered("role=perpetrator") == filtered("actor=army") == {incident}


@pytest.mark.django_db
def test_the_undated_of_a_window_are_those_that_may_lie_in_it():
    day = dt.date(2020, 6, 1)
    before = IncidentFactory(date_start=None, not_after=day, kind="clash")
    after = IncidentFactory(date_start=None, not_before=day, kind="clash")
    unbound = IncidentFactory(date_start=None)
    IncidentFactory()

    def undated(query):
        return set(IncidentFilter.from_query(QueryDict(query)).undated(Incident.objects.published()))

    assert undated("") == {before, after, unbound}
    assert undated("from=2020-06-02") == {after, unbound}
    assert undated("to=2020-05-31") == {before, unbound}
    assert undated("from=2020-06-01&to=2020-06-01&kind=clash") == {before, after}


def test_it_says_what_is_drawn_and_who_took_part():
    query = "polygon=1,2,3,4,5,6&killed=3&role=target&language=ar&country=SY&harm_grade=fair"
    chosen = IncidentFilter.from_query(QueryDict(query))
    assert chosen.describe() == (
        "Fair; at least 3 killed; in the area that is drawn; Syria; part of the party: Target; reported in Arabic"
    )
    with override("ar"):
        assert "سوريا" in chosen.describe() and "killed" not in chosen.describe()


SMALL = st.tuples(st.integers(-3, 3), st.integers(-3, 3))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SMALL, min_size=3, max_size=6, unique=True))
def test_a_polygon_meets_the_boxes_that_shapely_finds(boxes, corners):
    """On a small grid, where corners and edges touch again and again."""
    polygon = shapely.Polygon(corners)
    if not polygon.is_valid:
        return
    found = Incident.objects.filter(meets(tuple((10_000 * x, 10_000 * y) for x, y in corners)))
    assert set(found.values_list("pk", flat=True)) == {pk for pk, box in boxes.items() if box.intersects(polygon)}


@pytest.fixture
def boxes(db):
    """Incidents whose uncertain areas are boxes between whole and half degrees: points, lines and areas."""
    sides = [-2.5, -1.0, 0.0, 1.5, 3.0]
    spans = [(low, high) for low in sides for high in sides if low <= high]
    found = {}
    for number, ((west, east), (south, north)) in enumerate(product(spans, spans)):
        found[number + 1] = (west, south, east, north)
    Incident.objects.bulk_create(
        Incident(pk=pk, code=f"SY-2020-{pk:04d}", kind="clash", west=w, south=s, east=e, north=n)
        for pk, (w, s, e, n) in found.items()
    )
    return {pk: shapely.box(*sides) for pk, sides in found.items()}
