"""The pages of a person, a post, a department, and the one door of everything that is done to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from departments.failures import failures_of, locks_of
from departments.models import Department, Person, Post, Tenure
from departments.permissions import may
from departments.services.rosters import Slip
from departments.upkeep.acts import KINDS, buttons
from departments.verdicts import require


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: the account, the posts held before, now and later."""
    require(may(request.user, "read_people"))
    found = get_object_or_404(Person, pk=pk)
    tenures = found.tenures.select_related("post__department").order_by("-starts_on", "-id")
    context = {
        "shown": found,
        "tenures": _tenures(request, tenures),
        "nominations": found.nominations.select_related("post__department", "named_by"),
        "locks": locks_of(found),
        "failures": failures_of(found),
        "buttons": buttons(request.user, "people", found),
    }
    return render(request, "departments/person.html", context)


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post: its role, and who held it when."""
    require(may(request.user, "read_people"))
    found = get_object_or_404(Post.objects.select_related("department"), pk=pk)
    tenures = found.tenures.select_related("person").order_by("-starts_on", "-id")
    context = {
        "shown": found,
        "tenures": _tenures(request, tenures),
        "nominations": found.nominations.select_related("person", "named_by"),
        "buttons": buttons(request.user, "posts", found),
    }
    return render(request, "departments/post.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A department: names, place in the tree, posts and who holds them."""
    require(may(request.user, "read_departments"))
    found = get_object_or_404(Department.objects.select_related("parent"), pk=pk)
    posts = list(found.posts.filter(abolished_on=None))
    holders = Tenure.objects.holders_of([post.pk for post in posts], clock.today())
    context = {
        "shown": found,
        "aliases": found.aliases.order_by("origin", "name"),
        "below": found.children.filter(dissolved_on=None),
        "predecessors": found.predecessors.all(),
        "posts": [(post, holders.get(post.pk, "")) for post in posts],
        "reads_people": may(request.user, "read_people"),
        "buttons": buttons(request.user, "departments", found),
    }
    return render(request, "departments/unit.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def do(request: HttpRequest, kind: str, pk: int, verb: str) -> HttpResponse:
    """Ask for what an act needs, do it, and go back to what it was done to; new passwords are shown once."""
    if verb not in KINDS[kind].acts:
        raise Http404
    about, act = KINDS[kind], KINDS[kind].acts[verb]
    require(may(request.user, act.row))
    target = get_object_or_404(about.model, pk=pk)
    require(act.open_to(request.user, target))
    form = act.form(request.POST if request.method == "POST" else None, target=target)
    if form.is_valid():
        try:
            result = act.carry_out(request.user, target, dict(form.cleaned_data))
        except ValidationError as error:
            tell(form, error)
        else:
            if isinstance(result, list):
                return sheets(request, result)
            messages.success(request, _("Done: %(act)s.") % {"act": act.label})
            return redirect(about.page, about.key(target))
    context = {
        "act": act,
        "target": target,
        "form": form,
        "back": _back(about, target),
        "post": _post_of(target),
    }
    return render(request, "departments/act.html", context, status=422 if form.errors else 200)


def sheets(request: HttpRequest, slips: list[Slip], words: str = "") -> HttpResponse:
    """The slips with temporary passwords: this answer only."""
    context = {"slips": slips, "site": request.build_absolute_uri("/"), "words": words}
    return render(request, "departments/sheets.html", context)


def tell(form, error: ValidationError) -> None:
    """The refusal beside the field it is about, where the form has it."""
    if hasattr(error, "error_dict"):
        for field, lines in error.error_dict.items():
            form.add_error(field if field in form.fields else None, lines)
    else:
        form.add_error(None, error)


def _tenures(request: HttpRequest, tenures) -> list[tuple[Tenure, bool]]:
    """Each tenure, and whether this person may end it."""
    act = KINDS["tenures"].acts["end"]
    ends = may(request.user, act.row)
    return [(tenure, bool(ends and act.fits(tenure))) for tenure in tenures]


def _back(about, target: Model) -> tuple[str, int]:
    return about.page, about.key(target)


def _post_of(target: Model) -> Post | None:
    return target if isinstance(target, Post) else getattr(target, "post", None)
