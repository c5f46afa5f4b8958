"""Two reviewers at once: each sees where the other is and what changed, and nothing is overwritten silently."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import clock
from departments.choices import Role
from tasks.models import Report, Task
from tasks.reports import services
from tests.factories import make_city, person
from tests.tasks.reports.test_import import TEXT, imported

HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision, name="周敏")


@pytest.fixture
def other(city):
    return person(Role.SUPERVISOR, city.supervision, name="李岩")


@pytest.fixture
def report(city, supervisor):
    return imported(supervisor, city)


def sitting(who) -> Client:
    client = Client()
    client.force_login(who, backend="departments.authentication.PersonBackend")
    return client


def draft(report) -> Task:
    return Task.objects.drafts().filter(report=report).order_by("pk").first()


def look(client, report, **sent):
    return client.post(
        reverse("reports:look", args=[report.pk]), {"since": report.version, "mark": "", **sent}
    )


def act(client, report, **sent):
    return client.post(
        reverse("reports:bulk", args=[report.pk]), {"since": report.version, **sent}, **HX
    ).content.decode()


def edited(client, report, task, **sent):
    address = reverse("reports:edit", args=[report.pk, task.pk]) + "?part=date"
    usual = {
        "due_on": str(task.due_on),
        "starts_on": str(task.starts_on),
        "milestones": "",
        "version": task.version,
    }
    return client.post(address, {**usual, **sent}, **HX)


def test_looking_when_nothing_has_changed_costs_one_statement_and_answers_nothing(supervisor, report):
    client = sitting(supervisor)
    look(client, report)
    with CaptureQueriesContext(connection) as entrance:
        client.get(reverse("reports:date", args=[10_000]))
    with CaptureQueriesContext(connection) as asked:
        assert look(client, report).status_code == 204
    assert len(asked) <= len(entrance)


def test_one_sees_who_else_is_there_and_at_which_draft(supervisor, other, report):
    task = draft(report)
    look(sitting(other), report, draft=task.pk, editing="1")
    seen = look(sitting(supervisor), report).content.decode()
    assert "李岩" in seen
    assert f'data-draft="{task.pk}"' in seen
    assert "data-editing" in seen


def test_who_has_left_is_not_there_any_more(supervisor, other, report):
    look(sitting(other), report)
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert look(sitting(supervisor), report).status_code == 204


def test_looking_brings_what_the_other_has_changed_since(supervisor, other, report):
    task = draft(report)
    services.accept_drafts(actor=other, report_id=report.pk, task_ids=[task.pk])
    seen = look(sitting(supervisor), report).content.decode()
    assert f'id="draft-{task.pk}"' in seen
    assert "李岩" in seen
    others = Task.objects.drafts().filter(report=report).exclude(pk=task.pk)
    assert not any(f'id="draft-{one.pk}"' in seen for one in others)


def test_a_step_that_was_taken_back_is_brought_too(supervisor, other, report):
    task = draft(report)
    services.set_aside(actor=other, report_id=report.pk, task_ids=[task.pk], reason="slogan")
    report.refresh_from_db()
    services.undo_step(actor=other, report_id=report.pk)
    assert f'id="draft-{task.pk}"' in look(sitting(supervisor), report).content.decode()


def test_a_draft_that_changed_since_it_was_seen_is_not_accepted(supervisor, other, report):
    task = draft(report)
    services.change_drafts(
        actor=other, report_id=report.pk, task_ids=[task.pk], changes={"title": "改过的题目"}
    )
    seen = act(sitting(supervisor), report, verb="accept", tasks=[task.pk], seen=f"{task.pk}:{task.version}")
    assert "data-bad" in seen
    assert "改过的题目" in seen
    task.refresh_from_db()
    assert not task.accepted


def test_of_two_who_change_the_same_field_the_later_sees_both_versions(supervisor, other, report):
    task = draft(report)
    client = sitting(supervisor)
    edited(sitting(other), report, task, due_on="三季度")
    answer = edited(client, report, task, due_on="10月底前")
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#panel"
    for words in ("2026-09-30", "10月底前", "李岩"):
        assert words in shown
    task.refresh_from_db()
    assert str(task.due_on) == "2026-09-30"
    # Saving again is a decision.
    assert edited(client, report, task, due_on="10月底前").status_code == 200
    task.refresh_from_db()
    assert str(task.due_on) == "2026-10-31"


def test_what_the_later_did_not_touch_follows_the_other_s_change(supervisor, other, report):
    task = draft(report)
    edited(sitting(other), report, task, starts_on="2026-03-01")
    answer = edited(sitting(supervisor), report, task, due_on="10月底前")
    assert 'value="2026-03-01"' in answer.content.decode()


def test_a_step_answers_with_its_draft_and_the_progress_only(city, supervisor, django_assert_max_num_queries):
    lines = "".join(f"新建第{n}处社区食堂{n + 2}家。\n" for n in range(60))
    report = imported(supervisor, city, TEXT + lines.encode())
    client, task = sitting(supervisor), draft(report)
    with django_assert_max_num_queries(48):
        shown = act(client, report, verb="accept", tasks=[task.pk], seen=f"{task.pk}:{task.version}")
    assert shown.count('class="card draft') == 1
    assert 'id="progress"' in shown
    assert len(shown) < 8_000


def test_others_than_reviewers_do_not_look(city, report):
    assert look(sitting(person(Role.HANDLER, city.housing)), report).status_code == 403
    assert Report.objects.get().presences.count() == 0
