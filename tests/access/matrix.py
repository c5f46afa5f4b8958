"""Every address of the house, how to ask it, and by which row of the permission table it opens."""

from __future__ import annotations

from dataclasses import dataclass, field

from departments.permissions import Reach, may
from tasks import rules
from tasks.models import Task
from tests.access.stage import Stage

# What anybody may open without a log-in; the language because the log-in page offers it.
PUBLIC = {"healthz", "departments:login", "departments:language", "api:token"}
# The shell of the app on a phone, the same for everybody.
PUBLIC |= {"supervision:service_worker", "supervision:manifest", "supervision:offline"}

# The set-up of a city: not there any more once somebody has an account.
GONE = {
    "founding:begin": (),
    "founding:resume": (),
    "founding:step": ("city",),
    "founding:template": ("people", "csv"),
}


@dataclass(frozen=True)
class Door:
    """An address with its arguments, the method, and who may go through (None: everybody who is logged in)."""

    args: tuple = ()
    method: str = "get"
    opens: object = None
    data: dict = field(default_factory=dict)
    query: str = ""


def by(verb: str, reach: Reach | None = None):
    """Whoever has this row of the table."""
    return lambda person: bool(may(person, verb, reach))


def sees(task: Task, also: str = ""):
    """Whoever may know of the task, and has the further row on it."""
    return lambda person: bool(
        may(person, "read_task", task.reach()) and (not also or may(person, also, task.reach()))
    )


def proposes(verb: str, task: Task):
    """Whoever may know of the task, may not do the verb, and may ask for it."""
    rule = rules.RULES[verb]
    return lambda person: sees(task, rule.ask)(person) and not sees(task, rule.row)(person)


def pages(stage: Stage) -> dict[str, Door]:
    """The pages; what is behind an object opens to whoever may know of it and do it."""
    own, world = stage.own, stage.world
    city = Reach(jurisdiction_id=world.city.government.pk)
    report, draft = (stage.report.pk,), (stage.report.pk, stage.draft.pk)
    reads, drafts = by("read_report", city), by("draft_tasks", city)
    bulletins = by("read_bulletin", city)
    unit = Reach(jurisdiction_id=world.city.government.pk, lead_ids=frozenset({world.city.education.pk}))

    def account(person):
        return bool(may(person, "draft_bulletin", city) or may(person, "confirm_statement", unit))

    return {
        "home": Door(),
        "healthz": Door(),
        "departments:login": Door(),
        "departments:logout": Door(method="post"),
        "departments:password": Door(),
        "departments:language": Door(method="post"),
        "departments:type_size": Door(method="post"),
        "register:list": Door(),
        "register:all_evidence": Door(),
        "decisions:extensions": Door(),
        "decisions:closings": Door(),
        "supervision:checks": Door(),
        "supervision:urgings": Door(),
        "people": Door(opens=by("read_people")),
        "register:bulk": Door(
            query=f"?ids={own.pk}", opens=lambda p: bool(may(p, "edit_task") or may(p, "assign_post"))
        ),
        "register:bulk_done": Door((stage.act.pk,), opens=lambda person: person == world.supervisor),
        "register:bulk_undo": Door((stage.act.pk,), "post", lambda person: person == world.supervisor),
        "register:task": Door((own.pk,), opens=sees(own)),
        "register:do": Door((own.pk, "report_progress"), opens=sees(own, "report_progress")),
        "register:evidence": Door((own.pk, stage.evidence.pk), opens=sees(own)),
        "register:preview": Door((own.pk, stage.evidence.pk), opens=sees(own)),
        "register:readers": Door((own.pk,), opens=sees(own, "comment")),
        "register:withdraw_comment": Door(
            (own.pk, stage.comment.pk), "post", lambda person: person == world.handler
        ),
        "register:propose": Door((own.pk, "suspend"), opens=proposes("suspend", own)),
        "register:decline": Door((own.pk, stage.proposal.pk), opens=sees(own, "terminate")),
        "register:withdraw_proposal": Door(
            (own.pk, stage.proposal.pk), "post", lambda person: person == world.head
        ),
        "views:saved": Door(),
        "views:save": Door(query="?list=register:list"),
        "views:forget": Door((stage.view.pk,), "post", lambda person: person == world.handler),
        "views:begin": Door((stage.view.pk,), "post", lambda person: person == world.handler),
        "views:files": Door(),
        "views:ask": Door(
            method="post", data={"list": "register:list", "form": "csv"}, opens=by("export_tasks")
        ),
        "views:file": Door((stage.file.pk,), opens=lambda person: person == world.supervisor),
        "reports:list": Door(),
        "reports:import": Door(opens=by("draft_tasks")),
        "reports:review": Door(report, opens=reads),
        "reports:text": Door(report, opens=reads),
        "reports:difference": Door(report, opens=reads),
        "reports:correct": Door(report, opens=drafts),
        "reports:issue": Door(report, opens=by("issue", city)),
        "reports:undo": Door(report, "post", drafts),
        "reports:look": Door(report, "post", drafts),
        "reports:drafts": Door(report, opens=drafts),
        "reports:date": Door(report, opens=drafts, query="?due_on=年底"),
        "reports:sentence": Door((stage.report.pk, stage.passage.number), opens=reads),
        "reports:bulk": Door(report, "post", drafts, {"verb": "accept"}),
        "reports:edit": Door(draft, opens=drafts),
        "reports:split": Door(draft, opens=drafts),
        "reports:restore": Door((stage.report.pk, stage.passage.number), "post", drafts),
        "lists:versions": Door(),
        "lists:detail": Door((stage.issued.pk,), opens=reads),
        "lists:download": Door((stage.issued.pk, "xlsx"), opens=reads),
        "notifications:inbox": Door(),
        "notifications:done": Door(method="post"),
        "notifications:undo": Door(method="post"),
        "notifications:mute": Door((stage.notice.pk,), opens=lambda person: person == world.handler),
        "notifications:unmute": Door((own.pk,), "post", lambda person: person == world.handler),
        "suggestions:list": Door(),
        "suggestions:new": Door(),
        "suggestions:detail": Door(
            (stage.suggestion.pk,), opens=lambda p: p == world.handler or bool(may(p, "read_suggestions"))
        ),
        "account:settings": Door(),
        "account:start": Door(method="post"),
        "account:mail": Door(method="post", data={"digest": "daily"}),
        "account:address": Door(method="post", data={"address": "x@linjiang.example"}),
        "account:confirm": Door(("damaged",)),
        "account:new_token": Door(method="post"),
        "account:end_token": Door((stage.token.token_key,), "post", lambda p: p == world.handler),
        "account:end_sessions": Door(method="post"),
        "notifications:open": Door((stage.notice.pk,), opens=lambda person: person == world.handler),
        "help:contents": Door(),
        "help:chapter": Door(("handler",)),
        "directory": Door(opens=by("read_departments")),
        "calendar": Door(opens=by("edit_calendar")),
        "import_departments": Door(opens=by("edit_departments")),
        "upkeep:new_person": Door(opens=by("edit_people")),
        "upkeep:import_people": Door(opens=by("edit_people")),
        "upkeep:nominations": Door(opens=by("grant_roles")),
        "upkeep:decide": Door(opens=by("grant_roles")),
        "upkeep:locked": Door(opens=by("unlock_account")),
        "upkeep:person": Door((world.handler.pk,), opens=by("read_people")),
        "upkeep:posts": Door(opens=by("read_people")),
        "upkeep:new_post": Door(opens=by("edit_departments")),
        "upkeep:post": Door((world.post.pk,), opens=by("read_people")),
        "upkeep:new_unit": Door(opens=by("edit_departments")),
        "upkeep:unit": Door((world.city.education.pk,), opens=by("read_departments")),
        "upkeep:parameters": Door(opens=by("edit_parameters")),
        "upkeep:blank": Door(("people", "csv"), opens=by("edit_people")),
        "upkeep:do": Door(("people", world.handler.pk, "edit"), opens=by("edit_people")),
        "trail": Door(opens=by("read_audit")),
        "supervision:service_worker": Door(),
        "supervision:manifest": Door(),
        "supervision:offline": Door(),
        "supervision:search": Door(query="?q=云杉湾"),
        "supervision:box": Door(query="?q=云杉湾"),
        "supervision:my_week": Door(),
        "supervision:confirm": Door(method="post"),
        "supervision:answer": Door((stage.check.pk,), "post", sees(own)),
        "supervision:reply": Door((stage.urging.pk,), "post", sees(own, "reply_urging"), {"reply": "好"}),
        "supervision:urge": Door((own.pk,), opens=sees(own, "urge")),
        "supervision:rounds": Door(),
        "supervision:round": Door((stage.round.pk,), opens=by("close_week", city)),
        "supervision:delegations": Door(),
        "supervision:delegation_end": Door(
            (stage.lent.pk,),
            "post",
            lambda p: p in (world.head, world.liaison) or bool(may(p, "grant_roles")),
        ),
        "supervision:queue": Door(opens=by("verify_closing")),
        "supervision:queue_row": Door(("verify", stage.asked.pk), opens=by("verify_closing", city)),
        "supervision:dashboard": Door(opens=by("see_dashboard")),
        "supervision:bulletins": Door(opens=by("read_bulletin")),
        "supervision:bulletin": Door((stage.signed.pk,), opens=bulletins),
        "supervision:bulletin_edit": Door((stage.bulletin.pk,), opens=by("draft_bulletin", city)),
        "supervision:bulletin_sign": Door((stage.bulletin.pk,), "post", by("sign_bulletin", city)),
        "supervision:bulletin_rows": Door((stage.signed.pk,), opens=bulletins),
        "supervision:bulletin_document": Door((stage.signed.pk,), opens=bulletins),
        "supervision:statements": Door(),
        "supervision:statement": Door((stage.statement.pk,), opens=account),
        "supervision:jobs": Door(opens=by("read_jobs")),
        "supervision:job": Door(("seal_audit",), opens=by("read_jobs")),
        "supervision:run_now": Door(("seal_audit",), "post", by("run_job")),
    }


def api(stage: Stage) -> dict[str, Door]:
    """The API; a verb that takes something is asked with nothing, so that 400 means "you may"."""
    own, world = stage.own, stage.world
    city = Reach(jurisdiction_id=world.city.government.pk)
    report, reads, drafts = (stage.report.pk,), by("read_report", city), by("draft_tasks", city)
    listed, bulletins = (stage.issued.pk,), by("read_bulletin", city)
    chosen = {"tasks": [stage.draft.pk]}
    account = pages(stage)["supervision:statement"].opens
    found = {
        "token": Door(method="post"),
        "revoke": Door(method="post"),
        "me": Door(),
        "schema": Door(),
        "docs": Door(),
        "queue": Door(opens=by("verify_closing")),
        "dashboard": Door(opens=by("see_dashboard")),
        "task-list": Door(),
        "task-detail": Door((own.pk,), opens=sees(own)),
        "task-progress-reports": Door((own.pk,), opens=sees(own)),
        "task-evidence": Door((own.pk, stage.evidence.pk), opens=sees(own)),
        "task-comments": Door((own.pk,), opens=sees(own)),
        "task-withdraw-comment": Door(
            (own.pk, stage.comment.pk), "post", lambda person: person == world.handler
        ),
        "task-propose": Door(
            (own.pk,), "post", proposes("suspend", own), {"verb": "suspend", "reason": "等"}
        ),
        "task-decline": Door((own.pk, stage.proposal.pk), "post", sees(own, "terminate")),
        "task-withdraw-proposal": Door(
            (own.pk, stage.proposal.pk), "post", lambda person: person == world.head
        ),
        "responsibilitylist-list": Door(),
        "responsibilitylist-detail": Door(listed, opens=reads),
        "responsibilitylist-entries": Door(listed, opens=reads),
        "responsibilitylist-file": Door((*listed, "xlsx"), opens=reads),
        "report-list": Door(),
        "report-detail": Door(report, opens=reads),
        "report-coverage": Door(report, opens=reads),
        "report-sentences": Door(report, opens=reads),
        "report-drafts": Door(report, opens=drafts),
        "report-accept": Door(report, "post", drafts, chosen),
        "report-merge": Door(report, "post", drafts, chosen),
        "report-set-aside": Door(report, "post", drafts, {**chosen, "reason": "slogan"}),
        "report-change": Door(report, "post", drafts, {**chosen, "changes": {"weight": 2}}),
        "report-split": Door(report, "post", drafts, {"task": stage.draft.pk, "cuts": [1]}),
        "report-restore": Door(report, "post", drafts, {"sentence": stage.passage.pk}),
        "report-take-suggestions": Door(report, "post", drafts, chosen),
        "report-take-text": Door(report, "post", drafts, chosen),
        "report-name-unit": Door(report, "post", drafts, {**chosen, "written": "某局", "department": 1}),
        "report-undo": Door(report, "post", drafts),
        "report-correct": Door(report, "post", drafts),
        "weeklyround-list": Door(opens=by("close_week")),
        "weeklyround-detail": Door((stage.round.pk,), opens=by("close_week", city)),
        "weeklycheck-list": Door(),
        "weeklycheck-detail": Door((stage.check.pk,), opens=sees(own)),
        "weeklycheck-confirm": Door(method="post", data={"checks": []}),
        "weeklycheck-answer": Door((stage.check.pk,), "post", sees(own, "report_progress"), _ANSWER),
        "urging-list": Door(),
        "urging-detail": Door((stage.urging.pk,), opens=sees(own)),
        "urging-reply": Door((stage.urging.pk,), "post", sees(own, "reply_urging"), {"reply": "好"}),
        "monthlybulletin-list": Door(),
        "monthlybulletin-detail": Door((stage.signed.pk,), opens=bulletins),
        "monthlybulletin-rows": Door((stage.signed.pk,), opens=bulletins),
        "monthlybulletin-document": Door((stage.signed.pk,), opens=bulletins),
        "monthlybulletin-edit": Door((stage.bulletin.pk,), "post", by("draft_bulletin", city), _WORDS),
        "monthlybulletin-sign": Door((stage.bulletin.pk,), "post", by("sign_bulletin", city)),
        "statement-list": Door(),
        "statement-detail": Door((stage.statement.pk,), opens=account),
        "statement-answer": Door(
            (stage.statement.pk,), "post", lambda p: bool(may(p, "confirm_statement", own.reach())), _CONFIRM
        ),
        "job-list": Door(opens=by("read_jobs")),
        "job-run": Door(("seal_audit",), "post", by("run_job")),
        "jobrun-list": Door(opens=by("read_jobs")),
        "jobrun-detail": Door((stage.run.pk,), opens=by("read_jobs")),
        "notice-list": Door(),
        "notice-detail": Door((stage.notice.pk,), opens=lambda person: person == world.handler),
        "notice-read": Door(method="post", data={"notices": []}),
        "notice-done": Door(method="post", data={"notices": []}),
        "department-list": Door(opens=by("read_departments")),
        "department-detail": Door((world.city.education.pk,), opens=by("read_departments")),
        "auditentry-list": Door(opens=by("read_audit")),
    }
    for verb in rules.RULES:
        if verb not in ("issue", "urge"):
            found[f"task-{verb.replace('_', '-')}"] = Door((own.pk,), "post", sees(own, row_of(verb, own)))
    return {f"api:{name}": door for name, door in found.items()}


def row_of(verb: str, task: Task) -> str:
    """The row of the table that a verb needs on this task."""
    return "draft_tasks" if verb == "edit_task" and task.status == "draft" else rules.RULES[verb].row


_ANSWER = {"percent": 10, "self_light": "green", "done": "已开工"}
_WORDS = {"version": 1, "words": {"title": "通报"}}
_CONFIRM = {"confirm": True}
