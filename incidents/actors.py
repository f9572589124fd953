"""The parties that the reader knows: its built-in ones are the seed, and editors add names of their own.

A party may be called otherwise here than by the reader, and two that the reader tells apart may have turned out to be
one: `Actor.reader_name` and `merged_into` say so, and whatever is read comes out as the party that stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from django.db import transaction
from django.db.models import Q

from extraction.facts import ActorName, ClaimActor, Reading
from extraction.lexicon import FOLDER
from geo.folding import key_of
from incidents.models import Actor, ActorAlias
from incidents.services.revisions import made

Names = dict[str, list[str]]  # by language


@cache
def seed() -> dict[str, Names]:
    """The reader's own parties: canonical English name -> language -> names written out in full.

    Patterns of the reader ("forces|troops", "islamic?") are no names and are left out, and so is what bears several
    parties' short name ("the coalition"): the reader says which of them is meant.
    """
    tables = tomllib.loads((FOLDER / "parties.toml").read_text(encoding="utf-8"))
    return {
        canonical: {
            language: [name for name in written if not set(name) & set("|?.")] for language, written in names.items()
        }
        for table in tables.values()
        for canonical, names in table.items()
        if "|" not in canonical
    }


def load_seed() -> int:
    """Bring the seed's parties and names into the database; the number of parties that were new. Safe to repeat."""
    new = 0
    with transaction.atomic():
        for canonical, names in seed().items():
            known = Actor.objects.filter(reader_name=canonical).first()
            actor, created = (known, False) if known else Actor.objects.get_or_create(name=canonical)
            if not known:
                actor.reader_name = canonical
                actor.save(update_fields=["reader_name"])
            aliases = (
                ActorAlias(actor=actor.stands_as, name=name, language=language)
                for language, written in names.items()
                for name in written
                if name != actor.stands_as.name
            )
            ActorAlias.objects.bulk_create(aliases, ignore_conflicts=True)
            if created:
                made(actor, "load_actors", by=None)
                new += 1
    return new


def identified(reading: Reading) -> Reading:
    """The reading with the ids of its parties: the reader names its built-in ones and does not know their rows."""
    names = {actor.name for claim in reading.claims for actor in claim.actors if actor.actor_id is None}
    if not names:
        return reading
    named = Actor.objects.filter(Q(reader_name__in=names) | Q(name__in=names)).select_related("merged_into")
    # What the reader calls a party goes before what another one is called here.
    rows = {row.name: row.stands_as for row in named} | {row.reader_name: row.stands_as for row in named}

    def with_row(actor: ClaimActor) -> ClaimActor:
        row = rows.get(actor.name) if actor.actor_id is None else None
        return replace(actor, actor_id=row.pk, name=row.name) if row else actor

    claims = (replace(claim, actors=tuple(map(with_row, claim.actors))) for claim in reading.claims)
    return replace(reading, claims=tuple(claims))


def actor_names() -> list[ActorName]:
    """What editors added: names that the reader does not know by itself."""
    own = _called_by_the_reader()
    rows = ActorAlias.objects.order_by("pk").values_list("actor_id", "actor__name", "name", "language")
    aliases = [
        ActorName(pk, canonical, name, language)
        for pk, canonical, name, language in rows
        if not _is_built_in(own.get(pk, ()), name, language)
    ]
    added = Actor.objects.standing().exclude(name__in=seed()).order_by("pk").values_list("pk", "name")
    return [*aliases, *(ActorName(pk, name, name, "und") for pk, name in added)]


def actors_by_key() -> dict[str, Actor]:
    """The party that stands by each of its names (`geo.folding.key_of`), its own name before an alias."""
    standing = {actor.pk: actor for actor in Actor.objects.standing().only("name")}
    aliases = ActorAlias.objects.filter(actor__in=standing).order_by("-pk").values_list("name", "actor")
    by_alias = {key_of(name): standing[pk] for name, pk in aliases}
    return by_alias | {key_of(actor.name): actor for actor in standing.values()}


def is_built_in(alias: ActorAlias) -> bool:
    """Whether the reader finds the alias's party by this name whatever the record says."""
    return _is_built_in(_called_by_the_reader().get(alias.actor_id, ()), alias.name, alias.language)


def built_in_of(actor: Actor, aliases: Iterable[ActorAlias]) -> frozenset[int]:
    """The ids of those of the actor's aliases."""
    called = _called_by_the_reader().get(actor.pk, ())
    return frozenset(alias.pk for alias in aliases if _is_built_in(called, alias.name, alias.language))


def _called_by_the_reader() -> dict[int, list[str]]:
    """What the reader calls each party that stands: itself, and those that were merged into it."""
    called: dict[int, list[str]] = {}
    for actor in Actor.objects.exclude(reader_name="").select_related("merged_into"):
        called.setdefault(actor.stands_as.pk, []).append(actor.reader_name)
    return called


def _is_built_in(called: Sequence[str], name: str, language: str) -> bool:
    return any(name == canonical or name in seed().get(canonical, {}).get(language, ()) for canonical in called)
