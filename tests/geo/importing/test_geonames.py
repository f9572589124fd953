"""What a GeoNames dump may hold, good and bad."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError

from geo.models import GazetteerSource, Place, PlaceName
from tests.geo.importing.conftest import dump, import_places, line, report_of


@pytest.mark.parametrize("name", ["SY.txt", "SY.txt.gz"])
def test_a_village_is_there_with_its_names_and_its_governorate(imports: Path, name: str) -> None:
    import_places(dump(imports, line(90001, "Tell Sample", others="تل العينة,Tall al Ayna", population=900), name=name))
    place = Place.objects.get(pk=90001)
    assert (place.kind, place.country, place.admin1_name, place.population) == ("settlement", "SY", "Dayr az Zawr", 900)
    assert place.parent_id == 170792 and place.source_url == "https://www.geonames.org/90001"
    assert list(Place.objects.named("تل العينة")) == [place]
    assert GazetteerSource.objects.get(name="geonames_dump").places == 1


def test_of_a_zip_the_places_are_read_and_not_the_readme(imports: Path) -> None:
    path = imports / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "About this file")
        archive.writestr("SY.txt", "\n".join(line(number, f"Village {number}") for number in range(90001, 90005)))
    import_places(path)
    assert Place.objects.filter(source="geonames_dump").count() == 4


BAD: dict[str, tuple[str | bytes, str]] = {
    "columns": (line(90002, "Short").rpartition("\t")[0], "18 columns instead of 19"),
    "words": (line(90002, "Words", longitude="forty"), "longitude is no number"),
    "nan": (line(90002, "Nan", latitude="nan", longitude="inf"), "latitude must lie"),
    "range": (line(90002, "Far north", latitude=97), "latitude must lie"),
    "nameless": (line(90002, ""), "name is empty"),
    "twice": (line(90001, "Other"), "stands on line 1 already"),
    "nul": (line(90002, "Nul\0Byte"), "control character U+0000"),
    "encoding": (line(90002, "قرية").encode("windows-1256"), "not UTF-8"),
    "huge": (line(90002, "Huge", others="x" * 1_048_576), "65,536 bytes"),
    "foreign": (line(90002, "Gulf of Guinea", 0.25, 0.78), "outside SY"),
    "across": (line(90002, "In Iraq", 33.3, 44.4), "outside SY, in IQ"),
    "country": (line(90002, "Nowhere", country="QQ"), "no such country"),
    "id": (line("9e9", "Exponent"), "no GeoNames id"),
    "population": (line(90002, "Many", population="9" * 30), "no whole number"),
    "no letter": (line(90002, "—"), "no letter"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_reported_and_its_neighbours_are_in(imports: Path, case: str) -> None:
    bad, reason = BAD[case]
    import_places(dump(imports, line(90001, "Before"), bad, line(90003, "After")))
    assert set(Place.objects.filter(source="geonames_dump").values_list("name", flat=True)) == {"Before", "After"}
    ((row, outcome, said),) = report_of(imports, "SY.txt")
    assert (row, outcome) == ("2", "refused") and reason in said
    assert not PlaceName.objects.filter(place_id=90002).exists()


def test_bidi_controls_are_removed_and_markup_is_kept_as_text(imports: Path) -> None:
    import_places(
        dump(imports, line(90001, "Safe \u202eegalliV\u202c", others="\u200fاسم\u200e"), line(90002, "<b>Bold</b>"))
    )
    assert Place.objects.get(pk=90001).name == "Safe egalliV"
    assert Place.objects.get(pk=90002).name == "<b>Bold</b>"
    assert [entry[:2] for entry in report_of(imports, "SY.txt")] == [
        ["1", "cleaned"],
        ["1", "cleaned"],
        ["2", "cleaned"],
    ]


def test_a_golan_village_is_let_through_and_an_island_off_the_outline_too(imports: Path) -> None:
    import_places(
        dump(imports, line(90001, "On the Golan", 33.13, 35.75, admin1="03"), line(90002, "Isle", 34.86, 35.8))
    )
    assert Place.objects.filter(pk__in=[90001, 90002]).count() == 2


@pytest.mark.parametrize(
    ("code", "kind"),
    [("P.PPLX", "neighbourhood"), ("S.AIRB", "facility"), ("H.WAD", "natural"), ("L.OILF", "facility"), ("R.RD", None),
     ("A.ADM1H", None)],
)  # fmt: skip
def test_the_feature_code_gives_the_kind(imports: Path, code: str, kind: str | None) -> None:
    import_places(dump(imports, line(90001, "Thing", code=code), line(90002, "Village")))
    assert Place.objects.filter(pk=90001).values_list("kind", flat=True).first() == kind


def test_a_settlement_named_before_its_district_lies_in_it(imports: Path) -> None:
    import_places(
        dump(imports, line(90001, "Early", admin2="QQ"), line(90002, "New district", code="A.ADM2", admin2="QQ"))
    )
    assert Place.objects.get(pk=90001).parent_id == 90002
    assert Place.objects.get(pk=90002).parent_id == 170792


def test_rows_of_another_country_are_refused_where_one_is_asked_for(imports: Path) -> None:
    import_places(dump(imports, line(90001, "Here"), line(90002, "There", country="IQ")), "--country", "SY")
    assert not Place.objects.filter(pk=90002).exists()


@pytest.mark.parametrize("content", [b"", b"just words\n", b"<html></html>\n", b"PK\x03\x04broken"])
def test_a_file_that_is_none_is_one_line_and_status_two(imports: Path, content: bytes) -> None:
    path = imports / "SY.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="not one row is right") as raised:
        import_places(path)
    assert raised.value.returncode == 2
    assert not Place.objects.filter(source="geonames_dump").exists()


def test_a_missing_or_broken_archive_is_bad_input(imports: Path) -> None:
    broken = imports / "SY.txt.gz"
    broken.write_bytes(b"\x1f\x8b\x08\x00 not gzip")
    for path in (imports / "absent.txt", broken):
        with pytest.raises(CommandError) as raised:
            import_places(path)
        assert raised.value.returncode == 2
