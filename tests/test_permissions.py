"""Every address × who asks × the state of what is asked for, as `config.permissions` and its page say."""

from __future__ import annotations

import time
from collections import Counter
from copy import copy
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.permissions import (
    ASKING,
    GONE,
    NO,
    NOT_FOUND,
    ROWS,
    SIGN_IN,
    STATES,
    YES,
    Row,
    answer,
    names,
    values_of,
)
from incidents.models import Incident, IncidentFormerCode, IncidentMedia, SignIn
from incidents.people import links
from incidents.policies import Role
from incidents.services.merging import merge_incidents
from incidents.services.public_log import tell
from incidents.services.revisions import record
from publicmap.columns import following
from publicmap.columns.folder import read_manifest
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    PersonFactory,
    PlaceFactory,
    ReportFactory,
    ReportVersionFactory,
    ReviewerFactory,
    UserFactory,
)

FORMER = "SY-2019-9001"
REPORT = 9001


class World:
    """One record of each state, somebody of each role signed in, and what stands in the addresses."""

    def __init__(self) -> None:
        self.incidents = {
            state: IncidentFactory(code=f"SY-2020-{9001 + number}", **values_of(state)).code
            for number, state in enumerate(STATES["incident"])
        }
        version = ReportVersionFactory(report=ReportFactory(pk=REPORT))
        accepted = Incident.objects.get(code=self.incidents["draft"])
        self.claims = {
            state: ClaimFactory(report_version=version, incident=accepted if state == "accepted" else None, **values).pk
            for state, values in STATES["claim"].items()
        }
        medium = IncidentMedia.objects.create(incident=accepted, kind="photo", url="https://outlet.example/1.jpg")
        with transaction.atomic():
            record(version.report, "capture_report", None)
            withdrawn = Incident.objects.get(code=self.incidents["withdrawn"])
            tell(withdrawn, "withdrawn", revision=record(withdrawn, "withdraw_incident", None))
        self.asked = {"desk:compare_revisions": {"from": 1, "to": 1}}
        other = ReportFactory()
        IncidentFormerCode.objects.create(incident=Incident.objects.get(code=self.incidents["published"]), code=FORMER)
        self.somebody, place = EditorFactory(), PlaceFactory()
        now = timezone.now()
        sign_in = SignIn.objects.create(person=self.somebody, started_at=now, last_seen_at=now)
        invitation = links.invite_person(by=None, for_whom="Somebody", role="reader")
        recovery = links.issue_recovery_link(by=None, person=self.somebody)
        kept, gone = IncidentFactory(published=False), IncidentFactory(published=False)
        versions = {"kept_version": kept.lock_version, "gone_version": gone.lock_version}
        merge = merge_incidents(by=ReviewerFactory(), kept=kept, gone=gone, reason="One event.", **versions)
        following.follow()
        manifest = read_manifest()
        assert manifest
        self.arguments: dict[str, tuple[object, ...]] = {
            "machines:data": (manifest["files"]["places"]["file"],),
            "desk:merge": (merge.pk,),
            "desk:undo_merge": (merge.pk,),
            "publicmap:towns": (7, 78, 50),
            "desk:report_version": (REPORT, 1),
            "desk:add_claim": (REPORT, 1),
            "desk:history": ("report", REPORT),
            "desk:remove_note": (self.incidents["draft"], 0),
            "desk:correct_medium": (self.incidents["draft"], medium.pk),
            "desk:remove_medium": (self.incidents["draft"], medium.pk),
            "desk:compare_revisions": ("report", REPORT),
            "desk:revision": ("report", REPORT, 1),
            "desk:restore_revision": ("report", REPORT, 1),
            "desk:join": (links.token_of(invitation),),
            "desk:recover": (links.token_of(recovery),),
            "desk:account_link": (invitation.pk,),
            "desk:revoke_link": (invitation.pk,),
            "desk:end_sign_in": (self.somebody.pk, sign_in.pk),
            **{
                f"desk:{name}": (REPORT,)
                for name in (
                    "report",
                    "progress",
                    "retry",
                    "correct_report",
                    "undo_day",
                    "separate_origin",
                    "join_origin",
                )
            },
            **{
                f"desk:{name}": (place.pk,)
                for name in (
                    "place",
                    "correct_place",
                    "add_place_name",
                    "remove_place_name",
                    "undo_place",
                    "remove_place",
                )
            },
            **{
                f"desk:{name.format(word)}": (subject.pk,)
                for word, subject in (("source", other.source), ("actor", ActorFactory()))
                for name in (
                    "{}",
                    "correct_{}",
                    "merge_{}s",
                    "add_{}_name",
                    "remove_{}_name",
                    "undo_{}",
                    "undo_{}_merge",
                )
            },
            **{
                f"desk:{name}": (self.somebody.pk,)
                for name in (
                    "person",
                    "change_role",
                    "deactivate_person",
                    "reactivate_person",
                    "issue_recovery_link",
                    "reset_second_factor",
                    "lift_throttle",
                )
            },
        }
        self.typed = {"desk:join_origin": {"origin": other.pk}}
        people = {"no role": UserFactory(), **{role.value: PersonFactory(role=role) for role in Role}}
        self.cookies = {"anonymous": Client().cookies}
        self.own_sign_in = {"anonymous": sign_in.pk}
        for asking, person in people.items():
            client = Client()
            client.force_login(person)
            self.cookies[asking] = client.cookies
            self.own_sign_in[asking] = SignIn.objects.get(person=person).pk
        self.client = Client()

    def address(self, row: Row, asking: str, state: str) -> str:
        if row.about == "incident":
            return reverse(row.name, args=[self.incidents[state]])
        if row.about == "claim":
            return reverse(row.name, args=[self.claims[state]])
        if row.name == "desk:end_own_sign_in":
            return reverse(row.name, args=[self.own_sign_in[asking]])
        return reverse(row.name, args=self.arguments.get(row.name, ()), query=self.asked.get(row.name))

    def ask(self, address: str, asking: str, method: str, typed: dict[str, object] | None = None):
        """The answer, with whatever it did undone."""
        self.client.cookies = copy(self.cookies[asking])
        with transaction.atomic():
            answered = (
                self.client.post(address, typed or {}) if method == "POST" else self.client.generic(method, address)
            )
            transaction.set_rollback(True)
        return answered


@pytest.fixture
def world(db: None, settings, tmp_path: Path) -> World:
    settings.TWO_FACTOR_ROLES = frozenset()  # what stands before every page is tested in tests/desk
    settings.DATA_DIR = tmp_path
    return World()


def told(answered) -> str:
    """The answer in the table's words; a status that is none of them stands for itself."""
    if answered.status_code == 302 and answered.url.startswith(f"{reverse('desk:sign_in')}?"):
        return SIGN_IN
    meanings = {403: NO, 404: NOT_FOUND, 410: GONE, **dict.fromkeys((200, 301, 302, 409, 422), YES)}
    return meanings.get(answered.status_code, str(answered.status_code))


@pytest.fixture
def blank_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets an answer is decided before its page is filled in, which takes most of the time."""
    monkeypatch.setattr(Template, "render", lambda *_, **__: "")


@pytest.mark.usefixtures("blank_pages")
def test_every_cell_of_the_table(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    started, wrong, cells = time.monotonic(), [], Counter()
    for row in ROWS:
        for state in row.states:
            for asking in ASKING:
                got = told(world.ask(world.address(row, asking, state), asking, row.method, world.typed.get(row.name)))
                cells[got] += 1
                if got != (wanted := answer(row, asking, state)):
                    wrong.append(f"{row.method} {row.name} {state} as {asking}: {got}, not {wanted}")
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\npermissions: {cells.total()} cells tested in {seconds:.1f} s: {dict(cells)}")
    assert wrong == []
    assert cells.total() > 800


def test_every_address_has_a_row() -> None:
    assert sorted(set(names()) - {row.name for row in ROWS}) == []
    assert sorted({row.name for row in ROWS} - set(names())) == []


@pytest.mark.usefixtures("blank_pages")
def test_no_method_is_answered_that_has_no_row(world: World) -> None:
    for name in {row.name for row in ROWS}:
        rows = [row for row in ROWS if row.name == name]
        address = world.address(rows[0], Role.ADMINISTRATOR, rows[0].states[0])
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - {row.method for row in rows}:
            assert world.ask(address, Role.ADMINISTRATOR, method).status_code == 405, (method, name)


def test_the_page_of_the_documentation_is_the_table() -> None:
    call_command("permissions", check=True)


@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize("asking", ASKING)
def test_the_administration_is_for_administrators(asking: str, world: World) -> None:
    wanted = {"anonymous": SIGN_IN, Role.ADMINISTRATOR: YES}.get(asking, NO)
    for model in admin.site._registry:
        table = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert told(world.ask(reverse(f"{table}_changelist"), asking, "GET")) == wanted, table
        changing = SIGN_IN if asking == "anonymous" else NO
        assert told(world.ask(reverse(f"{table}_add"), asking, "POST")) == changing, table


@pytest.mark.parametrize("asking", ASKING)
def test_lists_and_data_hold_only_what_is_public_whoever_asks(asking: str, world: World) -> None:
    for name in ("publicmap:incidents", "api:incidents_geojson"):
        shown = world.ask(reverse(name), asking, "GET").content.decode()
        held = {state for state, code in world.incidents.items() if code in shown}
        assert held == {"published", "coarse"}, name


def test_a_former_code_leads_to_its_incident(world: World) -> None:
    answered = world.ask(reverse("publicmap:incident", args=[FORMER]), "anonymous", "GET")
    assert answered.status_code == 301 and answered.url.endswith(f"{world.incidents['published']}/")
    assert world.ask(reverse("publicmap:card", args=["SY-1999-0001"]), "anonymous", "GET").status_code == 404
