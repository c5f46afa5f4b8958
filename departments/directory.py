"""The departments with their posts and who holds them today."""

from __future__ import annotations

from collections import defaultdict

from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import clock
from departments.calendar import missing_years
from departments.models import Department, Tenure
from departments.permissions import may
from departments.verdicts import require


@require_GET
def directory(request):
    """The tree of departments, each with its posts and their holders."""
    require(may(request.user, "read_departments"))
    today = clock.today()
    holders = defaultdict(list)
    held = Tenure.objects.held(today).filter(post__abolished_on__isnull=True)
    for unit, title, name in held.order_by("post__position", "post_id").values_list(
        "post__department_id", "post__title", "person__name"
    ):
        holders[unit].append((title, name))
    units = Department.objects.existing(today).with_tree_fields().prefetch_related("aliases")
    rows = [(unit, holders[unit.pk]) for unit in units]
    context = {
        "rows": rows,
        "missing": missing_years(today),
        "may_import": may(request.user, "edit_departments"),
        "may_edit_calendar": may(request.user, "edit_calendar"),
    }
    return render(request, "departments/directory.html", context)
