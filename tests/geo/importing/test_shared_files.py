"""The real files of `../shared/data`, and an editor who works while the largest comes in."""

import gzip
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from geo.models import GazetteerSource, Place, PlaceName
from tests.geo.importing.conftest import dump, import_boundaries, import_places, line, report_of
from tests.support.site import copy_of_prepared, database_in, environment
from tests.support.waiting import wait_for

LONGEST_SAVE_S = 1.0
# Twelve transactions. With 40,000 rows the longest save is as long, and the test ten times as long.
ROWS = 6_000


@pytest.mark.shared
def test_of_the_broken_file_the_good_lines_are_in_and_the_others_reported(imports: Path, shared: Path) -> None:
    import_places(shared / "data" / "broken_geonames.txt")
    names = set(Place.objects.filter(source="geonames_dump").values_list("name", flat=True))
    assert {"Control Village", "Last Good Village"} < names
    reported = {int(entry[0]) for entry in report_of(imports, "broken_geonames.txt")}
    assert reported == set(range(2, 14))


@pytest.mark.shared
def test_syria_comes_in_whole_with_its_codes_and_outlines(imports: Path, shared: Path) -> None:
    data = shared / "data"
    import_places(data / "geonames_SY.txt.gz")
    refused = [entry for entry in report_of(imports, "geonames_SY.txt.gz") if entry[1] == "refused"]
    assert len(refused) == 1 and "in TR" in refused[0][2]
    assert Place.objects.in_country("SY").count() >= 10_640
    import_places(data / "pcodes_SY.csv", "--country", "SY", "--source", "ocha")
    import_boundaries(data / "boundaries_SY.geojson.gz")
    assert Place.objects.in_country("SY").exclude(area=None).count() == 75
    assert Place.objects.in_country("SY").of_kind("adm3").count() == 272
    without = Place.objects.in_country("SY").of_kind("settlement").filter(admin2="")
    assert without.count() < 20


@pytest.mark.shared
def test_coordinates_in_radians_are_refused(imports: Path, shared: Path, tmp_path: Path) -> None:
    with gzip.open(shared / "data" / "geonames_YE.txt.gz", "rt", encoding="utf-8") as whole:
        rows = whole.read().splitlines()
    in_radians = [row for row in rows if float(row.split("\t")[4]) < 1]
    import_places(dump(tmp_path, *in_radians, *rows[:200], name="YE.txt.gz"))
    reasons = [entry[2] for entry in report_of(imports, "YE.txt.gz") if entry[1] == "refused"]
    assert len(reasons) == len(in_radians) == 53 and all("in no country" in reason for reason in reasons)


def test_an_editor_saves_in_under_a_second_while_rows_come_in(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    data = copy_of_prepared(tmp_path / "data")
    rows = (
        line(30_000_000 + number, f"Village {number}", 34 + number % 900 / 500, 39 + number % 700 / 500,
             others=",".join(f"قرية {number} {other}" for other in range(4)))
        for number in range(ROWS)
    )  # fmt: skip
    path = dump(tmp_path, *rows, name="SY.txt.gz")
    command = [sys.executable, "manage.py", "import_places", str(path), "--no-index"]
    with open(tmp_path / "log", "wb") as log, django_db_blocker.unblock(), database_in(data):
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(data), stdout=log, stderr=log)
        try:
            wait_for(lambda: Place.objects.filter(source="geonames_dump").exists())
            saves: list[float] = []
            place = Place.objects.named("الميادين").of_kind("settlement").first()
            assert place
            while process.poll() is None:
                started = time.monotonic()
                PlaceName.objects.create(place=place, name=f"Edit {len(saves)}", folded=f"edit{len(saves)}")
                saves.append(time.monotonic() - started)
                time.sleep(0.05)  # an editor thinks between two saves
        finally:
            process.kill()
            process.wait()
        assert process.returncode == 0, (tmp_path / "log").read_text()
        assert Place.objects.filter(source="geonames_dump").count() == ROWS
        assert GazetteerSource.objects.filter(name="geonames_dump").exists()
    assert len(saves) > 20 and max(saves) < LONGEST_SAVE_S, f"the longest save took {max(saves):.2f} s"
