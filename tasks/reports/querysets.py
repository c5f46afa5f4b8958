"""Which Reports, and how far their review has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from departments.permissions import scopes
from tasks.choices import Status

if TYPE_CHECKING:
    from tasks.reports.models import Report


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person) -> ReportQuerySet:
        """Reports of the jurisdictions in which this person drafts or supervises; the others do not exist."""
        reaching = scopes(person.acting, "read_report")
        if any(scope == "all" for scope, _grant in reaching):
            return self
        places = {person.acting.tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
        return self.filter(jurisdiction_id__in=places)


@dataclass(frozen=True)
class Coverage:
    """How many sentences of a Report are covered by tasks, set aside, or still open; they add up to the total."""

    covered: int
    set_aside: int
    open: int
    to_review: int  # covered by drafts that nobody has accepted yet

    @property
    def total(self) -> int:
        """All sentences of the text."""
        return self.covered + self.set_aside + self.open

    @property
    def percent(self) -> int:
        """Share of the commitments that have at least one task."""
        promised = self.covered + self.open
        return 100 * self.covered // promised if promised else 100


def coverage(report: Report) -> Coverage:
    """Count a Report's sentences by what became of them (one statement)."""
    tasks = report.tasks.model.objects.filter(passages=OuterRef("pk"))
    passages: QuerySet = report.passages.annotate(
        has_task=Exists(tasks), has_draft=Exists(tasks.filter(status=Status.DRAFT, accepted=False))
    )
    aside = Q(state="set_aside")
    counted = passages.aggregate(
        covered=Count("pk", filter=~aside & Q(has_task=True)),
        set_aside=Count("pk", filter=aside),
        open=Count("pk", filter=~aside & Q(has_task=False)),
        to_review=Count("pk", filter=~aside & Q(has_draft=True)),
    )
    return Coverage(**counted)
