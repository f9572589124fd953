"""Settings: one box with no server to install by default; PostgreSQL and a broker by two variables.

| variable | means | default |
|---|---|---|
| STRIKELINE_DATA | folder of the database, the keys, the name index and the embedded broker | `var/` |
| DATABASE_URL | the database | SQLite in STRIKELINE_DATA |
| CELERY_BROKER_URL | the broker | the filesystem transport in STRIKELINE_DATA |
| STRIKELINE_HOSTS | host names to answer to, with commas | loopback |
| STRIKELINE_CONTACT | how readers report an error: an e-mail address or a page | none |
| STRIKELINE_TILES, STRIKELINE_TILES_CREDIT | online map tiles, `https://host/{z}/{x}/{y}.png`; their credit | none |
| STRIKELINE_TWO_FACTOR | roles that must have a second factor, with commas; `none` for nobody | administrator |
| STRIKELINE_SECOND_PERSON | `1`: nothing is published before somebody else has approved it | off |
| STRIKELINE_MAIL, STRIKELINE_MAIL_FROM | `smtp://user:password@host:587`; who writes | no mail |
| STRIKELINE_PROXIES | how many proxies of ours add to X-Forwarded-For | 0 |
| STRIKELINE_COARSE_RADIUS_M | metres, the least radius of what stands for a secret place | 25000 |
| STRIKELINE_HTTPS | `1` behind TLS: secure cookies and HSTS | off |
| STRIKELINE_GEOCODERS | geocoders of others that the desk may ask, such as `nominatim photon` | none |
| STRIKELINE_GEOCODERS_SECONDS | how long all of them together may take | 8 |
| GEONAMES_URL | where `import_places --download` fetches a country's places | GeoNames' own site |
| STRIKELINE_DEMO | `0` leaves out the demo and its editor | on |
| DJANGO_DEBUG | `1` for development | off |
| DJANGO_SECRET_KEY | the key, where it is kept elsewhere | made once, in STRIKELINE_DATA |
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.libraries import library_in_wheel
from config.mail import mail_settings
from config.secrets import secret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("STRIKELINE_DATA", BASE_DIR / "var")).resolve()

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or secret(DATA_DIR / "secret_key")
DEBUG = os.environ.get("DJANGO_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("STRIKELINE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("STRIKELINE_HTTPS") == "1"

DEMO = os.environ.get("STRIKELINE_DEMO", "1") == "1"
DEMO_EDITOR = "editor"
DEMO_PASSWORD_FILE = DATA_DIR / "demo_password"

INSTALLED_APPS = [
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "leaflet",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "config.apps.ConfigConfig",
    "geo",
    "incidents",
    "publicmap",
    "desk",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "publicmap.caching.SameForAll",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "incidents.people.middleware.SignedInHere",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# IMMEDIATE: a read-then-write transaction takes the write lock at once; in Django's default DEFERRED mode four
# writers lost 1,492 of 2,000 such transactions (design, decision 3).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'strikeline.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

GDAL_LIBRARY_PATH = library_in_wheel("pyogrio", "gdal")
GEOS_LIBRARY_PATH = library_in_wheel("shapely", "geos_c")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The space-time index carries columns that PostgreSQL alone can store beside its keys; SQLite leaves them out.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.staticfiles.ModuleManifestStaticFilesStorage"},
}

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "publicmap:map"

# The roles that get no further than to setting up their second factor until they have one.
TWO_FACTOR_ROLES = frozenset(os.environ.get("STRIKELINE_TWO_FACTOR", "administrator").split(",")) - {"none", ""}

# Whether publishing takes two: what one submits, somebody else approves (`incidents.moves`).
SECOND_PERSON = os.environ.get("STRIKELINE_SECOND_PERSON") == "1"

OTP_TOTP_ISSUER = "Strikeline"  # what the app on the phone calls the account

# The attempts stand in the database, so that the throttle holds across processes. It closes a name for an address, so
# that nobody shuts a whole newsroom out, and for a time that further attempts do not prolong.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "desk/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
# What was typed into these is kept nowhere, be it wrong.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "again", "code"]
AXES_DISABLE_ACCESS_LOG = True  # the audit has it
AXES_CLIENT_IP_CALLABLE = "incidents.people.origin.client_address"
PROXIES = int(os.environ.get("STRIKELINE_PROXIES", "0"))

MAIL = bool(os.environ.get("STRIKELINE_MAIL"))
if MAIL:
    globals().update(mail_settings(os.environ["STRIKELINE_MAIL"]))
    DEFAULT_FROM_EMAIL = os.environ.get("STRIKELINE_MAIL_FROM", "strikeline@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# A report may be long, but not without end; the services give the friendly message well below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

EMBEDDED_BROKER = DATA_DIR / "broker"
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem://"):
    # The transport makes only its control folder, and fails where the others are missing.
    (EMBEDDED_BROKER / "messages").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(EMBEDDED_BROKER / "messages"),
        "data_folder_out": str(EMBEDDED_BROKER / "messages"),
        "control_folder": str(EMBEDDED_BROKER / "control"),
        "polling_interval": 0.3,  # seconds
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # the work row, not the message, is what must not be lost
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

CONTACT = os.environ.get("STRIKELINE_CONTACT", "")

COARSE_RADIUS_M = int(os.environ.get("STRIKELINE_COARSE_RADIUS_M", "25000"))

GEONAMES_URL = os.environ.get("GEONAMES_URL", "https://download.geonames.org/export/dump")

# Nobody is asked where none is named (`geo.online.services` says how they are written).
GEOCODERS = os.environ.get("STRIKELINE_GEOCODERS", "")
GEOCODERS_SECONDS = float(os.environ.get("STRIKELINE_GEOCODERS_SECONDS", "8"))

# Without tiles no page asks another host for anything; with them that one host may send pictures.
MAP_TILES = None
if TILES_URL := os.environ.get("STRIKELINE_TILES"):
    MAP_TILES = {"url": TILES_URL, "credit": os.environ.get("STRIKELINE_TILES_CREDIT", "")}
    tiles = urlsplit(TILES_URL.replace("{s}", "*"))
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(f"{tiles.scheme}://{tiles.netloc}")

# Django-leaflet: nothing of the page may ask a foreign host for tiles.
LEAFLET_CONFIG = {"TILES": [], "MINIMAP": False, "SCALE": "metric", "ATTRIBUTION_PREFIX": "", "RESET_VIEW": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # What a visitor asked for wrongly (404, 422) is told to the visitor.
        "django.request": {"level": "ERROR"},
        # It warns of each address that it asks again, with the key of a geocoder in it.
        "urllib3": {"level": "ERROR"},
    },
}
