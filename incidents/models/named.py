"""What has names in several languages and may turn out to be the same as another one: sources and parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from geo.folding import ARTICLES, fold, without_article


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """The column `of`, folded (`geo.folding.fold`) whenever its row is written: what names are looked up by."""

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": 400, "editable": False, "db_index": True, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded


class NamedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # of sources, of parties
    def standing(self) -> Self:
        """Without those that turned out to be another one."""
        return self.filter(merged_into=None)

    def standing_for(self, pks: Iterable[int]) -> set[int]:
        """The ids, and those of what these turned out to be, however often that was merged on."""
        known: set[int] = set()
        more = set(pks)
        while more:
            known |= more
            more = set(self.filter(merged__in=more).values_list("pk", flat=True)) - known
        return known

    def called(self, name: str) -> Self:
        """Those that bear the name or had it before they were merged, as people write it: case and marks aside."""
        folded = fold(name)
        bears = Q(folded=folded) | Q(pk__in=self._bearers(folded=folded))
        return self.filter(bears if folded else Q(name=name))

    def with_words(self, words: str) -> Self:
        """Those with a name, in any language, that holds all the words or beginnings of words."""
        folded = fold(words).split()
        # Nobody writes the article alike: «الجزيرة», "al-Jazeera", "Aljazeera".
        telling = [without_article(word) for word in folded if word not in ARTICLES] or folded
        of_name, of_alias = Q(), Q()
        for word in telling:
            of_name &= Q(folded__contains=word)
            of_alias &= Q(folded__contains=word)
        return self.filter(of_name | Q(pk__in=self._bearers(of_alias))) if telling else self.none()

    def _bearers(self, *conditions: Q, **values: str) -> models.QuerySet[Any]:
        aliases = self.model.aliases.rel  # type: ignore[attr-defined]
        rows = aliases.related_model._default_manager.filter(*conditions, **values)
        return rows.values(aliases.field.attname)


class Named(models.Model):
    """`merged_into` is the one that this one turned out to be; what hung on it stands there."""

    name = models.CharField(max_length=200, unique=True)
    folded = FoldedField(of="name")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    lock_version = models.PositiveIntegerField(default=1)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def stands_as(self) -> Self:
        """Itself, or the one that it was merged into in the end."""
        standing: Self = self
        while standing.merged_into is not None:
            standing = standing.merged_into  # type: ignore[assignment]  # of the same table
        return standing


class Alias(models.Model):
    """Another name in one language, as reports write it."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="und")
    folded = FoldedField(of="name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class NamedMerge(models.Model):
    """One taken in by another that it turned out to be, with all that its undoing needs."""

    names = models.JSONField()  # of the one that is gone: [name, language]
    given = models.JSONField()  # of these the ones that the one that is kept did not have
    moved = models.JSONField()  # what hung on the one that is gone (`services.moving`)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="%(class)s_gone_into_one"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"  # type: ignore[attr-defined]
