"""What leaves in public, and what never does."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from geo.folding import fold, key_of
from geo.models import PlaceName
from incidents.facts import PlaceInput, SpanInput
from incidents.geojson import feature
from incidents.models import CoarseArea, Incident
from incidents.public_view import public_view, public_views
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import edit_incident, publish_incident
from tests.factories import EditorFactory, IncidentFactory, PlaceFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[39, 34], [41.5, 34], [41.5, 36], [39, 36], [39, 34]]]}
TEXT = "Aircraft struck a depot near Mayadin, an official in Mayadin said; \u202etwo\u202c people were hurt."


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def governorate():
    area = {"kind": "adm1", "name": "Deir ez-Zor", "precision": "adm1", "radius_m": 150_000, "area": SQUARE}
    return PlaceFactory(**area, latitude=35, longitude=40)


@pytest.fixture
def incident(editor, governorate):
    """Published, near the gazetteer's Mayadin, quoting three stretches of one report."""
    town = PlaceFactory(name="Al Mayādīn")
    for name, language in (("Mayadin", "en"), ("الميادين", "ar")):
        PlaceName.objects.create(place=town, name=name, language=language, kind="preferred", folded=key_of(name))
    place = PlaceInput(
        text="near Mayadin",
        name="Al Mayādīn",
        place_id=town.pk,
        latitude=35.02,
        longitude=40.45,
        precision="near",
        radius_m=20_000,
    )
    words = {"kind": "Aircraft struck", "place": "near Mayadin", "said_by": "an official in Mayadin"}
    spans = [SpanInput(field, TEXT.index(said), TEXT.index(said) + len(said)) for field, said in words.items()]
    facts = FACTS.__class__(**{**vars(FACTS), "places": [place], "spans": spans})
    version = ReportVersionFactory(text=TEXT, report__title="Depot near Mayadin struck")
    claim = accept_claim(by=editor, claim=add_claim(by=editor, version=version, facts=facts), lock_version=1)
    return publish_incident(by=editor, incident=claim.incident, lock_version=1)


def test_the_facts_come_with_their_quotes_and_sources(incident):
    view = public_view(incident)
    assert view.title == {"en": "Air strike near Mayadin", "ar": view.title["ar"]} and "الميادين" in view.title["ar"]
    assert (view.precision, view.radius_m, view.killed, view.injured) == ("near", 20_000, (0, 0), (1, None))
    assert view.acled == ("Explosions/Remote violence", "Air/drone strike")
    (claim,) = view.claims
    assert claim.report.sha256 == incident.claims.get().report_version.sha256
    assert {quote.field: quote.text for quote in claim.quotes}["kind"] == "Aircraft struck"
    assert json.loads(json.dumps(view.as_json()))["date_start"] == "2020-06-05"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "withdrawn"},
        {"is_deleted": True},
        {"sensitivity": "hidden"},
        {"embargo_until": timezone.now() + dt.timedelta(hours=1)},
    ],
)
def test_what_the_public_may_not_see_gives_nothing_and_is_in_no_list(incident, values):
    Incident.objects.filter(pk=incident.pk).update(**values)
    incident.refresh_from_db()
    assert public_view(incident) is None
    assert incident not in Incident.objects.published() and not list(public_views(Incident.objects.all()))


def test_an_embargo_ends(incident):
    Incident.objects.update(embargo_until=timezone.now() - dt.timedelta(seconds=1))
    assert len(list(public_views(Incident.objects.all()))) == 1


def test_a_coarsened_record_tells_a_circle_and_no_name_of_its_place(editor, incident, governorate):
    incident = edit_incident(
        by=editor,
        incident=incident,
        lock_version=2,
        sensitivity="coarse",
        summary_en="It fell on Al-Mayadeen.",
    )
    view = public_view(incident)
    area = CoarseArea.objects.get()
    assert (view.precision, view.latitude, view.longitude) == ("region", area.latitude, area.longitude)
    assert (view.radius_m, view.area) == (60_000, None)
    assert [quote.text for quote in view.claims[0].quotes] == ["Aircraft struck"]
    told = fold(json.dumps([view.as_json(), feature(view), incident.search_text], ensure_ascii=False))
    assert "mayad" not in told and "ميادين" not in told


def test_no_filter_finds_a_coarsened_record_at_its_true_place(editor, incident):
    edit_incident(by=editor, incident=incident, lock_version=2, sensitivity="coarse")
    area = CoarseArea.objects.get()
    edge = area.longitude - 0.9 * area.radius_m / 91_000
    corner = Incident.objects.published().within((edge, area.latitude, edge + 0.01, area.latitude + 0.01))
    assert incident in corner and incident in Incident.objects.published().within((40.4, 35.0, 40.5, 35.1))


def test_invisible_controls_do_not_leave_with_a_quote(editor, governorate):
    said = "\u202etwo\u202c people"
    spans = [SpanInput("casualty", TEXT.index(said), TEXT.index(said) + len(said))]
    facts = FACTS.__class__(**{**vars(FACTS), "spans": spans})
    claim = add_claim(by=editor, version=ReportVersionFactory(text=TEXT), facts=facts)
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    view = public_view(publish_incident(by=editor, incident=incident, lock_version=1))
    assert view.claims[0].quotes[0].text == "two people"


def test_the_number_of_queries_does_not_grow(incident, django_assert_max_num_queries):
    IncidentFactory.create_batch(7)
    with django_assert_max_num_queries(13):
        assert len(list(public_views(Incident.objects.all()))) == 8
    IncidentFactory.create_batch(20)
    with django_assert_max_num_queries(13):
        assert len(list(public_views(Incident.objects.all()))) == 28


@pytest.mark.parametrize(
    ("precision", "area", "shape"),
    [
        ("exact", None, "Point"),
        ("settlement", None, "Point"),
        ("near", None, "Polygon"),  # the circle of its radius
        ("near", SQUARE, "Polygon"),
        ("adm1", SQUARE, "Polygon"),
        ("region", SQUARE, "Polygon"),
        ("country", SQUARE, None),
    ],
)
def test_an_area_is_never_a_pin_and_a_country_is_not_on_the_map(precision, area, shape):
    view = public_view(IncidentFactory(precision=precision, area=area))
    geometry = feature(view)["geometry"]
    assert (geometry and geometry["type"]) == shape


def test_a_point_has_its_longitude_first_and_no_place_is_a_null():
    assert feature(public_view(IncidentFactory()))["geometry"]["coordinates"] == [40.45, 35.02]
    assert feature(public_view(IncidentFactory(latitude=None, longitude=None)))["geometry"] is None


def test_a_place_is_named_in_both_languages(incident):
    place = public_view(incident).places[0]
    assert (place.name, place.names) == ("Al Mayādīn", {"en": "Mayadin", "ar": "الميادين"})


def test_a_coarse_place_gives_only_the_governorates_names(editor, incident, governorate):
    PlaceName.objects.create(place=governorate, name="دير الزور", language="ar", folded=key_of("دير الزور"))
    CoarseArea.objects.create(country="SY", admin1="07", latitude=34.8, longitude=40.2, radius_m=60_000)
    edit_incident(by=editor, incident=incident, lock_version=incident.lock_version, sensitivity="coarse")
    [view] = public_views(Incident.objects.all())
    assert [place.names for place in view.places] == [{"en": "Deir ez-Zor", "ar": "دير الزور"}]
    assert "الميادين" not in json.dumps(view.as_json(), ensure_ascii=False)


def test_the_names_of_many_places_cost_one_query(incident):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(public_views(Incident.objects.all()))
        return len(captured)

    before = queries()
    for row in IncidentFactory.create_batch(5):
        row.places.update(place=PlaceFactory(name=row.place_name))
    assert queries() == before
