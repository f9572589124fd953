"""`seed_synthetic` on a database of its own: what stands in it, what it shows, and what it refuses."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from shapely.geometry import box, mapping, shape

from geo.models import PlaceName
from incidents.models import (
    Claim,
    ClaimSpan,
    Incident,
    IncidentActor,
    IncidentCodeCounter,
    IncidentPlace,
    ReportVersion,
)
from incidents.public_view import public_views
from incidents.querysets import span_class
from incidents.synthetic import making
from incidents.synthetic.database import instead_of_ours, make_ready, settings_of
from incidents.synthetic.towns import read_gazetteer
from tests.factories import PlaceFactory

COUNT = 1_500
REPORTED = 40
SQUARE = box(39, 34, 41, 36)


def new_database(folder: Path) -> str:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        return str(folder / "made-up.sqlite3")
    server = connection.settings_dict
    address = f"postgres://{server['USER']}@{server['HOST']}:{server['PORT']}"
    # The folders of two workers of the test run bear one name.
    name = f"made_up_{uuid.uuid4().hex}"
    with psycopg.connect(f"{address}/postgres", password=server["PASSWORD"], autocommit=True) as administration:
        administration.execute(f'CREATE DATABASE "{name}"')
    return f"{address}/{name}"


def small_gazetteer() -> None:
    """A governorate with a boundary, a district and a town in it, and a town with nothing around it."""
    country = PlaceFactory(id=1, kind="country", name="Syria", admin1="", precision="country", radius_m=400_000)
    adm1 = PlaceFactory(
        id=2, kind="adm1", name="East", area=mapping(SQUARE), parent=country, precision="adm1", radius_m=99_000
    )
    adm2 = PlaceFactory(id=3, kind="adm2", name="Middle", parent=adm1, precision="adm2", radius_m=25_000)
    town = PlaceFactory(id=4, name="Big Town", population=90_000, parent=adm2)
    PlaceFactory(id=5, name="Lone Town", country="LY", latitude=32.0, longitude=13.0)
    PlaceName.objects.create(place=town, name="البلدة", language="ar", kind="official", folded="بلده")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[dict]:
    folder = tmp_path_factory.mktemp("synthetic")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "REPORTED", REPORTED)
        target = settings_of(new_database(folder))
        with instead_of_ours(target):
            make_ready()
            small_gazetteer()
            making.make(COUNT, 1, read_gazetteer(), lambda count: None)
        yield target


@pytest.fixture
def there(seeded: dict, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test's own process on the seeded database."""
    with django_db_blocker.unblock(), instead_of_ours(seeded):
        yield
    cache.clear()


@pytest.mark.database
@pytest.mark.usefixtures("there")
class TestWhatStandsInIt:
    def test_all_are_published_and_said_to_be_made_up(self) -> None:
        assert Incident.objects.published().filter(is_synthetic=True).count() == COUNT
        assert Incident.objects.exclude(is_synthetic=True).count() == 0

    def test_towns_stand_on_their_point_and_only_exact_and_near_leave_it(self) -> None:
        points = IncidentPlace.objects.exclude(precision__in=["exact", "near"]).values("place_id", "precision")
        assert all(
            row["n"] == 1 for row in points.annotate(n=Count(F("latitude") * 1000 + F("longitude"), distinct=True))
        )
        off = IncidentPlace.objects.filter(precision="near", place_id=4)
        assert off.exclude(latitude=F("place__latitude")).count() == off.count() > 10
        assert set(off.values_list("radius_m", flat=True)) <= {5_000, 10_000, 15_000, 25_000}

    def test_areas_are_those_around_the_town_with_their_boundary(self) -> None:
        governorates = IncidentPlace.objects.filter(precision="adm1", place_id=2)
        assert governorates.count() > 10 and all(shape(row.area).equals(SQUARE) for row in governorates[:5])
        assert IncidentPlace.objects.filter(precision="adm2", place_id=3, area__isnull=True).count() > 10
        incident = Incident.objects.filter(precision="adm1", country="SY").first()
        assert incident and (incident.west, incident.north) == (39, 36)

    def test_nowhere_is_nowhere(self) -> None:
        nowhere = Incident.objects.filter(precision="unknown")
        assert nowhere.count() > 10
        assert not nowhere.exclude(latitude=None).exists() and not nowhere.filter(places__isnull=False).exists()

    def test_derived_columns_are_what_the_services_derive(self) -> None:
        for incident in Incident.objects.order_by("id")[:200]:
            assert incident.span_class == span_class(incident.date_start, incident.date_end)
            assert bool(incident.edtf) == (incident.date_start is not None) == (incident.not_after is None)
            assert (
                incident.title_en
                and incident.title_ar
                and incident.code.lower().replace("-", " ") in incident.search_text
            )
        titles = Incident.objects.filter(precision="near", place_name="Big Town").values_list("title_en", "title_ar")
        assert all("near Big Town" in english and "البلدة" in arabic for english, arabic in titles)

    def test_each_has_two_parties_of_twelve_pairs(self) -> None:
        pairs = IncidentActor.objects.values_list("incident_id").annotate(n=Count("id"))
        assert {count for _, count in pairs} == {2} and len(pairs) == COUNT
        assert IncidentActor.objects.values("actor").distinct().count() == 24

    def test_the_first_have_two_reports_and_claims_with_true_quotes(self) -> None:
        claimed = Incident.objects.annotate(n=Count("claims")).values_list("id", "n")
        assert all(count == (2 if number <= REPORTED else 0) for number, count in claimed)
        assert set(ReportVersion.objects.values_list("language", flat=True)) == {"en", "ar"}
        spans = ClaimSpan.objects.select_related("claim__report_version")
        assert spans.count() > 4 * REPORTED
        assert all(span.claim.report_version.text[span.start : span.end] == span.text for span in spans)

    def test_a_code_that_is_given_later_goes_on_after_them(self) -> None:
        for counter in IncidentCodeCounter.objects.all():
            assert Incident.objects.filter(code__startswith=f"{counter.prefix}-").count() == counter.last_number

    def test_numbering_goes_on_after_the_given_ids(self) -> None:
        claim = Claim.objects.create(report_version=ReportVersion.objects.first(), kind="clash")
        assert claim.pk > 2 * REPORTED
        claim.delete()

    def test_public_views_and_pages_take_them(self, client: Client) -> None:
        assert sum(1 for _ in public_views(Incident.objects.filter(id__lte=60))) == 60
        cache.clear()
        for page in ("/", "/incidents/", f"/incidents/{Incident.objects.get(id=1).code}/"):
            assert "Made-up data" in client.get(page).content.decode()

    def test_a_second_run_replaces_them_by_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(making, "REPORTED", REPORTED)
        columns = (
            "id",
            "code",
            "title_ar",
            "latitude",
            "date_start",
            "killed_max",
            "first_published_at",
            "search_text",
        )
        before = list(Incident.objects.order_by("id").values_list(*columns))
        make_ready()
        assert Incident.objects.count() == ReportVersion.objects.count() == 0
        making.make(COUNT, 1, read_gazetteer(), lambda count: None)
        assert list(Incident.objects.order_by("id").values_list(*columns)) == before


def seed(database: Path | str, count: str = "3") -> str:
    """The one line that refuses it."""
    with pytest.raises(CommandError) as refused:
        call_command("seed_synthetic", count=count, database=str(database))
    assert refused.value.returncode == 2
    message = str(refused.value)
    assert "\n" not in message
    return message


@pytest.mark.django_db
class TestRefusals:
    @pytest.fixture
    def town(self) -> None:
        PlaceFactory()

    def test_without_a_gazetteer_nothing_is_made(self, tmp_path: Path) -> None:
        assert "run `manage.py prepare` first" in seed(tmp_path / "new.sqlite3")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("tables", "why"),
        [
            (["incidents_incident (is_synthetic)", "incidents_reportversion (tool)"], "real incidents"),
            (["incidents_reportversion (tool)"], "real reports"),
        ],
    )
    def test_a_database_with_real_work_in_it_is_left_as_it_is(
        self, town: None, tmp_path: Path, tables: list[str], why: str
    ) -> None:
        file = tmp_path / "real.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE django_migrations (app)")
            for table in tables:
                database.execute(f"CREATE TABLE {table}")
                database.execute(f"INSERT INTO {table.split()[0]} VALUES (0)")
            database.commit()
        before = file.read_bytes()[100:]  # the header counts openings in WAL mode
        assert why in seed(file)
        assert file.read_bytes()[100:] == before

    def test_another_programs_database_is_left_alone(self, town: None, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as database:
            database.execute("CREATE TABLE accounts (name)")
        assert "another program" in seed(tmp_path / "other.sqlite3")

    def test_a_file_that_is_no_database_is_left_alone(self, town: None, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("not a database, but words" * 100)
        assert "cannot be used" in seed(tmp_path / "notes.txt")
        assert (tmp_path / "notes.txt").read_text().startswith("not a database")

    @pytest.mark.parametrize(
        ("database", "why"),
        [
            ("no/such/folder/x.sqlite3", "folder does not exist"),
            ("gopher://host/name", "no address"),
            ("mysql://host/name", "neither SQLite nor PostgreSQL"),
            ("postgres://nobody@127.0.0.1:9/none", "cannot be used"),
        ],
    )
    def test_what_is_no_database_of_ours_is_told(self, town: None, database: str, why: str) -> None:
        assert why in seed(database)


@pytest.mark.parametrize(
    "options", [["--count=0"], ["--count=x"], ["--count=-3"], ["--count=٣"], ["--count=2", "--seed=-1"], []]
)
def test_a_wrong_number_is_status_2(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("seed_synthetic", *options, f"--database={tmp_path / 'new.sqlite3'}")
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []
