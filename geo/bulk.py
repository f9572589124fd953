"""Many rows in one statement: the ORM takes minutes for a million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], conflict: str = "") -> None:
    """By ``executemany`` on SQLite, by COPY on PostgreSQL; ``conflict`` is an ON CONFLICT clause.

    In the caller's transaction. Table and columns are ours, never a user's; the values go as parameters or by COPY.
    """
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not conflict:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        elif connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608
            )
            with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            # ON CONFLICT DO UPDATE may not touch a row twice in one statement.
            distinct = "DISTINCT ON (id)" if "DO UPDATE" in conflict else ""
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {distinct} {names} FROM incoming {conflict}")  # noqa: S608
            cursor.execute("DROP TABLE incoming")
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places}) {conflict}", rows)  # noqa: S608
