"""The pages of a change of many tasks: choose, see what would change, change, take back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from departments.lists.asking import Asked
from departments.lists.bulk import MOST_ROWS, UNDO_WITHIN
from departments.lists.models import BulkAct
from departments.lists.page import filtered
from departments.models import Department, Post
from departments.permissions import may
from departments.verdicts import require
from tasks.register import bulk
from tasks.register.bulk_form import BulkForm
from tasks.register.models import Task
from tasks.register.task_list import TASKS, may_change_many


@dataclass(frozen=True)
class Line:
    """What becomes of one task, in words."""

    task: Task
    changes: list[tuple[str, str, str]]  # field, before, after
    refusal: str
    undo_refusal: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_edit(request: HttpRequest) -> HttpResponse:
    """The form for the chosen tasks, what it would do, and doing it."""
    if not may_change_many(request.user):
        require(may(request.user, "edit_task"))
    tasks, versions = _chosen(request)
    if not versions:
        messages.warning(request, _("Choose at least one task in the list."))
        return redirect("register:list")
    form = BulkForm(
        request.POST if request.method == "POST" else None,
        tasks=tasks,
        may_edit=bool(may(request.user, "edit_task")),
    )
    context = {"form": form, "versions": versions, "most": MOST_ROWS, "too_many": len(versions) > MOST_ROWS}
    if form.is_valid() and not context["too_many"]:
        asked = {"actor": request.user, "versions": versions, "wishes": form.wishes()}
        asked["reason"] = form.cleaned_data.get("reason", "")
        if "save" in request.POST:
            return redirect("register:bulk_done", bulk.bulk_edit(**asked).pk)
        context["lines"] = _lines(tasks, bulk.preview_bulk_edit(**asked))
        context["ready"] = sum(not line.refusal for line in context["lines"])
    else:
        context["tasks"] = tasks.only("number", "title")[:MOST_ROWS]
    return render(request, "tasks/register/bulk.html", context, status=422 if form.errors else 200)


@require_safe
def bulk_done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed and what not, and the way back."""
    act = get_object_or_404(BulkAct.objects.visible_to(request.user), pk=pk, list=bulk.LIST)
    kept = list(act.lines.all())
    tasks = Task.objects.visible_to(request.user).filter(pk__in=[line.target_id for line in kept])
    until = act.at + UNDO_WITHIN
    context = {
        "act": act,
        "lines": _lines(tasks, kept),
        "changed": sum(not line.refusal for line in kept),
        "left": sum(bool(line.undo_refusal) for line in kept),
        "until": until if not act.undone_at and clock.now() <= until else None,
    }
    return render(request, "tasks/register/bulk_done.html", context)


@require_POST
def bulk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    get_object_or_404(BulkAct.objects.visible_to(request.user), pk=pk, list=bulk.LIST)
    try:
        bulk.undo_bulk_edit(actor=request.user, act_id=pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("register:bulk_done", pk)


def _chosen(request: HttpRequest) -> tuple[QuerySet[Task], dict[int, int]]:
    """The chosen tasks with the versions that were shown: ticked, or all that the list's conditions meet."""
    shown = dict(_pair(text) for text in request.POST.getlist("versions") if _pair(text))
    if shown:
        return Task.objects.visible_to(request.user).filter(pk__in=shown), shown
    if request.GET.get("all"):
        _found, tasks = filtered(request.user, Asked(TASKS, request.GET))
    else:
        ids = [int(value) for value in request.GET.getlist("ids") if value.isdecimal() and len(value) < 19]
        tasks = Task.objects.visible_to(request.user).filter(pk__in=ids)
    rows = tasks.order_by("pk").values_list("pk", "version")[: MOST_ROWS + 1]
    versions = dict(rows)
    return Task.objects.filter(pk__in=versions), versions


def _pair(text: str) -> tuple[int, int] | None:
    task, _colon, version = text.partition(":")
    fits = task.isdecimal() and version.isdecimal() and len(text) < 30
    return (int(task), int(version)) if fits else None


def _lines(tasks: QuerySet[Task], outcomes: list) -> list[Line]:
    """The refused first, because they are what one must look at."""
    shown = {task.pk: task for task in tasks.only("number", "title")}
    said = _words(outcomes)
    lines = [
        Line(
            shown[one.target_id],
            [
                (bulk.field_names([name]), said(name, one.before[name]), said(name, value))
                for name, value in one.after.items()
            ],
            one.refusal,
            getattr(one, "undo_refusal", ""),
        )
        for one in outcomes
        if one.target_id in shown
    ]
    return sorted(lines, key=lambda line: (not line.refusal and not line.undo_refusal, line.task.number))


def _words(outcomes: list):
    """How values are said: codes by their words, departments and posts by their names."""
    values = [pair for one in outcomes for side in (one.before, one.after) for pair in side.items()]
    posts = {value for name, value in values if name in ("post_id", "leader_id")} - {None}
    named = {post.pk: str(post) for post in Post.objects.filter(pk__in=posts).select_related("department")}
    units = {unit for name, value in values if name in ("support", "co_leads") for unit in value}
    units |= {value for name, value in values if name == "lead_department_id"} - {None}
    departments = dict(Department.objects.filter(pk__in=units).values_list("pk", "short_name"))
    fields = {field.attname: field for field in Task._meta.concrete_fields}

    def say(name: str, value) -> str:
        if isinstance(value, list):
            return "、".join(departments.get(unit, "") for unit in value) or "—"
        if name in ("post_id", "leader_id"):
            return named.get(value, "—")
        if name == "lead_department_id":
            return departments.get(value, "—")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        words = dict(fields[name].choices or ())
        return str(words.get(value, "—" if value is None else value))

    return say
