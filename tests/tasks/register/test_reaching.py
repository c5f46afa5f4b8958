"""Who may do something to a task, asked from the task's side, is who the table says, one by one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.delegation.services import delegate
from departments.models import Person
from departments.permissions import may
from departments.reaching import holders_who_may
from tasks.models import Task
from tests import factories
from tests.tasks.register.test_visibility import many
from tests.tasks.world import MONDAY


@pytest.mark.parametrize("verb", ["read_task", "report_progress", "suspend", "reopen", "terminate", "issue"])
def test_the_people_found_are_those_whom_the_table_lets(world, verb):
    many(world)
    delegate(
        actor=world.head, post_id=factories.post_of(world.head).pk, deputy_id=world.handler.pk,
        starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4), reason="出差",
    )  # fmt: skip
    people = list(Person.objects.all())
    for task in Task.objects.prefetch_related("parties"):
        reach = task.reach()
        found = {holder.person for holder in holders_who_may(verb, reach)}
        assert found == {person.pk for person in people if may(person, verb, reach)}


def test_finding_them_takes_three_statements_and_can_be_narrowed_to_names(world):
    reach = world.task().reach()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        named = holders_who_may("read_task", reach, [world.handler.name, world.other_handler.name])
    assert len(asked) == 3
    assert [(one.person, one.unit) for one in named] == [(world.handler.pk, "市教育局")]
