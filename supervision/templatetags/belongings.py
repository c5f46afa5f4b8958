"""What a post has, in figures: the administrators who move a post from one person to another see no task."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from supervision.models import WeeklyCheck
from tasks.choices import Status
from tasks.models import Task

register = template.Library()
_OVER = (Status.CLOSED, Status.TERMINATED)


@register.simple_tag
def belongings(post_id: int) -> list[tuple[str, int]]:
    """How many of each go along when somebody else takes the post."""
    tasks = Task.objects.filter(post=post_id)
    waiting = WeeklyCheck.objects.filter(post=post_id, state=WeeklyCheck.State.WAITING)
    return [
        (_("tasks under way"), tasks.exclude(status__in=_OVER).count()),
        (_("closed and terminated tasks"), tasks.filter(status__in=_OVER).count()),
        (_("weekly checks that wait for an answer"), waiting.count()),
    ]
