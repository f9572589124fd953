"""Outlines in the formats that people have them in."""

import gzip
import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
from django.core.management import CommandError
from shapely.geometry import Point, Polygon, box

from geo.loading import load
from geo.models import GazetteerSource, Place, PlaceCode
from tests.geo.conftest import PLACES, row_of
from tests.geo.importing.conftest import dump, import_boundaries, import_places, line, report_of

AROUND_MAYADIN = box(40.2, 34.8, 40.7, 35.2)
BOW_TIE = Polygon([(40.0, 35.2), (40.4, 35.6), (40.4, 35.2), (40.0, 35.6)])


@pytest.fixture
def district(imports: Path) -> Path:
    """A district that knows its id and code, and a village that knows no district."""
    import_places(dump(imports, line(90002, "Mayadin Qada", code="A.ADM2", admin2="MY"), line(90001, "Tell Sample")))
    return imports


def frame(geometry: Any = AROUND_MAYADIN, **fields: Any) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame([fields], geometry=[geometry], crs=4326)


@pytest.mark.parametrize("name", ["areas.gpkg", "areas.shp", "areas.geojson", "areas.geojson.gz"])
@pytest.mark.parametrize("crs", [4326, 32637])
def test_an_outline_of_any_format_becomes_the_area_of_its_place(district: Path, name: str, crs: int) -> None:
    path = district / name
    plain = path.with_name(name.removesuffix(".gz"))
    # RFC 7946 knows one system; older GeoJSON names another, which GDAL reads.
    options = {"RFC7946": "NO"} if "geojson" in name else {}
    frame(NAME="Mayadin Qada").to_crs(crs).to_file(plain, engine="pyogrio", **options)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(plain.read_bytes()))
    import_boundaries(path, "--level", "adm2", "--name-field", "NAME")
    place = Place.objects.get(pk=90002)
    assert place.area and place.area["type"] == "Polygon" and place.area_source == "boundaries"
    assert abs(place.latitude - 35.0) < 0.01 and 25_000 < place.radius_m < 40_000
    assert Place.objects.get(pk=90001).admin2 == "MY" and Place.objects.get(pk=90001).parent_id == 90002
    assert GazetteerSource.objects.filter(name="boundaries").exists()


def test_id_and_code_come_before_the_name(district: Path) -> None:
    PlaceCode.objects.create(place_id=90002, source="ocha", code="ZZ01")
    frame(level=2, pcode="ZZ01", name="Spelt otherwise").to_file(district / "codes.gpkg")
    frame(level=1, id=170792, name="Another name").to_file(district / "ids.gpkg")
    for name in ("codes.gpkg", "ids.gpkg"):
        import_boundaries(district / name)
    assert Place.objects.exclude(area=None).count() == 2
    assert set(Place.objects.exclude(area=None).values_list("pk", flat=True)) == {90002, 170792}


def test_a_crossed_outline_is_mended_and_said_so(district: Path) -> None:
    frame(BOW_TIE, level=2, name="New District").to_file(district / "areas.geojson")
    import_boundaries(district / "areas.geojson", "--country", "SY")
    place = Place.objects.named("New District").get()
    assert place.area and place.area["type"] == "MultiPolygon" and place.parent_id == 170792
    ((_row, outcome, reason),) = report_of(district, "areas.geojson")
    assert outcome == "cleaned" and "Self-intersection" in reason


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def test_each_bad_feature_is_reported_and_the_good_one_is_in(district: Path) -> None:
    good = polygon((40.2, 34.8), (40.7, 34.8), (40.7, 35.2), (40.2, 35.2))
    features = [
        feature(good, level=2, name="Mayadin Qada", id=90002),
        feature(None, level=2, name="No geometry"),
        feature({"type": "Point", "coordinates": [40.4, 35.1]}, level=2, name="A point"),
        feature(polygon((400, 95), (401, 95), (401, 96)), level=2, name="Off the globe"),
        feature(polygon((40.1, 35.1), (40.2, 35.1), (40.3, 35.1)), level=2, name="A line"),
        feature(good, level=9, name="Ninth level"),
        feature(good, level=2),
        feature(polygon((0, 0), (1, 0), (1, 1)), level=2, name="Gulf of Guinea", country="SY"),
    ]
    path = district / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    import_boundaries(path)
    refused = [entry[0] for entry in report_of(district, path.name) if entry[1] == "refused"]
    assert sorted(refused) == list("2345678")
    assert Place.objects.exclude(area=None).count() == 1


def test_importing_twice_changes_nothing(district: Path) -> None:
    frame(level=2, name="New District", country="SY", pcode="ZZ7").to_file(district / "areas.gpkg")
    import_boundaries(district / "areas.gpkg")
    before = list(Place.objects.values()), list(PlaceCode.objects.values())
    import_boundaries(district / "areas.gpkg")
    assert (list(Place.objects.values()), list(PlaceCode.objects.values())) == before


def test_what_an_editor_corrected_keeps_its_area(district: Path) -> None:
    Place.objects.filter(pk=90002).update(latitude=34.9, is_edited=True)
    frame(level=2, name="Mayadin Qada").to_file(district / "areas.gpkg")
    import_boundaries(district / "areas.gpkg")
    place = Place.objects.get(pk=90002)
    assert (place.latitude, place.area, place.area_source) == (34.9, None, "")


def test_the_packages_do_not_take_an_imported_outline_back(district: Path) -> None:
    frame(level=1, id=170792, name="Dayr az Zawr").to_file(district / "areas.gpkg")
    import_boundaries(district / "areas.gpkg")
    before = Place.objects.values("latitude", "area", "radius_m").get(pk=170792)
    load("test", "2", [row_of(*place) for place in PLACES])
    assert Place.objects.values("latitude", "area", "radius_m").get(pk=170792) == before


def test_a_file_without_a_coordinate_system_asks_for_one(district: Path) -> None:
    path = district / "areas.shp"
    frame(level=2, name="Mayadin Qada").to_file(path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(CommandError, match="--crs") as raised:
        import_boundaries(path)
    assert raised.value.returncode == 2
    import_boundaries(path, "--crs", "EPSG:4326")
    assert Place.objects.get(pk=90002).area


@pytest.mark.parametrize("content", [b"", b"no map", b'{"type": "FeatureCollection", "features": []}'])
def test_what_is_no_map_is_bad_input(district: Path, content: bytes) -> None:
    path = district / "areas.geojson"
    path.write_bytes(content)
    with pytest.raises(CommandError) as raised:
        import_boundaries(path)
    assert raised.value.returncode == 2 and "\n" not in str(raised.value)


def test_points_alone_are_no_boundaries(district: Path) -> None:
    frame(Point(40.4, 35.1), level=2, name="Dot").to_file(district / "dots.gpkg")
    with pytest.raises(CommandError, match="not one feature"):
        import_boundaries(district / "dots.gpkg")
