"""Whom a notice to a post concerns: whoever holds it that day, and the deputy while the decisions are lent."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from departments.choices import Role
from departments.delegation.services import delegate
from departments.models import Tenure
from departments.reaching import in_charge, people_in_charge
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def city(db):
    return factories.make_city()


def test_a_post_is_told_through_whoever_holds_it_that_day(city):
    post = factories.post(Role.HANDLER, city.education)
    abolished = factories.post(Role.HANDLER, city.education, abolished_on=date(2025, 1, 1))
    today = clock.today()
    departed, holder, next_holder, off = (factories.account() for _ in range(4))
    off.is_active = False
    off.save()
    for person, start, end in (
        (departed, date(2020, 1, 1), today - timedelta(days=1)),
        (holder, today, None),
        (off, today, None),
        (next_holder, today + timedelta(days=1), None),
    ):
        Tenure.objects.create(post=post, person=person, starts_on=start, ends_on=end)
    Tenure.objects.create(post=abolished, person=next_holder, starts_on=date(2020, 1, 1))
    asked = {"post_id__in": [post.pk, abolished.pk]}
    assert people_in_charge(today, **asked) == [holder.pk]
    assert Tenure.objects.answering(today, id=asked["post_id__in"]) == [holder.pk]
    assert people_in_charge(today + timedelta(days=1), **asked) == [holder.pk, next_holder.pk]


def test_a_deputy_acts_for_the_post_beside_its_holder_while_it_lasts(city):
    head = factories.person(Role.UNIT_HEAD, city.education)
    deputy = factories.person(Role.LIAISON, city.education)
    today, post = clock.today(), factories.post_of(head)
    last = today + timedelta(days=3)
    delegate(actor=head, post_id=post.pk, deputy_id=deputy.pk, starts_on=today, ends_on=last, reason="出差")
    with CaptureQueriesContext(connection) as asked:
        found = in_charge(today, post__role=Role.UNIT_HEAD)
    assert len(asked) == 1
    place = (post.pk, Role.UNIT_HEAD, city.education.pk)
    assert sorted(found) == sorted([(head.pk, *place), (deputy.pk, *place)])
    unit = {"department_id": city.education.pk, "role": [Role.UNIT_HEAD, Role.CHIEF]}
    for days in range(-1, 6):
        day = today + timedelta(days=days)
        plainly = people_in_charge(day, post__role=Role.UNIT_HEAD)
        assert Tenure.objects.answering(day, id=post.pk) == Tenure.objects.answering(day, **unit) == plainly
    assert Tenure.objects.answering(today, id=[]) == Tenure.objects.answering(today, department_id=None) == []
    assert people_in_charge(last + timedelta(days=1), post__role=Role.UNIT_HEAD) == [head.pk]
