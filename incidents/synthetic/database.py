"""The database that made-up incidents go into: named by a file or an address, and never one that holds real ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.utils import ConnectionHandler

from incidents.models import Incident, IncidentCodeCounter, Report

TOOL = "synthetic"  # `ReportVersion.tool` of made-up reports
# A power cut in the middle costs a run. The indexes' pages stay in memory (KiB) while their keys come in no order.
_IN_A_HURRY = " PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA wal_autocheckpoint=50000;"


class RefusedDatabase(Exception):
    """It cannot be used; the message is one line for people."""


def settings_of(file_or_url: str) -> dict[str, Any]:
    """Django's settings of the database. Raises RefusedDatabase where it is neither a file nor an address."""
    if "://" in file_or_url:
        try:
            parsed: dict[str, Any] = dict(dj_database_url.parse(file_or_url))
        except ValueError as error:
            raise RefusedDatabase(f"{file_or_url} is no address of a database: {error}") from None
    else:
        parsed = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(file_or_url).resolve())}
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        if not Path(parsed["NAME"]).parent.is_dir():
            raise RefusedDatabase(f"{file_or_url} cannot be made: its folder does not exist")
        options: dict[str, Any] = settings.SQLITE_OPTIONS
        parsed["OPTIONS"] = {**options, "init_command": options["init_command"] + _IN_A_HURRY}
    elif parsed["ENGINE"] != "django.db.backends.postgresql":
        raise RefusedDatabase(f"{file_or_url} is neither SQLite nor PostgreSQL")
    return parsed


@contextmanager
def instead_of_ours(database: dict[str, Any]) -> Iterator[None]:
    """This process's Django on the other database, everywhere; on its own again at the end."""
    ours = connections[DEFAULT_DB_ALIAS]
    theirs = ConnectionHandler({DEFAULT_DB_ALIAS: database})[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = theirs
    try:
        yield
    finally:
        theirs.close()
        connections[DEFAULT_DB_ALIAS] = ours


def make_ready() -> None:
    """All tables, and none of an earlier run's rows. Raises RefusedDatabase before anything is changed."""
    try:
        tables = set(connection.introspection.table_names())
        _refuse_what_is_real(tables)
        call_command("migrate", verbosity=0)
        _empty()
    except DatabaseError as error:
        raise RefusedDatabase(f"the database cannot be used: {str(error).splitlines()[0]}") from None


def _refuse_what_is_real(tables: set[str]) -> None:
    if tables and "django_migrations" not in tables:
        raise RefusedDatabase("the database belongs to another program; made-up incidents go into one of their own")
    for table, is_real, what in (
        ("incidents_incident", "NOT is_synthetic", "incidents"),
        ("incidents_reportversion", f"tool <> '{TOOL}'", "reports"),
    ):
        if table not in tables:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE {is_real} LIMIT 1")  # noqa: S608  # ours, see above
            if cursor.fetchone():
                raise RefusedDatabase(f"the database holds real {what}; made-up ones go into one of their own")


def _empty() -> None:
    """Whatever hangs on incidents and reports goes with them."""
    if not Incident.objects.exists() and not Report.objects.exists():
        return
    tables = [model._meta.db_table for model in (Incident, Report, IncidentCodeCounter)]
    flush = connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=True)
    connection.ops.execute_sql_flush(flush)
