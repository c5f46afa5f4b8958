"""Who may import and review Reports."""

from __future__ import annotations

from departments.models import Department
from departments.permissions import Reach, may, scopes
from departments.querysets import DepartmentQuerySet
from departments.verdicts import Verdict


def may_draft(actor, jurisdiction_id: int | None = None) -> Verdict:
    """Import a Report of this jurisdiction and work on its drafts."""
    return may(
        actor, "draft_tasks", None if jurisdiction_id is None else Reach(jurisdiction_id=jurisdiction_id)
    )


def may_issue(actor, jurisdiction_id: int) -> Verdict:
    """Issue the responsibility list of this jurisdiction."""
    return may(actor, "issue", Reach(jurisdiction_id=jurisdiction_id))


def jurisdictions(actor) -> DepartmentQuerySet:
    """The jurisdictions in whose name this person may import."""
    reaching = scopes(actor.acting, "draft_tasks")
    found = Department.objects.jurisdictions()
    if any(scope == "all" for scope, _grant in reaching):
        return found
    return found.filter(
        pk__in={actor.acting.tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
    )
