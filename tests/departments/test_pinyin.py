"""Departments and people by what somebody types: parts of names, pinyin, initials."""

import pytest

from departments.models import Department, DepartmentAlias, Person
from departments.naming import people_called, units_called
from departments.pinyin import sounds_like, typed
from tests.factories import account, make_city


@pytest.mark.parametrize(
    ("letters", "name", "fits"),
    [
        ("zjj", "市住建局", True),
        ("szjj", "市住建局", True),
        ("zhujian", "市住建局", True),
        ("huj", "市住建局", False),  # not from the beginning of a syllable
        ("jjz", "市住建局", False),
        ("cq", "重庆", True),
        ("shanxiong", "单雄信", True),
        ("sxx", "单雄信", True),
        ("danxiong", "单雄信", True),
        ("zengg", "曾国藩", True),
        ("5g", "5G办", True),
    ],
)
def test_a_name_is_spelled_whole_or_by_initials_from_any_character(letters, name, fits):
    assert sounds_like(letters, [name]) is fits


@pytest.mark.parametrize(
    ("query", "letters"),
    [("ZJJ", "zjj"), ("zhu jian", "zhujian"), ("xi'an", "xian"), ("z", ""), ("住建", ""), ("zj局", "")],
)
def test_what_may_be_pinyin_is_letters_alone(query, letters):
    assert typed(query) == letters


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["住建", "住房和城乡", "zjj", "zhujian", "建委", "jw", "ZJJ"])
def test_a_department_is_found_by_any_of_its_names_and_their_spelling(query):
    city = make_city()
    DepartmentAlias.objects.create(department=city.housing, name="市建委")
    found = Department.objects.filter(units_called(query))
    assert city.housing in found
    assert city.education not in found


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["曾", "zgf", "zengguo", "cadre7"])
def test_a_person_is_found_by_name_log_in_name_and_spelling(query):
    wanted, _other = account("曾国藩", username="cadre7"), account("张之洞")
    assert list(Person.objects.filter(people_called(query))) == [wanted]
