"""A city of its own for a test with real processes: database, broker, workers, beats."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from deploy.processes import end_with_parent

ROOT = Path(__file__).resolve().parents[2]


class CityOfProcesses:
    """Commands and Celery processes with one environment; `ask` runs Python there and gives its JSON."""

    def __init__(self, folder: Path, **environment: str):
        self.folder = folder
        self.environment = {
            **os.environ,
            "DEBUG": "1",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(folder),
            "REDIS_URL": "",
            "CELERY_SKIP_CHECKS": "1",  # half the time a worker takes to start
            **environment,
        }
        self.running: list[subprocess.Popen] = []

    def manage(self, *words: str, text: str | None = None) -> str:
        """Run a management command; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def ask(self, script: str):
        """Run Python in the city; the script prints one line of JSON."""
        return json.loads(self.manage("shell", "--no-imports", "-c", script).strip().splitlines()[-1])

    def rows(self, statement: str) -> list[tuple]:
        """Rows straight from the city's database, while its processes write."""
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite:///"):
            connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
        else:
            connection = psycopg2.connect(dbname="postgres", user="postgres", host=url.partition("host=")[2])
        with closing(connection), closing(connection.cursor()) as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def celery(self, *words: str) -> subprocess.Popen:
        """Start a Celery process of the city."""
        launcher = os.getpid()
        log = (self.folder / f"celery-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "tests.processes.ticking", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(launcher),
        )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        """A worker with two processes, so that a job sent twice runs twice at once."""
        name = f"w{len(self.running)}@test"
        return self.celery(
            "worker", "-c", "2", "-n", name, "--without-mingle", "--without-gossip", "-l", "warning"
        )

    def beat(self) -> subprocess.Popen:
        """A beat with a schedule file of its own."""
        return self.celery("beat", "-s", str(self.folder / f"beat-{len(self.running)}"), "-l", "warning")

    def kill(self, process: subprocess.Popen) -> None:
        """`kill -9` for the process and its children, in the middle of whatever they do."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> None:
        """End everything this city has started."""
        for process in self.running:
            self.kill(process)

    def logs(self) -> str:
        """The last lines of every process, for the message of a failed test."""
        return "\n".join(
            path.read_text(errors="replace")[-800:] for path in sorted(self.folder.glob("celery-*.log"))
        )


@contextmanager
def a_city(folder: Path, **environment: str):
    """A city whose processes end with the test."""
    city = CityOfProcesses(folder, **environment)
    try:
        yield city
    finally:
        city.stop_all()


def wait_until(true: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Wait until it is true; False when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(every)
    return False
