"""Role × verb: a service obeys the permission matrix of the reference (§6), whatever a page shows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tasks import rules
from tasks.choices import Status
from tasks.decisions import services as decisions
from tasks.decisions.models import ClosingRequest, Decision, ExtensionRequest
from tasks.discussion.services import comment
from tasks.progress import services as progress
from tasks.register import services as register
from tests import factories
from tests.tasks.world import World, pdf

UNIT, HEADS = {"liaison", "head", "second_head"}, {"head", "second_head"}
WORKERS = {"handler", "liaison"}
SUPERVISORS = {"supervisor", "second_supervisor", "chief"}
CITY = {"chief", "vice_mayor"}

# Who may, by the matrix; the task is the education bureau's, a livelihood task, supported by housing.
ALLOWED = {
    "issue": CITY,
    "sign": UNIT,
    "return_task": UNIT,
    "second_return": CITY,
    "assign_post": UNIT,
    "report_progress": WORKERS,
    "add_evidence": WORKERS,
    "complete_milestone": WORKERS,
    "open_blocker": WORKERS,
    "close_blocker": WORKERS,
    "waive_milestone": SUPERVISORS,
    "add_milestone": SUPERVISORS,
    "change_milestone": SUPERVISORS,
    "withdraw_extension": WORKERS,
    "withdraw_closing": WORKERS,
    "ask_extension": WORKERS,
    "review_extension": HEADS,
    "decide_extension": SUPERVISORS,
    "decide_third_extension": CITY,
    "submit_closing": WORKERS,
    "review_closing": HEADS,
    "verify_closing": SUPERVISORS,
    "reopen": {"chief"},
    "suspend": CITY,
    "resume": CITY,
    "terminate": CITY,
    "carry_over": CITY,
    "rate": SUPERVISORS,
    "edit_task": SUPERVISORS,
    "edit_draft": SUPERVISORS,
    # Whoever reads the task, and no administrator.
    "comment": {
        *("handler", "liaison", "head", "second_head", "co_handler", "co_liaison"),
        *("supervisor", "second_supervisor", "chief", "mayors_office", "vice_mayor"),
    },
}


def _calls(world: World) -> dict:
    """For each verb a task in the right state, and the call that asks for it."""
    milestone_of = {}

    def ready(status, **fields):
        return world.task(status, **fields)

    draft, returned = ready(Status.DRAFT), ready(Status.ISSUED, return_count=1)
    issued, active, closed, suspended = (
        ready(s) for s in (Status.ISSUED, Status.ACTIVE, Status.CLOSED, Status.SUSPENDED)
    )
    stepped = ready(Status.ACTIVE)
    milestone_of = factories.milestone(stepped, date(2026, 6, 30)).pk
    asked = world.extension(ready(Status.ACTIVE)).pk
    agreed = world.extension(ready(Status.ACTIVE), Decision.SUPERVISOR).pk
    third = world.extension(ready(Status.ACTIVE), Decision.SUPERVISOR, ordinal=3).pk
    submitted = world.closing(ready(Status.UNIT_REVIEW)).pk
    reviewed = world.closing(ready(Status.VERIFYING), Decision.SUPERVISOR).pk
    blocker = progress.open_blocker(
        actor=world.handler, task_id=ready(Status.ACTIVE).pk, text="等批复", waiting_for_text="省厅"
    ).pk
    said = {"percent": 10, "self_light": "green", "done": "已动工"}
    later = {"new_due_on": date(2027, 2, 26), "reason": "land", "explanation": "用地手续未批"}
    verified = {"strike_off": True, "method": "on_site", "finding": "现场已建成"}
    edit = {"changes": {"title": "建成社区服务站五处"}, "reason": "更正"}
    r, p, d, t = register, progress, decisions, "task_id"
    return {
        "issue": lambda a: r.issue_list(
            actor=a, jurisdiction_id=draft.jurisdiction_id, year=2026, task_ids=[draft.pk]
        ),
        "sign": lambda a: r.sign_task(actor=a, task_id=issued.pk),
        "return_task": lambda a: r.return_task(actor=a, task_id=issued.pk, reason="非本单位职责"),
        "second_return": lambda a: r.return_task(actor=a, task_id=returned.pk, reason="非本单位职责"),
        "assign_post": lambda a: r.assign_post(actor=a, task_id=active.pk, post_id=world.post.pk),
        "report_progress": lambda a: p.report_progress(actor=a, task_id=active.pk, **said),
        "add_evidence": lambda a: p.add_evidence(actor=a, task_id=active.pk, upload=pdf()),
        "complete_milestone": lambda a: r.complete_milestone(
            actor=a, task_id=stepped.pk, milestone_id=milestone_of
        ),
        "waive_milestone": lambda a: r.waive_milestone(
            actor=a, task_id=stepped.pk, milestone_id=milestone_of, because="并入其他任务"
        ),
        "add_milestone": lambda a: r.add_milestone(
            actor=a, task_id=stepped.pk, title="封顶", due_on=date(2026, 9, 30), reason="会议决定"
        ),
        "change_milestone": lambda a: r.change_milestone(
            actor=a,
            task_id=stepped.pk,
            milestone_id=milestone_of,
            title="封顶",
            due_on=date(2026, 9, 30),
            reason="雨季",
        ),
        "withdraw_extension": lambda a: d.withdraw_request(
            actor=a, request=ExtensionRequest.objects.get(pk=asked)
        ),
        "withdraw_closing": lambda a: d.withdraw_request(
            actor=a, request=ClosingRequest.objects.get(pk=submitted)
        ),
        "open_blocker": lambda a: p.open_blocker(
            actor=a, task_id=active.pk, text="等批复", waiting_for_text="省厅"
        ),
        "close_blocker": lambda a: p.close_blocker(actor=a, blocker_id=blocker, outcome="已批复"),
        "ask_extension": lambda a: d.ask_extension(actor=a, task_id=active.pk, **later),
        "review_extension": lambda a: d.review_extension(actor=a, request_id=asked, agree=True, note=""),
        "decide_extension": lambda a: d.decide_extension(actor=a, request_id=agreed, grant=True, note=""),
        "decide_third_extension": lambda a: d.decide_extension(
            actor=a, request_id=third, grant=True, note=""
        ),
        "submit_closing": lambda a: d.submit_closing(actor=a, task_id=active.pk, statement="已建成"),
        "review_closing": lambda a: d.review_closing(actor=a, request_id=submitted, agree=True, note=""),
        "verify_closing": lambda a: d.verify_closing(actor=a, request_id=reviewed, **verified),
        "reopen": lambda a: d.reopen_task(actor=a, task_id=closed.pk, reason="回头看未通过"),
        "suspend": lambda a: r.suspend_task(
            actor=a, task_id=active.pk, reason="规划调整", until=date(2026, 6, 1)
        ),
        "resume": lambda a: r.resume_task(actor=a, task_id=suspended.pk),
        "terminate": lambda a: r.terminate_task(actor=a, task_id=active.pk, reason="上级取消"),
        "carry_over": lambda a: r.carry_over_task(actor=a, task_id=active.pk, reason="跨年实施"),
        "rate": lambda a: r.rate_task(actor=a, task_id=active.pk, rating="feasible", reason="进度偏慢"),
        "edit_task": lambda a: r.edit_task(actor=a, **{t: active.pk}, version=active.version, **edit),
        "comment": lambda a: comment(actor=a, task_id=active.pk, text="何时开工？"),
        "edit_draft": lambda a: r.edit_task(actor=a, **{t: draft.pk}, version=draft.version, **edit),
    }


def _who_could(call, people: dict) -> set[str]:
    done = set()
    for name, person in people.items():
        with transaction.atomic():
            try:
                call(person)
                done.add(name)
            except PermissionDenied as refusal:
                assert str(refusal), "a refusal says why"
            transaction.set_rollback(True)
    return done


@pytest.mark.parametrize("verb", ALLOWED)
def test_each_verb_is_open_to_exactly_the_roles_of_the_matrix(world, verb, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert _who_could(_calls(world)[verb], world.people) == ALLOWED[verb]


def test_every_verb_of_the_rules_is_in_the_matrix_of_this_test():
    assert set(rules.RULES) - {"urge"} <= set(ALLOWED)


LOCAL = {
    "comment",
    "add_milestone",
    "change_milestone",
    "issue",
    "decide_extension",
    "verify_closing",
    "reopen",
    "suspend",
    "resume",
    "terminate",
    "carry_over",
    "rate",
    "edit_task",
    "edit_draft",
    "second_return",
    "waive_milestone",
}


@pytest.mark.thorough
@pytest.mark.parametrize("verb", ALLOWED)
def test_a_county_supervisor_reaches_the_countys_own_list_only(world, verb, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city = world.city
    supervisor = {"county_supervisor": world.county_supervisor}
    county = world.city.county
    world.task = lambda status, **fields: World.task(
        world, status, **{"lead": city.county_education, "jurisdiction": county, **fields}
    )
    local_handler = factories.person("H", city.county_education)
    world.people["handler"] = local_handler
    world.post = factories.post_of(local_handler)
    assert _who_could(_calls(world)[verb], supervisor) == (set(supervisor) if verb in LOCAL else set())
