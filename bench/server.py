"""The site in a real web server, as `make run` starts it, on the database of the benchmark."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.db import connection

PATIENCE_SECONDS = 30


@contextlib.contextmanager
def site() -> Iterator[int]:
    """The port of a gunicorn with two processes; it ends with the block."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    name = f"/{connection.settings_dict['NAME']}"
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=name).geturl()
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--preload", "--log-level", "warning"]
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: subprocess.Popen, port: int) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start.")
