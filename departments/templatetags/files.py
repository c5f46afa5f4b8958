"""`{% static %}` in every template, without loading it: the address of a file is looked up once a process."""

from django import template

from departments import parts

register = template.Library()


@register.simple_tag
def static(path: str) -> str:
    """The address of a file of `static/`."""
    return parts.static(path)
