"""Settings: what differs between machines comes from the environment, and what is missing stops the start."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from portal import sealed
from portal.policy import CONTENT_SECURITY_POLICY, LOGGING  # noqa: F401, Django reads them here

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("VAR", str(BASE_DIR / "var")))  # everything made at run time

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)  # one-click personas and the outbox page; never in production
SECRET_KEY = env.str("SECRET_KEY")
CPR_KEYS = env.list("CPR_KEYS")  # seal the CPR numbers; the first seals, all open
CPR_INDEX_KEY = env.str("CPR_INDEX_KEY")  # finds a number again without opening it
SITE_URL = env.str("SITE_URL").rstrip("/")  # links in letters use this, never the Host header
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
TLS = SITE_URL.startswith("https://")

if not (DEBUG or DEMO):
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters.")
    if not sealed.fit(CPR_KEYS):
        raise ImproperlyConfigured("CPR_KEYS must be one or more Fernet keys, the newest first.")
    if len(CPR_INDEX_KEY) < 50 or CPR_INDEX_KEY == SECRET_KEY:
        raise ImproperlyConfigured("CPR_INDEX_KEY must be at least 50 random characters of its own.")
    if not TLS:
        raise ImproperlyConfigured("SITE_URL must begin with https:// (or set DEMO=1 on a laptop).")
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * accepts any.")
if DEBUG and TLS:
    raise ImproperlyConfigured("DEBUG must be off where the address is https://.")
if DEMO and TLS:
    raise ImproperlyConfigured(
        "DEMO must be off where the address is https://: anybody could become anybody."
    )

# --- the house -------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "intake",
    "placements",
    "mentoring",
    "evaluation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_countries",
    "pgtrigger",
    "phonenumber_field",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.Headers",
    "portal.middleware.Readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.Arrival",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.Bounded",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.OwnDoor",
    "portal.middleware.Language",
    "portal.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "portal.context.portal",
                "portal.nav.nav",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- PostgreSQL, Redis, Celery ---------------------------------------------------------------------------
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
REDIS_URL = env.str("REDIS_URL")  # redis://host:port/0, or unix:///path?db=0
REDIS_PATIENCE = {"socket_connect_timeout": 0.6, "socket_timeout": 0.6}  # a page waits no longer for it
CACHES = {  # the limits of sign-in are counted here: people get in while Redis is away
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
# a child sets its first page before it is up, and a busy machine takes its time
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60 * 60,  # longer than the longest task, else Redis hands it out twice
    **REDIS_PATIENCE,
    "max_retries": 1,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Copenhagen"
CELERY_BEAT_SCHEDULE = {"tick": {"task": "portal.tasks.tick", "schedule": timedelta(minutes=1)}}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")

# --- languages and time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]  # and for applicants, see portal/languages.py:
LANGUAGES += [("uk", _("Ukrainian")), ("ar", _("Arabic")), ("de", _("German"))]
LANGUAGES += [("pl", _("Polish")), ("es", _("Spanish")), ("fa", _("Persian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = TLS
PHONENUMBER_DEFAULT_REGION = "DK"
COUNTRIES_OVERRIDE = {"XK": _("Kosovo"), "XX": _("Stateless")}
COUNTRIES_FIRST = ["PH", "UA", "IN", "RO", "PL", "ES", "DE", "IR", "SY", "NP"]
COUNTRIES_FIRST_REPEAT = True

# --- files -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR / "static")))
DESIGN = BASE_DIR / "node_modules/dkfds/dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds/css", DESIGN / "css"),
    ("dkfds/img", DESIGN / "img"),
    ("dkfds/fonts/IBMPlexSans/complete", DESIGN / "fonts/IBMPlexSans/complete"),
]
WHITENOISE_USE_FINDERS = DEBUG or DEMO
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "br", "woff", "woff2"),  # compressed already
    *("ttf", "otf", "eot", "map"),  # never asked for by a browser
]
MEDIA_ROOT = VAR / "files"  # outside the web root: served by views that ask who you are
DOCUMENTS = Path(env.str("DOCUMENTS", str(VAR / "documents")))  # what people hand in, as private as the rest
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DOCUMENTS},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "portal.files.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
REQUEST_MOST = 12 * 1024 * 1024  # bytes; deploy/nginx.conf has the same
CLAMAV_URL = env.str("CLAMAV_URL", "")  # tcp://host:3310 or unix:///path; without it nothing is scanned

# --- letters ---------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = VAR / "mail"
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
else:
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
AUTHORITY = env.str("AUTHORITY", "Aarhus Kommune")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "indgang@example.dk")
CONTACT_PHONE = env.str("CONTACT_PHONE", "+45 70 00 00 00")
DPO_EMAIL = env.str("DPO_EMAIL", "dpo@example.dk")
WAS_URL = env.str("WAS_URL", "")  # the accessibility statement at was.digst.dk, once it is made
DEFAULT_FROM_EMAIL = f"Fælles Indgang <{CONTACT_EMAIL}>"

# --- who you are -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; without it staff get no password field
ACCOUNT_SESSION_REMEMBER = True  # for the eight hours below, not asked on the page
ACCOUNT_EMAIL_VERIFICATION = "none"  # the e-mailed code is the verification
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_FORMS = {
    "request_login_code": "portal.accounts.CodeForm",
    "confirm_login_code": "portal.sign_in.Code",
    "login": "portal.sign_in.Password",
    "reauthenticate": "portal.sign_in.PasswordAgain",
    "reset_password": "portal.sign_in.Forgotten",
    "reset_password_from_key": "portal.sign_in.NewPassword",
}
MFA_ADAPTER = "portal.accounts.SecondAdapter"
MFA_FORMS = {
    "authenticate": "portal.sign_in.SecondCode",
    "reauthenticate": "portal.sign_in.SecondCodeAgain",
    "activate_totp": "portal.sign_in.FirstSecondCode",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = (
    False  # an empty dictionary would mean the package's own limits
    if env.bool("NO_RATE_LIMITS", False) and DEMO
    else {
        "login": "30/m/ip",
        "login_failed": "10/m/ip,5/5m/key",
        "request_login_code": "20/m/ip,3/m/key",
        "reset_password": "20/m/ip,5/m/key",
        "reauthenticate": "10/m/user",
        "secret_link": "60/m/ip",
        "new_address": "10/15m/user",
    }
)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fælles Indgang"
SECOND_FACTOR = not DEMO  # personas of the demo sign in by one click

# --- safety ----------------------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.int("TRUSTED_PROXY_COUNT", 0) else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
