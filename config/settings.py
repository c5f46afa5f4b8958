"""Settings of the whole house; what differs between machines comes from the environment (`config/env.py`)."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR, VAR_DIR, broker, database, env, refuse_unsafe, secret_key

DEBUG = env("DEBUG")
HTTPS = env("HTTPS")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
refuse_unsafe(debug=DEBUG, https=HTTPS, hosts=ALLOWED_HOSTS)
SECRET_KEY = secret_key()
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "tree_queries",
    "axes",
    "csp",
    "audit",
    "departments",
    "notifications",
    "tasks",
    "supervision",
]

MIDDLEWARE = [
    "config.errors.NumberMiddleware",
    "config.limits.LimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "departments.middleware.IdleMiddleware",
    "departments.middleware.LanguageMiddleware",
    "departments.middleware.TemporaryPasswordMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.errors.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
_CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "supervision.context.house",
]
BUILTINS = ["django.templatetags.i18n", "departments.templatetags.files"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT_PROCESSORS, "builtins": BUILTINS},
    },
    {
        # The rows of long lists: about ten times faster than a Django template (bench/).
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "rows"],
        "APP_DIRS": False,
        "OPTIONS": {"autoescape": True},
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "departments.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "departments.authentication.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "departments.passwords.ThreeClasses"},
]
LOGIN_URL = "departments:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "departments:login"
# GB/T 22239-2019: half an hour without a request ends the session, on the server (departments.middleware).
SESSION_COOKIE_AGE = 30 * 60
# GB/T 22239-2019: five failures lock the account from that address for 15 minutes.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "departments.authentication.locked_out"
AXES_USERNAME_CALLABLE = "departments.authentication.name_as_counted"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
GUIDE, GUIDE_PICTURES = BASE_DIR / "docs/guide", BASE_DIR / "docs/pictures/guide"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", GUIDE_PICTURES)]
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Maps of libraries are megabytes that only a developer's tools ask for: not worth minutes of compressing.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "jpg", "png", "gz", "br", "zip", "woff", "woff2")
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False  # the city decides about its other names
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "departments.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.explain",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Luoshi API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "TaskKindEnum": "tasks.choices.Kind",
        "ReportKindEnum": "tasks.reports.models.Report.Kind",
        "NoticeKindEnum": "notifications.models.Notice.Kind",
        "DepartmentKindEnum": "departments.choices.DepartmentKind",
        "LightEnum": "tasks.choices.Light",
        "SelfLightEnum": "tasks.choices.SelfLight",
        "DecisionEnum": "tasks.decisions.models.Decision",
        "CheckStateEnum": "supervision.models.WeeklyCheck.State",
        "BulletinStateEnum": "supervision.models.MonthlyBulletin.State",
        "StatementStateEnum": "supervision.models.Statement.State",
        "JobRunStateEnum": "audit.models.JobRun.State",
        "PassageStateEnum": "tasks.reports.models.Passage.State",
        "SetAsideReasonEnum": "tasks.reports.models.Passage.Reason",
        "ProposalStateEnum": "tasks.decisions.models.Proposal.State",
        "ProposalVerbEnum": "tasks.decisions.models.Proposal.Verb",
        "ExtensionReasonEnum": "tasks.decisions.models.ExtensionRequest.Reason",
    },
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTH_HEADER_PREFIX": "Token"}

EMAIL_CONFIG = env.email_url_config(env("EMAIL_URL"))
vars().update(EMAIL_CONFIG)
SITE_URL = env("SITE_URL", default="")  # links in messages begin with it
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="luoshi@localhost")

CELERY = {
    **broker(),
    "task_ignore_result": True,
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    "worker_hijack_root_logger": False,
    "timezone": TIME_ZONE,
    "broker_connection_retry_on_startup": True,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {number} {name}: {message}", "style": "{"}},
    # The number on an error page finds its lines.
    "filters": {"number": {"()": "audit.numbering.Numbered"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["number"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Log-ins are in the audit trail; who is locked out is said there too.
    "loggers": {"axes": {"level": "WARNING"}},
}
