"""The responsibility list, the page of a task, the one door through which every verb goes, and its evidence."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.lists.views import list_page
from departments.verdicts import require
from tasks import rules
from tasks.decisions.models import Proposal
from tasks.progress.downloads import download, preview
from tasks.register import item
from tasks.register.acts import Happening
from tasks.register.doing import act, known_task, not_now
from tasks.register.sensitive import note_reading
from tasks.register.story import ALL_MOMENTS, FIRST_MOMENTS
from tasks.register.task_list import TASKS
from tasks.register.timeline import Wanted
from tasks.register.verbs import VERBS

task_list = list_page(TASKS)


@require_safe
def task_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one task, and what this person may do with it."""
    task = known_task(request, pk)
    note_reading(request.user, task)
    page = item.page(
        task,
        request.user,
        here=request.get_full_path(),
        wanted=_wanted(request),
        csrf_token=get_token(request),
    )
    return render(request, "tasks/register/task.html", {"task": task, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The form of a verb, and the verb itself."""
    if verb not in VERBS:
        raise Http404
    task, entry = known_task(request, pk), VERBS[verb]
    verdict = dict(rules.verbs(request.user, task))[verb]
    if not verdict:
        require(rules.permitted(verb, request.user, task))
        return not_now(request, task, entry, verdict.reason)
    task.pending_extension, task.pending_closing = rules.waiting(task)
    proposed = (
        task.proposals.filter(verb=verb, state=Proposal.State.WAITING) if verb in Proposal.Verb else None
    )
    return act(request, task, entry, proposed and proposed.first())


@require_safe
def evidence(request: HttpRequest, pk: int, evidence_pk: int) -> FileResponse:
    """A file of a task as a download, for whoever may read the task."""
    return download(get_object_or_404(known_task(request, pk).evidence, pk=evidence_pk), request.user)


@require_safe
def evidence_preview(request: HttpRequest, pk: int, evidence_pk: int) -> FileResponse:
    """A picture or PDF of a task to be looked at, closed in on itself."""
    return preview(get_object_or_404(known_task(request, pk).evidence, pk=evidence_pk), request.user)


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks of the timeline; nonsense asks for everything."""
    kind, who = request.GET.get("kind", ""), request.GET.get("who", "")
    return Wanted(
        ALL_MOMENTS if "whole" in request.GET else FIRST_MOMENTS,
        kind if kind in Happening.values else None,
        int(who) if who.isascii() and who.isdecimal() and len(who) < 19 else None,
    )
