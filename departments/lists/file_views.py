"""Lists as files: short ones at once, long ones by the worker, with the page where they wait."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from urllib.parse import quote

from celery import current_app
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError

from audit import clock, log
from departments.lists import taking
from departments.lists.asking import Asked
from departments.lists.files import FORMS
from departments.lists.finding import list_named
from departments.lists.models import ListFile
from departments.lists.querysets import KEPT
from departments.permissions import may
from departments.verdicts import require

UNFINISHED = (ListFile.State.WAITING, ListFile.State.RUNNING)


def file_of(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What the page shows as a file; a long list is asked for with one more click."""
    declared, form = asked.declared, asked.params["file"]
    made = taking.table(request.user, declared, asked.params)
    if taking.is_long(made):
        context = {"list": declared, "form": form, "query": asked.state(), "most": taking.DIRECT_ROWS}
        return render(request, "lists/long.html", context)
    out = BytesIO()
    taking.write(made, form, out)
    log.record(
        actor=request.user,
        action="departments.list_taken",
        list=declared.name,
        query=asked.state(),
        form=form,
    )
    return _attached(HttpResponse(out.getvalue(), content_type=FORMS[form][1]), made.title, form)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have a long list written."""
    declared, form = list_named(request.POST.get("list", "")), request.POST.get("form")
    if declared is None or not declared.export or form not in FORMS:
        raise Http404
    query = Asked(declared, QueryDict(request.POST.get("query", "")[:2000])).state()
    taking.ask_for_file(
        actor=request.user, declared=declared, query=query, form=form, language=get_language()
    )
    # The sweep finds it within a minute anyway; without a broker it waits for that.
    with suppress(OperationalError):
        current_app.send_task("departments.write_list_files", retry=False)
    return redirect("views:files")


@require_GET
def files(request: HttpRequest) -> HttpResponse:
    """The files one asked for within the last week, with how far they are."""
    found = list(ListFile.objects.visible_to(request.user).filter(asked_at__gte=clock.now() - KEPT)[:100])
    for file in found:
        declared = list_named(file.list)
        file.title = declared.title if declared else file.list
        file.percent = 100 * file.written // file.total if file.total else 0
        file.until = file.asked_at + KEPT
    context = {"files": found, "unfinished": any(file.state in UNFINISHED for file in found)}
    alone = request.htmx.target == "files"
    return render(request, "lists/_files.html" if alone else "lists/files.html", context)


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that is ready, for whoever asked for it and may still see what is in it."""
    file = get_object_or_404(ListFile.objects.visible_to(request.user), pk=pk, state=ListFile.State.DONE)
    declared = list_named(file.list)
    if declared is None or file.asked_at < clock.now() - KEPT:
        raise Http404
    require(may(request.user, declared.export))
    if file.reach != taking.reach_of(request.user):
        messages.error(request, _("Your posts have changed since. Ask for the file again."))
        return redirect("views:files")
    log.record(
        actor=request.user, action="departments.list_taken", target=file, list=file.list, form=file.form
    )
    answer = FileResponse(file.file.open("rb"), content_type=FORMS[file.form][1])
    return _attached(answer, str(declared.title), file.form)


def _attached(answer: HttpResponse, title: str, form: str) -> HttpResponse:
    name = quote(f"{title} {clock.today()}.{form}", safe="")
    answer["Content-Disposition"] = f"attachment; filename=\"list.{form}\"; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "private, no-store"
    return answer
