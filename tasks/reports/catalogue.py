"""What suggestions are made from: the departments with their duties, and what each led in earlier lists."""

from __future__ import annotations

from departments.models import Department
from tasks.models import Task
from tasks.reports.decomposition.suggest import Catalogue, CatalogueDepartment

_EARLIER = 3000  # tasks of earlier lists that are compared


def catalogue_of(jurisdiction_id: int) -> Catalogue:
    """The catalogue of a jurisdiction, by short names, with the newest tasks that its departments led."""
    departments = Department.objects.prefetch_related("aliases").filter(dissolved_on__isnull=True)
    led = (
        Task.objects.on_the_list()
        .filter(jurisdiction_id=jurisdiction_id, lead_department__isnull=False)
        .order_by("-id")
        .values_list("lead_department__short_name", "title")[:_EARLIER]
    )
    return Catalogue(
        departments=[
            CatalogueDepartment(
                name=unit.short_name,
                aliases=(unit.name, *(alias.name for alias in unit.aliases.all())),
                duties=unit.duties,
            )
            for unit in departments
        ],
        history=list(led),
    )
