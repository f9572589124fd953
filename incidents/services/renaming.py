"""What the public reads and finds of incidents whose place or party was renamed follows, by the worker."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from geo.models import Place
from incidents import work
from incidents.errors import Refused
from incidents.models import Actor, Incident, Renaming
from incidents.services.incidents import recompute
from incidents.services.locking import lock_rows

_RENAMED_AT_ONCE = 20  # incidents in one transaction: more would keep others from saving


def note_renamed(by: AbstractBaseUser, place: Place | None = None, actor: Actor | None = None) -> None:
    """Ask the worker to follow; in the transaction of the change."""
    Renaming.objects.create(place=place, actor=actor, made_by=by, made_at=timezone.now())  # type: ignore[misc]
    transaction.on_commit(work.ring)


def follow_renamed() -> int:
    """Compute again the incidents in places and with parties that were renamed; how many there were.

    Titles are made of a place's name, and the words by which an incident is found of both. Each few in a transaction
    of their own, the newest first, until none is left.
    """
    done = 0
    while few := _follow_few():
        done += few
    return done


def _follow_few() -> int:
    with transaction.atomic():
        renaming = Renaming.objects.select_for_update(skip_locked=True).order_by("pk").first()
        if renaming is None:
            return 0
        named = {"actors__actor": renaming.actor_id} if renaming.actor_id else {"places__place": renaming.place_id}
        reason = (
            gettext_noop("The name of a party was corrected.")
            if renaming.actor_id
            else gettext_noop("The name of a place was corrected.")
        )
        inside = Incident.objects.filter(**named, is_deleted=False).distinct()
        if renaming.below is not None:
            inside = inside.filter(pk__lt=renaming.below)
        few = list(inside.order_by("-pk")[:_RENAMED_AT_ONCE])
        lock_rows(Incident, [incident.pk for incident in few])
        for incident in few:
            # One that contradicts its claims is for an editor to mend, and keeps its title until then.
            with suppress(Refused):
                recompute(incident, renaming.made_by, reason=reason)
        if len(few) < _RENAMED_AT_ONCE:
            renaming.delete()
        else:
            renaming.below = few[-1].pk
            renaming.save(update_fields=["below"])
        return len(few)
