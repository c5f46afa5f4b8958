"""`open_week`: a round with one check for every open task, beside one `INSERT … SELECT` of the same rows."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from audit import clock
from bench.data import City
from bench.measuring import ROUNDS, Row, row, side_by_side, undone
from departments.calendar import city_calendar
from departments.parameters import city_parameters
from supervision.models import WeeklyRound
from supervision.weekly.services import open_week

GOAL = 1.5
OPEN = """
INSERT INTO supervision_weeklyround (jurisdiction_id, year, week, opened_on, due_on, closes_on, figures, agenda)
SELECT id, 2000, 1, %(on)s, %(on)s, %(on)s, '{}', '{}' FROM departments_department WHERE parent_id IS NULL RETURNING id"""
CHECKS = """
INSERT INTO supervision_weeklycheck (round_id, task_id, department_id, post_id, state, skipped_because,
  percent_before, light_before, previous_id, light_at_close, self_light_at_close)
SELECT %(round)s, t.id, t.lead_department_id, t.post_id,
  CASE WHEN t.status IN ('unit_review', 'verifying') OR q.quiet THEN 'skipped' ELSE 'waiting' END,
  CASE WHEN t.status IN ('unit_review', 'verifying') THEN 'in_review' WHEN q.quiet THEN 'quiet' ELSE '' END,
  t.percent, t.light, t.latest_report_id, '', ''
FROM tasks_task t LEFT JOIN tasks_progressreport r ON r.id = t.latest_report_id
CROSS JOIN LATERAL (SELECT t.status = 'active' AND t.light = 'green' AND t.self_light = 'green' AND t.missed_reports = 0
  AND t.blocked_since IS NULL AND t.next_due_on > %(on)s::date + %(span)s AND r.reported_on > %(on)s::date - %(span)s
  AS quiet) q
WHERE t.status IN ('issued', 'active', 'unit_review', 'verifying')"""
TABLES = ("supervision_weeklycheck", "notifications_notice")


def limit(on: date) -> None:
    """The same rows by two plain statements."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"on": on})
        values = {"round": cursor.fetchone()[0], "on": on, "span": city_parameters().quiet_after_days}
        cursor.execute(CHECKS, values)


def working_day() -> date:
    """Today, or the next day on which the city works."""
    day, calendar = clock.today(), city_calendar()
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def measure(city: City) -> list[Row]:
    """One row: seconds of the week's round, undone after each time; at the end the round is opened for good."""
    on = working_day()
    WeeklyRound.objects.all().delete()
    # A million checks take half a minute each time: five rounds are enough.
    rounds = ROUNDS if city.tasks <= 100_000 else 5
    times = side_by_side(
        undone(lambda: open_week(on), *TABLES), undone(lambda: limit(on), *TABLES), rounds=rounds
    )
    open_week(on)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    what = f"a weekly round with a check for each open task, {city.tasks:,} tasks"
    return [row(f"open_week_{city.tasks}", what, "s", *times, GOAL)]
