"""Change an item: its safe fields, its departments and post, its rating."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from audit import clock
from audit.models import AuditEntry
from departments.choices import Role
from departments.models import Post
from departments.verdicts import require
from notifications.models import Notice
from tasks import rules
from tasks.choices import Part, Rating, Status
from tasks.register.changing import Change
from tasks.register.models import Party, Task
from tasks.register.movements import transfer
from tasks.register.signing import needed, tell_unit
from tasks.register.telling import holders, tell

SAFE = [
    "title",
    "text",
    "standard",
    "kind",
    "area",
    "leader_id",
    "lead_department_id",
    "lead_rule",
    "others",
    "unmatched",
    "post_id",
    "weight",
    "priority",
    "major",
    "visibility",
    "evidence_required",
]
# Dates belong to the draft; afterwards only an extension or a suspension moves them.
DRAFT_ONLY = ["starts_on", "due_on", "due_origin", "accepted", "parent_id"]
PARTS = {"co_leads": Part.CO_LEAD, "support": Part.SUPPORT}
TRANSFERABLE = (Status.DRAFT, Status.ISSUED, Status.ACTIVE, Status.SUSPENDED)


@transaction.atomic
def edit_task(*, actor, task_id: int, version: int, changes: dict, reason: str = "") -> Task:
    """Change safe fields; a key that is not given keeps its value. `co_leads` and `support` are department ids.

    Raises:
        ValidationError: `changed_meanwhile` when somebody changed the task since `version`, naming who and what;
            `not_editable` for a field that has a verb of its own; `required` without a reason once issued.
    """
    change = Change(task_id)
    task = change.task
    rules.ensure("edit_task", actor, task)
    refuse_stale(task, version)
    fields, parties = _sorted_out(task, changes)
    if task.status != Status.DRAFT:
        needed(reason, _("Say why an issued task is changed."))
    lead_before = task.lead_department_id
    for name, value in fields.items():
        setattr(task, name, value)
    _check(task, fields)
    transferred = task.lead_department_id != lead_before
    if transferred and "post_id" not in fields:
        task.post_id = single_handler(task.lead_department_id)
    if transferred and task.status != Status.DRAFT:
        _transfer(task, lead_before)
    details = {name: _set_parties(task, PARTS[name], units) for name, units in parties.items()}
    change.keep(
        actor, "tasks.edited", reason=reason, **{name: d for name, d in details.items() if d[0] != d[1]}
    )
    if transferred and task.status != Status.DRAFT:
        tell_unit(task, _("Transferred to your unit:"), reason)
    return task


@transaction.atomic
def assign_post(*, actor, task_id: int, post_id: int) -> Task:
    """The unit gives the task to one of its posts; whoever holds the post has the task."""
    change = Change(task_id)
    task = change.task
    rules.ensure("assign_post", actor, task)
    post = Post.objects.get(pk=post_id)
    units = set().union(*(actor.acting.tree.below(unit) for unit in task.reach().lead_ids))
    if post.abolished_on or post.department_id not in units:
        raise ValidationError(_("Choose a post of the lead department."), code="wrong_post")
    task.post = post
    change.keep(actor, "tasks.post_assigned")
    tell(holders([post_id]), Notice.Kind.ISSUED, task, _("Given to your post:"), about="post")
    return task


@transaction.atomic
def rate_task(*, actor, task_id: int, rating: str, reason: str) -> Task:
    """A supervisor outside the unit rates the task 核定灯 with one of four sentences and a reason."""
    change = Change(task_id)
    task = change.task
    rules.ensure("rate", actor, task)
    require(rules.independent(actor, task))
    needed(reason, _("Say what the rating rests on."))
    if rating not in Rating.values:
        raise ValidationError(_("Choose one of the four ratings."), code="invalid")
    task.rating, task.rating_light = rating, Rating(rating).light
    task.rated_on = clock.today()
    change.keep(actor, "tasks.rated", reason=reason)
    return task


def single_handler(department_id: int | None) -> int | None:
    """The handler post of a department that has exactly one."""
    posts = Post.objects.filter(department_id=department_id, role=Role.HANDLER, abolished_on=None)
    found = list(posts.values_list("id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def refuse_stale(task: Task, version: int) -> None:
    """Go on when nobody changed the task since that version.

    Raises:
        ValidationError: `changed_meanwhile`, naming who and what.
    """
    if task.version == int(version):
        return
    entries = AuditEntry.objects.filter(target_type="tasks.task", target_id=task.pk).order_by("-id")
    latest = entries.exclude(actor_id=None).first()
    raise ValidationError(
        _("%(who)s changed this task meanwhile (%(what)s). What you typed is kept; look and save again.")
        % {
            "who": latest.actor_name if latest else _("Somebody"),
            "what": _(", ").join(k for k, v in latest.details.items() if isinstance(v, list))
            if latest
            else "",
        },
        code="changed_meanwhile",
    )


def _sorted_out(task: Task, changes: dict) -> tuple[dict, dict]:
    allowed = SAFE + DRAFT_ONLY if task.status == Status.DRAFT else SAFE
    fields, parties = {}, {}
    for key, value in changes.items():
        name = key if key in allowed or f"{key}_id" not in allowed else f"{key}_id"
        if key in PARTS:
            parties[key] = [getattr(unit, "pk", unit) for unit in value]
        elif name in allowed:
            fields[name] = value.pk if isinstance(value, Model) else value
        else:
            sentence = _("“%(field)s” can't be edited here; it has a procedure of its own.") % {"field": key}
            raise ValidationError(sentence, code="not_editable")
    return fields, parties


def _check(task: Task, fields: dict) -> None:
    if task.status != Status.DRAFT and not (task.standard.strip() and task.lead_department_id):
        sentence = _("An issued task keeps a completion standard and a lead department.")
        raise ValidationError(sentence, code="required")
    task.clean_fields(exclude={field.name for field in Task._meta.fields if field.attname not in fields})


def _transfer(task: Task, before: int) -> None:
    """Another department leads from now on: out of one account, into the other."""
    if task.status not in TRANSFERABLE:
        sentence = _("A task in review can't be transferred. Decide the application first.")
        raise ValidationError(sentence, code="wrong_state")
    if not task.post_id:
        sentence = _("Choose the post in %(unit)s that takes the task over.")
        raise ValidationError(sentence % {"unit": task.lead_department}, code="wrong_post")
    transfer(task, before=before, after=task.lead_department_id)
    Party.objects.filter(task=task, department_id=task.lead_department_id).delete()


def _set_parties(task: Task, part: Part, units: list[int]) -> list[list[int]]:
    wanted = [unit for unit in dict.fromkeys(units) if unit != task.lead_department_id]
    before = list(task.parties.filter(part=part).values_list("department_id", flat=True))
    if before != wanted:
        task.parties.filter(part=part).delete()
        task.parties.filter(department_id__in=wanted).delete()
        Party.objects.bulk_create(
            Party(task=task, department_id=unit, part=part, position=place)
            for place, unit in enumerate(wanted)
        )
    return [before, wanted]
