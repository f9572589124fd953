"""The parties that the reader knows: its built-in ones are the seed, and editors add names of their own."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache

from django.db import transaction

from extraction.facts import ActorName, Reading
from extraction.lexicon import FOLDER
from incidents.models import Actor, ActorAlias
from incidents.services.revisions import made

Names = dict[str, list[str]]  # by language


@cache
def seed() -> dict[str, Names]:
    """The reader's own parties: canonical English name -> language -> names written out in full.

    Patterns of the reader ("forces|troops", "islamic?") are no names and are left out.
    """
    tables = tomllib.loads((FOLDER / "parties.toml").read_text(encoding="utf-8"))
    return {
        canonical: {
            language: [name for name in written if not set(name) & set("|?.")] for language, written in names.items()
        }
        for table in tables.values()
        for canonical, names in table.items()
    }


def load_seed() -> int:
    """Bring the seed's parties and names into the database; the number of parties that were new. Safe to repeat."""
    new = 0
    with transaction.atomic():
        for canonical, names in seed().items():
            actor, created = Actor.objects.get_or_create(name=canonical)
            aliases = (
                ActorAlias(actor=actor, name=name, language=language)
                for language, written in names.items()
                for name in written
            )
            ActorAlias.objects.bulk_create(aliases, ignore_conflicts=True)
            if created:
                made(actor, "load_actors", by=None)
                new += 1
    return new


def identified(reading: Reading) -> Reading:
    """The reading with the ids of its parties: the reader names its built-in ones and does not know their rows."""
    names = {actor.name for claim in reading.claims for actor in claim.actors if actor.actor_id is None}
    rows = dict(Actor.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
    if not rows:
        return reading
    claims = (
        replace(claim, actors=tuple(replace(a, actor_id=a.actor_id or rows.get(a.name)) for a in claim.actors))
        for claim in reading.claims
    )
    return replace(reading, claims=tuple(claims))


def actor_names() -> list[ActorName]:
    """What editors added: names that the reader does not know by itself."""
    built_in = seed()
    rows = ActorAlias.objects.order_by("pk").values_list("actor_id", "actor__name", "name", "language")
    aliases = [
        ActorName(pk, canonical, name, language)
        for pk, canonical, name, language in rows
        if name not in built_in.get(canonical, {}).get(language, ())
    ]
    own = Actor.objects.exclude(name__in=built_in).order_by("pk").values_list("pk", "name")
    return [*aliases, *(ActorName(pk, name, name, "und") for pk, name in own)]
