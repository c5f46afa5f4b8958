"""The story of a task: everything in one line, filtered by kind and person, with what was changed in words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from supervision.models import Urging, WeeklyCheck, WeeklyRound
from supervision.urging.services import reply_to_urging, urge
from tasks.decisions.services import ask_extension, review_extension
from tasks.discussion.services import comment
from tasks.progress.services import add_evidence, report_progress
from tasks.register.acts import ACTS, Happening
from tasks.register.services import edit_task, rate_task
from tasks.register.timeline import Wanted, timeline
from tests import factories
from tests.tasks.world import MONDAY, nine, pdf


def moments(task, **wanted):
    return timeline(task, Wanted(50, **wanted)).moments


def whats(task, **wanted) -> list[str]:
    return [moment.what for moment in moments(task, **wanted)]


def change(world, task, **changes):
    task.refresh_from_db()
    edit_task(
        actor=world.supervisor, task_id=task.pk, version=task.version, changes=changes, reason="会议决定"
    )
    return {one.field: (one.before, one.after) for one in moments(task, kind="edit")[0].changes}


@pytest.fixture
def lived(world, settings, tmp_path):
    """A task to which one thing of each kind has happened, an hour apart."""
    settings.MEDIA_ROOT = tmp_path
    task, hour = world.task(due_on=date(2026, 12, 31)), iter(range(1, 20))

    def later():
        return clock.at(nine(MONDAY) + timedelta(hours=next(hour)))

    with later():
        report_progress(actor=world.handler, task_id=task.pk, percent=10, self_light="green", done="桩基完成")
    with later():
        comment(actor=world.supervisor, task_id=task.pk, text="何时封顶？")
    with later():
        asked = ask_extension(
            actor=world.handler,
            task_id=task.pk,
            new_due_on=date(2027, 2, 26),
            reason="land",
            explanation="用地",
        )
    with later():
        review_extension(actor=world.head, request_id=asked.pk, agree=False, note="可以按期")
    with later():
        urged = urge(actor=world.supervisor, task_id=task.pk, text="请加快")
    with later():
        reply_to_urging(actor=world.handler, urging_id=urged.pk, reply="本周进场")
    with later():
        add_evidence(actor=world.handler, task_id=task.pk, upload=pdf())
    with later():
        rate_task(actor=world.supervisor, task_id=task.pk, rating="feasible", reason="进度偏慢")
    with later():
        change(world, task, weight=3)
    at = nine(MONDAY) + timedelta(hours=next(hour))
    Urging.objects.create(task=task, level="t-5", due_on=task.due_on, sent_at=at, sent_on=MONDAY)
    week = WeeklyRound.objects.create(
        jurisdiction=task.jurisdiction, year=2026, week=9, opened_on=MONDAY, due_on=MONDAY, closes_on=MONDAY,
        closed_at=at + timedelta(hours=1),
    )  # fmt: skip
    WeeklyCheck.objects.create(round=week, task=task, state="missed")
    return task


def test_everything_stands_in_one_line_newest_first(lived):
    assert whats(lived) == [
        "Weekly check not answered",
        "Reminder, 5 working days before",
        "Edited",
        "Rated",
        "Evidence added",
        "Replied to an urging",
        "Urged",
        "Extension reviewed in the unit: not agreed",
        "Extension asked",
        "Comment",
        "Progress reported: 10%",
    ]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("report", ["Progress reported: 10%"]),
        ("discussion", ["Comment"]),
        ("request", ["Extension reviewed in the unit: not agreed", "Extension asked"]),
        ("urging", ["Reminder, 5 working days before", "Replied to an urging", "Urged"]),
        ("edit", ["Edited"]),
        ("evidence", ["Evidence added"]),
        ("rating", ["Rated"]),
        ("state", []),
        ("check", ["Weekly check not answered"]),
    ],
)
def test_a_kind_shows_its_own_and_nothing_else(lived, kind, found):
    assert whats(lived, kind=kind) == found


def test_a_person_shows_what_they_did_and_zero_what_the_machine_did(world, lived):
    assert whats(lived, who=world.head.pk) == ["Extension reviewed in the unit: not agreed"]
    assert whats(lived, who=world.supervisor.pk, kind="discussion") == ["Comment"]
    assert whats(lived, who=0) == ["Weekly check not answered", "Reminder, 5 working days before"]


def test_codes_are_said_in_words(lived):
    asked = moments(lived, kind="request")[1].text
    assert asked == "New due date: 2027-02-26\nLand"
    assert [tuple(one) for one in moments(lived, kind="rating")[0].changes] == [
        ("rating", "—", "Feasible, needs attention")
    ]


@pytest.mark.usefixtures("fresh_cache")
def test_every_field_of_an_edit_is_shown_before_and_after_in_words(world):
    city, other = world.city, factories.post("H", world.city.education, "项目科经办")
    task = world.task()
    assert change(world, task, priority=True) == {"priority": ("No", "Yes")}
    assert change(world, task, area="reform") == {"area": ("Livelihood services", "Reform and innovation")}
    assert change(world, task, support=[city.finance.pk, city.reform.pk]) == {
        "supporting departments": ("市住建局", "市财政局, 市发改委")
    }
    found = change(world, task, post=other)
    assert found["post"][1].endswith("项目科经办")
    assert change(world, task, visibility="sensitive")["visibility"] == ("Internal", "Sensitive")


def test_every_act_of_the_services_has_words():
    assert all(str(act.words) and act.kind in Happening for act in ACTS.values())


def test_the_story_costs_the_same_however_long_it_is(world, lived):
    counts = []
    for part in range(2):
        with CaptureQueriesContext(connection) as asked:
            timeline(lived, Wanted(20))
        counts.append(len(asked))
        for number in range(12 * part, 12 * part + 12):
            comment(actor=world.handler, task_id=lived.pk, text=f"第{number}次")
            change(world, lived, title=f"新题{number}")
    assert counts[0] == counts[1] <= 5


def test_only_so_many_are_shown_and_older_ones_are_said_to_exist(world, lived):
    told = timeline(lived, Wanted(5))
    assert len(told.moments) == 5 and told.more
    assert not timeline(lived, Wanted(50)).more


# --- on the page ---


@pytest.fixture
def page(world, lived, client):
    client.cookies["django_language"] = "en"
    client.force_login(world.handler, backend="departments.authentication.PersonBackend")
    return lambda query="": client.get(f"/tasks/{lived.pk}/{query}").content.decode()


def test_the_filter_is_in_the_address_and_keeps_the_person(world, page):
    html = page(f"?kind=urging&who={world.handler.pk}")
    assert "Replied to an urging" in html and "Progress reported" not in html and "请加快" not in html
    assert f'href="?kind=edit&amp;who={world.handler.pk}#timeline"' in html
    assert 'href="?kind=urging#timeline"' in html, "the person can be taken away"


def test_nonsense_in_the_address_shows_everything(page):
    assert "Progress reported: 10%" in page("?kind=x&who=abc")


def test_a_kind_that_never_happened_says_so(page):
    assert "Nothing of this kind has happened." in page("?kind=state")
