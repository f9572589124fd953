from django.db import models

from incidents.models.named import Alias, Named, NamedMerge


class Actor(Named):
    """A party; its names and aliases are rows of their own."""

    # What the reader's own table calls it; empty for a party that an editor added.
    reader_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader_name"], condition=~models.Q(reader_name=""), name="actor_once_a_name_of_the_reader"
            ),
        ]


class ActorAlias(Alias):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "name", "language"], name="actoralias_once_an_actor"),
        ]


class ActorMerge(NamedMerge):
    kept = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="gone_in")
