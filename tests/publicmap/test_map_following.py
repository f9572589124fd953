"""The map's data follow what is published: little is written for a little change, and nothing withdrawn stays."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from geo.changes import note_change
from geo.models import PlaceName
from incidents.errors import Refused
from incidents.models import Incident, PublishedVersion
from incidents.parties import secret_parties
from incidents.published import bump, published_version
from incidents.services.actors import create_actor
from incidents.services.incidents import correct_incident, delete_incident, edit_incident, withdraw_incident
from incidents.services.joining import merge_actors, undo_actor_merge
from incidents.services.moving import move_one_batch
from incidents.services.releases import release_due
from publicmap.columns import chunks, folder, following
from publicmap.columns.reading import read_folder
from tests.factories import ActorFactory, AdministratorFactory, IncidentFactory, PlaceFactory
from tests.publicmap.test_map_data import assert_same, made_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Incident]:
    """Forty public incidents on forty days, in ten chunks of four, and a snapshot of them."""
    monkeypatch.setattr(chunks, "TARGET", 4)
    first = dt.date(2020, 1, 1)
    incidents = [IncidentFactory(date_start=first + dt.timedelta(days=day)) for day in range(40)]
    bump()
    following.follow()
    return incidents


def files(map_folder: Path) -> set[str]:
    return {path.name for path in map_folder.iterdir()}


def text_of(map_folder: Path) -> bytes:
    """All that anybody could read there."""
    paths = sorted(map_folder.iterdir())
    return b"".join(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths)


def edited(incident: Incident, **values: Any) -> Incident:
    """Edited, or corrected where the public sees it."""
    incident.refresh_from_db()
    asked = {"by": AdministratorFactory(), "incident": incident, "lock_version": incident.lock_version}
    try:
        return edit_incident(**asked, reason="seen again", **values)
    except Refused as refused:
        if refused.field != "public_note":
            raise
    return correct_incident(**asked, public_note="seen again", **values)


def never_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the snapshot was made from nothing")

    monkeypatch.setattr(following, "_from_nothing", refuse)


def test_what_has_not_changed_is_left_alone(many: list[Incident], map_folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in map_folder.iterdir()}
    assert not following.follow()
    assert {path: path.stat().st_mtime_ns for path in map_folder.iterdir()} == before


def test_a_changed_incident_rewrites_its_chunk_and_no_other(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(map_folder)
    never_from_nothing(monkeypatch)
    edited(many[20], strike_status="declared")
    assert_same(map_folder)
    assert len({name for name in files(map_folder) - before if name.startswith("chunk")}) == 1


def test_what_moves_in_time_leaves_one_chunk_for_another(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(map_folder)
    never_from_nothing(monkeypatch)
    day = dt.date(2020, 2, 7)
    edited(many[2], date_start=day, date_end=day, date_precision="day")
    assert_same(map_folder)
    assert len({name for name in files(map_folder) - before if name.startswith("chunk")}) == 2


@pytest.mark.parametrize("day", [dt.date(1999, 5, 5), dt.date(2020, 1, 20), dt.date(2025, 5, 5), None])
def test_a_new_incident_finds_its_place(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch, day: dt.date | None
) -> None:
    never_from_nothing(monkeypatch)
    new = IncidentFactory(date_start=day, not_after=None if day else dt.date(2020, 7, 1))
    edited(new, harm_grade="fair")
    assert_same(map_folder)


def test_a_chunk_that_grew_is_cut(many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_from_nothing(monkeypatch)
    for day in range(10):
        edited(IncidentFactory(date_start=dt.date(2021, 1, 1 + day)), harm_grade="fair")
    data = assert_same(map_folder)
    assert max(chunk["count"] for chunk in data.manifest["chunks"]) <= 8


@pytest.mark.parametrize("how", ["withdrawn", "deleted", "hidden", "embargoed"])
def test_what_the_public_must_not_see_any_more_is_nowhere_on_the_disk(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    secret = IncidentFactory(place_name="The secret farm", killed_min=4711, date_start=dt.date(2020, 1, 20))
    edited(secret, harm_grade="fair")
    following.follow()
    assert b"secret farm" in text_of(map_folder)
    chunk = _chunk_of(map_folder, secret.code)
    never_from_nothing(monkeypatch)
    by = AdministratorFactory()
    secret.refresh_from_db()
    if how == "withdrawn":
        withdraw_incident(by=by, incident=secret, lock_version=secret.lock_version, reason="it is not so")
    elif how == "deleted":
        delete_incident(by=by, incident=secret, lock_version=secret.lock_version, reason="it is not so")
    elif how == "hidden":
        edited(secret, sensitivity="hidden")
    else:
        edited(secret, embargo_until=timezone.now() + dt.timedelta(days=1))
    assert_same(map_folder)
    assert f"{chunk}.gz" not in files(map_folder)
    assert b"secret farm" not in text_of(map_folder)
    remembered = b"".join(path.read_bytes() for path in folder.private_folder().iterdir())
    assert b"secret farm" not in remembered


def _chunk_of(map_folder: Path, code: str) -> str:
    data = read_folder(map_folder)
    row = data.codes().index(code)
    for chunk in data.manifest["chunks"]:
        if row < chunk["count"]:
            return str(chunk["file"])
        row -= chunk["count"]
    raise AssertionError(code)


def test_an_embargo_that_ends_by_the_clock_is_followed(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + dt.timedelta(seconds=30)
    waiting = edited(IncidentFactory(), embargo_until=soon)
    assert waiting.code not in assert_same(map_folder).codes()
    never_from_nothing(monkeypatch)
    # The clock goes on: to the database the moment lies in the past now.
    Incident.objects.filter(pk=waiting.pk).update(embargo_until=timezone.now())
    assert release_due()
    assert waiting.code in assert_same(map_folder).codes()


def test_a_place_that_is_renamed_changes_the_names_alone(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = PlaceFactory(name="Oldname")
    incident = IncidentFactory(place_name="Oldname")
    incident.places.update(place=town)
    edited(incident, harm_grade="fair")
    assert "Oldname" in assert_same(map_folder).names["en"]
    before = files(map_folder)
    never_from_nothing(monkeypatch)
    town.name = "Newname"
    town.save()
    PlaceName.objects.create(place=town, name="Oldname", language="en", folded="oldname", kind="former")
    note_change(town.pk)
    bump(is_explained=True)
    names = assert_same(map_folder).names["en"]
    assert "Newname" in names and "Oldname" not in names
    assert not {name for name in files(map_folder) - before if name.startswith("chunk")}


def test_a_version_that_nothing_explains_is_read_from_nothing(many: list[Incident], map_folder: Path) -> None:
    Incident.objects.filter(pk=many[0].pk).update(kind="clash")
    bump()
    assert_same(map_folder)


def test_another_database_under_the_same_folder_is_read_from_nothing(many: list[Incident], map_folder: Path) -> None:
    Incident.objects.filter(pk=many[0].pk).update(kind="clash")
    PublishedVersion.objects.update(changed_at=timezone.now())
    assert_same(map_folder)


def test_what_was_remembered_is_lost_and_all_is_made_anew(many: list[Incident], map_folder: Path) -> None:
    for path in folder.private_folder().iterdir():
        path.write_bytes(b"\x00")
    edited(many[3], kind="clash")
    assert_same(map_folder)


def test_many_small_steps_end_where_one_large_one_does(map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "TARGET", 8)
    incidents = made_up(40, seed=5)
    bump()
    following.follow()
    never_from_nothing(monkeypatch)
    grades = ["confirmed", "fair", "weak"]
    for number, incident in enumerate(incidents[::3]):
        edited(incident, harm_grade=grades[number % 3])
        if number % 4 == 3:
            assert_same(map_folder)
    assert_same(map_folder)


def test_a_second_writer_leaves_it_to_the_first(many: list[Incident], map_folder: Path) -> None:
    edited(many[3], kind="clash")
    with folder.one_writer() as is_ours:
        assert is_ours
        held = subprocess.run(
            [sys.executable, "-c", _TRY_THE_LOCK, str(folder.private_folder() / "lock")], capture_output=True, text=True
        )
        assert held.stdout.strip() == "held"
    assert following.follow()


_TRY_THE_LOCK = """
import fcntl, sys
try:
    fcntl.flock(open(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("held")
"""


@pytest.mark.parametrize("explained", [False, True])
def test_a_hand_in_the_database_that_counts_the_version_alone_is_not_taken_for_no_change(
    many: list[Incident], map_folder: Path, explained: bool
) -> None:
    """Nor an older process, that knows of no count of what is explained; a change of a verb beside it hides neither."""
    Incident.objects.filter(pk=many[0].pk).update(kind="clash")
    PublishedVersion.objects.update(number=F("number") + 1)
    if explained:
        edited(many[5], strike_status="declared")
    assert_same(map_folder)


def test_a_recent_revision_does_not_hide_what_nothing_explains(many: list[Incident], map_folder: Path) -> None:
    edited(many[3], strike_status="declared")
    following.follow()
    Incident.objects.filter(pk=many[0].pk).update(kind="clash")
    bump()
    edited(many[5], strike_status="declared")
    assert_same(map_folder)


def test_another_database_with_a_higher_version_is_read_from_nothing(many: list[Incident], map_folder: Path) -> None:
    edited(many[3], strike_status="declared")
    following.follow()
    Incident.objects.filter(pk=many[0].pk).update(kind="clash")
    edited(many[5], strike_status="declared")
    # As after an older copy was laid over the database and work went on: the revision that was seen is another one.
    for path in folder.private_folder().glob("state-*"):
        state = json.loads(path.read_bytes())
        state["seen"][-1][1] = timezone.now().isoformat()
        path.write_text(json.dumps(state))
    assert_same(map_folder)


def test_a_place_that_alone_is_renamed_needs_nothing_read_again(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_from_nothing(monkeypatch)
    note_change(PlaceFactory(name="Newname").pk)
    bump(is_explained=True)
    assert_same(map_folder)


def test_a_later_name_of_a_place_takes_the_party_that_tells_it_off_the_map(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = PlaceFactory(name="Hiddenham")
    incident = IncidentFactory(place_name="Hiddenham")
    incident.places.update(place=town)
    incident.actors.create(name="Council of Oldmill", role="target")
    edited(incident, sensitivity="coarse")
    assert "Oldmill" in json.dumps(assert_same(map_folder).dictionary)
    never_from_nothing(monkeypatch)
    PlaceName.objects.create(place=town, name="Oldmill", language="en", folded="oldmill", kind="former")
    note_change(town.pk)
    assert "Oldmill" not in json.dumps(assert_same(map_folder).dictionary)


def test_a_clock_that_was_set_back_hides_no_change(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(many[3], harm_grade="fair")
    following.follow()
    never_from_nothing(monkeypatch)
    now = timezone.now() - dt.timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    edited(many[4], killed_min=4711)
    edited(many[20], harm_grade="weak")
    assert_same(map_folder)


def test_a_party_gets_the_names_of_an_unused_one_and_tells_the_place_of_a_coarsened_record(
    many: list[Incident], map_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = ActorFactory(name="The mill's guard")
    town = PlaceFactory(name="Hiddenham")
    PlaceName.objects.create(place=town, name="الخفية", language="ar", folded="الخفيه", kind="preferred")
    coarse = IncidentFactory(place_name="Hiddenham")
    coarse.places.update(place=town)
    rows = [incident.actors.create(actor=guard, role="target") for incident in (coarse, many[3])]
    edited(many[3], harm_grade="fair")
    edited(coarse, sensitivity="coarse")
    assert_same(map_folder)
    assert rows[0].pk not in secret_parties()
    by = AdministratorFactory()
    unused = create_actor(by=by, name="حرس الخفية")
    never_from_nothing(monkeypatch)
    before = published_version().number
    merge_actors(by=by, actor=unused, into=guard, lock_version=unused.lock_version)
    version = published_version()
    assert version.restricted == version.number > before, "nobody is given the map of before"
    assert rows[0].pk in secret_parties() and rows[1].pk not in secret_parties()
    (told,) = (party for party in assert_same(map_folder).dictionary["actors"] if party)
    assert told["ar"] == "حرس الخفية" and told["was"] == [unused.pk]
    unused.refresh_from_db()
    undo_actor_merge(by=by, actor=unused, lock_version=unused.lock_version)
    assert rows[0].pk not in secret_parties()
    (told,) = (party for party in assert_same(map_folder).dictionary["actors"] if party)
    assert told["ar"] == guard.name and "was" not in told


def test_a_party_that_a_coarsened_record_names_is_merged_into_one_with_a_name_of_the_place(
    many: list[Incident], map_folder: Path
) -> None:
    town = PlaceFactory(name="Hiddenham")
    coarse = IncidentFactory(place_name="Hiddenham")
    coarse.places.update(place=town)
    by = AdministratorFactory()
    guard, council = (create_actor(by=by, name=name) for name in ("The mill's guard", "Hiddenham council"))
    row = coarse.actors.create(actor=guard, role="target")
    edited(coarse, sensitivity="coarse")
    assert row.pk not in secret_parties() and "mill" in json.dumps(assert_same(map_folder).dictionary)
    merge_actors(by=by, actor=guard, into=council, lock_version=guard.lock_version)
    following.follow()
    assert move_one_batch() and not move_one_batch()
    version = published_version()
    assert version.restricted == version.number, "nor is the map of between, when the record followed"
    assert row.pk in secret_parties()
    assert "mill" not in json.dumps(assert_same(map_folder).dictionary)
