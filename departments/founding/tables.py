"""The two steps that collect rows: departments and people, ticked, typed or uploaded; the list so far is the preview."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.catalogue_file import Row, read_rows
from departments.choices import DepartmentKind, Role
from departments.founding.drafts import Draft, plain_units
from departments.founding.forms import HolderForm, StarterForm, TableForm, UnitForm
from departments.founding.pages import again, onward, show
from departments.founding.services import keep
from departments.founding.starter import places
from departments.models import Founding
from departments.roster_file import Holder, read_line, read_roster
from departments.tables import RowError
from departments.upkeep.uploads import MOST_ERRORS

MOST_SHOWN = 300


def departments(request: HttpRequest, founding: Founding) -> HttpResponse:
    """Usual departments to tick, a table, or one by one."""
    draft, what = Draft(founding.draft), request.POST.get("do", "")
    there = {row.name for row in draft.units()}
    city, kinds = draft.city["city"], DepartmentKind.choices
    starter = StarterForm(
        request.POST if what == "starter" else None, city=city, there=there, prefix="starter"
    )
    table = TableForm(*_sent(request, what == "table"), prefix="table")
    unit = UnitForm(
        request.POST if what == "unit" else None, kinds=kinds, prefix="unit", initial={"kind": "bureau"}
    )
    errors: list[RowError] = []
    if what == "next":
        if there:
            return onward(founding, "departments")
        errors = [RowError(0, "", _("There is no department yet. Tick some, or upload a table."))]
    elif what == "remove":
        return _kept_units(founding, _without(draft.units(), request.POST.getlist("row")))
    elif added := _added_units(draft, starter, table, unit, errors):
        errors += draft.plan_units(added).errors
        if not errors:
            names = {row.name for row in added}
            return _kept_units(founding, [row for row in draft.units() if row.name not in names] + added)
    return show(
        request,
        founding,
        "departments",
        {
            "starter": starter,
            "table": table,
            "unit": unit,
            **_told(errors),
            "rows": draft.units(),
            "kinds": dict(kinds),
        },
        refused=bool(errors or any(form.errors for form in (starter, table, unit))),
    )


def people(request: HttpRequest, founding: Founding) -> HttpResponse:
    """A table, or one by one."""
    draft, what = Draft(founding.draft), request.POST.get("do", "")
    table = TableForm(*_sent(request, what == "table"), prefix="table")
    holder = HolderForm(request.POST if what == "holder" else None, prefix="holder")
    errors: list[RowError] = []
    if what == "next":
        errors = draft.plan_roster().errors
        if not errors:
            return onward(founding, "people")
    elif what == "remove":
        return _kept_people(founding, _without(draft.roster(), request.POST.getlist("row")))
    elif added := _added_people(request, table, holder, errors):
        plan = draft.with_people(added, errors)
        errors = plan.errors
        if not errors:
            return _kept_people(founding, plan.lines)
    unit_words = [(row.values.get("short_name") or row.name) for row in draft.all_units()]
    rows = [(line, _role_label(line)) for line in draft.roster()]
    return show(
        request,
        founding,
        "people",
        {
            "table": table,
            "holder": holder,
            **_told(errors),
            "rows": rows[:MOST_SHOWN],
            "total": len(rows),
            "unit_words": unit_words,
        },
        refused=bool(errors or table.errors or holder.errors),
    )


def _sent(request: HttpRequest, asked: bool) -> tuple:
    return (request.POST, request.FILES) if asked else (None, None)


def _added_units(
    draft: Draft, starter: forms.Form, table: forms.Form, unit: forms.Form, errors: list[RowError]
) -> list[Row]:
    if starter.is_bound and starter.is_valid():
        ticked, after = set(starter.cleaned_data["usual"]), len(draft.units()) + 60
        found = [one.row() for one in starter.offered if one.name in ticked]
        found += places(starter.cleaned_data["counties"], DepartmentKind.COUNTY.value, after)
        return found + places(starter.cleaned_data["zones"], DepartmentKind.ZONE.value, after + 60)
    if table.is_bound and table.is_valid():
        rows, wrong = read_rows(table.cleaned_data["content"])
        errors += wrong
        return rows
    if unit.is_bound and unit.is_valid():
        values = {name: value.strip() for name, value in unit.cleaned_data.items() if value.strip()}
        return [Row(0, {**values, "position": len(draft.units()) + 200})]
    return []


def _added_people(
    request: HttpRequest, table: forms.Form, holder: forms.Form, errors: list[RowError]
) -> list[Holder]:
    if table.is_bound and table.is_valid():
        found = read_roster(table.cleaned_data["content"])
        errors += found.errors
        if found.nameless and not found.errors:
            messages.info(request, nameless_words(found.nameless))
        return found.lines
    if holder.is_bound and holder.is_valid():
        return [read_line(0, {name: value.strip() for name, value in holder.cleaned_data.items()}, errors)]
    return []


def nameless_words(number: int) -> str:
    """How many rows were left out."""
    words = ngettext(
        "%(n)s row without a name was left out.", "%(n)s rows without a name were left out.", number
    )
    return words % {"n": number}


def _without(rows: Sequence, chosen: list[str]) -> list:
    """The rows without those chosen by their place, or by `all`."""
    gone = set(chosen)
    return [] if "all" in gone else [row for place, row in enumerate(rows) if str(place) not in gone]


def _kept_units(founding: Founding, rows: list[Row]) -> HttpResponse:
    rows.sort(key=lambda row: int(row.values.get("position", 9999)))
    keep(founding_id=founding.pk, part="units", values=plain_units(rows))
    return again("departments")


def _kept_people(founding: Founding, lines: list[Holder]) -> HttpResponse:
    keep(founding_id=founding.pk, part="roster", values=[line.plain() for line in lines])
    return again("people")


def _told(errors: list[RowError]) -> dict:
    more = len(errors) - MOST_ERRORS
    words = _("and %(n)s more") % {"n": more} if more > 0 else ""
    return {"wrong": errors[:MOST_ERRORS], "wrong_more": words}


def _role_label(line: Holder) -> str:
    return str(Role(line.role).label)
