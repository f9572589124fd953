"""Triggers by which the database itself refuses to change or delete what is written once.

No queryset, no console and no other program gets round them. They are laid after each `migrate` rather than by a
migration: SQLite changes a table by making it anew, which loses its triggers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections

APPEND_ONLY = ("incidents_revision", "incidents_auditentry")
WHY = "a row of this table is never changed or deleted"


def protect(tables: Iterable[str] = APPEND_ONLY, using: str = "default") -> None:
    """Lay the triggers on those of the tables that exist; safe to repeat. PostgreSQL 14 or SQLite."""
    connection = connections[using]
    lay = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in tables:
            for statement in lay(table) if table in there else ():
                cursor.execute(statement)


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION strikeline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION strikeline_append_only()",
    ]
