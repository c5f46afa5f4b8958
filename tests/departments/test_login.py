"""Logging in and out, the forced change of a temporary password, language and type size, and helpful errors."""

import pytest
from django.core.cache import cache

from departments.models import Person
from tests import factories

PASSWORD = factories.PASSWORD
FRESH = "Kranich-ueber-der-Stadt-7"


@pytest.fixture
def city(db):
    cache.clear()
    return factories.make_city()


@pytest.fixture
def handler(city):
    return factories.person("H", city.education)


@pytest.fixture
def browser(client):
    client.cookies["django_language"] = "en"
    return client


def log_in(browser, person, password=PASSWORD, **more):
    return browser.post("/account/login/", {"username": person.username, "password": password, **more})


def test_the_right_password_leads_to_the_page_that_was_asked_for(browser, handler):
    sent_away = browser.get("/tasks/")
    assert sent_away["Location"] == "/account/login/?next=/tasks/"
    assert log_in(browser, handler, next="/tasks/")["Location"] == "/tasks/"
    assert browser.get("/tasks/").status_code == 200


def test_the_rules_of_a_password_are_said_as_politely_as_everything_else(client, handler):
    log_in(client, handler)
    page = client.get("/account/password/").content.decode()
    assert "密码至少 10 个字符。" in page
    assert "你" not in page


def test_a_foreign_address_is_not_followed_after_the_log_in(browser, handler):
    assert log_in(browser, handler, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_does_not_say_which_of_the_two_was_wrong(browser, handler):
    known = log_in(browser, handler, "wrong").content
    unknown = browser.post("/account/login/", {"username": "nobody", "password": "wrong"}).content
    assert b"Name and password do not match" in known
    assert b"Name and password do not match" in unknown
    assert handler.username.encode() in known  # what was typed is kept


def test_five_failures_lock_with_a_page_that_says_what_to_do(browser, handler):
    answers = [log_in(browser, handler, "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert b"Locked for a while" in answers[-1].content
    assert log_in(browser, handler).status_code == 429


def test_a_temporary_password_must_be_replaced_before_anything_else(browser, handler):
    Person.objects.filter(pk=handler.pk).update(must_change_password=True)
    log_in(browser, handler)
    assert browser.get("/tasks/")["Location"] == "/account/password/"
    new = {"old_password": PASSWORD, "new_password1": FRESH, "new_password2": FRESH}
    assert browser.post("/account/password/", new)["Location"] == "/"
    assert browser.get("/tasks/").status_code == 200
    handler.refresh_from_db()
    assert handler.check_password(FRESH)
    assert not handler.must_change_password


def test_logging_out_ends_the_session(browser, handler):
    log_in(browser, handler)
    browser.post("/account/logout/")
    assert browser.get("/tasks/").status_code == 302


def test_the_language_is_kept_for_the_person_and_the_browser(browser, handler):
    log_in(browser, handler)
    answer = browser.post("/account/language/", {"language": "zh-hans", "next": "/tasks/?q=x"})
    assert answer["Location"] == "/tasks/?q=x"
    handler.refresh_from_db()
    assert handler.language == "zh-hans"
    assert b'lang="zh-hans"' in browser.get("/tasks/").content
    browser.post("/account/language/", {"language": "xx"})
    assert b'lang="zh-hans"' in browser.get("/tasks/").content


def test_large_type_is_switched_on_and_off(browser, handler):
    log_in(browser, handler)
    for expected in (True, False):
        browser.post("/account/type-size/", {"next": "//elsewhere.example/"})
        assert (b'class="large"' in browser.get("/tasks/").content) is expected


def test_unknown_addresses_and_stale_forms_get_a_page_that_helps(browser, handler):
    log_in(browser, handler)
    assert b"This page does not exist" in browser.get("/nowhere/").content
    browser.handler.enforce_csrf_checks = True
    refused = browser.post("/account/type-size/")
    assert refused.status_code == 403
    assert b"What you typed is still there" in refused.content


@pytest.mark.parametrize("role", ["H", "L", "U", "S", "C", "V", "M", "DS", "SA", "SE", "AU"])
def test_every_role_lands_on_a_page_it_may_read(browser, city, role):
    log_in(browser, factories.person(role, city.education))
    assert browser.get("/", follow=True).status_code == 200
