"""`make gallery`: the demo city in a real server on a port of its own, and real Chromium through all of its pages."""

import contextlib
import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date

from deploy import processes, virtualenv
from deploy.install import install
from deploy.processes import Child
from deploy.terminal import ROOT, Stopped

PLACE = ROOT / "var" / "gallery-city"
PATIENCE_SECONDS = 300


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _begin_anew() -> None:
    """A city that was played on another day stands where that day ended: it is played again."""
    database = PLACE / "luoshi.sqlite3"
    if database.exists() and date.fromtimestamp(database.stat().st_ctime) != date.today():
        shutil.rmtree(PLACE)
    PLACE.mkdir(parents=True, exist_ok=True)


def _wait(child: Child, port: int) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience and child.exit_code() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            direct.open(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        time.sleep(0.1)
    raise Stopped(f"演示网站没有启动 · The demo site did not start:\n{child.last_lines()}")


@contextlib.contextmanager
def _city() -> Iterator[list[str]]:
    """The demo city twice: as it is in production, and with DEBUG for the page of the style."""
    _begin_anew()
    site, style = _free_port(), _free_port()
    environment = {**os.environ, "VAR_DIR": str(PLACE), "DATABASE_URL": "", "REDIS_URL": "", "DEMO": "1"}
    children = [
        Child(
            "site",
            [virtualenv.PYTHON, "-m", "deploy.run"],
            {**environment, "PORT": str(site)},
            PLACE / "site.log",
        )
    ]
    try:
        _wait(children[0], site)
        gunicorn = [virtualenv.PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{style}"]
        secret = {"DEBUG": "1", "SECRET_KEY_FILE": str(PLACE / "secret_key")}
        children.append(Child("style", gunicorn, environment | secret, PLACE / "style.log"))
        _wait(children[1], style)
        yield ["--at", f"http://127.0.0.1:{site}", "--style", f"http://127.0.0.1:{style}"]
    finally:
        processes.end(children, grace=15)


def main(arguments: list[str]) -> int:
    """Look at the city that `--at` names, or at one started for it; the exit code of the look."""
    install("test")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(PLACE)}
    PLACE.mkdir(parents=True, exist_ok=True)
    environment.setdefault("SECRET_KEY", "x" * 50)
    with contextlib.nullcontext([]) if "--at" in arguments else _city() as where:
        command = [virtualenv.PYTHON, "-m", "tests.browser.gallery", *where, *arguments]
        looking = Child("gallery", command, environment)
        try:
            while looking.exit_code() is None:
                time.sleep(0.1)
        finally:
            processes.end([looking])
        return looking.exit_code()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
