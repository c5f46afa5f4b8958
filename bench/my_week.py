"""`my_week`: a handler's first page, with the checks of the week that wait for the handler's post."""

from __future__ import annotations

from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse

from bench.asking import Browser
from bench.data import City
from bench.markup import cells, frame, lights
from bench.measuring import Row, row, side_by_side

GOAL = 2.5
SQL = """
SELECT c.id, t.id, t.number, t.title, t.light, t.percent, t.planned_percent, t.next_due_on, r.done, r.problem, r.next_step
FROM supervision_weeklycheck c
JOIN supervision_weeklyround w ON w.id = c.round_id AND w.closed_at IS NULL
JOIN tasks_task t ON t.id = c.task_id AND t.status = 'active'
JOIN departments_tenure h ON h.post_id = t.post_id AND h.ends_on IS NULL
LEFT JOIN tasks_progressreport r ON r.id = c.previous_id
WHERE h.person_id = %s AND c.state = 'waiting'
ORDER BY t.next_due_on, t.id"""
CHOICES = "".join(
    f'<label><input type="radio" name="self_light" value="{c}">{c}</label>' for c in ("green", "amber", "red")
)


def limit(request: HttpRequest) -> HttpResponse:
    """The session's user, one statement, a form for each check, strings joined."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [request.user.pk])
        rows = cursor.fetchall()
    cards = "".join(
        f'<article class="card" id="check-{pk}"><p>{lights(light)}</p><h2><a href="/tasks/{task}/">{escape(title)}</a></h2>'
        f'<form method="post" action="/week/{pk}/answer/"><textarea name="done">{escape(done or "")}</textarea>'
        f'<input name="percent" value="{percent}"><p>{cells(number, planned, due)}</p>{CHOICES}'
        f'<textarea name="problem">{escape(problem or "")}</textarea><textarea name="next_step">{escape(then or "")}</textarea>'
        "<button>上报</button></form></article>"
        for pk, task, number, title, light, percent, planned, due, done, problem, then in rows
    )
    return HttpResponse(frame(f"<h1>{escape(request.user.name)}: {len(rows)}</h1>{cards}"))


def measure(city: City) -> list[Row]:
    """One row: milliseconds of the page. The week has been opened before."""
    browser = Browser(city.handlers[0])
    times = side_by_side(lambda: browser.get("/week/"), lambda: browser.get("/limit/week/"), calls=10)
    what = f"a handler's first page, {city.tasks:,} tasks"
    return [row(f"my_week_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)]
