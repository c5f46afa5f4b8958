"""One page of the task list: which rows, in what order, how far, and what each row says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models.functions import Substr
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tasks.choices import OPEN, Light, SelfLight, Status
from tasks.register.presentation import Dates, parameters, rating_stands
from tasks.templatetags.lights import shape

PAGE_ROWS = 50
COUNT_UP_TO = 10_000
NEWS_CHARACTERS = 40
ORDERS = {
    "due": ("next_due_on", "id"),
    "number": ("year", "number", "id"),
    "percent": ("percent", "id"),
    "lead": ("lead_department__position", "next_due_on", "id"),
}
COLUMNS = (
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


@dataclass(frozen=True)
class Page:
    """A page of rows with its neighbours; the count is capped."""

    number: int
    total: int
    words: str
    previous_url: str
    next_url: str


def order_of(params: QueryDict) -> tuple[str, bool]:
    """The column sorted by and whether downwards; by due date when nothing (or nonsense) is asked."""
    asked = params.get("sort", "due")
    name = asked.removeprefix("-")
    return (name, asked.startswith("-")) if name in ORDERS else ("due", False)


def ordered(tasks, params: QueryDict):
    """The tasks in the order asked for; the id makes it total."""
    name, down = order_of(params)
    return tasks.order_by(*(f"-{column}" if down else column for column in ORDERS[name]))


def page_of(tasks, params: QueryDict) -> tuple[list[tuple], Page]:
    """The plain columns of one page (the rows, and in a second statement the count up to 10,000)."""
    asked = params.get("page", "")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 6 else 1, 1), COUNT_UP_TO // PAGE_ROWS)
    first = (number - 1) * PAGE_ROWS
    shown = tasks.annotate(news=Substr("latest_report__done", 1, NEWS_CHARACTERS)).values_list(*COLUMNS)
    rows = list(shown[first : first + PAGE_ROWS + 1])
    more = len(rows) > PAGE_ROWS
    rows = rows[:PAGE_ROWS]
    # The last page knows the total by itself.
    known = first + len(rows) if rows and not more else None
    total = known or tasks.order_by().values("pk")[: COUNT_UP_TO + 1].count()
    more = more and number < COUNT_UP_TO // PAGE_ROWS
    page = Page(
        number=number,
        total=total,
        words=_range_words(total, first, len(rows)),
        previous_url=changed(params, page=number - 1 if number > 2 else None) if number > 1 else "",
        next_url=changed(params, page=number + 1) if more else "",
    )
    return rows, page


def rows_of(plain: list[tuple], dates: Dates) -> list[Row]:
    """Rows ready for the template."""
    lights, days = _Lights(dates), parameters().rating_days
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
                _news(blocked, news, dates),
                status in (Status.CLOSED, Status.TERMINATED),
            )
        )
    return found


def changed(params: QueryDict, **changes) -> str:
    """The address of the same list with some parameters changed, or left out when None; a new list begins on page 1."""
    pairs = [(k, v) for k, values in params.lists() for v in values if v and k not in changes and k != "page"]
    return "?" + urlencode(pairs + [(k, v) for k, v in changes.items() if v is not None])


def _range_words(total: int, first: int, shown: int) -> str:
    if not shown:
        return _("0 tasks")
    count = _("more than 10,000") if total > COUNT_UP_TO else f"{total:,}"
    return _("%(count)s tasks · %(first)s–%(last)s") % {
        "count": count,
        "first": first + 1,
        "last": first + shown,
    }


def _shown_day(status: str, due_on, next_due_on):
    """The date the words beside it are about: a milestone's while one is due before the task."""
    return next_due_on if status in OPEN and next_due_on else due_on


def _news(blocked, news: str | None, dates: Dates) -> str:
    if blocked:
        return _("Blocked since %(day)s") % {"day": dates.short(blocked)}
    return news or "—"


class _Lights:
    """The three lights of a row as one group; each combination is drawn once a request."""

    def __init__(self, dates: Dates):
        self.drawn: dict[tuple, SafeString] = {}
        self.system = {code: _("System light: %(light)s") % {"light": word} for code, word in Light.choices}
        self.own = {code: _("self: %(light)s") % {"light": word} for code, word in SelfLight.choices}
        self.rated = {code: _("rating: %(light)s") % {"light": word} for code, word in SelfLight.choices}

    def of(self, light: str, self_light: str, rating: str) -> SafeString:
        """The group for these three codes."""
        key = (light, self_light, rating)
        if key not in self.drawn:
            done = light in (Light.DONE, Light.DONE_LATE)
            words = [self.system[light], self.own.get(self_light), self.rated.get(rating)]
            shown = [light] if done else [light, self_light or "none", rating or "none"]
            shapes = mark_safe("".join(_drawn(code) for code in shown))  # noqa: S308 - our own markup
            self.drawn[key] = format_html(
                '<span class="three" title="{0}">{1}<span class="sr">{0}</span></span>',
                _(", ").join(filter(None, words)),
                shapes,
            )
        return self.drawn[key]


def _drawn(code: str) -> str:
    return format_html('<span class="light {}">{}</span>', code, shape(code))
