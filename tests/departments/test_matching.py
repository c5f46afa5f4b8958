"""A written unit is matched to a department; how it was known is said, and doubt is asked about."""

import time
from datetime import date

import pytest

from departments.choices import DepartmentKind
from departments.matching import DepartmentIndex, How, Unit
from departments.models import DepartmentAlias
from tests import factories

pytestmark = pytest.mark.django_db
FORMER = DepartmentAlias.Origin.FORMER


@pytest.fixture
def city():
    found = factories.make_city()
    found.health = factories.department("临江市卫生健康委员会", "市卫健委", parent=found.government)
    found.market = factories.department("临江市市场监督管理局", "市市场监管局", parent=found.government)
    return found


def match(name: str, **fields):
    return DepartmentIndex.load(**fields).match(name)


@pytest.mark.parametrize(
    ("written", "unit", "how"),
    [
        ("临江市教育局", "education", How.NAME),
        (" 临江市 教育局 ", "education", How.NAME),
        ("市教育局", "education", How.SHORT_NAME),
        ("教育局", "education", How.PREFIX),
        ("临江教育局", "education", How.PREFIX),
        ("市住房和城乡建设局", "housing", How.PREFIX),
        ("市场监管局", "market", How.PREFIX),
        ("市场监督管理局", "market", How.PREFIX),
        ("市发展改革委", "reform", How.SPELLING),
        ("市住房城乡建设局", "housing", How.SPELLING),
        ("东陵县", "county", How.NAME),
        ("东陵县人民政府", "county", How.SHORT_NAME),
        ("东陵县教育局", "county_education", How.NAME),
    ],
)
def test_a_name_is_recognised_and_says_how(city, written, unit, how):
    found = match(written)
    assert (found.department_id, found.how, found.sure) == (getattr(city, unit).pk, how, True)
    assert found.words()


@pytest.mark.parametrize(
    ("written", "unit", "how"),
    [
        ("市卫健局", "health", How.ENDING),
        ("市住建委", "housing", How.ENDING),
        ("市卫生委", "health", How.ABBREVIATION),
    ],
)
def test_a_likely_name_is_proposed_but_asked_about(city, written, unit, how):
    found = match(written)
    assert (found.department_id, found.how, found.sure) == (getattr(city, unit).pk, how, False)


@pytest.mark.parametrize("written", ["", "  ", "市气象局", "县教育局", "局", "市", "各县区"])
def test_what_no_department_is_called_stays_unknown(city, written):
    found = match(written)
    assert (found.department_id, found.how, found.sure, found.candidates) == (None, How.NONE, False, ())


def test_a_countys_list_means_its_own_bureau(city):
    found = match("教育局", jurisdiction_id=city.county.pk)
    assert found.department_id == city.county_education.pk and found.sure
    assert match("县教育局", jurisdiction_id=city.county.pk).department_id == city.county_education.pk
    assert match("教育局").department_id == city.education.pk


def test_a_name_of_two_departments_is_asked_about(city):
    other = factories.department("临江市教育考试局", "市教育局", parent=city.government)
    found = match("市教育局")
    assert found.department_id is None and not found.sure
    assert set(found.candidates) == {other.pk, city.education.pk}


def alias(unit, name, **fields) -> None:
    DepartmentAlias.objects.create(department=unit, name=name, **fields)


def test_an_alias_counts_in_its_years(city):
    alias(city.housing, "市房管局", from_year=2015, to_year=2018)
    inside, outside = match("市房管局", year=2016), match("市房管局", year=2026)
    assert (inside.how, inside.sure) == (How.ALIAS, True)
    assert (outside.how, outside.until, outside.sure) == (How.FORMER_NAME, 2018, True)
    assert "2018" in outside.words()


def test_two_departments_with_the_same_alias_in_different_years(city):
    alias(city.housing, "市城建委", to_year=2010)
    alias(city.reform, "市城建委", from_year=2011)
    assert match("市城建委", year=2009).department_id == city.housing.pk
    assert match("市城建委", year=2020).department_id == city.reform.pk


def test_a_dissolved_department_means_its_successor(city):
    old = factories.department(
        "临江市环境保护局", "市环保局", parent=city.government, dissolved_on=date(2019, 3, 1)
    )
    new = factories.department("临江市生态环境局", "市生态环境局", parent=city.government)
    new.predecessors.add(old)
    found = match("市环保局", year=2026)
    assert (found.department_id, found.how, found.until, found.sure) == (new.pk, How.FORMER_NAME, 2019, True)
    assert match("市环保局", year=2018).department_id == old.pk


def test_a_department_that_was_split_is_asked_about(city):
    old = factories.department(
        "临江市文体局", "市文体局", parent=city.government, dissolved_on=date(2019, 3, 1)
    )
    for name in ("市文旅局", "市体育局"):
        factories.department(f"临江{name}", name, parent=city.government).predecessors.add(old)
    found = match("市文体局", year=2026)
    assert not found.sure and found.department_id is None and len(found.candidates) == 2


def test_a_body_with_two_names_is_one_unit(city):
    alias(city.housing, "市城管局")
    assert match("市住建局（市城管局）").department_id == city.housing.pk
    assert match("市规划局（市城管局）").department_id == city.housing.pk


def test_three_statements_for_any_number_of_names(city, django_assert_num_queries):
    with django_assert_num_queries(3):
        index = DepartmentIndex.load(year=2026)
        assert all(index.match(name).sure for name in ["市教育局", "市财政局", "教育局"] * 100)


def test_three_hundred_names_in_three_hundred_units_take_a_moment():
    top = Unit(id=1, name="临江市人民政府", short_name="市政府", kind=DepartmentKind.GOVERNMENT)
    units = [
        Unit(id=n, name=f"临江市第{n}建设管理局", short_name=f"市{n}建局", parent_id=1) for n in range(2, 302)
    ]
    index = DepartmentIndex([top, *units])
    started = time.perf_counter()
    found = [index.match(f"市第{n}建设管理局").department_id for n in range(2, 302)]
    assert found == list(range(2, 302))
    assert time.perf_counter() - started < 0.5


def test_an_empty_index_knows_nobody():
    assert DepartmentIndex([]).match("市教育局").how == How.NONE
