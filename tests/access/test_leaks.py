"""Nothing of a task one may not know leaves by another way; nothing that was typed runs in a page."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supervision.models import MonthlyBulletin, SnapshotRow
from supervision.monthly import figures
from supervision.urging.services import send_reminders
from tasks.choices import Status
from tasks.models import Task
from tasks.register.services import issue_list
from tasks.register.telling import tell
from tasks.reports import services
from tests.access.stage import SECRET, Stage
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures
from tests.tasks.world import MONDAY, nine, told

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=y>"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def bulletin(world, **fields) -> MonthlyBulletin:  # noqa: F811
    values = {"year": 2026, "month": 2, "as_of": date(2026, 2, 28), "drafted_at": nine(MONDAY)}
    return MonthlyBulletin.objects.create(jurisdiction=world.city.government, **values, **fields)


def row(found: MonthlyBulletin, task: Task) -> SnapshotRow:
    values = {"area": task.area, "status": "active", "light": "red", "schedule_class": "behind"}
    values |= {"percent": 0, "planned_percent": 50, "next_due_on": date(2026, 2, 10)}
    return SnapshotRow.objects.create(bulletin=found, task=task, **values)


def test_the_list_behind_a_bulletin_shows_only_tasks_one_may_know(world):  # noqa: F811
    found = bulletin(world, state="signed", issue=1, title="通报")
    mine, theirs = (
        world.task(title="滨江步道"),
        world.task(lead=world.city.finance, support=[], post=None, title="山地泵站"),
    )
    for task in (mine, theirs):
        row(found, task)
    for client, seen in ((browser(world.handler), False), (browser(world.chief), True)):
        for address in (f"/bulletins/{found.pk}/rows/", f"/api/bulletins/{found.pk}/rows/"):
            page = client.get(address).content.decode()
            assert "滨江步道" in page
            assert ("山地泵站" in page) == seen, address
    strange = "?light=%F0&status='&area=x&lead_department=%C2%B2"
    assert browser(world.chief).get(f"/bulletins/{found.pk}/rows/{strange}").status_code == 200


def test_a_bulletin_names_a_sensitive_task_by_its_number_only(world):  # noqa: F811
    found, task = bulletin(world), world.task(visibility="sensitive", title=SECRET)
    row(found, task)
    [named] = figures.of_bulletin(found)["overdue_list"]
    assert (named["number"], SECRET in str(named)) == (task.number, False)


def test_messages_name_a_sensitive_task_by_its_number_only(world):  # noqa: F811
    task = world.task(visibility="sensitive", title=SECRET, due_on=date(2026, 2, 25))
    Task.objects.update(next_due_on=date(2026, 2, 25))
    tell([world.handler.pk], "issued", task, "交办：")
    send_reminders(MONDAY)
    titles = told(world.handler)
    assert len(titles) == 2
    assert all(task.number in title and SECRET not in title for title in titles)


def test_the_text_of_a_report_colours_only_what_the_reader_may_know(world):  # noqa: F811
    stage = Stage(world)
    sentence = stage.report.passages.last()
    Task.objects.filter(pk=stage.draft.pk).update(status=Status.CLOSED, light="red", first_due_on=MONDAY)
    for who, sees in (("chief", True), ("handler", True), ("other_handler", False)):
        client = browser(getattr(world, who))
        html = client.get(f"/reports/{stage.report.pk}/text/").content.decode()
        assert (f'class="s light-red" id="s{sentence.number}"' in html) == sees, who
        opened = client.get(f"/reports/{stage.report.pk}/sentences/{sentence.number}/").content.decode()
        assert (f'href="/tasks/{stage.draft.pk}/"' in opened) == sees, who
        listed = client.get(f"/api/reports/{stage.report.pk}/sentences/").json()
        tasks = next(line["tasks"] for line in listed if line["id"] == sentence.pk)
        assert tasks == ([stage.draft.pk] if sees else []), who


def test_an_urging_of_an_unknown_task_is_not_found(world):  # noqa: F811
    stage = Stage(world)
    stranger = browser(world.other_handler)
    assert stranger.post(f"/week/urgings/{stage.urging.pk}/", {"reply": "x"}).status_code == 404
    assert stranger.post("/week/urgings/999999/", {"reply": "x"}).status_code == 404
    assert stranger.get(f"/inbox/{stage.notice.pk}/").status_code == 404


def test_nothing_typed_runs_in_a_page(world):  # noqa: F811
    stage = Stage(world)
    Task.objects.update(title=EVIL, standard=EVIL, text=EVIL, others=[EVIL], path=[EVIL])
    stage.report.passages.update(text=EVIL)
    stage.report.title = stage.report.file_name = EVIL
    stage.report.unmatched = [{"name": EVIL}]
    stage.report.save()
    stage.draft.unmatched = [
        {"name": EVIL, "part": "lead", "how": "none", "candidates": [{"id": 1, "name": EVIL}]}
    ]
    stage.draft.suggested = [{"department": EVIL, "score": 1, "because": EVIL}]
    stage.draft.save(update_fields=["unmatched", "suggested"])
    stage.evidence.name = EVIL
    stage.evidence.save()
    own, report = stage.own.pk, stage.report.pk
    pages = {
        "chief": (
            *(
                "/tasks/",
                f"/tasks/{own}/",
                f"/tasks/{own}/do/edit_task/",
                "/queue/",
                "/dashboard/",
                "/reports/",
            ),
            *(f"/reports/{report}/?show=all", f"/reports/{report}/text/", f"/lists/{stage.issued.pk}/"),
            *(f"/reports/{report}/drafts/{stage.draft.pk}/", f"/weeks/{stage.round.pk}/"),
            f"/tasks/?q={EVIL}",
        ),
        "handler": ("/week/", f"/tasks/{own}/do/submit_closing/", "/inbox/"),
    }
    for who, addresses in pages.items():
        client = browser(getattr(world, who))
        for address in addresses:
            html = client.get(address).content.decode()
            assert "<script>alert" not in html, address
            assert "<img src=x" not in html, address


def test_an_exported_title_is_text_and_never_a_formula(world):  # noqa: F811
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")']
    drafts = [world.task(Status.DRAFT, title=title) for title in titles]
    ids = [task.pk for task in drafts]
    place = world.city.government.pk
    issued = issue_list(actor=world.chief, jurisdiction_id=place, year=2026, task_ids=ids)
    answer = browser(world.chief).get(f"/lists/{issued.pk}/list.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value in titles]
    assert {cell.value for cell in cells} == set(titles)
    assert all(cell.data_type == "s" for cell in cells)


def test_an_import_asks_for_the_size_before_it_reads(world, monkeypatch):  # noqa: F811
    monkeypatch.setattr("tasks.progress.uploads.MAX_BYTES", 10)
    monkeypatch.setattr(services, "import_report", None)  # would fail if it were reached
    client = browser(world.chief)
    sent = {"jurisdiction": world.city.government.pk, "file": SimpleUploadedFile("x.txt", b"x" * 11)}
    page, api = client.post("/reports/import/", sent), None
    sent["file"] = SimpleUploadedFile("x.txt", b"x" * 11)
    api = client.post("/api/reports/", sent)
    assert (page.status_code, api.status_code) == (400, 400)
    assert set(api.json()["fields"]) == {"file"}


def test_a_foreign_address_is_followed_nowhere(world):  # noqa: F811
    stage, client = Stage(world), browser(world.chief)
    for evil in ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"):
        for address, data in (
            (f"/reports/{stage.report.pk}/undo/", {"next": evil}),
            ("/account/type-size/", {"next": evil}),
            (f"/tasks/{stage.own.pk}/do/rate/", {"next": evil, "rating": "likely", "reason": "x"}),
        ):
            answer = client.post(address, data)
            assert "evil" not in answer.headers.get("Location", ""), (address, evil)
            assert "alert" not in answer.headers.get("Location", "")


def test_a_draft_that_was_issued_before_stays_on_record(world):  # noqa: F811
    stage = Stage(world)
    Task.objects.filter(pk=stage.draft.pk).update(issued_at=nine(MONDAY))
    with pytest.raises(ValidationError) as refused:
        services.set_aside(
            actor=world.chief, report_id=stage.report.pk, task_ids=[stage.draft.pk], reason="slogan"
        )
    assert refused.value.code == "wrong_state"


def test_who_may_not_issue_learns_nothing_of_what_waits(world):  # noqa: F811
    place = world.city.government.pk
    answer = browser(world.handler).post("/api/lists/", {"jurisdiction": place, "year": 2026})
    assert answer.status_code == 403
