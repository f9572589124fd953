"""What editors change is found beside the name index, which is built once: no rebuilding, no restart."""

import json
from collections.abc import Callable

import pytest

from geo import changes, index, indexing, opening
from geo.api import geocode, geoparse
from geo.folding import key_of
from geo.index import NameIndex
from geo.models import GazetteerSource, Place, PlaceChange, PlaceName
from geo.overlay import OverlaidIndex

pytestmark = pytest.mark.database

MAYADIN = 173480


@pytest.fixture
def now(small_index: NameIndex, monkeypatch: pytest.MonkeyPatch) -> NameIndex:
    """The index, asked for anew at each question."""
    monkeypatch.setattr(opening, "_FRESH_S", 0.0)
    return small_index


def name(place: Place, words: str, language: str = "und") -> None:
    PlaceName.objects.create(place=place, name=words, language=language, folded=key_of(words))
    changes.note_change(place.pk)


def added(words: str, number: int = 4 * 10**12 + 1, **fields: object) -> Place:
    """A village near Mayadin that the index was built without."""
    values: dict[str, object] = {
        "kind": "settlement", "country": "SY", "admin1": "07", "admin1_name": "Dayr az Zawr", "parent_id": 170792,
        "latitude": 35.1, "longitude": 40.5, "radius_m": 2000, "precision": "settlement", "source": "editors",
    } | fields  # fmt: skip
    place = Place.objects.create(id=number, name=words, is_edited=True, **values)
    name(place, words)
    return place


def found(query: str, **hints: str) -> list[int]:
    return [candidate.place.id for candidate in geocode(query, **hints).candidates]


def test_without_a_change_the_index_is_the_files_alone(now: NameIndex) -> None:
    assert type(opening.open_index()) is NameIndex


def test_a_new_place_is_geocoded(now: NameIndex) -> None:
    assert found("Zubayda") == []
    place = added("Zubayda")
    assert found("Zubayda") == [place.pk]
    best = geocode("Zubayda").candidates[0].place
    assert (best.kind, best.country, best.admin1_name) == ("settlement", "SY", "Dayr az Zawr")
    assert (best.latitude, best.longitude, best.radius_m) == (35.1, 40.5, 2000)
    assert best.parents == (170792, 163843)


def test_a_new_place_is_recognised_in_a_text(now: NameIndex) -> None:
    text = "قصفت طائرات قرية الزبيدية قرب الميادين في سوريا."
    # An unknown village is somewhere in the province of the place beside it.
    assert [toponym.precision for toponym in geoparse(text).toponyms if toponym.text == "الزبيدية"] == ["adm1"]
    place = added("الزبيدية")
    assert (place.pk, "الزبيدية") in [(toponym.place_id, toponym.text) for toponym in geoparse(text).toponyms]


def test_a_longer_new_name_goes_before_the_shorter_known_one(now: NameIndex) -> None:
    place = added("Baghdad Gate")
    found = geoparse("Shells fell on Baghdad Gate near Al Mayadin in Syria.").toponyms
    assert found[0].text == "Baghdad Gate" and found[0].place_id == place.pk


def test_a_new_alias_finds_the_place_and_the_old_names_stay(now: NameIndex) -> None:
    name(Place.objects.get(pk=MAYADIN), "Rahba City")
    assert found("Rahba City") == [MAYADIN]
    assert found("الميادين") == [MAYADIN]


def test_a_removed_name_finds_nothing(now: NameIndex) -> None:
    place = Place.objects.get(pk=298117)
    assert found("وان") == [298117]
    PlaceName.objects.filter(place=place, name="وان").delete()
    changes.note_change(place.pk)
    assert found("وان") == []
    assert found("Van") == [298117]
    live = opening.open_index()
    assert not live.is_known(key_of("وان")) and not live.is_name(key_of("وان"), "وان")


def test_a_moved_and_renamed_place_answers_as_it_is_now(now: NameIndex) -> None:
    place = Place.objects.get(pk=MAYADIN)
    place.name, place.latitude, place.kind, place.admin1 = "Rahba", 35.5, "facility", "ZZ"
    place.save()
    changes.note_change(place.pk)
    best = geocode("الميادين").candidates[0].place
    assert (best.name, best.latitude, best.kind, best.admin1) == ("Rahba", 35.5, "facility", "ZZ")


def test_a_place_that_is_gone_is_not_found(now: NameIndex) -> None:
    Place.objects.get(pk=298117).delete()
    changes.note_change(298117)
    assert found("Van") == []


def test_a_name_of_like_sound_finds_a_new_place(now: NameIndex) -> None:
    place = added("Khashmiyat")
    assert found("Khishamiyet") == found("Khashmiyat") == [place.pk]


def test_a_misspelt_name_finds_a_new_place(now: NameIndex) -> None:
    place = added("Qalamunjik")
    assert found("Qalamunjyk", country="SY") == [place.pk]


def test_a_new_place_below_a_new_district(now: NameIndex) -> None:
    district = added("Hajin District", 4 * 10**12 + 7, kind="adm2", precision="adm2")
    village = added("Zubayda", 4 * 10**12 + 3, parent_id=district.pk)
    assert geocode("Zubayda").candidates[0].place.parents == (district.pk, 170792, 163843)
    assert found("Zubayda", admin1="Hajin District") == [village.pk]


def test_a_new_outline_of_a_place_is_given_at_once(now: NameIndex) -> None:
    square = {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 36], [40, 35]]]}
    other = json.loads(json.dumps(square).replace("36", "37"))
    place = added("Zubayda", area=square)
    assert geocode("Zubayda").candidates[0].area == square
    Place.objects.filter(pk=place.pk).update(area=other)
    changes.note_change(place.pk)
    assert geocode("Zubayda").candidates[0].area == other


def test_the_changes_stand_in_the_next_build(now: NameIndex) -> None:
    place = added("Zubayda")
    assert index.is_current()  # a few changes are no reason to build anew
    indexing.build_if_stale()
    assert isinstance(opening.open_index(), OverlaidIndex)
    indexing.build()
    assert type(opening.open_index()) is NameIndex
    assert found("Zubayda") == [place.pk]
    later = added("Khashmiyat", 4 * 10**12 + 2)
    assert found("Khashmiyat") == [later.pk] and found("Zubayda") == [place.pk]


def test_many_changes_are_a_reason_to_build_anew(now: NameIndex) -> None:
    added("Zubayda")
    GazetteerSource.objects.filter(name=GazetteerSource.EDITORS).update(version="2000")
    assert not index.is_current()


def test_while_a_new_index_is_not_built_yet_the_old_one_answers_with_the_changes(now: NameIndex) -> None:
    GazetteerSource.objects.create(name="an import", version="1", places=1)
    place = added("Zubayda")
    assert found("Zubayda") == [place.pk]


def test_a_place_that_comes_while_the_index_is_built_does_not_stop_it(
    now: NameIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = indexing._all_names

    def meanwhile() -> object:
        added("Zubayda")
        return read()

    monkeypatch.setattr(indexing, "_all_names", meanwhile)
    indexing.build()
    assert len(found("Zubayda")) == 1


def test_within_a_second_the_database_is_not_asked_again(
    small_index: NameIndex, django_assert_num_queries: Callable[[int], object]
) -> None:
    opening.open_index()
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        opening.open_index()


def test_changes_are_counted_from_one(now: NameIndex) -> None:
    added("Zubayda")
    name(Place.objects.get(pk=MAYADIN), "Rahba City")
    assert list(PlaceChange.objects.values_list("number", "place_id")) == [(1, 4 * 10**12 + 1), (2, MAYADIN)]
