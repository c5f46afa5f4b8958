"""A small city for tests: plain functions that write rows. `make_city()` first, then `person(…)` and `task(…)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password

from departments.choices import DepartmentKind, Role
from departments.models import Department, Person, Post, Tenure
from tasks.choices import Part, Status
from tasks.models import Milestone, Party, Task

PASSWORD = "Linjiang-2026-river"
# Far above the numbers that tests give themselves.
_numbers = count(100_001)
_LONG_AGO = date(2020, 1, 1)


@dataclass
class City:
    """临江市: the government with its offices and bureaus, and two counties with lists of their own."""

    government: Department
    office: Department  # 市政府办
    supervision: Department  # 督查室, under the office
    reform: Department  # 市发改委
    education: Department  # 市教育局
    housing: Department  # 市住建局
    finance: Department  # 市财政局
    county: Department  # 东陵县
    county_education: Department  # 东陵县教育局
    district: Department  # 河西区

    @property
    def bureaus(self) -> list[Department]:
        return [self.reform, self.education, self.housing, self.finance]


def department(name: str, short_name: str = "", *, parent=None, kind=DepartmentKind.BUREAU, **fields):
    """A department; the short name is the name when none is given."""
    found = _department(name, short_name, parent=parent, kind=kind, **fields)
    found.save()
    return found


def _department(name: str, short_name: str = "", *, kind=DepartmentKind.BUREAU, **fields) -> Department:
    fields.setdefault("position", next(_numbers))
    return Department(name=name, short_name=short_name or name, kind=kind, **fields)


def make_city() -> City:
    """A tree of ten departments in three jurisdictions."""
    government = department(
        "临江市人民政府", "市政府", kind=DepartmentKind.GOVERNMENT, supervises=True, position=0
    )
    under = {"parent": government}
    counties = {**under, "kind": DepartmentKind.COUNTY, "supervises": True}
    below = _written(
        office=_department("临江市人民政府办公室", "市政府办", kind=DepartmentKind.OFFICE, **under),
        reform=_department("临江市发展和改革委员会", "市发改委", **under),
        education=_department("临江市教育局", "市教育局", **under),
        housing=_department("临江市住房和城乡建设局", "市住建局", **under),
        finance=_department("临江市财政局", "市财政局", **under),
        county=_department("东陵县", **counties),
        district=_department("河西区", **counties),
    )
    supervision = {"parent": below["office"], "kind": DepartmentKind.OFFICE}
    lowest = _written(
        supervision=_department("临江市人民政府督查室", "督查室", **supervision),
        county_education=_department("东陵县教育局", parent=below["county"]),
    )
    return City(government=government, **below, **lowest)


def _written(**units: Department) -> dict[str, Department]:
    Department.objects.bulk_create(units.values())
    return units


def post(role: str, department: Department, title: str = "", **fields) -> Post:
    """A post that carries a role; the title is unique within the department."""
    found = _post(role, department, title, **fields)
    found.save()
    return found


def _post(role: str, department: Department, title: str = "", **fields) -> Post:
    title = title or f"{Role(role).label} {next(_numbers)}"
    return Post(department=department, role=role, title=title, **fields)


def account(name: str = "", **fields) -> Person:
    """A person without any post; the password is `PASSWORD`."""
    found = _account(name, **fields)
    found.save()
    return found


def _account(name: str = "", **fields) -> Person:
    number = next(_numbers)
    found = Person(username=fields.pop("username", f"user{number}"), name=name or f"张{number}", **fields)
    found.password = _hashed()
    return found


def person(role: str, department: Department, name: str = "", *, at: Post | None = None, **fields) -> Person:
    """Somebody who holds a new post with that role (or the post `at`) since long ago."""
    areas = fields.pop("areas", [])
    found = account(name, **fields)
    held = at or post(role, department, areas=areas)
    Tenure.objects.create(post=held, person=found, starts_on=_LONG_AGO)
    return found


def people(places: Iterable[tuple[str, Department, list[str]]]) -> list[Person]:
    """One person for each role, department and areas: as many calls of `person` would make, by three statements."""
    posts = Post.objects.bulk_create(_post(role, where, areas=areas) for role, where, areas in places)
    found = Person.objects.bulk_create(_account() for _post in posts)
    Tenure.objects.bulk_create(
        Tenure(post=held, person=one, starts_on=_LONG_AGO) for held, one in zip(posts, found, strict=True)
    )
    return found


def post_of(person: Person) -> Post:
    """The first post that a person of the factory holds."""
    return Post.objects.get(tenures=person.tenures.first())


def task(
    *, status: str = Status.ACTIVE, lead: Department | None = None, support=(), co_leads=(), **fields
) -> Task:
    """A task in that state, led by that department, due on 31 December 2026 unless told."""
    number = next(_numbers)
    top = lead or Department.objects.filter(parent=None).first() or department("临江市人民政府")
    fields.setdefault("jurisdiction", _jurisdiction(top))
    due_on = fields.setdefault("due_on", date(2026, 12, 31))
    defaults = {
        "year": 2026,
        "number": f"2026-{number:03d}",
        "title": f"建成第{number}处社区服务站",
        "standard": "建成并投入使用",
        "starts_on": date(2026, 1, 1),
        "first_due_on": due_on,
    }
    if status != Status.DRAFT:
        defaults["issued_at"] = "2026-01-05T09:00:00+08:00"
    made = Task.objects.create(status=status, lead_department=lead, **{**defaults, **fields})
    for part, units in ((Part.CO_LEAD, co_leads), (Part.SUPPORT, support)):
        for position, unit in enumerate(units):
            Party.objects.create(task=made, department=unit, part=part, position=position)
    return made


def milestone(of: Task, due_on: date, title: str = "主体完工", **fields) -> Milestone:
    """A dated step of a task."""
    return Milestone.objects.create(task=of, title=title, due_on=due_on, first_due_on=due_on, **fields)


def _jurisdiction(unit: Department) -> Department:
    while not unit.supervises and unit.parent:
        unit = unit.parent
    return unit


@cache
def _hashed() -> str:
    # Hashing takes a tenth of a second on purpose; once is enough for all tests.
    return make_password(PASSWORD)
