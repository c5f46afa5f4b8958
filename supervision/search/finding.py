"""What a query finds for one person: tasks, departments, people, sentences, bulletins, pages and acts, in groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Value, Window
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit import clock
from departments.models import Person, Tenure
from departments.naming import named, people_called, unit_names
from departments.parts import address
from departments.permissions import may
from supervision.models import MonthlyBulletin
from supervision.search.commands import ACTS, PAGES, commands
from supervision.search.marking import Marker
from tasks.models import Passage, Report, Task
from tasks.register.presentation import Dates, kept
from tasks.search.querysets import FEW
from tasks.templatetags.lights import light

SHORTEST_SENTENCE = 2  # one character is in nearly every sentence


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, what it is called, and what stands beside it."""

    url: str
    title: SafeString
    number: str = ""
    light: str = ""
    note: str = ""
    urgency: str = ""
    context: str = ""  # the place of the hit, when the title doesn't show it
    form: str = ""  # an act that is sent: the form of the frame, and its value
    name: str = ""
    value: str = ""
    lang: str = "zh-Hans"  # the city's own words are Chinese on an English page too


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `total` counts up to `FEW`, None when they are many; `url` shows all of them."""

    code: str
    label: str
    hits: list[Hit]
    total: int | None
    url: str = ""

    @property
    def count(self) -> str:
        """How many, in words when they are very many."""
        if self.total is None:
            return _("many")
        return _("more than %(count)s") % {"count": f"{FEW:,}"} if self.total > FEW else f"{self.total:,}"


@dataclass(frozen=True)
class Asking:
    """Who asks for what, and how many of a kind are shown."""

    person: Person
    query: str
    most: int
    mark: Marker

    def all(self, name: str) -> str:
        """The list with this search."""
        return f"{address(name)}?{urlencode({'q': self.query})}"


def find(person, query: str, *, most: int) -> list[Group]:
    """Everything that the query finds for this person, by kind; kinds of which nothing is found are left out."""
    query = " ".join(query.split())[:100]
    if not query:
        return []
    return _found(Asking(person, query, most, Marker(query)), _KINDS)


def find_quickly(person, query: str, *, most: int) -> list[Group]:
    """The same for the command box: without sentences and bulletins; without a query, where one may go."""
    query = " ".join(query.split())[:100]
    return _found(Asking(person, query, most, Marker(query)), _QUICK if query else (_acts, _pages))


def _found(asking: Asking, kinds: tuple[Callable[[Asking], Group | None], ...]) -> list[Group]:
    return [group for kind in kinds if (group := kind(asking)) is not None and group.hits]


def _tasks(asking: Asking) -> Group:
    known = Task.objects.visible_to(asking.person).on_the_list()
    found, few = known.best_matching(asking.query)
    # Many are not counted; one row more than is shown says that there are more.
    counted = found.annotate(total=Window(Count("*")) if few else Value(FEW + 1))
    rows = list(counted.values_list(*_READ, "total")[: asking.most + 1])
    total = rows[0][-1] if rows else 0
    if not few:
        total = None if len(rows) > asking.most else len(rows)
    hits = _task_hits([row[:-1] for row in rows[: asking.most]], asking)
    return Group("tasks", _("Tasks"), hits, total, asking.all("register:list"))


_READ = (
    *("id", "number", "title", "standard", "text", "lead_department__short_name", "light"),
    *("status", "due_on", "next_due_on", "closed_on"),
)


def _task_hits(rows: list[tuple], asking: Asking) -> list[Hit]:
    dates, mark, hits = Dates.now(), asking.mark, []
    lights = {code: light(code, quiet=True) for code in {row[6] for row in rows}}
    page = address("register:list")
    for pk, number, title, standard, text, lead, code, status, due_on, next_due_on, closed_on in rows:
        words, urgency = dates.say(status, due_on, next_due_on, closed_on)
        context = "" if mark.hits(title) else mark.around((standard, text))
        hits.append(
            Hit(
                f"{page}{pk}/", mark.marked(title), mark.marked(number), lights[code],
                f"{lead} · {words}" if lead else words, urgency, context,
            )
        )  # fmt: skip
    return hits


def _units(asking: Asking) -> Group | None:
    if not may(asking.person, "read_departments"):
        return None
    # Their names seldom change and everybody looks for them: kept for a minute.
    names = kept("unit-names", lambda: unit_names(clock.today()))
    found = named(asking.query, names)
    leads = address("register:list") if may(asking.person, "read_task") else ""
    hits = [
        Hit(
            f"{leads}?lead={pk}" if leads else f"{address('directory')}?{urlencode({'q': names[pk][1]})}",
            asking.mark.marked(names[pk][0]),
            note=names[pk][1] if names[pk][1] != names[pk][0] else "",
        )
        for pk in found[: asking.most]
    ]
    return Group("units", _("Departments"), hits, len(found), asking.all("directory"))


def _people(asking: Asking) -> Group | None:
    if not may(asking.person, "read_people"):
        return None
    found = Person.objects.filter(people_called(asking.query)).order_by("name", "id")
    rows = list(found.values_list("id", "name", "username")[: FEW + 1])
    shown = rows[: asking.most]
    posts = _posts([pk for pk, *_rest in shown]) if shown else {}
    people = address("people")
    hits = [
        Hit(f"{people}?{urlencode({'q': username})}", asking.mark.marked(name), note=posts.get(pk, username))
        for pk, name, username in shown
    ]
    return Group("people", _("People"), hits, len(rows), asking.all("people"))


def _sentences(asking: Asking) -> Group | None:
    if len(asking.query) < SHORTEST_SENTENCE or not may(asking.person, "read_report"):
        return None
    # A text that was corrected lives on in the corrected one.
    reports = Report.objects.visible_to(asking.person).filter(corrections=None)
    found = Passage.objects.filter(report__in=reports)
    for part in asking.query.split():
        found = found.filter(text__icontains=part)
    rows = found.order_by("-report__year", "report_id", "number")
    rows = list(rows.values_list("id", "text", "number", "report_id", "report__title")[: FEW + 1])
    hits = [
        Hit(f"{address('reports:text', report)}#s{pk}", asking.mark.around((text,)), str(number), note=title)
        for pk, text, number, report, title in rows[: asking.most]
    ]
    return Group("sentences", _("Sentences of the Report"), hits, len(rows))


def _bulletins(asking: Asking) -> Group | None:
    if not may(asking.person, "read_bulletin"):
        return None
    # Whose bulletin it is costs more to ask than it takes to see that none is called so.
    titles = kept("bulletin-titles", lambda: list(MonthlyBulletin.objects.values_list("id", "title")))
    called = [pk for pk, title in titles if asking.query.casefold() in title.casefold()]
    if not called:
        return None
    found = MonthlyBulletin.objects.visible_to(asking.person).filter(pk__in=called)
    rows = list(found.order_by("-year", "-month").values_list("id", "title", "year", "month")[: FEW + 1])
    hits = [
        Hit(address("supervision:bulletin", pk), asking.mark.marked(title), note=f"{year}-{month:02d}")
        for pk, title, year, month in rows[: asking.most]
    ]
    return Group("bulletins", _("Bulletins"), hits, len(rows), asking.all("supervision:bulletins"))


def _pages(asking: Asking) -> Group:
    return _commands(asking, "pages", _("Pages"), PAGES)


def _acts(asking: Asking) -> Group:
    return _commands(asking, "acts", _("Actions"), ACTS)


def _commands(asking: Asking, code: str, label: str, among: tuple) -> Group:
    found = commands(asking.person, asking.query, among)
    # Without a query all are shown: that is how one learns what there is.
    shown = found[: asking.most] if asking.query else found
    hits = [
        Hit(
            one.url, asking.mark.marked(str(one.label)), form=one.form, name=one.name, value=one.value,
            lang=one.language,
        )
        for one in shown
    ]  # fmt: skip
    return Group(code, label, hits, len(hits))


_QUICK = (_tasks, _units, _people, _pages, _acts)
_KINDS = (_tasks, _units, _people, _sentences, _bulletins, _pages, _acts)


def _posts(people: list[int]) -> dict[int, str]:
    held = Tenure.objects.held(clock.today()).filter(person__in=people, post__abolished_on=None)
    rows = held.values_list("person_id", "post__department__short_name", "post__title")
    return {person: f"{unit} {title}" for person, unit, title in rows}
