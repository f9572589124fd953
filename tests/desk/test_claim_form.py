"""The form of all fields: what it shows it gives back, and what is refused stays as typed."""

import json

import pytest
from django.forms import BaseForm
from django.urls import reverse

from desk.forms.claim import ClaimEditor
from incidents.facts import ClaimFacts
from incidents.models import Claim
from incidents.services.claims import correct_claim
from tests.desk.conftest import FACTS, TEXT
from tests.factories import PlaceFactory, SourceFactory
from tests.support.forms import fields_of

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[40, 34], [41, 34], [41, 35], [40, 35], [40, 34]]]}


def typed_in(facts: ClaimFacts, **changes: str) -> dict[str, str]:
    """What a browser posts of the form as it stands, with some fields typed over."""
    editor = ClaimEditor(facts=facts, text=TEXT)
    posted = {}
    forms: list[BaseForm] = [editor.main]
    for formset in editor.rows.values():
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                posted[field.html_name] = "on" if value is True else str(value)
    return posted | changes


def save(desk, claim, lock_version=None, **changes):
    typed = typed_in(ClaimFacts.of(claim), **changes) | {"lock_version": lock_version or claim.lock_version}
    return desk.post(reverse("desk:correct_claim", args=[claim.pk]), typed)


def test_a_form_saved_as_it_stands_changes_no_fact(desk, claim):
    assert save(desk, claim).status_code == 302
    claim = Claim.objects.with_facts().get()
    assert ClaimFacts.of(claim) == FACTS


def test_all_kinds_of_facts_are_corrected(desk, claim):
    answer = save(
        desk,
        claim,
        **{
            "kind": "shelling",
            "places-0-latitude": "٣٥٫٢٥",
            "casualties-0-maximum": "٤",
            "actors-1-name": "A militia",
            "actors-1-role": "target",
            "spans-0-DELETE": "on",
        },
    )
    assert answer.status_code == 302, answer.context and answer.context["editor"].errors
    claim.refresh_from_db()
    assert claim.kind == "shelling"
    assert claim.places.get().latitude == 35.25, "Arabic-Indic digits"
    assert claim.casualties.get().maximum == 4
    assert claim.actors.filter(name="A militia", role="target").exists()
    assert claim.spans.count() == 3


def test_a_party_has_no_role_before_one_is_chosen(desk, claim):
    answer = save(desk, claim, **{"actors-1-name": "A militia"})
    assert answer.status_code == 422
    assert "to name it is an accusation" in answer.content.decode()
    assert claim.actors.count() == 1


def test_the_time_of_day_is_shown_and_typed_in_words(desk, claim):
    assert save(desk, claim, time_of_day="evening").status_code == 302
    address = "/ar" + reverse("desk:correct_claim", args=[claim.pk])
    page = fields_of(desk.get(address).content.decode())
    assert page["time_of_day"] == "مساءً"
    assert desk.post(address, page | {"kind": "clash"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.kind, claim.time_of_day) == ("clash", "evening")


def test_a_drawn_area_gives_centre_and_radius(desk, claim):
    drawn = {"places-0-drawn": json.dumps(SQUARE), "places-0-precision": "near"}
    save(desk, claim, **drawn, **{"places-0-latitude": "", "places-0-longitude": "", "places-0-radius_m": ""})
    place = claim.places.get()
    assert place.area["type"] == "Polygon"
    assert (place.latitude, place.longitude) == pytest.approx((34.5, 40.5), abs=0.1)
    assert 60_000 < place.radius_m < 90_000


def test_an_area_is_kept_and_can_be_forgotten(desk, claim):
    claim.places.update(area=SQUARE, latitude=34.5, longitude=40.5, radius_m=72_000, precision="near")
    save(desk, claim)
    assert claim.places.get().area == SQUARE
    claim.refresh_from_db()
    save(desk, claim, **{"places-0-forget_area": "on"})
    place = claim.places.get()
    assert (place.area, place.latitude, place.radius_m) == (None, 34.5, 72_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"places-0-latitude": "400"},
        {"places-0-longitude": "Infinity"},
        {"places-0-longitude": "nan"},
        {"places-0-drawn": '{"type": "Point", "coordinates": "moon"}'},
        {"places-0-radius_m": "-5"},
        {"casualties-0-minimum": "9"},
        {"date_end": "2020-06-01"},
        {"kind": "moon_landing"},
        {"spans-0-end": "5000"},
        {"actors-0-name": ""},
    ],
)
def test_what_is_refused_stays_as_typed(desk, claim, wrong):
    answer = save(desk, claim, time_of_day="at dawn", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="error"' in page or 'class="message error"' in page
    assert "at dawn" in page
    claim = Claim.objects.with_facts().get()
    assert ClaimFacts.of(claim) == FACTS


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-06-01", "2020-06-01", ("2020-06-01", "2020-06-01", "day")),
        ("2020-06-01", "", ("2020-06-01", "2020-06-01", "day")),
        ("", "2020-06-01", ("2020-06-01", "2020-06-01", "day")),
        ("2020-06-01", "2020-06-10", ("2020-06-01", "2020-06-10", "range")),
        ("", "", ("None", "None", "unknown")),
    ],
)
def test_dates_say_by_themselves_how_exactly_they_are_known(desk, claim, start, end, expected):
    answer = save(desk, claim, date_start=start, date_end=end, date_precision="unknown")
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert (str(claim.date_start), str(claim.date_end), claim.date_precision) == expected


def test_a_precision_without_a_date_is_refused_in_plain_words(desk, claim):
    answer = save(desk, claim, date_start="", date_end="")
    assert "choose “Unknown”" in answer.content.decode()


@pytest.mark.parametrize("degrees", ["400", "-400", "nan", "Infinity", "1e999", "north"])
@pytest.mark.parametrize(("field", "limit"), [("latitude", 90), ("longitude", 180)])
def test_no_area_hides_degrees_that_are_nowhere(desk, claim, field, limit, degrees):
    claim.places.update(area=SQUARE, latitude=34.5, longitude=40.5, radius_m=72_000, precision="near")
    answer = save(desk, claim, **{f"places-0-{field}": degrees})
    assert answer.status_code == 422
    assert f"{degrees} is no {field}: give degrees from -{limit} to {limit}." in answer.content.decode()
    assert claim.places.get().latitude == 34.5


@pytest.fixture
def town(claim):
    town = PlaceFactory(name="Town", latitude=35.02, longitude=40.45, radius_m=5000)
    claim.places.update(place=town, name="Town", latitude=35.02, longitude=40.45)
    return town


def test_a_point_moved_off_its_place_needs_a_name_of_its_own(desk, claim, town):
    answer = save(desk, claim, **{"places-0-latitude": "35.5"})
    assert answer.status_code == 422
    assert "This point lies outside Town" in answer.content.decode()
    answer = save(desk, claim, **{"places-0-latitude": "35.5", "places-0-name": "Hills north of Town"})
    assert answer.status_code == 302
    place = claim.places.get()
    assert (place.place, place.name, place.latitude) == (None, "Hills north of Town", 35.5)


def test_another_name_over_the_old_position_is_a_false_pin(desk, claim, town):
    for renamed in ({"places-0-name": "Village"}, {"places-0-name": "Village", "places-0-place_id": ""}):
        answer = save(desk, claim, **renamed)
        assert answer.status_code == 422
        assert "The position still is that of Town" in answer.content.decode()
    assert claim.places.get().place == town, "nothing is half saved"
    answer = save(desk, claim, **renamed, **{"places-0-keeps_position": "on"})
    assert answer.status_code == 302
    place = claim.places.get()
    assert (place.place, place.name, place.latitude) == (None, "Village", 35.02)


def test_another_name_comes_with_its_own_place_or_position(desk, claim, town):
    village = PlaceFactory(name="Village", latitude=36.0, longitude=41.0, radius_m=2000)
    chosen = {"places-0-name": "Village", "places-0-place_id": village.pk}
    moved = {"places-0-latitude": "36.0", "places-0-longitude": "41.0"}
    assert save(desk, claim, **chosen, **moved).status_code == 302
    assert claim.places.get().place == village
    claim.refresh_from_db()
    assert save(desk, claim, **{"places-0-name": "Hill", "places-0-latitude": "36.5"}).status_code == 302


def test_a_point_moved_within_its_place_keeps_its_name(desk, claim, town):
    assert save(desk, claim, **{"places-0-latitude": "35.03"}).status_code == 302
    assert (claim.places.get().place, claim.places.get().latitude) == (town, 35.03)


def test_an_area_drawn_off_the_place_needs_a_name_of_its_own(desk, claim, town):
    drawn = {"places-0-drawn": json.dumps(SQUARE), "places-0-latitude": "", "places-0-longitude": ""}
    assert save(desk, claim, **drawn, **{"places-0-precision": "near", "places-0-radius_m": ""}).status_code == 422


def test_two_who_correct_at_once_lose_nothing(desk, colleague, claim):
    seen = claim.lock_version
    theirs = ClaimFacts(**{**FACTS.__dict__, "kind": "clash"})
    correct_claim(by=colleague, claim=claim, lock_version=seen, facts=theirs)
    answer = save(desk, claim, lock_version=seen, kind="shelling")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Air strike</del><ins>Clash</ins>" in page and "<del>Air strike</del><ins>Shelling</ins>" in page
    assert [(row.label, row.changed) for row in answer.context["rows"]] == [("Kind", "both")], "what differs alone"
    claim.refresh_from_db()
    assert claim.kind == "clash"
    desk.post(reverse("desk:correct_claim", args=[claim.pk]), fields_of(page))
    claim.refresh_from_db()
    assert claim.kind == "shelling"


def test_a_claim_is_added_by_hand(desk, version):
    typed = typed_in(ClaimFacts(kind="clash", places=FACTS.places))
    answer = desk.post(reverse("desk:add_claim", args=[version.report_id, 1]), typed)
    claim = Claim.objects.get()
    assert answer.url.endswith(f"#claim-{claim.pk}")
    assert (claim.kind, claim.extractor_version) == ("clash", "")


def test_a_claim_added_by_hand_has_no_kind_before_one_is_chosen_and_says_something(desk, version):
    address = reverse("desk:add_claim", args=[version.report_id, 1])
    assert desk.get(address).context["editor"].main["kind"].value() is None
    typed = typed_in(ClaimFacts(kind=""))
    assert "kind" in desk.post(address, typed).context["editor"].main.errors
    answer = desk.post(address, typed | {"kind": "clash"})
    assert "The claim says nothing yet" in answer.content.decode()
    assert not Claim.objects.exists()


def test_an_incident_without_a_text_needs_a_source_and_a_reason(desk):
    address = reverse("desk:add_claim_without_text")
    typed = typed_in(ClaimFacts(kind="clash", places=FACTS.places))
    assert desk.post(address, typed).status_code == 422
    answer = desk.post(address, typed | {"source": SourceFactory().pk, "reason": "Told by telephone."}, follow=True)
    claim = Claim.objects.get()
    assert claim.reason == "Told by telephone."
    assert "Told by telephone." in answer.content.decode()
    desk.post(reverse("desk:accept_claim", args=[claim.pk]), {"lock_version": claim.lock_version})
    claim.refresh_from_db()
    assert claim.incident.status == "draft"


def test_the_map_field_is_django_leaflet_s_without_inline_script_or_foreign_tiles(desk, claim):
    page = desk.get(reverse("desk:correct_claim", args=[claim.pk])).content.decode()
    assert "data-drawn-place" in page
    assert "openstreetmap" not in page.lower()
    scripts = page.split("<script")[1:]
    assert all('type="application/json"' in script[:80] or "src=" in script[:80] for script in scripts)
    assert "style=" not in page
