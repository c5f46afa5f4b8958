"""Database, demo city and static files, made ready by the process that will serve them (deploy/web.py)."""

import contextlib
import hashlib
import io
import os
import sqlite3
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

from deploy.terminal import Stopped, step

# Megabytes that no page of ours asks for.
UNUSED = ["redoc*", "rest_framework"]


def _load() -> None:
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise Stopped(f"设置有误 · A setting is wrong: {error}") from None


def _reach_broker() -> None:
    url = os.environ.get("REDIS_URL")
    if not url:
        return
    import redis

    try:
        address = url.replace("redis+socket://", "unix://")
        redis.Redis.from_url(address, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        raise Stopped(f"Redis 无法连接（REDIS_URL）· Redis cannot be reached (REDIS_URL): {error}") from None


def _reach_database() -> None:
    from django.db import DatabaseError, connection

    settings = connection.settings_dict
    place = str(settings["NAME"])
    if connection.vendor != "sqlite":
        place = f"{settings['USER']}@{settings['HOST'] or 'localhost'}:{settings['PORT'] or 5432}/{place}"
    try:
        if connection.vendor == "sqlite":
            # The writing lock is what a start needs; the site itself waits longer for it.
            with contextlib.closing(sqlite3.connect(place, timeout=3)) as file:
                file.execute("BEGIN IMMEDIATE")
                file.rollback()
        connection.ensure_connection()
    except (DatabaseError, sqlite3.Error) as error:
        why = " ".join(str(error).split())
        raise Stopped(f"数据库无法使用 · The database cannot be used ({place}): {why}") from None


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("数据库结构 · migrate"):
            call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)


def _seed() -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import transaction

    if not get_user_model().objects.exists():
        # Whole or not at all: a first start that is interrupted begins again at the next.
        with step("演示城市 · demo city"), transaction.atomic():
            call_command("seed_demo", stdout=sys.stderr)


def _begin_city() -> None:
    """A city that is not founded yet: a one-time code for its set-up page, a new one at every start."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if not get_user_model().objects.exists():
        from config.env import env

        call_command("set_up_code", site=env("SITE_URL", default="") or f"http://localhost:{env('PORT')}")


def _collect_static() -> None:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            seen.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    with step("静态文件 · static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
        stamp.write_text(seen.hexdigest())


def main() -> None:
    """Make everything ready; standard output carries only the log-ins of the demo, or the code of the set-up."""
    from django.core.management import call_command

    _load()
    from config.env import env

    _reach_broker()
    _reach_database()
    _migrate()
    _collect_static()
    if env("DEMO"):
        _seed()
        logins = io.StringIO()
        call_command("demo_logins", stdout=logins)
        print(logins.getvalue(), end="")
    else:
        _begin_city()
