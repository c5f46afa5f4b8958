"""Draft the month: statements, snapshot and bulletin, each by statements whose number does not grow with tasks."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from audit import clock, log
from audit.statements import insert_select
from departments.calendar import city_calendar
from departments.choices import Role
from departments.models import Department
from departments.parameters import Parameters, city_parameters
from departments.reaching import people_in_charge
from notifications import outbox
from supervision.models import MonthlyBulletin, SnapshotRow, Statement
from supervision.monthly import figures, wording
from supervision.monthly.rules import Month, due_months
from tasks.choices import INFLOWS, OPEN, OUTFLOWS, Light, ScheduleClass, Status
from tasks.models import Movement, Task


def draft_bulletins(on: date) -> dict:
    """Draft the bulletin, snapshot and statements of the month before, for every jurisdiction with a list.

    Months that a standstill missed are made good with the figures known now. Gives the bulletins drafted
    now, so a second run in the same month gives none.
    """
    calendar, parameters = city_calendar(), city_parameters()
    drafted = []
    for jurisdiction, last in _jurisdictions():
        for month in due_months(last, on, calendar):
            done = _draft(jurisdiction, month, on, parameters)
            drafted += [done] if done else []
    return {"on": on.isoformat(), "bulletins": drafted}


def _jurisdictions() -> list[tuple[Department, Month | None]]:
    """Every jurisdiction with tasks on its list, and the month of its last bulletin."""
    listed = Task.objects.on_the_list().filter(jurisdiction=OuterRef("pk"))
    some = Department.objects.filter(Exists(listed))
    rows = MonthlyBulletin.objects.order_by("year", "month").values_list("jurisdiction_id", "year", "month")
    last = {jurisdiction: Month(year, month) for jurisdiction, year, month in rows}
    return [(found, last.get(found.pk)) for found in some]


@transaction.atomic
def _draft(jurisdiction: Department, month: Month, on: date, parameters: Parameters) -> dict | None:
    """Draft one bulletin, or give None when nothing was on the list or another worker has done so."""
    if not _on_the_list(jurisdiction.pk, month).exists():
        return None
    # The unique key decides between two workers: the second waits here and then finds the row.
    bulletin, created = MonthlyBulletin.objects.get_or_create(
        jurisdiction=jurisdiction,
        year=month.year,
        month=month.month,
        defaults={
            "as_of": month.last,
            "title": wording.title(jurisdiction, month),
            "drafted_at": clock.now(),
        },
    )
    if not created:
        return None
    rows = _freeze(bulletin, month)
    statements = _state(bulletin, month)
    bulletin.figures = figures.of_bulletin(bulletin)
    bulletin.words = wording.words(bulletin.figures, parameters)
    bulletin.save(update_fields=["figures", "words"])
    counts = {"tasks": rows, "statements": statements, "overdue": bulletin.figures["overdue"]}
    log.record(actor=None, action="supervision.bulletin_drafted", target=bulletin, month=str(month), **counts)
    _tell(bulletin, on)
    return {"bulletin": bulletin.pk, "jurisdiction": jurisdiction.short_name, "month": str(month), **counts}


def _on_the_list(jurisdiction_id: int, month: Month) -> QuerySet:
    """What was on the list by the end of the month."""
    issued = Q(issued_at__isnull=True) | Q(issued_at__lt=month.end)
    return Task.objects.on_the_list().filter(issued, jurisdiction=jurisdiction_id)


def _freeze(bulletin: MonthlyBulletin, month: Month) -> int:
    """The snapshot of every task by one statement, as known now, put back to the month's end where dates tell."""
    as_of = month.last
    closed_since = Q(status=Status.CLOSED, closed_on__gt=as_of)
    was_open = closed_since | Q(status__in=OPEN)
    # The date passed between the month's end and today: at the month's end it was near, not past.
    passed_since = was_open & Q(light=Light.RED, next_due_on__gte=as_of)
    near_plan = Q(percent__gte=F("planned_percent") - 20)
    late = closed_since & Q(due_on__lt=as_of) | Q(status__in=OPEN, next_due_on__lt=as_of)
    copied = ("lead_department", "self_light", "area", "percent", "planned_percent", "due_on")
    return insert_select(
        SnapshotRow,
        {
            "bulletin": bulletin.pk,
            "task": F("pk"),
            **{name: F(name) for name in copied},
            "status": Case(When(closed_since, Value(Status.ACTIVE)), default=F("status")),
            "light": Case(
                When(late, Value(Light.RED)),
                When(closed_since, Value(Light.GREEN)),
                When(passed_since & near_plan, Value(Light.GREEN)),
                When(passed_since, Value(Light.AMBER)),
                default=F("light"),
            ),
            "schedule_class": Case(
                When(late, Value(ScheduleClass.BEHIND)),
                When(closed_since, Value(ScheduleClass.ON_TRACK)),
                When(passed_since & near_plan, Value(ScheduleClass.ON_TRACK)),
                default=F("schedule_class"),
            ),
            "next_due_on": Case(When(closed_since, F("due_on")), default=F("next_due_on")),
        },
        _on_the_list(bulletin.jurisdiction_id, month),
    )


def _state(bulletin: MonthlyBulletin, month: Month) -> int:
    """The account of every department by one aggregate over its movements."""
    before, within = Q(on__lt=month.first), Q(on__gte=month.first)

    def number(*flows: str, when: Q) -> Sum:
        return Sum(Case(When(when & Q(flow__in=flows), Value(1)), default=Value(0)))

    opening = number(*INFLOWS, when=before) - number(*OUTFLOWS, when=before)
    flows = {flow: number(flow, when=within) for flow in (*INFLOWS, *OUTFLOWS)}
    moved = Movement.objects.filter(jurisdiction=bulletin.jurisdiction_id, on__lte=month.last)
    accounts = moved.values("department").annotate(moved_in_month=Count("pk", filter=within), balance=opening)
    return insert_select(
        Statement,
        {
            "jurisdiction": bulletin.jurisdiction_id,
            "department": F("department"),
            "year": month.year,
            "month": month.month,
            "opening": opening,
            **flows,
            "closing": number(*INFLOWS, when=Q()) - number(*OUTFLOWS, when=Q()),
            "state": Statement.State.OPEN,
            "dispute": "",
        },
        accounts.filter(Q(moved_in_month__gt=0) | ~Q(balance=0)),
    )


def _tell(bulletin: MonthlyBulletin, on: date) -> None:
    """The units are told of their statements; once a bulletin and person."""
    units = Statement.objects.filter(
        jurisdiction=bulletin.jurisdiction_id, year=bulletin.year, month=bulletin.month
    ).values("department")
    roles = (Role.LIAISON, Role.UNIT_HEAD)
    month = f"{bulletin.year}-{bulletin.month:02d}"
    outbox.queue(
        people=people_in_charge(on, post__department__in=units, post__role__in=roles),
        kind="bulletin",
        key=f"statement:{bulletin.pk}",
        title=wording.statement_notice(month),
        url="/statements/",
    )
