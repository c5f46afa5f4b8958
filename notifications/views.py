"""The inbox: what the house told this person, and what they did with it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit import clock
from departments.parts import address, part
from notifications import services
from notifications.forms import MuteForm
from notifications.inbox import GROUPINGS, Wanted, counts, page_of, wanted
from notifications.models import Mute, Notice


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages that wait, those of muted tasks, or those done; by day, task or kind."""
    return render(request, "notifications/inbox.html", {"inbox": _drawn(request, request.GET)})


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, person=request.user)
    services.mark_read(actor=request.user, notice_ids=[pk])
    return redirect(notice.url or "notifications:inbox")


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """Set aside: one, the ticked ones, a whole group, or all that were seen; or mark all as seen."""
    sent, actor = request.POST, request.user
    if "read" in sent:
        services.mark_all_read(actor=actor)
        return _back(request)
    if "seen" in sent:
        number, at = services.mark_seen_done(actor=actor)
    elif "group" in sent:
        number, at = services.mark_done(actor=actor, muted=False, **_condition(sent["group"]))
    else:
        number, at = services.mark_done(actor=actor, notice_ids=_numbers(sent, "one") or _numbers(sent))
    return _back(request, done=f"{at.timestamp():.6f}" if number else None, count=number or None)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Put back what was set aside last, or these messages."""
    at = _moment(request.POST.get("at", ""))
    services.take_back(actor=request.user, done_at=at, notice_ids=_numbers(request.POST, "one"))
    return _back(request)


@require_http_methods(["GET", "POST"])
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of the task a message is about; the reason is kept."""
    notice = get_object_or_404(Notice, pk=pk, person=request.user, task_id__isnull=False)
    form = MuteForm(request.POST or None)
    if form.is_valid():
        services.mute_task(actor=request.user, task_id=notice.task_id, **form.cleaned_data)
        messages.success(request, _("You hear no more of this task. Muted messages are kept under “Muted”."))
        return redirect("notifications:inbox")
    context = {"form": form, "notice": notice}
    return render(request, "notifications/mute.html", context, status=422 if form.errors else 200)


@require_POST
def unmute(request: HttpRequest, task: int) -> HttpResponse:
    """Hear of the task again."""
    get_object_or_404(Mute.objects.of(request.user), task_id=task)
    services.unmute_task(actor=request.user, task_id=task)
    messages.success(request, _("You hear of this task again."))
    return redirect("account:settings" if request.POST.get("from") == "settings" else "notifications:inbox")


def _drawn(request: HttpRequest, asked: QueryDict, **said):
    """The inbox itself, which is also what takes its place after an act."""
    state = wanted(asked.dict())
    number, at = asked.get("count", ""), asked.get("done", "")
    said = {"undo_at": at, "undone": _done_words(int(number))} if _moment(at) and number.isdecimal() else {}
    return part(
        "inbox",
        page=page_of(request.user, state),
        counts=counts(request.user),
        state=state,
        groupings=_groupings(),
        link=lambda **changes: _link(state, **changes),
        here=_link(state),
        empty=_empty(state),
        csrf_token=get_token(request),
        kinds=dict(Notice.Kind.choices),
        local=_hour if state.by == "day" else _minute,
        **said,
    )


def _back(request: HttpRequest, **said) -> HttpResponse:
    """To the inbox as it was; to a script only what changed."""
    asked = QueryDict(request.POST.get("here", "").removeprefix("?"), mutable=True)
    for name in ("done", "count"):
        asked.pop(name, None)
    asked.update({name: str(value) for name, value in said.items() if value is not None})
    if request.htmx:
        return HttpResponse(_drawn(request, asked))
    query = asked.urlencode()
    return redirect(f"{address('notifications:inbox')}{'?' if query else ''}{query}")


def _link(state: Wanted, **changes) -> str:
    """The address of the inbox with something changed; a new choice begins on page 1."""
    usual = Wanted()
    values = {**vars(state), "page": 1, **changes}
    if "page" not in changes and not changes:
        values["page"] = state.page
    return "?" + urlencode({k: v for k, v in values.items() if v is not None and v != getattr(usual, k)})


def _hour(moment: datetime) -> str:
    return f"{clock.local(moment):%H:%M}"


def _minute(moment: datetime) -> str:
    return f"{clock.local(moment):%m-%d %H:%M}"


def _groupings() -> dict[str, str]:
    return dict(zip(GROUPINGS, (_("By day"), _("By task"), _("By kind")), strict=True))


def _done_words(number: int) -> str:
    return ngettext("%(count)s message is done.", "%(count)s messages are done.", number) % {"count": number}


def _empty(state: Wanted) -> tuple[str, str]:
    if state.show == "done":
        return _("Nothing is done yet"), _("What you mark as done stays here.")
    if state.show == "muted":
        return _("Nothing is muted"), _("Messages of tasks that you mute are kept here, uncounted.")
    return _("No messages"), _("Checks, requests, decisions and urgings for your posts are told here.")


def _condition(group: str) -> dict:
    name, _colon, value = group.partition(":")
    if name == "task":
        return {"task_id": int(value) if value.isdecimal() and len(value) < 19 else None}
    return {"kind": value}


def _numbers(sent: QueryDict, name: str = "notices") -> list[int]:
    return [int(value) for value in sent.getlist(name) if value.isdecimal() and len(value) < 19]


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(written), UTC) if written else None
    except (ValueError, OverflowError, OSError):
        return None
