"""The settings of the city: the defaults of the product, and what this city has changed."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from django.db import connection

from departments.defaults import Parameters

__all__ = ["Parameters", "city_parameters"]


def city_parameters() -> Parameters:
    """The defaults with the city's own values laid over them (one statement)."""
    # In plain SQL because every change of a task asks it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, value FROM departments_parameter")
        changed = {name: json.loads(value) for name, value in cursor.fetchall() if name in _NAMES}
    return replace(Parameters(), **{k: tuple(v) if isinstance(v, list) else v for k, v in changed.items()})


_NAMES = {field.name for field in fields(Parameters)}
