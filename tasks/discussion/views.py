"""Whom a comment may mention, and taking one back; a comment itself goes through the door of every verb."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.verdicts import require
from tasks import rules
from tasks.discussion.readers import offered
from tasks.discussion.services import withdraw_comment
from tasks.register.doing import known_task, take_back


@require_safe
def readers(request: HttpRequest, pk: int) -> JsonResponse:
    """The people who read this task, for what was typed after an @."""
    task = known_task(request, pk)
    require(rules.permitted("comment", request.user, task))
    return JsonResponse({"people": offered(task.reach(), request.GET.get("q", "")[:40])})


@require_POST
def withdraw(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Take one's own comment back."""
    task = known_task(request, pk)
    get_object_or_404(task.comments, pk=comment_pk)
    service = partial(withdraw_comment, actor=request.user, comment_id=comment_pk)
    return take_back(request, task, service, _("Your comment was taken back."))
