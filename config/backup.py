"""A backup of everything that people entered, in one file, and its way back: whole or not at all.

The file is a zip: the database, the secret key (recovery codes and links hang on it), and a manifest with a hash of
each part. On SQLite the database is a copy of its file by SQLite's own backup, which may be taken and put back while
the site runs; on PostgreSQL each table is its rows in the order of their keys (COPY), read in one snapshot and put back
in one transaction, which is checked by the same hashes before it is committed. No program of PostgreSQL's is needed.
Broken off at any moment, a restore has either not begun or only to put the key in its place (`config.restored_key`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.preparation import one_at_a_time
from config.restored_key import KEY, carry, lay_ready, settle
from incidents.models import PublishedVersion
from incidents.published import published_version
from incidents.triggers import APPEND_ONLY
from publicmap.columns import folder as map_folder

FORMAT = 1
MANIFEST, SQLITE = "manifest.json", "database.sqlite3"
LEFT_BEHIND = 6 * 3600  # seconds
PAGES = 256  # of a SQLite database that are copied at a time
# Of the published version, beside what it counts.
_NO_COUNTS = {"id", "changed_at"}


class BackupFailed(Exception):
    """Nothing was changed; the message says why, in one line."""


class _Hashed:
    """Writes on, and hashes what it writes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sha = file, hashlib.sha256()

    def write(self, block: bytes | bytearray | memoryview) -> int:
        self.sha.update(block)
        return self.file.write(block)


def back_up(target: Path) -> dict[str, Any]:
    """Write the backup to `target`, readable by its owner alone; the manifest. A broken-off one leaves no file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                write = _write_sqlite if connection.vendor == "sqlite" else _write_postgresql
                manifest = {"format": FORMAT, "made_at": timezone.now().isoformat(), "database": connection.vendor}
                manifest["migrations"] = sorted(MigrationRecorder(connection).applied_migrations())
                manifest |= write(archive)
                if (key := settings.DATA_DIR / KEY).exists():
                    archive.writestr(KEY, key.read_text())
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Put the backup in place of what is there; the manifest. BackupFailed, with nothing changed, where it is broken.

    The version of what is published goes up, so that no cache takes the restored record for one that it has seen.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT or manifest["database"] != connection.vendor:
                raise BackupFailed(f"{source.name} is a backup of {manifest['database']}, not of {connection.vendor}")
            _refuse_newer(source.name, manifest)
            if PublishedVersion._meta.db_table not in connection.introspection.table_names():
                call_command("migrate", verbosity=0)  # a new machine
            # A map that was made of the former database must not pass for one of the restored.
            with one_at_a_time(), map_folder.forgotten():
                settle()
                number = lay_ready(archive.read(KEY)) if KEY in archive.namelist() else 0
                try:
                    (_read_sqlite if connection.vendor == "sqlite" else _read_postgresql)(archive, manifest, number)
                finally:
                    settle()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, ValueError, FileNotFoundError, EOFError) as broken:
        raise BackupFailed(f"{source.name} is no whole backup: {broken}") from broken
    return manifest


def _refuse_newer(name: str, manifest: dict[str, Any]) -> None:
    """BackupFailed where the database went through migrations that this program does not have."""
    known = MigrationLoader(None).disk_migrations
    newer = [f"{app}.{step}" for app, step in manifest.get("migrations", []) if (app, step) not in known]
    if newer:
        raise BackupFailed(f"{name} is of a newer version of the program ({newer[-1]}): bring this one up to it first")


def _database_file() -> str:
    return str(connection.settings_dict["NAME"])


@contextmanager
def _beside(name: str) -> Iterator[Path]:
    """A file in the data folder, where there is room for a whole database, gone when the block ends."""
    for left in settings.DATA_DIR.glob("backup-*"):
        # Of one that was killed; what is younger may be at work.
        if time.time() - left.stat().st_mtime > LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=settings.DATA_DIR))
    try:
        yield folder / name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_sqlite(archive: zipfile.ZipFile) -> dict[str, Any]:
    with _beside(SQLITE) as copy:
        with closing(sqlite3.connect(_database_file())) as live, closing(sqlite3.connect(copy)) as written:
            live.backup(written)
        with open(copy, "rb") as file, archive.open(SQLITE, "w", force_zip64=True) as member:
            hashed = _Hashed(member)
            shutil.copyfileobj(file, hashed, 1 << 20)
    return {"sha256": {SQLITE: hashed.sha.hexdigest()}}


def _read_sqlite(archive: zipfile.ZipFile, manifest: dict[str, Any], number: int) -> None:
    with _beside(SQLITE) as copy:
        with archive.open(SQLITE) as member, open(copy, "wb") as file:
            hashed = _Hashed(file)
            shutil.copyfileobj(member, hashed, 1 << 20)
        if hashed.sha.hexdigest() != manifest["sha256"][SQLITE]:
            raise BackupFailed("the database in the backup is not the one that was backed up")
        before = published_version().number
        connection.close()
        # One transaction of the live database: whoever reads meanwhile sees the old state, and so does everybody where
        # this is broken off.
        with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(_database_file(), timeout=60)) as live:
            kept.execute(f"PRAGMA user_version = {number:d}")
            with kept:
                now = f"{timezone.now():%Y-%m-%d %H:%M:%S.%f}"
                there = [row[1] for row in kept.execute("PRAGMA table_info(incidents_publishedversion)")]
                kept.execute(*_count_up(there, before, now))
            kept.backup(live, pages=PAGES, progress=_progress)


def _count_up(
    columns: Collection[str], before: int, now: str | dt.datetime
) -> tuple[str, list[str | int | dt.datetime]]:
    """The statement, with its values, that puts the version of what is published above the one that was seen last
    (`before`), and above the one that comes back, and forgets what was explained: nothing tells what a restore changed.

    `columns` are those of its table, which in an older backup are others.
    """
    counted = [name for name in columns if name not in _NO_COUNTS]
    higher = "CASE WHEN row.number < excluded.number THEN excluded.number ELSE row.number + 1 END"
    statement = (
        f"INSERT INTO incidents_publishedversion AS row (id, changed_at, {', '.join(counted)}) "  # noqa: S608  # our own
        f"VALUES (1, ?{', ?' * len(counted)}) ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at, "
        + ", ".join(f"{name} = {0 if name == 'explained' else higher}" for name in counted)
    )
    return statement, [now, *(0 if name == "explained" else before + 1 for name in counted)]


def _progress(status: int, remaining: int, total: int) -> None:
    """Called after each few pages; what it raises breaks the restoring off."""


def _tables(cursor: Any) -> dict[str, dict[str, Any]]:
    """Each table with its columns and the columns of its key."""
    introspection = connection.introspection
    return {
        table: {
            "columns": [column.name for column in introspection.get_table_description(cursor, table)],
            "key": introspection.get_primary_key_columns(cursor, table),
            "sequences": {
                row["name"]: _value_of(cursor, row["name"]) for row in introspection.get_sequences(cursor, table)
            },
        }
        for table in sorted(introspection.table_names(cursor))
    }


def _value_of(cursor: Any, sequence: str) -> list[Any]:
    cursor.execute(f"SELECT last_value, is_called FROM {connection.ops.quote_name(sequence)}")  # noqa: S608
    return list(cursor.fetchone())


def _names(names: list[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def _copy_out(cursor: Any, table: str, shape: dict[str, Any], file: Any) -> str:
    """Write the rows in the order of their key; their hash."""
    rows = f"SELECT {_names(shape['columns'])} FROM {_names([table])} ORDER BY {_names(shape['key'])}"  # noqa: S608
    hashed = _Hashed(file)
    with cursor.copy(f"COPY ({rows}) TO STDOUT") as copy:
        for block in copy:
            hashed.write(block)
    return hashed.sha.hexdigest()


def _write_postgresql(archive: zipfile.ZipFile) -> dict[str, Any]:
    hashes = {}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = _tables(cursor)
        for table, shape in tables.items():
            with archive.open(f"{table}.copy", "w", force_zip64=True) as member:
                hashes[table] = _copy_out(cursor.cursor, table, shape, member)
    return {"tables": tables, "sha256": hashes}


def _read_postgresql(archive: zipfile.ZipFile, manifest: dict[str, Any], number: int) -> None:
    kept, before = manifest["tables"], published_version().number
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        there = _tables(cursor)
        if {table: shape["columns"] for table, shape in there.items()} != {
            table: shape["columns"] for table, shape in kept.items()
        }:
            raise BackupFailed("the backup is of another version: restore it with the program that made it")
        protected = [table for table in APPEND_ONLY if table in there]
        for table in protected:
            cursor.execute(f"ALTER TABLE {_names([table])} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {_names(list(kept))}")
        for table, shape in kept.items():
            with (
                archive.open(f"{table}.copy") as member,
                cursor.cursor.copy(f"COPY {_names([table])} ({_names(shape['columns'])}) FROM STDIN") as copy,
            ):
                while block := member.read(1 << 20):
                    copy.write(block)
            for sequence, (value, is_called) in shape["sequences"].items():
                cursor.execute("SELECT setval(%s::regclass, %s, %s)", [_names([sequence]), value, is_called])
            _progress(0, 0, 0)
        # The foreign keys, before the triggers come back: a table with pending checks cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in protected:
            cursor.execute(f"ALTER TABLE {_names([table])} ENABLE TRIGGER USER")
        with open(os.devnull, "wb") as nowhere:
            for table, shape in kept.items():
                if _copy_out(cursor.cursor, table, shape, nowhere) != manifest["sha256"][table]:
                    raise BackupFailed(f"{table} did not come back as it was")
        columns = [field.attname for field in PublishedVersion._meta.concrete_fields]
        statement, values = _count_up(columns, before, timezone.now())
        cursor.execute(statement.replace("?", "%s"), values)
        carry(number)
