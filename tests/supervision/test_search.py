"""The search page and the command box: what is found, by whom, and how it is shown."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.models import MonthlyBulletin
from supervision.search.commands import ACTS, PAGES, commands
from supervision.search.finding import find, find_quickly
from supervision.search.marking import Marker
from tasks.choices import Status
from tasks.models import Passage, Report
from tasks.search import querysets
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures
from tests.tasks.register.conftest import browse  # noqa: F401 - fixture
from tests.tasks.world import MONDAY, World, nine


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def found(person, query: str) -> dict[str, list[str]]:
    """The titles found, by kind."""
    groups = find(person, query, most=8)
    return {group.code: [re.sub("<[^>]+>", "", hit.title) for hit in group.hits] for group in groups}


def report(world: World, text: str, **fields) -> Report:  # noqa: F811
    made = Report.objects.create(
        jurisdiction=world.city.government, year=2026, title="临江市政府工作报告", kind="report", text=text,
        sha256="0", parser_version="1", imported_by=world.supervisor, imported_at=nine(MONDAY), **fields,
    )  # fmt: skip
    Passage.objects.create(report=made, number=1, paragraph=1, start=0, end=len(text), text=text)
    return made


def test_each_kind_is_found_by_whoever_may_know_it(world):  # noqa: F811
    world.task(title="新建学位三千个")
    world.task(Status.DRAFT, title="学位草稿")
    world.task(lead=world.city.finance, support=[], post=None, area="reform", title="学位经费")
    report(world, "新增学位五千个。")
    MonthlyBulletin.objects.create(
        jurisdiction=world.city.government, year=2026, month=2, as_of=MONDAY, drafted_at=nine(MONDAY),
        state="signed", title="学位建设通报", issue=1,
    )  # fmt: skip
    assert found(world.supervisor, "学位") == {
        "tasks": ["学位经费", "新建学位三千个"],
        "sentences": ["新增学位五千个。"],
        "bulletins": ["学位建设通报"],
    }
    assert found(world.handler, "学位")["tasks"] == ["新建学位三千个"]
    assert found(world.system_admin, "学位") == {}


def test_departments_lead_to_their_tasks_and_people_are_for_those_who_may_read_them(world):  # noqa: F811
    assert found(world.handler, "zjj") == {"units": ["市住建局"]}
    [group] = find(world.handler, "市住建", most=8)
    assert group.hits[0].url == f"/tasks/?lead={world.city.housing.pk}"
    # Who sees no tasks is led to the directory.
    [group] = find(world.system_admin, "市住建", most=8)
    assert group.hits[0].url.startswith("/departments/?q=")
    name = world.handler.name
    assert name not in found(world.supervisor, name).get("people", [])
    assert name in found(world.security_admin, name)["people"]


def test_a_sentence_of_a_corrected_text_is_found_once(world):  # noqa: F811
    old = report(world, "新增学位五千个。")
    report(world, "新增学位五千个。", corrects=old)
    assert len(found(world.supervisor, "学位")["sentences"]) == 1


def test_the_hit_is_marked_where_it_stands_and_nothing_typed_runs(world, browse):  # noqa: F811
    world.task(title="甲<b>", standard="年底前新增学位三千个并全部投入使用")
    page = browse(world.supervisor).get("/search/?q=学位").content.decode()
    assert "甲&lt;b&gt;" in page
    assert "新增<mark>学位</mark>三千个" in page
    evil = browse(world.supervisor).get("/search/?q=<script>alert(1)</script>&x=").content.decode()
    assert "<script>alert" not in evil
    assert Marker("a b").marked("A&B") == "<mark>A</mark>&amp;<mark>B</mark>"


def test_more_than_is_shown_leads_to_the_list_with_the_search(world, browse):  # noqa: F811
    for number in range(9):
        world.task(title=f"学位{number}")
    page = unescape(browse(world.supervisor).get("/search/?q=学位").content.decode())
    assert 'href="/tasks/?q=%E5%AD%A6%E4%BD%8D">Show all 9' in page
    assert page.count("/tasks/") - page.count("/tasks/?") >= 8


def test_very_many_are_not_counted(world, monkeypatch):  # noqa: F811
    monkeypatch.setattr(querysets, "FEW", 3)
    for number in range(9):
        world.task(title=f"学位{number}")
    [tasks] = find(world.supervisor, "学位", most=5)
    assert (tasks.total, tasks.count) == (None, "many")
    assert len(tasks.hits) == 5


def test_without_a_query_and_without_a_hit_the_page_says_what_can_be_looked_for(world, browse):  # noqa: F811
    client = browse(world.handler)
    for address in ("/search/", "/search/?q=%E4%B8%8D%E5%9C%A8%E7%9A%84"):
        page = client.get(address).content.decode()
        assert "Departments and people by name, pinyin or initials." in page
    assert "Nothing found for “不在的”" in page


@pytest.mark.parametrize(
    ("who", "query", "offered"),
    [
        ("supervisor", "导入报告", True),
        ("supervisor", "dr", True),
        ("supervisor", "import a rep", True),
        ("handler", "导入报告", False),
        ("handler", "本周", True),
        ("audit_admin", "本周", False),
        ("audit_admin", "审计", True),
        ("handler", "tuichu", True),
    ],
)
def test_pages_and_acts_are_offered_to_whom_they_open(world, who, query, offered):  # noqa: F811
    person = getattr(world, who)
    assert bool(commands(person, query, (*PAGES, *ACTS))) is offered


@pytest.mark.parametrize(
    "name",
    [
        *("handler", "supervisor", "system_admin"),
        *(
            pytest.param(name, marks=pytest.mark.thorough)
            for name in ("liaison", "head", "chief", "mayors_office", "audit_admin")
        ),
    ],
)
def test_every_command_opens_for_whoever_is_offered_it(world, browse, name):  # noqa: F811
    client, person = browse(getattr(world, name)), getattr(world, name)
    for one in commands(person, "", (*PAGES, *ACTS)):
        if one.url:
            assert client.get(one.url).status_code == 200, one.url
        else:
            assert f'id="{one.form}"' in client.get("/search/").content.decode(), one.form


def test_only_the_other_language_is_offered(world):  # noqa: F811
    offered = [one.value for one in commands(world.handler, "", ACTS) if one.name == "language"]
    assert offered == ["zh-hans"]


def test_the_box_gives_options_and_nothing_is_kept_of_them(world, browse):  # noqa: F811
    world.task(title="新建学位三千个")
    answer = browse(world.handler).get("/search/box/?q=学位")
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert page.count('role="option"') == 2  # the task, and everything about it
    assert "/search/?q=%E5%AD%A6%E4%BD%8D" in page
    assert "<html" not in page
    # Without a query: where one may go.
    assert {group.code for group in find_quickly(world.handler, " ", most=6)} == {"acts", "pages"}


def test_the_page_takes_the_same_statements_however_much_is_found(world, browse):  # noqa: F811
    client = browse(world.supervisor)
    report(world, "新增学位五千个。")
    world.task(title="学位")
    client.get("/search/?q=学位")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/?q=学位")
        counts.append(len(asked))
        if len(counts) == 1:
            for number in range(2, 7):
                world.task(title=f"学位{number}")
                Passage.objects.create(
                    report=Report.objects.get(), number=number, paragraph=1, start=0, end=1, text="学位"
                )
    assert counts[0] == counts[1] <= 12, [query["sql"][:90] for query in asked]
