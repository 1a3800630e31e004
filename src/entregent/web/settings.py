"""Django's settings, from the environment. Nothing here is to be edited by who installs: see docs/reference/settings.md."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from entregent import __version__
from entregent.web import environment

ENVIRONMENT = environment.read()

if not os.access(
    Path(__file__).parent.parent / "core" / "matching" / "kernel", os.W_OK
):  # compiled code, kept beside it otherwise
    os.environ.setdefault("NUMBA_CACHE_DIR", str(ENVIRONMENT.home / "compiled"))

# Several processes share the machine: two threads for matrices as small as ours cost half as much again, and several times that
# where both cores are busy (docs/benchmarks.md)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "entregent.web.urls"
WSGI_APPLICATION = "entregent.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "django_tasks",
    "entregent.ui",
    "entregent.jobs",
    "entregent.history",
    "entregent.accounts",
    "entregent.contacts",
    "entregent.listening",
    "entregent.watches",
    "entregent.relations",
    "entregent.messages",
    "entregent.discovery",
    "entregent.privacy",
    "entregent.web",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # Django pads against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "entregent.contacts.views.dossier.DossierMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["entregent.ui.templatetags.dates"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "entregent.web.navigation.surroundings",
            ],
        },
    }
]
FORM_RENDERER = "entregent.ui.form_renderer.QuickRenderer"

# Database
try:
    _database: Any = dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600, conn_health_checks=True)
except ValueError as error:
    raise environment.ConfigurationError("database url", ENVIRONMENT.database_url.split("@")[-1]) from error
DATABASES: dict[str, Any] = {"default": _database}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at the start, and never fails half-way for want of it
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What several processes must agree on, rate limits first: in the database, so that nobody runs another server for it
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # beyond, a third is forgotten: more than 10,000 people guessing at once
    },
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # what each process may find again by itself
}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "accounts:log_in"
LOGIN_REDIRECT_URL = "/"

# Coming in: allauth keeps the stages, the second step and single sign-on; docs/decisions/0013-coming-in.md
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
ACCOUNT_ADAPTER = "entregent.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = [
    "email*",
    "password1*",
]  # nobody signs up: allauth's checks want it to agree with the line above
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds: as long as a link works
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_FORMS = {"reauthenticate": "entregent.accounts.forms.own_account.PasswordAgainForm"}
MFA_ADAPTER = "entregent.accounts.adapters.SecondStepAdapter"
MFA_TOTP_ISSUER = "Entregent"
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes, a clock half a minute off
MFA_FORMS = {
    "authenticate": "entregent.accounts.forms.second_step.CodeForm",
    "reauthenticate": "entregent.accounts.forms.second_step.CodeAgainForm",
    "activate_totp": "entregent.accounts.forms.second_step.FirstCodeForm",
}
SOCIALACCOUNT_ADAPTER = "entregent.accounts.adapters.SignOnAdapter"
SIGN_ON = ENVIRONMENT.sign_on

# Letters
MAIL = ENVIRONMENT.mail
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_tls, MAIL.tls
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender
EMAIL_TIMEOUT = 10  # seconds

# Safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
if ENVIRONMENT.https:  # behind a proxy that speaks HTTPS and sets this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{'*' * host.startswith('.')}{host}" for host in ENVIRONMENT.hosts if host != "*"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Languages
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [str(Path(__file__).parent.parent / "locale")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Static files: hashed, compressed once into the home, cached for ever by browsers
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# One-off work: rows, so that enqueuing is part of the caller's transaction; docs/decisions/0011-leased-rows.md
TASKS = {
    "default": {"BACKEND": "entregent.jobs.backend.RowBackend"},  # writes to the database alone: exactly once
    "outside": {
        "BACKEND": "entregent.jobs.backend.RowBackend",
        "OPTIONS": {"outside": True},
    },  # mail, HTTP: at least once
}

# Listening
ALLOWED_ADDRESSES = ENVIRONMENT.allowed_addresses
PUBLIC_ADDRESS = ENVIRONMENT.public_address  # where hubs call; "" where they cannot
PAGES_ADDRESS = ENVIRONMENT.pages_address  # what links in letters begin with
USER_AGENT = f"Entregent/{__version__} (feed reader; {ENVIRONMENT.contact or 'contact not given'})"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json" if ENVIRONMENT.json_logs else "text"}
    },
    "root": {"handlers": ["stderr"], "level": "INFO" if ENVIRONMENT.json_logs else "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {
            "handlers": ["stderr"],
            "level": "ERROR",
            "propagate": False,
        },  # a form sent back is no event
        "django_tasks": {"handlers": [], "propagate": False},  # our worker says it, without what may be secret
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
