"""Propose what one may not do oneself, and answer what was proposed."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from departments.verdicts import require
from tasks import rules
from tasks.decisions.forms import DeclineForm, ProposeForm
from tasks.decisions.models import Proposal
from tasks.decisions.proposals import decline_proposal, propose, withdraw_proposal
from tasks.register.doing import act, known_task, not_now, take_back
from tasks.register.verbs import Verb


@require_http_methods(["GET", "HEAD", "POST"])
def propose_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The short form in which one says why somebody else should do it."""
    if verb not in Proposal.Verb.values:
        raise Http404
    task = known_task(request, pk)
    require(rules.may_propose(verb, request.user, task))
    label = _("Propose: %(what)s") % {"what": Proposal.Verb(verb).label}
    entry = Verb(label, partial(ProposeForm, verb=verb), propose)
    if not (moment := rules.in_time(verb, task)):
        return not_now(request, task, entry, moment.reason)
    return act(request, task, entry)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Say why what was proposed is not done."""
    task = known_task(request, pk)
    proposal = get_object_or_404(task.proposals.select_related("asked_by"), pk=proposal_pk)
    require(rules.permitted(proposal.verb, request.user, task))
    label = _("Decline: %(what)s") % {"what": proposal.get_verb_display()}
    entry = Verb(label, partial(DeclineForm, proposal=proposal), decline_proposal)
    if proposal.state != Proposal.State.WAITING:
        return not_now(request, task, entry, _("This proposal was answered already."))
    return act(request, task, entry)


@require_POST
def withdraw(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    task = known_task(request, pk)
    get_object_or_404(task.proposals, pk=proposal_pk)
    service = partial(withdraw_proposal, actor=request.user, proposal_id=proposal_pk)
    return take_back(request, task, service, _("The proposal was taken back."))
