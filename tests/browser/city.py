"""A small city in which everything has happened once: what the sweep looks at."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation

from audit import clock
from audit.models import JobRun
from supervision.monthly.services import draft_bulletins
from supervision.urging.services import urge
from supervision.weekly.services import close_week, open_week
from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.decisions.services import ask_extension
from tasks.models import Movement, Task
from tasks.progress.services import add_evidence, open_blocker, report_progress
from tasks.register.services import assess_tasks, issue_list
from tasks.reports.services import import_report
from tests import factories
from tests.tasks.world import MONDAY, World, nine, pdf

TEXT = """临江市2026年政府工作报告
一、2025年工作回顾
过去一年，新建公园12个。
二、2026年重点工作
新建社区食堂30家。（市教育局牵头，市财政局配合）
新增公办幼儿园学位3000个。
改造提升中小学食堂40所。（市教育局牵头）
"""


def play(world: World) -> dict[str, object]:
    """Tasks in every state, a week and a month that are over, requests, urgings, a report under review."""
    with translation.override("zh-hans"):
        tasks = _tasks(world)
        _requests(world, tasks)
        assess_tasks(MONDAY)
        report = import_report(
            actor=world.supervisor,
            jurisdiction_id=world.city.government.pk,
            data=TEXT.encode(),
            file_name="报告.txt",
        )
        with clock.at(clock.now() - timedelta(days=10)):
            open_week(date(2026, 2, 24))
            close_week(date(2026, 2, 28))
        open_week(MONDAY)
        draft_bulletins(MONDAY)
        urge(actor=world.supervisor, task_id=tasks["late"].pk, text="请本周内完成招标")
        world.task(Status.DRAFT, title="新建社区图书室")
        issue_list(
            actor=world.chief, jurisdiction_id=world.city.government.pk, year=2026, title="临江市重点任务"
        )
    JobRun.objects.create(
        job="open_week", state=JobRun.State.DONE, started_at=clock.now(), result={"checks": 4}
    )
    return {"report": report, **tasks}


def _tasks(world: World) -> dict:
    made = {
        status: world.task(status, title=f"建成社区服务站{status}")
        for status in Status
        if status != Status.DRAFT
    }
    made["late"] = world.task(
        due_on=date(2026, 2, 13), title="改造学校食堂八所", percent=20, self_light="green"
    )
    factories.milestone(made["late"], date(2026, 2, 6), planned_percent=80)
    # On the list since February, so that February has an account and a bulletin.
    february = date(2026, 2, 2)
    Task.objects.filter(pk=made["late"].pk).update(issued_at=nine(february))
    Movement.objects.create(
        task=made["late"],
        jurisdiction=made["late"].jurisdiction,
        department=world.city.education,
        flow="issued",
        on=february,
    )
    active = made[Status.ACTIVE]
    active.indicators.create(name="道路", comparator="≥", target=12, unit="公里")
    for percent in (10, 35):
        report_progress(
            actor=world.handler,
            task_id=active.pk,
            percent=percent,
            self_light="amber",
            done="路基完成",
            problem="雨季",
        )
    add_evidence(actor=world.handler, task_id=active.pk, upload=pdf())
    open_blocker(actor=world.handler, task_id=active.pk, text="等待用地批复", waiting_for_text="省厅")
    return made


def _requests(world: World, tasks: dict) -> None:
    world.closing(tasks[Status.UNIT_REVIEW])
    world.closing(tasks[Status.VERIFYING], Decision.SUPERVISOR)
    world.extension(world.task(title="新建体育馆"), Decision.SUPERVISOR)
    ask_extension(
        actor=world.handler,
        task_id=tasks[Status.ACTIVE].pk,
        new_due_on=date(2027, 2, 26),
        reason="land",
        explanation="用地手续未批",
    )
