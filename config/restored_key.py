"""The secret key comes back with its database, though one is a file and the other commits.

The key waits in a file that is named by a number, and the database that is put in place carries that number. Whoever
comes next, be it after a power cut, sees by the number whether the restore took place: then the key moves into its
place, else it goes.
"""

from __future__ import annotations

import os
import secrets

from django.conf import settings
from django.db import connection

from incidents.models import PublishedVersion

KEY = "secret_key"
_TABLE = PublishedVersion._meta.db_table


def lay_ready(key: bytes) -> int:
    """Keep the key of the backup beside the present one; the number that the restored database has to carry."""
    number = 1 + secrets.randbelow(2**31 - 1)  # what SQLite's user_version holds
    with open(os.open(_waiting(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return number


def settle() -> None:
    """Put the key in its place where its database came back, and remove any other that waits."""
    for waits in settings.DATA_DIR.glob(f"{KEY}.*"):
        if waits == _waiting(_carried()):
            os.replace(waits, settings.DATA_DIR / KEY)
        else:
            waits.unlink()


def carry(number: int) -> None:
    """Mark the restored database on PostgreSQL, in the transaction that brings it; on SQLite the copy is marked."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE {_TABLE} IS '{int(number)}'")


def _waiting(number: int) -> os.PathLike[str]:
    return settings.DATA_DIR / f"{KEY}.{number}"


def _carried() -> int:
    """The number of the last restore; 0 for none."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
        else:
            cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [_TABLE])
        return int(cursor.fetchone()[0] or 0)
