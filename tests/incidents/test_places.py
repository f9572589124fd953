"""Places that editors add and correct: kept, used from then on, and never taken back by an import."""

import json

import pytest

from geo import opening
from geo.api import geocode
from geo.folding import is_arabic, key_of
from geo.loading import load
from geo.models import GazetteerSource, Place, PlaceChange, PlaceName, RemovedName
from geo.packages import Row
from incidents import tasks
from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.models import AuditEntry, ClaimCasualty, Incident, PublishedVersion, Renaming, Revision
from incidents.place_facts import PlaceFacts
from incidents.place_names import PlaceNames
from incidents.services import places, renaming
from tests.factories import ClaimFactory, ClaimPlaceFactory, EditorFactory, IncidentFactory, PlaceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHY = {"reason": "Told by a resident."}
SQUARE = {"type": "Polygon", "coordinates": [[[40, 35], [40.1, 35], [40.1, 35.1], [40, 35.1], [40, 35]]]}


def facts(**other):
    return PlaceFacts(**{"name": "Zubayda", "kind": "settlement", "latitude": 35.0, "longitude": 40.4, **other})


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def governorate():
    return PlaceFactory(kind="adm1", name="Deir ez-Zor", precision="adm1", radius_m=150_000, admin1="07")


@pytest.fixture
def town():
    """A town that an import brought, with two names."""
    place = PlaceFactory(name="Al Mayādīn", id=173480)
    for name, language in (("Al Mayādīn", "und-Latn"), ("الميادين", "ar")):
        PlaceName.objects.create(place=place, name=name, language=language, kind="preferred", folded=key_of(name))
    return place


def imported(name="Al Mayādīn", names=("Al Mayādīn", "الميادين", "Mayadin"), latitude=35.02, kind="alternate"):
    listed = [(each, "ar" if is_arabic(each) else "und-Latn", kind, key_of(each)) for each in names]
    row = Row(173480, name, "settlement", "SY", latitude, 40.45, 5000, "test", listed, admin1="07")
    load("packages", "2", [row])


def names_of(place):
    return {(row.name, row.language, row.kind) for row in place.names.all()}


def revision_verbs(place):
    return [revision.verb for revision in revisions_of(place)]


def test_a_place_that_the_gazetteer_lacks(editor, governorate):
    place = places.add_place(
        by=editor,
        facts=facts(name="Old depot", kind="facility", radius_m=100),
        names=[("المستودع القديم", ""), ("Depot 7", "en"), ("Old depot", "en")],
        source_url="https://outlet.example/a?utm_source=x",
    )
    assert (place.country, place.admin1, place.admin1_name, place.parent) == ("SY", "07", "Deir ez-Zor", governorate)
    assert (place.precision, place.radius_m, place.is_edited) == ("exact", 100, True)
    assert (place.source, place.source_url) == ("editors", "https://outlet.example/a")
    assert names_of(place) == {
        ("Old depot", "und-Latn", "preferred"),
        ("المستودع القديم", "ar", "preferred"),
        ("Depot 7", "en", "preferred"),
        ("Old depot", "en", "alternate"),
    }
    assert list(Place.objects.named("المستودع القديم")) == [place]
    assert revision_verbs(place) == ["add_place"]
    assert revisions_of(place).get().reason == "https://outlet.example/a"
    assert AuditEntry.objects.filter(verb="add_place", by=editor).exists()


def test_radius_and_position_follow_from_kind_or_area(editor):
    village = places.add_place(by=editor, facts=facts(), **WHY)
    assert (village.radius_m, village.precision) == (5000, "settlement")
    drawn = places.add_place(
        by=editor, facts=facts(name="Fields", kind="natural", latitude=None, longitude=None, area=SQUARE), **WHY
    )
    assert 35 < drawn.latitude < 35.1 and 5_000 < drawn.radius_m < 10_000 and drawn.area == SQUARE
    district = places.add_place(by=editor, facts=facts(name="New district", kind="adm2"), **WHY)
    assert district.admin2 == str(district.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"latitude": 400.0}, "latitude"),
        ({"longitude": float("inf")}, "longitude"),
        ({"latitude": float("nan")}, "latitude"),
        ({"latitude": None}, "latitude"),
        ({"latitude": None, "longitude": None}, "latitude"),
        ({"name": ""}, "name"),
        ({"name": "…"}, "name"),
        ({"name": "Zu\u202ebayda"}, "name"),
        ({"name": "Zu\u200bbayda"}, "name"),
        ({"name": "Zu\x07bayda"}, "name"),
        ({"name": "Zu\x00bayda"}, "name"),
        ({"name": "Z" * 1_000_000}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"kind": "country"}, "kind"),
        ({"kind": "adm1"}, "kind"),
        ({"radius_m": 0}, "radius_m"),
        ({"radius_m": 999}, "radius_m"),
        ({"radius_m": 10**9}, "radius_m"),
        ({"country": "ZZ"}, "country"),
        ({"country": "FR"}, "country"),
        ({"parent_id": 1}, "parent_id"),
        ({"area": {"type": "Point", "coordinates": [40, 35]}}, "area"),
        ({"area": {"type": "Polygon", "coordinates": [[[400, 35], [40, 35], [40, 36], [400, 35]]]}}, "longitude"),
    ],
)
def test_a_wrong_place_is_refused_by_field(editor, wrong, field):
    with pytest.raises(Refused) as refused:
        places.add_place(by=editor, facts=facts(**wrong), **WHY)
    assert refused.value.field == field and len(refused.value.message) < 200
    assert not Place.objects.exists() and not PlaceChange.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "https://outlet.example/" + "x" * 600}, "source_url"),
        ({"names": [("x", "klingon")]}, "language"),
        ({"names": [("…", "")]}, "name"),
        ({"names": [(f"Name {number}", "") for number in range(51)]}, "names"),
    ],
)
def test_a_place_needs_a_reason_and_right_names(editor, wrong, field):
    with pytest.raises(Refused) as refused:
        places.add_place(by=editor, facts=facts(), **{**WHY, **wrong})
    assert refused.value.field == field and not Place.objects.exists()


def test_a_place_of_this_name_nearby_is_shown_before_a_second_is_made(editor, town):
    near = facts(name="Mayādīn", latitude=35.03, longitude=40.45)
    with pytest.raises(AlreadyThere) as there:
        places.add_place(by=editor, facts=near, **WHY)
    assert there.value.existing == town
    other = places.add_place(by=editor, facts=near, is_another=True, **WHY)
    assert other.pk != town.pk
    places.add_place(by=editor, facts=facts(name="Mayādīn", latitude=36.0), **WHY)


def test_an_import_never_takes_a_correction_back(editor, town):
    moved = facts(name="Rahba", latitude=35.1, longitude=40.5, radius_m=3000)
    place = places.correct_place(by=editor, place=town, lock_version=1, facts=moved, **WHY)
    assert (place.name, place.latitude, place.radius_m, place.is_edited, place.lock_version) == (
        "Rahba", 35.1, 3000, True, 2,
    )  # fmt: skip
    imported()
    place.refresh_from_db()
    assert (place.name, place.latitude, place.radius_m, place.source) == ("Rahba", 35.1, 3000, "test")
    # Its former name stays a name, and an import still adds others.
    assert {name for name, _language, _kind in names_of(place)} == {"Rahba", "Al Mayādīn", "الميادين", "Mayadin"}


def test_a_removed_name_does_not_come_back_by_import_in_any_language(editor, town):
    name = town.names.get(name="الميادين")
    places.remove_place_name(by=editor, place=town, lock_version=1, name_id=name.pk, **WHY)
    imported()
    assert not town.names.filter(name="الميادين").exists()
    assert town.names.filter(name="Mayadin").exists()
    assert list(RemovedName.objects.values_list("place_id", "name")) == [(town.pk, "الميادين")]
    places.add_place_name(by=editor, place=town, lock_version=2, name="الميادين", **WHY)
    assert town.names.filter(name="الميادين", language="ar").exists() and not RemovedName.objects.exists()


def test_a_name_that_an_editor_added_stays_as_it_is_through_an_import(editor, town):
    places.add_place_name(by=editor, place=town, lock_version=1, name="Mayadin", language="en", preferred=True, **WHY)
    imported(kind="former")
    assert ("Mayadin", "en", "preferred") in names_of(town)


def test_one_name_is_preferred_in_a_language(editor, town):
    places.add_place_name(by=editor, place=town, lock_version=1, name="رحبة", language="ar", preferred=True, **WHY)
    assert {("رحبة", "ar", "preferred"), ("الميادين", "ar", "alternate")} <= names_of(town)
    assert PlaceNames().of(Place.objects.get(pk=town.pk))["ar"] == "رحبة"
    with pytest.raises(AlreadyThere):
        places.add_place_name(by=editor, place=town, lock_version=2, name="رحبة", language="ar", **WHY)


def test_the_name_that_a_place_is_listed_by_is_not_removed(editor, town):
    name = town.names.get(name="Al Mayādīn")
    with pytest.raises(Refused):
        places.remove_place_name(by=editor, place=town, lock_version=1, name_id=name.pk, **WHY)
    with pytest.raises(Refused):
        places.remove_place_name(by=editor, place=town, lock_version=1, name_id=0, **WHY)


def test_each_change_keeps_who_why_and_the_former_state(editor, town):
    places.correct_place(by=editor, place=town, lock_version=1, facts=facts(name="Rahba"), **WHY)
    before, after = revisions_of(town)
    assert (before.verb, before.made_by, before.state["name"]) == ("import_place", None, "Al Mayādīn")
    assert (after.verb, after.made_by, after.reason) == ("correct_place", editor, "Told by a resident.")
    assert after.changes["name"] == ["Al Mayādīn", "Rahba"]
    imported()
    places.add_place_name(by=editor, place=town, lock_version=2, name="Rahaba", **WHY)
    assert revision_verbs(town) == ["import_place", "correct_place", "import_place", "add_place_name"]
    assert [name["name"] for name in revisions_of(town).last().changes["names"][1]].count("Rahaba") == 1


def test_the_last_change_is_taken_back_and_made_again(editor, town):
    before = (town.name, town.latitude, town.is_edited, names_of(town))
    place = places.correct_place(by=editor, place=town, lock_version=1, facts=facts(name="Rahba"), **WHY)
    place = places.undo_place(by=editor, place=place, lock_version=2)
    assert (place.name, place.latitude, place.is_edited, names_of(place)) == before
    place = places.undo_place(by=editor, place=place, lock_version=3)
    assert (place.name, place.latitude, place.is_edited) == ("Rahba", 35.0, True)
    assert "Rahba" in {name for name, _language, _kind in names_of(place)}


def test_a_removed_name_is_put_back_by_undo_and_removed_by_the_next(editor, town):
    before = names_of(town)
    name = town.names.get(name="الميادين")
    places.remove_place_name(by=editor, place=town, lock_version=1, name_id=name.pk, **WHY)
    imported(names=("Al Mayādīn", "Mayadin"))
    places.undo_place(by=editor, place=town, lock_version=2)
    # What an import added since is no part of the change.
    assert names_of(town) == before | {("Mayadin", "und-Latn", "alternate")} and not RemovedName.objects.exists()
    places.undo_place(by=editor, place=town, lock_version=3)
    assert not town.names.filter(name="الميادين").exists() and RemovedName.objects.count() == 1


def test_there_is_nothing_to_take_back(editor, town):
    with pytest.raises(Refused):
        places.undo_place(by=editor, place=town, lock_version=1)
    added = places.add_place(by=editor, facts=facts(), **WHY)
    with pytest.raises(Refused):
        places.undo_place(by=editor, place=added, lock_version=1)


def test_two_editors_at_once(editor, town):
    places.correct_place(by=editor, place=town, lock_version=1, facts=facts(name="Rahba"), **WHY)
    with pytest.raises(Conflict) as conflict:
        places.correct_place(by=EditorFactory(), place=town, lock_version=1, facts=facts(name="Other"), **WHY)
    assert (conflict.value.current["name"], conflict.value.yours["name"]) == ("Rahba", "Other")
    assert conflict.value.changed_by == editor
    for verb, values in (("add_place_name", {"name": "X"}), ("remove_place_name", {"name_id": 1})):
        with pytest.raises(Conflict):
            getattr(places, verb)(by=editor, place=town, lock_version=1, **values, **WHY)


def test_a_place_lies_in_an_area_above_it(editor, governorate):
    district = places.add_place(by=editor, facts=facts(name="District", kind="adm2", parent_id=governorate.pk), **WHY)
    village = places.add_place(by=editor, facts=facts(name="Village", parent_id=district.pk), **WHY)
    assert (village.admin1, village.admin1_name, village.admin2) == ("07", "Deir ez-Zor", str(district.pk))
    for parent in (village.pk, district.pk):
        with pytest.raises(Refused) as refused:
            wrong = facts(name="District", kind="adm2", parent_id=parent)
            places.correct_place(by=editor, place=district, lock_version=1, facts=wrong, **WHY)
        assert refused.value.field == "parent_id"
    abroad = PlaceFactory(kind="adm2", country="IQ")
    with pytest.raises(Refused):
        places.add_place(by=editor, facts=facts(name="Elsewhere", parent_id=abroad.pk), **WHY)


def test_a_correction_leaves_what_it_does_not_speak_of(editor, governorate, town):
    Place.objects.filter(pk=town.pk).update(parent=governorate, admin2="A", population=44_000, feature_code="PPLA2")
    town.refresh_from_db()
    same = PlaceFacts.of(town)
    place = places.correct_place(by=editor, place=town, lock_version=1, facts=same, **WHY)
    place.refresh_from_db()
    kept = (place.parent, place.admin2, place.population, place.feature_code, place.radius_m, place.precision)
    assert kept == (governorate, "A", 44_000, "PPLA2", 5000, "settlement")


def test_a_place_added_by_mistake_is_taken_out_while_nothing_uses_it(editor, town):
    place = places.add_place(by=editor, facts=facts(), **WHY)
    claim_place = ClaimPlaceFactory(place=place)
    with pytest.raises(Refused):
        places.remove_place(by=editor, place=place, lock_version=1, **WHY)
    claim_place.delete()
    with pytest.raises(Refused):
        places.remove_place(by=editor, place=place, lock_version=7, **WHY)
    places.remove_place(by=editor, place=place, lock_version=1, **WHY)
    assert not Place.objects.filter(pk=place.pk).exists()
    assert AuditEntry.objects.filter(verb="remove_place", subject_id=place.pk).exists()
    assert GazetteerSource.objects.get(name="editors").places == 0
    with pytest.raises(Refused):
        places.remove_place(by=editor, place=town, lock_version=1, **WHY)


def test_incidents_of_a_renamed_place_are_called_by_its_new_name(editor, town):
    incident = IncidentFactory(place_name="Al Mayādīn", title_en="", title_ar="")
    claim = ClaimFactory(incident=incident, state="accepted")
    for row in (incident.places.get(), ClaimPlaceFactory(claim=claim)):
        type(row).objects.filter(pk=row.pk).update(place=town, name="Al Mayādīn", text="")
    number = getattr(PublishedVersion.objects.first(), "number", 0)
    renamed = facts(name="Rahba", latitude=town.latitude, longitude=town.longitude)
    places.correct_place(by=editor, place=town, lock_version=1, facts=renamed, **WHY)
    assert PublishedVersion.objects.get().number > number
    tasks.work_off()
    incident.refresh_from_db()
    assert incident.title_en.endswith("Rahba")
    # The claim keeps the name that it was read with; it is not taken for one of its own.
    assert PlaceNames().of(claim.places.get())["en"] == "Rahba"
    assert PlaceNames().of(ClaimPlaceFactory(place=town, name="hills south of it"))["en"] == "hills south of it"


def test_however_many_incidents_a_renamed_place_has_all_follow(editor, town, monkeypatch):
    monkeypatch.setattr(renaming, "_RENAMED_AT_ONCE", 2)
    incidents = [IncidentFactory(place_name="Al Mayādīn") for _ in range(5)]
    for number, incident in enumerate(incidents):
        claim = ClaimFactory(incident=incident, state="accepted")
        for row in (incident.places.get(), ClaimPlaceFactory(claim=claim)):
            type(row).objects.filter(pk=row.pk).update(place=town, name="Al Mayādīn", text="")
        if number == 2:  # contradicts itself: a person put the least number above the most that the claims say
            ClaimCasualty.objects.create(claim=claim, harm="killed", group="undetermined", minimum=1, maximum=2)
            overrides = {"killed_min": {"value": 9, "reason": "", "by": "", "at": ""}}
            Incident.objects.filter(pk=incident.pk).update(overrides=overrides)
    renamed = facts(name="Rahba", latitude=town.latitude, longitude=town.longitude)
    places.correct_place(by=editor, place=town, lock_version=1, facts=renamed, **WHY)
    # Killed after the first few, the worker goes on where it was.
    assert renaming._follow_few() == 2 and Renaming.objects.get().below == incidents[3].pk
    tasks.sweep()
    titles = [Incident.objects.get(pk=incident.pk).title_en.endswith("Rahba") for incident in incidents]
    assert titles == [True, True, False, True, True] and not Renaming.objects.exists()
    assert {row.made_by for row in Revision.objects.filter(verb="recompute")} == {editor}


def test_who_may_not(town):
    for person in (UserFactory(), None):
        with pytest.raises(NotAllowed):
            places.add_place(by=person, facts=facts(), **WHY)
        with pytest.raises(NotAllowed):
            places.correct_place(by=person, place=town, lock_version=1, facts=facts(), **WHY)
        with pytest.raises(NotAllowed):
            places.remove_place(by=person, place=town, lock_version=1, **WHY)


def test_what_is_added_is_found_at_once(gazetteer, editor, monkeypatch):
    monkeypatch.setattr(opening, "_FRESH_S", 0.0)
    assert geocode("Zubayda").candidates == ()
    place = places.add_place(by=editor, facts=facts(), names=[("الزبيدية", "ar")], **WHY)
    assert [found.place.id for found in geocode("الزبيدية").candidates] == [place.pk]
    places.remove_place(by=editor, place=place, lock_version=1, **WHY)
    assert geocode("الزبيدية").candidates == ()


def test_a_state_is_plain_json(editor, town):
    places.correct_place(by=editor, place=town, lock_version=1, facts=facts(area=SQUARE), **WHY)
    state = revisions_of(town).last().state
    assert json.loads(json.dumps(state)) == state and state["area"] == SQUARE
