"""`make run` as a person at the terminal meets it: the site, one sentence for what is in the way, nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.processes.cities import ROOT

pytestmark = pytest.mark.processes
# A worker is given four seconds; the rest is a slow machine.
SECONDS_TO_END = 15


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def run(folder: Path, port: int) -> subprocess.Popen:
    """`make run` of a city that nobody has founded yet."""
    asked = {"VAR_DIR": str(folder), "PORT": str(port), "DEMO": "0"}
    # SQLite, a folder as broker, a key of its own. Without DEBUG, compressing the static files takes longer than the rest.
    unset = {"DATABASE_URL": "", "REDIS_URL": "", "DEBUG": "1", "MAKELEVEL": "", "LOG_LEVEL": "INFO"}
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.run"],
        cwd=ROOT,
        env={**os.environ, **unset, **asked},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said(process: subprocess.Popen, last: str) -> str:
    """What it says up to this word."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if last in line:
            break
    return "".join(lines)


def refused(folder: Path, port: int) -> str:
    """The sentence with which a start ends at once."""
    process = run(folder, port)
    words, _errors = process.communicate(timeout=60)
    assert process.returncode == 1, words
    return words


def processes_of(folder: Path) -> list[str]:
    """Whatever still runs in this folder, by its command."""
    mark, found = f"VAR_DIR={folder}\0".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes():
                found.append((place / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_it_starts_refuses_a_second_and_ends_whole(tmp_path):
    folder, port = tmp_path / "城 市", free_port()
    site = run(folder, port)
    try:
        words = said(site, "Ctrl-C")
        assert f"http://localhost:{port}/setup/" in words
        assert re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", words), "the one-time code"
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert direct.open(f"http://127.0.0.1:{port}/setup/", timeout=10).status == 200

        assert "Another make run is already running here" in refused(folder, free_port())
        taken = refused(tmp_path / "other", port)
        assert f"Port {port} cannot be used" in taken
        assert f"PORT={port + 1} make run" in taken
    finally:
        site.send_signal(signal.SIGINT)
        rest, _errors = site.communicate(timeout=SECONDS_TO_END)
    assert site.returncode == 0, rest
    assert "Ended." in rest
    assert processes_of(folder) == []


def test_a_wrong_setting_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "short")
    words = refused(tmp_path, free_port())
    assert "✗ 设置有误 · A setting is wrong: SECRET_KEY" in words
    assert "Traceback" not in words
    assert processes_of(tmp_path) == []
