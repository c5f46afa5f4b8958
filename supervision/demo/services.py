"""Make the demo city: into an empty database only, the same every time for the same date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import clock
from departments.models import Department
from supervision.demo.city import build
from supervision.demo.listing import first_day, list_of_the_district, list_of_the_year
from supervision.demo.play import Play

# Before this day of January the demo shows the year that has just ended.
_FIRST_PLAYABLE = (2, 9)


@transaction.atomic
def seed_demo(today: date) -> dict:
    """Invent the city, its list and its months up to today; plain counts of what was made.

    Raises:
        ValidationError: the database holds departments already; nothing is touched.
    """
    if Department.objects.exists():
        raise ValidationError(
            _("The database is not empty; the demo city is made only in an empty one."), code="not_empty"
        )
    random = Random(f"linjiang {today.isoformat()}")  # noqa: S311 - an invented city, not a secret
    year = today.year if (today.month, today.day) >= _FIRST_PLAYABLE else today.year - 1
    start = first_day(year)
    with clock.at(_noon(start)):
        city = build(random)
    with clock.at(_noon(start + timedelta(days=7))):
        tasks = list_of_the_year(city, random, year) + list_of_the_district(city, random, year)
    last = min(today, date(year, 12, 31))
    Play(city, random, tasks).run(start + timedelta(days=8), last)
    return {"departments": Department.objects.count(), "tasks": len(tasks), "until": last.isoformat()}


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(11, 0)))
