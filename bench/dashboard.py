"""`dashboard`: the figures of the city, beside one statement that counts them and joined strings."""

from __future__ import annotations

from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse

from audit import clock
from bench.asking import Browser
from bench.data import City
from bench.markup import cells, frame
from bench.measuring import Row, row, side_by_side

GOAL = 3.0
SQL = """
SELECT t.lead_department_id, d.short_name, t.area, t.status, t.light, t.schedule_class,
       t.next_due_on < %s AND t.status IN ('issued', 'active', 'unit_review', 'verifying') AS late,
       count(*), count(t.blocked_since)
FROM tasks_task t LEFT JOIN departments_department d ON d.id = t.lead_department_id
WHERE t.year = %s AND t.status <> 'draft'
GROUP BY 1, 2, 3, 4, 5, 6, 7"""


def limit(request: HttpRequest) -> HttpResponse:
    """The session's user, one statement with every figure of the page, a line for each department."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(SQL, [today, today.year])
        counted = cursor.fetchall()
    units: dict[str, dict[str, int]] = {}
    for _unit, name, area, status, light, pace, late, number, blocked in counted:
        figures = units.setdefault(name, {})
        for part in (status, light, pace, f"{area}{light}", f"late{late}", "all"):
            figures[part] = figures.get(part, 0) + number
        figures["blocked"] = figures.get("blocked", 0) + blocked
    lines = "".join(f"<tr>{cells(name, *figures.values())}</tr>" for name, figures in units.items())
    return HttpResponse(frame(f"<h1>{escape(request.user.name)}</h1><table>{lines}</table>"))


def measure(city: City) -> list[Row]:
    """One row: milliseconds of the page."""
    browser = Browser(city.reader)
    calls = 10 if city.tasks < 10_000 else 1
    times = side_by_side(
        lambda: browser.get("/dashboard/"), lambda: browser.get("/limit/dashboard/"), calls=calls
    )
    what = f"city dashboard beside one counting statement, {city.tasks:,} tasks"
    return [row(f"dashboard_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)]
