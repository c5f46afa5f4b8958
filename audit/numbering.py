"""The number of the request or job that runs now: on its error page, in its answer, and in every line it writes to the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Without letters and figures that look alike, because it is read out over the telephone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_now: ContextVar[str] = ContextVar("number", default="-")


def current() -> str:
    """The number of what runs now; a dash outside of requests and jobs."""
    return _now.get()


@contextmanager
def numbered(number: str = "") -> Iterator[str]:
    """Everything inside runs under this number, or under a new one."""
    number = number or "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
    token = _now.set(number)
    try:
        yield number
    finally:
        _now.reset(token)


class Numbered(logging.Filter):
    """Gives every line of the log the number of what wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, with its number."""
        record.number = current()
        return True
