"""Pages that somebody is led to only by an act of theirs: the acts are done first, then their addresses are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils import translation

import tests.browser.gallery.loading  # noqa: F401 - stands before everything that has models
from departments.choices import Role
from departments.lists.models import BulkAct
from departments.models import Nomination, Person, Post
from departments.services import nominate
from notifications.models import Notice
from notifications.suggestions.services import suggest
from tasks.choices import Status
from tasks.models import Report, Task
from tasks.register.bulk import bulk_edit
from tasks.reports.services import import_correction, import_report
from tasks.rules import may_propose

TEXT = "临江市人民政府2026年补充工作安排\n新建社区图书室{n}个，新增健身步道{n}公里。（市教育局牵头，市财政局配合）\n"


def addresses(role: str) -> list[str]:
    """The addresses for this role in the demo city; none where its database is not on this machine."""
    person = Person.objects.filter(username=role).first()
    made = MAKERS.get(role)
    if person is None or made is None:
        return []
    with translation.override("zh-hans"):
        return list(made(person))


def _handler(person: Person) -> Iterator[str]:
    said = suggest(actor=person, text="希望本周任务页能按截止日期分组。", page="/week/", wants_reply=True)
    yield reverse("suggestions:new")
    yield reverse("suggestions:detail", args=[said.pk])
    about = Notice.objects.filter(person=person, task_id__isnull=False).first()
    yield reverse("notifications:mute", args=[about.pk])


def _head(person: Person) -> Iterator[str]:
    active = Task.objects.visible_to(person).filter(status=Status.ACTIVE).order_by("-pk")
    own = next(task for task in active if may_propose("suspend", person, task))
    yield reverse("register:propose", args=[own.pk, "suspend"])


def _supervisor(person: Person) -> Iterator[str]:
    urged = Task.objects.visible_to(person).filter(status=Status.ACTIVE).first()
    yield reverse("supervision:urge", args=[urged.pk])
    wishes = {"evidence_required": not urged.evidence_required}
    changed = BulkAct.objects.filter(actor=person).first() or bulk_edit(
        actor=person, versions={urged.pk: urged.version}, wishes=wishes, reason="统一办结材料要求"
    )
    yield reverse("register:bulk_done", args=[changed.pk])
    corrected = _corrected(person)
    draft = Task.objects.filter(report=corrected).first()
    yield reverse("reports:edit", args=[corrected.pk, draft.pk])
    yield reverse("reports:split", args=[corrected.pk, draft.pk])
    yield reverse("reports:difference", args=[corrected.pk])


def _corrected(person: Person) -> Report:
    if known := Report.objects.filter(file_name="补充安排更正.txt").first():
        return known
    first = import_report(
        actor=person,
        jurisdiction_id=Report.objects.order_by("pk").first().jurisdiction_id,
        data=TEXT.format(n=12).encode(),
        file_name="补充安排.txt",
    )
    return import_correction(
        actor=person, report_id=first.pk, data=TEXT.format(n=15).encode(), file_name="补充安排更正.txt"
    )


def _chief(person: Person) -> Iterator[str]:
    asked = Task.objects.visible_to(person).filter(proposals__state="waiting").first()
    yield reverse("register:decline", args=[asked.pk, asked.proposals.get(state="waiting").pk])


def _security(person: Person) -> Iterator[str]:
    post, named = Post.objects.filter(role=Role.LIAISON).first(), Person.objects.get(username="handler")
    system = Person.objects.get(username="system")
    chosen = Nomination.objects.first() or nominate(actor=system, post_id=post.pk, person_id=named.pk)
    yield f"{reverse('upkeep:decide')}?ids={chosen.pk}"


MAKERS: dict[str, Callable[[Person], Iterator[str]]] = {
    "handler": _handler,
    "head": _head,
    "supervisor": _supervisor,
    "chief": _chief,
    "security": _security,
}
