"""What a list shows is what the permission table lets one read: the condition and the verdict agree."""

from itertools import product

import pytest

from departments.permissions import TABLE, may
from tasks.choices import Status
from tasks.models import Task
from tests.tasks.world import World


def many(world: World) -> None:
    """Tasks that differ in everything a scope looks at."""
    city = world.city
    leads = [city.education, city.finance, city.county_education]
    others = [[], [city.housing], [city.education]]
    for number, (lead, support, co_lead) in enumerate(product(leads, others, others)):
        if lead in support or lead in co_lead or (support and support == co_lead):
            continue
        world.task(
            Status.ACTIVE,
            lead=lead,
            support=support,
            co_leads=co_lead,
            area=["livelihood", "reform"][number % 2],
            visibility=["internal", "sensitive"][number % 3 == 0],
            post=world.post if number % 4 == 0 else None,
        )


@pytest.mark.parametrize(
    "verb", ["read_task", "report_progress", "decide_extension", "terminate", "edit_task"]
)
def test_the_tasks_shown_are_those_the_table_reaches(world, verb):
    many(world)
    tasks = list(Task.objects.prefetch_related("parties"))
    assert verb in TABLE and len(tasks) > 10
    for name, person in world.people.items():
        shown = set(Task.objects.all().visible_to(person, verb).values_list("pk", flat=True))
        allowed = {task.pk for task in tasks if may(person, verb, task.reach())}
        assert shown == allowed, name
