"""The help pages: contents, a chapter, one section beside the page that it explains."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.help.guide import CHAPTERS, guide, own_chapters, search


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """What the guide holds, the chapters of one's own posts first; or where the words asked for stand."""
    asked = request.GET.get("q", "").strip()[:100]
    own, chapters = own_chapters(request.user.acting.roles), guide()
    groups = {
        "own": [chapters[name] for name in CHAPTERS if name in own],
        "all": [chapters[name] for name, readers in CHAPTERS.items() if not readers],
        "others": [chapters[name] for name, readers in CHAPTERS.items() if readers and name not in own],
    }
    context = {"asked": asked, "found": search(asked, own), **groups}
    return render(request, "help/contents.html", context)


@require_safe
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """A chapter with its contents; `?section=` alone gives that section, for the panel beside a page."""
    shown = guide().get(name)
    if shown is None:
        raise Http404
    wanted = request.GET.get("section", "")
    if request.htmx and wanted:
        section = shown.section(wanted)
        if section is None:
            raise Http404
        return render(request, "help/_panel.html", {"chapter": shown, "section": section})
    return render(request, "help/chapter.html", {"chapter": shown, "chapters": guide().values()})
