"""提请: what one may not do oneself is asked of those who may; they do it, or say why not."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks import rules
from tasks.choices import Status
from tasks.decisions.models import Proposal
from tasks.decisions.services import decline_proposal, propose, reopen_task, withdraw_proposal
from tasks.register.services import issue_list, suspend_task, terminate_task
from tests.tasks.world import entries, told

State = Proposal.State


def refused(code, call, **given):
    with pytest.raises(ValidationError) as found:
        call(**given)
    assert found.value.code == code


@pytest.fixture
def asked(world):
    """The unit head proposes to suspend a task."""
    return propose(actor=world.head, task_id=world.task().pk, verb="suspend", reason="征地未完成")


def test_every_verb_that_names_whom_may_ask_can_be_proposed():
    assert {verb for verb, rule in rules.RULES.items() if rule.ask} == set(Proposal.Verb.values)


def test_whoever_may_do_it_is_told_and_nobody_else(world, asked):
    assert asked.state == State.WAITING
    for person in (world.chief, world.vice_mayor):
        assert "征地未完成" in str(person.notices.get().text)
    assert not told(world.supervisor) and not told(world.head) and not told(world.other_vice_mayor)
    assert entries(asked.task, "tasks.proposed") == [{"verb": "suspend", "reason": "征地未完成"}]


def test_doing_it_answers_the_proposal(world, asked):
    suspend_task(actor=world.chief, task_id=asked.task_id, reason="同意", until=date(2026, 6, 1))
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.DONE, world.chief)
    assert told(world.head, "Done as you proposed")


def test_another_verb_leaves_it_waiting(world, asked):
    terminate_task(actor=world.chief, task_id=asked.task_id, reason="取消")
    asked.refresh_from_db()
    assert asked.state == State.WAITING


def test_each_of_the_verbs_answers_its_own(world):
    closed, draft = world.task(Status.CLOSED), world.task(Status.DRAFT)
    to_reopen = propose(actor=world.supervisor, task_id=closed.pk, verb="reopen", reason="回头看未过")
    to_issue = propose(actor=world.supervisor, task_id=draft.pk, verb="issue", reason="已成熟")
    reopen_task(actor=world.chief, task_id=closed.pk, reason="同意")
    issue_list(actor=world.chief, jurisdiction_id=draft.jurisdiction_id, year=2026, task_ids=[draft.pk])
    for made in (to_reopen, to_issue):
        made.refresh_from_db()
        assert made.state == State.DONE


def test_declining_needs_a_reason_and_the_right_to_do_it(world, asked):
    with pytest.raises(PermissionDenied):
        decline_proposal(actor=world.supervisor, proposal_id=asked.pk, reason="不")
    refused("required", decline_proposal, actor=world.chief, proposal_id=asked.pk, reason=" ")
    decline_proposal(actor=world.chief, proposal_id=asked.pk, reason="先协调征地")
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (State.DECLINED, "先协调征地")
    assert told(world.head, "Declined")
    refused("already_decided", decline_proposal, actor=world.chief, proposal_id=asked.pk, reason="再")


def test_only_who_proposed_it_takes_it_back(world, asked):
    with pytest.raises(PermissionDenied):
        withdraw_proposal(actor=world.chief, proposal_id=asked.pk)
    withdraw_proposal(actor=world.head, proposal_id=asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.WITHDRAWN
    propose(actor=world.head, task_id=asked.task_id, verb="suspend", reason="再次提请")


def test_one_at_a_time_with_a_reason_in_the_right_state(world, asked):
    given = {"actor": world.head, "task_id": asked.task_id}
    refused("already_pending", propose, **given, verb="suspend", reason="又一次")
    refused("required", propose, **given, verb="terminate", reason="")
    refused("wrong_state", propose, **given, verb="resume", reason="恢复")


@pytest.mark.parametrize(("who", "verb"), [("chief", "suspend"), ("handler", "suspend"), ("head", "reopen")])
def test_who_may_do_it_or_may_not_ask_is_refused(world, who, verb):
    task = world.task(Status.CLOSED if verb == "reopen" else Status.ACTIVE)
    with pytest.raises(PermissionDenied):
        propose(actor=world.people[who], task_id=task.pk, verb=verb, reason="理由")


# --- on the page ---


@pytest.fixture
def browse(client):
    client.cookies["django_language"] = "en"

    def as_person(person):
        client.force_login(person, backend="departments.authentication.PersonBackend")
        return client

    return as_person


def test_the_page_offers_to_propose_and_then_says_it_waits(world, browse):
    task = world.task()
    client, path = browse(world.head), f"/tasks/{task.pk}/propose/suspend/"
    assert path in client.get(f"/tasks/{task.pk}/").content.decode()
    assert client.post(path, {"reason": " "}).status_code == 422
    html = client.post(path, {"reason": "征地未完成"}, follow=True).content.decode()
    assert "征地未完成" in html and "Take the proposal back" in html
    assert path not in html, "one at a time"


def test_whoever_decides_sees_it_above_the_form_and_may_decline(world, asked, browse):
    task, client = asked.task_id, browse(world.chief)
    html = client.get(f"/tasks/{task}/").content.decode()
    decline = f"/tasks/{task}/proposals/{asked.pk}/decline/"
    assert "征地未完成" in html and decline in html and f"/tasks/{task}/do/suspend/" in html
    assert "征地未完成" in client.get(f"/tasks/{task}/do/suspend/").content.decode()
    assert client.post(decline, {"reason": "先协调"}).status_code == 302
    assert client.get(decline).status_code == 409
    assert "Proposal declined" in client.get(f"/tasks/{task}/").content.decode()


def test_who_may_only_read_is_told_that_it_waits(world, asked, browse):
    html = browse(world.handler).get(f"/tasks/{asked.task_id}/").content.decode()
    assert "征地未完成" in html and "/decline/" not in html and "Whoever may do it has been told" in html


def test_the_api_proposes_declines_and_withdraws(world, browse):
    task = world.task()
    client, base = browse(world.head), f"/api/tasks/{task.pk}/"
    made = client.post(f"{base}propose/", {"verb": "suspend", "reason": "征地"}).json()
    assert client.post(f"{base}propose/", {"verb": "suspend", "reason": "征地"}).status_code == 409
    assert client.post(f"{base}proposals/{made['id']}/withdraw/").json()["state"] == "withdrawn"
    made = client.post(f"{base}propose/", {"verb": "suspend", "reason": "征地"}).json()
    assert client.get(base).json()["proposals"][0]["state"] == "waiting"
    declined = browse(world.chief).post(f"{base}proposals/{made['id']}/decline/", {"reason": "先协调"})
    assert declined.json()["answer"] == "先协调"
