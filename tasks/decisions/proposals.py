"""Ask others to do what one may not do oneself 提请: answered by doing it, or declined with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.reaching import holders_who_may
from departments.verdicts import Verdict, require
from notifications.models import Notice
from tasks import rules
from tasks.decisions.extensions import already_decided
from tasks.decisions.models import Proposal
from tasks.register.models import Task
from tasks.register.signing import needed
from tasks.register.telling import tell


@transaction.atomic
def propose(*, actor, task_id: int, verb: str, reason: str) -> Proposal:
    """Ask whoever may do the verb to do it, with the reason; they are told, and see it on the page of the task.

    Raises:
        Forbidden: when one may do it oneself, or may not even ask.
        ValidationError: `wrong_state`, `already_pending`, `required`.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    require(rules.may_propose(verb, actor, task))
    rules.ensure_moment(rules.in_time(verb, task))
    needed(reason, _("Say why it should be done."))
    if task.proposals.filter(verb=verb, state=Proposal.State.WAITING).exists():
        raise ValidationError(
            _("This was proposed already and waits for its answer."), code="already_pending"
        )
    made = Proposal.objects.create(
        task=task, verb=verb, reason=reason.strip(), asked_by=actor, asked_at=clock.now()
    )
    log.record(actor=actor, action="tasks.proposed", target=task, verb=verb, reason=made.reason)
    deciders = {holder.person for holder in holders_who_may(rules.RULES[verb].row, task.reach())}
    about = f"proposal-{made.pk}"
    title = _("Proposed: %(what)s:") % {"what": made.get_verb_display()}
    tell(deciders - {actor.pk}, Notice.Kind.REVIEW, task, title, made.reason, about=about)
    return made


@transaction.atomic
def decline_proposal(*, actor, proposal_id: int, reason: str) -> Proposal:
    """Whoever may do it says why they don't; who asked is told."""
    made = _waiting(proposal_id)
    require(rules.permitted(made.verb, actor, made.task))
    needed(reason, _("Say why it is declined."))
    _answer(made, Proposal.State.DECLINED, actor, reason.strip())
    log.record(
        actor=actor, action="tasks.proposal_declined", target=made.task, verb=made.verb, reason=made.answer
    )
    title = _("Declined: %(what)s:") % {"what": made.get_verb_display()}
    about = f"proposal-{made.pk}-declined"
    tell([made.asked_by_id], Notice.Kind.DECIDED, made.task, title, made.answer, about=about)
    return made


@transaction.atomic
def withdraw_proposal(*, actor, proposal_id: int) -> Proposal:
    """Who asked takes it back while it waits."""
    made = _waiting(proposal_id)
    if made.asked_by_id != actor.pk:
        require(Verdict(False, _("Only who proposed it takes it back.")))
    _answer(made, Proposal.State.WITHDRAWN, actor, "")
    log.record(actor=actor, action="tasks.proposal_withdrawn", target=made.task, verb=made.verb)
    return made


def fulfil(*, actor, verb: str, tasks: Iterable[Task]) -> None:
    """The verb was done: whoever proposed it learns so. The caller holds the transaction; one statement when nobody did."""
    by_id = {task.pk: task for task in tasks}
    waiting = Proposal.objects.filter(verb=verb, task_id__in=by_id, state=Proposal.State.WAITING)
    for made in waiting.order_by():
        made.task = by_id[made.task_id]
        _answer(made, Proposal.State.DONE, actor, "")
        title = _("Done as you proposed: %(what)s:") % {"what": made.get_verb_display()}
        about = f"proposal-{made.pk}-done"
        tell({made.asked_by_id} - {actor.pk}, Notice.Kind.DECIDED, made.task, title, about=about)


def _waiting(proposal_id: int) -> Proposal:
    # The task is locked first in every service, so that two of them never wait for each other.
    task = Task.objects.select_for_update().get(proposals=proposal_id)
    made = Proposal.objects.select_for_update().get(pk=proposal_id)
    if made.state != Proposal.State.WAITING:
        raise already_decided()
    made.task = task
    return made


def _answer(made: Proposal, state: Proposal.State, actor, words: str) -> None:
    made.state, made.answered_by, made.answered_at, made.answer = state, actor, clock.now(), words
    made.save(update_fields=["state", "answered_by", "answered_at", "answer"])
