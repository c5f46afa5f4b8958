"""Issue, sign, return: what a draft must have, what is frozen, and which clocks begin."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from tasks.choices import Flow, Light, Status
from tasks.models import ListEntry, Movement, Report, ResponsibilityList, Task
from tasks.register import services
from tests import factories
from tests.tasks.world import entries, nine, told


def issue(world, **more):
    return services.issue_list(actor=world.chief, jurisdiction_id=world.city.government.pk, year=2026, **more)


def test_issuing_gives_number_clock_first_date_and_a_natural_milestone(world):
    draft = world.task(Status.DRAFT, post=None, due_on=date(2026, 9, 30))
    issued = issue(world, document_no="临政办〔2026〕1号")
    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.sign_by_on) == ("issued", "2026-001", date(2026, 3, 3))
    assert draft.first_due_on == draft.due_on == draft.milestones.get().due_on == date(2026, 9, 30)
    assert draft.post == world.post, "the single handler post of the lead department"
    assert entries(draft, "tasks.issued")[0]["milestone_added"] == "2026-09-30"
    assert (issued.version, issued.document_no) == (1, "临政办〔2026〕1号")
    assert told(world.liaison) and told(world.head) and not told(world.other_head)
    assert Movement.objects.get(task=draft).flow == Flow.ISSUED


def test_a_draft_that_lacks_something_is_named_and_none_is_issued(world):
    world.task(Status.DRAFT, number="2026-077", standard=" ", due_on=None, title="建成两处公园")
    world.task(Status.DRAFT, lead=None, jurisdiction=world.city.government, title="改造老旧小区")
    world.task(Status.DRAFT, lead=world.city.reform, post=None, title="绿化率增长6%编制规划")
    whole = world.task(Status.DRAFT)
    with pytest.raises(ValidationError) as refused:
        issue(world)
    told_so = "\n".join(refused.value.messages)
    assert "2026-077 建成两处公园 lacks: a completion standard" in told_so and "a due date" in told_so
    assert (
        "改造老旧小区 lacks: a lead department" in told_so and "绿化率增长6%编制规划 lacks: a post" in told_so
    )
    whole.refresh_from_db()
    assert whole.status == Status.DRAFT and not ResponsibilityList.objects.exists()


def test_a_draft_from_a_report_needs_its_source(world):
    report = Report.objects.create(
        jurisdiction=world.city.government,
        year=2026,
        title="政府工作报告",
        kind="report",
        text="建成两处公园。",
        sha256="0" * 64,
        parser_version="1",
        imported_by=world.supervisor,
        imported_at=clock.now(),
    )
    world.task(Status.DRAFT, report=report)
    with pytest.raises(ValidationError, match="source passage"):
        issue(world)


def test_numbers_go_on_and_every_version_holds_the_whole_list(world):
    first = world.task(Status.DRAFT)
    issue(world)
    second = world.task(Status.DRAFT)
    again = issue(world)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.number, second.number, again.version) == ("2026-001", "2026-002", 2)
    assert list(again.entries.values_list("number", flat=True)) == ["2026-001", "2026-002"]
    frozen = ListEntry.objects.get(list=again, task=first).frozen
    services.edit_task(
        actor=world.supervisor,
        task_id=first.pk,
        version=first.version,
        changes={"title": "改"},
        reason="更正",
    )
    assert ListEntry.objects.get(list=again, task=first).frozen == frozen, "a frozen line never changes"
    assert frozen["lead"]["name"] == "临江市教育局" and frozen["support"][0]["short_name"] == "市住建局"


def test_only_accepted_drafts_are_issued_unless_chosen(world):
    open_draft = world.task(Status.DRAFT, accepted=False)
    with pytest.raises(ValidationError, match="no accepted draft"):
        issue(world)
    issue(world, task_ids=[open_draft.pk])
    assert Task.objects.get(pk=open_draft.pk).status == Status.ISSUED


def test_the_statements_of_issuing_do_not_grow_with_the_drafts(world):
    counts = []
    for drafts in (4, 40):
        for _ in range(drafts):
            world.task(Status.DRAFT)
        with CaptureQueriesContext(connection) as asked:
            issue(world)
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= 36


def test_signing_late_is_an_event_and_not_a_refusal(world):
    task = world.task(Status.ISSUED)
    with clock.at(nine(date(2026, 3, 5))):
        services.assess_tasks()
        task.refresh_from_db()
        assert (task.light, task.light_reason) == (Light.AMBER, "unsigned")
        services.sign_task(actor=world.liaison, task_id=task.pk)
    assert entries(task, "tasks.signed") == [{"status": ["issued", "active"], "late": True} | _signed(task)]


def _signed(task) -> dict:
    task.refresh_from_db()
    detail = entries(task, "tasks.signed")[0]
    return {k: v for k, v in detail.items() if k in ("signed_at", "light")}


def test_a_task_is_returned_within_two_working_days_and_once(world):
    task = world.task(Status.DRAFT)
    issue(world)
    services.return_task(actor=world.head, task_id=task.pk, reason="非本单位职责")
    task.refresh_from_db()
    assert (task.status, task.return_count, task.light) == ("draft", 1, "grey")
    assert told(world.supervisor, "Returned")
    issue(world)
    with pytest.raises(PermissionDenied, match="second return"):
        services.return_task(actor=world.head, task_id=task.pk, reason="非本单位职责")
    services.return_task(actor=world.chief, task_id=task.pk, reason="改派市财政局")


@pytest.mark.parametrize(("day", "in_time"), [(date(2026, 3, 4), True), (date(2026, 3, 5), False)])
def test_the_limit_for_returning_is_counted_in_working_days(world, day, in_time):
    task = world.task(Status.ISSUED)
    with clock.at(nine(day)):
        if in_time:
            services.return_task(actor=world.head, task_id=task.pk, reason="非本单位职责")
            return
        with pytest.raises(ValidationError) as refused:
            services.return_task(actor=world.head, task_id=task.pk, reason="非本单位职责")
        assert refused.value.code == "too_late"


def test_a_task_issued_again_keeps_its_number_and_its_first_date(world):
    task = world.task(Status.DRAFT, due_on=date(2026, 9, 30))
    issue(world)
    services.return_task(actor=world.head, task_id=task.pk, reason="非本单位职责")
    task.refresh_from_db()
    services.edit_task(
        actor=world.supervisor,
        task_id=task.pk,
        version=task.version,
        changes={"lead_department": world.city.finance, "due_on": date(2026, 11, 30)},
    )
    issue(world)
    task.refresh_from_db()
    assert (task.number, task.first_due_on, task.due_on) == (
        "2026-001",
        date(2026, 9, 30),
        date(2026, 11, 30),
    )
    assert task.post == factories.post_of(world.other_handler)
    flows = list(Movement.objects.order_by("id").values_list("department__short_name", "flow"))
    assert flows == [("市教育局", "issued"), ("市教育局", "transferred_out"), ("市财政局", "issued")]
