"""A due date as a person writes it: in figures, or in the words of official writing."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tasks.reports.decomposition.dates import WHEN, last_day, plain_digits, year_of

_FIGURES = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_QUARTER = re.compile(r"[Qq]([1-4])")
# What may stand around a date without changing it.
_AROUND = re.compile(r"^(?:到|至|于|在|截至)|(?:完成|办结|为止|止)$|\s+")


def understand(written: str, year: int) -> date:
    """The last day that the words allow, in a list of that year.

    Raises:
        ValidationError: the words name no day, or one that does not exist.
    """
    words = _AROUND.sub("", plain_digits(written))
    if found := _FIGURES.fullmatch(words):
        return _day(written, int(found[1] or year), int(found[2]), int(found[3]))
    words = _QUARTER.sub(r"\1季度", words)
    match = WHEN.fullmatch(words)
    day = last_day(match, year_of(match, year) or year) if match else None
    if day is None:
        raise _unknown(written)
    return day


def _day(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        sentence = _("There is no such day: “%(words)s”.")
        raise ValidationError(sentence % {"words": written}, code="no_such_day") from error


def _unknown(written: str) -> ValidationError:
    sentence = _("“%(words)s” names no day. Write 2026-09-30, or words such as 三季度, 10月底前, 年底.")
    return ValidationError(sentence % {"words": written}, code="unknown_date")
