"""Which department a written name means, how that is known, and when to ask.

The index is read once for a list; a name is then found without the database. Names are compared within one
jurisdiction first: 「教育局」 on a county's list is the county's bureau.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from departments.choices import DepartmentKind
from departments.models import Department, DepartmentAlias

_LEVELS = "市县区州盟旗省"
_GOVERNMENT = re.compile(r"人民政府$|政府$")
_SPELLING = (("委员会", "委"), ("办公室", "办"), ("和", ""), ("与", ""), ("及", ""))
_ENDINGS = "委局办"
_DOUBLE = re.compile(r"^(.+?)\((.+)\)$")


class How(StrEnum):
    """How a written name was recognised, surest first."""

    NAME = "name"
    SHORT_NAME = "short_name"
    ALIAS = "alias"
    FORMER_NAME = "former_name"
    PREFIX = "prefix"
    SPELLING = "spelling"
    ENDING = "ending"
    ABBREVIATION = "abbreviation"
    NONE = "none"


_SURE = (How.NAME, How.SHORT_NAME, How.ALIAS, How.FORMER_NAME, How.PREFIX, How.SPELLING)
_AS_WRITTEN = (How.NAME, How.SHORT_NAME, How.ALIAS, How.FORMER_NAME)
_PLACES = (DepartmentKind.GOVERNMENT, DepartmentKind.COUNTY, DepartmentKind.ZONE)


@dataclass(frozen=True)
class Match:
    """The department a name means. When it is not `sure`, a person chooses among the candidates."""

    department_id: int | None
    how: How
    sure: bool
    candidates: tuple[int, ...] = ()
    until: int | None = None  # the last year of a former name or an alias, where it is known

    def words(self) -> str:
        """How the name was recognised, as a sentence for the reviewer."""
        if self.how == How.FORMER_NAME and self.until:
            return _("former name until %(year)s") % {"year": self.until}
        return {
            How.NAME: _("full name"),
            How.SHORT_NAME: _("short name"),
            How.ALIAS: _("alias"),
            How.FORMER_NAME: _("former name"),
            How.PREFIX: _("prefix added or dropped"),
            How.SPELLING: _("other spelling of the same name"),
            How.ENDING: _("differs in 委, 局 or 办"),
            How.ABBREVIATION: _("could be an abbreviation"),
            How.NONE: _("no department has this name"),
        }[self.how]


@dataclass(frozen=True)
class Unit:
    """A department as far as its names go."""

    id: int
    name: str
    short_name: str
    kind: str = DepartmentKind.BUREAU
    parent_id: int | None = None
    supervises: bool = False
    dissolved: int | None = None
    aliases: tuple[tuple[str, str, int | None, int | None], ...] = ()  # name, origin, from, to
    successors: tuple[int, ...] = ()


@dataclass
class _Found:
    how: How
    units: set[int] = field(default_factory=set)
    until: int | None = None


class DepartmentIndex:
    """All names of all departments, as a list of that year uses them."""

    def __init__(self, units: Iterable[Unit], *, year: int | None = None, jurisdiction_id: int | None = None):
        self.units = {unit.id: unit for unit in units}
        self.year = year
        self._homes = {unit: self._home(unit) for unit in self.units}
        self.home = jurisdiction_id or self._top()
        self._names: dict[How, dict[str, dict[int, int | None]]] = {how: {} for how in How}
        for unit in self.units.values():
            self._enter(unit)

    @classmethod
    def load(cls, *, year: int | None = None, jurisdiction_id: int | None = None) -> DepartmentIndex:
        """Read the departments, their aliases and their successors: three statements for any number of names."""
        aliases: dict[int, list] = {}
        for row in DepartmentAlias.objects.values_list(
            "department_id", "name", "origin", "from_year", "to_year"
        ):
            aliases.setdefault(row[0], []).append(row[1:])
        successors: dict[int, list[int]] = {}
        for after, before in Department.predecessors.through.objects.values_list(
            "from_department_id", "to_department_id"
        ):
            successors.setdefault(before, []).append(after)
        return cls(
            [
                Unit(
                    id=unit.id,
                    name=unit.name,
                    short_name=unit.short_name,
                    kind=unit.kind,
                    parent_id=unit.parent_id,
                    supervises=unit.supervises,
                    dissolved=unit.dissolved_on and unit.dissolved_on.year,
                    aliases=tuple(aliases.get(unit.id, ())),
                    successors=tuple(successors.get(unit.id, ())),
                )
                for unit in Department.objects.order_by("id")
            ],
            year=year,
            jurisdiction_id=jurisdiction_id,
        )

    def match(self, written: str) -> Match:
        """The department that a name written on a list means."""
        for key in _readings(_key(written)):
            for found in self._look(key):
                if match := self._decide(found):
                    return match
        return Match(None, How.NONE, False)

    def _look(self, key: str):
        for how in _AS_WRITTEN:
            yield self._by(how, key)
        cores = self._cores(key, self.home)
        for how, shape in ((How.PREFIX, str), (How.SPELLING, _spelling), (How.ENDING, _without_ending)):
            for core in cores:
                yield self._by(how, shape(core))
        for core in cores:
            yield self._abbreviated(core)

    def _by(self, how: How, key: str) -> _Found:
        known = self._names[how].get(key, {})
        return _Found(how, set(known), max((year for year in known.values() if year), default=None))

    def _decide(self, found: _Found) -> Match | None:
        units, how = found.units, found.how
        current = {after for unit in units for after in self._today(unit)}
        if current - units and how in _SURE:
            how = How.FORMER_NAME
        until = found.until or max((self.units[u].dissolved or 0 for u in units), default=0) or None
        near = {unit for unit in current if self._homes[unit] == self.home}
        # A full name is one unit wherever it stands; any other name means a unit of this jurisdiction first.
        candidates = current if how == How.NAME else near or current
        if not candidates:
            return None
        ordered = tuple(sorted(candidates))
        # Only a name as it is written somewhere may mean a unit of another jurisdiction.
        sure = len(ordered) == 1 and how in _SURE and (bool(near) or found.how in _AS_WRITTEN)
        return Match(
            ordered[0] if len(ordered) == 1 else None,
            how,
            sure,
            ordered,
            until if how in (How.ALIAS, How.FORMER_NAME) else None,
        )

    def _today(self, unit: int, seen: frozenset[int] = frozenset()) -> set[int]:
        """The unit itself, or who goes on for it when it had ended before the list's year."""
        ended = self.units[unit].dissolved
        if ended is None or (self.year is not None and self.year < ended):
            return {unit}
        heirs = set(self.units[unit].successors) & set(self.units) - seen
        return {after for heir in heirs for after in self._today(heir, seen | {unit})}

    def _abbreviated(self, core: str) -> _Found:
        here = (unit for unit in self.units.values() if self._homes[unit.id] == self.home)
        fitting = {
            unit.id
            for unit in here
            if any(_abbreviates(core, name) for name in self._cores(_key(unit.name), self.home))
        }
        return _Found(How.ABBREVIATION, fitting)

    def _cores(self, key: str, home: int | None) -> list[str]:
        """The name without the place or its level in front: 临江市教育局, 市教育局 → 教育局; longest first."""
        place = _GOVERNMENT.sub("", self.units[home].name) if home in self.units else "市"
        cores = [key]
        # 县教育局 on a city's list is no bureau of the city, so only the level of this place is dropped.
        for prefix in (place, place[:-1], place[-1:]):
            rest = key.removeprefix(prefix)
            if prefix and rest != key and len(rest) >= 2 and (len(prefix) > 1 or prefix in _LEVELS):
                cores.append(rest)
                break
        return cores

    def _home(self, unit: int) -> int | None:
        """The place whose unit it is: the nearest government, county or zone upwards."""
        found: int | None = unit
        while found is not None and found in self.units:
            if self.units[found].supervises or self.units[found].kind in _PLACES:
                return found
            found = self.units[found].parent_id
        return None

    def _top(self) -> int | None:
        roots = [unit for unit in self.units.values() if unit.parent_id is None]
        governments = [unit.id for unit in roots if unit.kind == DepartmentKind.GOVERNMENT]
        return governments[0] if governments else None

    def _enter(self, unit: Unit) -> None:
        self._add(How.NAME, unit.name, unit.id)
        self._add(How.SHORT_NAME, unit.short_name, unit.id)
        if unit.kind in (DepartmentKind.COUNTY, DepartmentKind.GOVERNMENT):
            place = _GOVERNMENT.sub("", unit.name)
            for name in (place, f"{place}政府", f"{place}人民政府"):
                self._add(How.SHORT_NAME, name, unit.id)
        for name, origin, first, last in unit.aliases:
            former = origin == DepartmentAlias.Origin.FORMER
            in_time = self.year is None or (first or 0) <= self.year <= (last or 9999)
            # An alias outside its years is still what the unit was called once.
            self._add(How.ALIAS if in_time and not former else How.FORMER_NAME, name, unit.id, last)
        for name in (unit.name, unit.short_name, *(alias[0] for alias in unit.aliases)):
            for core in self._cores(_key(name), self._homes[unit.id]):
                self._add(How.PREFIX, core, unit.id)
                self._add(How.SPELLING, _spelling(core), unit.id)
                self._add(How.ENDING, _without_ending(core), unit.id)

    def _add(self, how: How, name: str, unit: int, until: int | None = None) -> None:
        if key := _key(name):
            self._names[how].setdefault(key, {})[unit] = until


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _readings(key: str) -> list[str]:
    """The name as it stands, and for a body with two names each of them."""
    double = _DOUBLE.match(key)
    return [key, double[1], double[2]] if double else [key] if key else []


def _spelling(core: str) -> str:
    for written, plain in _SPELLING:
        core = core.replace(written, plain)
    return core


def _without_ending(core: str) -> str:
    plain = _spelling(core)
    return plain[:-1] if len(plain) > 2 and plain[-1] in _ENDINGS else ""


def _abbreviates(short: str, full: str) -> bool:
    """Whether every character of the short form stands in the full one in that order, ends included."""
    plain = _spelling(full)
    if len(short) < 3 or len(short) >= len(plain) or (short[0], short[-1]) != (plain[0], plain[-1]):
        return False
    rest = iter(plain)
    return all(letter in rest for letter in short)
