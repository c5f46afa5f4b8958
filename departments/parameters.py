"""The settings of the city: the defaults of the product, and what this city has changed."""

from __future__ import annotations

from dataclasses import fields, replace

from departments.defaults import Parameters
from departments.models import Parameter

__all__ = ["Parameters", "city_parameters"]


def city_parameters() -> Parameters:
    """The defaults with the city's own values laid over them (one statement)."""
    names = {field.name for field in fields(Parameters)}
    changed = {p.name: p.value for p in Parameter.objects.all() if p.name in names}
    return replace(Parameters(), **{k: tuple(v) if isinstance(v, list) else v for k, v in changed.items()})
