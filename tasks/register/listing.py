"""What a line of the task list says; the markup parts are made once a request and shared by lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tasks.choices import OPEN, Light, SelfLight, Status
from tasks.register.presentation import Dates, parameters, rating_stands
from tasks.templatetags.lights import shape

# What a line is made of, in this order.
READS = (
    "id",
    "number",
    "title",
    "lead_department__short_name",
    "due_on",
    "next_due_on",
    "closed_on",
    "status",
    "percent",
    "planned_percent",
    "light",
    "self_light",
    "rating_light",
    "rated_on",
    "blocked_since",
    "news",
)


class Row(NamedTuple):
    """What one line of the list shows; the markup parts are made once and shared by rows."""

    id: int
    number: str
    title: str
    lead: str
    day: str
    words: str
    urgency: str
    percent: int
    tick: int
    planned: int
    lights: SafeString
    news: str
    closed: bool


def rows_of(plain: Iterable[tuple]) -> list[Row]:
    """Rows ready for the template, from the plain values of `READS`."""
    dates = Dates.now()
    lights, days = Lights(), parameters().rating_days
    found = []
    for (
        pk, number, title, lead, due_on, next_due_on, closed_on, status,
        percent, planned, light, self_light, rating, rated_on, blocked, news,
    ) in plain:  # fmt: skip
        words, urgency = dates.say(status, due_on, next_due_on, closed_on)
        rating = rating if rating_stands(rated_on, dates.today, days) else ""
        found.append(
            Row(
                pk,
                number,
                title,
                lead or "",
                dates.short(_shown_day(status, due_on, next_due_on)),
                words,
                urgency,
                percent,
                min(planned, 98),
                planned,
                lights.of(light, self_light, rating),
                news_words(blocked, news, dates),
                status in (Status.CLOSED, Status.TERMINATED),
            )
        )
    return found


def _shown_day(status: str, due_on, next_due_on):
    """The date the words beside it are about: a milestone's while one is due before the task."""
    return next_due_on if status in OPEN and next_due_on else due_on


def news_words(blocked: date | None, news: str | None, dates: Dates) -> str:
    """What holds the task up, or else what was reported last."""
    if blocked:
        return _("Blocked since %(day)s") % {"day": dates.short(blocked)}
    return news or "—"


class Lights:
    """The three lights of a row as one group; each combination is drawn once a request."""

    def __init__(self):
        self.drawn: dict[tuple, SafeString] = {}

    def of(self, light: str, self_light: str, rating: str) -> SafeString:
        """The group for these three codes."""
        key = (light, self_light, rating)
        if key not in self.drawn:
            done = light in (Light.DONE, Light.DONE_LATE)
            shown = [light] if done else [light, self_light or "none", rating or "none"]
            shapes = mark_safe("".join(_drawn(code) for code in shown))  # noqa: S308 - our own markup
            self.drawn[key] = format_html(
                '<span class="three" title="{0}">{1}<span class="sr">{0}</span></span>',
                self.say(light, self_light, rating),
                shapes,
            )
        return self.drawn[key]

    def say(self, light: str, self_light: str, rating: str) -> str:
        """The same in words."""
        words = [_("System light: %(light)s") % {"light": Light(light).label}]
        if self_light:
            words.append(_("self: %(light)s") % {"light": SelfLight(self_light).label})
        if rating:
            words.append(_("rating: %(light)s") % {"light": SelfLight(rating).label})
        return _(", ").join(words)


def _drawn(code: str) -> str:
    return format_html('<span class="light {}">{}</span>', code, shape(code))
