"""The first screens: my week, the queue, the dashboard; every number leads to the list it counts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from audit import clock
from departments.choices import Role
from supervision.models import Urging, WeeklyCheck
from supervision.overview.place import overview
from supervision.weekly.services import close_week, open_week
from tasks.choices import Status
from tasks.models import ClosingRequest, Task
from tasks.progress.services import open_blocker, report_progress
from tasks.register.services import assess_tasks
from tests.factories import make_city, person, post_of, task


@pytest.fixture
def city(db):
    cache.clear()
    return make_city()


@pytest.fixture
def handler(city):
    return person(Role.HANDLER, city.housing, name="王磊")


def monday() -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday())


def asked(handler, city, count: int = 1) -> list[Task]:
    """Tasks of the handler's post, each with this week's check."""
    made = [
        task(
            lead=city.housing,
            post=post_of(handler),
            next_due_on=date(2027, 12, 31),
            due_on=date(2027, 12, 31),
        )
        for _number in range(count)
    ]
    open_week(clock.today())
    return made


def test_my_week_counts_what_there_is_to_do_and_answers_in_place(client, city, handler):
    asked(handler, city)
    client.force_login(handler)
    assert "1" in client.get(reverse("supervision:my_week")).content.decode()
    check = WeeklyCheck.objects.get()
    sent = {"percent": 20, "self_light": "green", "done": "完成招标"}
    assert client.post(reverse("supervision:answer", args=[check.pk]), sent).status_code == 302
    check.refresh_from_db()
    assert check.state == WeeklyCheck.State.ANSWERED
    assert check.report.done == "完成招标"


def test_a_refused_answer_keeps_everything_typed(client, city, handler):
    asked(handler, city)
    client.force_login(handler)
    check = WeeklyCheck.objects.get()
    sent = {"percent": 120, "self_light": "amber", "done": "打了很久的一段话", "problem": "缺钱"}
    response = client.post(reverse("supervision:answer", args=[check.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert "打了很久的一段话" in page
    assert "缺钱" in page
    assert WeeklyCheck.objects.get().state == WeeklyCheck.State.WAITING


def test_what_goes_to_plan_is_confirmed_in_one_go(client, city, handler):
    tasks = asked(handler, city, 3)
    for one in tasks:
        report_progress(actor=handler, task_id=one.pk, percent=95, self_light="green", done="照计划")
    client.force_login(handler)
    ids = list(WeeklyCheck.objects.values_list("pk", flat=True))
    page = client.get(reverse("supervision:my_week")).content.decode()
    assert all(f'value="{pk}" checked' in page for pk in ids)
    client.post(reverse("supervision:confirm"), {"checks": ids})
    assert set(WeeklyCheck.objects.values_list("state", flat=True)) == {WeeklyCheck.State.CONFIRMED}


def test_another_unit_s_check_does_not_exist(client, city, handler):
    asked(handler, city)
    client.force_login(person(Role.HANDLER, city.education))
    check = WeeklyCheck.objects.get()
    assert client.post(reverse("supervision:answer", args=[check.pk]), {"percent": 1}).status_code == 404


def test_my_week_costs_the_same_for_one_and_for_thirty_tasks(
    client, city, handler, django_assert_max_num_queries
):
    asked(handler, city, 30)
    client.force_login(handler)
    client.get(reverse("supervision:my_week"))
    with django_assert_max_num_queries(24):
        client.get(reverse("supervision:my_week"))


def test_the_queue_shows_what_waits_with_its_age_and_only_to_supervisors(client, city, handler):
    supervisor = person(Role.SUPERVISOR, city.supervision)
    waiting = task(lead=city.housing, status=Status.VERIFYING, post=post_of(handler), title="新建学校一所")
    ClosingRequest.objects.create(
        task=waiting,
        state="supervisor",
        asked_by=handler,
        asked_at=clock.now() - timedelta(days=14),
        reviewed_at=clock.now() - timedelta(days=14),
        statement="已办结",
    )
    client.force_login(supervisor)
    page = client.get(reverse("supervision:queue")).content.decode()
    assert "新建学校一所" in page
    assert reverse("supervision:queue_row", args=["verify", ClosingRequest.objects.get().pk]) in page
    client.force_login(handler)
    assert client.get(reverse("supervision:queue")).status_code == 403


def lit_city(city, handler) -> None:
    """Tasks in several lights and states, assessed for today."""
    today = clock.today()
    post = post_of(handler)
    common = {"lead": city.housing, "post": post, "year": today.year, "area": "livelihood"}
    late = today - timedelta(days=30)
    for number in range(4):
        task(
            **common,
            due_on=late,
            starts_on=late - timedelta(days=60),
            next_due_on=late,
            number=f"{today.year}-9{number}0",
        )
    far = today + timedelta(days=300)
    for number in range(3):
        made = task(**common, due_on=far, starts_on=today, next_due_on=far, number=f"{today.year}-8{number}0")
    open_blocker(actor=handler, task_id=made.pk, text="用地未交付", waiting_for_text="资规局")
    task(**common, status=Status.CLOSED, closed_on=late, number=f"{today.year}-700")
    assess_tasks(today)


def test_every_number_of_the_dashboard_leads_to_a_list_with_that_many_tasks(client, city, handler):
    lit_city(city, handler)
    client.force_login(person(Role.MAYORS_OFFICE, city.office))
    page = client.get(reverse("supervision:dashboard")).content.decode()
    figures = re.findall(r'<a class="figure" href="([^"]+tasks[^"]+)"><b>(\d+)</b>', page)
    assert len(figures) >= 6
    assert any(int(number) for _address, number in figures)
    for address, number in figures:
        rows = client.get(unescape(address)).content.decode()
        assert rows.count('class="number"') == int(number), address


def test_a_cell_of_the_heat_table_leads_to_its_tasks(client, city, handler):
    lit_city(city, handler)
    client.force_login(person(Role.MAYORS_OFFICE, city.office))
    page = client.get(reverse("supervision:dashboard")).content.decode()
    [(address, number)] = re.findall(r'<td class="h4"><a href="([^"]+)">(\d+)</a>', page)
    rows = client.get(unescape(address)).content.decode()
    assert int(number) == 4
    assert rows.count('class="number"') == 4


def test_every_link_of_heat_classes_overdue_and_livelihood_shows_as_many_rows_as_it_says(
    client, city, handler
):
    lit_city(city, handler)
    client.force_login(person(Role.MAYORS_OFFICE, city.office))
    page = client.get(reverse("supervision:dashboard"), headers={"Accept-Language": "en"}).content.decode()
    said = re.findall(r'<a href="([^"]+)"><b>(\d+)</b></a></td>', page)
    said += re.findall(r'<a href="([^"]+(?:overdue|area)=[^"]+)">all (\d+)</a>', page)
    said += re.findall(r'<a href="([^"]+schedule_class=[^"]+)">[^<]+</a><b class="num">(\d+)</b>', page)
    assert len(said) == 1 + 2 + 5
    for address, number in said:
        rows = client.get(unescape(address)).content.decode()
        assert rows.count('class="number"') == int(number), address


def test_the_dashboard_asks_what_only_a_leader_moves(client, city, handler):
    made = task(lead=city.housing, post=post_of(handler), area="livelihood", year=clock.today().year)
    with clock.at(clock.now() - timedelta(days=60)):
        open_blocker(actor=handler, task_id=made.pk, text="用地未交付", waiting_for_text="资规局")
    client.force_login(person(Role.MAYORS_OFFICE, city.office))
    page = client.get(reverse("supervision:dashboard"), headers={"Accept-Language": "en"}).content.decode()
    assert "1 decision needed" in page
    assert "用地未交付" in page and "资规局" in page


def test_whoever_sees_the_whole_list_and_whoever_sees_a_part_of_it_read_the_same_figures(
    client, city, handler
):
    lit_city(city, handler)
    task(lead=city.finance, year=clock.today().year, area="reform", number=f"{clock.today().year}-600")
    # A blocker that nobody closed with its task.
    Task.objects.filter(number__endswith="-700").update(blocked_since=clock.today())
    shown = []
    for viewer in (
        person(Role.MAYORS_OFFICE, city.office),
        person(Role.VICE_MAYOR, city.government, areas=["livelihood"]),
    ):
        assert viewer.acting.grants
        client.force_login(viewer)
        answer = client.get("/api/dashboard/").json()
        page = client.get(reverse("supervision:dashboard")).content.decode()
        blocked = re.search(r'blocked=on"><b>(\d+)</b>', page)[1]
        shown.append((answer["totals"]["light"]["red"], blocked, len(answer["overdue"])))
    assert shown == [(4, "1", 4), (4, "1", 4)]
    Task.objects.filter(number__endswith="-900").update(light="green", next_due_on=None)
    assert client.get("/api/dashboard/").json()["totals"]["light"]["red"] == 3


def test_the_dashboard_costs_the_same_for_few_and_many_tasks(
    client, city, handler, django_assert_max_num_queries
):
    lit_city(city, handler)
    client.force_login(person(Role.MAYORS_OFFICE, city.office))
    client.get(reverse("supervision:dashboard"))
    with django_assert_max_num_queries(17):
        client.get(reverse("supervision:dashboard"))


def test_an_urging_whose_date_was_met_waits_no_more(client, city, handler):
    today = clock.today()
    late = today - timedelta(days=9)
    one = task(lead=city.housing, post=post_of(handler), due_on=late, next_due_on=late)
    common = {"task": one, "due_on": late, "sent_at": clock.now(), "sent_on": today, "reply_by_on": today}
    Urging.objects.create(level="t+3", **common)
    client.force_login(handler)
    reply = reverse("supervision:reply", args=[Urging.objects.get().pk])
    assert reply in client.get(reverse("supervision:my_week")).content.decode()
    Task.objects.filter(pk=one.pk).update(next_due_on=today + timedelta(days=60))
    cache.clear()
    assert reply not in client.get(reverse("supervision:my_week")).content.decode()


def test_the_weeks_before_are_of_the_same_tasks_as_the_figures_beside_them(city):
    monday = date(2026, 11, 2)
    late = {"due_on": date(2026, 10, 20), "next_due_on": date(2026, 10, 20), "light": "red", "year": 2026}
    for lead in (city.housing, city.housing, city.education):
        task(lead=lead, number=f"2026-{Task.objects.count() + 1:03}", **late)
    with clock.at(datetime.combine(monday, time(9), tzinfo=UTC)):
        open_week(monday)
    with clock.at(datetime.combine(date(2026, 11, 9), time(9), tzinfo=UTC)):
        close_week(date(2026, 11, 9))
        mayor, head = person(Role.MAYORS_OFFICE, city.office), person(Role.UNIT_HEAD, city.housing)
        seen = {who: overview(who, "", "") for who in (mayor, head)}
    assert {who.pk: [week["red"] for week in found["trend"]] for who, found in seen.items()} == {
        mayor.pk: [3],
        head.pk: [2],
    }
    assert [found["totals"]["light"]["red"] for found in seen.values()] == [3, 2]
