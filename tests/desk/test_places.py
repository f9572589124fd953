"""The gazetteer on the desk: find, see, add, correct, and what an editor is told about what cannot be."""

import json

import pytest
from django.urls import reverse

from desk.forms.place import quoted_place
from geo.folding import key_of
from geo.models import Place, PlaceName
from incidents.models import Work
from incidents.place_facts import PlaceFacts
from incidents.services.places import add_place_name, correct_place
from tests.factories import ClaimPlaceFactory, IncidentFactory, PlaceFactory

WHY = {"place-reason": "Told by a resident."}
SQUARE = {"type": "Polygon", "coordinates": [[[40, 35], [40.1, 35], [40.1, 35.1], [40, 35.1], [40, 35]]]}


def named(place, *names):
    for name, language in names:
        PlaceName.objects.create(place=place, name=name, language=language, folded=key_of(name))
    return place


@pytest.fixture
def governorate(db):
    place = PlaceFactory(kind="adm1", name="Deir ez-Zor", precision="adm1", radius_m=150_000)
    return named(place, ("دير الزور", "ar"), ("Deir ez-Zor", "en"))


@pytest.fixture
def town(governorate):
    place = PlaceFactory(name="Al Mayadin", parent=governorate, source_url="https://www.geonames.org/1")
    return named(place, ("Al Mayadin", "und-Latn"), ("الميادين", "ar"))


def page_of(place):
    return reverse("desk:place", args=[place.pk])


def typed(**other):
    filled = {"name": "Zubayda", "kind": "settlement", "latitude": "35", "longitude": "40.4", **other}
    return WHY | {f"place-{name}": value for name, value in filled.items()}


def correction(place, **other):
    """The form as the page shows it, with what is typed over it."""
    names = ("name", "kind", "latitude", "longitude", "radius_m", "country", "source_url")
    shown = {name: getattr(place, name) for name in names}
    parent = {"parent_id": place.parent_id or "", "parent_name": place.parent.name if place.parent else ""}
    return typed(**{**shown, **parent, **other}) | {"lock_version": place.lock_version}


def test_places_are_found_by_any_of_their_names(desk, town):
    for words in ("mayad", "الميادين", "ميادين"):
        assert page_of(town) in desk.get(reverse("desk:places"), {"q": words}).content.decode()
    assert "الميادين" in desk.get("/ar/desk/places/", {"q": "mayad"}).content.decode()


def test_what_is_not_found_can_be_added(desk, town):
    page = desk.get(reverse("desk:places"), {"q": "Zubayda"}).content.decode()
    assert f"{reverse('desk:add_place')}?name=Zubayda" in page
    assert desk.get(reverse("desk:places"), {"q": "\x00" + "x" * 5000}).status_code == 200


def test_without_words_the_last_changes_are_listed(desk, editor, town):
    assert page_of(town) not in desk.get(reverse("desk:places")).content.decode()
    add_place_name(by=editor, place=town, lock_version=1, name="Rahba", reason="A resident.")
    assert page_of(town) in desk.get(reverse("desk:places")).content.decode()


def test_a_place_says_what_it_is_called_where_from_and_what_lies_in_it(desk, town):
    IncidentFactory(title_en="Strike at the bridge").places.update(place=town)
    ClaimPlaceFactory(place=town, latitude=36.5)
    page = desk.get(page_of(town)).content.decode()
    for said in ("الميادين", "Deir ez-Zor", "https://www.geonames.org/1", "Strike at the bridge", "1 claim"):
        assert said in page
    assert "At the former position" in page
    assert desk.get(reverse("desk:place", args=[10**15])).status_code == 404


def test_a_place_is_added(desk, governorate):
    answer = desk.post(reverse("desk:add_place"), typed(name_ar="الزبيدية", others="Zubaida\nالزبيديه"))
    place = Place.objects.get(name="Zubayda")
    assert answer.status_code == 302 and answer.url == page_of(place)
    assert set(place.names.values_list("name", "language")) == {
        ("Zubayda", "und-Latn"),
        ("الزبيدية", "ar"),
        ("Zubaida", "und-Latn"),
        ("الزبيديه", "ar"),
    }
    assert (place.parent, place.radius_m) == (governorate, 5000)


def test_an_arabic_name_alone_is_enough(desk):
    desk.post(reverse("desk:add_place"), typed(name="", name_ar="الزبيدية", latitude="٣٥", longitude="٤٠٫٤"))
    assert Place.objects.get().name == "الزبيدية"


def test_a_drawn_area_gives_the_position(desk):
    desk.post(reverse("desk:add_place"), typed(kind="natural", latitude="", longitude="", drawn=json.dumps(SQUARE)))
    place = Place.objects.get()
    assert place.area["type"] == "Polygon" and 35 < place.latitude < 35.1


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"latitude": "400"}, "latitude", "400"),
        ({"longitude": "Infinity"}, "longitude", "degrees"),
        ({"latitude": "", "longitude": ""}, "latitude", "Say where the place lies"),
        ({"name": ""}, "name", "name"),
        ({"name": "Zu\u202ebayda"}, "name", "U+202E"),
        ({"name": "Zu\x00bayda"}, "name", "ull"),
        ({"name": "x" * 1_000_000}, "name", "1000000"),
        ({"kind": "country"}, "kind", "choice"),
        ({"radius_m": "-5"}, "radius_m", "metres"),
        ({"country": "FR"}, "country", "outside"),
        ({"parent_name": "Nowhere"}, "parent_name", "no area"),
        ({"parent_id": "12", "parent_name": "Nowhere"}, "parent_name", "no area"),
        ({"source_url": "ftp://x"}, "source_url", "http"),
        ({"reason": ""}, "reason", "Say where this is known from"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk, wrong, field, said):
    answer = desk.post(reverse("desk:add_place"), typed(**{"others": "Kept", **wrong}))
    assert answer.status_code == 422 and not Place.objects.exists()
    assert said in " ".join(answer.context["form"].errors[field])
    assert "Kept" in answer.content.decode()


def test_a_place_that_is_there_already_is_shown_first(desk, town):
    same = {"name": "Al-Mayadin", "latitude": "35.02", "longitude": "40.45"}
    answer = desk.post(reverse("desk:add_place"), typed(**same))
    page = answer.content.decode()
    assert answer.status_code == 422 and page_of(town) in page and "place-is_another" in page
    assert desk.post(reverse("desk:add_place"), typed(**same, is_another="on")).status_code == 302


def test_a_place_missed_in_a_report_is_added_and_the_report_read_again(desk, version):
    address = f"{reverse('desk:add_place')}?report={version.report_id}&name=Zubayda village"
    page = desk.get(address)
    assert page.context["form"]["name"].value() == "Zubayda" and "Read the report again" in page.content.decode()
    answer = desk.post(address, typed(read_again="on"))
    assert answer.url == reverse("desk:report", args=[version.report_id])
    assert Work.objects.get().report_version == version
    Work.objects.all().delete()
    desk.post(address, typed(name="Other", latitude="36"))
    assert not Work.objects.exists() and Place.objects.count() == 2


def test_the_review_page_leads_there(desk, claim):
    page = desk.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    assert f"{reverse('desk:add_place')}?report={claim.report_version.report_id}" in page and "data-add-place" in page


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("قرية الزبيدية", {"name_ar": "الزبيدية", "kind": "settlement"}),
        ("Zubayda village", {"name": "Zubayda", "kind": "settlement"}),
        ("حقل الزبيدية", {"name_ar": "حقل الزبيدية", "kind": "facility"}),
        ("\u202bالزبيدية\u202c\n", {"name_ar": "الزبيدية"}),
        ("محافظة الزبيدية", {"name_ar": "محافظة الزبيدية"}),
        ("", {"name": ""}),
    ],
)
def test_quoted_words_say_the_name_and_the_kind(quote, said):
    assert quoted_place(quote) == said


def test_a_place_is_moved_and_renamed(desk, town):
    answer = desk.post(reverse("desk:correct_place", args=[town.pk]), correction(town, name="Rahba", latitude="35.2"))
    town.refresh_from_db()
    assert answer.status_code == 302 and (town.name, town.latitude, town.is_edited) == ("Rahba", 35.2, True)
    assert (town.parent.name, town.radius_m) == ("Deir ez-Zor", 5000)
    page = desk.get(page_of(town)).content.decode()
    assert "corrected the place" in page and "Told by a resident." in page and "Take the last change back" in page


def test_the_form_of_a_correction_shows_the_parent_in_the_language_of_the_page(desk, town):
    address = f"/ar/desk/places/{town.pk}/correct/"
    assert desk.get(address).context["form"]["parent_name"].value() == "دير الزور"
    assert desk.post(address, correction(town, parent_name="دير الزور")).status_code == 302


def test_another_parent_is_chosen_by_its_name_alone(desk, town):
    district = PlaceFactory(kind="adm2", name="Mayadin District", precision="adm2", admin2="99")
    named(district, ("Mayadin District", "en"))
    changed = correction(town, parent_id="", parent_name="Mayadin District")
    assert desk.post(reverse("desk:correct_place", args=[town.pk]), changed).status_code == 302
    town.refresh_from_db()
    assert (town.parent, town.admin2) == (district, "99")


def test_the_old_address_is_no_reason_for_a_new_correction(desk, town):
    answer = desk.post(reverse("desk:correct_place", args=[town.pk]), correction(town, reason=""))
    assert answer.status_code == 422 and "reason" in answer.context["form"].errors


def test_two_editors_correct_at_once(desk, colleague, town):
    mine = correction(town, name="Mine")
    correct_place(by=colleague, place=town, lock_version=1, facts=PlaceFacts.of(town), reason="Theirs.")
    answer = desk.post(reverse("desk:correct_place", args=[town.pk]), mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Mine" in page and colleague.get_username() in page
    assert desk.post(reverse("desk:correct_place", args=[town.pk]), mine | {"lock_version": 2}).status_code == 302


def test_names_are_added_taken_away_and_put_back(desk, town):
    add, remove, undo = (
        reverse(f"desk:{verb}", args=[town.pk]) for verb in ("add_place_name", "remove_place_name", "undo_place")
    )
    name = {"name-name": "Rahba", "name-language": "en", "name-preferred": "on", "name-reason": "A resident."}
    assert desk.post(add, name | {"lock_version": 1}).status_code == 302
    row = town.names.get(name="Rahba")
    assert (row.language, row.kind) == ("en", "preferred")
    away = {"name": row.pk, "lock_version": 2}
    desk.post(remove, away)
    assert town.names.filter(name="Rahba").exists()  # no reason was given
    desk.post(remove, away | {"reason": "Another place."})
    assert not town.names.filter(name="Rahba").exists() and town.removed_names.exists()
    desk.post(undo, {"lock_version": 3})
    assert town.names.filter(name="Rahba").exists() and not town.removed_names.exists()
    assert desk.post(undo, {"lock_version": 3}).status_code == 409


def test_a_place_added_by_mistake_is_taken_out(desk, town):
    desk.post(reverse("desk:add_place"), typed())
    place = Place.objects.get(name="Zubayda")
    remove = reverse("desk:remove_place", args=[place.pk])
    assert remove in desk.get(page_of(place)).content.decode()
    assert reverse("desk:remove_place", args=[town.pk]) not in desk.get(page_of(town)).content.decode()
    answer = desk.post(remove, {"lock_version": 1, "reason": "A typing error."})
    assert answer.url == reverse("desk:places") and not Place.objects.filter(pk=place.pk).exists()


def test_the_box_of_areas_offers_areas_alone(desk, town, governorate):
    found = desk.get(reverse("desk:place_lookup"), {"q": "deir", "areas": 1}).json()["places"]
    assert [place["id"] for place in found] == [governorate.pk]
    assert desk.get(reverse("desk:place_lookup"), {"q": "mayadin", "areas": 1}).json() == {"places": []}
