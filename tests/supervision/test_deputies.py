"""While a head is on leave the deputy hears of everything the head hears of, and the head goes on hearing it."""

from datetime import date, timedelta

import pytest

from audit import clock
from departments.choices import Role
from departments.delegation.services import delegate
from notifications.models import Notice
from supervision.monthly.services import draft_bulletins, sign_bulletin
from supervision.urging.services import send_reminders, urge
from supervision.weekly.services import open_week
from tasks.choices import Status
from tasks.register.services import issue_list
from tests import factories
from tests.supervision.months import FIRST_WORKDAY, a_month
from tests.tasks.world import nine

pytestmark = pytest.mark.both_databases


@pytest.fixture
def city(db):
    with clock.at(nine(FIRST_WORKDAY)):
        yield factories.make_city()


@pytest.fixture
def head(city):
    return factories.person(Role.UNIT_HEAD, city.education)


@pytest.fixture
def deputy(city, head):
    found = factories.person(Role.HANDLER, city.education)
    delegate(
        actor=head, post_id=factories.post_of(head).pk, deputy_id=found.pk, reason="出差",
        starts_on=FIRST_WORKDAY, ends_on=FIRST_WORKDAY + timedelta(days=4),
    )  # fmt: skip
    return found


def told(person, kind: str) -> int:
    return Notice.objects.filter(person=person, kind=kind).count()


def test_of_tasks_issued_in_bulk(city, head, deputy):
    chief = factories.person(Role.CHIEF, city.supervision)
    factories.task(
        status=Status.DRAFT,
        lead=city.education,
        accepted=True,
        number="",
        first_due_on=None,
        due_on=date(2026, 12, 31),
    )
    issue_list(actor=chief, jurisdiction_id=city.government.pk, year=2026)
    assert (told(deputy, "issued"), told(head, "issued")) == (1, 1)


def test_of_the_statement_and_the_bulletin_of_the_month(city, head, deputy):
    chief = factories.person(Role.CHIEF, city.supervision)
    a_month(city)
    [drafted] = draft_bulletins(FIRST_WORKDAY)["bulletins"]
    assert told(deputy, "bulletin") == told(head, "bulletin")
    before = told(deputy, "bulletin")
    sign_bulletin(actor=chief, bulletin_id=drafted["bulletin"])
    assert (told(deputy, "bulletin"), told(head, "bulletin")) == (before + 1, before + 1)


def test_of_a_slip_of_the_ladder_and_of_one_sent_by_hand(city, head, deputy):
    supervisor = factories.person(Role.SUPERVISOR, city.supervision)
    late = factories.task(lead=city.education, post=None, next_due_on=date(2026, 10, 28))
    send_reminders(FIRST_WORKDAY)
    assert (told(deputy, "urging"), told(head, "urging")) == (1, 1)
    urge(actor=supervisor, task_id=late.pk, text="请尽快")
    assert (told(deputy, "urging"), told(head, "urging")) == (2, 2)


def test_of_the_weekly_check_of_a_task_that_the_head_keeps(city, head, deputy):
    factories.task(lead=city.education, post=factories.post_of(head))
    open_week(FIRST_WORKDAY)
    assert (told(deputy, "check"), told(head, "check")) == (1, 1)


def test_and_no_longer_when_the_days_are_over(city, head, deputy):
    factories.task(lead=city.education, post=None, next_due_on=date(2026, 11, 4))
    back = FIRST_WORKDAY + timedelta(days=7)
    with clock.at(nine(back)):
        send_reminders(back)
    assert (told(deputy, "urging"), told(head, "urging")) == (0, 1)
