"""Which rounds and which checks."""

from __future__ import annotations

from datetime import date

from django.db import models

from departments.permissions import scopes
from tasks.models import Task
from tasks.register.ways import Ways, ways_of


class WeeklyRoundQuerySet(models.QuerySet):
    def visible_to(self, person) -> WeeklyRoundQuerySet:
        """The rounds of the jurisdictions that this person may close."""
        return within_jurisdiction(self, person, "close_week")

    def open(self) -> WeeklyRoundQuerySet:
        """Rounds that still take answers."""
        return self.filter(closed_at__isnull=True)

    def to_close(self, on: date) -> WeeklyRoundQuerySet:
        """Open rounds whose grace ends on that day or has ended."""
        return self.open().filter(closes_on__lte=on)


class WeeklyCheckQuerySet(models.QuerySet):
    def visible_to(self, person) -> WeeklyCheckQuerySet:
        """Checks of the tasks that this person may know about."""
        return self.filter(task__in=Task.objects.visible_to(person))

    def waiting(self) -> WeeklyCheckQuerySet:
        """Checks that wait for an answer in an open round."""
        return self.filter(state="waiting", round__closed_at__isnull=True)

    def to_answer_by(self, person) -> WeeklyCheckQuerySet:
        """Waiting checks that this person may answer, the nearest date first."""
        return self.to_answer_on(ways_of(person.acting, "report_progress"))

    def to_answer_on(self, ways: Ways) -> WeeklyCheckQuerySet:
        """Waiting checks of the tasks to which these ways lead, the nearest date first."""
        tasks = Task.objects.reached_by(ways)
        return self.waiting().filter(task__in=tasks).order_by("task__next_due_on", "task_id")


def within_jurisdiction(rows: models.QuerySet, person, verb: str) -> models.QuerySet:
    """Rows with a `jurisdiction` that the person's posts reach with this verb."""
    reaching = scopes(person.acting, verb)
    if any(scope == "all" for scope, _grant in reaching):
        return rows
    tree = person.acting.tree if reaching else None
    own = {tree.jurisdiction(grant.department_id) for scope, grant in reaching if scope == "scope"}
    return rows.filter(jurisdiction_id__in=own)
