"""Before anything reads the settings: a private PostgreSQL, unless DATABASE_URL asks for another database.

Named in `addopts` (pyproject.toml): in a conftest.py it would be too late, pytest-django has read the settings by then,
and every test would pass on SQLite without anyone noticing (tests/test_servers.py).
"""

import contextlib
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from deploy import servers

_running = contextlib.ExitStack()
_counts: Counter = Counter()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def pytest_addoption(parser) -> None:
    """Prepare the environment: this is the first hook of all, and workers of xdist inherit what the first process did."""
    if "LUOSHI_TESTS" not in os.environ:
        _set_environment()
    if WORKER:
        os.environ["VAR_DIR"] = str(Path(os.environ["LUOSHI_TESTS"]) / WORKER)
    # Nothing is collected for the tests; whitenoise only wants the folder to be there.
    Path(os.environ["VAR_DIR"], "static").mkdir(parents=True, exist_ok=True)


def _set_environment() -> None:
    folder = _running.enter_context(servers.temporary_folder())
    os.environ["LUOSHI_TESTS"] = str(folder)
    os.environ["VAR_DIR"] = str(folder / "var")
    os.environ["REDIS_URL"] = ""  # jobs on Redis ask for the fixture redis_url
    os.environ.setdefault("DEBUG", "1")
    if not os.environ.get("DATABASE_URL"):
        try:
            os.environ["DATABASE_URL"] = _running.enter_context(servers.postgres())
        except servers.Missing as missing:
            raise pytest.UsageError(
                f"{missing} (or run on SQLite: DATABASE_URL=sqlite:// pytest …)"
            ) from None
        os.environ["LUOSHI_TESTS_ON"] = "postgresql"
    else:
        on_sqlite = os.environ["DATABASE_URL"].startswith("sqlite")
        os.environ["LUOSHI_TESTS_ON"] = "sqlite" if on_sqlite else "postgresql"


@pytest.fixture(scope="session")
def redis_url():
    """The URL of a private, empty Redis."""
    with servers.redis() as url:
        yield url


def pytest_runtest_logreport(report) -> None:
    """Count outcomes, for the closing line of `make test` over both databases."""
    if report.when == "call" or report.outcome != "passed":
        outcome = "failed" if report.failed else report.outcome
        _counts[outcome] += 1


def pytest_sessionfinish(session) -> None:
    """Leave the counts where `make test` adds them up."""
    if not WORKER and os.environ.get("LUOSHI_COUNTS"):
        Path(os.environ["LUOSHI_COUNTS"]).write_text(json.dumps(_counts))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config) -> None:
    """End the servers, after Django has dropped its test databases."""
    if not WORKER:
        _running.close()
