"""`make test`: the suite on PostgreSQL, then the part that differs on SQLite; one closing line for both."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

from deploy import virtualenv
from deploy.install import install
from deploy.processes import end_with_parent
from deploy.terminal import ROOT

SLOW = "browser or processes or documents or thorough"
# Marked as a whole; not even reading them saves each worker seconds.
SLOW_FOLDERS = ("browser", "processes", "documents")
NO_TESTS = 5


def _workers(fast: bool) -> list[str]:
    """One for each core; where browsers and servers are waited for, one more has something to do meanwhile.

    The longest tests come first (tests/conftest.py); who is done takes over what waits for another.
    """
    usual = (os.cpu_count() or 2) + (not fast)
    return ["-n", os.environ.get("WORKERS", str(usual)), "--dist", "worksteal"]


def _pytest(arguments: list[str], counts: Counter, **environment: str) -> int:
    """One run of pytest; adds its outcomes to `counts` and returns its exit code."""
    launcher = os.getpid()
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        done = subprocess.run(
            [virtualenv.PYTHON, "-m", "pytest", "-q", *arguments],
            cwd=ROOT,
            env={**os.environ, "LUOSHI_COUNTS": file.name, **environment},
            preexec_fn=lambda: end_with_parent(launcher),
            check=False,
        )
        counts.update(json.loads(file.read() or "{}"))
    return done.returncode


def main(arguments: list[str]) -> int:
    """Run both parts even when the first fails; 0 only if everything passed and something ran."""
    fast = "--fast" in arguments
    asked = [argument for argument in arguments if argument != "--fast"]
    install("test")
    counts: Counter = Counter()
    chosen = ["-m", f"not ({SLOW})", *(f"--ignore=tests/{name}" for name in SLOW_FOLDERS)] if fast else []
    codes = [_pytest([*chosen, *_workers(fast), *asked], counts)]
    if not fast and not os.environ.get("DATABASE_URL"):
        print("\nSQLite:", flush=True)
        code = _pytest(
            ["-m", "both_databases", *_workers(fast=True), *asked], counts, DATABASE_URL="sqlite://"
        )
        codes.append(0 if code == NO_TESTS and arguments else code)
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"\n{counts['passed']} passed, {counts['failed']} failed{skipped}", flush=True)
    return max(codes)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
