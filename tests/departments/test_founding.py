"""A new city: nothing without the code, one code for one browser, one act that founds it, and then no set-up any more."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from audit.models import AuditEntry
from departments.choices import Role
from departments.founding.services import found_city, new_code
from departments.models import Department, Founding, Nomination, Parameter, Person, Tenure
from tests import factories
from tests.departments.founding import STEPS, fill_in, page, slips_of

pytestmark = pytest.mark.django_db
BACKEND = "departments.authentication.PersonBackend"


def test_without_the_code_every_step_leads_to_the_code(browser):
    stranger = Client()
    for name in (*STEPS, "resume"):
        answer = stranger.get(f"/setup/{name}/")
        assert (answer.status_code, answer["Location"]) == (302, "/setup/")
        assert stranger.post(f"/setup/{name}/", {"city": "他市"}).status_code == 302
    assert stranger.get("/setup/template/people.csv").status_code == 302
    assert "city" not in Founding.objects.get().draft


def test_a_wrong_code_opens_nothing_and_five_of_them_lock():
    code, client = new_code(), Client()
    statuses = [client.post("/setup/", {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code for _ in range(6)]
    assert statuses == [403, 403, 403, 403, 429, 429]
    assert client.post("/setup/", {"code": code}).status_code == 429
    assert client.get("/setup/city/").status_code == 302


def test_a_code_works_once():
    code = new_code()
    assert Client().post("/setup/", {"code": code.lower().replace("-", " ")}).status_code == 302
    assert Client().post("/setup/", {"code": code}).status_code == 403


def test_a_newer_code_replaces_the_one_before_and_keeps_what_was_filled_in(browser):
    browser.post("/setup/city/", {"city": "青河市"})
    old, new = new_code(), new_code()
    other = Client()
    assert other.post("/setup/", {"code": old}).status_code == 403
    assert other.post("/setup/", {"code": new}).status_code == 302
    assert other.get("/setup/resume/")["Location"] == "/setup/calendar/"
    # One browser at a time: the one before is out.
    assert browser.get("/setup/city/").status_code == 302


def test_the_code_is_kept_as_a_hash_and_nowhere_else():
    code = new_code()
    kept = Founding.objects.get()
    assert len(kept.code) == 64 and code.replace("-", "") not in kept.code
    assert all(code not in str(entry.details) for entry in AuditEntry.objects.all())


def test_nothing_is_in_the_city_before_the_last_step(browser):
    fill_in(browser)
    assert not Person.objects.exists() and not Department.objects.exists()
    assert "Found the city" in page(browser.get("/setup/check/"))


def test_the_last_step_makes_the_whole_city(browser):
    fill_in(browser)
    sheets = slips_of(page(browser.post("/setup/check/")))
    assert set(sheets) == {"system", "security", "audit", "zhao", "qianer", "zhousi", "wuwu", "zhengliu"}
    chief = Person.objects.get(username="zhao")
    assert (chief.name, chief.email, chief.acting.roles) == ("赵一", "zhao@example.com", {Role.CHIEF})
    assert Department.objects.get(name="青河市教育局").parent.name == "青河市人民政府"
    assert Department.objects.get(name="北岸区人民政府").supervises
    assert Parameter.objects.get(pk="sign_within_wd").value == 2
    assert not Nomination.objects.exists()
    assert Founding.objects.get().draft == {}


def test_founding_is_in_the_trail_without_any_password(browser):
    fill_in(browser)
    sheets = slips_of(page(browser.post("/setup/check/")))
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions.count("departments.first_administrator") == 3
    assert actions.count("departments.appointed") == actions.count("departments.person_created") == 5
    assert {"departments.founded", "departments.set_up_opened", "departments.parameter_set"} <= set(actions)
    said = " ".join(str(entry.details) for entry in AuditEntry.objects.all())
    assert not [password for password in sheets.values() if password in said]


def test_after_founding_there_is_no_set_up_and_no_second_sheet(browser):
    fill_in(browser)
    assert browser.post("/setup/check/").status_code == 200
    for client in (browser, Client()):
        for path in ("", *(f"{name}/" for name in STEPS)):
            assert client.get(f"/setup/{path}").status_code == 404
            assert client.post(f"/setup/{path}").status_code == 404
    with pytest.raises(CommandError):
        call_command("set_up_code")


def test_a_temporary_password_logs_in_once_and_must_be_changed(browser):
    fill_in(browser)
    sheets = slips_of(page(browser.post("/setup/check/")))
    chief = Client()
    answer = chief.post("/account/login/", {"username": "zhao", "password": sheets["zhao"]})
    assert answer.status_code == 302
    assert chief.get("/tasks/")["Location"] == "/account/password/"
    own = {
        "old_password": sheets["zhao"],
        "new_password1": "Qinghe-2026-river",
        "new_password2": "Qinghe-2026-river",
    }
    assert chief.post("/account/password/", own).status_code == 302
    assert (
        Client().post("/account/login/", {"username": "zhao", "password": sheets["zhao"]}).status_code == 200
    )


def test_the_chief_lands_on_the_import_of_the_first_report(browser):
    fill_in(browser)
    browser.post("/setup/check/")
    chief = Person.objects.get(username="zhao")
    Person.objects.update(must_change_password=False)
    client = Client()
    client.force_login(chief, backend=BACKEND)
    assert client.get("/")["Location"] == "/reports/import/"


def test_two_who_found_at_once_found_one_city(browser):
    fill_in(browser)
    found_city()
    assert browser.post("/setup/check/").status_code == 404
    assert Tenure.objects.count() == 8


def test_the_command_prints_address_and_code():
    printed = StringIO()
    call_command("set_up_code", site="http://localhost:8000", stdout=printed)
    address, code = printed.getvalue().splitlines()
    assert address.endswith("http://localhost:8000/setup/")
    assert Client().post("/setup/", {"code": code.split()[-1]}).status_code == 302


def test_set_up_stays_open_for_hours_and_ends_then(browser):
    assert browser.session.get_expiry_age() > timedelta(hours=3).total_seconds()
    browser.session.flush()
    assert Client().get("/setup/city/").status_code == 302


def founded() -> list[list[str]]:
    printed = StringIO()
    call_command("first_administrators", "东山市人民政府", stdout=printed)
    return [line.split() for line in printed.getvalue().splitlines()]


def test_the_command_makes_three_people_with_one_role_each_and_a_password_to_change():
    lines = founded()
    assert [username for _title, username, _password in lines] == ["system", "security", "audit"]
    roles = [Person.objects.get(username=username).acting.roles for _title, username, _password in lines]
    assert roles == [{Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN}, {Role.AUDIT_ADMIN}]
    assert all(Person.objects.values_list("must_change_password", flat=True))
    assert Department.objects.get().name == "东山市人民政府"
    for _title, username, password in lines:
        assert Person.objects.get(username=username).check_password(password)


def test_a_city_with_people_is_left_alone():
    founded()
    with pytest.raises(CommandError):
        founded()
    assert Person.objects.count() == 3


def test_departments_imported_before_keep_their_top():
    Department.objects.create(name="临江市人民政府", short_name="临江市", kind="government", supervises=True)
    founded()
    assert Department.objects.count() == 1


def test_the_server_gives_even_an_administrator_a_new_password():
    founded()
    printed = StringIO()
    call_command("temporary_password", "system", stdout=printed)
    password = printed.getvalue().split()[-1]
    assert Client().post("/account/login/", {"username": "system", "password": password}).status_code == 302
    with pytest.raises(CommandError):
        call_command("temporary_password", "nobody")


def test_a_city_of_people_without_a_founding_has_no_set_up():
    factories.account()
    assert Client().get("/setup/").status_code == 404
