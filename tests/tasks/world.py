"""People of every role around one bureau, and tasks in any state: the stage on which the lifecycle is tested."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import AuditEntry
from notifications.models import Notice
from tasks.choices import Status
from tasks.decisions.models import ClosingRequest, Decision, ExtensionRequest
from tasks.models import Task
from tests import factories

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)


def nine(day: date) -> datetime:
    """Nine o'clock in Shanghai on that day."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


class World:
    """临江市 with one person for each role; `people` by what they are."""

    def __init__(self):
        city = self.city = factories.make_city()
        unit, other = city.education, city.finance
        roles = {
            "handler": ("H", unit),
            "liaison": ("L", unit),
            "head": ("U", unit),
            "second_head": ("U", unit),
            "co_handler": ("H", city.housing),
            "co_liaison": ("L", city.housing),
            "other_handler": ("H", other),
            "other_liaison": ("L", other),
            "other_head": ("U", other),
            "supervisor": ("S", city.supervision),
            "second_supervisor": ("S", city.supervision),
            "chief": ("C", city.supervision),
            "mayors_office": ("M", city.office),
            "county_supervisor": ("DS", city.county),
            "system_admin": ("SA", city.office),
            "security_admin": ("SE", city.office),
            "audit_admin": ("AU", city.office),
            "vice_mayor": ("V", city.government, "livelihood"),
            "other_vice_mayor": ("V", city.government, "reform"),
        }
        made = factories.people((role, where, areas) for role, where, *areas in roles.values())
        self.people = dict(zip(roles, made, strict=True))
        self.post = factories.post_of(self.people["handler"])

    def __getattr__(self, name: str):
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def task(self, status: str = Status.ACTIVE, **fields) -> Task:
        """A livelihood task of the education bureau, supported by housing, due on 31 December 2026."""
        fields.setdefault("lead", self.city.education)
        fields.setdefault("support", [self.city.housing])
        fields.setdefault("area", "livelihood")
        fields.setdefault("post", self.post)
        if status == Status.DRAFT:
            fields = {"number": "", "first_due_on": None, "accepted": True, **fields}
        else:
            fields.setdefault("issued_at", nine(MONDAY))
            fields.setdefault("sign_by_on", date(2026, 3, 3))
        return factories.task(status=status, **fields)

    def extension(self, task: Task, state: str = Decision.UNIT, **fields) -> ExtensionRequest:
        """A request of the handler for two more months."""
        values = {
            "reason": "land",
            "explanation": "用地手续未批",
            "due_before": task.due_on,
            "new_due_on": date(2027, 2, 26),
            "asked_by": self.handler,
            "asked_at": nine(MONDAY),
            "reviewed_by": self.head if state != Decision.UNIT else None,
        }
        return ExtensionRequest.objects.create(task=task, state=state, **(values | fields))

    def closing(self, task: Task, state: str = Decision.UNIT, **fields) -> ClosingRequest:
        """An application of the handler to strike the task off."""
        values = {
            "statement": "已全部建成投用",
            "asked_by": self.handler,
            "asked_at": nine(MONDAY),
            "reviewed_by": self.head if state != Decision.UNIT else None,
        }
        return ClosingRequest.objects.create(task=task, state=state, **(values | fields))


def pdf(text: str = "验收报告", name: str = "验收报告.pdf") -> SimpleUploadedFile:
    """A file that begins as a PDF does."""
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + text.encode())


def archive(folder: str, name: str, extra: tuple[str, ...] = ()) -> SimpleUploadedFile:
    """An Office file reduced to what makes it one."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for member in ("[Content_Types].xml", f"{folder}/document.xml", *extra):
            made.writestr(member, "<x/>")
    return SimpleUploadedFile(name, buffer.getvalue())


def entries(task: Task, action: str) -> list[dict]:
    """The details of the audit entries of that kind about a task, oldest first."""
    rows = AuditEntry.objects.filter(target_type="tasks.task", target_id=task.pk, action=action)
    return list(rows.order_by("id").values_list("details", flat=True))


def told(person, word: str = "") -> list[str]:
    """The titles of the notices a person has had."""
    return list(Notice.objects.filter(person=person, title__contains=word).values_list("title", flat=True))
