"""Address × role × state: what each may, out of the policies and the URLconf, as a page of the documentation.

A row says which verb of the policies an address asks for; what that means for a role and a state the policies answer.
`tests/test_permissions.py` asks every address in every role and state and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from incidents import policies
from incidents.models import Claim, Incident
from incidents.policies import Role
from incidents.public_view import is_public

# Who asks: a stranger, an account without a role, and each role.
ASKING = ("anonymous", "no role", *Role.values)
YES, NO, SIGN_IN, NOT_FOUND, GONE = "yes", "–", "sign in", "404", "410"

# Not verbs: what everybody gets, what needs an account alone, what the public may see of an incident.
EVERYBODY, ACCOUNT, PUBLISHED = "everybody", "account", "published"

# State -> how a record of that state differs from a draft that was never published, or from a proposed claim.
STATES: dict[str, dict[str, dict[str, object]]] = {
    "incident": {
        "draft": {},
        "in_review": {"status": "in_review"},
        "published": {"status": "published"},
        "coarse": {"status": "published", "sensitivity": "coarse"},
        "hidden": {"status": "published", "sensitivity": "hidden"},
        "embargoed": {"status": "published", "embargo_until": timedelta(days=1)},
        "withdrawn": {"status": "withdrawn", "withdrawal_reason": "An exercise."},
        "deleted": {"status": "published", "is_deleted": True},
    },
    "claim": {"proposed": {}, "accepted": {"state": "accepted"}, "rejected": {"state": "rejected"}},
}


@dataclass(frozen=True)
class Row:
    """An address by its name, a method, the verb that it asks for; `about` is the kind of record whose state counts."""

    name: str
    verb: str
    method: str = "GET"
    about: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(STATES.get(self.about, {"": {}}))


def _both(name: str, verb: str, about: str = "") -> tuple[Row, Row]:
    """A form: shown and sent."""
    return Row(name, verb, "GET", about), Row(name, verb, "POST", about)


def _rows(verb: str, *names: str, method: str = "GET", about: str = "") -> tuple[Row, ...]:
    return tuple(Row(name, verb, method, about) for name in names)


ROWS: tuple[Row, ...] = (
    *_rows(
        EVERYBODY, "publicmap:map", "publicmap:method", "publicmap:incidents", "publicmap:places", "publicmap:towns"
    ),
    *_rows(EVERYBODY, "publicmap:log", "publicmap:log_feed"),
    *_rows(
        EVERYBODY,
        *(f"machines:{name}" for name in ("manifest", "data", "search", "version", "robots", "favicon", "health")),
    ),
    *_rows(EVERYBODY, "api:index", "api:counts", "api:incidents_geojson"),
    *_rows(PUBLISHED, "publicmap:incident", "publicmap:card", "api:incident", about="incident"),
    *_both("desk:sign_in", EVERYBODY),
    *_both("desk:sign_in_code", EVERYBODY),
    Row("desk:sign_out", EVERYBODY, "POST"),
    *_both("desk:forgotten", EVERYBODY),
    *_both("desk:join", EVERYBODY),
    *_both("desk:recover", EVERYBODY),
    Row("desk:account", ACCOUNT),
    *_both("desk:password", ACCOUNT),
    *_both("desk:email", ACCOUNT),
    *_both("desk:second_factor", ACCOUNT),
    *_both("desk:remove_second_factor", ACCOUNT),
    *_both("desk:recovery_codes", ACCOUNT),
    Row("desk:end_own_sign_in", ACCOUNT, "POST"),
    *_rows("see_desk", "desk:home", "desk:search", "desk:reports", "desk:report", "desk:report_version"),
    *_rows("see_desk", "desk:progress", "desk:place_lookup", "desk:candidates", "desk:places", "desk:place"),
    *_rows("see_desk", "desk:history", "desk:compare_revisions", "desk:revision"),
    Row("desk:incident", "see_desk", about="incident"),
    Row("desk:claim", "see_desk", about="claim"),
    *_both("desk:paste", "capture_report"),
    Row("desk:retry", "retry_extraction", "POST"),
    *_both("desk:correct_report", "correct_report"),
    Row("desk:learned", "see_learning"),
    Row("desk:undo_day", "undo_day", "POST"),
    Row("desk:separate_origin", "separate_origin", "POST"),
    Row("desk:join_origin", "join_origin", "POST"),
    *_both("desk:add_claim", "add_claim"),
    *_both("desk:add_claim_without_text", "add_claim_without_text"),
    Row("desk:accept_claim", "accept_claim", "POST", "claim"),
    Row("desk:reject_claim", "reject_claim", "POST", "claim"),
    Row("desk:reopen_claim", "reopen_claim", "POST", "claim"),
    *_both("desk:correct_claim", "correct_claim", "claim"),
    Row("desk:link_claim", "accept_claim", "GET", "claim"),
    Row("desk:mark_words", "mark_words", "POST", "claim"),
    Row("desk:unmark_words", "unmark_words", "POST", "claim"),
    Row("desk:choose_place", "correct_claim", "POST", "claim"),
    *_both("desk:claim_anchor", "correct_anchor", "claim"),
    Row("desk:undo_anchor", "undo_anchor", "POST", "claim"),
    Row("desk:place_elsewhere", "correct_claim", "POST"),
    *_both("desk:edit_incident", "edit_incident", "incident"),
    *(Row(f"desk:{verb}_incident", f"{verb}_incident", "POST", "incident") for verb in ("publish", "withdraw")),
    *(Row(f"desk:{verb}_incident", f"{verb}_incident", "POST", "incident") for verb in ("submit", "return")),
    *(Row(f"desk:{verb}_incident", f"{verb}_incident", "POST", "incident") for verb in ("approve", "assign")),
    *(Row(f"desk:{verb}_incident", f"{verb}_incident", "POST", "incident") for verb in ("delete", "restore")),
    *_both("desk:merge_incidents", "merge_incidents", "incident"),
    *_both("desk:split_incident", "split_incident", "incident"),
    Row("desk:merge", "see_desk"),
    Row("desk:undo_merge", "undo_merge", "POST"),
    *_both("desk:restore_revision", "restore_revision"),
    *_both("desk:add_note", "add_note", "incident"),
    Row("desk:remove_note", "remove_note", "POST"),
    *_both("desk:add_medium", "add_medium", "incident"),
    *_both("desk:correct_medium", "correct_medium"),
    Row("desk:remove_medium", "remove_medium", "POST"),
    *_both("desk:add_place", "add_place"),
    *_both("desk:correct_place", "correct_place"),
    *(Row(f"desk:{verb}", verb, "POST") for verb in ("add_place_name", "remove_place_name")),
    *(Row(f"desk:{verb}", verb, "POST") for verb in ("undo_place", "remove_place")),
    *_rows("see_desk", "desk:sources", "desk:source", "desk:actors", "desk:actor"),
    *(
        row
        for word in ("source", "actor")
        for verb in (f"create_{word}", f"correct_{word}", f"merge_{word}s")
        for row in _both(f"desk:{verb}", verb)
    ),
    *(
        Row(f"desk:{verb}", verb, "POST")
        for word in ("source", "actor")
        for verb in (f"add_{word}_name", f"remove_{word}_name", f"undo_{word}", f"undo_{word}_merge")
    ),
    *_rows("see_people", "desk:people", "desk:person"),
    *_both("desk:invite", "invite_person"),
    Row("desk:account_link", "invite_person"),
    Row("desk:end_sign_in", "see_people", "POST"),
    *(
        Row(f"desk:{verb}", verb, "POST")
        for verb in (
            "revoke_link",
            "change_role",
            "deactivate_person",
            "reactivate_person",
            "issue_recovery_link",
            "reset_second_factor",
            "lift_throttle",
            "export_audit",
        )
    ),
    Row("desk:audit", "see_audit"),
)


def answer(row: Row, asking: str, state: str = "") -> str:
    """What the address answers to whoever asks, where its record is in the state."""
    if row.verb == EVERYBODY:
        return YES
    if row.verb == PUBLISHED:
        return _public(_record("incident", state))
    if asking == "anonymous":
        return SIGN_IN
    if row.verb == ACCOUNT:
        return YES
    return YES if policies.may(_person(asking), row.verb, _record(row.about, state)) else NO


def names() -> list[str]:
    """The name of every address of the URLconf, but those of the administration."""
    return sorted(set(_names(get_resolver().url_patterns)))


def page() -> str:
    """docs/permissions.md."""
    patterns = dict(_patterns(get_resolver().url_patterns))
    lines = [
        "# Who may do what",
        "",
        "Made by `manage.py permissions` out of `incidents/policies.py`, the URLconf and `config/permissions.py`; "
        "`tests/test_permissions.py` asks",
        "every address in every role and state, and fails where this page says something else.",
        "",
        f"`{YES}`: it is answered or done, where the record allows it. `{NO}`: refused (403). `{SIGN_IN}`: sent to "
        "sign in. `404`, `410`: the public is not",
        "told, or told that it was withdrawn. A method that is not listed is answered with 405. Where a role must have "
        "a second factor, every `yes` of the",
        "desk leads to setting it up first.",
        "",
        f"| address | method | asks for | state | {' | '.join(ASKING)} |",
        f"|{'---|' * (4 + len(ASKING))}",
    ]
    for row in ROWS:
        told = ((state, tuple(answer(row, asking, state) for asking in ASKING)) for state in row.states)
        for answers, alike in groupby(sorted(told, key=lambda each: each[1]), key=lambda each: each[1]):
            states = [state for state, _ in alike]
            shown = "any" if len(states) == len(row.states) > 1 else ", ".join(states)
            cells = [f"`/{patterns[row.name]}`", row.method, row.verb, shown, *answers]
            lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        "`/admin/` shows the tables to administrators, for reading: every address there answers `yes` to them for GET "
        "where it shows, 403 where it",
        f"would add, change or delete, 403 to every other role, and sends strangers to sign in. "
        f"Tables: {', '.join(sorted(model.__name__ for model in admin.site._registry))}.",
        "",
    ]
    return "\n".join(lines)


def _person(asking: str) -> User | AnonymousUser:
    person = User(username=asking)
    # As `policies.role_of` keeps it once it has asked the database.
    person.strikeline_role = Role(asking) if asking in Role.values else None  # type: ignore[attr-defined]
    return person


def _record(about: str, state: str) -> models.Model | None:
    if about == "claim":
        return Claim(**STATES["claim"][state])
    return Incident(**values_of(state)) if about == "incident" else None


def values_of(state: str) -> dict[str, object]:
    """The columns of an incident in the state; what is no draft was published once."""
    now = timezone.now()
    given = STATES["incident"][state]
    values = {name: now + value if isinstance(value, timedelta) else value for name, value in given.items()}
    status = values.get("status", "draft")
    return {"status": status, **values, "first_published_at": None if status in ("draft", "in_review") else now}


def _public(incident: models.Model | None) -> str:
    assert isinstance(incident, Incident)
    if is_public(incident):
        return YES
    return GONE if incident.status == "withdrawn" else NOT_FOUND


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    return (name for name, _ in _patterns(patterns))


def _patterns(
    patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = (), before: str = ""
) -> Iterator[tuple[str, str]]:
    """Each name with its address as the URLconf writes it; the administration's stand for themselves."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            if space != ("admin",):
                yield from _patterns(pattern.url_patterns, (*spaces, *space), path)
        else:
            yield ":".join((*spaces, pattern.name or path)), path
