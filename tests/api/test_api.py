"""The API says the same as the pages: shapes, errors in one shape, bounded pages, counted statements."""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit import clock
from audit.models import AuditEntry
from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.models import ProgressReport, Report
from tests import factories
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures
from tests.tasks.world import MONDAY, nine, pdf

REPORT = {"percent": 40, "self_light": "green", "done": "主体完工"}


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def ask(world):  # noqa: F811
    """Ask as somebody: `ask("handler", "tasks/1/sign/", {})` posts, without data it reads."""

    def asked(who: str, path: str, data: dict | None = None):
        client = Client()
        client.force_login(getattr(world, who))
        path = f"/api/{path}"
        return client.get(path) if data is None else client.post(path, json.dumps(data), "application/json")

    return asked


def said(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_schema_is_whole_and_without_warnings(db, tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yml"))


def test_the_documentation_runs_under_the_strict_policy(ask):
    answer = ask("handler", "docs/")
    html, policy = answer.content.decode(), answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "<script>" not in html and "https://" not in html
    assert ask("handler", "docs/?script=").status_code == 200
    assert ask("handler", "schema/").status_code == 200


def test_a_whole_life_by_api(world, ask):  # noqa: F811
    task = world.task(Status.ISSUED)
    at = f"tasks/{task.pk}/"
    assert ask("liaison", at + "sign/", {}).json()["status"] == "active"
    assert ask("handler", at + "report-progress/", REPORT).json()["percent"] == 40
    asked = {"new_due_on": "2027-01-29", "reason": "land", "explanation": "用地未批"}
    waiting = ask("handler", at + "ask-extension/", asked).json()["extensions"][0]
    assert waiting["state"] == "unit"
    assert ask("handler", at + "withdraw-extension/", {}).json()["extensions"][0]["state"] == "withdrawn"
    assert ask("handler", at + "submit-closing/", {"statement": "已建成"}).json()["status"] == "unit_review"
    assert ask("head", at + "review-closing/", {"agree": True}).json()["status"] == "verifying"
    finding = {"strike_off": True, "method": "on_site", "finding": "现场核实属实"}
    assert ask("supervisor", at + "verify-closing/", finding).json()["status"] == "closed"
    assert ask("chief", at).json()["status"] == "closed"
    assert ask("chief", at + "reopen/", {"reason": "回头看发现问题"}).json()["status"] == "active"


def test_errors_have_one_shape(world, ask):  # noqa: F811
    task, strange = world.task(), world.task(lead=world.city.finance, support=[], post=None)
    at = f"tasks/{task.pk}/"
    assert said(ask("handler", f"tasks/{strange.pk}/sign/", {})) == (404, "not_found")
    assert said(ask("handler", at + "rate/", {})) == (403, "forbidden")
    assert said(ask("liaison", at + "sign/", {})) == (409, "wrong_state")
    wrong = ask("handler", at + "report-progress/", {"percent": 300})
    assert said(wrong) == (400, "invalid")
    assert set(wrong.json()["fields"]) == {"percent", "self_light", "done"}
    assert said(ask("handler", at + "complete-milestone/", {"milestone_id": 1})) == (404, "not_found")
    client = Client()
    client.force_login(world.handler)
    assert said(client.post(f"/api/{at}report-progress/", "{", "application/json")) == (400, "parse_error")
    assert said(client.delete(f"/api/{at}")) == (405, "method_not_allowed")


def test_a_supervisor_who_may_not_suspend_is_told_what_to_ask_for(world, ask):  # noqa: F811
    answer = ask("supervisor", f"tasks/{world.task().pk}/suspend/", {"reason": "x", "until": "2026-06-01"})
    assert (answer.status_code, answer.json()["ask"]) == (403, "ask_suspend")


def test_the_wrong_moment_is_409(world, ask):  # noqa: F811
    late = world.task(due_on=MONDAY - timedelta(days=3), first_due_on=MONDAY)
    wish = {"new_due_on": "2026-06-01", "reason": "land", "explanation": "用地未批"}
    assert said(ask("handler", f"tasks/{late.pk}/ask-extension/", wish)) == (409, "too_late")
    task = world.task()
    world.extension(task)
    wish["new_due_on"] = "2027-06-01"
    assert said(ask("handler", f"tasks/{task.pk}/ask-extension/", wish)) == (409, "already_pending")
    stale = {"version": task.version + 1, "changes": {"weight": 2}, "reason": "调整"}
    assert said(ask("supervisor", f"tasks/{task.pk}/edit-task/", stale)) == (409, "changed_meanwhile")
    granted = world.extension(world.task(), Decision.UNIT)
    granted.state = Decision.GRANTED
    granted.save()
    answer = ask("head", f"tasks/{granted.task_id}/review-extension/", {"agree": True})
    assert said(answer) == (409, "wrong_state")


def test_pressing_twice_writes_once(world, ask):  # noqa: F811
    task = world.task()
    at = f"tasks/{task.pk}/"
    blocked = {"text": "用地未批", "waiting_for_text": "省厅"}
    for path, sent in (("report-progress/", REPORT), ("open-blocker/", blocked)):
        assert ask("handler", at + path, sent).status_code == 200
        assert said(ask("handler", at + path, sent)) == (409, "already_there")
    assert ProgressReport.objects.count() == 1
    urge = {"task": task.pk, "text": "请报开工时间"}
    assert ask("supervisor", "urgings/", urge).status_code == 201
    assert said(ask("supervisor", "urgings/", urge)) == (409, "already_there")


def test_the_same_report_file_is_kept_once(world):  # noqa: F811
    client = Client()
    client.force_login(world.chief)
    text = "2026年临江市政府工作报告\n一、2026年工作安排\n（一）新建社区服务站12个。\n".encode()
    place = world.city.government.pk

    def send(path, **more):
        return client.post(path, {"file": SimpleUploadedFile("report.txt", text), **more})

    first = send("/api/reports/", jurisdiction=place)
    assert first.status_code == 201, first.content
    assert said(send("/api/reports/", jurisdiction=place)) == (409, "already_imported")
    bureau = world.city.finance.pk
    assert said(send("/api/reports/", jurisdiction=bureau)) == (404, "not_found")
    text += "新建口袋公园8个。\n".encode()
    again = f"/api/reports/{first.json()['id']}/correct/"
    assert send(again).status_code == 201
    assert said(send(again)) == (409, "changed_meanwhile")
    assert Report.objects.count() == 2


def test_what_belongs_to_another_task_is_not_found(world, ask):  # noqa: F811
    mine, other = world.task(), world.task(lead=world.city.finance, support=[], post=None)
    step = factories.milestone(other, date(2026, 6, 1))
    blocker = other.blockers.create(text="x", opened_by=world.other_handler, opened_on=MONDAY)
    indicator = other.indicators.create(name="x", comparator="≥", target=1)
    at = f"tasks/{mine.pk}/"
    tries = {
        "complete-milestone/": {"milestone_id": step.pk},
        "close-blocker/": {"blocker_id": blocker.pk, "outcome": "x"},
    }
    for path, sent in tries.items():
        assert said(ask("handler", at + path, sent)) == (404, "not_found"), path
    readings = {**REPORT, "readings": {str(indicator.pk): "3"}}
    assert said(ask("handler", at + "report-progress/", readings)) == (400, "invalid")
    assert said(ask("handler", at + "report-progress/", {**REPORT, "readings": {"x": "3"}})) == (
        400,
        "invalid",
    )
    unknown = {"text": "x", "waiting_for_id": 99999}
    assert said(ask("handler", at + "open-blocker/", unknown)) == (400, "invalid")
    foreign = {"task": other.pk, "text": "x"}
    assert said(ask("head", "urgings/", foreign)) == (404, "not_found")
    assert said(ask("head", "urgings/", {**foreign, "task": 2**70})) == (400, "invalid")


def test_only_editable_fields_are_taken(world, ask):  # noqa: F811
    task = world.task()
    at = f"tasks/{task.pk}/edit-task/"
    for field, value in {
        "status": "closed",
        "percent": 100,
        "number": "1",
        "first_due_on": "2030-01-01",
    }.items():
        sent = {"version": task.version, "changes": {field: value}, "reason": "x"}
        assert said(ask("supervisor", at, sent)) == (400, "invalid"), field
    sent = {"version": task.version, "changes": {"due_on": "2030-01-01"}, "reason": "x"}
    assert said(ask("supervisor", at, sent)) == (400, "not_editable")
    sent["changes"] = {"support": [world.city.finance.pk], "weight": 3}
    whole = ask("supervisor", at, sent).json()
    assert whole["support"] == [world.city.finance.pk]
    assert whole["weight"] == 3


def test_evidence_goes_up_and_comes_down_unchanged(world):  # noqa: F811
    task, client = world.task(), Client()
    client.force_login(world.handler)
    name = "../../验收;filename=x.html;.pdf"
    sent = client.post(f"/api/tasks/{task.pk}/add-evidence/", {"upload": pdf(name=name)})
    kept = sent.json()["evidence"][0]
    answer = client.get(f"/api/tasks/{task.pk}/evidence/{kept['id']}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n" + "验收报告".encode()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    strange = world.task(lead=world.city.finance, support=[], post=None)
    assert client.get(f"/api/tasks/{strange.pk}/evidence/{kept['id']}/").status_code == 404
    second = world.task()
    assert client.get(f"/api/tasks/{second.pk}/evidence/{kept['id']}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["tasks/", "checks/", "urgings/", "notices/", "reports/", "lists/", "rounds/"]
)
def test_lists_ask_as_much_for_many_rows_as_for_few(world, path):  # noqa: F811
    client = Client()
    client.force_login(world.chief)
    client.get(f"/api/{path}")

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/{path}").status_code == 200
        return len(asked)

    few = statements()
    for _ in range(8):
        world.task()
    assert statements() <= few <= 6


def test_pages_are_bounded_and_follow_each_other(world, ask):  # noqa: F811
    made = {world.task().pk for _ in range(5)}
    first = ask("chief", "tasks/?page_size=3").json()
    rest = ask("chief", "tasks/?" + first["next"].split("?")[1]).json()
    found = [line["id"] for line in [*first["results"], *rest["results"]]]
    assert (len(first["results"]), set(found), len(found)) == (3, made, 5)
    factories.Task.objects.bulk_create(
        factories.Task(
            jurisdiction=world.city.government,
            year=2026,
            number=f"9-{n}",
            title="x",
            status="active",
            due_on=MONDAY,
            first_due_on=MONDAY,
        )
        for n in range(250)
    )
    assert len(ask("chief", "tasks/?page_size=99999").json()["results"]) == 200


def test_the_list_takes_the_conditions_of_the_page(world, ask):  # noqa: F811
    task = world.task(title="滨江步道贯通")
    world.task(status=Status.CLOSED, closed_on=MONDAY)
    assert [line["id"] for line in ask("chief", "tasks/?q=步道").json()["results"]] == [task.pk]
    assert len(ask("chief", "tasks/?state=closed").json()["results"]) == 1
    assert said(ask("chief", "tasks/?light=purple")) == (400, "invalid")


def test_reading_a_sensitive_task_is_recorded_once_a_reading(world, ask):  # noqa: F811
    secret, plain = world.task(visibility="sensitive"), world.task()
    client = Client()
    client.force_login(world.chief)
    client.get(f"/tasks/{secret.pk}/")
    ask("chief", f"tasks/{secret.pk}/")
    ask("chief", f"tasks/{plain.pk}/")
    read = AuditEntry.objects.filter(action="tasks.sensitive_read")
    assert list(read.values_list("actor_id", "details__task")) == [(world.chief.pk, secret.pk)] * 2


def test_figures_and_queue_are_those_of_the_page(world, ask):  # noqa: F811
    world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    sections = {section["code"]: section["total"] for section in ask("supervisor", "queue/").json()}
    assert sections["verify"] == 1
    found = ask("chief", "dashboard/").json()
    assert (found["totals"]["total"], found["year"]) == (1, 2026)
    assert said(ask("county_supervisor", f"dashboard/?place={world.city.government.pk}")) == (
        404,
        "not_found",
    )


def test_the_trail_is_searched_by_day(world, ask):  # noqa: F811
    with clock.at(nine(MONDAY)):
        ask("liaison", f"tasks/{world.task(Status.ISSUED).pk}/sign/", {})
    found = ask("audit_admin", "audit/?action=tasks.signed&first=2026-03-02&last=2026-03-02").json()[
        "results"
    ]
    assert [entry["action"] for entry in found] == ["tasks.signed"]
    assert said(ask("audit_admin", "audit/?first=nonsense")) == (400, "invalid")
