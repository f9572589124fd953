"""Rows that are written once: nothing here changes or deletes them. `incidents.triggers` holds it in the database."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from incidents.triggers import WHY


class AppendOnlyQuerySet(models.QuerySet):  # type: ignore[type-arg]  # used by several models
    def update(self, **values: Any) -> NoReturn:
        raise TypeError(WHY)

    def delete(self) -> NoReturn:
        raise TypeError(WHY)

    def bulk_update(self, *arguments: Any, **options: Any) -> NoReturn:
        raise TypeError(WHY)


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(WHY)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(WHY)
