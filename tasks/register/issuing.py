"""Issue 交办: the drafts that are complete get numbers and clocks, and the list is frozen as version N."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from audit import clock, log
from departments.choices import Role
from departments.models import Department, Post
from departments.permissions import may
from departments.verdicts import require
from notifications.models import Notice
from notifications.outbox import queue
from tasks import rules
from tasks.choices import Flow, Status
from tasks.decisions.proposals import fulfil
from tasks.register.assessing import assess_task, city_ruler, milestones_of
from tasks.register.freezing import freeze
from tasks.register.models import Milestone, Movement, ResponsibilityList, Task
from tasks.register.movements import movement
from tasks.register.telling import people_of_units

NUMBER = re.compile(r"\d{4}-\d{3,}")


@transaction.atomic
def issue_list(
    *,
    actor,
    jurisdiction_id: int,
    year: int,
    task_ids: Iterable[int] | None = None,
    title: str = "",
    document_no: str = "",
) -> ResponsibilityList:
    """Issue drafts (those chosen, else all accepted ones) and freeze the list with every item on it.

    Raises:
        Forbidden: when a draft is outside what the actor may issue.
        ValidationError: `incomplete`, one sentence for each draft that lacks something; then none is issued.
    """
    require(may(actor, "issue"))
    # The row of the jurisdiction is the lock: two issues at once can't give the same numbers.
    jurisdiction = Department.objects.select_for_update().get(pk=jurisdiction_id)
    drafts = _drafts(jurisdiction_id, year, task_ids)
    for task in drafts:
        require(rules.permitted("issue", actor, task))
    posts = _single_handlers(drafts)
    _refuse_incomplete(drafts, posts)
    _issue(actor, drafts, posts, year, jurisdiction_id)
    issued = _new_version(actor, jurisdiction, year, title, document_no)
    freeze(issued)
    log.record(
        actor=actor,
        action="tasks.list_issued",
        target=issued,
        version=issued.version,
        new=[task.number for task in drafts],
        document_no=document_no,
    )
    _tell(issued, drafts)
    fulfil(actor=actor, verb="issue", tasks=drafts)
    return issued


def lacking(task: Task, *, post_id: int | None, has_source: bool) -> list[str]:
    """What a draft lacks before it may be issued, in words (reference §5.1)."""
    missing = []
    if not task.lead_department_id:
        missing.append(_("a lead department"))
    elif not post_id:
        missing.append(_("a post"))
    if not task.standard.strip():
        missing.append(_("a completion standard"))
    if not task.due_on:
        missing.append(_("a due date"))
    elif task.starts_on and task.starts_on > task.due_on:
        missing.append(_("a start before its due date"))
    if task.report_id and not has_source:
        missing.append(_("a source passage"))
    return missing


def _drafts(jurisdiction_id: int, year: int, task_ids: Iterable[int] | None) -> list[Task]:
    chosen = Task.objects.select_for_update(of=("self",)).filter(
        jurisdiction_id=jurisdiction_id, year=year, status=Status.DRAFT
    )
    if task_ids is None:
        chosen = chosen.filter(accepted=True)
    else:
        task_ids = set(task_ids)
        chosen = chosen.filter(pk__in=task_ids)
    drafts = list(chosen.order_by("number", "pk"))
    if task_ids is not None and len(drafts) < len(task_ids):
        sentence = _("Some of the chosen tasks are no longer drafts of this list. Reload and choose again.")
        raise ValidationError(sentence, code="wrong_state")
    if not drafts:
        raise ValidationError(_("There is no accepted draft to issue."), code="nothing_to_issue")
    return drafts


def _single_handlers(drafts: list[Task]) -> dict[int, int]:
    """The handler post of each lead department that has exactly one."""
    found = defaultdict(list)
    units = {task.lead_department_id for task in drafts}
    posts = Post.objects.filter(department_id__in=units, role=Role.HANDLER, abolished_on=None)
    for unit, post in posts.values_list("department_id", "id"):
        found[unit].append(post)
    return {unit: posts[0] for unit, posts in found.items() if len(posts) == 1}


def hindrances(drafts: list[Task], posts: dict[int, int] | None = None) -> list[tuple[Task, list[str]]]:
    """The drafts that can't be issued yet, each with what it lacks in words."""
    posts = _single_handlers(drafts) if posts is None else posts
    sourced = set(Task.passages.through.objects.filter(task__in=drafts).values_list("task_id", flat=True))
    found = []
    for task in drafts:
        post_id = task.post_id or posts.get(task.lead_department_id)
        if missing := lacking(task, post_id=post_id, has_source=task.pk in sourced):
            found.append((task, missing))
    return found


def _refuse_incomplete(drafts: list[Task], posts: dict[int, int]) -> None:
    sentence = _("%(task)s lacks: %(missing)s.")
    errors = [
        ValidationError(sentence % {"task": task, "missing": _(", ").join(missing)}, code="incomplete")
        for task, missing in hindrances(drafts, posts)
    ]
    if errors:
        raise ValidationError(errors)


def _issue(actor, drafts: list[Task], posts: dict[int, int], year: int, jurisdiction_id: int) -> None:
    ruler = city_ruler()
    sign_by = ruler.calendar.add(ruler.today, ruler.parameters.sign_within_wd)
    number = _last_number(jurisdiction_id, year)
    stepped = set(Milestone.objects.filter(task__in=drafts).values_list("task_id", flat=True))
    natural, entries = [], []
    for task in drafts:
        if not NUMBER.fullmatch(task.number):
            number += 1
            task.number = f"{year}-{number:03d}"
        task.status = Status.ISSUED
        task.accepted = True
        task.post_id = task.post_id or posts[task.lead_department_id]
        task.starts_on = task.starts_on or min(ruler.today, task.due_on)
        # Once promised, a date stays the first promised one, also when the task was returned and issued again.
        task.first_due_on = task.first_due_on or task.due_on
        task.issued_at, task.sign_by_on, task.signed_at = clock.now(), sign_by, None
        task.version += 1
        details = {"number": task.number, "due_on": task.due_on.isoformat()}
        if task.pk not in stepped:
            natural.append(Milestone(task=task, title=_("Completion"), due_on=task.due_on))
            details["milestone_added"] = task.due_on.isoformat()
        entries.append(log.entry(actor=actor, action="tasks.issued", target=task, **details))
    Milestone.objects.bulk_create(natural)
    _promise_milestones(drafts)
    milestones = milestones_of([task.pk for task in drafts])
    for task in drafts:
        assess_task(task, ruler, milestones[task.pk])
    Task.objects.bulk_update(drafts, _WRITTEN, batch_size=200)
    Movement.objects.bulk_create([movement(task, Flow.ISSUED) for task in drafts])
    log.record_many(entries)


_WRITTEN = [
    "number",
    "status",
    "accepted",
    "post",
    "starts_on",
    "first_due_on",
    "issued_at",
    "sign_by_on",
    "signed_at",
    "version",
    "next_due_on",
    "light",
    "light_reason",
    "schedule_class",
    "planned_percent",
    "assessed_on",
]


def _promise_milestones(drafts: list[Task]) -> None:
    Milestone.objects.filter(task__in=drafts, first_due_on=None).update(first_due_on=F("due_on"))


def _last_number(jurisdiction_id: int, year: int) -> int:
    numbers = Task.objects.filter(jurisdiction_id=jurisdiction_id, year=year, number__startswith=f"{year}-")
    found = [n.split("-")[1] for n in numbers.values_list("number", flat=True) if NUMBER.fullmatch(n)]
    return max(map(int, found), default=0)


def _new_version(
    actor, jurisdiction: Department, year: int, title: str, document_no: str
) -> ResponsibilityList:
    earlier = ResponsibilityList.objects.filter(jurisdiction=jurisdiction, year=year)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    return ResponsibilityList.objects.create(
        jurisdiction=jurisdiction,
        year=year,
        version=version,
        title=title or _("%(unit)s responsibility list of %(year)s") % {"unit": jurisdiction, "year": year},
        document_no=document_no,
        issued_on=clock.today(),
        issued_at=clock.now(),
        issued_by=actor,
    )


def _tell(issued: ResponsibilityList, drafts: list[Task]) -> None:
    """One notice per unit, however many tasks it was given: nobody gets thirty messages at once."""
    by_unit = defaultdict(list)
    for task in drafts:
        by_unit[task.lead_department_id].append(task)
    people = people_of_units(by_unit, Role.LIAISON, Role.UNIT_HEAD)
    for unit, given in by_unit.items():
        title = _("%(count)s tasks to sign for: %(list)s") % {"count": len(given), "list": issued}
        text = "\n".join(str(task) for task in given)
        key = f"list:{issued.pk}:issued:{unit}"
        queue(
            people=people.get(unit, ()),
            kind=Notice.Kind.ISSUED,
            key=key,
            title=title,
            text=text,
            url="/tasks/",
        )
