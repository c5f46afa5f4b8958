"""Pages that make something new: a person, a post, a department, a whole roster."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from departments import services
from departments.blanks import FORMS, blank_departments, blank_people
from departments.choices import Role
from departments.login_names import login_name
from departments.models import Department, Person
from departments.permissions import may
from departments.services.rosters import Slip
from departments.upkeep.forms import NewPersonForm, NewPostForm, NewUnitForm
from departments.upkeep.uploads import UploadForm
from departments.upkeep.views import sheets, tell
from departments.verdicts import require

MOST_SHOWN = 300


@require_http_methods(["GET", "POST"])
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """A new account with its temporary password, shown once, and the post it is meant for."""
    require(may(request.user, "edit_people"))
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        try:
            slip = _made(request.user, form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            return sheets(
                request, [slip], _("The account works once the security administrator has appointed.")
            )
    context = {"form": form, "title": _("New person"), "list": "people", "submit": _("Create the account")}
    return render(request, "departments/new.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _made(actor: Person, given: dict) -> Slip:
    post = given.pop("post")
    taken = {name.lower() for name in Person.objects.values_list("username", flat=True)}
    given["username"] = given["username"] or login_name(given["name"], taken)
    person, password = services.create_person(actor=actor, **given)
    if post:
        services.nominate(actor=actor, post_id=post.pk, person_id=person.pk)
    return Slip(person.name, person.username, password, [str(post)] if post else [])


@require_http_methods(["GET", "POST"])
def new_post(request: HttpRequest) -> HttpResponse:
    """A new post; nobody holds it until somebody is appointed."""
    require(may(request.user, "edit_departments"))
    form = NewPostForm(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            post = services.create_post(actor=request.user, department_id=given.pop("unit").pk, **given)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The post is there; name somebody for it on the person's page."))
            return redirect("upkeep:post", post.pk)
    context = {"form": form, "title": _("New post"), "list": "upkeep:posts", "submit": _("Create the post")}
    return render(request, "departments/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """A new department."""
    require(may(request.user, "edit_departments"))
    form = NewUnitForm(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        parent = given.pop("parent") or Department.objects.filter(parent=None).first()
        try:
            unit = services.create_department(actor=request.user, parent_id=parent and parent.pk, **given)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The department is there."))
            return redirect("upkeep:unit", unit.pk)
    context = {
        "form": form,
        "title": _("New department"),
        "list": "directory",
        "submit": _("Create the department"),
    }
    return render(request, "departments/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def import_people(request: HttpRequest) -> HttpResponse:
    """People and posts from a table: what it would create, or which cells are wrong; then made, with sheets to print."""
    require(may(request.user, "edit_people"))
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    context: dict = {"form": form}
    if form.is_valid():
        save = "save" in request.POST
        try:
            plan, slips = services.import_roster(
                actor=request.user, content=form.cleaned_data["content"], dry_run=not save
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            if save:
                words = _("Every account works once the security administrator has appointed.")
                return sheets(request, slips, words)
            form.keep()
            labels = {role.value: role.label for role in Role}
            rows = [(line, labels.get(line.role, "")) for line in plan.lines[:MOST_SHOWN]]
            context |= {"plan": plan, "rows": rows}
    return render(request, "departments/import_people.html", context, status=422 if form.errors else 200)


@require_safe
def blank(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """A table to be filled in; that of the people lists the departments in which nobody holds a post yet."""
    require(may(request.user, "edit_people" if what == "people" else "edit_departments"))
    if form not in FORMS or what not in ("departments", "people"):
        raise Http404
    empty = Department.objects.filter(dissolved_on=None, posts=None).exclude(parent=None)
    units = empty.values_list("short_name", flat=True)
    content = blank_departments(form) if what == "departments" else blank_people(form, units)
    named = {"Content-Disposition": f'attachment; filename="{what}.{form}"'}
    return HttpResponse(content, content_type=FORMS[form], headers=named)
