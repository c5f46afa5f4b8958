"""A head on leave lends the decisions of the post to a colleague: both names are kept, and it ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import clock
from audit.models import AuditEntry
from departments import services as house
from departments.delegation import rules
from departments.delegation.services import delegate, end_delegation
from departments.models import Delegation, Person, Tenure
from departments.permissions import may
from departments.verdicts import Forbidden
from tasks.choices import Status
from tasks.decisions.services import ask_extension, review_closing
from tests import factories
from tests.tasks.world import MONDAY, World, nine, told

FRIDAY = MONDAY + timedelta(days=4)
pytestmark = pytest.mark.both_databases


@pytest.fixture
def world(db):
    with clock.at(nine(MONDAY)):
        yield World()


def anew(person: Person) -> Person:
    """As in the next request."""
    return Person.objects.get(pk=person.pk)


def lend(world, to=None, by=None, **days):
    giver = by or world.head
    return delegate(
        actor=giver,
        post_id=factories.post_of(giver).pk,
        deputy_id=(to or world.handler).pk,
        starts_on=days.get("starts_on", MONDAY),
        ends_on=days.get("ends_on", FRIDAY),
        reason=days.get("reason", "出差"),
    )


def test_the_deputy_decides_within_the_days_and_not_after_them(world):
    lend(world)
    task = world.task()
    assert may(anew(world.handler), "review_closing", task.reach())
    with clock.at(nine(FRIDAY + timedelta(days=1))):
        assert not may(anew(world.handler), "review_closing", task.reach())


def test_the_giver_goes_on_deciding(world):
    lend(world)
    assert may(anew(world.head), "review_closing", world.task().reach())


def test_one_that_is_to_come_gives_nothing_yet(world):
    lend(world, starts_on=MONDAY + timedelta(days=1))
    assert not may(anew(world.handler), "review_closing")


def test_it_ends_at_once_for_giver_deputy_and_the_security_administrator(world):
    for who in (world.head, world.handler, world.security_admin):
        made = lend(world)
        end_delegation(actor=who, delegation_id=made.pk)
        assert not may(anew(world.handler), "review_closing")
    with pytest.raises(ValidationError) as refused:
        end_delegation(actor=world.head, delegation_id=made.pk)
    assert refused.value.code == "already_over"


def test_nobody_else_ends_it(world):
    made = lend(world)
    with pytest.raises(Forbidden):
        end_delegation(actor=world.liaison, delegation_id=made.pk)


def test_it_does_not_outlive_the_tenure_of_the_giver(world):
    lend(world)
    Tenure.objects.filter(person=world.head).update(ends_on=MONDAY - timedelta(days=1))
    assert not may(anew(world.handler), "review_closing")
    assert not Delegation.objects.in_force(MONDAY).exists()


def test_it_ends_when_the_deputy_leaves_the_unit(world):
    lend(world)
    Tenure.objects.filter(person=world.handler).update(ends_on=MONDAY - timedelta(days=1))
    factories.person("H", world.city.finance, at=factories.post("H", world.city.finance))
    Tenure.objects.create(
        post=factories.post("H", world.city.finance), person=world.handler, starts_on=MONDAY
    )
    assert not may(anew(world.handler), "review_closing")
    assert not Delegation.objects.in_force(MONDAY).exists()


def test_a_tenure_that_ends_earlier_is_said(world):
    Tenure.objects.filter(person=world.head).update(ends_on=MONDAY + timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        lend(world)
    assert refused.value.code == "tenure_ends"


def test_what_is_lent_is_not_lent_further(world):
    lend(world)
    deputy = anew(world.handler)
    assert may(deputy, "delegate")
    with pytest.raises(Forbidden):
        delegate(
            actor=deputy,
            post_id=factories.post_of(world.head).pk,
            deputy_id=world.liaison.pk,
            starts_on=MONDAY,
            ends_on=FRIDAY,
            reason="出差",
        )
    assert rules.own_posts(deputy) == []


def test_nobody_decides_on_their_own_submission_as_a_deputy_either(world):
    lend(world)
    asked = world.closing(world.task(Status.UNIT_REVIEW))
    with pytest.raises(Forbidden):
        review_closing(actor=anew(world.handler), request_id=asked.pk, agree=True)


def test_nor_on_the_submission_of_whoever_lent_the_decision(world):
    lend(world, to=world.liaison)
    asked = world.closing(world.task(Status.UNIT_REVIEW), asked_by=world.head)
    with pytest.raises(Forbidden):
        review_closing(actor=anew(world.liaison), request_id=asked.pk, agree=True)
    # In one's own right one may.
    lend(world, to=world.second_head, by=factories.person("U", world.city.education))
    assert review_closing(actor=anew(world.second_head), request_id=asked.pk, agree=True)


def test_the_trail_says_on_whose_behalf(world):
    lend(world)
    deputy = anew(world.handler)
    asked = world.closing(world.task(Status.UNIT_REVIEW), asked_by=world.liaison)
    review_closing(actor=deputy, request_id=asked.pk, agree=True)
    entry = AuditEntry.objects.filter(action="tasks.closing_reviewed").get()
    assert entry.actor_name == deputy.name
    assert f"（受{world.head.name}委托）" in entry.actor_post
    assert AuditEntry.objects.get(action="departments.delegated").details["deputy"] == deputy.name


def test_the_deputy_hears_of_what_there_is_to_decide(world):
    lend(world, to=world.second_supervisor, by=world.chief)
    lend(world, to=world.handler)
    ask_extension(
        actor=world.liaison,
        task_id=world.task().pk,
        new_due_on=date(2027, 2, 26),
        reason="land",
        explanation="用地",
    )
    assert told(world.handler)
    assert told(world.head)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts_on": MONDAY - timedelta(days=1)}, "dates"),
        ({"ends_on": MONDAY - timedelta(days=1)}, "dates"),
        ({"ends_on": MONDAY + timedelta(days=60)}, "too_long"),
        ({"reason": " "}, "required"),
    ],
)
def test_days_and_reason_are_looked_at(world, change, code):
    with pytest.raises(ValidationError) as refused:
        lend(world, **change)
    assert refused.value.code == code


def test_only_a_colleague_of_the_unit_who_is_no_administrator(world):
    for other in (world.other_handler, world.system_admin):
        with pytest.raises(ValidationError) as refused:
            lend(world, to=other)
        assert refused.value.code == "not_a_colleague"
    admin = factories.person("SE", world.city.education)
    with pytest.raises(ValidationError):
        lend(world, to=admin)


def test_whoever_becomes_an_administrator_decides_nothing_any_more(world):
    lend(world)
    Tenure.objects.create(
        post=factories.post("AU", world.city.education), person=world.handler, starts_on=MONDAY
    )
    assert not may(anew(world.handler), "review_closing")


def test_two_at_once_for_one_post_are_refused(world):
    lend(world)
    with pytest.raises(ValidationError) as refused:
        lend(world, to=world.liaison, starts_on=FRIDAY, ends_on=FRIDAY)
    assert refused.value.code == "overlap"


def test_a_handler_lends_nothing(world):
    with pytest.raises(Forbidden):
        lend(world, by=world.handler, to=world.liaison)


def test_the_database_keeps_a_delegation_to_oneself_out(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            post=world.post,
            giver=world.head,
            deputy=world.head,
            starts_on=MONDAY,
            ends_on=MONDAY,
            made_at=nine(MONDAY),
        )


def test_a_handed_over_post_takes_its_delegations_along(world):
    lend(world)
    house.hand_over(
        actor=world.security_admin,
        post_id=factories.post_of(world.head).pk,
        to_person_id=world.liaison.pk,
        on=MONDAY + timedelta(days=1),
    )
    with clock.at(nine(MONDAY + timedelta(days=1))):
        assert not may(anew(world.handler), "review_closing")


def test_what_acts_is_what_the_queryset_says(world):
    made = lend(world)
    assert list(Delegation.objects.in_force(MONDAY)) == [made]
    assert anew(world.handler).acting.givers == {world.head.pk}
