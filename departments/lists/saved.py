"""The pages of views that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.lists import services
from departments.lists.asking import Asked
from departments.lists.finding import list_named
from departments.lists.models import SavedView, StartView
from departments.parts import address
from departments.permissions import may


class SaveForm(forms.Form):
    """The name of a view, and who else sees it."""

    title = forms.CharField(label=_("Name"), max_length=60)
    audience = forms.ChoiceField(
        label=_("For whom"), widget=forms.RadioSelect, initial=SavedView.Audience.OWN
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        choices = list(SavedView.Audience.choices)
        self.fields["audience"].choices = [
            (code, word) for code, word in choices if code != "all" or may(person, "share_view")
        ]


@dataclass(frozen=True)
class Line:
    """A view with its address and the list it shows."""

    view: SavedView
    list: str
    url: str
    own: bool
    start: bool


@require_GET
def saved_views(request: HttpRequest) -> HttpResponse:
    """The views one may use; of one list only, as a menu, when that is asked for."""
    wanted = request.GET.get("list", "")
    found = SavedView.objects.visible_to(request.user).select_related("owner", "department")
    start = StartView.objects.filter(person=request.user).values_list("view_id", flat=True).first()
    lines = [_line(view, request.user, start) for view in (found.filter(list=wanted) if wanted else found)]
    alone = request.htmx.target == "saved-views"
    template = "lists/_saved.html" if alone else "lists/saved.html"
    return render(request, template, {"lines": [line for line in lines if line], "start": start})


@require_http_methods(["GET", "POST"])
def save_view(request: HttpRequest) -> HttpResponse:
    """Give the list as it is asked for a name."""
    declared = list_named(request.GET.get("list", ""))
    if declared is None:
        raise Http404
    # Only what the list itself understands is kept.
    query = Asked(declared, QueryDict(request.GET.get("query", "")[:2000])).state()
    form = SaveForm(request.POST or None, person=request.user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.save_view(actor=request.user, list_name=declared.name, query=query, **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{address(declared.name)}?{query}")
    context = {"form": form, "list": declared, "back": f"{address(declared.name)}?{query}"}
    return render(request, "lists/save.html", context, status=422 if form.errors else 200)


@require_POST
def forget_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own."""
    get_object_or_404(SavedView.objects.filter(owner=request.user), pk=pk)
    services.forget_view(actor=request.user, view_id=pk)
    return redirect("views:saved")


@require_POST
def begin_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the day with this view, or no longer."""
    get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    already = StartView.objects.filter(person=request.user, view=pk).exists()
    services.begin_with(actor=request.user, view_id=None if already else pk)
    return redirect("views:saved")


def start_address(person) -> str:
    """Where the day of this person begins by their own choice; nothing when they chose nothing."""
    chosen = SavedView.objects.visible_to(person).filter(
        pk__in=StartView.objects.filter(person=person).values("view")
    )
    view = chosen.first()
    line = _line(view, person, None) if view else None
    return line.url if line else ""


def _line(view: SavedView, person, start: int | None) -> Line | None:
    declared = list_named(view.list)
    if declared is None or (declared.verb and not may(person, declared.verb)):
        return None
    url = f"{address(view.list)}?{view.query}"
    return Line(view, str(declared.title), url, view.owner_id == person.pk, view.pk == start)
