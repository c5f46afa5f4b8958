"""`write`: one weekly answer posted, with its audit entry and outbox rows; by one person, and by eight at once."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle
from urllib.parse import urlencode

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from audit import clock
from bench.asking import Browser
from bench.data import City
from bench.measuring import Row, row, side_by_side
from bench.server import site
from supervision.models import WeeklyCheck

GOAL = 2.5
CLIENTS, EACH, ROUNDS = 8, 20, 5
ANSWER = {
    "percent": "55",
    "self_light": "amber",
    "done": "完成了三个标段的现场施工，资料已归档。",
    "problem": "部分地块尚未交付，影响后续施工。",
    "next_step": "下周完成剩余地块移交。",
}
_numbers = count(1)


def said() -> dict[str, str]:
    """An answer with words of its own: the same words twice within a minute are refused."""
    return {**ANSWER, "done": f"{ANSWER['done']}（第{next(_numbers)}次）"}


LOCK = """
SELECT c.id, t.id, t.version, t.percent, t.post_id, t.lead_department_id FROM supervision_weeklycheck c
JOIN tasks_task t ON t.id = c.task_id WHERE c.id = %s FOR UPDATE"""
REPORT = """
INSERT INTO tasks_progressreport (task_id, percent, self_light, done, problem, next_step, no_change, reporter_id,
  post_id, department_id, reported_at, reported_on)
VALUES (%s, %s, %s, %s, %s, %s, false, %s, %s, %s, %s, %s) RETURNING id"""
TASK = """
UPDATE tasks_task SET percent = %s, self_light = %s, missed_reports = 0, latest_report_id = %s, version = version + 1,
  assessed_on = %s, updated_at = %s WHERE id = %s"""
CHECK = """
UPDATE supervision_weeklycheck SET state = 'answered', skipped_because = '', report_id = %s, answered_at = %s,
  answered_by_id = %s WHERE id = %s"""
ENTRY = """
INSERT INTO audit_auditentry (at, actor_id, actor_name, actor_post, action, target_type, target_id, details)
VALUES (%s, %s, %s, '', 'tasks.progress_reported', 'tasks.task', %s, jsonb_build_object('percent', ARRAY[%s, %s]))"""
NOTICES = """
INSERT INTO notifications_notice (person_id, kind, key, title, text, url, instant, created_at, muted,
  task_id, task_name)
SELECT h.person_id, 'review', 'task:' || %s || ':problem:' || %s, %s, %s, '/tasks/' || %s || '/', false, %s, false,
  %s, ''
FROM departments_tenure h JOIN departments_post p ON p.id = h.post_id
WHERE p.department_id = %s AND p.role = 'U' ON CONFLICT DO NOTHING"""


def limit(request: HttpRequest, pk: int) -> HttpResponse:
    """One transaction: lock, two INSERTs of one row, one of the notices, two UPDATEs."""
    now, today, who, sent = clock.now(), clock.today(), request.user, request.POST
    percent, words = (
        int(sent["percent"]),
        [sent[name] for name in ("self_light", "done", "problem", "next_step")],
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [pk])
        _check, task, version, before, post, unit = cursor.fetchone()
        cursor.execute(REPORT, [task, percent, *words, who.pk, post, unit, now, today])
        report = cursor.fetchone()[0]
        cursor.execute(TASK, [percent, words[0], report, today, now, task])
        cursor.execute(CHECK, [report, now, who.pk, pk])
        cursor.execute(ENTRY, [now, who.pk, who.name, task, before, percent])
        cursor.execute(NOTICES, [task, version + 1, f"有困难：{task}", words[2], task, now, task, unit])
    return HttpResponseRedirect("/week/")


def _waiting(city: City) -> list[tuple[Browser, int]]:
    """Who answers which check: every handler's checks of active tasks in turn."""
    found = []
    for person in city.handlers:
        checks = WeeklyCheck.objects.filter(post__tenures__person=person, task__status="active")
        browser = Browser(person)
        found += [(browser, pk) for pk in checks.order_by("pk").values_list("pk", flat=True)[:20]]
    return found


def measure(city: City) -> list[Row]:
    """Two rows: milliseconds of one answer, and answers a second of eight clients. The week has been opened before."""
    answers = _waiting(city)
    ours, plain = cycle(answers), cycle(reversed(answers))

    def answer(which: cycle, address: str) -> None:
        browser, pk = next(which)
        browser.post(address.format(pk), said())

    times = side_by_side(
        lambda: answer(ours, "/week/checks/{}/"), lambda: answer(plain, "/limit/write/{}/"), calls=20
    )
    what = f"one weekly answer with audit entry and notices, {city.tasks:,} tasks"
    one = row(f"write_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)
    return [one, _at_once(city, answers)]


def _at_once(city: City, answers: list[tuple[Browser, int]]) -> Row:
    with site() as port, ThreadPoolExecutor(CLIENTS) as clients:

        def all_of_them(address: str) -> None:
            list(clients.map(lambda place: _post(port, answers[place::CLIENTS], address), range(CLIENTS)))

        times = side_by_side(
            lambda: all_of_them("/week/checks/{}/"), lambda: all_of_them("/limit/write/{}/"), rounds=ROUNDS
        )
    rates = [CLIENTS * EACH / spent for spent in times]
    what = f"the same by {CLIENTS} clients at once, gunicorn with 2 processes, {city.tasks:,} tasks"
    return row(f"write_at_once_{city.tasks}", what, "requests/s", *rates, GOAL)


def _post(port: int, answers: list[tuple[Browser, int]], address: str) -> None:
    """One client: its share of the answers, one after the other, over one connection."""
    server = http.client.HTTPConnection("127.0.0.1", port)
    for (browser, pk), _time in zip(cycle(answers), range(EACH), strict=False):
        headers = {**browser.headers(), "Content-Type": "application/x-www-form-urlencoded"}
        server.request("POST", address.format(pk), urlencode(said()), headers)
        response = server.getresponse()
        response.read()
        if response.status != 302:
            raise RuntimeError(f"{address.format(pk)}: {response.status}")
    server.close()
