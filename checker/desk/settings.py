"""Django's settings of the desk. What offices may choose is in `configuration.py`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from checker.desk.configuration import Configuration

_HERE = Path(__file__).parent
DESK = Configuration.from_environment()

SECRET_KEY = DESK.secret_key()
DEBUG = DESK.debug
ALLOWED_HOSTS = list(DESK.hosts)

INSTALLED_APPS = [
    "checker.desk.accounts",
    "checker.desk.units",
    "checker.desk.reports",
    "checker.desk.review",
    "checker.desk.overview",
    "checker.desk.trail",
    "checker.desk.jobs",
    "axes",
    "django_htmx",
    "checker.desk.apps.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "checker.desk.headers.proxy_tells",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "checker.desk.headers.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # reads a form's body: not for strangers
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "checker.desk.accounts.middleware.WholePages",
    "checker.desk.accounts.middleware.SessionRules",
    "checker.desk.accounts.middleware.PasswordFirst",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "checker.desk.urls"
WSGI_APPLICATION = "checker.desk.wsgi.application"

# Pages are made as those of the outputs are, with Jinja2; Django's own templates are for its admin.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "desk",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "checker.desk.pages.environment",
            "context_processors": ["checker.desk.pages.everywhere"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {
    "default": (
        dj_database_url.parse(DESK.database_url, conn_max_age=600, conn_health_checks=True)
        if DESK.database_url
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DESK.data / "desk.sqlite3",
            "CONN_MAX_AGE": None,  # opening one takes longer than most queries
            "OPTIONS": {
                # Writers wait for each other instead of failing; readers never wait.
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # costs who guesses memory too, and the server less time
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "checker.desk.accounts.validators.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"

# A name is locked for an address after five wrong passwords, for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says how long it lasts
AXES_LOCKOUT_CALLABLE = "checker.desk.accounts.signing.locked_out"
AXES_CLIENT_IP_CALLABLE = "checker.desk.trail.address.address_of"
AXES_DISABLE_ACCESS_LOG = True  # the desk has its own
AXES_ENABLE_ADMIN = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# Styles and scripts that the desk's pages share with those the program writes are served from where they are.
STATICFILES_DIRS = [
    _HERE / "static",
    ("report", _HERE.parent / "output" / "html" / "static"),
    ("overview", _HERE.parent / "auditing" / "pages" / "dashboard" / "static"),
    ("chart", _HERE.parent / "auditing" / "pages" / "vendor"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 7 * 24 * 60 * 60  # seconds; the address changes with the content (assets.py)

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_TEMP_DIR = None

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_AGE = 60 * 60  # ours (accounts/middleware.py)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "checker.desk.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DESK.https
SECURE_HSTS_SECONDS = 31_536_000 if DESK.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = DESK.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DESK.https and DESK.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Nobody is sent mail: what goes wrong is written down (`logs.py` adds a file), without what pages were given.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody in the network could fill the log with it
        "waitress.queue": {"level": "ERROR"},  # that a page waits for another one is no news
    },
}
