"""Two people at the same moment: one wins, the other is told; nothing happens twice. Needs row locks."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tasks.choices import Status
from tasks.decisions import services
from tasks.decisions.models import Decision
from tasks.models import Movement, ResponsibilityList, Task
from tasks.register.services import issue_list, sign_task
from tests.tasks.world import World, entries

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def at_once(*acts) -> list[str]:
    """Run the acts in threads that start together; gives "done" or the code of the refusal for each."""
    barrier, outcomes = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act) -> None:
        barrier.wait()
        try:
            act()
            outcomes[place] = "done"
        except ValidationError as refusal:
            outcomes[place] = refusal.error_list[0].code
        finally:
            connection.close()

    threads = [Thread(target=run, args=given) for given in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return sorted(outcomes)


def test_of_two_who_decide_one_wins_and_the_other_is_told():
    world = World()
    task = world.task()
    asked = world.extension(task, Decision.SUPERVISOR)

    def decide(actor, grant):
        return lambda: services.decide_extension(actor=actor, request_id=asked.pk, grant=grant, note="按规定")

    assert at_once(decide(world.supervisor, True), decide(world.chief, False)) == ["already_decided", "done"]
    asked.refresh_from_db(), task.refresh_from_db()
    assert len(entries(task, "tasks.extension_decided")) == 1
    assert (task.due_on == asked.new_due_on) == (asked.state == Decision.GRANTED)


def test_of_two_who_verify_one_strikes_off_and_the_account_is_left_once():
    world = World()
    task = world.task(Status.VERIFYING)
    asked = world.closing(task, Decision.SUPERVISOR)

    def verify(actor):
        return lambda: services.verify_closing(
            actor=actor, request_id=asked.pk, strike_off=True, method="on_site", finding="已建成"
        )

    outcomes = at_once(verify(world.supervisor), verify(world.second_supervisor))
    assert outcomes == ["already_decided", "done"]
    assert Movement.objects.filter(task=task).count() == 1


def test_two_issues_at_once_give_every_task_its_own_number():
    world = World()
    drafts = [world.task(Status.DRAFT) for _ in range(6)]

    def issue(part):
        ids = [task.pk for task in part]
        return lambda: issue_list(
            actor=world.chief, jurisdiction_id=drafts[0].jurisdiction_id, year=2026, task_ids=ids
        )

    assert at_once(issue(drafts[:3]), issue(drafts[3:])) == ["done", "done"]
    numbers = set(Task.objects.values_list("number", flat=True))
    assert numbers == {f"2026-{n:03d}" for n in range(1, 7)}
    assert sorted(ResponsibilityList.objects.values_list("version", flat=True)) == [1, 2]


def test_a_task_is_signed_for_once():
    world = World()
    task = world.task(Status.ISSUED)

    def sign(actor):
        return lambda: sign_task(actor=actor, task_id=task.pk)

    assert at_once(sign(world.liaison), sign(world.head)) == ["done", "wrong_state"]
