"""What each number of the city means, in words, and how it is written in a form. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from departments.defaults import Parameters

DEFAULTS = {field.name: field.default for field in fields(Parameters)}


@dataclass(frozen=True)
class Word:
    """A number: what it is called, what it does, the unit it counts in."""

    name: str
    label: Promise
    help: Promise | str = ""

    @property
    def default(self) -> object:
        """What holds unless the city says otherwise."""
        return DEFAULTS[self.name]


GROUPS: tuple[tuple[Promise, tuple[Word, ...]], ...] = (
    (
        _("Time limits, in working days"),
        (
            Word("sign_within_wd", _("Sign a task"), _("After that an unsigned task turns amber.")),
            Word("return_within_wd", _("Return a task for reassignment")),
            Word("extension_decision_wd", _("Decide on an extension")),
            Word("urging_reply_wd", _("Reply to an urge or a slip")),
            Word("statement_wd", _("Confirm or dispute a monthly statement")),
            Word("week_due_wd", _("Answer a weekly check"), _("Counted from the day the week opens.")),
            Word("week_grace_wd", _("Then it counts as missed after"), _("Further working days.")),
        ),
    ),
    (
        _("Reminders and urging"),
        (
            Word("remind_before_wd", _("Remind so many working days before"), _("Several with commas: 5, 1.")),
            Word("urge_after_wd", _("Urge so many working days after"), _("Urge, slip 1, slip 2, to the supervisor: 1, 3, 7, 15.")),
            Word("digest_hour", _("Hour of the daily mail"), _("0 to 23; on working days.")),
        ),
    ),
    (
        _("When a task turns amber"),
        (
            Word("amber_within_wd", _("Due within so many working days"), _("… and behind the share of the plan below.")),
            Word("amber_under_plan_percent", _("With less than this share of the plan"), _("Percent.")),
            Word("amber_behind_points", _("Behind plan by so many points")),
            Word("amber_missed_reports", _("After so many missed weekly reports in a row")),
        ),
    ),
    (
        _("Schedule, ratings, burden"),
        (
            Word("ahead_points", _("Ahead of schedule from so many points")),
            Word("behind_points", _("Behind schedule from so many points")),
            Word("rating_days", _("A rating expires after so many days")),
            Word("max_extensions", _("Extensions without the city leader")),
            Word("quiet_after_days", _("A week may be skipped when nothing is due within so many days")),
        ),
    ),
)  # fmt: skip
WORDS = {word.name: word for _title, words in GROUPS for word in words}
_MOST = {"digest_hour": 23, "amber_under_plan_percent": 100, "ahead_points": 100, "behind_points": 100}
_MOST_NUMBER = 999


def written(value: object) -> str:
    """A value as it stands in the form."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def read(name: str, text: str) -> object:
    """The value that was written.

    Raises:
        ValidationError: code `parameter`, no number or none that makes sense.
    """
    parts = [part for part in re.split(r"[,，、\s]+", text.strip()) if part]
    most = _MOST.get(name, _MOST_NUMBER)
    if not parts or not all(part.isdecimal() and int(part) <= most for part in parts):
        raise ValidationError(
            gettext("A whole number from 0 to %(most)s.") % {"most": most}, code="parameter"
        )
    numbers = [int(part) for part in parts]
    if not isinstance(DEFAULTS[name], tuple):
        if len(numbers) > 1:
            raise ValidationError(gettext("One number only."), code="parameter")
        return numbers[0]
    # Reminders come nearer to the day, urgings go farther from it.
    in_order = sorted(set(numbers), reverse=name == "remind_before_wd")
    if len(numbers) != len(DEFAULTS[name]) or numbers != in_order:
        raise ValidationError(
            gettext("%(count)s different numbers in the order of %(default)s.")
            % {"count": len(DEFAULTS[name]), "default": written(DEFAULTS[name])},
            code="parameter",
        )
    return numbers
