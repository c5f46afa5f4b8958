"""From the demo's report to its issued list: import, assign, accept, issue — through the real services."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random

from departments.choices import Area, Role
from departments.models import Department, Post
from supervision.demo.city import DISTRICT, City
from tasks.choices import Kind
from tasks.models import Milestone, Task
from tasks.register.services import issue_list
from tasks.reports import services

TEXT = Path(__file__).with_name("report.txt")
DISTRICT_TEXT = Path(__file__).with_name("county.txt")
_AREAS = {
    "（一）": Area.KEY_PROJECTS,
    "（二）": Area.STRATEGY,
    "（三）": Area.REFORM,
    "（四）": Area.STRATEGY,
    "（五）": Area.REFORM,
    "（六）": Area.STRATEGY,
    "（七）": Area.KEY_PROJECTS,
    "（八）": Area.CIVIC,
    "（九）": Area.LIVELIHOOD,
    "（十）": Area.LIVELIHOOD,
}
_STAGES = (("签约落地", "signed", 0.15), ("开工", "started", 0.35), ("竣工", "completed", 0.85))


def list_of_the_year(city: City, random: Random, year: int) -> list[int]:
    """Import the year's report, give every draft its unit, post and leader, and issue the list; ids in order."""
    supervisor, chief = city.holder("督查室", Role.SUPERVISOR), city.holder("督查室", Role.CHIEF)
    text = (
        TEXT.read_text(encoding="utf-8")
        .replace("{Y}", str(year))
        .replace("{P}", str(year - 1))
        .replace("{N}", str(year + 4))
    )
    report = services.import_report(
        actor=supervisor,
        jurisdiction_id=city.government.pk,
        data=text.encode(),
        file_name=f"政府工作报告{year}.txt",
        year=year,
    )
    drafts = list(Task.objects.drafts().filter(report=report).order_by("passages__number"))
    _assign(city, random, supervisor, report.pk, drafts)
    kept = _leave_some_open(supervisor, report.pk, drafts)
    services.accept_drafts(actor=supervisor, report_id=report.pk, task_ids=kept)
    issue_list(
        actor=chief,
        jurisdiction_id=city.government.pk,
        year=year,
        title=f"临江市{year}年政府工作报告重点工作责任清单",
        document_no=f"临政办〔{year}〕3号",
    )
    return kept


def _assign(city: City, random: Random, supervisor, report_id: int, drafts: list[Task]) -> None:
    """Give units, posts, leaders and areas to many at once, as a reviewer would; standards one by one."""
    together = defaultdict(list)
    for task in drafts:
        together[(_unit(city, random, task), _area(task))].append(task)
        if not task.standard:
            standard = f"{task.title}，经督查部门核验通过。"
            services.change_drafts(
                actor=supervisor, report_id=report_id, task_ids=[task.pk], changes={"standard": standard}
            )
        if task.kind == Kind.PROJECT and not task.milestones.exists():
            _stage(task)
    for (unit, area), tasks in together.items():
        changes = {
            "lead_department_id": unit.pk,
            "post_id": city.posts[(unit.short_name, Role.HANDLER)],
            "leader_id": _leader(city, area),
            "area": area,
        }
        ids = [task.pk for task in tasks]
        services.change_drafts(actor=supervisor, report_id=report_id, task_ids=ids, changes=changes)


def _area(task: Task) -> str:
    if any("民生实事" in part for part in task.path):
        return Area.LIVELIHOOD
    signs = (area for sign, area in _AREAS.items() if any(part.startswith(sign) for part in task.path))
    return next(signs, Area.OTHER)


def _unit(city: City, random: Random, task: Task) -> Department:
    """The stated lead, else the best suggestion, else the unit whose duties share most words with the text."""
    if task.lead_department_id:
        return task.lead_department
    units = {
        name: unit
        for name, unit in city.units.items()
        if unit.parent_id == task.jurisdiction_id and unit.duties
    }
    for suggestion in task.suggested:
        if suggestion["department"] in units:
            return units[suggestion["department"]]
    scored = [
        (sum(word in task.text for word in unit.duties.split()), -unit.pk, unit) for unit in units.values()
    ]
    best = max(scored, key=lambda found: found[:2])
    return best[2] if best[0] else random.choice(list(units.values())[:2])


def _leader(city: City, area: str) -> int | None:
    posts = Post.objects.filter(department=city.government, role=Role.VICE_MAYOR)
    return next((post.pk for post in posts if area in post.areas), None)


def _stage(task: Task) -> None:
    span = task.due_on - task.starts_on
    Milestone.objects.bulk_create(
        Milestone(
            task=task,
            title=title,
            stage=stage,
            due_on=task.starts_on + span * share,
            planned_percent=round(share * 100),
        )
        for title, stage, share in _STAGES
    )


def _leave_some_open(supervisor, report_id: int, drafts: list[Task]) -> list[int]:
    """A few drafts stay on the review page, and one is set aside by hand, as in a real office."""
    services.set_aside(actor=supervisor, report_id=report_id, task_ids=[drafts[-1].pk], reason="slogan")
    return [task.pk for task in drafts[:-7]]


def list_of_the_district(city: City, random: Random, year: int) -> list[int]:
    """The district's own list, imported and issued by its own supervisor; ids in order."""
    supervisor, top = city.holder(f"{DISTRICT}督查室", Role.LOCAL_SUPERVISOR), city.units[DISTRICT]
    text = DISTRICT_TEXT.read_text(encoding="utf-8").replace("{Y}", str(year))
    report = services.import_report(
        actor=supervisor,
        jurisdiction_id=top.pk,
        data=text.encode(),
        file_name=f"东城区责任清单{year}.txt",
        year=year,
    )
    drafts = list(Task.objects.drafts().filter(report=report).order_by("passages__number"))
    _assign(city, random, supervisor, report.pk, drafts)
    ids = [task.pk for task in drafts]
    services.accept_drafts(actor=supervisor, report_id=report.pk, task_ids=ids)
    issue_list(
        actor=supervisor, jurisdiction_id=top.pk, year=year, title=f"{DISTRICT}{year}年重点工作责任清单"
    )
    return ids


def issue_the_rest(city: City, year: int) -> None:
    """A second version of the list: all but one of the drafts that were left."""
    supervisor, chief = city.holder("督查室", Role.SUPERVISOR), city.holder("督查室", Role.CHIEF)
    left = list(Task.objects.drafts().filter(jurisdiction=city.government).order_by("pk"))[:-1]
    if not left:
        return
    ids = [task.pk for task in left]
    services.accept_drafts(actor=supervisor, report_id=left[0].report_id, task_ids=ids)
    issue_list(
        actor=chief,
        jurisdiction_id=city.government.pk,
        year=year,
        task_ids=ids,
        title=f"临江市{year}年政府工作报告重点工作责任清单",
        document_no=f"临政办〔{year}〕41号",
    )


def first_day(year: int) -> date:
    """The day on which the demo's report is imported."""
    return date(year, 1, 19)
