"""Errors help: four sentences, and a number that finds the line in the log; programs get the same as JSON."""

import io
import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client
from django.utils import translation

from audit.models import JobRun
from audit.numbering import Numbered, current, numbered
from audit.runs import run
from config.errors import CSRF, HEADER, WORDS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    city = factories.make_city()
    client = Client(raise_request_exception=False)
    client.force_login(factories.person("H", city.education))
    return client


@pytest.fixture
def log():
    """What the house writes to its log."""
    (handler,) = (h for h in logging.getLogger().handlers if any(isinstance(f, Numbered) for f in h.filters))
    kept, written = handler.stream, io.StringIO()
    handler.setStream(written)
    yield written
    handler.setStream(kept)


def break_the_inbox(monkeypatch, error: Exception) -> None:
    def raise_it(*args, **kwargs):
        raise error

    monkeypatch.setattr("notifications.models.Notice.objects.of", raise_it)
    monkeypatch.setattr("notifications.models.Notice.objects.filter", raise_it)


def test_the_number_on_a_broken_page_is_in_the_log(seat, monkeypatch, log):
    break_the_inbox(monkeypatch, RuntimeError("the tube is blocked"))
    answer = seat.get("/inbox/")
    assert answer.status_code == 500
    number = answer[HEADER]
    assert number in answer.content.decode()
    (line,) = [line for line in log.getvalue().splitlines() if number in line]
    assert "/inbox/" in line and "ERROR" in line
    assert "the tube is blocked" in log.getvalue() and "the tube" not in answer.content.decode()


def test_a_broken_call_of_the_api_is_json_with_the_number(seat, monkeypatch):
    break_the_inbox(monkeypatch, RuntimeError())
    answer = seat.get("/api/notices/")
    assert answer.status_code == 500
    assert answer.json().keys() == {"code", "detail", "number"}
    assert answer.json()["number"] == answer[HEADER]


def test_a_database_that_is_down_is_said_with_the_time_to_come_back(seat, monkeypatch):
    break_the_inbox(monkeypatch, OperationalError("could not connect"))
    answer = seat.get("/inbox/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    with translation.override("zh-hans"):
        assert str(WORDS[503].title) in answer.content.decode()


def test_a_rule_that_refuses_where_there_is_no_form_is_explained(seat, monkeypatch):
    break_the_inbox(monkeypatch, ValidationError("已经办完了", code="too_late"))
    answer = seat.get("/inbox/")
    assert answer.status_code == 409 and "已经办完了" in answer.content.decode()
    break_the_inbox(monkeypatch, ValidationError("不能这样写"))
    assert seat.get("/inbox/").status_code == 400


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_error_says_what_happened_what_is_kept_what_to_do_and_whom_to_ask(language):
    said = [*WORDS.values(), CSRF]
    with translation.override(language):
        for words in said:
            for sentence in (words.title, words.happened, words.kept, words.todo, words.ask):
                assert str(sentence).strip()
                assert (language == "en") == str(sentence).isascii(), sentence


def test_what_one_may_not_know_or_send_is_explained_on_the_page(seat):
    seat.cookies["django_language"] = "en"
    missing = seat.get("/tasks/99999999/")
    assert (missing.status_code, missing[HEADER] in missing.content.decode()) == (404, True)
    refused = seat.get("/audit/")
    assert refused.status_code == 403 and "Your posts do not include this" in refused.content.decode()
    large = seat.post("/inbox/done/", {}, headers={"content-length": str(30 * 1024 * 1024)})
    assert large.status_code == 413 and str(WORDS[413].todo) in large.content.decode()
    assert seat.get("/inbox/?x=%00").status_code == 400
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["django_language"] = "en"
    assert str(CSRF.todo) in strict.post("/account/login/", {}).content.decode()


def test_every_refusal_of_the_api_carries_the_number(seat):
    for path in ("/api/tasks/99999999/", "/api/audit/", "/api/nothing/"):
        answer = seat.get(path)
        assert answer.json()["number"] == answer[HEADER], path


def test_each_request_has_a_number_of_its_own(seat):
    assert seat.get("/inbox/")[HEADER] != seat.get("/inbox/")[HEADER]
    assert current() == "-"
    with numbered() as outer:
        with numbered("inner"):
            assert current() == "inner"
        assert current() == outer


def test_a_job_that_fails_is_found_in_the_log_by_its_run(log):
    with pytest.raises(RuntimeError), run("seal_audit"):
        raise RuntimeError("no ink")
    (line,) = [line for line in log.getvalue().splitlines() if f"job-{JobRun.objects.get().pk}" in line]
    assert "no ink" in line
