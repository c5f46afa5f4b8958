"""The inbox: what the house told this person."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from notifications import services
from notifications.models import Notice

SHOWN = 100


@require_GET
def inbox(request):
    """The newest messages by kind, the kind with the newest first; those done are one tab away."""
    finished = request.GET.get("show") == "done"
    notices = Notice.objects.filter(person=request.user, done_at__isnull=not finished)
    groups: dict[str, list[Notice]] = {}
    for notice in notices[:SHOWN]:
        groups.setdefault(notice.get_kind_display(), []).append(notice)
    context = {"groups": groups, "finished": finished}
    return render(request, "notifications/inbox.html", context)


@require_GET
def open_notice(request, pk: int):
    """Mark a message as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, person=request.user)
    services.mark_read(actor=request.user, notice_ids=[pk])
    return redirect(notice.url or "notifications:inbox")


@require_POST
def done(request):
    """Mark messages as done: the ticked ones, or all."""
    ids = [int(value) for value in request.POST.getlist("notices") if value.isdecimal() and len(value) < 19]
    if request.POST.get("all"):
        ids = list(Notice.objects.filter(person=request.user, done_at=None).values_list("pk", flat=True))
    services.mark_done(actor=request.user, notice_ids=ids)
    return redirect("notifications:inbox")
