"""`make bench`: the benchmarks on a private PostgreSQL, or on the database that DATABASE_URL names."""

import contextlib
import os
import secrets
import subprocess
import sys

from deploy import servers, virtualenv
from deploy.install import install
from deploy.terminal import ROOT, Stopped


def main(arguments: list[str]) -> int:
    """Run `python -m bench` with these arguments and return its exit code."""
    install("test")
    with contextlib.ExitStack() as running:
        environment = {"VAR_DIR": str(running.enter_context(servers.temporary_folder())), **os.environ}
        environment.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
        if not environment.get("DATABASE_URL"):
            try:
                environment["DATABASE_URL"] = running.enter_context(servers.postgres())
            except servers.Missing as missing:
                raise Stopped(str(missing)) from None
        command = [virtualenv.PYTHON, "-m", "bench", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
