"""What the environment says: the only place that reads it."""

import os
import secrets
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


# Names under which only this machine itself is reached.
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


def refuse_unsafe(*, debug: bool, https: bool, hosts: list[str]) -> None:
    """Stop a start whose settings would show the inside of the house to others.

    Raises:
        ImproperlyConfigured: DEBUG where others can reach the site, or a site that answers to any name.
    """
    if "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; “*” would answer to any name.")
    if debug and (https or set(hosts) - LOOPBACK):
        raise ImproperlyConfigured(
            "DEBUG shows the inside of the house and is for this machine alone: "
            "unset DEBUG, or unset HTTPS and ALLOWED_HOSTS."
        )


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


def secret_key() -> str:
    """The secret key by `SECRET_KEY` (or `SECRET_KEY_FILE`); without one, this installation keeps its own in `var/`.

    Raises:
        ImproperlyConfigured: the given key is too short to be safe.
    """
    key = env("SECRET_KEY") or _own_key()
    if len(key) < 40:
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to at least 40 random characters (or SECRET_KEY_FILE)."
        )
    return key


def _own_key() -> str:
    """The random key of this installation, readable by its owner only; made when first needed."""
    file = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        # Of two processes that start at once only one makes the file; the other reads it.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as made:
        made.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii").strip()
