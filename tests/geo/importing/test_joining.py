"""One place out of two sources stays one; what an editor did stays as it is."""

from functools import partial
from pathlib import Path

import pytest

from geo.importing import run
from geo.importing.geonames import read_dump
from geo.importing.report import Report
from geo.models import GazetteerSource, Place, PlaceImport, PlaceName
from tests.geo.importing.conftest import dump, import_places, line


def test_a_known_id_keeps_its_place_and_gains_names(imports: Path) -> None:
    import_places(dump(imports, line(173480, "Mayadeen", 35.03, 40.46, others="الميادين المدينة", code="P.PPLA2")))
    place = Place.objects.get(pk=173480)
    assert (place.name, place.latitude, place.population) == ("Al Mayādīn", 35.01982, 54_534)
    assert place.feature_code == "PPLA2"
    assert place in Place.objects.named("الميادين المدينة")


def test_the_same_name_close_by_is_the_same_place(imports: Path) -> None:
    import_places(dump(imports, line(9_900_001, "Albu Kamal", 34.455, 40.92, others="البوكمال")))
    assert not Place.objects.filter(pk=9_900_001).exists()
    assert Place.objects.named("Albu Kamal").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        line(9_900_001, "Al Mayadin", 35.10, 40.45),  # nine kilometres north
        line(9_900_001, "Al Mayadin", 35.02, 40.45, code="S.AIRF"),  # its airfield
        line(173480 + 1, "Al Mayadin", 34.9, 40.4, code="A.ADM2", admin2="MY"),  # its district
    ],
    ids=["far", "other kind", "district"],
)
def test_what_lies_apart_or_is_of_another_kind_is_another_place(imports: Path, other: str) -> None:
    import_places(dump(imports, other))
    assert Place.objects.filter(source="geonames_dump").count() == 1


def test_two_rows_of_one_source_are_two_places(imports: Path) -> None:
    import_places(dump(imports, line(90001, "Twin", 35.1, 40.4), line(90002, "Twin", 35.101, 40.4)))
    assert Place.objects.named("Twin").count() == 2


def test_a_district_with_the_id_of_its_town_does_not_become_the_town(imports: Path) -> None:
    import_places(dump(imports, line(173480, "Mayadin Qada", code="A.ADM2", admin2="MY"), line(90001, "Village")))
    assert Place.objects.get(pk=173480).kind == "settlement"
    assert Place.objects.named("Mayadin Qada").get().kind == "adm2"


def test_an_editors_place_is_kept_and_gains_names(imports: Path) -> None:
    path = dump(imports, line(90001, "First name", population=100))
    import_places(path)
    Place.objects.filter(pk=90001).update(name="Corrected", latitude=35.2, is_edited=True)
    import_places(dump(imports, line(90001, "Second name", 35.15, population=200), name="newer.txt"))
    place = Place.objects.get(pk=90001)
    assert (place.name, place.latitude, place.population, place.is_edited) == ("Corrected", 35.2, 100, True)
    assert Place.objects.named("Second name").get() == place


def test_a_newer_file_of_the_same_source_corrects_its_own_places(imports: Path) -> None:
    import_places(dump(imports, line(90001, "Village")))
    import_places(dump(imports, line(90001, "Village", 35.15), name="newer.txt"))
    assert Place.objects.get(pk=90001).latitude == 35.15


def test_importing_twice_changes_nothing(imports: Path) -> None:
    path = dump(imports, line(90001, "Village"), line(9_900_001, "Albu Kamal", 34.455, 40.92), line(90003, "Third"))
    import_places(path)
    before = list(Place.objects.values()), list(PlaceName.objects.values()), GazetteerSource.objects.get(
        name="geonames_dump").changed_at  # fmt: skip
    import_places(path)
    assert GazetteerSource.objects.get(name="geonames_dump").changed_at == before[2]
    import_places(path, "--force")
    assert (list(Place.objects.values()), list(PlaceName.objects.values())) == before[:2]
    assert GazetteerSource.objects.get(name="geonames_dump").changed_at > before[2]


def test_an_import_that_was_broken_off_goes_on_where_it_was(imports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_ROWS_IN_A_TRANSACTION", 10)
    path = dump(imports, *(line(number, f"Village {number}") for number in range(90_001, 90_101)))

    def stop(row: int) -> None:
        if row >= 50:
            raise KeyboardInterrupt

    state = PlaceImport.objects.create(digest="d", file_name="SY.txt", source="geonames_dump")
    reader = partial(read_dump, path)
    with Report(imports / "a.csv") as report, pytest.raises(KeyboardInterrupt):
        run.Import(state, reader, report, stop).run()
    assert Place.objects.filter(source="geonames_dump").count() == 50 == state.last_row
    with Report(imports / "a.csv") as report:
        run.Import(PlaceImport.objects.get(), reader, report).run()
    state.refresh_from_db()
    assert (state.added, state.updated, state.last_row) == (100, 0, 100) and state.finished_at
