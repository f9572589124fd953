"""CSV tables and alternate names."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from geo.models import Place, PlaceCode, PlaceName
from tests.geo.importing.conftest import dump, import_places, line, report_of

HEADER = "level,pcode,name_en,name_ar,aliases,parent_pcode,latitude,longitude"


def test_p_codes_join_the_governorate_and_add_district_and_subdistrict(imports: Path) -> None:
    table = dump(
        imports,
        HEADER,
        "3,ZZ0101,Sample Subdistrict,ناحية العينة,,ZZ01,35.2,40.3",
        "2,ZZ01,Sample District,منطقة العينة,Ayna|Al Ayna,ZZ0,35.2,40.3",
        "1,ZZ0,Deir ez-Zor,دير الزور,,SY,35.1,40.3",
        name="codes.csv",
    )
    import_places(table, "--country", "SY", "--source", "ocha")
    codes = dict(PlaceCode.objects.filter(source="ocha").values_list("code", "place_id"))
    assert codes["ZZ0"] == 170792
    subdistrict = Place.objects.get(pk=codes["ZZ0101"])
    assert (subdistrict.kind, subdistrict.parent_id, subdistrict.admin1) == ("adm3", codes["ZZ01"], "07")
    assert Place.objects.named("Ayna").get().pk == codes["ZZ01"]
    assert set(PlaceName.objects.filter(place=codes["ZZ01"]).values_list("name", "language")) >= {
        ("Sample District", "en"), ("منطقة العينة", "ar")
    }  # fmt: skip


def test_a_table_with_other_columns_is_read_by_a_map(imports: Path) -> None:
    table = dump(imports, "Ort;Breite;Länge;Leute", "Musterdorf;35.1;40.4;1200", name="orte.csv")
    import_places(table, "--columns", "name=Ort,latitude=Breite,longitude=Länge,population=Leute", "--country", "SY")
    place = Place.objects.named("Musterdorf").get()
    assert (place.kind, place.population, place.admin1_name) == ("settlement", 1200, "Dayr az Zawr")


def test_bad_rows_of_a_table_are_reported_alone(imports: Path) -> None:
    table = dump(
        imports,
        "name,latitude,longitude",
        "Good,35.1,40.4",
        '"Open quote,35.1,40.4',
        "Too,many,35.1,40.4",
        "قرية,35.1,40.4".encode("windows-1256"),
        "x" * 1_048_576 + ",35.1,40.4",
        "Infinite,inf,40.4",
        "Good,35.1,40.4",
        "Last,35.1,40.4",
        name="places.csv",
    )
    import_places(table, "--country", "SY")
    assert set(Place.objects.filter(source="table").values_list("name", flat=True)) == {"Good", "Last"}
    assert [entry[0] for entry in report_of(imports, "places.csv")] == list("345678")


@pytest.mark.parametrize(
    ("header", "columns"),
    [("a,b,c", ""), ("name,lat,lon", "name=title"), ("name,lat,lon", "nonsense"), ("name,name,lat", ""),
     ("name,lat", "")],
)  # fmt: skip
def test_a_table_without_its_columns_is_bad_input(imports: Path, header: str, columns: str) -> None:
    with pytest.raises(CommandError) as raised:
        import_places(dump(imports, header, "x,1,2", name="places.csv"), "--columns", columns)
    assert raised.value.returncode == 2 and "\n" not in str(raised.value)


def name_line(number: int, place: int, language: str, name: str, *, preferred: str = "", historic: str = "") -> str:
    return "\t".join([str(number), str(place), language, name, preferred, "", "", historic, "", ""])


def test_alternate_names_reach_the_places_that_are_there(imports: Path) -> None:
    import_places(
        dump(imports, line(9_900_001, "Albu Kamal", 34.455, 40.92, others="البوكمال"), line(90001, "Village"))
    )
    names = dump(
        imports,
        name_line(1, 173480, "ku", "Meyadîn", preferred="1"),
        name_line(2, 173480, "ar", "رحبة", historic="1"),
        name_line(3, 173480, "link", "https://example.org"),
        name_line(4, 777, "en", "Nowhere"),
        name_line(5, 9_900_001, "en", "Joined Name"),
        name_line(6, 173480, "??", "Bad"),
        name_line(1, 173480, "ku", "Again"),
        name="alternateNamesV2.txt",
    )
    import_places(names)
    found = dict(PlaceName.objects.filter(place=173480).values_list("name", "kind"))
    assert (found["Meyadîn"], found["رحبة"]) == ("preferred", "former")
    assert Place.objects.named("Joined Name").get().pk == 174448
    assert not PlaceName.objects.filter(name__in=["https://example.org", "Nowhere", "Bad", "Again"]).exists()
    assert [entry[0] for entry in report_of(imports, names.name)] == ["6", "7"]
