"""Failed log-ins: how many somebody tried under a name, and which accounts they lock now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet

from audit import clock
from audit.models import AuditEntry
from departments.models import Person

LATELY = timedelta(days=30)
ACTION = "departments.login_failed"


class Failures(NamedTuple):
    """How many log-ins failed under a person's name lately, and the last of them."""

    count: int
    last: AuditEntry | None


class Lock(NamedTuple):
    """An address from which an account is locked, and until when."""

    address: str
    until: datetime


def failures_of(person: Person) -> Failures:
    """The failed log-ins of the last 30 days under this person's name, as the trail has them."""
    found = AuditEntry.objects.about(person).filter(action=ACTION, at__gte=clock.now() - LATELY)
    return Failures(found.count(), found.first())


def locked_attempts() -> QuerySet:
    """Failed log-ins that lock an account from an address now."""
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=clock.real() - _cool_off()
    )


def locked_names() -> set[str]:
    """Log-in names that are locked from some address now, in small letters."""
    return {name.lower() for name in locked_attempts().values_list("username", flat=True) if name}


def locks_of(person: Person) -> list[Lock]:
    """From where a person's account is locked now, the longest lock first."""
    rows = locked_attempts().filter(username__iexact=person.username).order_by("-attempt_time")
    return [
        Lock(address or "", at + _cool_off())
        for address, at in rows.values_list("ip_address", "attempt_time")
    ]


def _cool_off() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)
