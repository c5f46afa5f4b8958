"""The departments from a file: looked at first, then saved."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from departments import services
from departments.permissions import may
from departments.upkeep.uploads import UploadForm
from departments.verdicts import require


class CatalogueForm(UploadForm):
    """A table of departments, or the one of the preview that is now saved."""

    top = forms.CharField(
        label=gettext_lazy("Full name of the city government"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only for the first import: the units without a parent stand under it."),
    )


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Departments from a file: what it would create and change, or which cells are wrong; then saved."""
    require(may(request.user, "edit_departments"))
    sent = request.method == "POST"
    form = CatalogueForm(request.POST if sent else None, request.FILES if sent else None)
    plan = None
    if form.is_valid():
        given, save = form.cleaned_data, "save" in request.POST
        try:
            plan = services.import_departments(
                actor=request.user, content=given["content"], top=given["top"], dry_run=not save
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            if save:
                messages.success(request, _("The departments are stored."))
                return redirect("directory")
            form.keep()
    context = {"form": form, "plan": plan}
    return render(request, "departments/import.html", context, status=422 if form.errors else 200)
