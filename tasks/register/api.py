"""The API of the tasks: the list, one task, and an action per verb; the same services as the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import pagination, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from tasks import rules
from tasks.choices import Part
from tasks.decisions import services as decisions
from tasks.models import Blocker, Task
from tasks.progress import services as progress
from tasks.register import api_shapes as shapes
from tasks.register import services
from tasks.register.filters import TaskFilter


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
    "sign": Verb(shapes.Nothing, services.sign_task),
    "return_task": Verb(shapes.Reason, services.return_task),
    "assign_post": Verb(shapes.AssignPost, services.assign_post),
    "edit_task": Verb(shapes.EditTask, services.edit_task),
    "complete_milestone": Verb(shapes.CompleteMilestone, services.complete_milestone),
    "waive_milestone": Verb(shapes.WaiveMilestone, services.waive_milestone),
    "rate": Verb(shapes.Rate, services.rate_task),
    "suspend": Verb(shapes.Suspend, services.suspend_task),
    "resume": Verb(shapes.Reason, services.resume_task),
    "terminate": Verb(shapes.Terminate, services.terminate_task),
    "carry_over": Verb(shapes.Reason, services.carry_over_task),
    "report_progress": Verb(shapes.Progress, progress.report_progress),
    "add_evidence": Verb(shapes.AddEvidence, progress.add_evidence),
    "open_blocker": Verb(shapes.OpenBlocker, progress.open_blocker),
    "close_blocker": Verb(shapes.CloseBlocker, progress.close_blocker),
    "ask_extension": Verb(shapes.AskExtension, decisions.ask_extension),
    "review_extension": Verb(shapes.Agree, decisions.review_extension, "extension"),
    "decide_extension": Verb(shapes.DecideExtension, decisions.decide_extension, "extension"),
    "submit_closing": Verb(shapes.SubmitClosing, decisions.submit_closing),
    "review_closing": Verb(shapes.Agree, decisions.review_closing, "closing"),
    "verify_closing": Verb(shapes.VerifyClosing, decisions.verify_closing, "closing"),
    "reopen": Verb(shapes.Reason, decisions.reopen_task),
}


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

    def list(self, request, *args, **kwargs):
        """A page of tasks as plain columns, which are the shape `TaskLine` already."""
        found = self.filter_queryset(self.get_queryset())
        lines = found.values(*shapes.LINE, lead_department_name=F("lead_department__short_name"))
        return self.get_paginated_response(self.paginate_queryset(lines))

    @extend_schema(responses=shapes.TaskWhole)
    def retrieve(self, request, *args, **kwargs):
        """One task with its departments, milestones, indicators and one's own verbs."""
        return Response(self.whole(self.get_object()))

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
        """Check the shape, call the service, show the task as it stands then."""
        task = self.get_object()
        sent = VERBS[verb].takes(data=self.request.data)
        sent.is_valid(raise_exception=True)
        try:
            VERBS[verb].service(actor=self.request.user, **self._whose(task, verb, sent.validated_data))
        except ObjectDoesNotExist as error:
            raise ValidationError(_("There is no such thing on this task."), code="not_found") from error
        return Response(self.whole(self.get_object()))

    def _whose(self, task: Task, verb: str, sent: dict) -> dict:
        if verb == "close_blocker":
            Blocker.objects.get(pk=sent["blocker_id"], task=task)
            return sent
        if not VERBS[verb].request:
            return {"task_id": task.pk, **sent}
        waiting = dict(zip(("extension", "closing"), rules.waiting(task), strict=True))[VERBS[verb].request]
        if waiting is None:
            raise ValidationError(_("No request is waiting for this."), code="wrong_state")
        return {"request_id": waiting.pk, **sent}


def _endpoint(verb: str):
    def endpoint(self, request, pk=None):
        return self.do(verb)

    endpoint.__name__ = verb
    endpoint.__doc__ = f"The verb `{verb}` of the permission table, on one task."
    described = extend_schema(request=VERBS[verb].takes, responses=shapes.TaskWhole)(endpoint)
    return action(detail=True, methods=["post"], url_path=verb.replace("_", "-"))(described)


for _verb in VERBS:
    setattr(TaskViewSet, _verb, _endpoint(_verb))
