"""The queue as its page shows it: how many of each kind, and one page of lines of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.workdays import WorkCalendar
from supervision.queue.kinds import KINDS, Kind
from supervision.urging.models import Urging
from tasks.register.presentation import today_calendar

SHOWN = 50
# More than that is said as "more than"; counting on costs time and helps nobody.
MOST_COUNTED = 5000


class Line(NamedTuple):
    """One thing that waits: the row, its task, its age in working days, and its limit in words."""

    pk: int
    task_id: int
    number: str
    title: str
    department: str
    light: str
    self_light: str
    age: int
    note: str = ""
    limit: str = ""
    urgency: str = ""  # late, soon or nothing


@dataclass(frozen=True)
class Section:
    """A kind with its lines; `total` counts also those not shown."""

    kind: Kind
    total: int
    lines: list[Line]

    @property
    def code(self) -> str:
        """The name of the kind in addresses."""
        return self.kind.code

    @property
    def title(self) -> str:
        """The kind in words."""
        return self.kind.title


def counts(person, today: date) -> dict[str, int]:
    """How many of each kind wait, by its name; one statement a kind."""
    return {kind.code: kind.rows(person, today).order_by()[:MOST_COUNTED].count() for kind in KINDS}


def lines(kind: Kind, rows: QuerySet) -> list[Line]:
    """These rows as lines; one statement."""
    today, calendar = today_calendar()
    task = kind.of_task
    names = ("number", "title", "lead_department__short_name", "light", "self_light")
    fields = ["pk", f"{task}pk" if task else "pk", *(task + name for name in names), kind.since]
    fields += [kind.limit] * bool(kind.limit) + [kind.note] * bool(kind.note)
    found = []
    for row in rows.values_list(*dict.fromkeys(fields)):
        value = dict(zip(dict.fromkeys(fields), row, strict=True))
        about = [value[task + name] or "" for name in names]
        limit = value.get(kind.limit)
        words, urgency = limit_words(limit, today, calendar) if limit else ("", "")
        age = _age(value[kind.since], today, calendar)
        note = _note(kind, value.get(kind.note))
        found.append(Line(value["pk"], value[fields[1]], *about, age, note, words, urgency))
    return found


def limit_words(limit: date, today: date, calendar: WorkCalendar) -> tuple[str, str]:
    """What is left until the limit, or how long it is over, with its class."""
    days = calendar.between(today, limit)
    if limit < today:
        over = ngettext("%(n)s working day over the limit", "%(n)s working days over the limit", -days)
        return over % {"n": -days}, "late"
    if days <= 0:
        return _("the limit is today"), "soon"
    left = ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}
    return left, "soon" if days == 1 else ""


def age_words(days: int) -> str:
    """How long it waits."""
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}


def queue(person, today: date, most: int = SHOWN) -> list[Section]:
    """Every kind with its oldest lines, for the API."""
    found = counts(person, today)
    return [Section(kind, found[kind.code], lines(kind, kind.rows(person, today)[:most])) for kind in KINDS]


def _age(since: date | datetime | None, today: date, calendar: WorkCalendar) -> int:
    if since is None:
        return 0
    day = timezone.localdate(since) if isinstance(since, datetime) else since
    return max(calendar.between(day, today), 0)


def _note(kind: Kind, value: str | None) -> str:
    if kind.note == "level":
        return str(Urging.Level(value).label)
    return (value or "")[:80]
