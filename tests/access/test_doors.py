"""Coming in, staying, leaving: locks, tokens, idle time, temporary passwords, people who have left their post."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from audit.models import AuditEntry
from config.env import refuse_unsafe
from departments import services
from departments.middleware import SEEN
from departments.models import Person, Tenure
from supervision.demo.city import LOGINS
from tests import factories

PASSWORD = factories.PASSWORD


@pytest.fixture
def city(db):
    cache.clear()
    return factories.make_city()


@pytest.fixture
def handler(city):
    return factories.person("H", city.education, username="chen.xi")


def post(path: str, data: dict, client: Client | None = None, **headers):
    return (client or Client()).post(path, json.dumps(data), content_type="application/json", headers=headers)


def token_of(person: Person) -> str:
    answer = post("/api/token/", {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return f"Token {answer.json()['token']}"


def me(token: str):
    return Client().get("/api/me/", headers={"authorization": token})


def did(action: str) -> int:
    return AuditEntry.objects.filter(action=f"departments.{action}").count()


def test_a_token_opens_the_api_until_it_is_given_back(handler):
    token, other = token_of(handler), token_of(handler)
    assert me(token).json()["roles"] == ["H"]
    assert post("/api/token/revoke/", {}, authorization=token).status_code == 204
    assert (me(token).status_code, me(other).status_code) == (401, 200)
    post("/api/token/revoke/", {"everywhere": True}, authorization=other)
    assert not AuthToken.objects.exists()
    assert (did("logged_in"), did("logged_out")) == (2, 2)


def test_one_person_holds_at_most_ten_tokens(handler):
    tokens = [token_of(handler) for _ in range(11)]
    assert me(tokens[0]).status_code == 401
    assert me(tokens[-1]).status_code == 200


def test_failures_by_api_and_page_lock_together_whatever_the_case(handler):
    for name in ("chen.xi", "Chen.Xi", "CHEN.XI"):
        answer = post("/api/token/", {"username": name, "password": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    for name in ("cHen.xi", "chEn.xi"):
        last = Client().post("/account/login/", {"username": name, "password": "wrong"})
    assert last.status_code == 429
    answer = post("/api/token/", {"username": "chen.xi", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (429, "locked", "900")
    assert did("login_failed") == 6
    assert did("locked_out") >= 1
    assert "wrong" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    security = factories.person("SE", handler.tenures.first().post.department)
    assert services.unlock_account(actor=security, person_id=handler.pk) > 0
    assert token_of(handler)


def test_half_an_hour_without_a_request_ends_the_session(handler):
    browser = Client()
    browser.force_login(handler)
    stored = Session.objects.get()
    assert stored.expire_date - timezone.now() <= timedelta(minutes=30)
    session = browser.session
    session[SEEN] -= 120
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    browser.get("/inbox/")
    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/inbox/").status_code == 302


def test_a_request_within_the_minute_writes_no_session(handler, django_assert_num_queries):
    browser = Client()
    browser.force_login(handler)
    before = Session.objects.get().session_data
    browser.get("/api/me/")
    assert Session.objects.get().session_data == before


def test_the_session_gets_a_new_key_at_the_log_in(handler):
    browser = Client()
    browser.get("/account/login/")
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = "a" * 32
    browser.post("/account/login/", {"username": handler.username, "password": PASSWORD})
    assert browser.session.session_key != planted
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("leave", ["switched_off", "post_ended", "post_abolished"])
def test_whoever_leaves_is_out_at_once(handler, leave):
    browser, token = Client(), token_of(handler)
    browser.force_login(handler)
    assert browser.get("/inbox/").status_code == 200
    if leave == "switched_off":
        Person.objects.update(is_active=False)
    elif leave == "post_ended":
        Tenure.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    else:
        held = handler.tenures.first().post
        held.abolished_on = timezone.localdate()
        held.save()
    assert browser.get("/inbox/").status_code == 302
    assert me(token).status_code == 401
    answer = post("/api/token/", {"username": handler.username, "password": PASSWORD})
    assert answer.status_code == 401


def test_a_temporary_password_opens_nothing_else_by_api_either(handler):
    browser, token = Client(), token_of(handler)
    browser.force_login(handler)
    Person.objects.update(must_change_password=True)
    for answer in (
        browser.get("/api/me/"),
        me(token),
        post("/api/token/", {"username": handler.username, "password": PASSWORD}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "password_change_needed")


def test_a_changed_password_ends_tokens_and_other_sessions(handler):
    here, there, token = Client(), Client(), token_of(handler)
    here.force_login(handler)
    there.force_login(handler)
    new = "Reiher-am-Fluss-9"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/account/password/", sent).status_code == 302
    assert here.get("/inbox/").status_code == 200
    assert there.get("/inbox/").status_code == 302
    assert me(token).status_code == 401
    assert did("password_changed") == 1


@pytest.mark.parametrize("weak", ["Short-1", "alllowercase", "12345678901", "lowercase1234", "password123"])
def test_a_weak_password_is_refused(weak):
    with pytest.raises(ValidationError):
        validate_password(weak)


@pytest.mark.parametrize("good", ["Reiher-fluss", "reiher-7-fluss", "a long sentence of small words"])
def test_a_good_password_needs_three_kinds_or_length(good):
    validate_password(good)


def test_a_session_changes_nothing_without_the_csrf_token(handler):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(handler)
    assert post("/api/notices/done/", {"notices": []}, browser).status_code == 403
    assert browser.post("/inbox/done/").status_code == 403
    # A token is no cookie: nobody else's page can send it.
    assert post("/api/notices/done/", {"notices": []}, authorization=token_of(handler)).status_code == 204


def test_what_is_too_large_is_refused_before_it_is_read(handler):
    huge = {"CONTENT_LENGTH": str(22 * 1024 * 1024)}
    for path in ("/account/login/", "/api/token/"):
        file = SimpleUploadedFile("x.txt", b"x")
        assert Client().post(path, {"file": file}, **huge).status_code == 413
    length = {"CONTENT_LENGTH": str(6 * 1024 * 1024)}
    answer = Client().post("/api/token/", "{}", content_type="application/json", **length)
    assert answer.status_code == 413


def test_a_damaged_address_is_400(handler):
    browser = Client()
    browser.force_login(handler)
    assert browser.get("/tasks/?q=%00").status_code == 400
    assert browser.get("/tasks/99999999999999999999999/").status_code == 404
    assert browser.get("/api/tasks/99999999999999999999999/").status_code == 404


def test_debug_stays_on_this_machine_and_no_site_answers_to_any_name():
    refuse_unsafe(debug=True, https=False, hosts=["localhost", "127.0.0.1"])
    refuse_unsafe(debug=False, https=True, hosts=["luoshi.example"])
    for unsafe in (
        {"debug": True, "https": False, "hosts": ["luoshi.example"]},
        {"debug": True, "https": True, "hosts": ["localhost"]},
        {"debug": False, "https": True, "hosts": ["*"]},
    ):
        with pytest.raises(ImproperlyConfigured):
            refuse_unsafe(**unsafe)


def test_demo_passwords_where_others_come_are_warned_of(handler, settings, capsys):
    Person.objects.update(username=LOGINS[0][0])
    settings.ALLOWED_HOSTS = ["localhost"]
    call_command("demo_logins")
    assert capsys.readouterr().err == ""
    settings.ALLOWED_HOSTS = ["luoshi.example"]
    call_command("demo_logins")
    assert "DEMO=0" in capsys.readouterr().err
