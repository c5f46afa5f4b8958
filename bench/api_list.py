"""`api_list`: 50 tasks by the API, with the same session and the same columns."""

from __future__ import annotations

import json

from django.db import connection
from django.http import HttpRequest, HttpResponse
from rest_framework.utils.encoders import JSONEncoder

from bench.asking import Browser
from bench.data import City
from bench.measuring import Row, row, side_by_side
from tasks.register.api_shapes import LINE

GOAL = 2.0
COLUMNS = [
    {"lead_department": "lead_department_id", "post": "post_id", "leader": "leader_id"}.get(c, c)
    for c in LINE
]
SQL = f"""
SELECT {", ".join(f"t.{column}" for column in COLUMNS)}, d.short_name
FROM tasks_task t LEFT JOIN departments_department d ON d.id = t.lead_department_id
WHERE t.lead_department_id = %s AND t.status IN ('issued', 'active', 'unit_review', 'verifying')
ORDER BY t.id LIMIT 50"""


def limit(request: HttpRequest) -> HttpResponse:
    """The session's user, one statement, one dump."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [request.GET["lead"]])
        names = [*LINE, "lead_department_name"]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    body = json.dumps(
        {"for": request.user.pk, "results": rows}, ensure_ascii=False, default=JSONEncoder().default
    )
    return HttpResponse(body, content_type="application/json")


def addresses(city: City) -> tuple[str, str]:
    """Ours and the limit's."""
    return f"/api/tasks/?lead={city.unit.pk}", f"/limit/api/?lead={city.unit.pk}"


def measure(city: City) -> list[Row]:
    """One row: milliseconds of an answer."""
    browser, (ours, plain) = Browser(city.reader), addresses(city)
    times = side_by_side(lambda: browser.get(ours), lambda: browser.get(plain), calls=20)
    what = f"API, 50 tasks of a department, {city.tasks:,} tasks"
    return [row(f"api_list_{city.tasks}", what, "ms", *(1000 * spent for spent in times), GOAL)]
