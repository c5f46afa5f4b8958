"""My week, and the weeks of a jurisdiction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from audit import clock
from departments.parts import part
from supervision.delegations.services import on_first_page
from supervision.models import Urging, WeeklyCheck, WeeklyRound
from supervision.urging.services import reply_to_urging
from supervision.weekly import services
from supervision.weekly.forms import AnswerForm
from supervision.weekly.page import Card, my_week
from tasks.choices import SelfLight
from tasks.models import Task
from tasks.templatetags.lights import light

REPLY_CHARACTERS = 2000

# The blocks of the huddle's agenda, in words.
AGENDA = {
    "red": gettext_lazy("Behind"),
    "blocked": gettext_lazy("Blocked"),
    "due_this_week": gettext_lazy("Due within seven days"),
    "unanswered": gettext_lazy("Not answered"),
    "disagreement": gettext_lazy("Self-report and system light differ"),
}


@require_GET
def week_page(request):
    """What the person has to do this week, each answerable in place."""
    return _week(request)


@require_POST
def answer(request, pk: int):
    """Answer one check; a refused answer comes back with everything typed."""
    form = AnswerForm(request.POST, auto_id=f"check-{pk}-%s")
    if form.is_valid():
        try:
            check = services.answer_check(actor=request.user, check_id=pk, **form.cleaned_data)
        except WeeklyCheck.DoesNotExist as unknown:
            raise Http404 from unknown
        except PermissionDenied:
            # Refused before it is looked up: who may answer knows the task; to others it may not even exist.
            _known_or_404(request, pk)
            raise
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _answered(request, check)
    return _refused(request, form, _known_or_404(request, pk))


@require_POST
def confirm(request):
    """Confirm "no change" for the listed checks; what can't be confirmed says why."""
    ids = [int(value) for value in request.POST.getlist("checks") if value.isdecimal() and len(value) < 19]
    done = services.confirm_unchanged(actor=request.user, check_ids=ids)
    count = len(done["confirmed"])
    if count:
        said = ngettext("%(count)s task confirmed.", "%(count)s tasks confirmed.", count)
        messages.success(request, said % {"count": count})
    for refused in done["refused"]:
        messages.warning(request, f"{refused['task']}: {refused['reason']}")
    return redirect("supervision:my_week")


@require_POST
def reply(request, pk: int):
    """Reply to an urging, from where it was read."""
    get_object_or_404(Urging.objects.filter(task__in=Task.objects.visible_to(request.user)), pk=pk)
    text = request.POST.get("reply", "").replace("\x00", "").strip()[:REPLY_CHARACTERS]
    try:
        reply_to_urging(actor=request.user, urging_id=pk, reply=text)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _week(request, reply_pk=pk, reply_text=text)
    messages.success(request, _("Your reply was sent."))
    return redirect("supervision:my_week")


@require_GET
def rounds(request):
    """The weeks of the jurisdictions that the person supervises."""
    found = WeeklyRound.objects.visible_to(request.user).select_related("jurisdiction")[:60]
    return render(request, "supervision/weekly/rounds.html", {"rounds": found})


@require_GET
def round_page(request, pk: int):
    """One week: its answers, and when it is closed its figures and the agenda of the huddle."""
    found = get_object_or_404(
        WeeklyRound.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk
    )
    checks = found.checks.select_related("task__lead_department", "report").order_by("state", "task__number")
    wanted = request.GET.get("state", "")
    if wanted in WeeklyCheck.State.values:
        checks = checks.filter(state=wanted)
    counts = dict.fromkeys(WeeklyCheck.State.values, 0)
    for state in found.checks.values_list("state", flat=True):
        counts[state] += 1
    tabs = [(value, label, counts[value], value == wanted) for value, label in WeeklyCheck.State.choices]
    context = {"round": found, "checks": checks[:300], "tabs": tabs, "total": sum(counts.values())}
    context["agenda"] = [(AGENDA[name], block) for name, block in found.agenda.items() if block["count"]]
    return render(request, "supervision/weekly/round.html", context)


def _known_or_404(request, pk: int) -> WeeklyCheck:
    return get_object_or_404(WeeklyCheck.objects.visible_to(request.user).select_related("task"), pk=pk)


def _answered(request, check: WeeklyCheck):
    """In place: the card says that it has arrived, and the sentence on top counts anew; else the page again."""
    if not request.htmx:
        messages.success(request, _("Reported: %(task)s.") % {"task": check.task_number})
        return redirect("supervision:my_week")
    week = my_week(request.user, clock.today())
    context = {"check": check, "week": week, "week_number": clock.today().isocalendar().week}
    return render(request, "supervision/weekly/_answered.html", context)


def _refused(request, form: AnswerForm, check: WeeklyCheck):
    """Everything typed with the reason; beside it what somebody else reported meanwhile."""
    newer = [
        error.params["theirs"]
        for error in form.non_field_errors().as_data()
        if error.params and "theirs" in error.params
    ]
    meanwhile = {}
    if newer:
        form.data = form.data.copy()
        form.data["seen"] = newer[0].pk
        meanwhile = {"theirs": newer[0], "check": check, "form": form}
    if not request.htmx:
        return _week(request, None if newer else form, check.pk, **meanwhile)
    if newer:
        return render(request, "supervision/weekly/_meanwhile.html", meanwhile, status=422)
    week = my_week(request.user, clock.today(), form, check.pk)
    return HttpResponse(_cards(request, [card for card in week.checks if card.refused]), status=422)


def _cards(request, cards: list[Card]) -> SafeString:
    token = get_token(request)
    return part("checks", cards=cards, lights=SelfLight.choices, light=light, csrf_token=token)


def _week(request, form: AnswerForm | None = None, pk: int | None = None, **typed):
    today = clock.today()
    week = my_week(request.user, today, form, pk)
    context = {
        "week": week,
        "checks": _cards(request, week.checks),
        "today": today,
        "week_number": today.isocalendar().week,
        **on_first_page(request.user),
        **typed,
    }
    return render(request, "supervision/weekly/my_week.html", context, status=400 if form or typed else 200)
