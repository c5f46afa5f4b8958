"""Extensions: asked before the date, agreed in the unit, decided outside, and the first date stays."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import clock
from tasks.choices import Status
from tasks.decisions import services
from tasks.decisions.models import Decision, ExtensionRequest
from tasks.register.services import terminate_task
from tests import factories
from tests.tasks.world import entries, nine, told

LATER = {"new_due_on": date(2026, 8, 31), "reason": "land", "explanation": "用地手续未批，已完成六成"}


def ask(world, task, actor=None, **more):
    return services.ask_extension(actor=actor or world.handler, task_id=task.pk, **(LATER | more))


def grant(world, asked, actor=None):
    services.review_extension(actor=world.head, request_id=asked.pk, agree=True, note="同意")
    return services.decide_extension(
        actor=actor or world.supervisor,
        request_id=asked.pk,
        grant=True,
        note="同意",
        document_no="临督〔2026〕3号",
    )


def test_a_granted_extension_moves_the_date_and_the_milestones_on_it(world):
    task = world.task(due_on=date(2026, 6, 30))
    early = factories.milestone(task, date(2026, 4, 30))
    last = factories.milestone(task, date(2026, 6, 30), "竣工")
    asked = ask(world, task)
    assert told(world.head, "Extension") and not told(world.supervisor)
    decided = grant(world, asked)
    for row in (task, early, last):
        row.refresh_from_db()
    assert (task.due_on, task.first_due_on) == (date(2026, 8, 31), date(2026, 6, 30))
    assert (early.due_on, last.due_on, last.first_due_on) == (
        date(2026, 4, 30),
        date(2026, 8, 31),
        date(2026, 6, 30),
    )
    assert (decided.ordinal, decided.document_no, decided.due_before) == (
        1,
        "临督〔2026〕3号",
        date(2026, 6, 30),
    )
    assert entries(task, "tasks.extension_decided")[0]["due_on"] == ["2026-06-30", "2026-08-31"]
    assert told(world.supervisor, "Extension to decide") and told(world.handler, "Extension granted")


def test_the_decision_is_due_in_two_working_days(world):
    asked = ask(world, world.task(due_on=date(2026, 6, 30)))
    assert asked.decide_by_on is None
    with clock.at(nine(date(2026, 3, 6))):
        agreed = services.review_extension(actor=world.head, request_id=asked.pk, agree=True, note="")
    assert agreed.decide_by_on == date(2026, 3, 10)


@pytest.mark.parametrize(("day", "in_time"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_an_extension_is_asked_before_the_date_has_passed(world, day, in_time):
    task = world.task(due_on=date(2026, 6, 30))
    with clock.at(nine(day)):
        if in_time:
            ask(world, task)
            return
        with pytest.raises(ValidationError) as refused:
            ask(world, task)
    assert refused.value.code == "too_late" and not ExtensionRequest.objects.exists()


def test_one_request_waits_at_a_time(world):
    task = world.task()
    first = ask(world, task, new_due_on=date(2027, 3, 1))
    with pytest.raises(ValidationError) as refused:
        ask(world, task, world.liaison, new_due_on=date(2027, 3, 1))
    assert refused.value.code == "already_pending"
    services.withdraw_request(actor=world.liaison, request=first)
    assert ask(world, task, new_due_on=date(2027, 3, 1)).ordinal == 1, "only granted ones count"


@pytest.mark.parametrize(
    "wrong", [{"new_due_on": date(2026, 6, 30)}, {"reason": "tired"}, {"explanation": "  "}]
)
def test_a_request_needs_a_later_date_a_class_of_reason_and_an_explanation(world, wrong):
    with pytest.raises(ValidationError):
        ask(world, world.task(due_on=date(2026, 6, 30)), **wrong)


def test_nobody_decides_on_their_own_request(world):
    task = world.task()
    asked = world.extension(task, asked_by=world.head)
    with pytest.raises(PermissionDenied, match="own submission"):
        services.review_extension(actor=world.head, request_id=asked.pk, agree=True, note="")
    services.review_extension(actor=world.second_head, request_id=asked.pk, agree=True, note="")
    factories.Tenure.objects.create(
        post=factories.post_of(world.supervisor), person=world.second_head, starts_on=date(2020, 1, 1)
    )
    del world.second_head.acting
    with pytest.raises(PermissionDenied, match="own submission"):
        services.decide_extension(actor=world.second_head, request_id=asked.pk, grant=True, note="")


def test_the_unit_head_decides_but_does_not_ask(world):
    with pytest.raises(PermissionDenied, match="Ask: "):
        ask(world, world.task(), world.head)


def test_a_third_extension_takes_the_chief_or_the_leader_in_charge(world):
    task = world.task(due_on=date(2026, 6, 30))
    for month in (7, 8):
        grant(world, ask(world, task, new_due_on=date(2026, month, 31)))
    third = ask(world, task, new_due_on=date(2026, 9, 30))
    assert third.ordinal == 3
    with pytest.raises(PermissionDenied):
        grant(world, third)
    services.decide_extension(actor=world.vice_mayor, request_id=third.pk, grant=True, note="同意")
    task.refresh_from_db()
    granted = task.extensions.filter(state=Decision.GRANTED).order_by("ordinal")
    slips = [(r.due_before, r.new_due_on) for r in granted]
    assert slips[0][0] == task.first_due_on == date(2026, 6, 30) and slips[-1][1] == task.due_on
    assert all(before[1] == after[0] for before, after in pairwise(slips)), "no gap"


def test_a_refusal_says_why_and_changes_no_date(world):
    task = world.task()
    asked = ask(world, task, new_due_on=date(2027, 3, 1))
    with pytest.raises(ValidationError):
        services.review_extension(actor=world.head, request_id=asked.pk, agree=False, note="")
    services.review_extension(actor=world.head, request_id=asked.pk, agree=False, note="内部可解决")
    task.refresh_from_db()
    assert task.due_on == date(2026, 12, 31) and told(world.handler, "refused")


def test_who_comes_second_is_told_that_it_was_decided(world):
    asked = world.extension(world.task(), Decision.SUPERVISOR)
    services.decide_extension(actor=world.supervisor, request_id=asked.pk, grant=True, note="")
    with pytest.raises(ValidationError) as refused:
        services.decide_extension(actor=world.chief, request_id=asked.pk, grant=False, note="不同意")
    assert refused.value.code == "already_decided"
    asked.refresh_from_db()
    assert asked.state == Decision.GRANTED and asked.decided_by == world.supervisor


def test_a_waiting_request_ends_with_the_run_of_its_task(world):
    task = world.task()
    asked = ask(world, task, new_due_on=date(2027, 3, 1))
    terminate_task(actor=world.chief, task_id=task.pk, reason="上级取消")
    asked.refresh_from_db()
    assert asked.state == Decision.WITHDRAWN
    with pytest.raises(ValidationError) as refused:
        services.review_extension(actor=world.head, request_id=asked.pk, agree=True, note="")
    assert refused.value.code == "already_decided"
    task.refresh_from_db()
    assert task.status == Status.TERMINATED
