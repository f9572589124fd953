"""A backup comes back to the hash; one that is broken, or broken off, changes nothing."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from config import backup
from incidents.models import AuditEntry, Claim, Incident, PublishedVersion, ReportVersion, Revision
from incidents.published import published_version
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import publish_incident
from incidents.triggers import protect
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a database of its own for the new machine")
def test_a_new_machine_takes_a_backup_before_anything_else(kept, tmp_path):
    of_the_site = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
    new = {**os.environ, **of_the_site, "STRIKELINE_DATA": str(tmp_path / "new")}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "restore", kept]
    subprocess.run(command, env=new, check=True, capture_output=True)
    with closing(sqlite3.connect(tmp_path / "new" / "strikeline.sqlite3")) as restored:
        assert restored.execute("SELECT count(*) FROM incidents_incident").fetchone() == (1,)
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
