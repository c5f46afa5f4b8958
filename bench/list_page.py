"""`list`: the responsibility list, overdue tasks of one department, 50 rows with all columns and lights."""

from __future__ import annotations

from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse

from audit import clock
from bench.asking import Browser
from bench.data import City
from bench.markup import bar, frame, lights
from bench.measuring import Row, row, side_by_side

GOAL = 2.0
SQL = """
SELECT t.id, t.number, t.title, d.short_name, t.next_due_on, %s - t.next_due_on, t.percent, t.planned_percent,
       t.light, t.self_light, t.rating_light, t.blocked_since, substr(r.done, 1, 40)
FROM tasks_task t
LEFT JOIN departments_department d ON d.id = t.lead_department_id
LEFT JOIN tasks_progressreport r ON r.id = t.latest_report_id
WHERE t.lead_department_id = %s AND t.next_due_on < %s
  AND t.status IN ('issued', 'active', 'unit_review', 'verifying')
ORDER BY t.next_due_on, t.id LIMIT 50"""


def limit(request: HttpRequest) -> HttpResponse:
    """The session's user, one statement, strings joined."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(SQL, [today, request.GET["lead"], today])
        rows = cursor.fetchall()
    shown = "".join(
        f'<tr><td class="number">{number}</td><td class="title"><a href="/tasks/{pk}/">{escape(title)}</a></td>'
        f'<td class="lead">{escape(lead)}</td><td class="due"><span>{due:%m-%d}</span><b class="late">逾期{late}天</b></td>'
        f'<td class="bar-cell">{bar(percent, planned)}<span>{percent}%<i class="sr">计划 {planned}%</i></span></td>'
        f'<td class="lights"><span class="three">{lights(light, own or "none", rating or "none")}</span></td>'
        f'<td class="news">{escape(str(blocked or news or "—"))}</td></tr>'
        for pk, number, title, lead, due, late, percent, planned, light, own, rating, blocked, news in rows
    )
    return HttpResponse(frame(f"<h1>{escape(request.user.name)}</h1><table>{shown}</table>"))


def addresses(city: City) -> tuple[str, str]:
    """Ours and the limit's."""
    conditions = f"lead={city.unit.pk}&overdue=on"
    return f"/tasks/?{conditions}", f"/limit/list/?{conditions}"


def measure(city: City) -> list[Row]:
    """One row: milliseconds of a page."""
    browser, (ours, plain) = Browser(city.reader), addresses(city)
    times = side_by_side(lambda: browser.get(ours), lambda: browser.get(plain), calls=20)
    what = f"list page, 50 rows, department + overdue, {city.tasks:,} tasks"
    return [row(f"list_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)]
