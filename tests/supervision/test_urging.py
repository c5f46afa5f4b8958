"""The ladder: which step for which date, each once, to the right people; urging by hand; the reply."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.choices import Role
from departments.models import Tenure
from departments.parameters import Parameters
from departments.verdicts import Forbidden
from departments.workdays import WorkCalendar
from notifications.models import Notice
from supervision.models import Urging
from supervision.urging.ladder import current_step
from supervision.urging.services import reply_to_urging, send_reminders, urge
from tasks.choices import Status
from tasks.models import Task
from tests import factories

MONDAY = date(2026, 11, 23)
PLAIN = WorkCalendar()


@pytest.mark.parametrize(
    ("due", "step"),
    [
        ("2026-12-01", None),  # six working days away
        ("2026-11-30", "t-5"),
        ("2026-11-28", "t-5"),  # a Saturday
        ("2026-11-25", "t-5"),
        ("2026-11-24", "t-1"),
        ("2026-11-23", "t-1"),
        ("2026-11-20", "t+1"),
        ("2026-11-19", "t+1"),
        ("2026-11-18", "t+3"),
        ("2026-11-12", "t+7"),
        ("2026-11-02", "t+15"),
        ("2025-01-02", "t+15"),
    ],
)
def test_the_step_of_a_date_is_counted_in_working_days(due, step):
    assert current_step(date.fromisoformat(due), MONDAY, PLAIN, Parameters()) == step


def test_a_make_up_day_and_a_holiday_move_the_steps():
    holiday = WorkCalendar(special={date(2026, 11, 20): False})
    assert current_step(date(2026, 11, 19), MONDAY, holiday, Parameters()) == "t+1"
    assert current_step(date(2026, 11, 18), MONDAY, holiday, Parameters()) == "t+1"
    working_saturday = WorkCalendar(special={date(2026, 11, 21): True})
    assert current_step(date(2026, 11, 19), MONDAY, working_saturday, Parameters()) == "t+3"


def test_every_date_stands_at_one_step_and_steps_only_rise():
    order = [None, "t-5", "t-1", "t+1", "t+3", "t+7", "t+15"]
    calendar = WorkCalendar(special={date(2026, 11, 20): False, date(2026, 11, 21): True})
    for offset in range(-20, 40):
        due = MONDAY + timedelta(days=offset)
        seen = [
            order.index(current_step(due, MONDAY + timedelta(days=day), calendar, Parameters()))
            for day in range(60)
        ]
        assert seen == sorted(seen)


@pytest.fixture
def city(db):
    return factories.make_city()


@pytest.fixture
def people(city):
    """The handler, the unit head and the vice mayor of one task, and a supervisor."""
    found = {
        role: factories.person(role, unit)
        for role, unit in [
            (Role.HANDLER, city.education),
            (Role.UNIT_HEAD, city.education),
            (Role.VICE_MAYOR, city.government),
            (Role.SUPERVISOR, city.supervision),
        ]
    }
    factories.person(Role.UNIT_HEAD, city.housing)
    return found


def due(city, people, day: str, **fields):
    fields.setdefault("post", factories.post_of(people[Role.HANDLER]))
    fields.setdefault("leader", factories.post_of(people[Role.VICE_MAYOR]))
    return factories.task(lead=city.education, next_due_on=date.fromisoformat(day), **fields)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("day", "level", "roles"),
    [
        ("2026-11-30", "t-5", "H"),
        ("2026-11-24", "t-1", "H"),
        ("2026-11-20", "t+1", "H"),
        ("2026-11-18", "t+3", "HU"),
        ("2026-11-12", "t+7", "HUV"),
        ("2026-11-02", "t+15", "S"),
    ],
)
def test_each_step_reaches_its_people_once_however_often_the_job_runs(city, people, day, level, roles):
    task = due(city, people, day)
    assert send_reminders(MONDAY)["total"] == 1
    assert send_reminders(MONDAY)["total"] == 0
    found = Urging.objects.get()
    assert (found.task, found.level, found.due_on) == (task, level, date.fromisoformat(day))
    told = {notice.person_id for notice in Notice.objects.all()}
    assert told == {people[role].pk for role in roles}
    assert Notice.objects.count() == len(roles)


def test_only_the_highest_step_is_sent_after_a_standstill(city, people):
    due(city, people, "2026-11-12")
    send_reminders(MONDAY)
    assert [found.level for found in Urging.objects.all()] == ["t+7"]


def test_the_ladder_climbs_day_by_day_and_a_new_date_begins_a_new_one(city, people):
    task = due(city, people, "2026-11-20")
    for day in range(60):
        send_reminders(date(2026, 11, 9) + timedelta(days=day))
    assert list(Urging.objects.order_by("id").values_list("level", flat=True)) == [
        "t-5",
        "t-1",
        "t+1",
        "t+3",
        "t+7",
        "t+15",
    ]
    task.next_due_on = date(2027, 3, 1)
    task.save()
    send_reminders(date(2027, 2, 22))
    assert Urging.objects.first().due_on == date(2027, 3, 1)


def test_a_reply_stops_the_ladder_for_that_date_only(city, people):
    task = due(city, people, "2026-11-20")
    send_reminders(MONDAY)
    reply_to_urging(actor=people[Role.HANDLER], urging_id=Urging.objects.get().pk, reply="周三前提交竣工材料")
    assert send_reminders(MONDAY + timedelta(days=7))["total"] == 0
    task.next_due_on = MONDAY
    task.save()
    assert send_reminders(MONDAY + timedelta(days=7))["total"] == 1


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.SUSPENDED, Status.CLOSED, Status.TERMINATED, Status.VERIFYING]
)
def test_nobody_is_urged_about_a_task_that_is_not_the_units_turn(city, people, status):
    due(city, people, "2026-11-20", status=status)
    assert send_reminders(MONDAY)["total"] == 0


def test_the_holder_of_the_post_that_day_is_told_and_not_the_predecessor(city, people):
    task = due(city, people, "2026-11-20")
    task.post.tenures.update(ends_on=MONDAY - timedelta(days=1))
    successor = factories.account("新任")
    Tenure.objects.create(post=task.post, person=successor, starts_on=MONDAY)
    send_reminders(MONDAY)
    assert [notice.person for notice in Notice.objects.all()] == [successor]


def test_one_message_names_all_tasks_of_a_person_at_that_step(city, people):
    tasks = [due(city, people, "2026-11-20") for _ in range(3)]
    send_reminders(MONDAY)
    message = Notice.objects.get()
    assert all(task.number in message.text for task in tasks)


@pytest.mark.both_databases
def test_statements_do_not_grow_with_tasks(city, people):
    def statements(number: int, day: date) -> int:
        Task.objects.update(status=Status.CLOSED)
        for _ in range(number):
            due(city, people, str(day))
        with CaptureQueriesContext(connection) as captured:
            send_reminders(day + timedelta(days=3))
        return len(captured)

    assert statements(2, date(2026, 11, 20)) == statements(30, date(2026, 12, 4))


def test_a_supervisor_urges_by_hand_as_often_as_needed(city, people):
    task = due(city, people, "2026-12-31")
    first, second = (
        urge(actor=people[Role.SUPERVISOR], task_id=task.pk, text=text)
        for text in ("请报开工时间", "请今天报开工时间")
    )
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert {notice.person_id for notice in Notice.objects.all()} == {
        people[Role.HANDLER].pk,
        people[Role.UNIT_HEAD].pk,
    }


def test_a_handler_may_not_urge_and_a_stranger_may_not_reply(city, people):
    task = due(city, people, "2026-11-20")
    with pytest.raises(Forbidden):
        urge(actor=people[Role.HANDLER], task_id=task.pk, text="请快办")
    send_reminders(MONDAY)
    with pytest.raises(Forbidden):
        reply_to_urging(
            actor=factories.person("H", city.housing), urging_id=Urging.objects.get().pk, reply="与我无关"
        )
    assert Urging.objects.get().replied_at is None


def test_a_reply_is_given_once_and_never_empty(city, people):
    due(city, people, "2026-11-20")
    send_reminders(MONDAY)
    found = Urging.objects.get()
    with pytest.raises(ValidationError):
        reply_to_urging(actor=people[Role.HANDLER], urging_id=found.pk, reply="  ")
    reply_to_urging(actor=people[Role.HANDLER], urging_id=found.pk, reply="本周完成")
    with pytest.raises(ValidationError) as error:
        reply_to_urging(actor=people[Role.HANDLER], urging_id=found.pk, reply="再说一次")
    assert error.value.code == "already_decided"
