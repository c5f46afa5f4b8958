"""Statements that are composed once a process: Django composes one longer than the database takes to answer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import connection, models

# An id that no row has; it stands where the id asked for will stand.
_MARK = -(2**62)


def composed(make: Callable[..., models.QuerySet], pk: int, *given) -> models.query.RawQuerySet:
    """The rows of `make(pk, *given)` as instances; `make` stays the same function for the life of the process."""
    model, sql, params = _statement(make, connection.vendor, *given)
    return model.objects.raw(sql, [pk if value == _MARK else value for value in params])


@cache
def _statement(make: Callable[..., models.QuerySet], _vendor: str, *given) -> tuple:
    rows = make(_MARK, *given)
    return (rows.model, *rows.query.sql_with_params())
