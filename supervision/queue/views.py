"""The queue of the supervision office: opened, decided and gone on with in place; without scripts by the same addresses."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit import clock
from departments.parts import part
from departments.permissions import may
from departments.verdicts import Verdict, require
from supervision.delegations.services import on_first_page
from supervision.queue.acts import Act
from supervision.queue.inside import inside
from supervision.queue.kinds import BY_CODE, KINDS, Kind
from supervision.queue.page import SHOWN, Line, age_words, counts, lines
from tasks import rules
from tasks.models import Task
from tasks.templatetags.lights import light


@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits for the supervision office, the oldest first, with its age and its limit."""
    require(may(request.user, "verify_closing"))
    return _page(request, request.GET.get("show", ""), opened=request.GET.get("open", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One row: opened by GET, decided by POST; the answer is the row as it is then."""
    require(may(request.user, "verify_closing"))
    kind = BY_CODE.get(code)
    if kind is None:
        raise Http404
    waiting = lines(kind, kind.rows(request.user, clock.today()).filter(pk=pk))
    if not waiting:
        return _gone(request, kind, pk)
    if request.method != "POST":
        if not request.htmx:
            return redirect(f"{reverse('supervision:queue')}?show={code}&open={pk}#q-{pk}")
        return HttpResponse(_rows(request, kind, waiting, _inside(request, kind, waiting[0])))
    return _decide(request, kind, waiting[0])


def _decide(request: HttpRequest, kind: Kind, line: Line) -> HttpResponse:
    act = next((act for act in kind.acts if act.key == request.POST.get("act")), kind.acts[0])
    form = act.form(request.POST, auto_id=_auto_id(line, act))
    if form.is_valid():
        try:
            act.do(request.user, line, form.cleaned_data)
        except ValidationError as error:
            if error.code in ("already_decided", "wrong_state"):
                return _gone(request, kind, line.pk)
            form.add_error(None, error)
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        else:
            return _settled(request, kind, line, str(act.done) % {"task": line.number or line.title})
    opened = _inside(request, kind, line, act, form)
    if request.htmx:
        return HttpResponse(_rows(request, kind, [line], opened), status=422)
    return _page(request, kind.code, opened=str(line.pk), content=opened, status=422)


def _settled(request: HttpRequest, kind: Kind, line: Line, said: str, *, gone: bool = False) -> HttpResponse:
    """The row is over: a line that says so takes its place, and everything above counts anew."""
    if not request.htmx:
        (messages.warning if gone else messages.success)(request, said)
        return redirect(f"{reverse('supervision:queue')}?show={kind.code}")
    found = counts(request.user, clock.today())
    context = {"line": line, "said": said, "gone": gone, **_head(kind, found)}
    return render(request, "supervision/queue/_settled.html", context)


def _gone(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Somebody was faster, or the unit has answered: say what became of it."""
    model = kind.rows(request.user, clock.today()).model
    known = Task.objects.visible_to(request.user, verb=kind.verb)
    path = f"{kind.of_task}pk__in"
    found = model.objects.filter(pk=pk, **{path: known}).first()
    if found is None:
        raise Http404
    task = found.task if kind.of_task else found
    name = task.number or task.title
    said = _("%(task)s no longer waits here: it was answered meanwhile.") % {"task": name}
    by = getattr(found, "decided_by", None) or getattr(found, "answered_by", None)
    if by:
        decided = {"task": name, "name": by.name, "state": found.get_state_display()}
        said = _("%(task)s was decided meanwhile by %(name)s: %(state)s.") % decided
    line = Line(pk, task.pk, task.number, task.title, "", task.light, task.self_light, 0)
    return _settled(request, kind, line, said, gone=True)


def _page(
    request: HttpRequest,
    wanted: str,
    *,
    opened: str = "",
    content: SafeString | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    found = counts(request.user, today)
    first = next((kind for kind in KINDS if found[kind.code]), KINDS[0])
    kind = BY_CODE.get(wanted, first)
    pages = max(1, -(-found[kind.code] // SHOWN))
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 6 else 1
    shown = lines(kind, kind.rows(request.user, today)[(number - 1) * SHOWN : number * SHOWN])
    open_line = next((line for line in shown if str(line.pk) == opened), None)
    if open_line and content is None:
        content = _inside(request, kind, open_line)
    context = {
        "rows": _rows(request, kind, shown, content or "", open_line),
        "any": bool(shown),
        "page": number,
        "pages": pages,
        "keys": [(act.key, act.label) for act in kind.acts],
        **_head(kind, found),
        **on_first_page(request.user),
    }
    return render(request, "supervision/queue/queue.html", context, status=status)


def _head(kind: Kind, found: dict[str, int]) -> dict:
    return {
        "shown": kind,
        "total": sum(found.values()),
        "kinds": [(each, found[each.code]) for each in KINDS],
    }


def _rows(
    request: HttpRequest, kind: Kind, shown: list[Line], content: SafeString | str, opened: Line | None = None
) -> SafeString:
    if content and opened is None:
        opened = shown[0]
    return part(
        "queue",
        lines=shown,
        code=kind.code,
        light=light,
        age_words=age_words,
        opened=opened.pk if opened else None,
        content=content,
    )


def _inside(
    request: HttpRequest, kind: Kind, line: Line, tried: Act | None = None, bound: Form | None = None
) -> SafeString:
    """The facts and the short forms of an opened row; one that was refused keeps everything typed."""
    task = Task.objects.select_related("lead_department", "post", "latest_report").get(pk=line.task_id)
    found = inside(kind, line.pk, task)
    verdict = _verdict(request.user, kind, task, found["asked"])
    doing = [
        (act, bound if act is tried else act.form(auto_id=_auto_id(line, act)), act is tried)
        for act in kind.acts
        if verdict or (act.row == "task_id" and act.service.__name__ == "urge")
    ]
    context = {**found, "kind": kind, "line": line, "acts": doing, "refused": verdict.reason}
    context["csrf_token"] = get_token(request)
    return SafeString(render_to_string("supervision/queue/_inside.html", context, request))


def _verdict(person, kind: Kind, task: Task, asked) -> Verdict:
    """Whether this person may decide on this very row; the reason stands in place of the buttons."""
    if kind.code == "verify":
        return rules.may_verify_closing(person, task, asked)
    if kind.code == "extensions":
        return rules.may_decide_extension(person, task, asked)
    return rules.independent(person, task) if kind.code == "apart" else Verdict(True)


def _auto_id(line: Line, act: Act) -> str:
    return f"q-{line.pk}-{act.key}-%s"
