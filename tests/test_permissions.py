"""Every address × who asks × the state of what is asked for. An address of the URLconf without a row here fails.

A row is (name, arguments, method, status for anonymous, stranger, editor, reviewer); a stranger is signed in and in no
group. Wherever the desk asks to sign in the status is 302.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from incidents.models import Incident, IncidentFormerCode
from tests.factories import (
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    PlaceFactory,
    ReportFactory,
    ReportVersionFactory,
    ReviewerFactory,
    UserFactory,
)

ROLES = ("anonymous", "stranger", "editor", "reviewer")
# Django's own; its site asks for a member of staff everywhere, which no group of ours is.
NOT_OURS = {"admin"}


class Row(NamedTuple):
    name: str
    arguments: tuple[object, ...]
    method: str
    statuses: tuple[int, int, int, int]


def same(name: str, status: int, *arguments: object, method: str = "GET") -> Row:
    """Everybody gets the same."""
    return Row(name, arguments, method, (status, status, status, status))


def desk(name: str, status: int, *arguments: object, method: str = "GET") -> Row:
    """Anonymous is asked to sign in, a stranger is refused, editors and reviewers get the status."""
    return Row(name, arguments, method, (302, 403, status, status))


STATES = {
    "SY-2020-9001": {},
    "SY-2020-9002": {"status": "draft", "first_published_at": None},
    "SY-2020-9003": {"status": "withdrawn"},
    "SY-2020-9004": {"sensitivity": "hidden"},
    "SY-2020-9005": {"is_deleted": True},
    "SY-2020-9006": {"sensitivity": "coarse"},
}
PUBLISHED, DRAFT, WITHDRAWN, HIDDEN, DELETED, COARSE = STATES
FORMER = "SY-2019-9001"
ROW = 9001  # of a report and its claim

PUBLIC = [
    *(
        same(name, status, code)
        for name in ("publicmap:incident", "publicmap:card")
        for code, status in {
            PUBLISHED: 200,
            COARSE: 200,
            WITHDRAWN: 410,
            DRAFT: 404,
            HIDDEN: 404,
            DELETED: 404,
            "SY-1999-0001": 404,
        }.items()
    ),
    same("publicmap:incident", 301, FORMER),
    same("publicmap:card", 200, FORMER),
    *(
        same(name, status, method=method)
        for name in (
            "publicmap:map",
            "publicmap:method",
            "publicmap:incidents",
            "publicmap:places",
            "machines:version",
            "machines:robots",
            "machines:health",
            "api:index",
            "api:incidents_geojson",
        )
        for method, status in (("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405), ("DELETE", 405))
    ),
    same("publicmap:towns", 200, 7, 78, 50),
    same("publicmap:towns", 405, 7, 78, 50, method="POST"),
    same("machines:snapshot", 302),
    same("machines:snapshot", 405, method="POST"),
    same("machines:favicon", 302),
    same("publicmap:incident", 405, PUBLISHED, method="POST"),
    same("publicmap:card", 405, PUBLISHED, method="POST"),
]

DESK = [
    Row("desk:sign_in", (), "GET", (200, 302, 302, 302)),
    Row("desk:sign_out", (), "GET", (405, 405, 405, 405)),
    Row("desk:sign_out", (), "POST", (302, 302, 302, 302)),
    Row("desk:password", (), "GET", (302, 200, 200, 200)),
    *(
        desk(name, 200, *arguments)
        for name, *arguments in (
            ("desk:home",),
            ("desk:search",),
            ("desk:reports",),
            ("desk:paste",),
            ("desk:report", ROW),
            ("desk:report_version", ROW, 1),
            ("desk:add_claim", ROW, 1),
            ("desk:progress", ROW),
            ("desk:correct_report", ROW),
            ("desk:add_claim_without_text",),
            ("desk:correct_claim", ROW),
            ("desk:link_claim", ROW),
            ("desk:incident", DRAFT),
            ("desk:incident", HIDDEN),
            ("desk:incident", DELETED),
            ("desk:edit_incident", PUBLISHED),
            ("desk:place_lookup",),
            ("desk:places",),
            ("desk:place", ROW),
            ("desk:add_place",),
            ("desk:correct_place", ROW),
            ("desk:candidates",),
        )
    ),
    desk("desk:claim", 302, ROW),
    desk("desk:retry", 302, ROW, method="POST"),
    # None of these posts says which version of the record was seen: in conflict (409), and nothing is done.
    *(
        desk(name, 409, *arguments, method="POST")
        for name, *arguments in (
            ("desk:accept_claim", ROW),
            ("desk:reject_claim", ROW),
            ("desk:reopen_claim", ROW),
            ("desk:unmark_words", ROW),
            ("desk:choose_place", ROW),
            ("desk:separate_origin", ROW),
            ("desk:undo_place", ROW),
            ("desk:publish_incident", DRAFT),
        )
    ),
    # Nor a name or a reason, which the gazetteer asks first.
    *(
        desk(f"desk:{verb}", 302, ROW, method="POST")
        for verb in ("add_place_name", "remove_place_name", "remove_place")
    ),
    desk("desk:join_origin", 404, ROW, method="POST"),  # with no report named
    desk("desk:mark_words", 302, ROW, method="POST"),
    desk("desk:publish_incident", 302, PUBLISHED, method="POST"),
    desk("desk:withdraw_incident", 302, PUBLISHED, method="POST"),
    # What the public has seen disappears by a reviewer's hand alone.
    Row("desk:delete_incident", (PUBLISHED,), "POST", (302, 403, 403, 409)),
    Row("desk:restore_incident", (DELETED,), "POST", (302, 403, 403, 409)),
    # A link never changes anything, whoever follows it.
    *(
        same(f"desk:{verb}", 405, ROW)
        for verb in (
            "retry",
            "separate_origin",
            "join_origin",
            "accept_claim",
            "reject_claim",
            "reopen_claim",
            "mark_words",
            "unmark_words",
            "choose_place",
            "add_place_name",
            "remove_place_name",
            "undo_place",
            "remove_place",
        )
    ),
    *(same(f"desk:{verb}_incident", 405, PUBLISHED) for verb in ("publish", "withdraw", "delete", "restore")),
]

ROWS = [*PUBLIC, *DESK]


@pytest.fixture
def people(db: None) -> dict[str, AbstractBaseUser | None]:
    for code, state in STATES.items():
        IncidentFactory(code=code, **state)
    PlaceFactory(pk=ROW)
    ClaimFactory(pk=ROW, report_version=ReportVersionFactory(report=ReportFactory(pk=ROW)))
    IncidentFormerCode.objects.create(incident=Incident.objects.get(code=PUBLISHED), code=FORMER)
    people = (None, UserFactory(), EditorFactory(), ReviewerFactory())
    return dict(zip(ROLES, people, strict=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name} {row.arguments}")
def test_each_may_what_the_table_says(row: Row, people: dict[str, AbstractBaseUser | None]) -> None:
    address = reverse(row.name, args=row.arguments)
    got = []
    for role in ROLES:
        client = Client()
        if person := people[role]:
            client.force_login(person)
        got.append(client.generic(row.method, address).status_code)
    assert tuple(got) == row.statuses


@pytest.mark.parametrize("code", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_lists_and_data_hold_only_what_is_public_whoever_asks(
    code: str, role: str, people: dict[str, AbstractBaseUser | None]
) -> None:
    client = Client()
    if person := people[role]:
        client.force_login(person)
    is_public = code in (PUBLISHED, COARSE)
    assert (code in client.get(reverse("publicmap:incidents")).content.decode()) is is_public
    assert (code in client.get(reverse("api:incidents_geojson")).content.decode()) is is_public


def test_every_address_has_a_row() -> None:
    assert sorted(set(_names(get_resolver().url_patterns)) - {row.name for row in ROWS}) == []


def _names(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            if not NOT_OURS & set(space):
                yield from _names(pattern.url_patterns, (*spaces, *space))
        else:
            yield ":".join((*spaces, pattern.name or str(pattern.pattern)))
