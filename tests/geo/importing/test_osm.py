"""An OpenStreetMap extract of our own, written by the library that reads it."""

from pathlib import Path

import osmium
import pytest
from django.core.management import CommandError
from osmium.osm.mutable import Node, Way

from geo.models import Place, PlaceName
from tests.geo.importing.conftest import import_places, report_of


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "sample.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        writer.add_node(Node(id=1, location=(40.4, 35.1), tags={
            "place": "village", "name": "تل", "name:ar": "تل العينة", "name:en": "Tell Sample", "population": "1,200",
            "alt_name": "Ayna;Tall Ayna", "old_name": "Kafr Ayna"}))  # fmt: skip
        writer.add_node(Node(id=2, location=(40.4515, 35.0198), tags={"place": "town", "name": "الميادين"}))
        writer.add_node(Node(id=3, location=(44.4, 33.3), tags={"place": "village", "name": "Elsewhere"}))
        writer.add_node(Node(id=4, location=(40.4, 35.1), tags={"place": "village"}))
        writer.add_node(Node(id=5, location=(40.4, 35.1), tags={"amenity": "cafe", "name": "No place"}))
        for number, (x, y) in enumerate([(40.2, 35.2), (40.22, 35.2), (40.22, 35.22)], start=11):
            writer.add_node(Node(id=number, location=(x, y)))
        writer.add_way(Way(id=1, nodes=[11, 12, 13], tags={"aeroway": "aerodrome", "name": "Sample Airfield"}))
        writer.add_way(Way(id=2, nodes=[98, 99], tags={"landuse": "military", "name": "Without nodes"}))
    return path


def test_named_places_come_in_and_known_ones_are_joined(imports: Path, extract: Path) -> None:
    import_places(extract, "--country", "SY")
    village = Place.objects.named("Tell Sample").get()
    assert (village.kind, village.population, village.source_url) == (
        "settlement", 1200, "https://www.openstreetmap.org/node/1")  # fmt: skip
    assert dict(PlaceName.objects.filter(place=village).values_list("name", "kind"))["Kafr Ayna"] == "former"
    airfield = Place.objects.named("Sample Airfield").get()
    assert airfield.kind == "facility" and abs(airfield.latitude - 35.207) < 0.01
    assert Place.objects.named("الميادين").filter(kind="settlement").count() == 1
    assert Place.objects.filter(source="openstreetmap").count() == 2
    assert [entry[1] for entry in report_of(imports, extract.name)] == ["refused", "refused"]


def test_importing_it_again_changes_nothing(imports: Path, extract: Path) -> None:
    import_places(extract, "--country", "SY")
    before = list(Place.objects.values()), PlaceName.objects.count()
    import_places(extract, "--country", "SY", "--force")
    assert (list(Place.objects.values()), PlaceName.objects.count()) == before


def test_what_is_no_extract_is_bad_input(imports: Path) -> None:
    path = imports / "broken.osm.pbf"
    path.write_bytes(b"not protobuf")
    with pytest.raises(CommandError) as raised:
        import_places(path)
    assert raised.value.returncode == 2 and "\n" not in str(raised.value)
