"""Many rows by one statement: `INSERT … SELECT` from a queryset, the same on PostgreSQL and SQLite."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router


def insert_select(
    model: type[models.Model], columns: Mapping[str, object], rows: models.QuerySet, *, once: bool = False
) -> int:
    """Insert a row of `model` for each row of the queryset.

    `columns` says what goes into each field: an expression over the queryset, or one value for all rows.
    With `once`, rows that a unique key already holds are left alone. Gives how many rows were written.
    """
    named = {f"col_{field}": _expression(model, field, value) for field, value in columns.items()}
    using = router.db_for_write(model)
    query = rows.order_by().annotate(**named).values_list(*named).query
    try:
        select, params = query.get_compiler(using).as_sql()
    except EmptyResultSet:
        return 0
    quote = connections[using].ops.quote_name
    into = ", ".join(quote(model._meta.get_field(field).column) for field in columns)
    # Only names of our own columns are put into the text; every value travels as a parameter.
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({into}) {select}"
    with connections[using].cursor() as cursor:
        cursor.execute(sql + " ON CONFLICT DO NOTHING" * once, params)
        return max(cursor.rowcount, 0)


def _expression(model: type[models.Model], field: str, value: object) -> object:
    if hasattr(value, "resolve_expression"):
        return value
    return models.Value(value, output_field=model._meta.get_field(field))
