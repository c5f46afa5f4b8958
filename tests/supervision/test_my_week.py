"""My week asks loosely what may wait before it reads anything: it must never overlook a kind."""

from datetime import timedelta

from audit import clock
from supervision.urging.services import urge
from supervision.weekly.page import my_week
from tasks.choices import Status
from tasks.decisions.models import Decision
from tests.tasks.conftest import monday, world  # noqa: F401 - the same people on the same Monday


def kinds(person) -> dict[str, int]:
    week = my_week(person, clock.today())
    names = ("unsigned", "extensions", "closings", "returned", "urgings", "due_soon", "lagging")
    return {name: len(getattr(week, name)) for name in names if getattr(week, name)}


def test_every_kind_that_waits_is_on_the_page_of_whom_it_waits_for(world):  # noqa: F811
    assert kinds(world.handler) == kinds(world.head) == {}
    today = clock.today()
    far = {"due_on": today + timedelta(days=200), "next_due_on": today + timedelta(days=200)}
    world.task(Status.ISSUED, **far)
    world.extension(world.task(**far))
    world.closing(world.task(Status.UNIT_REVIEW, **far))
    world.closing(world.task(**far), Decision.REFUSED)
    urge(actor=world.supervisor, task_id=world.task(**far).pk, text="请本周内完成招标")
    world.task(due_on=today + timedelta(days=2), next_due_on=today + timedelta(days=2))
    world.task(light="red", **far)
    assert kinds(world.handler) == {"returned": 1, "urgings": 1, "due_soon": 1}
    assert kinds(world.head) == {"unsigned": 1, "extensions": 1, "closings": 1, "urgings": 1, "lagging": 1}
    assert kinds(world.liaison) == {"unsigned": 1, "returned": 1, "urgings": 1, "due_soon": 1}


def test_nobody_elses_work_is_on_the_page(world):  # noqa: F811
    urge(actor=world.supervisor, task_id=world.task().pk, text="请本周内完成招标")
    assert kinds(world.supervisor) == {}
