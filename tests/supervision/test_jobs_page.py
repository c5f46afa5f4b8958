"""The page of the jobs: what ran, what it did, what failed, and a button by permission."""

from __future__ import annotations

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import translation
from kombu.exceptions import OperationalError

from audit.models import AuditEntry, JobRun
from audit.runs import run
from config.celery import app
from departments.choices import Role
from supervision.runs.results import result_words
from tests.factories import make_city, person


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def chief(city):
    return person(Role.CHIEF, city.supervision, name="唐主任")


def test_every_entry_of_the_beat_table_is_a_job_that_logs_its_run(db):
    app.loader.import_default_modules()
    app.autodiscover_tasks(related_name="jobs", force=True)
    for name, entry in app.conf.beat_schedule.items():
        app.tasks[entry["task"]].run(asked_by="测试")
        logged = JobRun.objects.filter(job=name).latest("pk")
        assert (logged.state, logged.asked_by) == (JobRun.State.DONE, "测试"), name


def test_the_page_shows_the_last_run_and_the_error_of_a_failed_one(client, chief):
    with run("open_week") as result:
        result["rounds"] = 3
    with pytest.raises(ZeroDivisionError), run("close_week"):
        _ = 1 / 0
    client.force_login(chief)
    page = client.get(reverse("supervision:jobs")).content.decode()
    assert "轮次 3 个" in page
    assert "轮次 3 个" in client.get(reverse("supervision:job", args=["open_week"])).content.decode()
    assert "ZeroDivisionError" in page
    assert "ZeroDivisionError" in client.get(reverse("supervision:job", args=["close_week"])).content.decode()


def test_a_count_without_words_of_its_own_is_still_told():
    with translation.override("en"):
        assert result_words({"sent": 2, "odd": 1}) == "sent: 2 · odd: 1"


def test_run_now_asks_the_worker_and_is_recorded(client, chief, monkeypatch):
    sent = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, **options: sent.append((name, options["kwargs"]))
    )
    client.force_login(chief)
    client.post(reverse("supervision:run_now", args=["open_week"]))
    assert sent == [("supervision.open_week", {"asked_by": "唐主任"})]
    assert AuditEntry.objects.get(action="supervision.job_asked").details == {"job": "open_week"}


def test_a_broker_that_is_down_is_said(client, chief, monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", refuse)
    client.force_login(chief)
    page = client.post(reverse("supervision:run_now", args=["open_week"]), follow=True).content.decode()
    assert 'class="note bad"' in page


def test_who_may_not_run_a_job_sees_no_button_and_is_refused(client, city):
    client.force_login(person(Role.SUPERVISOR, city.supervision))
    assert (
        reverse("supervision:run_now", args=["open_week"])
        not in client.get(reverse("supervision:jobs")).content.decode()
    )
    assert client.post(reverse("supervision:run_now", args=["open_week"])).status_code == 403
    client.force_login(person(Role.HANDLER, city.housing))
    assert client.get(reverse("supervision:jobs")).status_code == 403


def test_only_jobs_of_the_table_can_be_run(client, chief):
    client.force_login(chief)
    assert client.post(reverse("supervision:run_now", args=["rm"])).status_code == 404
