"""Parties and their names: what editors add is known to the reader from the next report on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents import published
from incidents.actors import is_built_in
from incidents.errors import Refused
from incidents.history import State, changes_between, state_of
from incidents.models import Actor, Incident
from incidents.policies import require
from incidents.services import names as naming
from incidents.services.checks import LONGEST_REASON, checked_country, checked_fields, checked_note
from incidents.services.renaming import note_renamed
from incidents.services.revisions import change, made
from incidents.text import one_line

LONGEST_KIND = 40


def create_actor(
    *,
    by: AbstractBaseUser,
    name: str,
    kind: str = "",
    country: str = "",
    note: str = "",
    names: Sequence[tuple[str, str]] = (),
) -> Actor:
    """A new party with its other names, each a (name, language) pair; AlreadyThere where one bears one of them."""
    require(by, "create_actor")
    values = checked_fields({"name": name, "kind": kind, "country": country, "note": note}, _CHECKS)
    aliases = naming.checked_aliases(names, _("An actor needs a name."))
    with transaction.atomic():
        return made(naming.make(Actor, values, aliases), "create_actor", by)


def correct_actor(*, by: AbstractBaseUser, actor: Actor, lock_version: int, **fields: Any) -> Actor:
    """Correct what is known about a party; its former name stays one of its names."""
    values = checked_fields(fields, _CHECKS)
    with _changed(actor, lock_version, "correct_actor", by, "", fields) as locked:
        naming.must_stand(locked)
        naming.rename(locked, values.pop("name", locked.name))
        for field, value in values.items():
            setattr(locked, field, value)
    return locked


def add_actor_name(*, by: AbstractBaseUser, actor: Actor, lock_version: int, name: str, language: str = "") -> Actor:
    """One more name of a party; AlreadyThere where it or another party bears it."""
    tidy = _name(name)
    code = naming.language_named(tidy, language)
    with _changed(actor, lock_version, "add_actor_name", by, "", {"name": name, "language": language}) as locked:
        naming.put_name(locked, tidy, code)
    return locked


def remove_actor_name(
    *, by: AbstractBaseUser, actor: Actor, lock_version: int, name_id: int, reason: str = ""
) -> Actor:
    """One name less; Refused for one that the reader knows by itself, which would find the party by it all the same."""
    why = one_line(reason, "reason", LONGEST_REASON)
    with _changed(actor, lock_version, "remove_actor_name", by, why, {"name_id": name_id}) as locked:
        alias = locked.aliases.filter(pk=name_id).first()
        if alias and is_built_in(alias):
            raise Refused(_("The reader itself knows the party by this name; it stays."), "name")
        naming.take_name(locked, name_id)
    return locked


def undo_actor(*, by: AbstractBaseUser, actor: Actor, lock_version: int) -> Actor:
    """Take back the last correction or change of names; undone once more, it is made again."""
    with _changed(actor, lock_version, "undo_actor", by, "", {}) as locked:
        naming.take_back(locked)
    return locked


def restore_actor(*, by: AbstractBaseUser, actor: Actor, lock_version: int, state: State, reason: str) -> Actor:
    """Columns and names as they stood in the state; `restoring` has checked that it is one of this party's."""
    with _changed(actor, lock_version, "restore_revision", by, reason, {}) as locked:
        naming.put_back(locked, changes_between(state, state_of(locked)))
    return locked


@contextmanager
def _changed(
    actor: Actor, lock_version: int, verb: str, by: AbstractBaseUser, reason: str, yours: dict[str, Any]
) -> Iterator[Actor]:
    """The party, locked, to be changed by the block; then what follows from its names, which the public reads."""
    with transaction.atomic():
        with change(actor, lock_version, by=by, verb=verb, reason=reason, yours=yours) as locked:
            called = locked.name
            yield locked
        if called != locked.name:
            note_renamed(by, actor=locked)
        if Incident.objects.published().filter(actors__actor=locked).exists():
            published.bump()


def _name(name: str) -> str:
    return naming.checked_name(name, _("An actor needs a name."))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "kind": lambda value: one_line(value, "kind", LONGEST_KIND),
    "country": checked_country,
    "note": checked_note,
}
