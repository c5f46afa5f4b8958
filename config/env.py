"""What the environment says: the only place that reads it."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv(
    DEBUG=(bool, False),
    PORT=(int, 8000),
    REDIS_URL=(str, ""),
    SECRET_KEY=(str, ""),
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    CSRF_TRUSTED_ORIGINS=(list, []),
    HTTPS=(bool, False),
    EMAIL_URL=(str, "consolemail://"),
    DEMO=(bool, True),
)

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))


def database() -> dict:
    """The database by `DATABASE_URL`; SQLite in `var/` when nothing is said."""
    url = env("DATABASE_URL", default="")
    found = (
        env.db_url_config(url)
        if url
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR_DIR / "luoshi.sqlite3"),
        }
    )
    if not found.get("ENGINE"):
        raise ImproperlyConfigured("DATABASE_URL is not understood: write postgres://… or sqlite:///….")
    if found["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE takes the write lock at BEGIN, so that writers wait for each other instead of failing.
        found["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        }
    else:
        found["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        found["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("PGBOUNCER", default=False)
    return found


def broker() -> dict:
    """Celery's broker: Redis when `REDIS_URL` is set, else files in `var/broker/`."""
    if env("REDIS_URL"):
        return {"broker_url": env("REDIS_URL"), "broker_transport_options": {"visibility_timeout": 3600}}
    folders = {name: VAR_DIR / "broker" / name for name in ("queue", "control", "processed")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": str(folders["queue"]),
            "data_folder_out": str(folders["queue"]),
            "control_folder": str(folders["control"]),
            "processed_folder": str(folders["processed"]),
            "store_processed": False,
            "polling_interval": 0.1,
        },
    }


def secret_key(*, debug: bool) -> str:
    """The secret key; only development may go without one of its own."""
    key = env("SECRET_KEY")
    if not key and debug:
        return "development-only-" + "x" * 40
    if len(key) < 40:
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to at least 40 random characters (or SECRET_KEY_FILE)."
        )
    return key
