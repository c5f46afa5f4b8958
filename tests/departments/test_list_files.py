"""A list as a file: exactly what is seen, harmless to a spreadsheet, and only for whoever asked for it."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from celery import current_app
from django.http import QueryDict
from openpyxl import load_workbook

from audit import clock
from audit.models import AuditEntry
from departments.lists import taking
from departments.lists.finding import list_named
from departments.lists.models import ListFile
from departments.models import Tenure
from tasks.register.services import refresh
from tests import factories
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures

BACKEND = "departments.authentication.PersonBackend"


@pytest.fixture
def browse(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    client.cookies["django_language"] = "en"
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)

    def as_person(person):
        client.force_login(person, backend=BACKEND)
        return client

    return as_person


def lines(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def asked(client, query: str = "") -> ListFile:
    client.post("/views/files/ask/", {"list": "register:list", "form": "csv", "query": query})
    return ListFile.objects.first()


def test_the_file_holds_the_rows_and_columns_of_the_page_and_no_others(world, browse):  # noqa: F811
    refresh(world.task(title="晚了", due_on=date(2026, 2, 27), number="2026-001"))
    world.task(title="别处的", lead=world.city.finance, support=[], post=None)
    client = browse(world.handler)
    assert lines(client.get("/tasks/?columns=number,area&file=csv")) == [
        ["Number", "Task", "Area"],
        ["2026-001", "晚了", "Livelihood services"],
    ]
    everything = client.get("/tasks/?file=csv&overdue=on&group=unit")
    assert everything.content.startswith(b"\xef\xbb\xbf")
    assert lines(everything)[1][:5] == ["市教育局", "2026-001", "晚了", "2026-02-27 2 days overdue", "0"]
    assert AuditEntry.objects.filter(action="departments.list_taken").count() == 2


def test_no_cell_becomes_a_formula(world, browse):  # noqa: F811
    for title in ("=1+1", "+7", "-2", "@SUM", "\t=1"):
        world.task(title=title)
    client = browse(world.handler)
    assert {row[0][0] for row in lines(client.get("/tasks/?columns=title&file=csv"))[1:]} == {"'"}
    sheet = load_workbook(BytesIO(client.get("/tasks/?columns=title&file=xlsx").getvalue())).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s"}


def test_numbers_and_days_stay_numbers_and_days_in_a_workbook(world, browse):  # noqa: F811
    world.task(percent=40, due_on=date(2026, 9, 1))
    answer = browse(world.handler).get("/tasks/?columns=percent,first_due&file=xlsx")
    row = list(load_workbook(BytesIO(answer.getvalue())).active.values)[1]
    assert row[1] == 40
    assert row[2].date() == date(2026, 9, 1)


def test_who_may_not_take_a_list_away_is_refused(world, browse):  # noqa: F811
    client = browse(world.security_admin)
    assert client.get("/tasks/?file=csv").status_code == 403
    assert client.post("/views/files/ask/", {"list": "register:list", "form": "csv"}).status_code == 403
    assert "file=csv" not in client.get("/tasks/").content.decode()


def test_a_long_list_is_written_by_the_worker_for_whoever_asked(world, browse, monkeypatch):  # noqa: F811
    monkeypatch.setattr(taking, "DIRECT_ROWS", 2)
    for _ in range(4):
        world.task()
    client = browse(world.supervisor)
    assert "This is a long list" in client.get("/tasks/?file=csv&sort=number").content.decode()
    file = asked(client, "sort=number&page=2")
    assert "Waiting" in client.get("/views/files/").content.decode()
    assert client.get(f"/views/files/{file.pk}/").status_code == 404
    assert taking.write_files() == {"written": 1, "failed": 0, "outdated": 0}
    assert taking.write_files()["written"] == 0
    file.refresh_from_db()
    assert (file.written, file.total, file.query) == (4, 4, "sort=number")
    assert len(lines(client.get(f"/views/files/{file.pk}/"))) == 5
    assert browse(world.chief).get(f"/views/files/{file.pk}/").status_code == 404


def test_a_file_is_not_handed_out_when_the_posts_have_changed_since(world, browse):  # noqa: F811
    client = browse(world.handler)
    file = asked(client)
    taking.write_files()
    Tenure.objects.create(
        post=factories.post("L", world.city.finance), person=world.handler, starts_on=date(2026, 3, 1)
    )
    assert client.get(f"/views/files/{file.pk}/").url == "/views/files/"


def test_it_is_kept_for_a_week(world, browse, tmp_path):  # noqa: F811
    client = browse(world.handler)
    file = asked(client)
    taking.write_files()
    assert len(list(tmp_path.rglob("*.csv"))) == 1
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert taking.write_files()["outdated"] == 1
    assert not ListFile.objects.filter(pk=file.pk).exists()
    assert not list(tmp_path.rglob("*.csv"))


def test_a_worker_that_died_leaves_the_file_to_the_next_a_living_one_keeps_it(world, browse):  # noqa: F811
    file = asked(browse(world.handler))
    ListFile.objects.update(state="running", touched_at=clock.now() - timedelta(minutes=9))
    assert taking.write_files()["written"] == 0
    ListFile.objects.update(touched_at=clock.now() - timedelta(minutes=11))
    assert taking.write_files()["written"] == 1
    file.refresh_from_db()
    assert file.state == "done"


def test_what_fails_says_so_and_holds_up_no_other(world, browse):  # noqa: F811
    client = browse(world.handler)
    broken, fine = asked(client), asked(client)
    ListFile.objects.filter(pk=broken.pk).update(list="no:such")
    assert taking.write_files() == {"written": 1, "failed": 1, "outdated": 0}
    assert "Ask for it again" in client.get("/views/files/").content.decode()
    fine.refresh_from_db()
    assert fine.state == "done"


def test_a_file_asks_as_many_statements_however_many_rows(world, django_assert_max_num_queries):  # noqa: F811
    for _ in range(30):
        world.task()
    columns = QueryDict("columns=holder,support,leader,post,lead,news")
    with django_assert_max_num_queries(12):
        made = taking.table(world.supervisor, list_named("register:list"), columns)
        assert len(list(made.values())) == 30
