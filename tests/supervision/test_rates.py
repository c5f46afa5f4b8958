"""The four rates of the projects lead to exactly the projects they count, and to those that are missing."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from audit import clock
from departments.choices import Role
from tasks.choices import Kind, Stage, Status
from tests import factories

YESTERDAY, SOON = -1, 30


@pytest.fixture
def city(db):
    cache.clear()
    return factories.make_city()


def day(distance: int) -> date:
    return clock.today() + timedelta(days=distance)


def project(city, *stages, kind=Kind.PROJECT, status=Status.ACTIVE, **fields):
    """A project with stages, each (stage, due in days, done in days or None)."""
    made = factories.task(lead=city.reform, kind=kind, status=status, year=clock.today().year, **fields)
    for stage, due, done in stages:
        factories.milestone(made, day(due), stage=stage, done_on=None if done is None else day(done))
    return made


def projects_at_all_stages(city) -> None:
    late = (Stage.STARTED, YESTERDAY, None)
    project(city, (Stage.SIGNED, -60, -60), (Stage.STARTED, YESTERDAY, -5))
    project(city, (Stage.SIGNED, -60, -60), late)
    project(city, (Stage.SIGNED, -60, -60))  # signed, and no start is planned
    project(city, (Stage.STARTED, SOON, YESTERDAY))  # started before it was due
    project(city, late, (Stage.STARTED, SOON, YESTERDAY))  # two parts: the second came first
    project(city, (Stage.COMPLETED, YESTERDAY, 0), status=Status.CLOSED)
    project(city, (Stage.COMPLETED, SOON, None), (Stage.CAPACITY, YESTERDAY, None), status=Status.SUSPENDED)
    project(city, late, status=Status.TERMINATED)
    project(city, late, kind=Kind.WORK)
    waived = project(city, late)
    waived.milestones.update(waived_because="并入另一个项目")


def numbers_of(client) -> list[tuple[str, str]]:
    """The links of the four rates with the numbers they say: reached and missing, rate by rate."""
    page = client.get(reverse("supervision:dashboard"), headers={"Accept-Language": "en"}).content.decode()
    links = re.findall(r'<a href="([^"]+)"><span class="sr">[^<]+</span>(\d+) (reached|missing)</a>', page)
    return [(unescape(url), int(number)) for url, number, _which in links]


def test_each_number_of_a_rate_leads_to_a_list_with_that_many_projects(client, city):
    projects_at_all_stages(city)
    client.force_login(factories.person(Role.MAYORS_OFFICE, city.office))
    said = numbers_of(client)
    # started, completed, at capacity, signed projects that started: reached and missing each
    assert [number for _url, number in said] == [2, 1, 1, 0, 0, 1, 1, 2]
    for url, number in said:
        assert client.get(url).content.decode().count('class="number"') == number, url
        found = client.get(url.replace(reverse("register:list"), "/api/tasks/")).json()["results"]
        assert len(found) == number, url


def test_a_rate_without_a_project_says_so_and_leads_nowhere(client, city):
    factories.task(lead=city.reform, year=clock.today().year)
    client.force_login(factories.person(Role.MAYORS_OFFICE, city.office))
    page = client.get(reverse("supervision:dashboard"), headers={"Accept-Language": "en"}).content.decode()
    assert page.count("none due yet") == 4
    assert "stage_" not in page


def test_the_api_gives_the_same_rates(client, city):
    projects_at_all_stages(city)
    client.force_login(factories.person(Role.MAYORS_OFFICE, city.office))
    rates = client.get("/api/dashboard/").json()["rates"]
    assert [(rate["numerator"], rate["denominator"]) for rate in rates] == [(2, 3), (1, 1), (0, 1), (1, 3)]


def test_the_stages_are_conditions_of_the_list_with_chips(client, city):
    projects_at_all_stages(city)
    client.force_login(factories.person(Role.SUPERVISOR, city.supervision))
    panel = client.get("/tasks/?panel=conditions").content.decode()
    assert all(f'name="{name}"' in panel for name in ("stage_due", "stage_reached", "stage_not_reached"))
    page = client.get("/tasks/?stage_reached=signed&stage_reached=started&stage_due=started").content.decode()
    assert page.count('class="number"') == 1
    assert page.count('class="chip"') == 3
    assert client.get("/tasks/?stage_due=nonsense").content.decode().count('class="number"') == 0
