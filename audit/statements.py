"""Statements at the price of the database: composed once a process, or one for many rows.

Django composes a statement longer than the database takes to answer it; where everybody writes, and where the long pages
read, that is most of the time. Everything here writes what `bulk_create`, `bulk_update` and `update` would.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import get_related_populators

# An id that no row has, the first of many; it stands where the id asked for will stand.
_MARK = -(2**62)
AT_ONCE = 1000


class Given(models.Expression):
    """A value that is told only when a composed statement is run."""

    def __init__(self, name: str, output_field: models.Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler, _connection) -> tuple[str, list]:
        """Stands among the parameters until `_told` puts the value there."""
        return "%s", [self]


def composed(make: Callable[..., models.QuerySet], pk: int, *given) -> Iterator[models.Model]:
    """The rows of `make(pk, *given)` as instances; `make` stays the same function for the life of the process."""
    try:
        statement = _statement(make, connection.vendor, 0, *given)
    except EmptyResultSet:
        return iter(())
    return _asked(statement, {_MARK: pk})


def composed_of_many(make: Callable[..., models.QuerySet], pks: Iterable[int]) -> list[models.Model]:
    """The rows of `make(pks)` as instances."""
    asked = list(pks)
    if not asked:
        return []
    # One statement for two ids, for four, for eight …: the last id is asked for as often as it takes to fill up.
    many = 1 << (len(asked) - 1).bit_length()
    asked += asked[-1:] * (many - len(asked))
    marks = {_MARK + place: pk for place, pk in enumerate(asked)}
    return list(_asked(_statement(make, connection.vendor, many), marks))


def values(make: Callable[..., models.QuerySet], *given: Hashable) -> list[tuple]:
    """The rows of `make(*given)`, a list of values; composed once for what is given, for as long as that is asked for."""
    sql, params, convert = _of_values(make, connection.vendor, *given)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return [_converted(row, convert) for row in rows] if convert else rows


def _converted(row: tuple, convert: list) -> tuple:
    found = list(row)
    for place, column, converters in convert:
        for converter in converters:
            found[place] = converter(found[place], column, connection)
    return tuple(found)


@lru_cache(maxsize=1000)
def _of_values(make: Callable[..., models.QuerySet], _vendor: str, *given: Hashable) -> tuple:
    compiler = make(*given).query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", (), []
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return sql, params, [(place, column, found) for place, (found, column) in converters.items()]


def _asked(statement: tuple, pks: Mapping[int, int]) -> Iterator[models.Model]:
    model, names, others, related, convert, sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, [pks.get(value, value) for value in params])
        rows = cursor.fetchall()
    for row in rows:
        found = _converted(row, convert)
        one = model.from_db(connection.alias, names, found[: len(names)])
        for place, name in others:
            setattr(one, name, found[place])
        for other in related:
            other.populate(found, one)
        yield one


@lru_cache(maxsize=1000)
def _statement(make: Callable[..., models.QuerySet], _vendor: str, many: int, *given) -> tuple:
    rows = make([_MARK + place for place in range(many)] if many else _MARK, *given)
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    # What is annotated stands behind the fields, as Django reads it itself.
    fields = compiler.klass_info["select_fields"]
    names = [columns[place].target.attname for place in fields]
    others = [(place, name) for name, place in compiler.annotation_col_map.items()]
    related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)
    convert = [(place, column, found) for place, (found, column) in compiler.get_converters(columns).items()]
    return rows.model, names, others, related, convert, sql, params


def insert(rows: Sequence[models.Model], *, once: bool = False) -> None:
    """Write new rows of one model, and give each its number; with `once`, without numbers and what a unique key holds is left."""
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        model = type(part[0])
        fields, into, back = _insertion(model, connection.vendor)
        row = f"({', '.join(['%s'] * len(fields))})"
        values = [
            field.get_db_prep_save(field.pre_save(one, add=True), connection)
            for one in part
            for field in fields
        ]
        sql = f"{into} VALUES {', '.join([row] * len(part))}"
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ON CONFLICT DO NOTHING" if once else f"{sql} {back}", values)
            if not once:
                for one, (number,) in zip(part, cursor.fetchall(), strict=True):
                    one.pk, one._state.adding, one._state.db = number, False, connection.alias


def insert_once(row: models.Model) -> bool:
    """Write a new row and give it its number; False when a unique key holds it already.

    Of two writers the second waits here for the first, and then finds its row.
    """
    fields, into, back = _insertion(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"{into} VALUES ({marks}) ON CONFLICT DO NOTHING {back}", values)
        found = cursor.fetchone()
    if found:
        row.pk, row._state.adding, row._state.db = found[0], False, connection.alias
    return bool(found)


@cache
def _insertion(model: type[models.Model], _vendor: str) -> tuple:
    quote, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(field.column) for field in fields)
    return fields, f"INSERT INTO {quote(meta.db_table)} ({columns})", f"RETURNING {quote(meta.pk.column)}"


def write(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of existing rows of one model."""
    if rows:
        model = type(rows[0])
        known = [model._meta.get_field(name).attname for name in names]
        write_values(model, names, [[*(getattr(one, name) for name in known), one.pk] for one in rows])


def write_values(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence], *, where: Sequence[str] = ()
) -> None:
    """Write these fields of existing rows, one statement for a thousand: each row gives its values and its number.

    A row whose fields `where` no longer hold what it gives behind its number is left as it is.
    """
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        make = _of_one if len(part) == 1 else _of_many
        fields, sql, row = make(model, connection.vendor, tuple(names), tuple(where))
        values = [
            field.get_db_prep_save(value, connection)
            for one in part
            for field, value in zip(fields, one, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("{rows}", ", ".join([row] * len(part))), values)


@cache
def _of_one(model: type[models.Model], _vendor: str, names: tuple[str, ...], where: tuple[str, ...]) -> tuple:
    quote, meta = connection.ops.quote_name, model._meta
    fields = [*map(meta.get_field, names), meta.pk, *map(meta.get_field, where)]
    told = [f"{quote(field.column)} = %s" for field in fields]
    changed, same = ", ".join(told[: len(names)]), " AND ".join(told[len(names) :])
    return fields, f"UPDATE {quote(meta.db_table)} SET {changed} WHERE {same}", ""  # noqa: S608


@cache
def _of_many(model: type[models.Model], vendor: str, names: tuple[str, ...], where: tuple[str, ...]) -> tuple:
    quote, meta = connection.ops.quote_name, model._meta
    fields = [*map(meta.get_field, names), meta.pk, *map(meta.get_field, where)]
    columns = [quote(field.column) for field in fields]
    # PostgreSQL takes what stands in VALUES for text where every row has a NULL.
    kinds = [f"::{field.rel_db_type(connection)}" if vendor == "postgresql" else "" for field in fields]
    table = quote(meta.db_table)
    values = [f"found.{name}{kind}" for name, kind in zip(columns, kinds, strict=True)]
    changed = [f"{name} = {value}" for name, value in zip(columns, values, strict=True)][: len(names)]
    same = [f"{table}.{name} = {value}" for name, value in zip(columns, values, strict=True)][len(names) :]
    sql = (
        f"WITH found ({', '.join(columns)}) AS (VALUES {{rows}}) UPDATE {table} SET {', '.join(changed)} "  # noqa: S608
        f"FROM found WHERE {' AND '.join(same)}"
    )
    return fields, sql, f"({', '.join(['%s'] * len(fields))})"


def insert_select(
    model: type[models.Model], columns: Mapping[str, object], rows: models.QuerySet, *, once: bool = False
) -> int:
    """Insert a row of `model` for each row of the queryset.

    `columns` says what goes into each field: an expression over the queryset, or one value for all rows.
    With `once`, rows that a unique key already holds are left alone. Gives how many rows were written.
    """
    return _run(*_selection(model, columns, rows, once))


def insert_composed(make: Callable[..., tuple], *given, once: bool = False, **told) -> int:
    """The same of `make(*given)`, which gives model, columns and rows with a `Given` for each value that is `told`."""
    sql, params = _made(make, connection.vendor, once, *given)
    return _run(sql, [_told(value, told) for value in params])


@cache
def _made(make: Callable[..., tuple], _vendor: str, once: bool, *given) -> tuple[str, tuple]:
    return _selection(*make(*given), once)


def insert_for_each(row: models.Model, name: str, found: tuple[str, Mapping[str, object]]) -> int:
    """A copy of this unsaved row for each number that a statement (SQL with named values) finds; it stands in field `name`.

    What a unique key holds already is left alone. Gives how many rows were written.
    """
    fields, into, _back = _insertion(type(row), connection.vendor)
    sql, values = found
    copied = {
        f"of_{field.name}": field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in fields
        if field.name != name
    }
    columns = ", ".join("found.id" if field.name == name else f"%(of_{field.name})s" for field in fields)
    # SQLite wants a WHERE before ON CONFLICT, lest it take ON for that of a join.
    chosen = f"SELECT {columns} FROM found WHERE true ORDER BY found.id ON CONFLICT DO NOTHING"  # noqa: S608
    return _run(f"{into} WITH found (id) AS ({sql}) {chosen}", {**values, **copied})


def _told(value: object, told: Mapping[str, object]) -> object:
    if isinstance(value, Given):
        return value.output_field.get_db_prep_value(told[value.name], connection)
    return value


def _selection(
    model: type[models.Model], columns: Mapping[str, object], rows: models.QuerySet, once: bool
) -> tuple[str, tuple]:
    named = {f"col_{field}": _expression(model, field, value) for field, value in columns.items()}
    query = rows.order_by().annotate(**named).values_list(*named).query
    try:
        select, params = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    quote = connection.ops.quote_name
    into = ", ".join(quote(model._meta.get_field(field).column) for field in columns)
    # Only names of our own columns are put into the text; every value travels as a parameter.
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({into}) {select}"
    return sql + " ON CONFLICT DO NOTHING" * once, params


def _run(sql: str, params: Sequence | Mapping) -> int:
    if not sql:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return max(cursor.rowcount, 0)


def _expression(model: type[models.Model], field: str, value: object) -> object:
    if hasattr(value, "resolve_expression"):
        return value
    return models.Value(value, output_field=model._meta.get_field(field))
