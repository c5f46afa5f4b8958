"""Tasks by the words in them, on both databases, for few hits and for very many."""

import pytest

from tasks.models import Task
from tasks.search import querysets
from tests.factories import department, task

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def titles():
    lead = department("临江市人民政府", supervises=True)

    def of(query: str) -> set[str]:
        return set(Task.objects.matching(query).values_list("title", flat=True))

    for title, rest in {
        "优化营商环境": {"number": "2026-007"},
        "优化道路，改善营商": {"number": "2026-218", "standard": "5G基站Alpha全部开通"},
        "新增学位三千个": {"number": "2026-219", "text": "化营养餐"},
    }.items():
        task(lead=lead, title=title, **rest)
    return of


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("优化", {"优化营商环境", "优化道路，改善营商"}),
        ("营商", {"优化营商环境", "优化道路，改善营商"}),
        ("优化营商", {"优化营商环境"}),  # the second has 优化 and 营商, and the third 化营, but apart
        ("境", {"优化营商环境"}),
        ("新", {"新增学位三千个"}),
        ("学位 新增", {"新增学位三千个"}),
        ("学位 优化", set()),
        ("2026-007", {"优化营商环境"}),
        ("2026-7", {"优化营商环境"}),
        ("2026-00", {"优化营商环境"}),
        ("5g基站", {"优化道路，改善营商"}),
        ("ALPH", {"优化道路，改善营商"}),
        ("养餐", {"新增学位三千个"}),
        ("，", set()),
        ("'\"\\ & | ! :*", set()),
        ("不在", set()),
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_every_part_must_occur_as_it_was_typed(titles, query, found, many, monkeypatch):
    if many:
        # As in a city where what is looked for is common: by a join instead of by numbers.
        monkeypatch.setattr(querysets, "FEW", 0)
    assert titles(query) == found


def test_what_the_newest_tasks_are_full_of_is_not_counted(titles, monkeypatch):
    monkeypatch.setattr(querysets, "COMMON", 1)
    monkeypatch.setattr(querysets, "NEWEST", 2)
    newest = Task.objects.latest("pk")
    for query, few in (("新增", False), ("环境", True)):
        _found, said = Task.objects.best_matching(query)
        assert said is few
    assert newest.title in titles("新增")


def test_what_has_it_in_the_title_comes_first_and_then_the_newest(titles):
    lead = department("某局")
    older = task(lead=lead, title="营商服务")
    task(lead=lead, title="别的", text="营商")
    found, few = Task.objects.best_matching("营商")
    assert few
    assert [one.title for one in found] == ["营商服务", "优化道路，改善营商", "优化营商环境", "别的"]
    assert found[0] == older
