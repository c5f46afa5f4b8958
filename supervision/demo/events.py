"""What happens in the demo city beside the weekly answers: requests, decisions, stories of single tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

from django.utils import timezone

from audit import clock
from departments.choices import Role
from departments.workdays import WorkCalendar
from supervision.demo.city import DISTRICT, City
from supervision.models import MonthlyBulletin, Statement, Urging
from supervision.monthly.services import answer_statement, sign_bulletin
from supervision.urging.services import reply_to_urging, urge
from tasks.choices import OPEN
from tasks.decisions.services import (
    ask_extension,
    decide_extension,
    reopen_task,
    review_closing,
    review_extension,
    verify_closing,
)
from tasks.models import ClosingRequest, Decision, ExtensionRequest
from tasks.progress.services import close_blocker, open_blocker
from tasks.register.services import rate_task, resume_task, suspend_task, terminate_task

if TYPE_CHECKING:
    from supervision.demo.play import Play

# Days before the last one in which requests are left lying.
_NEWEST = 12


@dataclass(frozen=True)
class Story:
    """Something that happens to one task on the first working day from (month, day) on."""

    month: int
    day: int
    happen: Callable

    def when(self, today: date) -> bool:
        """Whether the day has come."""
        return (today.month, today.day) >= (self.month, self.day)


def follow_requests(city: City, random: Random, last: date, left: set[int]) -> None:
    """Unit heads and supervisors work through what waits, but for the tasks `left`; every third thing lies for some days."""
    chief = city.holder("督查室", Role.CHIEF)
    supervisor = city.holder("督查室", Role.SUPERVISOR)
    for asked in _ripe(ClosingRequest, Decision.UNIT, last, left):
        head = city.holder(asked.task.lead_department.short_name, Role.UNIT_HEAD)
        review_closing(actor=head, request_id=asked.pk, agree=True, note="情况属实，同意报送核验。")
    for asked in _ripe(ClosingRequest, Decision.SUPERVISOR, last, left):
        own = asked.task.jurisdiction_id == city.government.pk
        _verify(supervisor if own else city.holder(f"{DISTRICT}督查室", Role.LOCAL_SUPERVISOR), asked, random)
    for asked in _ripe(ExtensionRequest, Decision.UNIT, last, left):
        head = city.holder(asked.task.lead_department.short_name, Role.UNIT_HEAD)
        review_extension(actor=head, request_id=asked.pk, agree=True, note="同意申请。")
    for asked in _ripe(ExtensionRequest, Decision.SUPERVISOR, last, left):
        grant = lot(asked.task.number, 4) != 1
        note = "理由充分，同意延期一次。" if grant else "剩余时间足够，请倒排工期，不予延期。"
        decide_extension(actor=chief, request_id=asked.pk, grant=grant, note=note)


def _ripe(model, state: str, last: date, left: set[int]) -> list:
    """Requests in that state which have lain long enough: a day or two, every third one a week or more.

    Of the newest ones some wait in every state, so that whoever looks finds something to decide.
    """
    waiting = model.objects.filter(state=state).exclude(task__in=left).order_by("pk")
    stage = state == Decision.SUPERVISOR
    found = []
    for pk, number, asked_at in waiting.values_list("pk", "task__number", "asked_at"):
        throw = lot(number, 3)
        newest = (last - timezone.localdate(asked_at)).days <= _NEWEST
        rest = (
            {0: (99 if model is ClosingRequest else 1, 99), 1: (1, 99), 2: (2, 4)}
            if newest
            else {0: (9, 16), 1: (1, 2), 2: (2, 4)}
        )[throw][stage]
        if (clock.now() - asked_at).days >= rest:
            found.append(pk)
    ripe = model.objects.filter(pk__in=found).select_related("task__lead_department").order_by("pk")
    return list(ripe) if found else []


def lot(words: str, sides: int) -> int:
    """A die whose throw depends on the words alone, so that the same day always gives the same city."""
    return crc32(words.encode()) % sides


def _verify(supervisor, asked: ClosingRequest, random: Random) -> None:
    if random.random() < 0.12:
        verify_closing(
            actor=supervisor,
            request_id=asked.pk,
            strike_off=False,
            method="on_site",
            finding="现场抽查发现部分内容尚未完成，请补充后重报。",
            back_reason=random.choice(("incomplete", "untrue", "below_standard")),
        )
        return
    method = random.choice(("documents", "telephone", "on_site"))
    verify_closing(
        actor=supervisor,
        request_id=asked.pk,
        strike_off=True,
        method=method,
        finding="经核验，符合完成标准，同意销号。",
    )


def settle_urgings(play: Play) -> None:
    """Most urged units reply within a few days; some stay silent."""
    waiting = Urging.objects.filter(replied_at=None, reply_by_on__isnull=False, task__status__in=OPEN)
    waiting = waiting.exclude(task__in=play.left).order_by("task_id", "sent_at", "level")
    for pk, post, number in waiting.values_list("pk", "task__post", "task__number"):
        # One unit in seven never answers an urging.
        if play.random.random() < 0.22 and lot(number, 7):
            text = "已明确专人，倒排工期，将于近期完成；进展每周报送。"
            reply_to_urging(actor=play.of_post[post], urging_id=pk, reply=text)


def close_month(city: City, day: date, calendar: WorkCalendar) -> None:
    """On the third working day the chief signs the bulletins, and the units answer their statements."""
    third = calendar.add(calendar.first_workday_of_month(day.year, day.month), 2)
    if day != third:
        return
    for bulletin in MonthlyBulletin.objects.filter(state="draft").order_by("year", "month"):
        own = bulletin.jurisdiction_id == city.government.pk
        chief = ("督查室", Role.CHIEF) if own else (f"{DISTRICT}督查室", Role.LOCAL_SUPERVISOR)
        sign_bulletin(actor=city.holder(*chief), bulletin_id=bulletin.pk)
    for statement in Statement.objects.filter(state="open").select_related("department"):
        unit = statement.department.short_name
        throw = lot(f"{unit} {statement.month}", 207)
        if (unit, Role.UNIT_HEAD) in city.people and throw % 9:
            wrong = throw % 23 == 0
            dispute = "其中一项已于上月划转，请核对。" if wrong else ""
            head = city.holder(unit, Role.UNIT_HEAD)
            answer_statement(actor=head, statement_id=statement.pk, confirm=not wrong, dispute=dispute)


def _ask_for_time(play, task) -> None:
    new = task.due_on + timedelta(days=24)
    explanation = "管线迁改方案调整，审批时间长于预期，现场已完成前期准备。"
    ask_extension(
        actor=play.handler(task), task_id=task.pk, new_due_on=new, reason="approval", explanation=explanation
    )


def _suspend(play, task) -> None:
    until = task.due_on - timedelta(days=5)
    suspend_task(
        actor=play.city.holder("督查室", Role.CHIEF),
        task_id=task.pk,
        reason="上级规划调整，等待批复。",
        until=until,
    )


def _terminate(play, task) -> None:
    chief = play.city.holder("督查室", Role.CHIEF)
    terminate_task(
        actor=chief, task_id=task.pk, reason="国家政策调整，项目不再实施。", document_no="临政纪要第14期"
    )


def _block(play, task) -> None:
    unit = play.city.units["市自规局"]
    open_blocker(
        actor=play.handler(task),
        task_id=task.pk,
        text="两宗用地尚未交付，现场不能进场。",
        waiting_for_id=unit.pk,
    )


def _unblock(play, task) -> None:
    blocker = task.blockers.filter(closed_on=None).first()
    if blocker:
        close_blocker(actor=play.handler(task), blocker_id=blocker.pk, outcome="用地已交付，恢复施工。")


def _rate(rating: str) -> Callable:
    def happen(play, task) -> None:
        rate_task(
            actor=play.city.holder("督查室", Role.SUPERVISOR),
            task_id=task.pk,
            rating=rating,
            reason="现场核查结合资料比对。",
        )

    return happen


def _urge(play, task) -> None:
    urge(
        actor=play.city.holder("督查室", Role.SUPERVISOR),
        task_id=task.pk,
        text="请于三个工作日内说明滞后原因和补救措施。",
    )


def _reopen(play, task) -> None:
    closed = type(task).objects.filter(status="closed").order_by("pk").first()
    if closed:
        reopen_task(
            actor=play.city.holder("督查室", Role.CHIEF),
            task_id=closed.pk,
            reason="回头看发现管护不到位，重新办理。",
        )


def _resume(play, task) -> None:
    paused = type(task).objects.filter(status="suspended").order_by("pk").first()
    if paused:
        resume_task(actor=play.city.holder("督查室", Role.CHIEF), task_id=paused.pk, reason="批复已下达。")


STORIES = (
    *(Story(month, 12, _ask_for_time) for month in (4, 5, 6, 8, 9, 10)),
    *(Story(11, day, _ask_for_time) for day in (12, 17, 19, 20)),
    *(Story(month, 20, _block) for month in (5, 7, 9, 10, 11)),
    Story(4, 8, _suspend),
    Story(7, 6, _resume),
    Story(9, 14, _suspend),
    Story(10, 13, _suspend),
    Story(6, 16, _terminate),
    Story(8, 18, _terminate),
    *(
        Story(11, day, _rate(rating))
        for day, rating in ((3, "likely"), (5, "feasible"), (9, "at_risk"), (11, "unlikely"))
    ),
    Story(10, 27, _urge),
    Story(11, 16, _urge),
    Story(9, 8, _reopen),
    Story(11, 10, _reopen),
)
