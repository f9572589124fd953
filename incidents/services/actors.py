"""Parties and their names: what editors add is known to the reader from the next report on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents.actors import is_built_in
from incidents.errors import Refused
from incidents.models import Actor
from incidents.policies import require
from incidents.services import correcting
from incidents.services import names as naming
from incidents.services.checks import checked_country, checked_fields, checked_note
from incidents.services.revisions import made
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
    return correcting.correct("correct_actor", actor, lock_version, by, fields, _CHECKS)


def add_actor_name(*, by: AbstractBaseUser, actor: Actor, lock_version: int, name: str, language: str = "") -> Actor:
    """One more name of a party; AlreadyThere where it or another party bears it."""
    return correcting.add_name("add_actor_name", actor, lock_version, by, _name(name), language)


def remove_actor_name(
    *, by: AbstractBaseUser, actor: Actor, lock_version: int, name_id: int, reason: str = ""
) -> Actor:
    """One name less; Refused for one that the reader knows by itself, which would find the party by it all the same."""

    def refuse(locked: Actor) -> None:
        alias = locked.aliases.filter(pk=name_id).first()
        if alias and is_built_in(alias):
            raise Refused(_("The reader itself knows the party by this name; it stays."), "name")

    return correcting.remove_name("remove_actor_name", actor, lock_version, by, name_id, reason, refuse)


def undo_actor(*, by: AbstractBaseUser, actor: Actor, lock_version: int) -> Actor:
    return correcting.undo("undo_actor", actor, lock_version, by)


def _name(name: str) -> str:
    return naming.checked_name(name, _("An actor needs a name."))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "kind": lambda value: one_line(value, "kind", LONGEST_KIND),
    "country": checked_country,
    "note": checked_note,
}
