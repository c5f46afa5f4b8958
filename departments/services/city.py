"""The city's own calendar and numbers."""

from __future__ import annotations

from dataclasses import fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import log
from departments import permissions
from departments.calendar import keep_year
from departments.defaults import Parameters
from departments.holiday_notice import HolidayNotice, read_notice
from departments.models import Parameter, SpecialDay
from departments.verdicts import require


@transaction.atomic
def load_calendar_notice(*, actor, text: str, year: int) -> HolidayNotice:
    """Load the official holiday notice of a year; a notice with an error changes nothing.

    Raises:
        ValidationError: code `notice`, one message per wrong line.
    """
    require(permissions.may(actor, "edit_calendar"))
    return write_notice(actor=actor, text=text, year=year)


def write_notice(*, actor, text: str, year: int) -> HolidayNotice:
    """Write the days of a notice; the caller holds the transaction and knows that the actor may."""
    notice = read_notice(text, year)
    if notice.errors:
        raise ValidationError(
            [
                ValidationError(_("Line %(line)s: %(what)s") % {"line": line, "what": what}, code="notice")
                for line, what in notice.errors
            ]
        )
    days = [SpecialDay(date=day.day, is_workday=day.is_workday, name=day.name) for day in notice.days]
    keep_year(year, days, source=_("Official notice"))
    log.record(
        actor=actor,
        action="departments.calendar_loaded",
        year=year,
        holidays=[str(day.date) for day in days if not day.is_workday],
        worked=[str(day.date) for day in days if day.is_workday],
    )
    return notice


@transaction.atomic
def set_parameter(*, actor, name: str, value: object) -> Parameter:
    """Change one of the city's default numbers; the value has the type of the default.

    Raises:
        ValidationError: code `parameter`, for an unknown name or a value of another kind.
    """
    require(permissions.may(actor, "edit_parameters"))
    return write_parameter(actor=actor, name=name, value=value)


def write_parameter(*, actor, name: str, value: object) -> Parameter:
    """Write a number; the caller holds the transaction and knows that the actor may."""
    check_parameter(name, value)
    before = Parameter.objects.filter(pk=name).values_list("value", flat=True).first()
    kept = list(value) if isinstance(value, (list, tuple)) else value
    changed, _new = Parameter.objects.update_or_create(name=name, defaults={"value": kept})
    log.record(actor=actor, action="departments.parameter_set", name=name, before=before, after=kept)
    return changed


def check_parameter(name: str, value: object) -> None:
    """A known name, and a value of the kind of its default.

    Raises:
        ValidationError: code `parameter`.
    """
    defaults = {field.name: field.default for field in fields(Parameters)}
    if name not in defaults:
        raise ValidationError(_("There is no setting %(name)s.") % {"name": name}, code="parameter")
    if not _fits(value, defaults[name]):
        raise ValidationError(
            _("%(name)s needs a value like %(default)s.") % {"name": name, "default": defaults[name]},
            code="parameter",
        )


def _fits(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        # The ladder has as many steps as the default.
        right = isinstance(value, (list, tuple)) and len(value) == len(default)
        return right and all(_fits(each, 0) for each in value)
    if isinstance(default, int):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, type(default)) and bool(value)
