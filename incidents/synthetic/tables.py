"""Rows for one table: the values that vary, and the model's own defaults for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from geo.bulk import insert


class Table:
    """Collects rows of a model and writes them at once, in the database in use.

    `varying` are the columns that each row gives, `same` values that all rows share. Dates are given as ISO 8601
    strings and JSON as text, which both databases take.
    """

    def __init__(self, model: type[models.Model], varying: Sequence[str], **same: Any) -> None:
        self.model = model
        fields = [
            field
            for field in model._meta.concrete_fields
            if field.attname not in varying and not isinstance(field, models.AutoField)
        ]
        self.columns = [*varying, *(field.attname for field in fields)]
        self.rest = tuple(
            field.get_db_prep_save(same.get(field.attname, field.get_default()), connection) for field in fields
        )
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        self.rows.append(values + self.rest)

    def write(self) -> None:
        """Write what was collected, in the caller's transaction."""
        if self.rows:
            insert(self.model._meta.db_table, self.columns, self.rows)
            self.rows.clear()


def count_on(tables: Sequence[Table]) -> None:
    """Let the databases' own numbering go on after the ids that were given."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
