"""Private PostgreSQL and Redis in a folder that is thrown away: for tests and benchmarks, never for real data."""

import contextlib
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from deploy.processes import end_with_parent

# A socket's path may have 107 bytes at most, so the folder lies in /tmp and not in the checkout.
PREFIX = "luoshi-"
POSTGRES = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "listen_addresses": "",
    # A table that is vacuumed after a test rolled back counts as empty for good: the next test's plans read all of it.
    "autovacuum": "off",
    # Statements of tables that nobody has analysed seem expensive, and compiling one takes longer than it runs.
    "jit": "off",
}


class Missing(Exception):
    """A server's program is not on this machine."""


def _postgres_folder() -> Path:
    found = [Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/postgres")]
    found += [Path(path).parent for path in [shutil.which("postgres")] if path]
    usable = [folder for folder in found if (folder / "initdb").exists()]
    if not usable:
        raise Missing("PostgreSQL 15 is not installed: apt-get install postgresql-15")
    return max(usable, key=lambda folder: int((re.findall(r"/(\d+)/bin", str(folder)) or ["0"])[0]))


def _forget_dead() -> None:
    """Remove what runs that were killed left behind; the folder's name carries their process id."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = path.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A short folder of this process; if it is killed the next run removes it."""
    _forget_dead()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(command: list, ready: bytes, log: Path, ending: int, identity: dict) -> Iterator[None]:
    """The server while it runs, from the moment its log says `ready`; it never outlives this process."""
    launcher = os.getpid()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,  # Ctrl-C reaches the tests first; they end their servers themselves
            preexec_fn=lambda: end_with_parent(launcher, ending),
            **identity,
        )
    try:
        patience = time.monotonic() + 30
        while ready not in log.read_bytes():
            if process.poll() is not None or time.monotonic() > patience:
                raise RuntimeError(
                    f"A private server did not start:\n{log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(ending)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A new PostgreSQL cluster on a unix socket; gives its DATABASE_URL."""
    programs = _postgres_folder()
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    with temporary_folder() as folder:
        if user:
            shutil.chown(folder, user, user)
        data, log = folder / "data", folder / "log"
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--username=postgres", "--no-sync"]
        subprocess.run(
            [programs / "initdb", *options, "-D", data], check=True, capture_output=True, cwd="/", **identity
        )
        settings = [part for name, value in POSTGRES.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", data, "-k", folder, *settings]
        # SIGQUIT ends it at once: nothing of it is kept.
        with _running(command, b"ready to accept connections", log, signal.SIGQUIT, identity):
            yield f"postgres://postgres@/postgres?host={folder}"


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A new Redis on a free port of this machine; gives its REDIS_URL."""
    program = shutil.which("redis-server", path=f"{os.environ.get('PATH', '')}:/usr/bin")
    if not program:
        raise Missing("Redis is not installed: apt-get install redis-server")
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    with temporary_folder() as folder:
        command = [
            program,
            "--bind",
            "127.0.0.1",
            "--port",
            port,
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder,
        ]
        with _running(command, b"Ready to accept connections", folder / "log", signal.SIGTERM, {}):
            yield f"redis://127.0.0.1:{port}/0"
