"""A new city begins with three administrators, and only an empty one."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.choices import Role
from departments.models import Department, Person


def founded() -> list[list[str]]:
    printed = StringIO()
    call_command("first_administrators", "东山市人民政府", stdout=printed)
    return [line.split() for line in printed.getvalue().splitlines()]


def test_three_people_with_one_role_each_and_a_password_to_change(db):
    lines = founded()
    assert [username for _title, username, _password in lines] == ["system", "security", "audit"]
    roles = [Person.objects.get(username=username).acting.roles for _title, username, _password in lines]
    assert roles == [{Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN}, {Role.AUDIT_ADMIN}]
    assert all(Person.objects.values_list("must_change_password", flat=True))
    assert Department.objects.get().name == "东山市人民政府"
    for _title, username, password in lines:
        assert Person.objects.get(username=username).check_password(password)


def test_a_city_with_people_is_left_alone(db):
    founded()
    with pytest.raises(CommandError):
        founded()
    assert Person.objects.count() == 3


def test_departments_imported_before_keep_their_top(db):
    Department.objects.create(name="临江市人民政府", short_name="临江市", kind="government", supervises=True)
    founded()
    assert Department.objects.count() == 1
