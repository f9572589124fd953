"""Settings of the tests: the product's own, with a data folder and databases that no other run shares."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "STRIKELINE_TEST_RUN" not in os.environ:
    # Made once by the process that starts the run; pytest-xdist's workers and real Celery workers inherit it.
    os.environ["STRIKELINE_TEST_RUN"] = tempfile.mkdtemp(prefix="strikeline-test-")
    maker = os.getpid()
    atexit.register(
        lambda: os.getpid() == maker and shutil.rmtree(os.environ["STRIKELINE_TEST_RUN"], ignore_errors=True)
    )
# A folder of its own for each worker of pytest-xdist: the embedded broker lies in it.
os.environ["STRIKELINE_DATA"] = str(
    Path(os.environ["STRIKELINE_TEST_RUN"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
)

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASES, STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one

# A file, not memory: a real worker process and the threads of the live server share it.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # What a power cut would do to it is no matter here.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Nothing is collected for the tests; hashed names are tried where the real site is served (tests/e2e).
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
