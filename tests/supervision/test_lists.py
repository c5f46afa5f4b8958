"""Every list of the house is the same list page: reach, search, groups, columns, files, and few statements."""

import re
from datetime import date

import pytest
from celery import current_app
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from supervision.models import MonthlyBulletin, Urging, WeeklyCheck, WeeklyRound
from tasks.models import Evidence
from tests import factories
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures
from tests.tasks.world import MONDAY, World, nine

BACKEND = "departments.authentication.PersonBackend"
ABOUT_TASKS = (
    *("/checks/", "/requests/extensions/", "/requests/closings/", "/urgings/", "/tasks/evidence/"),
)
READERS = {
    **dict.fromkeys(ABOUT_TASKS, "supervisor"),
    "/tasks/": "supervisor",
    "/bulletins/": "chief",
    "/departments/": "handler",
    "/people/": "system_admin",
    "/audit/": "audit_admin",
}


@pytest.fixture
def browse(client, monkeypatch):
    client.cookies["django_language"] = "en"
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)

    def as_person(person):
        client.force_login(person, backend=BACKEND)
        return client

    return as_person


def one_more(world: World, number: int, **fields) -> None:  # noqa: F811
    """A task with one of everything that has a list."""
    fields.setdefault("lead", world.city.bureaus[number % 4])
    task = world.task(title=f"建成{number}处桥梁", number=f"2026-{900 + number}", support=[], **fields)
    world.extension(task)
    world.closing(task)
    Urging.objects.create(
        task=task, level="t+1", due_on=MONDAY, sent_at=nine(MONDAY), sent_on=MONDAY, reply_by_on=MONDAY
    )
    week = WeeklyRound.objects.create(
        jurisdiction=world.city.government,
        year=2026,
        week=number,
        opened_on=MONDAY,
        due_on=MONDAY,
        closes_on=MONDAY,
    )
    WeeklyCheck.objects.create(round=week, task=task, department=task.lead_department, post=world.post)
    Evidence.objects.create(
        task=task, file="x", name=f"{number}.pdf", content_type="application/pdf", size=number,
        sha256="0", uploaded_by=world.handler, uploaded_at=nine(MONDAY),
    )  # fmt: skip
    MonthlyBulletin.objects.create(
        jurisdiction=world.city.government, year=2026 - number, month=1, as_of=date(2026, 1, 31),
        title=f"第{number}号通报", drafted_at=nine(MONDAY),
    )  # fmt: skip
    factories.person("H", world.city.bureaus[number % 4])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("address", READERS)
def test_every_list_takes_the_same_statements_however_many_rows(world, browse, address):  # noqa: F811
    client = browse(getattr(world, READERS[address]))
    declared = resolve(address).func.declared
    everything = ",".join(column.name for column in declared.columns)
    group = declared.groups[0].name if declared.groups else ""
    asked = f"{address}?columns={everything}&group={group}&state=all"
    asked = asked.replace("&state=all", "") if "checks" in address or "bulletins" in address else asked
    one_more(world, 1)
    client.get(asked)
    counts = []
    for start in (2, 15):
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(asked)
        assert answer.status_code == 200
        assert b"<tbody>" in answer.content
        counts.append(len(seen))
        for number in range(start, start + 5):
            one_more(world, number)
    # Departments and the trail say something about themselves above the rows.
    assert counts[0] == counts[1] <= 11, [query["sql"] for query in seen]


@pytest.mark.parametrize("address", ABOUT_TASKS)
def test_a_list_about_tasks_shows_those_one_may_know_of_and_finds_by_their_words(world, browse, address):  # noqa: F811
    one_more(world, 1, lead=world.city.education)
    one_more(world, 2, lead=world.city.finance, post=None)
    assert "桥梁" in text(browse(world.supervisor).get(address))
    seen = text(browse(world.liaison).get(address))
    assert "建成1处桥梁" in seen
    assert "建成2处桥梁" not in seen
    client = browse(world.supervisor)
    assert "建成1处桥梁" not in text(client.get(f"{address}?q=2026-902"))
    assert "建成2处桥梁" in text(client.get(f"{address}?q=建成2"))
    assert "Nothing meets these conditions" in text(client.get(f"{address}?q=没有"))


@pytest.mark.parametrize("address", READERS)
def test_every_list_is_exported_as_it_is_seen(world, browse, address):  # noqa: F811
    one_more(world, 1)
    client = browse(getattr(world, READERS[address]))
    answer = client.get(f"{address}?file=csv")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    head = answer.content.decode("utf-8-sig").splitlines()[0]
    declared = resolve(address).func.declared
    assert head.split(",") == [str(column.label) for column in declared.columns if column.shown]


def test_only_the_audit_administrator_exports_the_trail(world, browse):  # noqa: F811
    assert browse(world.system_admin).get("/audit/?file=csv").status_code == 403
    assert browse(world.system_admin).get("/people/?file=csv").status_code == 200
    assert browse(world.handler).get("/people/?file=csv").status_code == 403


def test_requests_wait_unless_all_are_asked_for(world, browse):  # noqa: F811
    world.extension(world.task(title="等着的"), "supervisor", decide_by_on=date(2026, 2, 27))
    world.extension(world.task(title="批过的"), "granted")
    client = browse(world.supervisor)
    assert "批过的" not in text(client.get("/requests/extensions/"))
    assert "批过的" in text(client.get("/requests/extensions/?state=granted"))
    assert "等着的" in text(client.get("/requests/extensions/?late=on"))


def test_urgings_are_chosen_by_their_reply(world, browse):  # noqa: F811
    for number, fields in enumerate(({}, {"replied_at": nine(MONDAY)}, {"reply_by_on": date(2026, 2, 27)})):
        Urging.objects.create(
            task=world.task(title=f"第{number}项"), level="t+1", due_on=MONDAY, sent_at=nine(MONDAY), sent_on=MONDAY,
            **{"reply_by_on": date(2026, 3, 5), **fields},
        )  # fmt: skip
    client = browse(world.supervisor)
    found = {
        reply: re.findall("第(.)项", text(client.get(f"/urgings/?reply={reply}")))
        for reply in ("waiting", "late", "replied")
    }
    assert {reply: set(names) for reply, names in found.items()} == {
        "waiting": {"0", "2"}, "late": {"2"}, "replied": {"1"},
    }  # fmt: skip


def test_departments_are_found_by_former_names_and_dissolved_ones_only_when_asked_for(world, browse):  # noqa: F811
    world.city.reform.aliases.create(name="市计委", origin="former")
    factories.department("临江市乡镇企业局", dissolved_on=date(2020, 1, 1))
    client = browse(world.handler)
    assert "临江市发展和改革委员会" in text(client.get("/departments/?q=计委"))
    assert "乡镇企业局" not in text(client.get("/departments/"))
    assert "乡镇企业局" in text(client.get("/departments/?dissolved=on"))


def test_people_without_a_post_are_found(world, browse):  # noqa: F811
    factories.account("无岗")
    shown = text(browse(world.system_admin).get("/people/?without_post=on"))
    assert "无岗" in shown
    assert world.handler.name not in shown
