"""The API of the tasks: the list, one task, and an action per verb; the same services as the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import pagination, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from departments.verdicts import require
from tasks import rules
from tasks.choices import Part
from tasks.decisions import services as decisions
from tasks.discussion.services import comment, withdraw_comment
from tasks.models import Blocker, Task
from tasks.progress import services as progress
from tasks.progress.downloads import download
from tasks.register import api_shapes as shapes
from tasks.register import api_takes as takes
from tasks.register import services
from tasks.register.filters import TaskFilter
from tasks.register.sensitive import note_reading


class Page(pagination.CursorPagination):
    """Keyset pages: page one million costs what page one costs."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "id"


@dataclass(frozen=True)
class Verb:
    """The shape of what is sent, and the service it goes to; a request's verb is given the waiting request."""

    takes: type
    service: Callable
    request: str = ""  # extension or closing: the pending request of the task


VERBS: dict[str, Verb] = {
    "sign": Verb(takes.Nothing, services.sign_task),
    "return_task": Verb(takes.Reason, services.return_task),
    "assign_post": Verb(takes.AssignPost, services.assign_post),
    "edit_task": Verb(takes.EditTask, services.edit_task),
    "add_milestone": Verb(takes.AddMilestone, services.add_milestone),
    "change_milestone": Verb(takes.ChangeMilestone, services.change_milestone),
    "complete_milestone": Verb(takes.CompleteMilestone, services.complete_milestone),
    "waive_milestone": Verb(takes.WaiveMilestone, services.waive_milestone),
    "rate": Verb(takes.Rate, services.rate_task),
    "suspend": Verb(takes.Suspend, services.suspend_task),
    "resume": Verb(takes.Reason, services.resume_task),
    "terminate": Verb(takes.Terminate, services.terminate_task),
    "carry_over": Verb(takes.Reason, services.carry_over_task),
    "report_progress": Verb(takes.Progress, progress.report_progress),
    "add_evidence": Verb(takes.AddEvidence, progress.add_evidence),
    "open_blocker": Verb(takes.OpenBlocker, progress.open_blocker),
    "close_blocker": Verb(takes.CloseBlocker, progress.close_blocker),
    "ask_extension": Verb(takes.AskExtension, decisions.ask_extension),
    "review_extension": Verb(takes.Agree, decisions.review_extension, "extension"),
    "decide_extension": Verb(takes.DecideExtension, decisions.decide_extension, "extension"),
    "withdraw_extension": Verb(takes.Nothing, decisions.withdraw_request, "extension"),
    "submit_closing": Verb(takes.SubmitClosing, decisions.submit_closing),
    "review_closing": Verb(takes.Agree, decisions.review_closing, "closing"),
    "verify_closing": Verb(takes.VerifyClosing, decisions.verify_closing, "closing"),
    "withdraw_closing": Verb(takes.Nothing, decisions.withdraw_request, "closing"),
    "reopen": Verb(takes.Reason, decisions.reopen_task),
    "comment": Verb(takes.Comment, comment),
}


class NewestFirst(Page):
    """Keyset pages, the newest first."""

    ordering = "-id"


class TaskViewSet(viewsets.ReadOnlyModelViewSet):
    """The tasks one may know about, with every verb as `POST /api/tasks/{id}/{verb}/`."""

    queryset = Task.objects.none()
    serializer_class = shapes.TaskLine
    pagination_class = Page
    filterset_class = TaskFilter
    parser_classes = [JSONParser, FormParser, MultiPartParser]

    def get_queryset(self):
        """Only what the person may see; everything else is 404."""
        return Task.objects.visible_to(self.request.user)

    def filter_queryset(self, queryset):
        """The conditions are the list's: one task is found in whatever state it is."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def list(self, request, *args, **kwargs):
        """A page of tasks as plain columns, which are the shape `TaskLine` already."""
        found = self.filter_queryset(self.get_queryset())
        lines = found.values(*shapes.LINE, lead_department_name=F("lead_department__short_name"))
        return self.get_paginated_response(self.paginate_queryset(lines))

    @extend_schema(responses=shapes.TaskWhole)
    def retrieve(self, request, *args, **kwargs):
        """One task with everything that belongs to it, and one's own verbs."""
        task = self.get_object()
        note_reading(request.user, task, what="api")
        return Response(self.whole(task))

    @extend_schema(responses=shapes.ReportShape(many=True), filters=False)
    @action(detail=True, url_path="progress-reports", filterset_class=None)
    def progress_reports(self, request, pk=None):
        """What was reported on this task, newest first."""
        reports = self.get_object().progress_reports.prefetch_related("readings")
        pages = NewestFirst()
        found = pages.paginate_queryset(reports, request, view=self)
        return pages.get_paginated_response(shapes.ReportShape(found, many=True).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, url_path=r"evidence/(?P<evidence_pk>\d+)")
    def evidence(self, request, pk=None, evidence_pk=None) -> FileResponse:
        """A file of this task."""
        return download(get_object_or_404(self.get_object().evidence, pk=evidence_pk), request.user)

    @extend_schema(responses=shapes.CommentShape(many=True), filters=False)
    @action(detail=True, filterset_class=None)
    def comments(self, request, pk=None):
        """What was said about this task, newest first."""
        pages = NewestFirst()
        comments = self.get_object().comments.prefetch_related("mentioned")
        found = pages.paginate_queryset(comments, request, view=self)
        return pages.get_paginated_response(shapes.CommentShape(found, many=True).data)

    @extend_schema(request=None, responses=shapes.CommentShape)
    @action(detail=True, methods=["post"], url_path=r"comments/(?P<comment_pk>\d+)/withdraw")
    def withdraw_comment(self, request, pk=None, comment_pk=None):
        """Take one's own comment back, within ten minutes."""
        said = get_object_or_404(self.get_object().comments, pk=comment_pk)
        return Response(shapes.CommentShape(withdraw_comment(actor=request.user, comment_id=said.pk)).data)

    @extend_schema(request=takes.Propose, responses=shapes.ProposalShape)
    @action(detail=True, methods=["post"])
    def propose(self, request, pk=None):
        """Ask whoever may do a verb to do it, when one may not oneself: the `ask` of that verb is not empty."""
        task = self.get_object()
        sent = takes.Propose(data=request.data)
        sent.is_valid(raise_exception=True)
        made = decisions.propose(actor=request.user, task_id=task.pk, **sent.validated_data)
        return Response(shapes.ProposalShape(made).data)

    @extend_schema(request=takes.Reason, responses=shapes.ProposalShape)
    @action(detail=True, methods=["post"], url_path=r"proposals/(?P<proposal_pk>\d+)/decline")
    def decline(self, request, pk=None, proposal_pk=None):
        """Say why what was proposed is not done; doing it is the verb itself."""
        proposal = get_object_or_404(self.get_object().proposals, pk=proposal_pk)
        require(rules.permitted(proposal.verb, request.user, proposal.task))
        sent = takes.Reason(data=request.data)
        sent.is_valid(raise_exception=True)
        made = decisions.decline_proposal(actor=request.user, proposal_id=proposal.pk, **sent.validated_data)
        return Response(shapes.ProposalShape(made).data)

    @extend_schema(request=None, responses=shapes.ProposalShape)
    @action(detail=True, methods=["post"], url_path=r"proposals/(?P<proposal_pk>\d+)/withdraw")
    def withdraw_proposal(self, request, pk=None, proposal_pk=None):
        """Take one's own proposal back while it waits."""
        made = get_object_or_404(self.get_object().proposals, pk=proposal_pk)
        made = decisions.withdraw_proposal(actor=request.user, proposal_id=made.pk)
        return Response(shapes.ProposalShape(made).data)

    def whole(self, task: Task) -> dict:
        """A task as the API shows it to this person."""
        parties = list(task.parties.all())
        task.co_leads = [party.department_id for party in parties if party.part == Part.CO_LEAD]
        task.support = [party.department_id for party in parties if party.part == Part.SUPPORT]
        task.verbs = [
            {"verb": verb, "allowed": bool(verdict), "reason": str(verdict.reason), "ask": verdict.ask}
            for verb, verdict in rules.verbs(self.request.user, task)
        ]
        return shapes.TaskWhole(task).data

    def do(self, verb: str) -> Response:
        """Who, then the shape, then the service with the moment; shows the task as it stands then."""
        task = self.get_object()
        if not dict(rules.verbs(self.request.user, task))[verb]:
            require(rules.permitted(verb, self.request.user, task))
        sent = VERBS[verb].takes(data=self.request.data)
        sent.is_valid(raise_exception=True)
        VERBS[verb].service(actor=self.request.user, **self._whose(task, verb, sent.validated_data))
        # Read again as the person sees it now: a transfer may have taken it out of sight.
        stands = self.get_queryset().filter(pk=task.pk).first()
        return Response(self.whole(stands)) if stands else Response(status=204)

    def _whose(self, task: Task, verb: str, sent: dict) -> dict:
        if verb == "close_blocker":
            Blocker.objects.get(pk=sent["blocker_id"], task=task)
            return sent
        if not VERBS[verb].request:
            return {"task_id": task.pk, **sent}
        waiting = dict(zip(("extension", "closing"), rules.waiting(task), strict=True))[VERBS[verb].request]
        if waiting is None:
            raise ValidationError(_("No request is waiting for this."), code="wrong_state")
        return {"request": waiting} if verb.startswith("withdraw") else {"request_id": waiting.pk, **sent}


def _endpoint(verb: str):
    def endpoint(self, request, pk=None):
        return self.do(verb)

    endpoint.__name__ = verb
    endpoint.__doc__ = f"The verb `{verb}` of the permission table, on one task."
    answers = {200: shapes.TaskWhole, 204: None}
    described = extend_schema(request=VERBS[verb].takes, responses=answers)(endpoint)
    return action(detail=True, methods=["post"], url_path=verb.replace("_", "-"))(described)


for _verb in VERBS:
    setattr(TaskViewSet, _verb, _endpoint(_verb))
