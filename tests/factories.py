"""A small city for tests: plain functions that write rows. `make_city()` first, then `person(…)` and `task(…)`."""

from __future__ import annotations

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
    fields.setdefault("position", next(_numbers))
    return Department.objects.create(
        name=name, short_name=short_name or name, parent=parent, kind=kind, **fields
    )


def make_city() -> City:
    """A tree of ten departments in three jurisdictions."""
    government = department(
        "临江市人民政府", "市政府", kind=DepartmentKind.GOVERNMENT, supervises=True, position=0
    )
    office = department("临江市人民政府办公室", "市政府办", parent=government, kind=DepartmentKind.OFFICE)
    county = department("东陵县", parent=government, kind=DepartmentKind.COUNTY, supervises=True)
    return City(
        government=government,
        office=office,
        supervision=department("临江市人民政府督查室", "督查室", parent=office, kind=DepartmentKind.OFFICE),
        reform=department("临江市发展和改革委员会", "市发改委", parent=government),
        education=department("临江市教育局", "市教育局", parent=government),
        housing=department("临江市住房和城乡建设局", "市住建局", parent=government),
        finance=department("临江市财政局", "市财政局", parent=government),
        county=county,
        county_education=department("东陵县教育局", parent=county),
        district=department("河西区", parent=government, kind=DepartmentKind.COUNTY, supervises=True),
    )


def post(role: str, department: Department, title: str = "", **fields) -> Post:
    """A post that carries a role; the title is unique within the department."""
    title = title or f"{Role(role).label} {next(_numbers)}"
    return Post.objects.create(department=department, role=role, title=title, **fields)


def account(name: str = "", **fields) -> Person:
    """A person without any post; the password is `PASSWORD`."""
    number = next(_numbers)
    found = Person(username=fields.pop("username", f"user{number}"), name=name or f"张{number}", **fields)
    found.password = _hashed()
    found.save()
    return found


def person(role: str, department: Department, name: str = "", *, at: Post | None = None, **fields) -> Person:
    """Somebody who holds a new post with that role (or the post `at`) since long ago."""
    areas = fields.pop("areas", [])
    found = account(name, **fields)
    held = at or post(role, department, areas=areas)
    Tenure.objects.create(post=held, person=found, starts_on=date(2020, 1, 1))
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
