"""The demo city: every state to look at, the same every time, and never into a city that has data."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from departments.models import Person
from supervision.demo.services import seed_demo
from supervision.models import MonthlyBulletin, Urging, WeeklyCheck
from tasks.models import ExtensionRequest, Task
from tests.factories import make_city

pytestmark = pytest.mark.processes


class Undone(Exception):
    pass


def picture() -> list:
    """What a visitor would see, without ids and moments of writing."""
    tasks = Task.objects.order_by("jurisdiction__position", "number", "title")
    return [
        list(
            tasks.values_list(
                "number", "title", "status", "percent", "light", "due_on", "lead_department__name"
            )
        ),
        list(Person.objects.order_by("username").values_list("name", flat=True)),
        sorted(WeeklyCheck.objects.values_list("task__number", "round__week", "state")),
        list(
            MonthlyBulletin.objects.order_by("month", "jurisdiction__position").values_list(
                "title", "issue", "words"
            )
        ),
    ]


def played(day: date) -> list:
    """Seed, look, and take everything back."""
    seen = []
    with pytest.raises(Undone), transaction.atomic():
        seed_demo(day)
        seen = picture()
        raise Undone
    return seen


@pytest.mark.django_db
def test_the_same_date_gives_the_same_city():
    assert played(date(2026, 2, 10)) == played(date(2026, 2, 10))


@pytest.mark.django_db
def test_the_list_is_a_city_s_and_the_weeks_and_months_run_up_to_today():
    made = seed_demo(date(2026, 5, 8))
    assert made["departments"] >= 55
    assert Person.objects.count() >= 160
    assert 200 <= Task.objects.filter(jurisdiction__parent=None).count() <= 260
    assert {bulletin.month for bulletin in MonthlyBulletin.objects.all()} == {1, 2, 3, 4}
    assert Task.objects.filter(status="issued").exists()
    assert Task.objects.filter(status="active").exists()
    assert Task.objects.filter(status="closed").exists()
    for waits in (
        Task.objects.filter(status="verifying"),
        ExtensionRequest.objects.filter(state="supervisor"),
    ):
        assert waits.count() >= 3
    shown = Task.objects.filter(post__tenures__person__username="handler")
    assert WeeklyCheck.objects.filter(state="waiting", task__in=shown).exists()
    assert Urging.objects.filter(replied_at=None, task__in=shown).exists()
    assert shown.filter(status="unit_review").exists()


@pytest.mark.django_db
def test_a_city_with_data_is_left_alone():
    make_city()
    with pytest.raises(ValidationError) as refused:
        seed_demo(date(2026, 3, 10))
    assert refused.value.code == "not_empty"
    assert Person.objects.count() == 0
