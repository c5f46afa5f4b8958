"""The frame of every page: the navigation that the person's posts give, its counts, and the first screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache as cache_for_good
from functools import cached_property, lru_cache
from urllib.parse import quote as urlquote
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Count, Value
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.choices import Role
from departments.help.places import place_of
from departments.lists.saved import start_address
from departments.models import Department, Nomination, StartView
from departments.parts import address, part, said_alike
from departments.permissions import TABLE
from notifications.models import Notice, Suggestion
from supervision.models import WeeklyCheck
from supervision.queue.page import counts as queued
from tasks.reports.models import Report

COUNTS_LAST_SECONDS = 30
FRAME_LASTS_SECONDS = 300
# Stand in the drawn frame for the token, the address, and the address inside another one; nobody can type them.
MARKS = (uuid4().hex, uuid4().hex, uuid4().hex)


# Each is there once, and is told from another as itself: comparing their words would translate them.
@dataclass(frozen=True, eq=False)
class Entry:
    """A page of the navigation: shown to whoever has one of the verbs; `gap` begins a new group.

    What stands `under` another page is shown while one is at that page or its kin.
    """

    label: str
    url_name: str
    verbs: tuple[str, ...]
    count: str = ""
    gap: bool = False
    under: str = ""


NAVIGATION = (
    Entry(_("My week"), "supervision:my_week", ("report_progress", "sign"), "checks"),
    Entry(_("Queue"), "supervision:queue", ("verify_closing",), "queue"),
    Entry(_("Responsibility list"), "register:list", ("read_task",)),
    Entry(_("Weekly checks"), "supervision:checks", ("read_task",), under="register:list"),
    Entry(_("Extensions"), "decisions:extensions", ("read_task",), under="register:list"),
    Entry(_("Applications to close"), "decisions:closings", ("read_task",), under="register:list"),
    Entry(_("Urgings"), "supervision:urgings", ("read_task",), under="register:list"),
    Entry(_("Evidence"), "register:all_evidence", ("read_task",), under="register:list"),
    Entry(_("Weeks"), "supervision:rounds", ("close_week",)),
    Entry(_("Issued lists"), "lists:versions", ("read_report",)),
    Entry(_("Bulletins"), "supervision:bulletins", ("read_bulletin",), gap=True),
    Entry(_("Statements"), "supervision:statements", ("confirm_statement", "draft_bulletin")),
    Entry(_("City dashboard"), "supervision:dashboard", ("see_dashboard",), gap=True),
    Entry(_("The Report"), "reports:list", ("read_report",)),
    Entry(_("Departments"), "directory", ("read_departments",)),
    Entry(_("People"), "people", ("read_people",)),
    Entry(_("To be appointed"), "upkeep:nominations", ("grant_roles",), "nominations", under="people"),
    Entry(_("Locked accounts"), "upkeep:locked", ("unlock_account",), under="people"),
    Entry(_("Posts"), "upkeep:posts", ("read_people",)),
    Entry(_("Numbers of the city"), "upkeep:parameters", ("edit_parameters",)),
    Entry(_("Suggestions"), "suggestions:list", ("read_suggestions",), "suggestions"),
    Entry(_("Jobs"), "supervision:jobs", ("read_jobs",), gap=True),
    Entry(_("Audit trail"), "trail", ("read_audit",)),
)

# The first screen by role; somebody with several posts gets the first that fits.
FIRST_SCREENS = (
    ({Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD}, "supervision:my_week"),
    ({Role.SUPERVISOR, Role.CHIEF, Role.LOCAL_SUPERVISOR}, "supervision:queue"),
    ({Role.MAYORS_OFFICE, Role.VICE_MAYOR}, "supervision:dashboard"),
    ({Role.SYSTEM_ADMIN}, "supervision:jobs"),
    ({Role.AUDIT_ADMIN}, "trail"),
    ({Role.SECURITY_ADMIN}, "upkeep:nominations"),
)


def house(request: HttpRequest) -> dict:
    """The frame, made only when a page shows it."""
    return {"house": House(request)}


class House:
    """What the base template puts around a page."""

    def __init__(self, request):
        self.request, self.language = request, get_language()

    @cached_property
    def token(self) -> str:
        """What the forms of the frame prove themselves with; masking it anew for each form makes it no safer."""
        return get_token(self.request)

    def top(self) -> SafeString:
        """The top bar and the rail, up to where the page itself begins."""
        here = self.request.get_full_path()
        drawn = _drawn(self.language, get_script_prefix(), *_frame(self.request).items())
        for mark, told in zip(MARKS, (self.token, escape(here), urlquote(here)), strict=True):
            drawn = drawn.replace(mark, told)
        return SafeString(drawn)

    def suggest(self) -> SafeString:
        """The suggestion box at the bottom of the page."""
        if not self.request.user.is_authenticated:
            return SafeString()
        return part("suggest", here=self.request.path, csrf_token=self.token)

    # The same on every page: put together once a process.
    def help(self) -> SafeString:
        """The panel for a section of the guide."""
        return said_alike("help")

    def picker(self) -> SafeString:
        """What makes long choices searchable."""
        return said_alike("picker")

    def styles(self) -> SafeString:
        """The style sheets."""
        return _fixed("components/styles.html")

    def scripts(self) -> SafeString:
        """htmx and our own module."""
        return _fixed("components/scripts.html")


_fixed = cache_for_good(render_to_string)


def first_screen(person) -> str:
    """The address of the page a person should see first: the view they chose, or what their role needs."""
    if chosen := start_address(person) or _start_page(person):
        return chosen
    # In a city that has just been founded nothing waits but its first Report.
    if _has(person.acting.roles, ("draft_tasks",)) and not Report.objects.exists():
        return address("reports:import")
    wanted = [name for roles, name in FIRST_SCREENS if roles & person.acting.roles]
    return next(filter(None, map(_address, [*wanted, "register:list"])))


def start_pages(person) -> list[tuple[str, str]]:
    """The pages of the navigation with which this person's day may begin: name of the address, and label."""
    return [(entry.url_name, entry.label) for entry in NAVIGATION if _has(person.acting.roles, entry.verbs)]


def _start_page(person) -> str | None:
    """The page that was chosen, as long as the posts held today open it."""
    chosen = StartView.objects.filter(person=person, view=None).values_list("page", flat=True).first()
    return _address(chosen) if chosen in dict(start_pages(person)) else None


@lru_cache(maxsize=500)
def _drawn(language: str, _prefix: str, *frame: tuple[str, object]) -> str:
    """The frame with marks where the token and the address of the request belong: the rest is the same page after page."""
    token, here, quoted = MARKS
    return str(
        part("frame", language=language, csrf_token=token, here=here, here_quoted=quoted, **dict(frame))
    )


def _frame(request) -> dict:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"person": "", "place": _place(), "nav": ()}
    counts = _counts(person)
    return {
        "person": person.name,
        "large_type": person.large_type,
        "place": _place(),
        "post": _post_title(person),
        "nav": _navigation(request, person.acting.roles, counts),
        "inbox_url": _address("notifications:inbox"),
        "inbox": counts.get("inbox", 0),
        "help_url": _help(request, person),
    }


def _help(request, person) -> str:
    """Where the guide explains this page."""
    match = request.resolver_match
    chapter, anchor = place_of(match.view_name if match else "", person.acting.roles)
    return (
        f"{address('help:chapter', chapter)}?section={anchor}#{anchor}"
        if chapter
        else address("help:contents")
    )


def _navigation(request, roles: set[str], counts: dict[str, int]) -> tuple[tuple, ...]:
    """Each page with its address, what waits there, and whether it is the one that is open."""
    shown, here = [], None
    for entry in NAVIGATION:
        url = _address(entry.url_name)
        if url is None or not _has(roles, entry.verbs):
            continue
        shown.append((entry, url))
        # The page that is open is the one whose address begins the request's, the longest of them.
        if request.path.startswith(url) and len(url) > len(here[1] if here else ""):
            here = (entry, url)
    open_page = here and here[0]
    family = (open_page.under or open_page.url_name) if open_page else ""
    return tuple(
        (entry, url, counts.get(entry.count, 0), entry is open_page)
        for entry, url in shown
        if entry.under in ("", family)
    )


def _has(roles: set[str], verbs: tuple[str, ...]) -> bool:
    return any(roles & TABLE[verb].keys() for verb in verbs)


def _address(url_name: str) -> str | None:
    """The address, or None while that page is not built into this installation."""
    try:
        return address(url_name)
    except NoReverseMatch:
        return None


def _counts(person) -> dict[str, int]:
    return cache.get_or_set(f"frame-counts-{person.pk}", lambda: _count(person), COUNTS_LAST_SECONDS)


def _count(person) -> dict[str, int]:
    """What waits for the person, by name: one statement, and one for each kind of the queue."""
    waiting = {
        "inbox": Notice.objects.filter(person=person).counted(),
        "checks": WeeklyCheck.objects.filter(
            post__in=person.acting.post_ids, state=WeeklyCheck.State.WAITING, round__closed_at=None
        ),
    }
    if _has(person.acting.roles, ("grant_roles",)):
        waiting["nominations"] = Nomination.objects.all()
    if _has(person.acting.roles, ("read_suggestions",)):
        waiting["suggestions"] = Suggestion.objects.open()
    parts = [
        rows.order_by().annotate(of=Value(name)).values("of").annotate(n=Count("pk")).values_list("of", "n")
        for name, rows in waiting.items()
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    if _has(person.acting.roles, ("verify_closing",)):
        found["queue"] = sum(queued(person, clock.today()).values())
    return found


def _post_title(person) -> str:
    """The post beside the name: that of the first tenure."""
    posts = person.acting.grants
    return cache.get_or_set(
        f"frame-unit-{posts[0].department_id}" if posts else "frame-unit-none",
        lambda: str(Department.objects.get(pk=posts[0].department_id).short_name) if posts else "",
        FRAME_LASTS_SECONDS,
    )


def _place() -> str:
    """The city's name and the year, beside the mark."""
    name = cache.get_or_set("frame-place", _root_name, FRAME_LASTS_SECONDS)
    return _("%(city)s · Government Work Report %(year)s") % {"city": name, "year": clock.today().year}


def _root_name() -> str:
    return Department.objects.filter(parent=None).values_list("short_name", flat=True).first() or ""
