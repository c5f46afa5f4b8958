"""The ladder by the clock: the steps due today, each once, and one message a person and step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext as _

from audit import clock, log
from audit.statements import Given, insert_composed
from departments.calendar import city_calendar
from departments.choices import Role
from departments.parameters import city_parameters
from departments.reaching import in_charge
from notifications import outbox
from notifications.models import Mute, Notice
from supervision.models import Urging
from supervision.urging import ladder
from tasks.choices import Status, Visibility
from tasks.models import Task
from tasks.register.telling import supervisors

Level = Urging.Level
# A message names so many tasks; the others are counted.
MOST_NAMED = 20
_FIELDS = (
    "task_id",
    "task__number",
    "shown_title",
    "task__post",
    "task__lead_department",
    "task__leader",
    "due_on",
)


def send_reminders(on: date) -> dict:
    """Send every task the step of the ladder at which it stands that day; each step once, a reply stops it.

    Only the current step is sent: what a standstill skipped is not made good by several messages at once.
    """
    calendar, parameters = city_calendar(), city_parameters()
    reply_by = calendar.add(on, parameters.urging_reply_wd)
    newest = Urging.objects.order_by("-id").values_list("id", flat=True).first() or 0
    sent, told = {}, 0
    higher: list[str] = []
    for band in ladder.bands(on, calendar, parameters):
        higher.append(str(band.level))
        sent[str(band.level)], people = _send(band, tuple(higher), on, reply_by, newest)
        told += people
    return {"on": on.isoformat(), "sent": sent, "total": sum(sent.values()), "messages": told}


@transaction.atomic
def _send(
    band: ladder.Band, reached: tuple[str, ...], on: date, reply_by: date, newest: int
) -> tuple[int, int]:
    """Write one step for all tasks that stand at it, and tell whom it concerns; (steps, messages)."""
    now, level = clock.now(), Level(band.level)
    days = {"after": band.after, "until": band.until, "reply_by": reply_by}
    told = {"sent_at": now, "sent_on": on, **{name: day for name, day in days.items() if day}}
    written = insert_composed(_steps, str(level), reached, band.after is not None, once=True, **told)
    if not written:
        return 0, 0
    # Messages leave the house: a sensitive task goes by its number alone.
    title = Case(
        When(task__visibility=Visibility.SENSITIVE, then=Value("")),
        default=F("task__title"),
        output_field=CharField(),
    )
    fresh = Urging.objects.filter(level=level, sent_at=now, pk__gt=newest).annotate(shown_title=title)
    fresh = fresh.order_by("task__next_due_on", "task_id")
    told = _propose(fresh) if level == Level.PROPOSAL else _tell(fresh, level, on)
    log.record(actor=None, action="supervision.reminded", level=str(level), on=on.isoformat(), tasks=written)
    return written, told


def _steps(level: str, reached: tuple[str, ...], bounded: bool) -> tuple:
    """What `insert_composed` writes: the step of each task that stands at it."""
    day = DateField()
    columns = {
        "task": F("pk"),
        "level": level,
        "due_on": F("next_due_on"),
        "ordinal": 0,
        "text": "",
        "sent_at": Given("sent_at", DateTimeField()),
        "sent_on": Given("sent_on", day),
        "reply_by_on": Given("reply_by", day) if level in ladder.WANT_REPLY else None,
        "reply": "",
    }
    return Urging, columns, _standing_at(reached, bounded)


def _standing_at(reached: tuple[str, ...], bounded: bool) -> QuerySet:
    """Open tasks with a date up to `until` (and after `after`, where bounded) that had neither this step, nor a higher
    one, nor a reply for this date.
    """
    of_this_date = Urging.objects.filter(task=OuterRef("pk"), due_on=OuterRef("next_due_on"))
    stopped = of_this_date.filter(Q(level__in=reached) | Q(replied_at__isnull=False))
    # What waits for verification is with the supervisors; the unit has done its part.
    tasks = (
        Task.objects.open()
        .exclude(status=Status.VERIFYING)
        .filter(next_due_on__lte=Given("until", DateField()))
    )
    if bounded:
        tasks = tasks.filter(next_due_on__gt=Given("after", DateField()))
    return tasks.filter(~Exists(stopped))


def _tell(fresh: QuerySet, level: str, on: date) -> int:
    """One message for each group of people whom the same tasks concern."""
    rows = list(fresh.values_list("pk", *_FIELDS))
    posts, units = _people(on)
    concerned: dict[int, list[tuple]] = defaultdict(list)
    for row in rows:
        post, unit, leader = row[4:7]
        people = set(posts.get(post) or units.get((unit, Role.LIAISON), ()))
        if level in ladder.HEADS_TOO:
            people |= set(units.get((unit, Role.UNIT_HEAD), ()))
        if level in ladder.LEADER_TOO:
            people |= set(posts.get(leader, ()))
        for person in people:
            concerned[person].append(row)
    outbox.queue_many(_notices(level, concerned))
    return len(concerned)


def _notices(level: str, concerned: dict[int, list[tuple]]) -> Iterator[Notice]:
    """What each person is told; tasks that somebody has muted come apart, unless it is a slip."""
    muted: set[tuple[int, int]] = set()
    if level not in ladder.HEADS_TOO:
        muted = Mute.objects.pairs(concerned, (row[1] for rows in concerned.values() for row in rows))
    for person, rows in concerned.items():
        for apart in (False, True):
            about = [row for row in rows if ((person, row[1]) in muted) == apart]
            if about:
                made = _notice(person, level, about)
                made.muted = apart
                yield made


def _people(on: date) -> tuple[dict, dict]:
    """Who acts for the posts that day, and who for liaison and head of the units; one statement."""
    posts: dict[int, list[int]] = defaultdict(list)
    units: dict[tuple, list[int]] = defaultdict(list)
    for person, post, role, unit in in_charge(on):
        posts[post].append(person)
        units[unit, role].append(person)
    return posts, units


def _propose(fresh: QuerySet) -> int:
    """The last step is a proposal in the supervisors' queue; the unit hears of it only from a person."""
    told = 0
    lists: dict[int, list[tuple]] = defaultdict(list)
    for jurisdiction, *row in fresh.values_list("task__jurisdiction", "pk", *_FIELDS):
        lists[jurisdiction].append(tuple(row))
    for rows in lists.values():
        people = supervisors(Task.objects.select_related("jurisdiction").get(pk=rows[0][1]))
        outbox.queue_many(_notice(person, Level.PROPOSAL, rows) for person in people)
        told += len(people)
    return told


def _notice(person: int, level: str, rows: list[tuple]) -> Notice:
    """One message that names the tasks; slips leave at once, reminders with the digest of the day."""
    first, task, number, name = rows[0][:4]
    lines = [f"{number} {title}（{due_on}）" for _pk, _task, number, title, *_, due_on in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        lines.append(_("and %(n)s more") % {"n": len(rows) - MOST_NAMED})
    step = Level(level).label
    alone = len(rows) == 1
    return outbox.notice(
        person=person,
        kind="reminder" if level in ladder.BEFORE else "urging",
        key=f"urging:{first}",
        title=f"{step}: {number} {name}"
        if alone
        else _("%(step)s: %(n)s tasks") % {"step": step, "n": len(rows)},
        text="\n".join(lines),
        task_id=task if alone else None,
        task_name=f"{number} {name}".strip() if alone else "",
        url=f"/tasks/{task}/" if alone else "/week/" if level != Level.PROPOSAL else "/queue/",
        instant=level in ladder.HEADS_TOO,
    )
