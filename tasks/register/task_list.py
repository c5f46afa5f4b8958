"""The responsibility list as a list page: its columns, groups and ready-made views."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Avg, Count, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit import clock
from departments.choices import Area
from departments.lists.declaring import Bulk, Column, Group, List, Subtotal, View
from departments.models import Person, Tenure
from departments.permissions import scopes
from tasks.choices import Kind, Light, Part, ScheduleClass, Status, Visibility
from tasks.register.filters import TaskFilter
from tasks.register.listing import READS, Lights, news_words, rows_of
from tasks.register.models import Party, Task
from tasks.register.presentation import Dates, parameters, rating_stands

NEWS_CHARACTERS = 40


def _due() -> Callable[..., str]:
    dates = Dates.now()

    def say(status, due_on, next_due_on, closed_on) -> str:
        words, _urgency = dates.say(status, due_on, next_due_on, closed_on)
        return f"{due_on:%Y-%m-%d} {words}" if due_on else words

    return say


def _lights() -> Callable[..., str]:
    lights, today, days = Lights(), clock.today(), parameters().rating_days

    def say(light, self_light, rating, rated_on) -> str:
        return lights.say(light, self_light, rating if rating_stands(rated_on, today, days) else "")

    return say


def _news() -> Callable[..., str]:
    dates = Dates.now()
    return lambda blocked, news: news_words(blocked, news, dates)


def _supporters(task_ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    rows = Party.objects.filter(task_id__in=task_ids, part=Part.SUPPORT).order_by("position", "id")
    for task, name in rows.values_list("task_id", "department__short_name"):
        found[task] = f"{found[task]}、{name}" if task in found else name
    return found


def _holders(post_ids: list[int]) -> dict[int, str]:
    return Tenure.objects.holders_of(post_ids, clock.today())


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s task", "%(count)s tasks", number) % {"count": said}


def _holds_tasks(person: Person) -> bool:
    return bool(scopes(person.acting, "report_progress"))


def may_change_many(person: Person) -> bool:
    """Whoever edits tasks, or gives those of the unit to posts."""
    return any(scopes(person.acting, verb) for verb in ("edit_task", "assign_post"))


COLUMNS = (
    Column("number", gettext_lazy("Number"), ("number",), sort=("year", "number", "id"), own=True),
    Column("title", gettext_lazy("Task"), ("title",), main=True, own=True),
    Column(
        "lead",
        gettext_lazy("Lead department"),
        ("lead_department__short_name",),
        sort=("lead_department__position", "next_due_on", "id"),
        own=True,
    ),
    Column(
        "due",
        gettext_lazy("Due · working days"),
        ("status", "due_on", "next_due_on", "closed_on"),
        begin=_due,
        sort=("next_due_on", "id"),
        own=True,
    ),
    Column(
        "percent",
        gettext_lazy("Progress (tick: plan)"),
        ("percent",),
        sort=("percent", "id"),
        css="bar",
        own=True,
    ),
    Column(
        "lights",
        gettext_lazy("Lights"),
        ("light", "self_light", "rating_light", "rated_on"),
        begin=_lights,
        own=True,
    ),
    Column("news", gettext_lazy("Latest"), ("blocked_since", "news"), begin=_news, own=True),
    Column("status", gettext_lazy("State"), ("status",), choices=Status, shown=False),
    Column("area", gettext_lazy("Area"), ("area",), choices=Area, shown=False),
    Column("kind", gettext_lazy("Kind"), ("kind",), choices=Kind, shown=False),
    Column("leader", gettext_lazy("Lead leader"), ("leader__title",), shown=False),
    Column("support", gettext_lazy("Supporting departments"), ("id",), gather=_supporters, shown=False),
    Column("post", gettext_lazy("Post"), ("post__title",), shown=False),
    Column("holder", gettext_lazy("Person"), ("post_id",), gather=_holders, shown=False),
    Column("planned", gettext_lazy("Planned percent"), ("planned_percent",), shown=False, css="num"),
    Column("schedule", gettext_lazy("Schedule"), ("schedule_class",), choices=ScheduleClass, shown=False),
    Column(
        "first_due",
        gettext_lazy("First promised date"),
        ("first_due_on",),
        sort=("first_due_on",),
        shown=False,
    ),
    Column("starts", gettext_lazy("Start"), ("starts_on",), sort=("starts_on",), shown=False),
    Column("priority", gettext_lazy("Priority"), ("priority",), shown=False),
    Column("visibility", gettext_lazy("Visibility"), ("visibility",), choices=Visibility, shown=False),
    Column("standard", gettext_lazy("Completion standard"), ("standard",), shown=False, css="long"),
)

GROUPS = (
    Group(
        "unit",
        gettext_lazy("Lead department"),
        "lead_department_id",
        "lead_department__short_name",
        ("lead_department__position", "lead_department_id"),
        "lead",
    ),
    Group("area", gettext_lazy("Area"), "area", "area", ("area",), "area", choices=Area),
    Group(
        "leader",
        gettext_lazy("Lead leader"),
        "leader_id",
        "leader__title",
        ("leader__position", "leader_id"),
        "leader",
    ),
)

SUBTOTALS = (
    Subtotal("all", Count("pk"), lambda n: _count(f"{n:,}", n)),
    Subtotal(
        "red", Count("pk", filter=Q(light=Light.RED)), lambda n: _("%(count)s behind") % {"count": f"{n:,}"}
    ),
    Subtotal(
        "amber",
        Count("pk", filter=Q(light=Light.AMBER)),
        lambda n: _("%(count)s with a warning") % {"count": f"{n:,}"},
    ),
    Subtotal("mean", Avg("percent"), lambda n: _("%(percent)s%% on average") % {"percent": round(n)}),
)

VIEWS = (
    View(gettext_lazy("Open"), ""),
    View(gettext_lazy("Red and amber"), "light=red&light=amber"),
    View(gettext_lazy("Overdue"), "overdue=on"),
    View(gettext_lazy("Mine"), "own=on", _holds_tasks),
    View(gettext_lazy("Closed"), "state=closed"),
    View(gettext_lazy("All"), "state=all"),
)

TASKS = List(
    name="register:list",
    title=gettext_lazy("Responsibility list"),
    query=lambda person: Task.objects.visible_to(person),
    filter=TaskFilter,
    columns=COLUMNS,
    sort="due",
    count=_count,
    views=VIEWS,
    groups=GROUPS,
    subtotals=SUBTOTALS,
    computed={"news": Substr("latest_report__done", 1, NEWS_CHARACTERS)},
    reads=READS,
    rows=rows_of,
    template="tasks",
    page="tasks/register/list.html",
    around=lambda _request: {"today": clock.today()},
    bulk=Bulk("register:bulk", gettext_lazy("Change the chosen"), may_change_many),
    export="export_tasks",
    # Open tasks are shown anyway; only a search looks further.
    defaults=(("state", "open"),),
    nothing=(
        gettext_lazy("No open tasks here yet"),
        gettext_lazy("The tasks of your posts appear here as soon as the supervision office issues them."),
    ),
)
