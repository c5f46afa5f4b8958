"""What supervision lends to the page of a task: `{% load urging %}`."""

from __future__ import annotations

from django import template

from tasks import rules

register = template.Library()


@register.inclusion_tag("supervision/urging/_button.html", takes_context=True)
def urge_button(context, task) -> dict:
    """The button by which somebody urges the unit; nothing for whoever may not, or when it is too late."""
    request = context["request"]
    return {"task": task, "may_urge": rules.may_urge(request.user, task), "here": request.get_full_path()}
