"""What stands in an inbox: by day, or under its task or kind with the newest of each; a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from audit import clock
from notifications.models import Mute, Notice

PAGE_ROWS, PAGE_GROUPS, NEWEST, MOST_PAGES = 50, 20, 3, 200
SHOWS, GROUPINGS = ("waiting", "muted", "done"), ("day", "task", "kind")


@dataclass(frozen=True)
class Wanted:
    """Which messages, under which headings, and on which page; nonsense falls back to what is usual."""

    show: str = "waiting"
    by: str = "day"
    task: int | None = None
    kind: str = ""
    page: int = 1


@dataclass
class Group:
    """Messages under one heading; `more` stand behind it."""

    label: str
    notices: list[Notice] = field(default_factory=list)
    count: int = 0
    task: int | None = None
    kind: str = ""
    muted: bool = False

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(self.count - len(self.notices), 0)


@dataclass(frozen=True)
class InboxPage:
    """A page of the inbox."""

    groups: list[Group]
    further: bool


def wanted(asked: dict) -> Wanted:
    """What an address asks for."""
    task, page = str(asked.get("task", "")), str(asked.get("page", ""))
    return Wanted(
        show=asked["show"] if asked.get("show") in SHOWS else SHOWS[0],
        by=asked["by"] if asked.get("by") in GROUPINGS else GROUPINGS[0],
        task=int(task) if task.isdecimal() and len(task) < 19 else None,
        kind=asked["kind"] if asked.get("kind") in Notice.Kind.values else "",
        page=min(int(page), MOST_PAGES) if page.isdecimal() and 0 < len(page) < 5 and int(page) else 1,
    )


def chosen(person, asked: Wanted) -> QuerySet:
    """The messages meant, newest first."""
    rows = Notice.objects.of(person).filter(done_at__isnull=asked.show != "done")
    if asked.show != "done":
        rows = rows.filter(muted=asked.show == "muted")
    if asked.task is not None:
        rows = rows.filter(task_id=asked.task)
    return rows.filter(kind=asked.kind) if asked.kind else rows


def page_of(person, asked: Wanted) -> InboxPage:
    """The page asked for; a bounded number of statements, however full the inbox is."""
    rows = chosen(person, asked)
    if asked.by == "day" or asked.task is not None or asked.kind:
        start = (asked.page - 1) * PAGE_ROWS
        found = list(rows[start : start + PAGE_ROWS + 1])
        return InboxPage(_days(found[:PAGE_ROWS]), len(found) > PAGE_ROWS)
    return _grouped(person, rows, "task_id" if asked.by == "task" else "kind", asked.page)


def counts(person) -> dict[str, int]:
    """How many wait and how many are muted; one statement."""
    heard, kept = Q(muted=False), Q(muted=True)
    found = Notice.objects.filter(person=person, done_at=None).aggregate(
        of_waiting=Count("pk", filter=heard),
        of_muted=Count("pk", filter=kept),
        of_seen=Count("pk", filter=heard & Q(read_at__isnull=False)),
        of_unread=Count("pk", filter=heard & Q(read_at__isnull=True)),
    )
    return {name.removeprefix("of_"): number for name, number in found.items()}


def _days(notices: Iterable[Notice]) -> list[Group]:
    groups: list[Group] = []
    last = None
    for notice in notices:
        day = clock.local(notice.created_at).date()
        if day != last:
            groups.append(Group(_day_words(day)))
            last = day
        groups[-1].notices.append(notice)
        groups[-1].count += 1
    return groups


def _day_words(day: date) -> str:
    away = (clock.today() - day).days
    return {0: _("Today"), 1: _("Yesterday")}.get(away, day.isoformat())


def _grouped(person, rows: QuerySet, key: str, page: int) -> InboxPage:
    """Headings with the newest message first, and the newest few under each."""
    start = (page - 1) * PAGE_GROUPS
    heads = rows.order_by().values_list(key).annotate(newest=Max("pk"), count=Count("pk")).order_by("-newest")
    heads = list(heads[start : start + PAGE_GROUPS + 1])
    shown = {value: Group("", count=count) for value, _newest, count in heads[:PAGE_GROUPS]}
    place = Window(RowNumber(), partition_by=F(key), order_by=F("pk").desc())
    # "In" never meets nothing, so messages about no task are asked for by name.
    here = Q(**{f"{key}__in": [value for value in shown if value is not None]})
    here |= Q(**{key: None}) if None in shown else Q()
    for notice in rows.filter(here).annotate(place=place).filter(place__lte=NEWEST).order_by("-pk"):
        shown[getattr(notice, key)].notices.append(notice)
    muted = set(Mute.objects.of(person).values_list("task_id", flat=True)) if key == "task_id" else set()
    for value, group in shown.items():
        if key == "kind":
            group.label, group.kind = str(Notice.Kind(value).label), value
        else:
            group.label = group.notices[0].task_name if value else _("About no single task")
            group.task, group.muted = value, value in muted
    return InboxPage(list(shown.values()), len(heads) > PAGE_GROUPS)
