"""The pages of the set-up: the code, the plain steps, and the last one that founds the city."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from departments.blanks import FORMS, blank_departments, blank_people
from departments.founding import tables
from departments.founding.drafts import Draft
from departments.founding.forms import AdministratorsForm, CityForm, CodeForm, YearForm
from departments.founding.gate import KEY, before_the_city, try_code, with_the_code
from departments.founding.pages import again, first_open, onward, show
from departments.founding.services import found_city, keep, opened
from departments.holiday_notice import read_notice
from departments.models import CalendarYear, Founding, SpecialDay
from departments.upkeep.number_form import ParametersForm


@require_http_methods(["GET", "POST"])
@before_the_city
def begin(request: HttpRequest) -> HttpResponse:
    """The one-time code, once; it opens the set-up in this browser."""
    if request.method == "GET" and opened(request.session.get(KEY, "")):
        return redirect("founding:resume")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        refused = try_code(request, form.cleaned_data["code"])
        if refused is None:
            return redirect("founding:resume")
        if refused.status_code != 403:
            return refused
        form.add_error("code", _("This code is wrong, used already, or was replaced by a newer one."))
    return render(request, "founding/begin.html", {"form": form}, status=403 if form.errors else 200)


@with_the_code
def resume(request: HttpRequest, founding: Founding) -> HttpResponse:
    """The first step that is not done yet."""
    return again(first_open(founding))


@require_http_methods(["GET", "POST"])
@with_the_code
def step(request: HttpRequest, founding: Founding, name: str) -> HttpResponse:
    """One step; before the city has a name only the first one is there."""
    view = _VIEWS.get(name)
    if view is None:
        raise Http404
    if name != "city" and not founding.draft.get("city"):
        return again("city")
    return view(request, founding)


@require_safe
@with_the_code
def template(request: HttpRequest, founding: Founding, what: str, form: str) -> HttpResponse:
    """A table to be filled in; that of the people has the departments chosen so far."""
    draft = Draft(founding.draft)
    if form not in FORMS or what not in ("departments", "people"):
        raise Http404
    units = [str(row.values.get("short_name") or row.name) for row in draft.units()]
    office = draft.city.get("office_short", "")
    content = blank_departments(form) if what == "departments" else blank_people(form, units, office)
    return HttpResponse(
        content,
        content_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="{what}.{form}"'},
    )


def _city(request: HttpRequest, founding: Founding) -> HttpResponse:
    before = Draft(founding.draft).city
    form = CityForm(request.POST or None, initial=before)
    if form.is_valid():
        _rename(founding, before.get("city", ""), form.cleaned_data["city"])
        keep(founding_id=founding.pk, part="city", values=form.cleaned_data)
        founding.refresh_from_db()
        return onward(founding, "city")
    return show(request, founding, "city", {"form": form}, refused=bool(form.errors))


def _rename(founding: Founding, old: str, new: str) -> None:
    """Departments that carry the old name of the city carry the new one."""
    if not old or old == new:
        return

    def renamed(text: object) -> object:
        return new + text[len(old) :] if isinstance(text, str) and text.startswith(old) else text

    units = [
        {**unit, "values": {key: renamed(value) for key, value in unit["values"].items()}}
        for unit in founding.draft.get("units", [])
    ]
    people = [{**line, "unit": renamed(line["unit"])} for line in founding.draft.get("roster", [])]
    keep(founding_id=founding.pk, part="units", values=units)
    keep(founding_id=founding.pk, part="roster", values=people)


def _calendar(request: HttpRequest, founding: Founding) -> HttpResponse:
    notices = Draft(founding.draft).notices
    known = set(CalendarYear.objects.values_list("year", flat=True))
    asked = request.POST.get("year", "")
    years, refused = [], False
    for year in (clock.today().year, clock.today().year + 1):
        sent = request.POST if asked == str(year) else None
        form = YearForm(sent, year=year, initial={"text": notices.get(str(year), "")}, prefix=f"y{year}")
        if form.is_valid():
            keep(
                founding_id=founding.pk, part="notices", values={**notices, asked: form.cleaned_data["text"]}
            )
            return again("calendar")
        refused = refused or bool(form.errors)
        years.append({"year": year, "form": form, "days": _days(year, year in known, notices.get(str(year)))})
    if request.method == "POST" and not asked:
        return onward(founding, "calendar")
    return show(request, founding, "calendar", {"years": years}, refused=refused)


def _days(year: int, known: bool, notice: str | None) -> list[dict]:
    """The holidays of a year in a line each: name, first and last day, and the weekends worked for them."""
    if notice:
        days = [(one.day, one.is_workday, one.name) for one in read_notice(notice, year).days]
    elif known:
        rows = SpecialDay.objects.filter(date__year=year)
        days = list(rows.values_list("date", "is_workday", "name"))
    else:
        return []
    found: dict[str, dict] = {}
    for day, worked, name in sorted(days):
        line = found.setdefault(name, {"name": name, "off": [], "worked": []})
        line["worked" if worked else "off"].append(day)
    return list(found.values())


def _administrators(request: HttpRequest, founding: Founding) -> HttpResponse:
    kept = {
        f"{name}_{one['role']}": one[name]
        for one in Draft(founding.draft).administrators
        for name in ("name", "username", "email")
    }
    form = AdministratorsForm(request.POST or None, initial=kept)
    if form.is_valid():
        keep(founding_id=founding.pk, part="administrators", values=form.chosen())
        founding.refresh_from_db()
        return onward(founding, "administrators")
    return show(request, founding, "administrators", {"form": form}, refused=bool(form.errors))


def _parameters(request: HttpRequest, founding: Founding) -> HttpResponse:
    form = ParametersForm(request.POST or None, values=Draft(founding.draft).parameters)
    if form.is_valid():
        keep(founding_id=founding.pk, part="parameters", values=form.changed_values())
        founding.refresh_from_db()
        return onward(founding, "parameters")
    return show(request, founding, "parameters", {"form": form}, refused=bool(form.errors))


def _check(request: HttpRequest, founding: Founding) -> HttpResponse:
    draft = Draft(founding.draft)
    gaps = draft.gaps()
    if request.method == "POST" and not gaps:
        try:
            slips = found_city()
        except ValidationError as error:
            return show(request, founding, "check", {"gaps": [], "said": error.messages}, refused=True)
        request.session.flush()
        site = request.build_absolute_uri("/")
        return render(request, "founding/sheets.html", {"slips": slips, "site": site, "chief": _chief(draft)})
    context = {"gaps": gaps, "warnings": [] if gaps else draft.warnings(), "units": len(draft.units())}
    return show(request, founding, "check", context | {"roster": draft.roster()}, refused=bool(request.POST))


def _chief(draft: Draft) -> str:
    return "、".join(dict.fromkeys(line.name for line in draft.roster() if line.role == "C"))


_VIEWS = {
    "city": _city,
    "calendar": _calendar,
    "departments": tables.departments,
    "administrators": _administrators,
    "people": tables.people,
    "parameters": _parameters,
    "check": _check,
}
