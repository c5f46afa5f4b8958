"""`make run`: the web server and the Celery worker with beat, until Ctrl-C."""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from deploy import processes, virtualenv
from deploy.install import install
from deploy.processes import Child
from deploy.terminal import READY, ROOT, Stopped

VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
ADDRESS = os.environ.get("BIND", "127.0.0.1")
# A Celery worker takes six idle seconds to end by itself. What is killed in the middle of a job is done by its next run.
GRACE_SECONDS = 4.0
asked_to_stop = threading.Event()


def _own_folder() -> IO[str]:
    """The lock that says `var/` is ours to write; no other `make run` works in it while it is held."""
    try:
        (VAR / "log").mkdir(parents=True, exist_ok=True)
        lock = (VAR / "run.lock").open("a")
    except OSError as error:
        raise Stopped(f"{VAR} 不可写 · cannot be written: {error.strerror} ({error.filename})") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Stopped(
            f"本目录已有一个 make run 在运行 · Another make run is already running here (lock file {lock.name})."
        ) from None
    return lock


def _free_port() -> int:
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise Stopped(f"PORT={asked} 不是端口号 · PORT={asked} is not a port number.")
    family = socket.AF_INET6 if ":" in ADDRESS else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, int(asked)))
        except OSError as error:
            raise Stopped(
                f"端口 {asked} 不可用（{error.strerror}）· Port {asked} cannot be used: {error.strerror}. "
                f"Choose another one: PORT={int(asked) + 1} make run"
            ) from None
    return int(asked)


def _environment() -> dict[str, str]:
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(VAR)}
    found.setdefault("PGCONNECT_TIMEOUT", "5")
    found["PYTHONUNBUFFERED"] = "1"
    if not found.get("SECRET_KEY") and not found.get("SECRET_KEY_FILE"):
        key = VAR / "secret_key"
        if not key.exists():
            key.touch(0o600)
            key.write_text(secrets.token_urlsafe(50))
        found["SECRET_KEY_FILE"] = str(key)
    return found


def _web(port: int, environment: dict[str, str]) -> Child:
    where = f"[{ADDRESS}]" if ":" in ADDRESS else ADDRESS
    log = VAR / "log" / "web.log"
    options = ["--bind", f"{where}:{port}", "--workers", "2", "--threads", "4"]
    options += ["--preload", "--graceful-timeout", "3", "--no-control-socket"]
    child = Child(
        "web",
        [virtualenv.PYTHON, "-m", "deploy.web", log, *options],
        environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    child.log = log
    return child


def _worker(environment: dict[str, str]) -> Child:
    command = [virtualenv.PYTHON, "-m", "celery", "-A", "config", "worker", "-B", "-c", "2", "-l", "INFO"]
    command += ["-s", VAR / "celerybeat-schedule"]
    return Child("worker", command, environment, VAR / "log" / "worker.log")


def _prepared(web: Child) -> str:
    """Wait until database, demo city and static files are ready; the demo log-ins, or the code of the set-up."""
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(web.stdout.read()), daemon=True)
    reader.start()
    while reader.is_alive() and not asked_to_stop.is_set():
        reader.join(0.02)
    if asked_to_stop.is_set():
        return ""
    logins, ready, _nothing = "".join(said).rpartition(READY)
    if not ready:
        raise SystemExit(1)
    return logins


def _answers(port: int) -> bool:
    host = "localhost" if ADDRESS in ("0.0.0.0", "::") else ADDRESS  # noqa: S104 - compared, not bound
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return direct.open(f"http://{host}:{port}/healthz", timeout=5).status == 200
    except (urllib.error.URLError, OSError):
        return False


def _watch(children: list[Child]) -> None:
    for child in children:
        if child.exit_code() is not None:
            raise Stopped(
                f"{child.name} 意外退出，其余进程已结束 · {child.name} ended unexpectedly (exit code {child.exit_code()}); "
                f"the rest was ended too. The end of {child.log}:\n{child.last_lines()}"
            )


def _serve(port: int, environment: dict[str, str]) -> None:
    children = [_web(port, environment)]
    try:
        logins = _prepared(children[0])
        patience = time.monotonic() + 60
        while not asked_to_stop.wait(0.05) and not _answers(port):
            _watch(children)
            if time.monotonic() > patience:
                raise Stopped(
                    f"网站 60 秒内没有应答 · The site did not answer within 60 s:\n{children[0].last_lines()}"
                )
        if not asked_to_stop.is_set():
            children.append(_worker(environment))
            print(f"\n落实 Luoshi: http://localhost:{port}/\n{logins}", flush=True)
            print(f"日志 · logs: {VAR / 'log'}    Ctrl-C 结束 · ends everything", flush=True)
        while not asked_to_stop.wait(0.3):
            _watch(children)
    finally:
        if asked_to_stop.is_set():
            print("\n正在结束 · Ending …", file=sys.stderr, flush=True)
        processes.end(children, GRACE_SECONDS)


def main() -> None:
    """Install, prepare, start, wait; end everything on Ctrl-C, on SIGTERM and when the terminal closes."""
    if os.environ.get("MAKELEVEL"):
        processes.end_with_parent(os.getppid())
    held = _own_folder()
    port = _free_port()
    try:
        install()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked_to_stop.set())
    _serve(port, _environment())
    held.close()
    print("已结束 · Ended.", file=sys.stderr)


if __name__ == "__main__":
    main()
