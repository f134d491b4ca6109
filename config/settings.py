"""Settings: one file. What the environment says is read by `config.environment`; nonsense there stops the start."""

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accounts.entrance import form_names
from config import addresses, embedded
from config.environment import (
    address,
    broker,
    bucket,
    database,
    mail_server,
    number,
    redis_db,
    refuse,
    switch,
    text,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent


# --- The house

DATA = embedded.data_folder()
BASE_URL = address(
    "BASE_URL", ("http", "https"), addresses.url(text("HOST", "127.0.0.1"), number("PORT", 8000))
).rstrip("/")
HTTPS = BASE_URL.startswith("https://")
HOSTNAME = urlsplit(BASE_URL).hostname
if not HOSTNAME:
    raise refuse("BASE_URL", "name a host, as in https://community.example.com")
DEBUG = switch("DEBUG")


def secret_key() -> str:
    if value := text("SECRET_KEY"):
        if len(value) < 32:
            raise refuse("SECRET_KEY", "use at least 32 characters")
        return value
    if HTTPS:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: a site on https needs its own, of 32 characters or more."
        )
    kept = DATA / "secret_key"
    if not kept.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of the same start was quicker
    return kept.read_text().strip() or secrets.token_urlsafe(48)


SECRET_KEY = secret_key()
# Keys of before: what was signed or locked with them is still read.
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
if any(len(key) < 32 for key in SECRET_KEY_FALLBACKS):
    raise refuse(
        "SECRET_KEY_FALLBACKS", "name the keys of before, each of at least 32 characters, with commas"
    )
ALLOWED_HOSTS = words("ALLOWED_HOSTS", f"{HOSTNAME},localhost,127.0.0.1,[::1]" if not HTTPS else HOSTNAME)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "config.apps.ConfigApp",
    "tickets",
    "community",
    "accounts",
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.asked.AskedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.brand.middleware.HouseTimeMiddleware",
    "accounts.members.middleware.MemberLanguageMiddleware",
    "accounts.entrance.meanwhile.SignedInMiddleware",
    "accounts.members.middleware.MembershipMiddleware",
    "accounts.members.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.brand.context.brand",
                "community.feed.context.rail",
            ],
        },
    }
]

# --- Database, cache, live, queue

DATABASES = {
    "default": database(address("DATABASE_URL", ("postgres", "postgresql"), embedded.database_url(DATA)))
}
# A connection a thread is kept (WSGI); under ASGI threads come and go, so the pool keeps them instead. Either way it is
# asked whether it still lives before somebody is answered by it: a database that started again is nobody's error page.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if pool := number("DATABASE_POOL", 0):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = number("DATABASE_CONN_MAX_AGE", 0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = address("REDIS_URL", ("redis", "rediss", "unix"), embedded.redis_url(DATA, 0))
LIVE_REDIS_URL = redis_db(REDIS_URL, number("REDIS_DB_LIVE", 2))
CACHES = {
    # What must survive a dead Redis: sign-in limits, used one-time codes.
    # Room enough that nobody can push a limit out by filling the table: at the default of 300 one could.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # What may be forgotten at any moment: fragments, each with a lifetime.
    "fragments": {
        "BACKEND": "accounts.fragments.FragmentCache",
        "LOCATION": redis_db(REDIS_URL, number("REDIS_DB_CACHE", 1)),
        "TIMEOUT": 24 * 3600,
    },
}
CELERY_BROKER_URL = broker(redis_db(REDIS_URL, number("REDIS_DB_QUEUE", 3)))

# --- People and sign-in

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["accounts.entrance.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # nobody signs up; it also says that sign-in takes a password
# Who joins by an invitation has shown that the address is theirs; a new address is shown by a code.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; everywhere else the old password's sessions end
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {name: f"accounts.entrance.forms.{form}" for name, form in form_names.ACCOUNT.items()}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    # A mailbox gets at most three letters an hour of each kind, whoever asks (row 50).
    "request_login_code": "20/m/ip,3/h/key",
    "reset_password": "20/m/ip",
    "password_letter": "3/h/key",
    "confirm_email": "3/h/key",
    "manage_email": "10/h/user",
    "code_again": "3/h/user",
    "joining": "20/m/ip,3/h/key",
    "renewal": "20/m/ip",
    "alert": "10/h/ip",  # illegal content, signed out
    "alert_letter": "3/h/key",
    "track": "30/h/ip,10/h/key",  # following a request by its key, signed out
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {name: f"accounts.entrance.forms.{form}" for name, form in form_names.MFA.items()}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every member's address has been shown to be theirs
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
# How many proxies stand in front of us; only then is X-Forwarded-For believed, and only its last hops.
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXIES", 0)

# --- Cookies and headers

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.members.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS and switch("SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and number("TRUSTED_PROXIES", 0) else None
)
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Words and times

LANGUAGE_CODE = text("LANGUAGE", "es")
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
if LANGUAGE_CODE not in dict(LANGUAGES):
    # The shell's own LANGUAGE ("en_US:en") is not ours to refuse.
    LANGUAGE_CODE = "es"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(text("STATIC_ROOT", str(DATA / "static")))
WHITENOISE_USE_FINDERS = not HTTPS
MEDIA_URL = text("MEDIA_URL", "/media/")
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(DATA / "media")))
MEDIA_BUCKET = text("MEDIA_BUCKET")
# Who was erased, as hashes: kept where the backups are, never in them (docs/production.md).
TOMBSTONES = text("TOMBSTONES", str(DATA / "tombstones.txt"))
MEDIA_REDIRECT = text("MEDIA_REDIRECT")  # an internal nginx location for X-Accel-Redirect

MEDIA_ENDPOINT = address("MEDIA_ENDPOINT", ("http", "https"))
if MEDIA_BUCKET:
    # Pictures are links into the bucket, valid for a minute.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(MEDIA_ENDPOINT or "https://*.amazonaws.com")
STORAGES = {
    "default": bucket(MEDIA_BUCKET, MEDIA_ENDPOINT)
    if MEDIA_BUCKET
    else {"BACKEND": "accounts.media.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "config.hashing.HashedFiles"
        if HTTPS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Spooled to disk above 2.5 MB; a photo from a phone is 12 MB, eight of them are a post.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640  # nginx sends them, as a member of the folder's group
FILE_UPLOAD_HANDLERS = [
    "accounts.media.intake.SizeCap",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Pushes go to public https addresses; a test's own push service listens here.
PUSH_LOOPBACK = False

# --- Mail: rows in accounts.Mail, carried by the worker

MAIL_SERVER = mail_server(address("EMAIL_URL", ("smtp", "smtp+tls", "smtps", "file")), DATA / "mail")
EMAIL_BACKEND = "accounts.mail.backend.OutboxBackend"  # nothing goes out but through the outbox
# Without a name of its own mail comes from the brand's.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("DEFAULT_FROM_EMAIL", f"tertulia@{HOSTNAME}")
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise refuse("DEFAULT_FROM_EMAIL", "use an address such as Club <club@example.com>")

# --- Mail that comes in: through `manage.py receive_mail`, a mailbox, or a provider's signed calls

INBOUND_IMAP_URL = address("INBOUND_IMAP_URL", ("imaps", "imap+tls", "imap"))
if INBOUND_IMAP_URL and not urlsplit(INBOUND_IMAP_URL).hostname:
    raise refuse("INBOUND_IMAP_URL", "name a mailbox, as in imaps://user:password@host/INBOX")


def inbound_address() -> str:
    """Where our mails are answered: `name+token@host`. Empty while nothing takes mail in. On the machine where the
    house is tried out it is there in any case: the command takes mail in."""
    trying = HOSTNAME in ("localhost", "127.0.0.1", "::1")
    mailbox = unquote(urlsplit(INBOUND_IMAP_URL).username or "")
    known = mailbox if "@" in mailbox else parseaddr(DEFAULT_FROM_EMAIL)[1]
    found = text("INBOUND_ADDRESS", known if INBOUND_IMAP_URL or trying else "")
    name = found.rpartition("@")[0]
    if found and (not name or not found.isascii() or len(name) > 16 or not name.replace(".", "").isalnum()):
        if text("INBOUND_ADDRESS"):
            raise refuse("INBOUND_ADDRESS", "use an address such as reply@example.com, with a short name")
        return f"reply@{found.rpartition('@')[2]}"
    return found


INBOUND_ADDRESS = inbound_address()
# Keys and passwords of mail providers: ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY, ANYMAIL_WEBHOOK_SECRET (user:password), …
ANYMAIL = {name.removeprefix("ANYMAIL_"): text(name) for name in os.environ if name.startswith("ANYMAIL_")}

# --- Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "masking": {"()": "accounts.entrance.masking.Masking"},
        "one_line": {"()": "accounts.entrance.refusals.OneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["masking", "one_line"]}
    },
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.db.backends": {"level": "INFO"},
        "django": {"level": "INFO", "propagate": True, "handlers": []},
    },
}
if dsn := address("SENTRY_DSN", ("https", "http")):
    from config import reporting  # what it needs is loaded only where somebody reports

    reporting.begin(dsn)
