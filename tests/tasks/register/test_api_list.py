"""The list of the API: plain columns in the shape that the description promises."""

import pytest

from tasks.register.api_shapes import TaskLine
from tests import factories


@pytest.mark.django_db
def test_a_line_has_exactly_the_promised_fields_and_plain_values(client):
    city = factories.make_city()
    task = factories.task(lead=city.education)
    client.force_login(
        factories.person("S", city.supervision), backend="departments.authentication.PersonBackend"
    )
    (line,) = client.get("/api/tasks/").json()["results"]
    assert set(line) == set(TaskLine.Meta.fields)
    shown = (line["id"], line["lead_department"], line["lead_department_name"], line["due_on"])
    assert shown == (task.pk, city.education.pk, "市教育局", "2026-12-31")


@pytest.mark.django_db
def test_a_list_is_no_longer_than_a_page_and_says_where_it_goes_on(client, django_assert_max_num_queries):
    city = factories.make_city()
    tasks = [factories.task(lead=city.education) for _ in range(3)]
    client.force_login(
        factories.person("S", city.supervision), backend="departments.authentication.PersonBackend"
    )
    with django_assert_max_num_queries(5):
        first = client.get("/api/tasks/?page_size=2").json()
    second = client.get(first["next"]).json()
    assert [line["id"] for line in first["results"] + second["results"]] == [task.pk for task in tasks]
    assert second["next"] is None
