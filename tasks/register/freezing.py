"""The whole of every item as plain values, as it stands on the day a list is issued."""

from __future__ import annotations

from tasks.choices import Part
from tasks.register.changing import plain
from tasks.register.models import ListEntry, ResponsibilityList, Task

_PLAIN = [
    "number",
    "title",
    "text",
    "standard",
    "kind",
    "area",
    "path",
    "status",
    "lead_rule",
    "others",
    "weight",
    "priority",
    "major",
    "visibility",
    "starts_on",
    "due_on",
    "due_origin",
    "first_due_on",
    "percent",
]


def freeze(issued: ResponsibilityList) -> None:
    """Keep every item on the list in this version; nothing of it changes afterwards."""
    items = (
        Task.objects.on_the_list()
        .filter(jurisdiction=issued.jurisdiction_id, year=issued.year)
        .select_related("lead_department", "leader__department", "post__department", "parent")
        .prefetch_related("parties__department", "milestones", "indicators", "passages")
    )
    ListEntry.objects.bulk_create(
        [ListEntry(list=issued, task=task, number=task.number, frozen=frozen(task)) for task in items],
        batch_size=500,
    )


def frozen(task: Task) -> dict:
    """An item as plain values: dates in ISO form, departments with number and both names."""
    parties = sorted(task.parties.all(), key=lambda party: (party.part, party.position))
    return {
        **{name: plain(getattr(task, name)) for name in _PLAIN},
        "parent": task.parent.number if task.parent else "",
        "lead": _unit(task.lead_department),
        "co_leads": [_unit(party.department) for party in parties if party.part == Part.CO_LEAD],
        "support": [_unit(party.department) for party in parties if party.part == Part.SUPPORT],
        "leader": str(task.leader) if task.leader else "",
        "post": str(task.post) if task.post else "",
        "milestones": [
            {"title": step.title, "stage": step.stage, "due_on": step.due_on.isoformat()}
            for step in task.milestones.all()
        ],
        "indicators": [_indicator(indicator) for indicator in task.indicators.all()],
        "passages": [passage.number for passage in task.passages.all()],
    }


def _unit(department) -> dict | None:
    if department is None:
        return None
    return {"id": department.pk, "name": department.name, "short_name": department.short_name}


def _indicator(indicator) -> dict:
    names = ["name", "comparator", "target", "high", "unit", "text", "stretch", "baseline"]
    return {name: plain(getattr(indicator, name)) for name in names}
