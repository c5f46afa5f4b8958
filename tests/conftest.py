"""What holds for all tests: how a database is emptied, what a password costs, and that the longest begin first."""

import os
from itertools import islice

import pytest
from django.conf import settings

from tests.emptying import allow_emptying

allow_emptying()
# A million rounds for each log-in make a password hard to guess and the suite a minute longer.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

# The longest first, half a minute to three minutes each: begun last, one worker would be busy long after the others.
LONGEST = (
    "browser/test_every_page.py",
    "processes/test_jobs.py",
    "supervision/test_demo.py",
    "register/test_histories.py",
    "browser/test_new_city.py",
    "processes/test_run.py",
    "browser/test_large_type.py",
    "browser/test_long_report.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list) -> None:
    """Each worker is given as many tests as the others, in one piece, and each piece begins with its share of the longest."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = dealt(items, workers)


def dealt(items: list, workers: int) -> list:
    """The items in the order in which xdist cuts them into pieces, one for each worker."""
    longest = sorted((item for item in items if _length(item) is not None), key=_length)
    others = (item for item in items if _length(item) is None)
    found: list = []
    for worker in range(workers):
        piece = longest[worker::workers]
        size = (len(items) - len(found)) // (workers - worker)
        found += [*piece, *islice(others, max(size - len(piece), 0))]
    return [*found, *others]


def _length(item) -> int | None:
    return next((place for place, name in enumerate(LONGEST) if name in item.nodeid), None)
