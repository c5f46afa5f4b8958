"""May they, now? One row per verb on a task: the row of the permission table it needs, and in which states.

A refusal for who somebody is comes from `permitted` (403 with the reason); a refusal for the moment comes from
`in_time` (409). The buttons of a page, the API and the services ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from departments.parameters import city_parameters
from departments.permissions import Reach, reaches, scopes
from departments.permissions import may as table
from departments.verdicts import YES, Verdict, require
from tasks.choices import OPEN, Part, Status, Visibility
from tasks.decisions.models import PENDING, ClosingRequest, Decision, ExtensionRequest
from tasks.register.models import Task

WORKED_ON = (Status.ACTIVE, Status.UNIT_REVIEW, Status.VERIFYING)
KEPT = (*OPEN, Status.SUSPENDED)  # in a department's account


@dataclass(frozen=True)
class Rule:
    """The row of the permission table, the states, and the verb by which others may ask for it."""

    row: str
    states: tuple[str, ...]
    ask: str = ""


RULES: dict[str, Rule] = {
    "issue": Rule("issue", (Status.DRAFT,), "propose_issue"),
    "sign": Rule("sign", (Status.ISSUED,)),
    "return_task": Rule("return_task", (Status.ISSUED,)),
    "assign_post": Rule("assign_post", KEPT),
    "report_progress": Rule("report_progress", WORKED_ON),
    "add_evidence": Rule("report_progress", WORKED_ON),
    "complete_milestone": Rule("report_progress", (Status.ACTIVE,)),
    "waive_milestone": Rule("edit_task", (Status.ISSUED, Status.ACTIVE, Status.SUSPENDED)),
    "add_milestone": Rule("edit_task", (Status.ISSUED, Status.ACTIVE, Status.SUSPENDED)),
    "change_milestone": Rule("edit_task", (Status.ISSUED, Status.ACTIVE, Status.SUSPENDED)),
    "open_blocker": Rule("open_blocker", WORKED_ON),
    "close_blocker": Rule("open_blocker", KEPT),
    "ask_extension": Rule("ask_extension", (Status.ACTIVE,)),
    "review_extension": Rule("review_extension", OPEN),
    "decide_extension": Rule("decide_extension", OPEN),
    "withdraw_extension": Rule("ask_extension", (Status.ACTIVE,)),
    "submit_closing": Rule("submit_closing", (Status.ACTIVE,)),
    "review_closing": Rule("review_closing", (Status.UNIT_REVIEW,)),
    "verify_closing": Rule("verify_closing", (Status.VERIFYING,)),
    "withdraw_closing": Rule("submit_closing", (Status.UNIT_REVIEW, Status.VERIFYING)),
    "reopen": Rule("reopen", (Status.CLOSED,), "ask_reopen"),
    "suspend": Rule("suspend", (Status.ACTIVE,), "ask_suspend"),
    "resume": Rule("suspend", (Status.SUSPENDED,), "ask_suspend"),
    "terminate": Rule("terminate", (Status.ISSUED, Status.ACTIVE, Status.SUSPENDED), "ask_suspend"),
    "carry_over": Rule("terminate", (Status.ISSUED, Status.ACTIVE, Status.SUSPENDED), "ask_suspend"),
    "rate": Rule("rate", OPEN),
    "urge": Rule("urge", OPEN),
    "edit_task": Rule("edit_task", (Status.DRAFT, *KEPT)),
    "comment": Rule("comment", tuple(Status)),
}


def permitted(verb: str, actor, task: Task, reach: Reach | None = None) -> Verdict:
    """Whether this person's posts include the verb for this task, at any time."""
    row = RULES[verb].row
    if verb == "edit_task" and task.status == Status.DRAFT:
        row = "draft_tasks"
    if verb == "return_task" and task.return_count:
        return _second_return(actor, task, reach)
    verdict = _by_table(row, actor, task, reach)
    if verdict:
        return YES
    if row == "report_progress" and _supports(actor, task, reach):
        reason = _("Your department supports this task; its lead department reports on it.")
        return Verdict(False, reason)
    return Verdict(False, verdict.reason, _asked_by(RULES[verb].ask, actor, task, reach))


def in_time(verb: str, task: Task) -> Verdict:
    """Whether the state of the task allows the verb."""
    states = RULES[verb].states
    return YES if task.status in states else _moment(states, task.status, get_language())


@cache
def _moment(states: tuple[str, ...], now: str, _language: str | None) -> Verdict:
    # The buttons of one page ask this for a dozen verbs, and it is the same for everybody.
    words = {"states": _(", ").join(str(Status(state).label) for state in states), "now": Status(now).label}
    reason = _("This is possible only when the task is: %(states)s. It is now: %(now)s.") % words
    return Verdict(False, reason)


def may(verb: str, actor, task: Task, reach: Reach | None = None) -> Verdict:
    """Who and when together: yes, or the first reason why not."""
    verdict = permitted(verb, actor, task, reach)
    return in_time(verb, task) if verdict else verdict


def ensure(verb: str, actor, task: Task) -> None:
    """Go on when this person may do this now.

    Raises:
        Forbidden: when the posts held do not include it.
        ValidationError: with the code `wrong_state`, when the moment is wrong.
    """
    require(permitted(verb, actor, task))
    ensure_moment(in_time(verb, task))


def ensure_moment(verdict: Verdict, code: str = "wrong_state") -> None:
    """Go on when the moment is right.

    Raises:
        ValidationError: with the reason and the code.
    """
    if not verdict:
        raise ValidationError(verdict.reason, code=code)


may_sign = partial(may, "sign")
may_return_task = partial(may, "return_task")
may_assign_post = partial(may, "assign_post")
may_report_progress = partial(may, "report_progress")
may_add_evidence = partial(may, "add_evidence")
may_open_blocker = partial(may, "open_blocker")
may_close_blocker = partial(may, "close_blocker")
may_complete_milestone = partial(may, "complete_milestone")
may_waive_milestone = partial(may, "waive_milestone")
may_ask_extension = partial(may, "ask_extension")
may_submit_closing = partial(may, "submit_closing")
may_reopen = partial(may, "reopen")
may_suspend = partial(may, "suspend")
may_resume = partial(may, "resume")
may_terminate = partial(may, "terminate")
may_carry_over = partial(may, "carry_over")
may_rate = partial(may, "rate")
may_urge = partial(may, "urge")
may_edit_task = partial(may, "edit_task")


def may_propose(verb: str, actor, task: Task, reach: Reach | None = None) -> Verdict:
    """Whether this person may ask for the verb 提请 because their posts do not include it, at any time."""
    verdict = permitted(verb, actor, task, reach)
    if verdict:
        return Verdict(False, _("You may do this yourself."))
    return YES if verdict.ask else verdict


def may_review_extension(actor, task: Task, asked: ExtensionRequest, reach: Reach | None = None) -> Verdict:
    """The unit head agrees to a later date that somebody else asked for."""
    verdict = permitted("review_extension", actor, task, reach)
    return verdict and _not_theirs("review_extension", actor, task, asked, reach)


def may_decide_extension(actor, task: Task, asked: ExtensionRequest, reach: Reach | None = None) -> Verdict:
    """A supervisor decides; after the usual number of extensions it takes the chief or the city leader."""
    verdict = permitted("decide_extension", actor, task, reach)
    if asked.ordinal > city_parameters().max_extensions:
        verdict = _by_table("decide_third_extension", actor, task, reach)
    return verdict and _not_theirs("decide_extension", actor, task, asked, reach)


def may_review_closing(actor, task: Task, asked: ClosingRequest, reach: Reach | None = None) -> Verdict:
    """The unit head, who is not the one that submitted."""
    verdict = permitted("review_closing", actor, task, reach)
    return verdict and _not_theirs("review_closing", actor, task, asked, reach)


def may_verify_closing(actor, task: Task, asked: ClosingRequest, reach: Reach | None = None) -> Verdict:
    """A supervisor outside the lead departments, who neither submitted nor reviewed."""
    verdict = permitted("verify_closing", actor, task, reach)
    verdict = verdict and _not_theirs("verify_closing", actor, task, asked, reach)
    return verdict and independent(actor, task, reach)


def independent(actor, task: Task, reach: Reach | None = None) -> Verdict:
    """Who judges a task belongs to none of its lead departments, nor to a unit below one."""
    reach = reach or task.reach()
    inside = any(reach.lead_ids & actor.acting.tree.above(unit) for unit in actor.acting.department_ids)
    if inside:
        return Verdict(False, _("You belong to a lead department of this task. Ask another supervisor."))
    return YES


def verbs(
    actor, task: Task, reach: Reach | None = None, extensions: Iterable[ExtensionRequest] | None = None
) -> list[tuple[str, Verdict]]:
    """Every verb with its verdict, for the buttons of the item page and the API.

    At most three statements: the task's departments (none with a reach), the department tree, the request
    that waits for a decision; `extensions` are the task's when they were read already.
    """
    reach = reach or task.reach()
    extension, closing = waiting(task, extensions)
    special = {
        "review_extension": (may_review_extension, extension, Decision.UNIT),
        "decide_extension": (may_decide_extension, extension, Decision.SUPERVISOR),
        "review_closing": (may_review_closing, closing, Decision.UNIT),
        "verify_closing": (may_verify_closing, closing, Decision.SUPERVISOR),
    }
    found = []
    for verb in RULES:
        verdict = may(verb, actor, task, reach)
        if verb in special:
            verdict = _on_request(verb, verdict, special[verb], actor, task, reach)
        elif verb == "ask_extension" and verdict and extension:
            verdict = Verdict(False, _("An extension is waiting for its decision already."))
        elif verb == "withdraw_extension" and verdict and not extension:
            verdict = Verdict(False, _("No request is waiting for this."), idle=True)
        found.append((verb, verdict))
    return found


def waiting(
    task: Task, extensions: Iterable[ExtensionRequest] | None = None
) -> tuple[ExtensionRequest | None, ClosingRequest | None]:
    """The extension and the closing request that wait for a decision; only states that can have one are asked."""
    extension = closing = None
    if task.status in OPEN:
        # A task has few requests, and a page has read them all already.
        extensions = task.extensions.all() if extensions is None else extensions
        extension = next((asked for asked in extensions if asked.state in PENDING), None)
    if task.status in (Status.UNIT_REVIEW, Status.VERIFYING):
        closing = task.closings.filter(state__in=PENDING).first()
    return extension, closing


def _on_request(verb: str, verdict: Verdict, waits: tuple, actor, task: Task, reach: Reach) -> Verdict:
    rule, asked, state = waits
    if asked is None or asked.state != state:
        return Verdict(False, verdict.reason or _("No request is waiting for this."), idle=bool(verdict))
    return rule(actor, task, asked, reach) and in_time(verb, task)


def _by_table(row: str, actor, task: Task, reach: Reach | None) -> Verdict:
    if reach is None:
        # The co-leads and supporting departments only ever add to what is allowed: read them when it matters.
        bare = table(actor, row, bare_reach(task))
        if bare or not scopes(actor.acting, row):
            return bare
        reach = task.reach()
    return table(actor, row, reach)


def bare_reach(task: Task) -> Reach:
    """Where a task stands by its own row alone, without a statement."""
    leads = {task.lead_department_id} - {None}
    return Reach(
        jurisdiction_id=task.jurisdiction_id,
        post_id=task.post_id,
        lead_ids=frozenset(leads),
        area=task.area,
        leader_post_id=task.leader_id,
        sensitive=task.visibility == Visibility.SENSITIVE,
    )


def _second_return(actor, task: Task, reach: Reach | None) -> Verdict:
    if _by_table("issue", actor, task, reach):
        return YES
    reason = _("This task was returned once; a second return is for the supervision chief.")
    return Verdict(False, reason)


def _supports(actor, task: Task, reach: Reach | None) -> bool:
    supporting = (
        reach.support_ids
        if reach
        else {party.department_id for party in task.parties.all() if party.part == Part.SUPPORT}
    )
    return bool(supporting & set(actor.acting.department_ids))


def _asked_by(row: str, actor, task: Task, reach: Reach | None) -> str:
    return row if row and _by_table(row, actor, task, reach) else ""


def _not_theirs(
    row: str, actor, task: Task, asked: ExtensionRequest | ClosingRequest, reach: Reach | None
) -> Verdict:
    theirs = {asked.asked_by_id, asked.reviewed_by_id}
    if actor.pk in theirs:
        return Verdict(False, _("Nobody decides on their own submission. Ask somebody else with this post."))
    if actor.acting.givers & theirs and not reaches(actor.acting.without(theirs), row, reach or task.reach()):
        return Verdict(False, _("Whoever delegated this decision to you made the submission themselves."))
    return YES
