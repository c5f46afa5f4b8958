"""Which months are due, and who may draft, sign and answer."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from departments.models import Person
from departments.permissions import Reach, may
from departments.verdicts import Verdict
from departments.workdays import WorkCalendar
from supervision.monthly.models import MonthlyBulletin, Statement

# After a long standstill no more than two years of months are made good.
MOST_MONTHS = 24


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def end(self) -> datetime:
        """The moment at which it is over, in Asia/Shanghai."""
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))

    def next(self) -> Month:
        """The month after."""
        return Month.of(self.last + timedelta(days=1))

    def before(self, months: int) -> Month:
        """So many months earlier."""
        count = self.year * 12 + self.month - 1 - months
        return Month(count // 12, count % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


def due_months(last: Month | None, on: date, calendar: WorkCalendar) -> list[Month]:
    """The months to draft on that day: those after the last bulletin whose following month has begun to work.

    Without any bulletin before, the history begins with the newest month that is due.
    """
    this = Month.of(on)
    begun = calendar.first_workday_of_month(*this) <= on
    newest = this.before(1 if begun else 2)
    month = max(last.next(), newest.before(MOST_MONTHS)) if last else newest
    found = []
    while month <= newest:
        found.append(month)
        month = month.next()
    return found


def may_draft(actor: Person, bulletin: MonthlyBulletin) -> Verdict:
    """May this person edit the words of this bulletin?"""
    return may(actor, "draft_bulletin", Reach(jurisdiction_id=bulletin.jurisdiction_id))


def may_sign(actor: Person, bulletin: MonthlyBulletin) -> Verdict:
    """May this person sign this bulletin?"""
    return may(actor, "sign_bulletin", Reach(jurisdiction_id=bulletin.jurisdiction_id))


def may_answer_statement(actor: Person, statement: Statement) -> Verdict:
    """May this person confirm or dispute the account of this department?"""
    return may(
        actor,
        "confirm_statement",
        Reach(jurisdiction_id=statement.jurisdiction_id, lead_ids=frozenset({statement.department_id})),
    )
