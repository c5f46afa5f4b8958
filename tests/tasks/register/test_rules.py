"""Buttons: every verb with its verdict, the reason when it is no, and a bounded number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks import rules
from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.models import Task


def verdicts(actor, task) -> dict:
    return dict(rules.verbs(actor, task))


def offered(actor, task) -> set[str]:
    return {verb for verb, verdict in rules.verbs(actor, task) if verdict}


def test_the_handler_of_a_running_task_is_offered_what_the_post_includes(world):
    assert offered(world.handler, world.task()) == {
        "report_progress",
        "add_evidence",
        "complete_milestone",
        "open_blocker",
        "close_blocker",
        "ask_extension",
        "submit_closing",
        "comment",
    }


def test_the_chief_of_a_closed_task_is_offered_to_reopen_it(world):
    assert offered(world.chief, world.task(Status.CLOSED)) == {"reopen", "comment"}


def test_the_mayors_office_is_offered_to_urge_and_may_ask_to_reopen(world):
    task = world.task(Status.CLOSED)
    assert verdicts(world.mayors_office, task)["reopen"].ask == "ask_reopen"
    assert offered(world.mayors_office, world.task()) == {"urge", "comment"}


def test_a_refusal_says_whom_to_ask_or_what_state_is_needed(world):
    task = world.task()
    assert "Supervision chief" in verdicts(world.handler, task)["suspend"].reason
    assert "Waiting to be signed" in verdicts(world.liaison, task)["sign"].reason
    assert all(verdict.reason for _verb, verdict in rules.verbs(world.handler, task) if not verdict)


def test_a_decision_is_offered_while_its_request_waits_and_to_nobody_who_had_a_part_in_it(world):
    task = world.task()
    assert "review_extension" not in offered(world.head, task)
    asked = world.extension(task, asked_by=world.head)
    assert "review_extension" not in offered(world.head, task)
    assert "review_extension" in offered(world.second_head, task)
    assert "decide_extension" not in offered(world.supervisor, task), "the unit head comes first"
    asked.state, asked.reviewed_by = Decision.SUPERVISOR, world.second_head
    asked.save()
    assert "decide_extension" in offered(world.supervisor, task)
    assert "ask_extension" not in offered(world.handler, task), "one at a time"


def test_a_third_extension_is_offered_to_the_leader_in_charge_and_not_to_a_supervisor(world):
    task = world.task()
    world.extension(task, Decision.SUPERVISOR, ordinal=3)
    assert "decide_extension" in offered(world.vice_mayor, task)
    assert "decide_extension" not in offered(world.other_vice_mayor, task)
    assert "decide_extension" not in offered(world.supervisor, task)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", ["handler", "head", "supervisor", "vice_mayor", "county_supervisor"])
def test_all_buttons_cost_at_most_three_statements(world, name, status):
    made = world.task(status)
    if status in (Status.UNIT_REVIEW, Status.VERIFYING):
        world.closing(made)
    world.extension(made)
    actor = world.people[name]
    assert actor.acting.grants, "read with the session"
    task = Task.objects.prefetch_related("parties").get(pk=made.pk)
    with CaptureQueriesContext(connection) as asked:
        rules.verbs(actor, task)
    assert len(asked) <= 3, [query["sql"] for query in asked]
