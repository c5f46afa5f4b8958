"""The issued versions of the responsibility list, on the page and as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from audit import log
from departments.permissions import may
from departments.verdicts import require
from tasks.spreadsheet.columns import COLUMNS, line
from tasks.spreadsheet.document import list_document
from tasks.spreadsheet.querysets import visible_entries, visible_lists
from tasks.spreadsheet.workbook import list_workbook

FORMS = {
    "xlsx": (list_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (list_document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_GET
def versions(request):
    """All issued versions, newest first."""
    lists = visible_lists(request.user).select_related("jurisdiction", "issued_by")
    return render(request, "tasks/spreadsheet/versions.html", {"lists": lists[:200]})


@require_GET
def detail(request, pk: int):
    """One version as it was issued."""
    issued = get_object_or_404(visible_lists(request.user).select_related("jurisdiction"), pk=pk)
    entries = visible_entries(request.user, issued).values_list("task_id", "frozen")
    rows = [(task_id, line(ordinal, item)) for ordinal, (task_id, item) in enumerate(entries, start=1)]
    context = {"issued": issued, "head": [name for name, _width in COLUMNS], "rows": rows}
    return render(request, "tasks/spreadsheet/detail.html", context)


@require_GET
def download(request, pk: int, form: str):
    """One version as docx or xlsx."""
    issued = get_object_or_404(visible_lists(request.user), pk=pk)
    if form not in FORMS:
        raise Http404
    return list_file(request.user, issued, form)


def list_file(person, issued, form: str) -> HttpResponse:
    """The file with exactly the lines the person may see; who took it is recorded."""
    require(may(person, "export_tasks"))
    write, content_type = FORMS[form]
    entries = visible_entries(person, issued)
    log.record(actor=person, action="tasks.list_exported", target=issued, form=form, items=entries.count())
    response = HttpResponse(write(issued, entries), content_type=content_type)
    name = quote(f"{issued.title}（第{issued.version}版）.{form}", safe="")
    response["Content-Disposition"] = f"attachment; filename=\"list.{form}\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response
