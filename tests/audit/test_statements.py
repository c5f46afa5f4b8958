"""What is written by statements of our own stands as Django would have written it; on both databases."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import DateField, F
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from audit.statements import (
    Given,
    composed,
    composed_of_many,
    insert,
    insert_composed,
    insert_for_each,
    insert_once,
    insert_select,
    values,
    write,
)
from departments.models import Department, Person, Post, SpecialDay, Tenure
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


def entries(number: int) -> list[AuditEntry]:
    return [
        AuditEntry(at=AT, actor_name=f"王{place}", action="x", details={"percent": [place, None]})
        for place in range(number)
    ]


@pytest.fixture
def city():
    return factories.make_city()


def test_new_rows_are_written_by_one_statement_and_get_their_numbers():
    made = entries(3)
    with CaptureQueriesContext(connection) as captured:
        insert(made)
    assert len(captured) == 1
    kept = {entry.pk: (entry.at, entry.actor_name, entry.details) for entry in AuditEntry.objects.all()}
    assert kept == {entry.pk: (entry.at, entry.actor_name, entry.details) for entry in made}
    assert not made[0]._state.adding


def test_more_than_a_thousand_rows_are_all_written():
    insert(entries(1203))
    assert AuditEntry.objects.count() == 1203


def test_what_a_unique_key_holds_already_is_left_alone(city):
    person = factories.person("H", city.housing, name="王芳")
    held = Tenure.objects.get(person=person)
    other = factories.person("H", city.finance, name="李娜")
    again = Tenure(post=held.post, person=person, starts_on=held.starts_on)
    insert([again, Tenure(post=held.post, person=other, starts_on=held.starts_on)], once=True)
    assert set(held.post.tenures.values_list("person", flat=True)) == {person.pk, other.pk}


@pytest.mark.parametrize("number", [1, 3])
def test_rows_keep_what_is_written_also_where_all_are_empty(city, number):
    units = city.bureaus[:number]
    for place, unit in enumerate(units):
        unit.duties, unit.founded_on, unit.parent, unit.name = f"事{place}", None, city.office, "忘"
    with CaptureQueriesContext(connection) as captured:
        write(units, ["duties", "founded_on", "parent"])
    assert len(captured) == 1
    for place, unit in enumerate(units):
        unit.refresh_from_db()
        assert (unit.duties, unit.founded_on, unit.parent) == (f"事{place}", None, city.office)
        assert unit.name != "忘"
    city.district.refresh_from_db()
    assert city.district.parent is None or city.district.parent != city.office


def _unit(pk: int):
    return Department.objects.filter(pk=pk).annotate(above=F("parent__name")).only("name", "supervises")


def _people(pks: list[int]):
    return Person.objects.filter(pk__in=pks).order_by("-pk")


def test_a_composed_statement_reads_what_the_queryset_reads(city):
    for unit in (city.government, city.housing, city.government):
        with CaptureQueriesContext(connection) as captured:
            (found,) = composed(_unit, unit.pk)
            assert (found.name, found.supervises) == (unit.name, unit.supervises)
            assert found.above == (unit.parent and unit.parent.name)
        assert found.get_deferred_fields() and len(captured) == 1
    assert list(composed(_unit, 0)) == []


def test_rows_of_many_numbers_are_composed_too(city):
    people = [factories.person("H", city.housing, name=name) for name in ("甲", "乙", "丙", "丁", "戊")]
    for some in (people[:1], people[:3], people[:5], people[1:4]):
        found = composed_of_many(_people, [person.pk for person in some])
        assert found == some[::-1]
        assert [one.joined_at for one in found] == [person.joined_at for person in some[::-1]]
    assert composed_of_many(_people, []) == []


def _under(parent_id: int, *names: str):
    found = Department.objects.filter(parent=parent_id).order_by("pk")
    return (found.filter(name__in=names) if names else found).values_list("name", "supervises", "founded_on")


def test_values_are_composed_once_and_read_anew_each_time(city):
    assert values(_under, city.government.pk) == list(_under(city.government.pk))
    factories.department("临江市审计局", parent=city.government, founded_on=date(2026, 3, 2))
    with CaptureQueriesContext(connection) as captured:
        assert values(_under, city.government.pk)[-1] == ("临江市审计局", False, date(2026, 3, 2))
    assert len(captured) == 1
    assert values(_under, city.government.pk, "临江市审计局") == [("临江市审计局", False, date(2026, 3, 2))]
    assert values(_nobody) == []


def _nobody():
    return Person.objects.filter(pk__in=[]).values_list("pk")


def _tenures(role: str):
    columns = {
        "post": F("pk"),
        "person": Given("person", Tenure._meta.pk),
        "starts_on": Given("on", DateField()),
    }
    return Tenure, columns, Post.objects.filter(role=role, abolished_on=None)


def test_a_composed_insertion_takes_other_values_each_time(city):
    for name in ("王芳", "李娜"):
        factories.person("H", city.housing, name=name)
    heir = factories.person("L", city.finance, name="张明")
    for day, written in ((date(2026, 5, 6), 2), (date(2026, 7, 8), 2), (date(2026, 7, 8), 0)):
        assert insert_composed(_tenures, "H", once=True, person=heir.pk, on=day) == written
    days = heir.tenures.filter(post__role="H").order_by("starts_on").values_list("starts_on", flat=True)
    assert list(days) == [date(2026, 5, 6)] * 2 + [date(2026, 7, 8)] * 2


def test_a_row_is_written_once_and_says_whether_it_was_new(city):
    first, second = (AuditEntry(at=AT, action=action) for action in ("x", "y"))
    assert insert_once(first) and insert_once(second)
    assert AuditEntry.objects.get(pk=first.pk).action == "x"
    person = factories.person("H", city.housing)
    held = person.tenures.get()
    assert not insert_once(Tenure(post=held.post, person=person, starts_on=held.starts_on))


def test_a_copy_is_written_for_each_number_found_and_never_twice(city):
    people = [factories.person("H", city.housing) for _ in range(3)]
    post = factories.post("H", city.finance)
    found = "SELECT id FROM departments_person WHERE id > %(after)s", {"after": people[0].pk}
    for written in (2, 0):
        row = Tenure(post=post, starts_on=date(2026, 5, 6))
        assert insert_for_each(row, "person", found) == written
    assert set(post.tenures.values_list("person", flat=True)) == {person.pk for person in people[1:]}


def test_rows_are_copied_by_one_statement():
    SpecialDay.objects.all().delete()
    SpecialDay.objects.create(date=date(2030, 1, 1), is_workday=False)
    columns = {
        "action": "x",
        "at": AT,
        "details": {},
        "target_type": F("name"),
        "actor_name": "",
        "actor_post": "",
    }
    assert insert_select(AuditEntry, columns, SpecialDay.objects.all()) == 1
    assert insert_select(AuditEntry, columns, SpecialDay.objects.none()) == 0
    assert AuditEntry.objects.get().at == AT
