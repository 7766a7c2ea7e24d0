"""Settings, the same file for every environment; what differs comes from ``Env``."""

from pathlib import Path

from csp.constants import NONE, SELF

from ortaq.config.database import database
from ortaq.config.env import Env
from ortaq.config.keys import identity_keys, secret_key

env = Env()

MODE = env.mode
DEBUG = env.debug
SECRET_KEY = secret_key(env)
IDENTITY_KEYS = identity_keys(env)
ALLOWED_HOSTS = [*env.allowed_hosts, *(["testserver"] if env.mode == "test" else [])]
TRUSTED_PROXIES = env.trusted_proxies
PUBLIC_URL = env.public_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

USE_TZ = True
TIME_ZONE = "Asia/Almaty"
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
FORMAT_MODULE_PATH = ["ortaq.foundation.texts.formats"]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "ortaq.config.urls"
WSGI_APPLICATION = "ortaq.config.wsgi.application"
DATABASES = {"default": database(env)}

# The order of these lists is the order of the floors; an architecture test reads them.
FOUNDATION = [
    "ui",
    "texts",
    "events",
    "audit",
    "accounts",
    "orgs",
    "files",
    "notify",
    "ai",
    "sheets",
]
MODULES = [
    "workplaces",
    "law",
    "membership",
    "appeals",
    "agreements",
    "hearings",
    "letters",
    "dialogue",
    "assistant",
]
PORTALS = ["public", "member", "desk", "api"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    *[f"ortaq.foundation.{name}" for name in FOUNDATION],
    *[f"ortaq.modules.{name}" for name in MODULES],
    *[f"ortaq.portals.{name}" for name in PORTALS],
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "django.forms",  # after ui, whose widgets come first
]
MIDDLEWARE = [
    "ortaq.portals.api.middleware.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ortaq.foundation.texts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "ortaq.foundation.accounts.middleware.OwnLanguageMiddleware",
    "ortaq.foundation.accounts.middleware.MfaRequiredMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ortaq.foundation.ui.context.house",
            ],
            "builtins": [
                "ortaq.foundation.ui.templatetags.ui",
                "ortaq.foundation.texts.templatetags.texts",
            ],
        },
    }
]
FORM_RENDERER = "ortaq.foundation.ui.forms.Renderer"
CACHES = {
    # allauth counts tries in the default cache: it must be one for all processes and restarts.
    # The table is made by accounts 0002; without MAX_ENTRIES a flood would push counters out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_throttle",
        "OPTIONS": {"MAX_ENTRIES": 5_000_000},
    },
    # What one process may recompute at will.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_ENGINE = "ortaq.foundation.accounts.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.is_secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ortaq.foundation.ui.views.csrf_failure"
SECURE_SSL_REDIRECT = env.is_secure
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if env.is_secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.is_secure else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],  # voice messages: a file of ours, or just recorded
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = env.data_dir.absolute() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.mode == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES_DIR = env.data_dir.absolute() / "files"
FILES_MAX_BYTES = env.upload_max_mb * 1024 * 1024
FILES_MAX_COUNT = 10
SHEETS_MAX_BYTES = 512 * 1024 * 1024  # two million rows as CSV
FILES_CLAMD_SOCKET = env.clamd_socket
FILES_CLAMD_DOWN = env.clamd_down
FILE_UPLOAD_HANDLERS = ["ortaq.foundation.files.uploads.CappedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * FILES_MAX_COUNT
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_HOST = env.email_host
EMAIL_PORT = env.email_port
EMAIL_HOST_USER = env.email_user
EMAIL_HOST_PASSWORD = env.email_password.get_secret_value()
EMAIL_USE_TLS = env.email_tls == "starttls" and bool(env.email_host)
EMAIL_USE_SSL = env.email_tls == "tls"
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = env.data_dir.absolute() / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.email_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from

# Ports: what a lower floor needs from above, bound by dotted path (house.md, section 9).
EVENTS_AUDIT = "ortaq.foundation.audit.services.record"
AUDIT_READABLE_BODIES = "ortaq.foundation.orgs.ports.readable_bodies"
ACCOUNTS_MFA_REQUIRED = "ortaq.foundation.orgs.ports.mfa_required"
ACCOUNTS_CODE_SENDER = "ortaq.foundation.notify.ports.send_code"
ORGS_MUST_STAY: list[str] = [  # (body) -> list[str]: why a body may not be closed yet
    "ortaq.modules.membership.selectors.why_body_must_stay",
]
ORGS_BODY_BLOCKS: list[str] = [  # (request, body) -> HTML: blocks of a body's page
    "ortaq.portals.desk.blocks.figures",
    "ortaq.portals.desk.blocks.workplaces_of",
]
ORGS_GOES_ALONG: list[str] = [  # (body) -> Part | None: what may go along in a split
    "ortaq.modules.workplaces.selectors.sites_to_go_along",
]
ORGS_BARRED = "ortaq.modules.workplaces.selectors.barred"
WORKPLACES_RECORD_PERMISSION = "membership.read_person"  # who reads a record, reads jobs too
MEMBERSHIP_STANDING: list[str] = []  # (user) -> str | None: what stands against a vote, as a code
MEMBERSHIP_HOLDS_CASE = "ortaq.modules.appeals.selectors.holds_case_of"
# (request, appeal) -> ui.sections.Section | None: what rooms above add to an appeal's page.
APPEALS_SECTIONS: list[str] = [  # the officer's page
    "ortaq.modules.hearings.sections.of_desk",
    "ortaq.modules.dialogue.sections.of_desk",
    "ortaq.modules.letters.sections.on_desk",
    "ortaq.modules.assistant.sections.on_desk",
]
APPEALS_OWN_SECTIONS: list[str] = [  # the author's page
    "ortaq.modules.hearings.sections.of_member",
    "ortaq.modules.dialogue.sections.of_member",
    "ortaq.modules.letters.sections.on_own",
]
UI_KEEP_LANGUAGE = "ortaq.foundation.accounts.services.keep_language"
UI_DESK_TOP = "desk/_top.html"  # what the desk's top bar holds: body switcher and search
LAW_INDEXES: list[str] = []  # (): what reads the texts anew when law_import has changed them
UI_WAYS = {  # addresses of upper rooms that lower rooms lead to, by what one does there
    "ask the law": "assistant:ask",
    "ask a person": "appeals:new",
    "ask a person as a guest": "appeals-guest:ask",
}
UI_NAV = {  # the shells of foundation/ui ask the portals for their menus
    "public": "ortaq.portals.public.nav.items",
    "footer": "ortaq.portals.public.nav.footer",
    "member": "ortaq.portals.member.nav.items",
    "desk": "ortaq.portals.desk.nav.items",
}
NOTIFY_CHANNELS = {
    "email": "ortaq.foundation.notify.adapters.email.EmailChannel",
}

# Machine reading: the bundled embedder unless an endpoint is named; a chat model only if named.
AI_EMBEDDER = (
    "ortaq.foundation.ai.adapters.endpoint.EndpointEmbedder"
    if env.ai_embeddings_url
    else "ortaq.foundation.ai.adapters.nano.NanoEmbedder"
)
AI_EMBEDDINGS_URL = env.ai_embeddings_url
AI_EMBEDDINGS_MODEL = env.ai_embeddings_model
AI_CHAT_URL = env.ai_chat_url
AI_CHAT_MODEL = env.ai_chat_model
AI_KEY = env.ai_key.get_secret_value()
AI_TIMEOUT = env.ai_timeout
AI_DAILY_TOKENS = env.ai_daily_tokens
AI_ANSWER_TOKENS = 800

# Sign-in (django-allauth, with our own forms, texts and templates in foundation/accounts)
ACCOUNTS_LETTER_SENDER = "ortaq.foundation.notify.ports.send_letter"
ACCOUNTS_PHONE_PREFIXES = ["+77"]  # codes go to no other numbers: premium calls cost money
ACCOUNT_ADAPTER = "ortaq.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1"]  # our own sign-up asks for one of them
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code proves the address at sign-up and at each sign-in
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # likewise
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.is_secure else "http"
ACCOUNT_FORMS = {
    "login": "ortaq.foundation.accounts.forms.LoginForm",
    "confirm_login_code": "ortaq.foundation.accounts.forms.ConfirmCodeForm",
    "request_login_code": "ortaq.foundation.accounts.forms.RequestCodeForm",
    "reauthenticate": "ortaq.foundation.accounts.forms.ReauthenticateForm",
    "change_password": "ortaq.foundation.accounts.forms.ChangePasswordForm",
    "set_password": "ortaq.foundation.accounts.forms.SetPasswordForm",
    "reset_password": "ortaq.foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "ortaq.foundation.accounts.forms.ResetPasswordKeyForm",
    "confirm_password_reset_code": "ortaq.foundation.accounts.forms.ConfirmCodeForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key,30/d/key",
    "reset_password": "20/m/ip,3/5m/key",
    "signup": "20/m/ip",
    "send_code": "20/m/ip,3/5m/key,30/d/key",  # our own codes: sign-up, new address, proof
    "confirm_code": "60/m/ip,8/10m/key",  # key is the session: parallel guesses count as one row
    "sign_in_link": "30/m/ip",
    "check_receipt": "10/m/ip,60/h/ip",
    "guest_appeal": "5/m/ip,30/h/ip",
    "answer_link": "60/m/ip",
    "answer_post": "20/m/ip,10/h/key",
    "agreement_check": "5/m/ip,30/h/ip",
    "ask": "30/m/ip,300/h/ip",
    "human": "10/m/ip,60/h/ip",
    "draft": "10/m/ip,60/h/ip",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.is_secure else 0  # HTTPS ends at the proxy in front
MFA_ADAPTER = "ortaq.foundation.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Ortaq"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.is_secure  # http://localhost of a demo or a test
MFA_FORMS = {
    "authenticate": "ortaq.foundation.accounts.forms.MfaCodeForm",
    "reauthenticate": "ortaq.foundation.accounts.forms.MfaReauthenticateForm",
    "activate_totp": "ortaq.foundation.accounts.forms.ActivateTotpForm",
    "add_webauthn": "ortaq.foundation.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "ortaq.foundation.accounts.forms.EditPasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False  # a write at every request is too dear
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "member:home"
LOGOUT_REDIRECT_URL = "public:home"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"ortaq": {"level": "INFO"}},
}
BASE_DIR = Path(__file__).parents[1]
