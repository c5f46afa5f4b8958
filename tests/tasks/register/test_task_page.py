"""The page of a task and the forms of its verbs, as a browser meets them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.progress.services import add_evidence
from tasks.register.assessing import refresh
from tasks.register.verbs import VERBS
from tests.tasks.register.pages import text
from tests.tasks.world import entries, pdf

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_a_task_one_may_not_know_of_does_not_exist(world, browse):
    task = world.task()
    client = browse(world.other_handler)
    assert client.get(f"/tasks/{task.pk}/").status_code == 404
    assert client.get(f"/tasks/{task.pk}/do/sign/").status_code == 404


def test_the_page_names_lights_date_people_and_refusals(world, browse):
    task = refresh(world.task(title="改造学校", standard="验收合格", due_on=date(2026, 2, 27), percent=10))
    shown = text(browse(world.handler).get(f"/tasks/{task.pk}/"))
    for words in ("改造学校", "验收合格", "2 days overdue", world.handler.name, "Report progress"):
        assert words in shown
    # Saturday 28 February 2026 is a make-up working day.
    # What the state would allow but the post does not is shown with its reason.
    assert (
        "Suspend, Carry over to next year, Terminate Your posts do not include this. Ask: Supervision chief"
        in shown
    )


def test_the_page_of_a_task_takes_the_same_statements_however_long_its_story(world, browse):
    task = world.task()
    client = browse(world.handler)
    client.get(f"/tasks/{task.pk}/")
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/tasks/{task.pk}/")
        counts.append(len(asked))
        for name in "abcdef":
            add_evidence(actor=world.handler, task_id=task.pk, upload=pdf(name, f"{name}.pdf"))
            task.milestones.create(title=name, due_on=date(2026, 6, 1))
    # The first file and the first milestone bring a statement each, further ones none.
    assert counts[1] <= counts[0] + 2 <= 12, [query["sql"] for query in asked]
    assert counts[2] == counts[1]


def test_no_page_needs_an_inline_style_or_script(world, browse):
    task = refresh(world.task(percent=30))
    client = browse(world.handler)
    for address in ("/tasks/", f"/tasks/{task.pk}/", f"/tasks/{task.pk}/do/report_progress/"):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert not re.search(r"\son[a-z]+=", html)


# --- verbs ---

STAGES = {
    "sign": ("liaison", Status.ISSUED),
    "return_task": ("head", Status.ISSUED),
    "reopen": ("chief", Status.CLOSED),
    "resume": ("chief", Status.SUSPENDED),
    "suspend": ("chief", Status.ACTIVE),
    "terminate": ("chief", Status.ACTIVE),
    "carry_over": ("chief", Status.ACTIVE),
    "waive_milestone": ("supervisor", Status.ACTIVE),
    "edit_task": ("supervisor", Status.ACTIVE),
    "rate": ("supervisor", Status.ACTIVE),
    "assign_post": ("head", Status.ACTIVE),
    "review_closing": ("head", Status.UNIT_REVIEW),
    "verify_closing": ("supervisor", Status.VERIFYING),
    "review_extension": ("head", Status.ACTIVE),
    "decide_extension": ("supervisor", Status.ACTIVE),
    "withdraw_closing": ("handler", Status.UNIT_REVIEW),
    "add_milestone": ("supervisor", Status.ACTIVE),
    "change_milestone": ("supervisor", Status.ACTIVE),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_form_for_whom_it_is_meant(world, browse, verb):
    who, status = STAGES.get(verb, ("handler", Status.ACTIVE))
    task = world.task(status)
    if verb.endswith("_extension") and verb != "ask_extension":
        world.extension(task, Decision.UNIT if verb == "review_extension" else Decision.SUPERVISOR)
    if verb.endswith("_closing") and verb != "submit_closing":
        world.closing(task, Decision.UNIT if verb == "review_closing" else Decision.SUPERVISOR)
    page = browse(getattr(world, who)).get(f"/tasks/{task.pk}/do/{verb}/")
    assert page.status_code == 200
    assert str(VERBS[verb].label) in text(page)


def test_signing_needs_nothing_but_the_button(world, browse):
    task = world.task(Status.ISSUED)
    answer = browse(world.liaison).post(f"/tasks/{task.pk}/do/sign/", follow=True)
    task.refresh_from_db()
    assert task.status == Status.ACTIVE
    assert "Done: Sign for the task." in text(answer)


def test_what_one_may_not_do_is_refused_with_the_reason(world, browse):
    task = world.task()
    for method in ("get", "post"):
        answer = getattr(browse(world.handler), method)(f"/tasks/{task.pk}/do/suspend/")
        assert answer.status_code == 403
        assert "Your posts do not include this. Ask: Supervision chief" in text(answer)


def test_the_wrong_moment_is_explained(world, browse):
    task = world.task(Status.SUSPENDED)
    answer = browse(world.handler).get(f"/tasks/{task.pk}/do/report_progress/")
    assert answer.status_code == 409
    assert "It is now: Suspended" in text(answer)


def test_a_report_with_readings_reaches_the_task(world, browse):
    task = world.task(percent=10)
    metres = task.indicators.create(name="道路", comparator="≥", target=12, unit="公里")
    sent = {"percent": "35", "self_light": "amber", "done": "路基完成", f"reading_{metres.pk}": "4.5"}
    assert browse(world.handler).post(f"/tasks/{task.pk}/do/report_progress/", sent).status_code == 302
    task.refresh_from_db()
    metres.refresh_from_db()
    assert (task.percent, task.self_light, metres.latest) == (35, "amber", 4.5)


def test_a_rule_broken_shows_its_sentence_and_keeps_what_was_typed(world, browse):
    task = world.task(percent=50)
    sent = {"percent": "20", "self_light": "red", "done": "返工三处"}
    answer = browse(world.handler).post(f"/tasks/{task.pk}/do/report_progress/", sent)
    assert answer.status_code == 422
    assert "Progress falls from 50 % to 20 %" in text(answer)
    assert "返工三处" in text(answer)
    task.refresh_from_db()
    assert task.percent == 50


def test_an_edit_sends_only_what_differs(world, browse):
    task = refresh(world.task(title="旧题", standard="验收"))
    client = browse(world.supervisor)
    form = client.get(f"/tasks/{task.pk}/do/edit_task/").context["form"]
    sent = {k: v for k, v in form.initial.items() if v not in (None, False)} | {
        "title": "新题",
        "reason": "措辞",
    }
    assert client.post(f"/tasks/{task.pk}/do/edit_task/", sent).status_code == 302
    task.refresh_from_db()
    assert task.title == "新题"
    assert set(entries(task, "tasks.edited")[0]) == {"title", "reason"}


def test_whoever_saves_second_sees_both_versions(world, browse):
    task = world.task(title="原题", standard="验收")
    client = browse(world.supervisor)
    form = client.get(f"/tasks/{task.pk}/do/edit_task/").context["form"]
    seen = {k: v for k, v in form.initial.items() if v not in (None, False)}
    client.post(f"/tasks/{task.pk}/do/edit_task/", seen | {"title": "先改的", "reason": "甲"})
    second = browse(world.second_supervisor).post(
        f"/tasks/{task.pk}/do/edit_task/", seen | {"title": "后改的", "reason": "乙"}
    )
    assert second.status_code == 422
    assert "先改的" in text(second) and "后改的" in second.content.decode()
    task.refresh_from_db()
    assert task.title == "先改的"
    # The form now carries the version seen, so that a second save is a decision.
    again = {**seen, "title": "后改的", "reason": "乙", "version": second.context["form"].data["version"]}
    assert browse(world.second_supervisor).post(f"/tasks/{task.pk}/do/edit_task/", again).status_code == 302


def test_evidence_is_a_download_for_those_who_may_read_the_task(world, browse, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = world.task()
    file = add_evidence(actor=world.handler, task_id=task.pk, upload=pdf("报告", "验收 报告.pdf"))
    address = f"/tasks/{task.pk}/evidence/{file.pk}/"
    answer = browse(world.supervisor).get(address)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert browse(world.other_handler).get(address).status_code == 404
    other = world.task()
    assert browse(world.supervisor).get(f"/tasks/{other.pk}/evidence/{file.pk}/").status_code == 404


def test_a_file_is_uploaded_by_the_form(world, browse, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = world.task()
    answer = browse(world.handler).post(f"/tasks/{task.pk}/do/add_evidence/", {"upload": pdf()})
    assert answer.status_code == 302
    assert task.evidence.get().name == "验收报告.pdf"


def test_after_a_verb_one_is_back_where_one_chose_it(world, browse):
    task = world.task(Status.ISSUED)
    client = browse(world.liaison)
    assert client.post(f"/tasks/{task.pk}/do/sign/", {"next": "/week/"}).url == "/week/"
    other = world.task(Status.ISSUED)
    elsewhere = client.post(f"/tasks/{other.pk}/do/sign/?next=https://example.org/")
    assert elsewhere.url == f"/tasks/{other.pk}/"


def test_an_application_is_taken_back_from_the_page(world, browse):
    task = world.task(Status.UNIT_REVIEW)
    asked = world.closing(task)
    client = browse(world.handler)
    assert "Take the application back" in text(client.get(f"/tasks/{task.pk}/"))
    assert client.post(f"/tasks/{task.pk}/do/withdraw_closing/").status_code == 302
    asked.refresh_from_db()
    task.refresh_from_db()
    assert (asked.state, task.status) == (Decision.WITHDRAWN, Status.ACTIVE)


def test_what_nothing_waits_for_is_not_explained(world, browse):
    shown = text(browse(world.head).get(f"/tasks/{world.task().pk}/"))
    assert "No request is waiting" not in shown
