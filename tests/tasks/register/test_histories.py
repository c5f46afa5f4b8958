"""Random histories: whatever people try, in whatever order, the lifecycle keeps its promises (reference §3)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from audit import clock
from audit.models import AuditEntry
from tasks import rules
from tasks.choices import INFLOWS, Status
from tasks.decisions import services as decisions
from tasks.decisions.models import PENDING, ClosingRequest, Decision, ExtensionRequest
from tasks.models import Milestone, Movement, Task
from tasks.progress import services as progress
from tasks.register import services as register
from tasks.register.assessing import assess_task
from tests.tasks.world import MONDAY, World, nine

# Every transition of the reference; a verb that is not here leaves the state alone.
TRANSITIONS = {
    "issue": {("draft", "issued")},
    "sign": {("issued", "active")},
    "return_task": {("issued", "draft")},
    "submit_closing": {("active", "unit_review")},
    "review_closing": {("unit_review", "verifying"), ("unit_review", "active")},
    "verify_closing": {("verifying", "closed"), ("verifying", "active")},
    "withdraw_closing": {("unit_review", "active"), ("verifying", "active")},
    "reopen": {("closed", "active")},
    "suspend": {("active", "suspended")},
    "resume": {("suspended", "active")},
    "terminate": {(state, "terminated") for state in ("issued", "active", "suspended")},
    "carry_over": {(state, "terminated") for state in ("issued", "active", "suspended")},
}
QUIET = {
    "report_progress": rules.WORKED_ON,
    "complete_milestone": (Status.ACTIVE,),
    "ask_extension": (Status.ACTIVE,),
    "review_extension": rules.OPEN,
    "decide_extension": rules.OPEN,
    "edit_task": (Status.DRAFT, *rules.KEPT),
    "transfer": (Status.DRAFT, Status.ISSUED, Status.ACTIVE, Status.SUSPENDED),
    "open_blocker": rules.WORKED_ON,
}
# Who is likely to succeed, so that histories get far; anybody may try anything all the same.
LIKELY = {
    "draft": [("issue", "chief"), ("issue", "chief"), ("transfer", "chief")],
    "issued": [("sign", "liaison"), ("sign", "head"), ("return_task", "head"), ("return_task", "chief")],
    "active": [
        ("complete_milestone", "handler"),
        ("submit_closing", "handler"),
        ("submit_closing", "liaison"),
        ("submit_closing", "handler"),
        ("report_progress", "handler"),
        ("ask_extension", "handler"),
        ("ask_extension", "liaison"),
        ("review_extension", "head"),
        ("decide_extension", "chief"),
        ("suspend", "chief"),
        ("carry_over", "chief"),
        ("transfer", "chief"),
    ],
    "unit_review": [
        ("review_closing", "head"),
        ("withdraw_closing", "handler"),
        ("decide_extension", "chief"),
    ],
    "verifying": [("verify_closing", "supervisor"), ("verify_closing", "chief")],
    "closed": [("reopen", "chief")],
    "suspended": [("resume", "chief"), ("terminate", "chief")],
    "terminated": [("reopen", "chief")],
}
BEGINNING = [
    ("issue", "chief"),
    ("sign", "liaison"),
    ("complete_milestone", "handler"),
    ("submit_closing", "handler"),
    ("review_closing", "head"),
    ("verify_closing", "supervisor"),
]
ALL_VERBS = sorted({*TRANSITIONS, *QUIET})
BUTTONS = {"transfer": "edit_task", "withdraw_closing": "submit_closing"}


def _attempt(world: World, verb: str, actor, task: Task, yes: bool, number: int) -> None:
    """Ask the service for the verb with values that are valid in themselves."""
    extension = task.extensions.first()
    closing = task.closings.first()
    milestone = _open_milestones(task).first()
    units = [world.city.education, world.city.finance]
    other = units[task.lead_department_id == units[0].pk]
    key = {"actor": actor, "task_id": task.pk}
    edit = {**key, "version": task.version, "reason": "调整分工"}
    due = task.due_on + timedelta(days=1 + number)
    calls = {
        "issue": lambda: register.issue_list(
            actor=actor, jurisdiction_id=task.jurisdiction_id, year=task.year, task_ids=[task.pk]
        ),
        "sign": lambda: register.sign_task(**key),
        "return_task": lambda: register.return_task(**key, reason="非本单位职责"),
        "submit_closing": lambda: decisions.submit_closing(**key, statement="已建成"),
        "review_closing": lambda: decisions.review_closing(
            actor=actor, request_id=closing.pk, agree=yes, note="意见"
        ),
        "verify_closing": lambda: decisions.verify_closing(
            actor=actor,
            request_id=closing.pk,
            strike_off=yes,
            method="documents",
            finding="查阅验收材料",
            back_reason="untrue",
        ),
        "withdraw_closing": lambda: decisions.withdraw_request(actor=actor, request=closing),
        "reopen": lambda: decisions.reopen_task(**key, reason="回头看未通过"),
        "suspend": lambda: register.suspend_task(
            **key, reason="规划调整", until=clock.today() + timedelta(days=30)
        ),
        "resume": lambda: register.resume_task(**key),
        "terminate": lambda: register.terminate_task(**key, reason="上级取消"),
        "carry_over": lambda: register.carry_over_task(**key, reason="跨年实施"),
        "report_progress": lambda: progress.report_progress(
            **key, percent=number, self_light="amber", done="施工中", problem="" if yes else "资金未到位"
        ),
        "complete_milestone": lambda: register.complete_milestone(**key, milestone_id=milestone.pk),
        "ask_extension": lambda: decisions.ask_extension(
            **key, new_due_on=due, reason="funds", explanation="资金未到位"
        ),
        "review_extension": lambda: decisions.review_extension(
            actor=actor, request_id=extension.pk, agree=yes, note="意见"
        ),
        "decide_extension": lambda: decisions.decide_extension(
            actor=actor, request_id=extension.pk, grant=yes, note="意见"
        ),
        "edit_task": lambda: register.edit_task(**edit, changes={"weight": 1 + number % 5}),
        "transfer": lambda: register.edit_task(**edit, changes={"lead_department": other.pk}),
        "open_blocker": lambda: progress.open_blocker(**key, text="等批复", waiting_for_text="省厅"),
    }
    calls[verb]()


def _possible(verb: str, task: Task) -> bool:
    """Whether there is anything to call the service with."""
    needs = {"review_extension", "decide_extension"} & {verb} and not task.extensions.exists()
    closing = {"review_closing", "verify_closing", "withdraw_closing"} & {verb} and not task.closings.exists()
    return not (needs or closing or (verb == "complete_milestone" and not _open_milestones(task).exists()))


def _open_milestones(task: Task):
    return task.milestones.filter(done_on=None, waived_because="")


def _step(world: World, data, task_id: int, seen: Counter) -> None:
    before = Task.objects.get(pk=task_id)
    verb, name = data.draw(
        st.one_of(
            st.sampled_from(LIKELY[before.status]),
            st.sampled_from(LIKELY[before.status]),
            st.tuples(st.sampled_from(ALL_VERBS), st.sampled_from(sorted(world.people))),
        )
    )
    yes, number = data.draw(st.booleans()), data.draw(st.integers(0, 100))
    if not _possible(verb, before):
        return
    actor = world.people[name]
    offered = dict(rules.verbs(actor, before))[BUTTONS.get(verb, verb)]
    entries = AuditEntry.objects.count()
    try:
        with transaction.atomic():
            _attempt(world, verb, actor, before, yes, number)
    except (PermissionDenied, ValidationError) as refusal:
        after = Task.objects.get(pk=task_id)
        assert (after.status, after.version) == (before.status, before.version), "a refusal changes nothing"
        assert AuditEntry.objects.count() == entries
        moment = getattr(refusal, "code", "") in ("wrong_state", "already_decided")
        assert not (offered and verb not in BUTTONS and (moment or isinstance(refusal, PermissionDenied))), (
            f"{verb} was offered to {name} in {before.status} but refused: {refusal}"
        )
        return
    assert offered or verb in BUTTONS, f"{verb} was done by {name} without being offered: {offered.reason}"
    after = Task.objects.get(pk=task_id)
    seen[verb] += 1
    if verb in TRANSITIONS:
        assert (before.status, after.status) in TRANSITIONS[verb], f"{verb} {before.status} → {after.status}"
    else:
        assert before.status == after.status and before.status in QUIET[verb]
    assert after.version > before.version and AuditEntry.objects.count() > entries
    _promises_kept(verb, before, after)


def _promises_kept(verb: str, before: Task, after: Task) -> None:
    if before.first_due_on:
        assert after.first_due_on == before.first_due_on, "the first promised date never changes"
        assert after.number == before.number, "the number is kept for good"
    if after.status != Status.DRAFT:
        assert after.first_due_on and after.due_on and after.post_id and after.milestones.exists()
    if after.due_on != before.due_on:
        assert verb in ("decide_extension", "resume"), "only an extension or a suspension moves the due date"
        assert after.due_on > before.due_on
    light = after.light
    assess_task(after)
    assert light == after.light, "the stored light is the light of the day"


def _always(task_id: int) -> None:
    task = Task.objects.get(pk=task_id)
    assert 0 <= task.percent <= 100
    assert ExtensionRequest.objects.filter(task=task, state__in=PENDING).count() <= 1
    pending = ClosingRequest.objects.filter(task=task, state__in=PENDING).count()
    assert pending == (task.status in (Status.UNIT_REVIEW, Status.VERIFYING))
    granted = ClosingRequest.objects.filter(task=task, state=Decision.GRANTED)
    assert granted.count() == task.reopen_count + (task.status == Status.CLOSED)
    for request in granted:
        people = [request.asked_by_id, request.reviewed_by_id, request.decided_by_id]
        assert None not in people and len(set(people)) == 3, "three different people close a task"
        assert request.method and request.finding
    for request in ExtensionRequest.objects.filter(task=task, state=Decision.GRANTED):
        assert request.decided_by_id not in (request.asked_by_id, request.reviewed_by_id)
        assert request.ordinal <= 3
    assert (task.closed_on is not None) == (task.status == Status.CLOSED)
    assert not Milestone.objects.filter(task=task, done_on__gt=clock.today()).exists()


def _accounts_balance() -> None:
    account = Counter()
    for unit, flow in Movement.objects.values_list("department_id", "flow"):
        account[unit] += 1 if flow in INFLOWS else -1
    held = Counter(Task.objects.filter(status__in=rules.KEPT).values_list("lead_department_id", flat=True))
    assert {k: v for k, v in account.items() if v} == dict(held), "what came in less what went out is there"


@pytest.mark.django_db
@pytest.mark.parametrize("histories", [8, pytest.param(15, marks=pytest.mark.thorough)])
def test_no_history_breaks_a_promise(world, histories):
    seen = Counter()

    # A failing history is shown as it was found: shrinking one would take minutes.
    @settings(
        max_examples=histories,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    @given(st.data())
    def play(data):
        with transaction.atomic():
            task = world.task(Status.DRAFT, due_on=date(2026, 6, 30))
            # Some histories begin further on, so that the late states are reached as often as the early ones.
            for verb, name in BEGINNING[: data.draw(st.integers(0, len(BEGINNING)))]:
                _attempt(world, verb, world.people[name], Task.objects.get(pk=task.pk), True, 0)
            day = MONDAY
            for _ in range(data.draw(st.integers(8, 20))):
                day += timedelta(days=data.draw(st.sampled_from([0, 0, 0, 0, 1, 3, 40])))
                with clock.at(nine(day)):
                    register.assess_tasks(day)
                    _step(world, data, task.pk, seen)
                    _always(task.pk)
            _accounts_balance()
            transaction.set_rollback(True)

    play()
    assert len(seen) >= 8, f"the histories went somewhere: {seen}"
