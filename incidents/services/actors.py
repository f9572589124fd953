"""Parties and their names: what editors add is known to the reader from the next report on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents.errors import AlreadyThere, Refused
from incidents.models import Actor, ActorAlias
from incidents.policies import require
from incidents.services.revisions import change, made
from incidents.services.sources import checked_language
from incidents.text import one_line


def create_actor(
    *, by: AbstractBaseUser, name: str, kind: str = "", country: str = "", names: Sequence[tuple[str, str]] = ()
) -> Actor:
    """A new party with its other names, each a (name, language) pair; AlreadyThere where one bears the name."""
    require(by, "create_actor")
    tidy = _name(name)
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(_("Countries are given by two letters (ISO 3166-1)."), "country")
    aliases = [(_name(alias), checked_language(language) or "und") for alias, language in names]
    with transaction.atomic():
        if existing := Actor.objects.filter(name__iexact=tidy).first():
            raise AlreadyThere(_("There is an actor of this name already."), existing=existing)
        actor = Actor.objects.create(name=tidy, kind=one_line(kind, "kind", 40), country=country.upper())
        ActorAlias.objects.bulk_create(
            ActorAlias(actor=actor, name=alias, language=language) for alias, language in dict.fromkeys(aliases)
        )
        return made(actor, "create_actor", by)


def add_actor_name(*, by: AbstractBaseUser, actor: Actor, lock_version: int, name: str, language: str = "") -> Actor:
    """One more name of a party; AlreadyThere where it has it."""
    alias, code = _name(name), checked_language(language) or "und"
    yours = {"name": name, "language": language}
    with change(actor, lock_version, by=by, verb="add_actor_name", yours=yours) as locked:
        if existing := locked.aliases.filter(name=alias, language=code).first():
            raise AlreadyThere(_("The actor has this name already."), existing=existing)
        ActorAlias.objects.create(actor=locked, name=alias, language=code)
    return locked


def _name(name: str) -> str:
    tidy = one_line(name, "name", 200)
    if not tidy:
        raise Refused(_("An actor needs a name."), "name")
    return tidy
