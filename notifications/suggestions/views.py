"""Pages of the suggestion box."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import may
from notifications.suggestions import services
from notifications.suggestions.forms import AnswerForm, SuggestForm
from notifications.suggestions.models import Suggestion


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a suggestion about a page; from the bottom of that page one returns to it."""
    form = SuggestForm(request.POST or None, initial={"page": request.GET.get("page", "")[:300]})
    if form.is_valid():
        made = services.suggest(actor=request.user, **form.cleaned_data)
        if request.htmx:
            return render(request, "suggestions/_thanks.html", {"suggestion": made})
        messages.success(request, _("Thank you. Your suggestion is number %(number)s.") % {"number": made.pk})
        back = form.cleaned_data["page"]
        return redirect(back if url_has_allowed_host_and_scheme(back, None) else "suggestions:list")
    return render(request, "suggestions/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion with its answer; whoever answers does it here."""
    found = get_object_or_404(
        Suggestion.objects.visible_to(request.user).select_related("author", "answered_by"), pk=pk
    )
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    if form.is_valid():
        close = "close" in request.POST
        try:
            services.answer_suggestion(actor=request.user, suggestion_id=pk, close=close, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("answer", error)
        else:
            messages.success(request, _("The suggestion is closed.") if close else _("The answer is kept."))
            return redirect("suggestions:detail", pk)
    answers = bool(may(request.user, "answer_suggestion")) and found.state != Suggestion.State.CLOSED
    context = {"suggestion": found, "form": form, "answers": answers}
    return render(request, "suggestions/detail.html", context, status=422 if form.errors else 200)
