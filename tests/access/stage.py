"""One of everything, with a word in every title that no administrator may ever read."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile

from audit.models import JobRun
from departments.lists.models import ListFile
from departments.lists.services import save_view
from departments.lists.taking import reach_of
from departments.models import Delegation
from departments.services.tokens import issue_token
from notifications.models import Notice
from notifications.services import mute_task
from notifications.suggestions.services import suggest
from supervision.models import MonthlyBulletin, SnapshotRow, Statement, Urging, WeeklyCheck, WeeklyRound
from tasks.choices import Status
from tasks.decisions.services import propose
from tasks.discussion.services import comment
from tasks.models import Passage, Report, Task
from tasks.progress.services import add_evidence
from tasks.register.bulk import bulk_edit
from tasks.register.services import issue_list
from tests.factories import post_of
from tests.tasks.world import MONDAY, World, nine, pdf

SECRET = "云杉湾泵站"
# One person of each role, and those who stand beside the task.
PEOPLE = (
    *("handler", "liaison", "head", "co_liaison", "other_handler"),
    *("supervisor", "chief", "vice_mayor", "mayors_office", "county_supervisor"),
    *("system_admin", "security_admin", "audit_admin"),
)
ADMINS = ("system_admin", "security_admin", "audit_admin")


class Stage:
    """The tasks that people stand in different relations to, and what belongs to the first of them."""

    def __init__(self, world: World):
        self.world, city = world, world.city
        self.report = _report(world)
        self.passage = self.report.passages.first()
        self.own = world.task(title=f"{SECRET}一期")
        self.draft = world.task(Status.DRAFT, title=f"{SECRET}拟订", report=self.report)
        self.draft.passages.add(self.report.passages.last())
        self.issued = issue_list(
            actor=world.chief, jurisdiction_id=city.government.pk, year=2026, task_ids=[self._new().pk]
        )
        self.tasks: dict[str, Task] = {
            "own": self.own,
            "other_unit": world.task(
                lead=city.finance, support=[], area="reform", post=None, title=f"{SECRET}二期"
            ),
            "sensitive": world.task(visibility="sensitive", title=f"{SECRET}三期"),
            "other_jurisdiction": world.task(
                lead=city.county_education, support=[], area="reform", post=None, title=f"{SECRET}四期"
            ),
            "draft": self.draft,
        }
        self.view = save_view(actor=world.handler, list_name="register:list", title="我的", query="own=on")
        self.act = bulk_edit(
            actor=world.supervisor, versions={self.own.pk: 1}, wishes={"weight": 2}, reason="权重"
        )
        self.file = ListFile.objects.create(
            list="register:list", form="csv", language="en", asked_by=world.supervisor,
            asked_at=nine(MONDAY), state="done", reach=reach_of(world.supervisor),
            file=ContentFile(SECRET.encode(), "list.csv"),
        )  # fmt: skip
        self.evidence = add_evidence(actor=world.handler, task_id=self.own.pk, upload=pdf())
        self.asked = world.closing(world.task(Status.VERIFYING, title=f"{SECRET}五期"), "supervisor")
        # Not yet begun, so that nobody acts for anybody.
        self.lent = Delegation.objects.create(
            post=post_of(world.head), giver=world.head, deputy=world.liaison, reason="休假",
            starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 8), made_at=nine(MONDAY),
        )  # fmt: skip
        self.comment = comment(actor=world.handler, task_id=self.own.pk, text=f"{SECRET}？")
        self.proposal = propose(actor=world.head, task_id=self.own.pk, verb="terminate", reason="政策调整")
        self._supervise()

    def _new(self) -> Task:
        return self.world.task(Status.DRAFT, title=f"{SECRET}新")

    def _supervise(self) -> None:
        world, place = self.world, self.world.city.government
        self.round = WeeklyRound.objects.create(
            jurisdiction=place, year=2026, week=10, opened_on=MONDAY, due_on=MONDAY, closes_on=MONDAY
        )
        self.check = WeeklyCheck.objects.create(round=self.round, task=self.own, post=world.post)
        self.urging = Urging.objects.create(
            task=self.own,
            level="t+1",
            due_on=MONDAY,
            text=SECRET,
            sent_at=nine(MONDAY),
            sent_on=MONDAY,
            reply_by_on=MONDAY,
        )
        months = {"jurisdiction": place, "year": 2026, "as_of": date(2026, 2, 28), "drafted_at": nine(MONDAY)}
        self.signed = MonthlyBulletin.objects.create(month=1, issue=1, state="signed", title=SECRET, **months)
        self.bulletin = MonthlyBulletin.objects.create(month=2, title=SECRET, **months)
        for task in (task for name, task in self.tasks.items() if name != "draft"):
            SnapshotRow.objects.create(
                bulletin=self.signed,
                task=task,
                area=task.area,
                status=task.status,
                light="red",
                schedule_class="other",
                percent=0,
                planned_percent=0,
            )
        self.statement = Statement.objects.create(
            jurisdiction=place, department=world.city.education, year=2026, month=2
        )
        self.notice = Notice.objects.create(
            person=world.handler, kind="issued", key="x", title=SECRET, created_at=nine(MONDAY),
            task_id=self.own.pk, task_name=SECRET,
        )  # fmt: skip
        mute_task(actor=world.handler, task_id=self.own.pk, reason="另有安排")
        self.suggestion = suggest(actor=world.handler, text="进度条太细", page="/week/")
        self.token, _text = issue_token(actor=world.handler)
        self.run = JobRun.objects.create(job="seal_audit", started_at=nine(MONDAY))


def _report(world: World) -> Report:
    report = Report.objects.create(
        jurisdiction=world.city.government,
        year=2026,
        title=f"{SECRET}工作报告",
        kind="report",
        text=SECRET,
        sha256="0" * 64,
        parser_version="1",
        imported_by=world.chief,
        imported_at=nine(MONDAY),
    )
    for number, state in ((1, Passage.State.SET_ASIDE), (2, Passage.State.COMMITMENT)):
        Passage.objects.create(
            report=report, number=number, paragraph=number, start=0, end=5, text=f"{SECRET}。", state=state
        )
    return report
