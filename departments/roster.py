"""A roster beside what is there: which people and posts it would create, and which of its cells cannot be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q
from django.utils.translation import gettext as _

from audit import clock
from departments.choices import ADMINS, Role
from departments.models import Department, Nomination, Person, Post, Tenure
from departments.roster_file import FIELDS, ROLE_WORDS, Holder, fill_login_names
from departments.tables import RowError


@dataclass
class Present:
    """What is there before the roster: names of units → full names, roles of posts, names of people, who administers."""

    units: dict[str, set[str]]
    posts: dict[tuple[str, str], str] = field(default_factory=dict)  # (full name, title) → role
    people: dict[str, str] = field(default_factory=dict)  # log-in name in small letters → name
    administrators: set[str] = field(default_factory=set)  # their log-in names in small letters
    holders: dict[tuple[str, str, str], str] = field(
        default_factory=dict
    )  # (full name, title, log-in name) → name

    def login_names(self) -> dict[tuple[str, str], str]:
        """The log-in name of everybody who holds a post, by unit and name."""
        return {(unit, name): username for (unit, _title, username), name in self.holders.items()}


@dataclass
class RosterPlan:
    """The preview of a roster."""

    lines: list[Holder] = field(default_factory=list)
    unchanged: list[Holder] = field(default_factory=list)  # who holds that post already, or is named for it
    errors: list[RowError] = field(default_factory=list)
    new_people: int = 0
    new_posts: int = 0
    nameless: int = 0  # rows left out because nobody is named in them


def unit_names(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Every written name with the full names it may mean, from (full name, short name or alias) pairs."""
    names: dict[str, set[str]] = {}
    full_names = set()
    for full, other in pairs:
        full_names.add(full)
        for name in {full, other} - {""}:
            names.setdefault(name, set()).add(full)
    # A full name is that unit, whoever has it as a short name too.
    return {name: {name} if name in full_names else found for name, found in names.items()}


def present() -> Present:
    """What the city has today."""
    units = Department.objects.filter(dissolved_on=None).values_list("name", "short_name", "aliases__name")
    posts = Post.objects.filter(abolished_on=None)
    administrators = Person.objects.filter(tenures__post__role__in=ADMINS).values_list("username", flat=True)
    place = ("post__department__name", "post__title", "person__username", "person__name")
    held = Tenure.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).values_list(*place)
    named = Nomination.objects.values_list(*place)
    return Present(
        units=unit_names(
            pair for full, *others in units for pair in ((full, other or "") for other in others)
        ),
        posts={
            (unit, title): role
            for unit, title, role in posts.values_list("department__name", "title", "role")
        },
        people={username.lower(): name for username, name in Person.objects.values_list("username", "name")},
        administrators={username.lower() for username in administrators},
        holders={(unit, title, username.lower()): name for unit, title, username, name in (*held, *named)},
    )


def plan(lines: list[Holder], there: Present, errors: Iterable[RowError] = ()) -> RosterPlan:
    """Check the lines against each other and against what is there; units get their full names, people log-in names."""
    made = RosterPlan(lines=lines, errors=list(errors))
    for line in lines:
        _find_unit(line, there, made.errors)
    fill_login_names(lines, there.people, there.login_names())
    posts, people = dict(there.posts), dict(there.people)
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        _check_post(line, posts, made.errors)
        _check_person(line, people, there, made.errors)
        first = seen.setdefault(line.key, line.number)
        if first != line.number:
            what = _("The same person in the same post stands in row %(row)s already.") % {"row": first}
            made.errors.append(RowError(line.number, FIELDS["name"], what))
    made.unchanged = [line for line in lines if line.key in there.holders]
    made.lines = [line for line in lines if line.key not in there.holders]
    made.new_posts = len(posts) - len(there.posts)
    made.new_people = len(people) - len(there.people)
    made.errors.sort(key=lambda error: error.row)
    return made


def _find_unit(line: Holder, there: Present, errors: list[RowError]) -> None:
    found = there.units.get(line.unit, set())
    if len(found) == 1:
        line.unit = next(iter(found))
    elif found:
        what = _("More than one unit is called %(name)s.") % {"name": line.unit}
        errors.append(RowError(line.number, FIELDS["unit"], what))
    elif line.unit:
        # Looking for what is alike takes time, and nobody reads the hundredth guess.
        close = get_close_matches(line.unit, there.units, n=1, cutoff=0.5) if len(errors) < 50 else []
        what = _("There is no unit %(name)s.") % {"name": line.unit}
        if close:
            what += " " + _("Is it %(name)s?") % {"name": close[0]}
        errors.append(RowError(line.number, FIELDS["unit"], what))


def _check_post(line: Holder, posts: dict[tuple[str, str], str], errors: list[RowError]) -> None:
    role = posts.setdefault((line.unit, line.title), line.role)
    if line.role and role != line.role:
        said = ROLE_WORDS.get(Role(role), str(Role(role).label)) if role else "–"
        what = _("The post %(title)s has the role %(role)s already.") % {"title": line.title, "role": said}
        errors.append(RowError(line.number, FIELDS["role"], what))


def _check_person(line: Holder, people: dict[str, str], there: Present, errors: list[RowError]) -> None:
    if not line.username:
        return
    name = people.setdefault(line.username.lower(), line.name)
    if name != line.name:
        what = _("The log-in name %(username)s belongs to %(name)s.") % {
            "username": line.username,
            "name": name,
        }
        errors.append(RowError(line.number, FIELDS["username"], what))
    elif line.username.lower() in there.administrators:
        what = _(
            "System, security and audit administrator are three people, and none of them holds another post."
        )
        errors.append(RowError(line.number, FIELDS["name"], what))
