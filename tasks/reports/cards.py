"""The drafts of a review as cards: plain values with their words, drawn as a Jinja2 part."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from departments.choices import Area
from departments.matching import How, Match
from departments.models import Department
from departments.parts import part
from tasks.choices import DateOrigin, Kind, Part
from tasks.models import Indicator, Party, Passage, Report, Task

SUGGESTED = 3
# What a page is opened with. A long report has hundreds; scripts fetch the others, without them one turns the pages.
AT_FIRST = 40


@dataclass(frozen=True)
class Leaf:
    """Some of the drafts that meet a filter, as a page shows them: from which place on, and of how many."""

    ids: list[int]
    begin: int
    count: int

    @property
    def end(self) -> int:
        """The place of the last one, counted from 1."""
        return self.begin + len(self.ids)

    @property
    def before(self) -> int:
        """Where the leaf before this one begins."""
        return max(0, self.begin - AT_FIRST)


def leaf(drafts: QuerySet, begin: int, at: int | None = None) -> Leaf:
    """The drafts from a place on, or those among which one of them stands; one statement."""
    ids = list(in_order(drafts).values_list("pk", flat=True))
    if at in ids:
        begin = ids.index(at) // AT_FIRST * AT_FIRST
    begin = begin if begin < len(ids) else 0
    return Leaf(ids[begin : begin + AT_FIRST], begin, len(ids))


def in_order(drafts: QuerySet) -> QuerySet:
    """The drafts in reading order."""
    return drafts.annotate(place=Min("passages__number")).order_by("place", "id")


def draft_rows(report: Report, drafts: QuerySet, *, scripted: bool = True) -> SafeString:
    """The drafts as HTML in reading order; six statements for any number of them."""
    return part("drafts", drafts=draft_cards(drafts), report=report.pk, scripted=scripted)


def draft_cards(drafts: QuerySet) -> list[dict]:
    """The drafts in reading order, as plain values with their words made."""
    rows = list(in_order(drafts).select_related("lead_department", "leader", "post"))
    ids = [task.pk for task in rows]
    parties, goals, sources = defaultdict(list), defaultdict(list), defaultdict(list)
    for task_id, role, name in Party.objects.filter(task_id__in=ids).values_list(
        "task_id", "part", "department__short_name"
    ):
        parties[task_id].append((role, name))
    for task_id, words in Indicator.objects.filter(task_id__in=ids).values_list("task_id", "text"):
        goals[task_id].append(words)
    for task_id, number in Passage.objects.filter(tasks__in=ids).values_list("tasks__id", "number"):
        sources[task_id].append(number)
    units = units_named(rows)
    # The names of kinds and areas are put into words once, not once a draft.
    words = {value: str(label) for value, label in [*Kind.choices, *Area.choices]}
    return [_card(task, parties[task.pk], goals[task.pk], sources[task.pk], units, words) for task in rows]


def units_named(rows: list[Task]) -> dict[str, int]:
    """The ids of the departments that are suggested for these drafts, by short name."""
    names = {one["department"] for task in rows if not task.lead_department_id for one in task.suggested}
    if not names:
        return {}
    standing = Department.objects.filter(short_name__in=names, dissolved_on__isnull=True)
    return dict(standing.values_list("short_name", "id"))


def _card(
    task: Task, parties: list, goals: list[str], sources: list[int], units: dict[str, int], words: dict
) -> dict:
    return {
        "id": task.pk,
        "number": task.place or 0,
        "sources": sorted(sources),
        "flags": " ".join(flags(task)),
        "title": task.title,
        "lead": task.lead_department.short_name if task.lead_department_id else "",
        "co_leads": [name for role, name in parties if role == Part.CO_LEAD],
        "supports": [name for role, name in parties if role == Part.SUPPORT],
        "others": task.others,
        "unmatched": [{**unit, "why": _recognised(unit)} for unit in task.unmatched],
        "matched": [{"name": unit["name"], "why": _recognised(unit)} for unit in task.matched],
        "suggested": candidates(task, units),
        "leader": task.leader.title if task.leader_id else "",
        "post": task.post.title if task.post_id else "",
        "due": task.due_on.isoformat() if task.due_on else "",
        "due_default": task.due_origin == DateOrigin.DEFAULT,
        "goals": [words for words in goals if words not in task.title],
        "accepted": task.accepted,
        "version": task.version,
        "kind": words[task.kind],
        "area": words[task.area],
    }


def flags(task: Task) -> list[str]:
    """The names of the filters that the draft meets; `FILTERS` counts the same in the database."""
    found = ["accepted" if task.accepted else "open"]
    if not task.lead_department_id:
        found.append("no_unit")
    if task.due_origin == DateOrigin.DEFAULT:
        found.append("no_date")
    if task.unmatched or (not task.lead_department_id and task.suggested):
        found.append("unsure")
    return found


def candidates(task: Task, units: dict[str, int]) -> list[dict]:
    """The departments that may lead, where the text names none, each with the reason."""
    if task.lead_department_id:
        return []
    return [
        {"id": units[one["department"]], "name": one["department"], "why": because(one["because"])}
        for one in task.suggested[:SUGGESTED]
        if one["department"] in units
    ]


_LED = re.compile(r"近年同类任务由其牵头：(.+)")
_DUTY = re.compile(r"职能含(.+)")


def because(reason: str) -> str:
    """The reason of a suggestion in the reader's language; what it quotes stays as it is."""
    said = []
    for piece in reason.split("；"):
        if found := _LED.fullmatch(piece):
            said.append(_("led a like task before: %(task)s") % {"task": found[1]})
        elif found := _DUTY.fullmatch(piece):
            said.append(_("its duties name %(words)s") % {"words": found[1]})
        else:
            said.append(piece)
    return _(", ").join(said)


def _recognised(unit: dict) -> str:
    """How a written name was recognised, in the reader's language."""
    how = unit.get("how")
    if how == "reviewer":
        return _("chosen by the reviewer")
    # Drafts of earlier versions have only the words.
    return (
        unit["why"]
        if how is None
        else Match(None, How(unit["how"]), sure=False, until=unit.get("until")).words()
    )
