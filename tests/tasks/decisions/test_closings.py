"""Closing: three different people, every milestone, a method and a finding; and reopened under the same number."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import clock
from tasks.choices import Flow, Status
from tasks.decisions import services
from tasks.decisions.models import Decision
from tasks.models import Movement
from tasks.progress.services import add_evidence
from tests import factories
from tests.tasks.world import entries, nine, pdf, told

SEEN = {"method": "on_site", "finding": "现场已建成投用"}


def verify(world, asked, actor=None, strike_off=True, **more):
    return services.verify_closing(
        actor=actor or world.supervisor, request_id=asked.pk, strike_off=strike_off, **(SEEN | more)
    )


def test_a_task_is_struck_off_after_review_and_verification(world):
    task = world.task(percent=96)
    asked = services.submit_closing(actor=world.handler, task_id=task.pk, statement="已建成投用")
    assert told(world.head, "Closing to review")
    services.review_closing(actor=world.head, request_id=asked.pk, agree=True, note="属实")
    assert told(world.supervisor, "Closing to verify")
    verify(world, asked)
    task.refresh_from_db(), asked.refresh_from_db()
    assert (task.status, task.closed_on, task.percent, task.light) == (
        "closed",
        date(2026, 3, 2),
        100,
        "done",
    )
    assert (asked.state, asked.decided_by) == (Decision.GRANTED, world.supervisor)
    assert Movement.objects.get(task=task).flow == Flow.CLOSED
    assert told(world.handler, "Closed") and entries(task, "tasks.closed")[0]["method"] == "on_site"


def test_closed_after_the_first_promised_date_is_late_whatever_was_extended(world):
    task = world.task(Status.VERIFYING, due_on=date(2026, 3, 31), first_due_on=date(2026, 2, 27))
    verify(world, world.closing(task, Decision.SUPERVISOR))
    task.refresh_from_db()
    assert task.light == "done_late"


def test_open_milestones_are_named_when_closing_is_asked_too_early(world):
    task = world.task()
    factories.milestone(task, date(2026, 6, 30), "主体封顶")
    factories.milestone(task, date(2026, 7, 30), "竣工", waived_because="并入")
    with pytest.raises(ValidationError, match="主体封顶") as refused:
        services.submit_closing(actor=world.handler, task_id=task.pk, statement="已建成")
    assert "竣工" not in refused.value.messages[0]


def test_where_the_standard_asks_for_evidence_it_must_be_there(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = world.task(evidence_required=True)
    with pytest.raises(ValidationError) as refused:
        services.submit_closing(actor=world.handler, task_id=task.pk, statement="已建成")
    assert refused.value.code == "evidence_missing"
    evidence = add_evidence(actor=world.handler, task_id=task.pk, upload=pdf())
    asked = services.submit_closing(actor=world.handler, task_id=task.pk, statement="已建成")
    assert list(asked.evidence.all()) == [evidence]


def _also(person, at) -> None:
    factories.Tenure.objects.create(post=factories.post_of(at), person=person, starts_on=date(2020, 1, 1))
    person.__dict__.pop("acting", None)


def test_who_submitted_does_not_review_even_as_unit_head(world):
    _also(world.liaison, world.head)
    task = world.task()
    asked = services.submit_closing(actor=world.liaison, task_id=task.pk, statement="已建成")
    with pytest.raises(PermissionDenied, match="own submission"):
        services.review_closing(actor=world.liaison, request_id=asked.pk, agree=True, note="")


def test_who_reviewed_or_belongs_to_the_unit_does_not_verify(world):
    _also(world.head, world.supervisor)
    asked = world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    with pytest.raises(PermissionDenied, match="own submission"):
        verify(world, asked, world.head)
    _also(world.second_head, world.supervisor)
    with pytest.raises(PermissionDenied, match="lead department"):
        verify(world, asked, world.second_head)


def test_a_co_lead_does_not_verify_either(world):
    _also(world.other_head, world.supervisor)
    task = world.task(Status.VERIFYING, co_leads=[world.city.finance])
    with pytest.raises(PermissionDenied, match="lead department"):
        verify(world, world.closing(task, Decision.SUPERVISOR), world.other_head)


@pytest.mark.parametrize(
    "wrong", [{"method": ""}, {"finding": " "}, {"strike_off": False, "back_reason": ""}]
)
def test_a_verification_states_method_finding_and_the_class_of_the_reason(world, wrong):
    asked = world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    with pytest.raises(ValidationError):
        verify(world, asked, **wrong)


def test_sent_back_as_untrue_the_task_goes_on_and_the_class_is_kept(world):
    task = world.task(Status.VERIFYING)
    asked = world.closing(task, Decision.SUPERVISOR)
    verify(world, asked, strike_off=False, back_reason="untrue")
    task.refresh_from_db(), asked.refresh_from_db()
    assert (task.status, asked.state, asked.back_reason) == ("active", Decision.REFUSED, "untrue")
    assert told(world.handler, "Sent back")
    assert services.submit_closing(actor=world.handler, task_id=task.pk, statement="补充材料").pk != asked.pk


def test_a_withdrawn_application_lets_the_task_go_on(world):
    task = world.task()
    asked = services.submit_closing(actor=world.handler, task_id=task.pk, statement="已建成")
    with pytest.raises(PermissionDenied):
        services.withdraw_request(actor=world.other_handler, request=asked)
    services.withdraw_request(actor=world.handler, request=asked)
    task.refresh_from_db()
    assert task.status == "active"
    with pytest.raises(ValidationError) as refused:
        services.review_closing(actor=world.head, request_id=asked.pk, agree=True, note="")
    assert refused.value.code == "already_decided"


def test_a_reopened_task_keeps_its_number_and_its_old_closing(world):
    task = world.task(Status.VERIFYING, number="2026-044")
    asked = world.closing(task, Decision.SUPERVISOR)
    verify(world, asked)
    with clock.at(nine(date(2026, 5, 6))):
        services.reopen_task(actor=world.chief, task_id=task.pk, reason="回头看未通过")
    task.refresh_from_db(), asked.refresh_from_db()
    assert (task.status, task.number, task.reopen_count, task.closed_on) == ("active", "2026-044", 1, None)
    assert asked.state == Decision.GRANTED and asked.finding
    assert list(Movement.objects.order_by("id").values_list("flow", flat=True)) == ["closed", "reopened"]
    assert told(world.handler, "Reopened")


def test_closing_ends_what_held_the_task_up(world):
    task = world.task(Status.VERIFYING, blocked_since=date(2026, 2, 2))
    blocker = task.blockers.create(text="等用地", opened_by=world.handler, opened_on=date(2026, 2, 2))
    verify(world, world.closing(task, Decision.SUPERVISOR))
    task.refresh_from_db(), blocker.refresh_from_db()
    assert blocker.closed_on is not None
    assert task.blocked_since is None
