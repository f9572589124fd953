from django.db import models


class Actor(models.Model):
    """A party; its names and aliases are rows of their own."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)
    # The party that this one turned out to be; what hung on it stands there.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    lock_version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class ActorAlias(models.Model):
    """One name of an actor in one language, as reports write it."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="und")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "name", "language"], name="actoralias_once_an_actor"),
        ]

    def __str__(self) -> str:
        return self.name
