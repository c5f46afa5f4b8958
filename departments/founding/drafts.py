"""What was filled in for a new city, until it is founded: read as rows, and asked what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments import catalogue, roster
from departments.catalogue_file import Row
from departments.choices import DepartmentKind, Role
from departments.roster_file import Holder
from departments.tables import RowError

# The three administrators: role, the log-in name that is offered, the title of the post.
ADMINISTRATORS = (
    (Role.SYSTEM_ADMIN, "system", "系统管理员"),
    (Role.SECURITY_ADMIN, "security", "安全管理员"),
    (Role.AUDIT_ADMIN, "audit", "审计管理员"),
)


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the step on which it is filled in."""

    step: str
    words: str


class Draft:
    """The draft of a city, over the plain values that are stored."""

    def __init__(self, values: dict):
        self.values = values

    @property
    def city(self) -> dict:
        """Names of the city, its government and the supervising office."""
        return self.values.get("city", {})

    @property
    def administrators(self) -> list[dict]:
        """The three: role, name, username, email."""
        return self.values.get("administrators", [])

    @property
    def parameters(self) -> dict:
        """The numbers that differ from the defaults."""
        return self.values.get("parameters", {})

    @property
    def notices(self) -> dict[str, str]:
        """The pasted holiday notices by year."""
        return self.values.get("notices", {})

    def units(self) -> list[Row]:
        """The departments that were chosen, typed or uploaded."""
        return [
            Row(number, dict(one["values"]), [tuple(alias) for alias in one["aliases"]])
            for number, one in enumerate(self.values.get("units", []), start=1)
        ]

    def all_units(self) -> list[Row]:
        """The departments with the government above them and its supervising office."""
        city, chosen = self.city, self.units()
        named = {row.name for row in chosen}
        own = [
            Row(0, {"name": city["government"], "short_name": city["city"], "kind": DepartmentKind.GOVERNMENT}),
            Row(0, {"name": city["office"], "short_name": city["office_short"], "kind": DepartmentKind.OFFICE, "position": 1}),
        ] if city else []  # fmt: skip
        return [row for row in own if row.name not in named] + chosen

    def roster(self) -> list[Holder]:
        """The people with their posts."""
        return [
            Holder(**{**line, "number": number})
            for number, line in enumerate(self.values.get("roster", []), start=1)
        ]

    def plan_units(self, added: Iterable[Row] = ()) -> catalogue.Plan:
        """What the departments would make, beside what is stored; with further rows in place of the same names."""
        added = list(added)
        names = {row.name for row in added}
        rows = [row for row in self.all_units() if row.name not in names] + added
        return catalogue.plan_rows(rows, top=self.city.get("government", ""))

    def present(self, *, with_roster: bool = False) -> roster.Present:
        """What a roster is checked against: departments, the three administrators, and the people so far if asked."""
        pairs = []
        for row in self.all_units():
            others = [row.values.get("short_name", ""), *(alias for alias, _origin in row.aliases)]
            pairs += [(row.name, str(other)) for other in others]
        people = {one["username"].lower(): one["name"] for one in self.administrators}
        there = roster.Present(roster.unit_names(pairs), people=people, administrators=set(people))
        for line in self.roster() if with_roster else ():
            there.posts[line.unit, line.title] = line.role
            there.people.setdefault(line.username.lower(), line.name)
            there.holders[line.unit, line.title, line.username.lower()] = line.name
        return there

    def plan_roster(self) -> roster.RosterPlan:
        """The roster checked against departments and administrators."""
        return roster.plan(self.roster(), self.present())

    def with_people(self, added: list[Holder], errors: Iterable[RowError] = ()) -> roster.RosterPlan:
        """The roster with further lines; a line that is there already is replaced by the new one."""
        plan = roster.plan(added, self.present(with_roster=True), errors)
        replaced = {line.key: line for line in plan.unchanged}
        plan.lines = [replaced.get(line.key, line) for line in self.roster()] + plan.lines
        return plan

    def gaps(self) -> list[Gap]:
        """What keeps the city from being founded."""
        if not self.city:
            return [Gap("city", _("The city has no name yet."))]
        found = [Gap("departments", str(error)) for error in self.plan_units().errors]
        if not self.units():
            found.append(Gap("departments", _("There is no department yet that could be given a task.")))
        if len(self.administrators) != len(ADMINISTRATORS):
            found.append(Gap("administrators", _("The three administrators are not named yet.")))
        plan = self.plan_roster()
        found += [Gap("people", str(error)) for error in plan.errors]
        if not any(line.role == Role.CHIEF for line in plan.lines):
            words = _("Nobody is supervision chief yet; the chief imports the Report and issues the list.")
            found.append(Gap("people", words))
        return found

    def warnings(self) -> list[Gap]:
        """What can wait, but will be missed."""
        holders = {role: {line.unit for line in self.roster() if line.role == role} for role in Role}
        units = [row.name for row in self.units()]
        found = []
        if mute := sum(unit not in holders[Role.HANDLER] for unit in units):
            words = ngettext(
                "%(n)s department has no handler yet, so nobody would report its progress.",
                "%(n)s departments have no handler yet, so nobody would report their progress.",
                mute,
            )
            found.append(Gap("people", words % {"n": mute}))
        if closed := sum(unit not in holders[Role.LIAISON] | holders[Role.UNIT_HEAD] for unit in units):
            words = ngettext(
                "%(n)s department has neither liaison nor unit head yet, so nobody would sign its tasks.",
                "%(n)s departments have neither liaison nor unit head yet, so nobody would sign their tasks.",
                closed,
            )
            found.append(Gap("people", words % {"n": closed}))
        return found


def plain_units(rows: Iterable[Row]) -> list[dict]:
    """Rows of departments as plain values, to be stored."""
    return [{"values": row.values, "aliases": [list(alias) for alias in row.aliases]} for row in rows]
