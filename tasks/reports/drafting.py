"""From what decomposition found to draft tasks of the register; departments are matched, nothing is guessed."""

from __future__ import annotations

from datetime import date

from departments.matching import DepartmentIndex, How
from tasks.choices import Comparator, DateOrigin, Part, Stage, Status
from tasks.models import Indicator, Milestone, Party, Report, Task
from tasks.reports.decomposition.shapes import Deadline, DraftTask, Target

# The words for a stage, longest first; the stage of a project is found by what its deadline says.
_STAGES = (
    ("达产", Stage.CAPACITY),
    ("投产", Stage.PRODUCING),
    ("投用", Stage.PRODUCING),
    ("投入使用", Stage.PRODUCING),
    ("投入运营", Stage.PRODUCING),
    ("竣工", Stage.COMPLETED),
    ("完工", Stage.COMPLETED),
    ("建成", Stage.COMPLETED),
    ("开工", Stage.STARTED),
    ("动工", Stage.STARTED),
    ("签约", Stage.SIGNED),
    ("落地", Stage.SIGNED),
)


# Recognised by the very name that the department bears: nothing to explain to the reviewer.
_PLAIN = (How.NAME, How.SHORT_NAME)


class Drafted:
    """A draft task with its parts, unsaved, so that a whole Report is written in a handful of statements."""

    def __init__(self, task: Task):
        self.task = task
        self.parties: list[Party] = []
        self.milestones: list[Milestone] = []
        self.indicators: list[Indicator] = []


def draft(found: DraftTask, *, report: Report, index: DepartmentIndex) -> Drafted:
    """One draft task from one found promise; units that match no department for sure are kept as written."""
    task = Task(
        jurisdiction_id=report.jurisdiction_id,
        year=report.year,
        report=report,
        status=Status.DRAFT,
        title=found.title[:200],
        text=found.text,
        standard=found.standard,
        kind=found.kind,
        area=found.area,
        path=found.path,
        others=found.others,
        lead_rule=found.lead_rule,
        suggested=[vars(s) for s in found.suggested],
        matched=[],
        unmatched=[],
    )
    drafted = Drafted(task)
    _assign(drafted, found, index)
    _date(drafted, found.deadlines, report.year)
    drafted.indicators = [_indicator(task, target) for target in found.targets]
    return drafted


def _assign(drafted: Drafted, found: DraftTask, index: DepartmentIndex) -> None:
    task = drafted.task
    leads = _departments(task, found.lead, "lead", index)
    supports = _departments(task, found.support, Part.SUPPORT, index)
    task.lead_department_id = leads[0] if leads else None
    seen = set(leads[:1])
    for part, departments in ((Part.CO_LEAD, leads[1:]), (Part.SUPPORT, supports)):
        for position, department in enumerate(departments):
            if department not in seen:
                seen.add(department)
                drafted.parties.append(
                    Party(task=task, department_id=department, part=part, position=position)
                )


def _departments(task: Task, names: list[str], part: str, index: DepartmentIndex) -> list[int]:
    """The departments that are meant for sure; what is not sure waits on the draft with its candidates."""
    known = []
    for name in names:
        match = index.match(name)
        if match.sure and match.department_id:
            known.append(match.department_id)
            if match.how not in _PLAIN:
                task.matched.append(
                    {"name": name, "department": match.department_id, "how": match.how, "until": match.until}
                )
        else:
            maybe = [candidate for candidate in (match.department_id, *match.candidates) if candidate]
            candidates = [{"id": unit, "name": index.units[unit].short_name} for unit in dict.fromkeys(maybe)]
            task.unmatched.append(
                {
                    "name": name,
                    "part": part,
                    "how": match.how,
                    "why": match.words(),
                    "candidates": candidates,
                }
            )
    return list(dict.fromkeys(known))


def _date(drafted: Drafted, deadlines: list[Deadline], year: int) -> None:
    task = drafted.task
    task.starts_on = date(year, 1, 1)
    last = max(deadlines, key=lambda deadline: deadline.date, default=None)
    task.due_on = last.date if last else date(year, 12, 31)
    task.due_origin = last.origin if last else DateOrigin.DEFAULT
    stated = [deadline for deadline in deadlines if deadline.origin == DateOrigin.STATED]
    for deadline in sorted(stated, key=lambda deadline: deadline.date):
        title = deadline.stage or deadline.text or task.title
        drafted.milestones.append(
            Milestone(task=task, title=title[:120], stage=_stage(deadline), due_on=deadline.date)
        )


def _stage(deadline: Deadline) -> str:
    return next((stage for word, stage in _STAGES if word in deadline.stage), "")


def _indicator(task: Task, target: Target) -> Indicator:
    comparator = target.comparator if target.comparator in Comparator.values else Comparator.TEXT
    return Indicator(
        task=task,
        name=target.name[:120] or task.title[:120],
        comparator=comparator,
        target=target.value,
        high=target.high,
        unit=target.unit[:20],
        text=target.text[:200],
        stretch=target.stretch[:200],
    )
