"""`search2`, `search4`: the search page for two and four characters, a rare word and one in every fifth task."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from django.db import connection
from django.http import HttpRequest, HttpResponse

from audit import clock
from bench.asking import Browser
from bench.data import City
from bench.markup import frame, lights
from bench.measuring import Row, row, side_by_side

GOAL = 3.0
WORDS = {"search2": ("鼋鼍", "民生"), "search4": ("鼋鼍馆修", "民生工程")}
_COLUMNS = """t.id, t.number, t.title, d.short_name, t.light, t.next_due_on, t.next_due_on - %(today)s
FROM {} JOIN tasks_task t ON t.id = found.task_id LEFT JOIN departments_department d ON d.id = t.lead_department_id"""
_HOLD = "words @@ %(words)s::tsquery AND strpos(plain, %(text)s) > 0"
_NEWEST = "t.status <> 'draft' ORDER BY t.id DESC LIMIT 8"
# Each word in the way that is best for it: by the index and then sorted, or from the newest on until the page is full.
RARE = f"""WITH hold AS MATERIALIZED (SELECT task_id FROM tasks_taskwords WHERE {_HOLD}),
found AS MATERIALIZED (SELECT task_id FROM hold ORDER BY task_id DESC LIMIT 8)
SELECT {_COLUMNS.format("found")} WHERE {_NEWEST}"""
FREQUENT = f"SELECT {_COLUMNS.format('tasks_taskwords found')} WHERE {_HOLD} AND {_NEWEST}"


def limit(request: HttpRequest) -> HttpResponse:
    """The session's user, one indexed statement, strings joined."""
    text = request.GET["q"]
    pairs = " & ".join(text[place : place + 2] for place in range(len(text) - 1))
    rare = any(text == words[0] for words in WORDS.values())
    with connection.cursor() as cursor:
        cursor.execute(RARE if rare else FREQUENT, {"today": clock.today(), "words": pairs, "text": text})
        rows = cursor.fetchall()
    shown = "".join(
        f'<li><a href="/tasks/{pk}/">{lights(light)}<span class="number num">{number}</span><span class="what">'
        f'{escape(title).replace(text, f"<mark>{text}</mark>")}</span><span class="beside">{escape(lead)} · {due} {left}'
        "</span></a></li>"
        for pk, number, title, lead, light, due, left in rows
    )
    head = f"<h1>{escape(request.user.name)}</h1><h2>{escape(text)}</h2>"
    return HttpResponse(frame(f"{head}<ul>{shown}</ul>"))


def measure(city: City) -> list[Row]:
    """Four rows: milliseconds of a page."""
    browser, found = Browser(city.reader), []
    for name, words in WORDS.items():
        for kind, text in zip(("rare", "frequent"), words, strict=True):
            times = side_by_side(
                lambda text=text: browser.get(f"/search/?q={quote(text)}"),
                lambda text=text: browser.get(f"/limit/search/?q={quote(text)}"),
                calls=10,
            )
            what = f"search page, {len(text)} characters, {kind}, {city.tasks:,} tasks"
            found.append(
                row(f"{name}_{kind}_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)
            )
    return found
