"""October 2026 in two bureaus: what moved, and the bulletin drafted of it."""

from __future__ import annotations

from datetime import date

from supervision.models import MonthlyBulletin
from supervision.monthly.services import draft_bulletins
from tasks.choices import Light, ScheduleClass, Status
from tasks.models import Movement
from tests import factories

OCTOBER = date(2026, 10, 31)
FIRST_WORKDAY = date(2026, 11, 2)  # a Monday


def moved(task, flow: str, on: date, department=None):
    Movement.objects.create(
        task=task,
        jurisdiction=task.jurisdiction,
        department=department or task.lead_department,
        flow=flow,
        on=on,
    )


def draft(on: date = FIRST_WORKDAY) -> MonthlyBulletin:
    draft_bulletins(on)
    return MonthlyBulletin.objects.order_by("-pk").first()


def a_month(city):
    """Seven tasks of two bureaus in several states."""
    past = {"next_due_on": date(2026, 10, 20), "due_on": date(2026, 10, 20)}
    red = {"light": Light.RED, "schedule_class": ScheduleClass.BEHIND}
    calm = {"light": Light.GREEN, "schedule_class": ScheduleClass.ON_TRACK, "next_due_on": date(2026, 12, 31)}
    done = {"light": Light.DONE, "schedule_class": ScheduleClass.COMPLETED, "closed_on": date(2026, 10, 9)}
    return [
        factories.task(lead=city.education, title="改造城东小学操场", **past, **red),
        factories.task(lead=city.education, **calm),
        factories.task(lead=city.education, status=Status.SUSPENDED),
        factories.task(lead=city.housing, **calm),
        factories.task(lead=city.housing, status=Status.CLOSED, **done),
        factories.task(lead=city.housing, status=Status.CLOSED, **done),
        factories.task(lead=city.housing, status=Status.DRAFT),
    ]
