"""The responsibility list, the page of a task, and the one door through which every verb goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from departments.lists.views import list_page
from departments.verdicts import require
from tasks import rules
from tasks.progress.downloads import download
from tasks.register import item
from tasks.register.models import Task
from tasks.register.presentation import Dates
from tasks.register.sensitive import note_reading
from tasks.register.task_list import TASKS
from tasks.register.verbs import VERBS, Verb

task_list = list_page(TASKS)


@require_safe
def task_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one task, and what this person may do with it."""
    task = _known(request, pk)
    note_reading(request.user, task)
    whole = "whole" in request.GET
    page = item.page(task, request.user, here=request.get_full_path(), whole_timeline=whole)
    return render(request, "tasks/register/task.html", {"task": task, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The form of a verb, and the verb itself."""
    if verb not in VERBS:
        raise Http404
    task, entry = _known(request, pk), VERBS[verb]
    verdict = dict(rules.verbs(request.user, task))[verb]
    if not verdict:
        require(rules.permitted(verb, request.user, task))
        return _refused(request, task, entry, verdict.reason)
    task.pending_extension, task.pending_closing = rules.waiting(task)
    form = entry.form(request.POST or None, request.FILES or None, task=task, actor=request.user)
    # A confirmation has no fields, so an empty POST is complete.
    form.is_bound = request.method == "POST"
    if form.is_bound and form.is_valid() and _done(request, entry, form):
        return redirect(_back(request, task))
    context = {
        "task": task,
        "back": _back(request, task),
        "verb": entry,
        "form": form,
        "asked": getattr(form, "asked", None),
        "dates": Dates.now(),
    }
    return render(request, "tasks/register/do.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: HttpRequest, pk: int, evidence_pk: int) -> FileResponse:
    """A file of a task, for whoever may read the task; always as a download, never run in the page."""
    kept = get_object_or_404(_known(request, pk).evidence, pk=evidence_pk)
    return download(kept, request.user)


def _known(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(item.with_relations(Task.objects.visible_to(request.user)), pk=pk)


def _back(request: HttpRequest, task: Task) -> str:
    """To where the verb was chosen: the queue, the week, or else the page of the task."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return (
        wanted if url_has_allowed_host_and_scheme(wanted, None) else reverse("register:task", args=[task.pk])
    )


def _done(request: HttpRequest, entry: Verb, form) -> bool:
    try:
        entry.service(actor=request.user, **form.arguments())
    except ValidationError as error:
        form.add_error(None, error)
        if hasattr(form, "meet"):
            form.meet(error)
        return False
    messages.success(request, _("Done: %(verb)s.") % {"verb": entry.label})
    return True


def _refused(request: HttpRequest, task: Task, entry: Verb, reason: str) -> HttpResponse:
    context = {"task": task, "verb": entry, "reason": reason}
    return render(request, "tasks/register/not_now.html", context, status=409)
