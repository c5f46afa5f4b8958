"""Change many tasks at once: each by the same service, permission and version as a single edit; taken back for ten minutes."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock, log
from departments.lists import bulk
from departments.lists.bulk import Outcome
from departments.lists.models import BulkAct, BulkLine
from departments.models import Post
from tasks import rules
from tasks.choices import Part, Status
from tasks.register.changing import plain
from tasks.register.editing import PARTS, assign_post, edit_task, refuse_stale
from tasks.register.models import Task

LIST = "register:list"
FIELDS = {
    "area": gettext_lazy("Area"),
    "kind": gettext_lazy("Kind"),
    "visibility": gettext_lazy("Visibility"),
    "priority": gettext_lazy("Priority"),
    "evidence_required": gettext_lazy("Evidence required to close"),
    "weight": gettext_lazy("Weight"),
    "leader_id": gettext_lazy("Lead leader"),
    "lead_department_id": gettext_lazy("Lead department"),
    "post_id": gettext_lazy("Post and person"),
    "due_on": gettext_lazy("Due date"),
}
NAMES = {
    **FIELDS,
    "support": gettext_lazy("Supporting departments"),
    "co_leads": gettext_lazy("Co-lead departments"),
}
# Departments are added and taken away, because tasks have different ones.
ADD, REMOVE = "support_add", "support_remove"


@transaction.atomic
def bulk_edit(*, actor, versions: dict[int, int], wishes: dict, reason: str = "") -> BulkAct:
    """Change these tasks, each as it stood in the version that was shown; what is refused stays whole and says why."""
    outcomes = _change(actor, versions, wishes, reason)
    act = bulk.keep(actor=actor, list_name=LIST, reason=reason, outcomes=outcomes)
    refused = sum(bool(outcome.refusal) for outcome in outcomes)
    log.record(
        actor=actor,
        action="tasks.bulk_edited",
        target=act,
        wishes={name: plain(value) for name, value in wishes.items()},
        changed=len(outcomes) - refused,
        refused=refused,
        reason=reason,
    )
    return act


def preview_bulk_edit(*, actor, versions: dict[int, int], wishes: dict, reason: str = "") -> list[Outcome]:
    """What the change would do, found by doing it and taking it back: a preview never differs from the act."""
    with transaction.atomic():
        outcomes = _change(actor, versions, wishes, reason)
        transaction.set_rollback(True)
    return outcomes


@transaction.atomic
def undo_bulk_edit(*, actor, act_id: int) -> BulkAct:
    """Take a change of many back within ten minutes, an act of its own; a field that somebody changed since is left.

    Raises:
        ValidationError: `wrong_state` when it was taken back already, `too_late` after ten minutes.
    """
    act = bulk.to_undo(actor=actor, act_id=act_id)
    lines = {line.target_id: line for line in act.lines.filter(refusal="").order_by("target_id")}
    outcomes = bulk.one_by_one(lines, lambda task_id: _restore(actor, lines[task_id]))
    for outcome in outcomes:
        lines[outcome.target_id].undo_refusal = outcome.refusal
    BulkLine.objects.bulk_update(lines.values(), ["undo_refusal"])
    act.undone_at = clock.now()
    act.save(update_fields=["undone_at"])
    left = sum(bool(outcome.refusal) for outcome in outcomes)
    log.record(actor=actor, action="tasks.bulk_undone", target=act, restored=len(outcomes) - left, left=left)
    return act


def _change(actor, versions: dict[int, int], wishes: dict, reason: str) -> list[Outcome]:
    # In the order of numbers, so that two who change the same tasks never wait for each other in a circle.
    return bulk.one_by_one(sorted(versions), partial(_edit, actor, versions, wishes, reason))


def _edit(actor, versions: dict[int, int], wishes: dict, reason: str, task_id: int) -> Outcome:
    task = Task.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=task_id)
    refuse_stale(task, versions[task_id])
    before = _stands(task)
    changes = _differing(task, before, wishes)
    _refuse_what_has_rules(task, changes)
    _save(actor, task, changes, reason)
    after = _stands(Task.objects.get(pk=task_id))
    changed = [name for name in before if before[name] != after[name]]
    return Outcome(task_id, {name: before[name] for name in changed}, {name: after[name] for name in changed})


def _save(actor, task: Task, changes: dict, reason: str) -> None:
    """By the verb that the person has: editing, or only giving the task to a post."""
    if set(changes) == {"post_id"} and not rules.permitted("edit_task", actor, task):
        if changes["post_id"] is None:
            raise ValidationError(_("It had no post before; give it to another one."), code="wrong_post")
        assign_post(actor=actor, task_id=task.pk, post_id=changes["post_id"])
    else:
        edit_task(actor=actor, task_id=task.pk, version=task.version, changes=changes, reason=reason)


def _stands(task: Task) -> dict:
    parties = list(task.parties.order_by("position", "id").values_list("part", "department_id"))
    return {name: plain(getattr(task, name)) for name in FIELDS} | {
        name: [unit for found, unit in parties if found == part] for name, part in PARTS.items()
    }


def _differing(task: Task, before: dict, wishes: dict) -> dict:
    """The wishes that are not so already, as `edit_task` takes them."""
    changes = {
        name: value for name, value in wishes.items() if name in FIELDS and plain(value) != before[name]
    }
    taken = {task.lead_department_id, *before["co_leads"], *before["support"]}
    added = [unit for unit in wishes.get(ADD, ()) if unit not in taken]
    support = [unit for unit in before["support"] if unit not in wishes.get(REMOVE, ())] + added
    if support != before["support"]:
        changes["support"] = support
    if not changes:
        raise ValidationError(_("It is so already."), code="unchanged")
    return changes


def _refuse_what_has_rules(task: Task, changes: dict) -> None:
    if "due_on" in changes and task.status != Status.DRAFT:
        sentence = _("Issued already: its date moves by an extension that is asked for and granted.")
        raise ValidationError(sentence, code="not_editable")
    if changes.get("post_id"):
        unit = changes.get("lead_department_id", task.lead_department_id)
        leads = {unit, *task.parties.filter(part=Part.CO_LEAD).values_list("department_id", flat=True)}
        post = Post.objects.select_related("department").get(pk=changes["post_id"])
        if post.abolished_on or post.department_id not in leads:
            sentence = _("“%(post)s” belongs to no lead department of this task.")
            raise ValidationError(sentence % {"post": post}, code="wrong_post")


def _restore(actor, line: BulkLine) -> Outcome:
    task = Task.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=line.target_id)
    now = _stands(task)
    moved = [name for name, value in line.after.items() if now[name] != value]
    changes = {name: value for name, value in line.before.items() if name not in moved}
    if changes:
        _save(actor, task, changes, _("A change of many tasks was taken back."))
    refusal = _("Changed by somebody since: %(what)s.") % {"what": field_names(moved)} if moved else ""
    return Outcome(line.target_id, refusal=refusal)


def field_names(names: list[str]) -> str:
    """Fields of a task in words."""
    return _(", ").join(str(NAMES[name]) for name in names)
