"""What the demo leaves undone, so that whoever logs in finds something waiting on the first page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from departments.choices import Role
from supervision.demo.city import SHOWN
from supervision.demo.papers import picture, record
from supervision.urging.services import urge
from tasks.choices import SelfLight, Status
from tasks.decisions.proposals import propose
from tasks.decisions.services import ask_extension, review_closing, review_extension, submit_closing
from tasks.discussion.services import comment
from tasks.models import ClosingRequest, ExtensionRequest, Task
from tasks.progress.services import add_evidence, report_progress
from tasks.register.services import complete_milestone

if TYPE_CHECKING:
    from supervision.demo.play import Play

_TO_VERIFY, _TO_EXTEND = 4, 3


def leave_waiting(play: Play, today: date) -> set[int]:
    """Requests and an urging of the last days on which nobody decides; the tasks they are about."""
    active = list(
        Task.objects.filter(
            status=Status.ACTIVE,
            jurisdiction=play.city.government,
            post__in=play.of_post,
            first_due_on__gte=today,
        )
        .exclude(pk__in=play.stories.keys() | play.annual)
        .select_related("lead_department")
        .order_by("-percent", "pk")
    )
    shown = [task for task in active if task.lead_department.short_name == SHOWN]
    rest = [task for task in active if task.lead_department.short_name != SHOWN]
    left = {task.pk for task in shown[:4]}
    for task, act in zip(shown, (_finish, _ask_for_time, _urge), strict=False):
        _perhaps(act, play, task, today)
    for task in shown[3:4]:
        _perhaps(_talk, play, task, today)
        _perhaps(_propose, play, task, today)
    for task in rest[:_TO_VERIFY]:
        _perhaps(_finish, play, task, today)
        _agree(play, ClosingRequest, task, review_closing)
    for task in rest[-_TO_EXTEND:]:
        _perhaps(_ask_for_time, play, task, today)
        _agree(play, ExtensionRequest, task, review_extension)
    return left | {task.pk for task in rest[:_TO_VERIFY] + rest[-_TO_EXTEND:]}


def _perhaps(act, play, task: Task, today: date) -> None:
    # As in life: what a rule forbids this task, for a date that has passed say, does not happen.
    try:
        act(play, task, today)
    except ValidationError:
        return


def _finish(play, task: Task, today: date) -> None:
    handler = play.handler(task)
    for step in task.milestones.all():
        if step.is_open:
            complete_milestone(actor=handler, task_id=task.pk, milestone_id=step.pk, done_on=today)
    for paper in (record(task), picture(task)):
        add_evidence(actor=handler, task_id=task.pk, upload=paper)
    done = "全部内容已完成，资料已整理归档。"
    report_progress(actor=handler, task_id=task.pk, percent=100, self_light=SelfLight.GREEN, done=done)
    submit_closing(actor=handler, task_id=task.pk, statement=f"{task.title}已按完成标准办结，申请销号。")


def _ask_for_time(play, task: Task, _today: date) -> None:
    ask_extension(
        actor=play.handler(task),
        task_id=task.pk,
        new_due_on=task.due_on + timedelta(days=20),
        reason="funds",
        explanation="第二批配套资金预计下月到位，已完成全部前期手续。",
    )


def _urge(play, task: Task, _today: date) -> None:
    urge(
        actor=play.city.holder("督查室", Role.SUPERVISOR),
        task_id=task.pk,
        text="临近年底，请说明剩余工作量、完成日期和责任人。",
    )


def _talk(play, task: Task, _today: date) -> None:
    supervisor, handler = play.city.holder("督查室", Role.SUPERVISOR), play.handler(task)
    for who, words in (
        (supervisor, f"@{handler.name} 请补充本月新增的工程量和佐证材料。"),
        (handler, f"@{supervisor.name} 已整理，本周随进展一并报送。"),
    ):
        comment(actor=who, task_id=task.pk, text=words)


def _propose(play, task: Task, _today: date) -> None:
    propose(
        actor=play.holder(task, Role.UNIT_HEAD),
        task_id=task.pk,
        verb="suspend",
        reason="上级正在调整技术标准，建议待新标准印发后继续实施。",
    )


def _agree(play, model, task: Task, review) -> None:
    head = play.holder(task, Role.UNIT_HEAD)
    for asked in model.objects.filter(task=task, state="unit"):
        review(actor=head, request_id=asked.pk, agree=True, note="情况属实，同意上报。")
