"""What time it is, in Shanghai; a history can be played by setting the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_played: ContextVar[datetime | None] = ContextVar("played", default=None)


def now() -> datetime:
    """The moment, aware; the played one inside `at`."""
    return _played.get() or timezone.now()


def real() -> datetime:
    """The moment by the machine's own clock, whatever history is being played: for seals, runs and leases."""
    return timezone.now()


def today() -> date:
    """The date in Asia/Shanghai."""
    return timezone.localdate(now())


def local(moment: datetime) -> datetime:
    """The same moment by the clock on the wall in Shanghai."""
    return moment.astimezone(timezone.get_default_timezone())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at that (aware) moment: for the demo city, for `--on DATE`, for tests."""
    token = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(token)
