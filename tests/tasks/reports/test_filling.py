"""What a plain Report lacks is filled for many drafts in one step, and only where it is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from departments.choices import Role
from departments.models import Department
from tasks.models import Task
from tasks.reports import services
from tests.factories import make_city, person
from tests.tasks.reports.test_import import imported


@pytest.fixture
def stage(db):
    city = make_city()
    supervisor = person(Role.SUPERVISOR, city.supervision)
    report = imported(supervisor, city)
    return supervisor, report, list(Task.objects.drafts().filter(report=report).order_by("pk"))


def test_the_unit_suggested_first_takes_the_lead_only_where_none_leads(stage):
    supervisor, report, (bare, led, *_rest) = stage
    unit, other = Department.objects.exclude(short_name="").order_by("pk")[:2]
    suggested = [{"department": unit.short_name, "score": 1, "because": ""}]
    Task.objects.filter(pk=bare.pk).update(lead_department=None, suggested=suggested)
    Task.objects.filter(pk=led.pk).update(lead_department=other, suggested=suggested)
    chosen = {"actor": supervisor, "report_id": report.pk, "task_ids": [bare.pk, led.pk]}
    services.take_suggestions(**chosen)
    bare.refresh_from_db()
    led.refresh_from_db()
    assert (bare.lead_department, led.lead_department) == (unit, other)
    with pytest.raises(ValidationError) as refused:
        services.take_suggestions(**chosen)
    assert refused.value.code == "nothing_to_do"
    services.undo_step(actor=supervisor, report_id=report.pk)
    bare.refresh_from_db()
    assert bare.lead_department is None


def test_the_text_becomes_the_standard_only_where_there_is_none(stage):
    supervisor, report, (bare, measured, *_rest) = stage
    Task.objects.filter(pk=bare.pk).update(standard=" ")
    Task.objects.filter(pk=measured.pk).update(standard="建成三处")
    chosen = {"actor": supervisor, "report_id": report.pk, "task_ids": [bare.pk, measured.pk]}
    services.take_text_as_standard(**chosen)
    bare.refresh_from_db()
    measured.refresh_from_db()
    assert (bare.standard, measured.standard) == (bare.text.strip(), "建成三处")
    with pytest.raises(ValidationError):
        services.take_text_as_standard(**chosen)
