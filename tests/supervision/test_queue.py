"""The supervisor's queue: what waits, how long, until when; decided in place, and what somebody else did meanwhile is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from audit import clock
from departments.workdays import WorkCalendar
from supervision.models import Urging
from supervision.queue.inside import differences
from supervision.queue.kinds import BY_CODE, KINDS
from supervision.queue.page import SHOWN, counts, limit_words, lines
from supervision.urging.services import settle_proposal, urge
from tasks.choices import Status
from tasks.decisions.models import ClosingRequest, Decision
from tasks.decisions.proposals import propose
from tasks.models import Task
from tasks.progress.services import add_evidence, report_progress
from tasks.register.services import rate_task
from tests.tasks.world import MONDAY, World, nine, pdf

HTMX = {"HX-Request": "true"}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    with clock.at(nine(MONDAY)), translation.override("en"):
        yield World()


@pytest.fixture
def desk(world):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.supervisor)
    return client


def waiting(person, code: str) -> list[int]:
    return list(BY_CODE[code].rows(person, MONDAY).values_list("pk", flat=True))


def late(world, **fields) -> Task:
    return world.task(due_on=date(2026, 2, 2), next_due_on=date(2026, 2, 2), **fields)


def step(task: Task, level: str, reply_by: date | None = None) -> Urging:
    return Urging.objects.create(
        task=task,
        level=level,
        due_on=task.next_due_on,
        sent_at=nine(MONDAY - timedelta(days=9)),
        sent_on=MONDAY - timedelta(days=9),
        reply_by_on=reply_by,
    )


def test_the_oldest_comes_first_with_age_and_limit(world):
    for days in (3, 10, 5):
        world.extension(
            world.task(),
            Decision.SUPERVISOR,
            reviewed_at=nine(MONDAY - timedelta(days=days)),
            decide_by_on=MONDAY - timedelta(days=days - 4),
        )
    found = lines(BY_CODE["extensions"], BY_CODE["extensions"].rows(world.supervisor, MONDAY))
    assert [line.age for line in found] == sorted((line.age for line in found), reverse=True)
    assert found[0].urgency == "late"
    assert "over the limit" in found[0].limit


def test_a_limit_is_said_in_working_days():
    calendar = WorkCalendar()
    with translation.override("en"):
        assert limit_words(MONDAY + timedelta(days=4), MONDAY, calendar) == ("4 working days left", "")
        assert limit_words(MONDAY + timedelta(days=1), MONDAY, calendar) == ("1 working day left", "soon")
        assert limit_words(MONDAY, MONDAY, calendar) == ("the limit is today", "soon")
        assert limit_words(MONDAY - timedelta(days=3), MONDAY, calendar) == (
            "1 working day over the limit",
            "late",
        )


def test_only_the_newest_step_without_a_reply_waits_and_a_fresh_one_gives_the_unit_time(world):
    task = late(world)
    step(task, "t+1", MONDAY - timedelta(days=6))
    newest = step(task, "t+3", MONDAY - timedelta(days=3))
    assert waiting(world.supervisor, "silent") == [newest.pk]
    urge(actor=world.supervisor, task_id=task.pk, text="请回复")
    assert waiting(world.supervisor, "silent") == []


def test_who_was_rated_after_the_last_report_no_longer_differs(world):
    task = world.task(light="red", self_light="green")
    with clock.at(nine(MONDAY - timedelta(days=3))):
        report_progress(actor=world.handler, task_id=task.pk, percent=10, self_light="green", done="开工")
    Task.objects.filter(pk=task.pk).update(light="red")
    assert waiting(world.supervisor, "apart") == [task.pk]
    rate_task(actor=world.supervisor, task_id=task.pk, rating="at_risk", reason="现场查看")
    Task.objects.filter(pk=task.pk).update(light="red")
    assert waiting(world.supervisor, "apart") == []


def test_an_unsigned_task_that_was_urged_waits_for_its_reply_first(world):
    task = world.task(Status.ISSUED, sign_by_on=MONDAY - timedelta(days=4), next_due_on=date(2026, 12, 31))
    assert waiting(world.supervisor, "unsigned") == [task.pk]
    urge(actor=world.supervisor, task_id=task.pk, text="请签收")
    assert waiting(world.supervisor, "unsigned") == []


def test_the_last_step_is_decided_by_a_person_once(world):
    task = late(world)
    proposal = step(task, "t+15")
    assert waiting(world.supervisor, "proposals") == [proposal.pk]
    settle_proposal(actor=world.supervisor, urging_id=proposal.pk, urge_again=False, text="本周会商后再定")
    assert waiting(world.supervisor, "proposals") == []
    assert not task.urgings.filter(level="hand").exists()
    other = step(late(world), "t+15")
    settle_proposal(actor=world.supervisor, urging_id=other.pk, urge_again=True, text="请周五前报整改方案")
    assert other.task.urgings.get(level="hand").text == "请周五前报整改方案"


def test_a_row_opens_with_its_facts_and_is_decided_in_place(world, desk):
    asked = world.closing(world.task(Status.VERIFYING, standard="食堂投入使用"), Decision.SUPERVISOR)
    address = f"/queue/verify/{asked.pk}/"
    opened = desk.get(address, headers=HTMX).content.decode()
    assert "食堂投入使用" in opened and asked.statement in opened
    refused = desk.post(address, {"act": "a", "finding": "现场属实"}, headers=HTMX)
    assert refused.status_code == 422
    assert "现场属实" in refused.content.decode()
    done = desk.post(address, {"act": "a", "method": "on_site", "finding": "现场属实"}, headers=HTMX)
    assert done.status_code == 200
    assert "data-settled" in done.content.decode() and 'data-replaces="#queue-kinds"' in done.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Decision.GRANTED, world.supervisor)


def test_sending_back_wants_the_class_of_the_reason(world, desk):
    asked = world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    typed = {"act": "r", "method": "documents", "finding": "缺验收单"}
    assert desk.post(f"/queue/verify/{asked.pk}/", typed, headers=HTMX).status_code == 422
    desk.post(f"/queue/verify/{asked.pk}/", typed | {"back_reason": "incomplete"}, headers=HTMX)
    asked.refresh_from_db()
    assert (asked.state, asked.back_reason) == (Decision.REFUSED, "incomplete")


def test_somebody_who_was_faster_is_named_in_place(world, desk):
    asked = world.extension(world.task(), Decision.SUPERVISOR)
    other = Client()
    other.force_login(world.second_supervisor)
    other.post(f"/queue/extensions/{asked.pk}/", {"act": "a"})
    late_one = desk.post(f"/queue/extensions/{asked.pk}/", {"act": "r", "note": "不同意"}, headers=HTMX)
    page = late_one.content.decode()
    assert late_one.status_code == 200
    assert "decided meanwhile by" in page and world.second_supervisor.name in page
    assert "data-settled" in page
    asked.refresh_from_db()
    assert asked.state == Decision.GRANTED


def test_without_scripts_the_same_addresses_open_decide_and_come_back(world, desk):
    asked = world.extension(world.task(), Decision.SUPERVISOR)
    link = desk.get(f"/queue/extensions/{asked.pk}/")
    assert link.status_code == 302 and f"open={asked.pk}" in link.url
    opened = desk.get(link.url.partition("#")[0]).content.decode()
    assert asked.explanation in opened and f'action="/queue/extensions/{asked.pk}/"' in opened
    refused = desk.post(f"/queue/extensions/{asked.pk}/", {"act": "r", "note": " "})
    assert refused.status_code == 422 and asked.explanation in refused.content.decode()
    back = desk.post(f"/queue/extensions/{asked.pk}/", {"act": "r", "note": "理由不充分"})
    assert back.url == "/queue/?show=extensions"
    asked.refresh_from_db()
    assert asked.state == Decision.REFUSED


def test_who_may_not_decide_reads_why_instead_of_buttons(world, desk):
    asked = world.extension(world.task(), Decision.SUPERVISOR, ordinal=3)
    opened = desk.get(f"/queue/extensions/{asked.pk}/", headers=HTMX).content.decode()
    assert "Ask: " in opened
    assert "data-act" not in opened


def test_what_others_propose_waits_for_whoever_may_do_it(world):
    task = world.task()
    made = propose(actor=world.head, task_id=task.pk, verb="suspend", reason="等待上级规划调整")
    assert waiting(world.chief, "asked") == [made.pk]
    assert waiting(world.supervisor, "asked") == []
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.chief)
    opened = client.get(f"/queue/asked/{made.pk}/", headers=HTMX).content.decode()
    assert "等待上级规划调整" in opened and f"/tasks/{task.pk}/do/suspend/?next=/queue/" in opened
    done = client.post(f"/queue/asked/{made.pk}/", {"act": "r", "reason": "继续推进"}, headers=HTMX)
    assert "declined" in done.content.decode()
    assert waiting(world.chief, "asked") == []


def test_what_one_may_not_know_of_is_not_there(world):
    asked = world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    client = Client()
    client.force_login(world.county_supervisor)
    assert client.get(f"/queue/verify/{asked.pk}/").status_code == 404
    client.force_login(world.handler)
    assert client.get(f"/queue/verify/{asked.pk}/").status_code == 403
    client.force_login(world.supervisor)
    assert client.get(f"/queue/nothing/{asked.pk}/").status_code == 404


def test_a_long_queue_costs_what_a_short_one_costs_and_is_paged(world, desk, django_assert_max_num_queries):
    world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    desk.get("/queue/")
    with django_assert_max_num_queries(24) as short:
        desk.get("/queue/?show=verify")
    for _number in range(SHOWN + 3):
        world.closing(world.task(Status.VERIFYING), Decision.SUPERVISOR)
    with django_assert_max_num_queries(len(short)):
        page = desk.get("/queue/?show=verify").content.decode()
    assert page.count("data-row") == SHOWN
    last = desk.get("/queue/?show=verify&page=2").content.decode()
    assert last.count("data-row") == 4
    assert counts(world.supervisor, MONDAY)["verify"] == SHOWN + 4
    assert desk.get("/queue/?show=verify&page=999").status_code == 200


def test_an_opened_row_costs_a_bounded_number_of_statements(world, desk, django_assert_max_num_queries):
    task = world.task(Status.VERIFYING)
    asked = world.closing(task, Decision.SUPERVISOR)
    desk.get(f"/queue/verify/{asked.pk}/", headers=HTMX)
    with django_assert_max_num_queries(22):
        desk.get(f"/queue/verify/{asked.pk}/", headers=HTMX)


def test_every_kind_has_an_empty_state(world, desk):
    for kind in KINDS:
        page = desk.get(f"/queue/?show={kind.code}").content.decode()
        assert "Nothing waits here" in page, kind.code


def test_the_difference_to_the_application_before_is_counted(world):
    task = world.task()
    for day, percent in ((9, 40), (5, 70)):
        with clock.at(nine(MONDAY - timedelta(days=day))):
            report_progress(
                actor=world.handler,
                task_id=task.pk,
                percent=percent,
                self_light="green",
                done=f"完成{percent}",
            )
            if percent == 40:
                old = add_evidence(actor=world.handler, task_id=task.pk, upload=pdf("旧", "旧.pdf"))
                before = world.closing(
                    task,
                    Decision.REFUSED,
                    decision_note="缺验收单",
                    asked_at=clock.now() + timedelta(hours=1),
                )
    before.evidence.add(old)
    fresh = add_evidence(actor=world.handler, task_id=task.pk, upload=pdf("新", "新.pdf"))
    asked = world.closing(task, Decision.SUPERVISOR)
    asked.evidence.set([old, fresh])
    found = differences([ClosingRequest.objects.get(pk=asked.pk)])[asked.pk]
    assert (found.percent, found.sent_back) == ("40% → 70%", "缺验收单")
    assert [(file.name, file.fresh) for file in found.files] == [("旧.pdf", False), ("新.pdf", True)]
