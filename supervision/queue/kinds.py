"""The kinds of things that wait for the supervision office: which rows, since when, until when, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from departments.permissions import scopes
from supervision.queue import acts
from supervision.urging.models import Urging
from tasks.choices import Light, Status
from tasks.decisions.models import ClosingRequest, Decision, ExtensionRequest, Proposal
from tasks.register.models import Task
from tasks.rules import RULES

WANT_REPLY = (Urging.Level.URGE, Urging.Level.SLIP_1, Urging.Level.SLIP_2, Urging.Level.BY_HAND)


@dataclass(frozen=True)
class Kind:
    """One kind: `verb` is the row of the permission table that reaches its tasks, `waits` which rows of them wait.

    `since` is the moment or day from which the age counts, and the order; `limit` the day by which it should be done.
    """

    code: str
    title: str
    verb: str
    waits: Callable[[QuerySet[Task], date], QuerySet]
    since: str
    acts: tuple[acts.Act, ...]
    limit: str = ""
    note: str = ""
    of_task: str = "task__"  # the way from a row to its task
    asked: type[Model] | None = None  # what somebody asks for, when the row is that
    people: tuple[str, ...] = ("asked_by", "reviewed_by")

    def rows(self, person, today: date) -> QuerySet:
        """Everything of this kind that waits for the person, the oldest first."""
        waiting = self.waits(Task.objects.visible_to(person, verb=self.verb), today)
        if self.asked is Proposal:
            waiting = waiting.filter(_may_answer(person))
        return waiting.order_by(F(self.since).asc(nulls_last=True), "pk")


def _closings(tasks: QuerySet[Task], today: date) -> QuerySet:
    return ClosingRequest.objects.filter(state=Decision.SUPERVISOR, task__in=tasks)


def _extensions(tasks: QuerySet[Task], today: date) -> QuerySet:
    return ExtensionRequest.objects.filter(state=Decision.SUPERVISOR, task__in=tasks)


def _silent(tasks: QuerySet[Task], today: date) -> QuerySet:
    """The newest step that wants a reply, when its day has passed; a date that was met or moved needs none any more."""
    wanted = Urging.objects.filter(level__in=WANT_REPLY, due_on=F("task__next_due_on"))
    newer = wanted.filter(task=OuterRef("task"), pk__gt=OuterRef("pk"))
    late = wanted.filter(task__in=tasks.open(), replied_at__isnull=True, reply_by_on__lt=today)
    return late.filter(~Exists(newer))


def _apart(tasks: QuerySet[Task], today: date) -> QuerySet:
    """Self light and system light differ, and no supervisor has rated the task since the unit's last word."""
    apart = tasks.open().filter(self_light__gt="").exclude(self_light=F("light")).exclude(light=Light.GREY)
    unsettled = Q(rated_on__isnull=True) | Q(rated_on__lt=F("latest_report__reported_on"))
    return apart.filter(unsettled, latest_report__isnull=False)


def _unsigned(tasks: QuerySet[Task], today: date) -> QuerySet:
    """Not signed for in time, and not urged in the last days."""
    urged = Urging.objects.filter(task=OuterRef("pk"), level=Urging.Level.BY_HAND, reply_by_on__gte=today)
    return tasks.filter(~Exists(urged), status=Status.ISSUED, sign_by_on__lt=today)


def _proposals(tasks: QuerySet[Task], today: date) -> QuerySet:
    return Urging.objects.filter(
        task__in=tasks.overdue(today),
        level=Urging.Level.PROPOSAL,
        replied_at__isnull=True,
        due_on=F("task__next_due_on"),
    )


def _asked_for(tasks: QuerySet[Task], today: date) -> QuerySet:
    return Proposal.objects.filter(task__in=tasks, state=Proposal.State.WAITING)


def _may_answer(person) -> Q:
    """What others proposed and this person's posts include, each verb by its own row of the table."""
    reaching = {verb: scopes(person.acting, RULES[verb].row) for verb in Proposal.Verb}
    everywhere = [verb for verb, found in reaching.items() if any(scope == "all" for scope, _grant in found)]
    found = Q(verb__in=everywhere)
    for verb in reaching:
        if reaching[verb] and verb not in everywhere:
            found |= Q(verb=verb, task__in=Task.objects.visible_to(person, verb=RULES[verb].row))
    return found


KINDS: tuple[Kind, ...] = (
    Kind(
        *("verify", _("To verify"), "verify_closing", _closings, "reviewed_at", acts.VERIFY),
        note="statement",
        asked=ClosingRequest,
    ),
    Kind(
        *("silent", _("Overdue, no reply"), "urge", _silent, "reply_by_on", acts.URGE),
        limit="reply_by_on",
        note="level",
    ),
    Kind(
        *("apart", _("Lights differ"), "rate", _apart, "latest_report__reported_on"),
        acts.RATE,
        note="latest_report__done",
        of_task="",
    ),
    Kind(
        *("extensions", _("Extensions to decide"), "decide_extension", _extensions, "reviewed_at"),
        acts.EXTENSION,
        limit="decide_by_on",
        note="explanation",
        asked=ExtensionRequest,
    ),
    Kind(
        *("unsigned", _("Not signed in time"), "urge", _unsigned, "sign_by_on", acts.URGE),
        limit="sign_by_on",
        of_task="",
    ),
    Kind(
        *("asked", _("Proposed to you"), "read_task", _asked_for, "asked_at", acts.ASKED),
        note="reason",
        asked=Proposal,
        people=("asked_by",),
    ),
    Kind("proposals", _("Long overdue"), "urge", _proposals, "sent_on", acts.PROPOSAL),
)
BY_CODE = {kind.code: kind for kind in KINDS}
