"""`item`: the page of one task with twenty entries of its timeline."""

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
SELECT t.number, t.title, t.text, t.standard, t.status, t.area, t.starts_on, t.due_on, t.percent, t.planned_percent,
       t.light, t.self_light, t.rating_light, d.short_name, p.title,
       (SELECT json_agg(json_build_array(m.title, m.due_on, m.done_on) ORDER BY m.due_on)
        FROM tasks_milestone m WHERE m.task_id = t.id),
       (SELECT json_agg(json_build_array(u.short_name, y.part)) FROM tasks_party y
        JOIN departments_department u ON u.id = y.department_id WHERE y.task_id = t.id),
       (SELECT json_agg(json_build_array(r.reported_at, q.name, r.percent, r.done, r.next_step) ORDER BY r.id DESC)
        FROM tasks_progressreport r JOIN departments_person q ON q.id = r.reporter_id WHERE r.task_id = t.id),
       (SELECT json_agg(json_build_array(a.at, a.actor_name, a.action, a.details)) FROM
        (SELECT * FROM audit_auditentry WHERE target_type = 'tasks.task' AND target_id = t.id
         ORDER BY id DESC LIMIT 20) a)
FROM tasks_task t
LEFT JOIN departments_department d ON d.id = t.lead_department_id
LEFT JOIN departments_post p ON p.id = t.post_id
WHERE t.id = %s"""


def limit(request: HttpRequest, pk: int) -> HttpResponse:
    """The session's user, one statement for the task and all that hangs on it, strings joined."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [pk])
        found = cursor.fetchone()
    *plain, light, own, rating, lead, post, steps, units, reports, acts = found
    moments = [(at, who, f"{percent}%", f"{done}\n{then}") for at, who, percent, done, then in reports or ()]
    moments += [(at, who, what, details.get("reason", "")) for at, who, what, details in acts or ()]
    moments.sort(reverse=True)
    told = "".join(
        f"<li><time>{at}</time><div>{escape(what)} <span>{escape(who)}</span><p>{escape(text)}</p></div></li>"
        for at, who, what, text in moments[:20]
    )
    rest = "".join(f"<tr>{cells(*values)}</tr>" for values in [*(steps or ()), *(units or ())])
    head = f"<h1>{cells(*plain, lead, post)}</h1>{lights(light, own or 'none', rating or 'none')}"
    return HttpResponse(frame(f"{escape(request.user.name)}{head}<table>{rest}</table><ol>{told}</ol>"))


def addresses(city: City) -> tuple[str, str]:
    """Ours and the limit's."""
    return f"/tasks/{city.task_id}/", f"/limit/item/{city.task_id}/"


def measure(city: City) -> list[Row]:
    """One row: milliseconds of a page."""
    browser, (ours, plain) = Browser(city.reader), addresses(city)
    times = side_by_side(lambda: browser.get(ours), lambda: browser.get(plain), calls=20)
    what = f"page of one task with 20 timeline entries, {city.tasks:,} tasks"
    return [row(f"item_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)]
