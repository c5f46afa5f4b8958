"""The one way in which a verb is shown, sent, refused and done; every page with a form on a task goes through it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from audit.statements import composed
from tasks.decisions.models import Proposal
from tasks.register.models import Task
from tasks.register.presentation import Dates
from tasks.register.verbs import Verb
from tasks.register.ways import Ways, ways_of


def known_task(request: HttpRequest, pk: int) -> Task:
    """The task, for whoever may know of it."""
    for task in composed(_known, pk, ways_of(request.user.acting, "read_task")):
        return task
    raise Http404


def _known(pk: int, ways: Ways) -> QuerySet:
    # What else the page names is read with what stands around the task: joins cost the planner more than a row.
    return Task.objects.reached_by(ways).filter(pk=pk).select_related("lead_department")


def act(request: HttpRequest, task: Task, entry: Verb, proposal: Proposal | None = None) -> HttpResponse:
    """The form of a verb, under what was proposed; sent and accepted, the verb itself."""
    form = entry.form(request.POST or None, request.FILES or None, task=task, actor=request.user)
    # A confirmation has no fields, so an empty POST is complete.
    form.is_bound = request.method == "POST"
    if form.is_bound and form.is_valid() and _done(request, entry, form):
        return redirect(back_to(request, task))
    context = {
        "task": task,
        "back": back_to(request, task),
        "verb": entry,
        "form": form,
        "asked": getattr(form, "asked", proposal),
        "dates": Dates.now(),
    }
    return render(request, "tasks/register/do.html", context, status=422 if form.errors else 200)


def take_back(request: HttpRequest, task: Task, service: Callable[[], object], words: str) -> HttpResponse:
    """Take back what one has said oneself; refused, the page that one comes from says why."""
    try:
        service()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(back_to(request, task))


def not_now(request: HttpRequest, task: Task, entry: Verb, reason: str) -> HttpResponse:
    """The page that says why the moment is wrong."""
    context = {"task": task, "verb": entry, "reason": reason}
    return render(request, "tasks/register/not_now.html", context, status=409)


def back_to(request: HttpRequest, task: Task) -> str:
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
