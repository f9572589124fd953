"""A backup comes back to the hash; one that is broken, or broken off, changes nothing."""

import hashlib
import itertools
import json
import multiprocessing
import os
import secrets
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections

from config import backup, restored_key
from incidents.changed import Seen
from incidents.models import AuditEntry, Claim, Incident, PublishedVersion, ReportVersion, Revision
from incidents.published import published_version
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import publish_incident
from incidents.triggers import protect
from publicmap.columns import folder
from tests.factories import EditorFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db(transaction=True)


def hashes() -> dict[str, str]:
    """Every table of the record, the history, the audit and the captures, and of the people."""
    encode = DjangoJSONEncoder(sort_keys=True, ensure_ascii=False).encode
    models = [*apps.get_app_config("incidents").get_models(), *apps.get_app_config("auth").get_models()]
    return {
        model.__name__: hashlib.sha256(encode(list(model._base_manager.order_by("pk").values())).encode()).hexdigest()
        for model in models
        if model is not PublishedVersion  # goes up with a restore
    }


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def record(editor):
    version = ReportVersionFactory(text="قصف مستودع قرب البلدة — \\N \\t \u2028 🚨\nTwo were hurt.")
    claim = add_claim(by=editor, version=version, facts=FACTS)
    incident = accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident
    return publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)


@pytest.fixture
def kept(record, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").write_text("the key of then")
    call_command("backup", str(tmp_path / "kept.zip"))
    return tmp_path / "kept.zip"


@pytest.fixture
def later(kept, editor):
    """What was done after the backup."""
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    Claim.objects.filter(pk=claim.pk).update(reason="later")
    (kept.parent / "secret_key").write_text("another key")
    return hashes()


def test_a_backup_that_is_broken_off_leaves_no_file(tmp_path, settings, monkeypatch):
    def full_disk(archive):
        raise OSError("No space left on device")

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(backup, f"_write_{connection.vendor}", full_disk)
    with pytest.raises(OSError, match="No space left"):
        backup.back_up(tmp_path / "kept.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def new_machine(tmp_path):
    """The address of an empty database of its own, and how to open one by its name, without Django's types."""
    if connection.vendor == "sqlite":
        yield "", str(tmp_path / "new" / "strikeline.sqlite3"), lambda name: closing(sqlite3.connect(name))
        return
    server, name = connection.get_connection_params(), f"new_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        where = {key: server[key] for key in ("host", "port", "user")}
        address = "postgres://{user}@{host}:{port}/".format(**where) + name
        yield address, name, lambda name: psycopg.connect(**where, dbname=name)
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(database):
    """Every row of every table that people's work stands in, as the database itself gives it."""
    cursor, found = database.cursor(), {}
    for model in apps.get_models():
        table = model._meta.db_table
        if table.startswith(("incidents_", "auth_user", "auth_group", "otp_totp_", "geo_", "django_session")):
            cursor.execute(f"SELECT * FROM {table} ORDER BY {model._meta.pk.column}")
            found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    del found["incidents_publishedversion"]  # goes up with a restore
    return found


def test_a_new_machine_takes_a_backup_before_anything_else(kept, tmp_path, new_machine):
    """Another folder and another database, by the program itself: all is there, to the byte."""
    address, name, opened = new_machine
    of_the_site = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": address}
    new = {**os.environ, **of_the_site, "STRIKELINE_DATA": str(tmp_path / "new")}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "restore", kept]
    subprocess.run(command, env=new, check=True, capture_output=True)
    with opened(name) as restored, opened(connection.settings_dict["NAME"]) as original:
        there = rows(restored)
        assert there == rows(original) and len(there) > 25
    assert (tmp_path / "new" / "secret_key").read_text() == "the key of then"


def test_everything_comes_back_to_the_hash(kept, editor):
    before, version = hashes(), published_version().number
    add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    (kept.parent / "secret_key").write_text("another key")
    assert hashes() != before
    call_command("restore", str(kept))
    assert hashes() == before
    assert published_version().number > version
    assert (kept.parent / "secret_key").read_text() == "the key of then"
    assert Incident.objects.published().count() == Revision.objects.filter(verb="publish_incident").count() == 1
    # What comes next takes no number that was given before.
    assert add_claim(by=editor, version=ReportVersion.objects.get(), facts=FACTS).pk > 1
    assert AuditEntry.objects.latest("pk").revision == Revision.objects.latest("pk")


def test_the_triggers_are_no_hindrance(kept, later):
    protect()
    try:
        call_command("restore", str(kept))
        assert hashes() != later
    finally:
        unprotect()


def unprotect():
    """As the tests run: tables are emptied between them."""
    with connection.cursor() as cursor:
        for table in ("incidents_revision", "incidents_auditentry"):
            if connection.vendor == "sqlite":
                for event in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")


def test_broken_off_in_the_middle_the_old_state_stands(kept, later, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_progress", stop)
    monkeypatch.setattr(backup, "PAGES", 8)
    with pytest.raises(KeyboardInterrupt):
        call_command("restore", str(kept))
    assert hashes() == later
    assert (kept.parent / "secret_key").read_text() == "another key"


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(number):
    """Killed when it is called for the `number`th time; before that it does nothing."""
    calls = itertools.count(1)
    return lambda *_: die() if next(calls) == number else None


# What a restore is about to do, or has just done, when it is killed; and whether the old state still stands then.
MOMENTS = {
    "the key lies ready": ("_read", die, True),
    "the first rows are written": ("_progress", die_at(1), True),
    "many rows are written": ("_progress", die_at(20), True),
    "the key is about to move": ("replace", die, False),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_old_state_stands_or_the_whole_new_one(kept, later, moment):
    """A process of its own, ended by SIGKILL; what comes next, here a start of the site, settles it."""
    call_command("restore", str(kept))
    restored = hashes()
    editor = EditorFactory()
    AuditEntry.objects.create(at=editor.date_joined, verb="sign_in", by=editor, subject="person")
    (kept.parent / "secret_key").write_text("another key")
    old = hashes()
    what, ends, stands = MOMENTS[moment]

    def run():
        backup.PAGES = 8
        if what == "replace":
            os.replace = ends
        else:
            setattr(backup, f"_read_{connection.vendor}" if what == "_read" else what, ends)
        backup.restore(kept)

    connections.close_all()  # a forked child must not inherit an open connection
    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert hashes() == (old if stands else restored)
    restored_key.settle()
    assert (kept.parent / "secret_key").read_text() == ("another key" if stands else "the key of then")
    assert not list(kept.parent.glob("secret_key.*"))
    call_command("restore", str(kept))
    assert hashes() == restored, "the next one finds nothing in its way"


def test_a_backup_of_a_newer_version_is_refused_in_one_line(kept, later):
    def change(parts):
        manifest = json.loads(parts["manifest.json"])
        manifest["migrations"].append(["incidents", "9999_of_next_year"])
        parts["manifest.json"] = json.dumps(manifest).encode()

    broken(kept, change)
    with pytest.raises(CommandError, match=r"^kept.zip is of a newer version .*incidents.9999_of_next_year") as refused:
        call_command("restore", str(kept))
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    assert hashes() == later
    assert (kept.parent / "secret_key").read_text() == "another key"


def broken(kept, change):
    """The backup with one of its parts changed."""
    with zipfile.ZipFile(kept) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_backup_that_was_tampered_with_is_refused(kept, later):
    def change(parts):
        name = next(name for name in parts if b"Two were hurt" in parts[name])
        parts[name] = parts[name].replace(b"Two were hurt", b"Ten were hurt")

    broken(kept, change)
    with pytest.raises(CommandError):
        call_command("restore", str(kept))
    assert hashes() == later


def test_what_is_no_whole_backup_is_refused(kept, later):
    for content in (b"", b"no zip", kept.read_bytes()[:-2000]):
        kept.write_bytes(content)
        with pytest.raises(CommandError, match="no whole backup"):
            call_command("restore", str(kept))
    assert hashes() == later


def test_a_backup_is_its_owners_and_a_failed_one_leaves_none(kept, monkeypatch):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    monkeypatch.setattr(backup.zipfile.ZipFile, "writestr", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        backup.back_up(kept.with_name("other.zip"))
    assert not kept.with_name("other.zip").exists()


def test_what_the_map_remembers_is_gone_after_a_restore(kept):
    remembered = folder.private_folder() / "state-0.json"
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text("{}")
    call_command("restore", str(kept))
    assert not remembered.exists()


def test_after_a_restore_nothing_is_taken_for_explained(kept):
    seen = Seen.now()
    assert seen.changed_until(Seen.now()) is not None
    call_command("restore", str(kept))
    assert seen.changed_until(Seen.now()) is None
    assert published_version().explained == 0


# What the table of the version was, and the way back to what it is.
OLDER = {
    "before restrictions were counted": (
        "DROP COLUMN restricted",
        "ADD COLUMN restricted bigint NOT NULL DEFAULT 0",
    ),
    "what was not explained was counted": (
        "RENAME COLUMN explained TO unexplained",
        "RENAME COLUMN unexplained TO explained",
    ),
}


@pytest.mark.parametrize("of", OLDER)
def test_a_backup_of_an_older_version_comes_back(kept, record, tmp_path, of):
    was, becomes = OLDER[of]
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL a backup is restored with the program that made it")
    before = published_version().number
    older = tmp_path / "older.zip"
    with zipfile.ZipFile(kept) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(parts["database.sqlite3"])
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute(f"ALTER TABLE incidents_publishedversion {was}")
    parts["database.sqlite3"] = copy.read_bytes()
    manifest = json.loads(parts["manifest.json"])
    manifest["sha256"]["database.sqlite3"] = hashlib.sha256(parts["database.sqlite3"]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(older, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    backup.restore(older)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM incidents_publishedversion")
        assert cursor.fetchone()[0] > before
        cursor.execute(f"ALTER TABLE incidents_publishedversion {becomes}")
    assert Incident.objects.get(pk=record.pk).code == record.code
