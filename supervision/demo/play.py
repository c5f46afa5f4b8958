"""Play the months of the demo city through the real services, on simulated days; the same every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone

from audit import clock
from departments.calendar import city_calendar
from departments.choices import Role
from departments.workdays import WorkCalendar
from supervision.demo.city import SHOWN, City
from supervision.demo.events import STORIES, close_month, follow_requests, lot, settle_urgings
from supervision.demo.listing import issue_the_rest
from supervision.demo.showing import leave_waiting
from supervision.models import WeeklyCheck
from supervision.monthly.services import draft_bulletins
from supervision.urging.services import send_reminders
from supervision.weekly.services import answer_check, close_week, confirm_unchanged, open_week
from tasks.choices import SelfLight, Status
from tasks.decisions.services import submit_closing
from tasks.models import Indicator, Milestone, Task
from tasks.register.services import assess_tasks, complete_milestone, sign_task

_DONE = (
    "本周按计划推进，已完成{p}%。",
    "组织现场推进会，协调解决施工和手续问题，累计完成{p}%。",
    "对照节点逐项落实，阶段工作完成，进度{p}%。",
    "完成本阶段任务，正在开展下一步准备，总体进度{p}%。",
)
_PROBLEM = (
    "部分地块手续办理偏慢。",
    "配套资金尚未全部到位。",
    "雨季影响施工进度。",
    "需要相关单位协同推进。",
)


@dataclass
class Course:
    """How a task goes: the share of its time at which it is finished, and how its unit behaves."""

    pace: float  # 1.0 = to plan; 0.9 = faster; 1.3 = late
    silent: float  # chance of not answering a week
    rosy: bool  # calls itself green whatever happens

    @classmethod
    def draw(cls, random: Random) -> Course:
        """Most tasks go to plan, some faster, some slower, a few hardly at all."""
        pace = random.choices((0.5, 0.65, 0.8, 0.95, 1.0, 1.12, 1.35, 1.9), (14, 14, 18, 18, 20, 9, 5, 2))[0]
        return cls(pace, random.choices((0.0, 0.03, 0.35), (70, 26, 4))[0], random.random() < 0.1)


class Play:
    """The year so far, day by day."""

    def __init__(self, city: City, random: Random, tasks: list[int]):
        self.city, self.random = city, random
        self.courses = {task: Course.draw(random) for task in tasks}
        self.handlers = {
            person.pk: person for (_unit, role), person in city.people.items() if role == Role.HANDLER
        }
        self.of_post = {post: p for p in self.handlers.values() for post in p.acting.post_ids}
        self.last = self.second_issue = date.max
        self.left: set[int] = set()
        self.goals = _goals_of_the_shown()
        # Growth rates and shares are known only when the year is over.
        self.annual = set(Indicator.objects.filter(unit="%").values_list("task_id", flat=True))
        self.stories = dict(zip(random.sample(tasks, len(STORIES)), STORIES, strict=True))

    def run(self, first: date, last: date) -> None:
        """Every working day from the first to the last."""
        calendar = city_calendar()
        # The newest version of the list is issued some days before the last one; not every unit has signed it.
        self.last, self.second_issue = last, calendar.add(last, -3)
        for day in _workdays(first, last, calendar):
            self._morning(day, calendar)
            self._work(day, calendar)
            with clock.at(_at(day, 18, 30)):
                close_week(day)
        with clock.at(_at(last, 8, 0)):
            assess_tasks(last)

    def _morning(self, day: date, calendar: WorkCalendar) -> None:
        with clock.at(_at(day, 8, 30)):
            if day == calendar.first_workday_of_week(*day.isocalendar()[:2]):
                assess_tasks(day)
                open_week(day)
            if day == calendar.first_workday_of_month(day.year, day.month):
                draft_bulletins(day)
            send_reminders(day)

    def _work(self, day: date, calendar: WorkCalendar) -> None:
        with clock.at(_at(day, 10, 0)):
            self._sign(day)
            if day.weekday() == 2:
                self._answer(day)
            if day.weekday() == 3:
                self._finish(day)
        with clock.at(_at(day, 15, 0)):
            follow_requests(self.city, self.random, self.last, self.left)
            for task, story in list(self.stories.items()):
                if story.when(day):
                    del self.stories[task]
                    _quietly(lambda task=task, story=story: story.happen(self, Task.objects.get(pk=task)))
            settle_urgings(self)
            close_month(self.city, day, calendar)
            if day == self.second_issue:
                issue_the_rest(self.city, day.year)
                self.left = leave_waiting(self, day)

    def handler(self, task: Task):
        """Whoever holds the task's post."""
        return self.of_post[task.post_id]

    def holder(self, task: Task, role: str):
        """Whoever holds that role in the task's lead department."""
        return self.city.holder(task.lead_department.short_name, role)

    def _sign(self, day: date) -> None:
        for task in Task.objects.filter(status=Status.ISSUED).select_related("lead_department"):
            issued_on = timezone.localdate(task.issued_at)
            slow = issued_on >= self.second_issue and lot(task.number, 2)
            if self.random.random() < 0.85 and day > issued_on and not slow:
                sign_task(actor=self.holder(task, Role.LIAISON), task_id=task.pk)

    def _answer(self, day: date) -> None:
        waiting = WeeklyCheck.objects.filter(
            state="waiting", round__closed_at=None, task__status=Status.ACTIVE
        )
        if (self.last - day).days < 14:
            waiting = waiting.exclude(task__in=self._unanswered(day))
        unchanged = defaultdict(list)
        for check in waiting.select_related("task").order_by("task_id"):
            course = self.courses.get(check.task_id)
            if course is None or self.random.random() < course.silent:
                continue
            percent = self._percent(check.task, course, day)
            if check.previous_id and percent - check.task.percent < 10 and check.task.light != "red":
                unchanged[check.task.post_id].append(check.pk)
            else:
                _quietly(
                    lambda check=check, course=course, percent=percent: self._report(check, course, percent)
                )
        for post, checks in unchanged.items():
            confirm_unchanged(actor=self.of_post[post], check_ids=checks)

    def _unanswered(self, day: date) -> list[int]:
        """The shown department still has this week before it, and was silent on some tasks the week before."""
        shown = Task.objects.filter(lead_department__short_name=SHOWN)
        if day.isocalendar()[:2] == self.last.isocalendar()[:2]:
            return [task.pk for task in shown]
        return [task.pk for task in shown if not lot(task.number, 3)]

    def _report(self, check: WeeklyCheck, course: Course, percent: int) -> None:
        task = check.task
        behind = task.planned_percent - percent
        light = SelfLight.RED if behind > 20 else SelfLight.AMBER if behind > 8 else SelfLight.GREEN
        problem = self.random.choice(_PROBLEM) if behind > 8 else ""
        if course.rosy:
            light, problem = SelfLight.GREEN, ""
        answer_check(
            actor=self.of_post[task.post_id],
            check_id=check.pk,
            percent=max(percent, task.percent),
            self_light=light,
            done=self.random.choice(_DONE).format(p=max(percent, task.percent)),
            problem=problem,
            readings={goal: round(target * percent / 100, 1) for goal, target in self.goals.get(task.pk, ())},
        )

    def _percent(self, task: Task, course: Course, day: date) -> int:
        span = (task.due_on - task.starts_on).days or 1
        reached = (day - task.starts_on).days / span / course.pace
        return min(100, max(task.percent, round(100 * reached * self.random.uniform(0.97, 1.03))))

    def _finish(self, day: date) -> None:
        """Milestones that are reached are marked; a finished task applies to be struck off."""
        active = Task.objects.filter(status=Status.ACTIVE, percent__gt=0)
        steps = Milestone.objects.filter(done_on=None, waived_because="")
        for task in active.prefetch_related(Prefetch("milestones", steps)):
            for step in task.milestones.all():
                if task.percent >= (step.planned_percent or self._share(task, step.due_on)):
                    actor = self.of_post[task.post_id]
                    _quietly(
                        lambda task=task, step=step, actor=actor: complete_milestone(
                            actor=actor, task_id=task.pk, milestone_id=step.pk, done_on=day
                        )
                    )
            if task.percent == 100 and task.pk not in self.stories and task.pk not in self.annual:
                statement = f"{task.title}已按完成标准办结，申请销号。"
                _quietly(
                    lambda task=task, s=statement: submit_closing(
                        actor=self.handler(task), task_id=task.pk, statement=s
                    )
                )

    def _share(self, task: Task, due_on: date) -> int:
        span = (task.due_on - task.starts_on).days or 1
        return min(100, round(100 * (due_on - task.starts_on).days / span))


def _goals_of_the_shown() -> dict[int, list[tuple[int, Decimal]]]:
    """The measured targets of the shown department's tasks, whose values its handler reports each time."""
    found = defaultdict(list)
    goals = Indicator.objects.filter(task__lead_department__short_name=SHOWN, target__isnull=False)
    for goal in goals:
        found[goal.task_id].append((goal.pk, goal.target))
    return found


def _workdays(first: date, last: date, calendar: WorkCalendar) -> Iterator[date]:
    day = first
    while day <= last:
        if calendar.is_workday(day):
            yield day
        day += timedelta(days=1)


def _at(day: date, hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _quietly(act) -> None:
    """A rule may forbid what the play tries; as in life, then it does not happen."""
    try:
        act()
    except ValidationError:
        return
