"""The catalogue of departments as a file: what it would create and change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from departments.catalogue_file import FIELDS, Row, read_rows
from departments.choices import DepartmentKind
from departments.models import Department, DepartmentAlias
from departments.tables import RowError

# Units of these kinds keep a list of their own unless the file says otherwise.
_SUPERVISING = (DepartmentKind.GOVERNMENT, DepartmentKind.COUNTY)
_COPIED = ("short_name", "kind", "duties", "position", "supervises")


@dataclass
class Line:
    """What happens to one department: its row, the stored one if there is one, and the changed fields."""

    row: Row
    unit: Department
    changes: dict[str, tuple[object, object]] = field(default_factory=dict)
    parent: str = ""  # full name, when the file or the top gives one
    aliases: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The full name."""
        return self.unit.name


@dataclass
class Plan:
    """The preview of an import."""

    created: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    unchanged: list[Line] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def plan(content: bytes, *, top: str = "") -> Plan:
    """Compare a file with the stored departments; nothing is written.

    `top` is the government under which units without a parent stand; it is created when it is missing.
    """
    rows, errors = read_rows(content)
    return plan_rows(rows, top=top, errors=errors)


def plan_rows(rows: list[Row], *, top: str = "", errors: Iterable[RowError] = ()) -> Plan:
    """Compare rows that were read already with the stored departments."""
    rows, made = list(rows), Plan(errors=list(errors))
    stored = {
        unit.name: unit for unit in Department.objects.prefetch_related("aliases").select_related("parent")
    }
    top = top.strip() or _only_root(stored)
    if top and top not in stored and top not in {row.name for row in rows}:
        rows.insert(0, Row(number=0, values={"name": top, "kind": DepartmentKind.GOVERNMENT}))
    if not top:
        made.warnings.append(_("No unit stands at the top; name the city government with --top."))
    names = _names(rows, stored)
    for row in rows:
        _add_line(made, row, stored.get(row.name), top, names)
    _check_circles(made, stored)
    return made


def carry_out(made: Plan) -> None:
    """Write what was planned; the caller holds the transaction."""
    lines = made.created + made.changed
    for line in lines:
        line.unit.save()
    ids = dict(Department.objects.values_list("name", "id"))
    for line in lines:
        if line.parent and line.unit.parent_id != ids[line.parent]:
            line.unit.parent_id = ids[line.parent]
            line.unit.save(update_fields=["parent"])
    DepartmentAlias.objects.bulk_create(
        [
            DepartmentAlias(department_id=ids[line.name], name=name, origin=origin)
            for line in lines
            for name, origin in line.aliases
        ],
        ignore_conflicts=True,
    )


def _add_line(made: Plan, row: Row, unit: Department | None, top: str, names: dict[str, set[str]]) -> None:
    line = Line(row, unit or Department(name=row.name))
    values = dict(row.values)
    if unit is None:
        values.setdefault("short_name", row.name)
        values.setdefault("kind", DepartmentKind.BUREAU)
        values.setdefault("supervises", values["kind"] in _SUPERVISING)
    for name in _COPIED:
        if name in values and values[name] != getattr(line.unit, name):
            line.changes[name] = (getattr(line.unit, name), values[name])
            setattr(line.unit, name, values[name])
    _set_parent(made, line, unit, top, names)
    known = {alias.name for alias in unit.aliases.all()} if unit else set()
    line.aliases = [alias for alias in row.aliases if alias[0] not in known]
    if line.aliases:
        line.changes["aliases"] = (sorted(known), [name for name, _origin in line.aliases])
    lists = made.created if unit is None else made.changed if line.changes else made.unchanged
    lists.append(line)


def _set_parent(
    made: Plan, line: Line, unit: Department | None, top: str, names: dict[str, set[str]]
) -> None:
    written = line.row.values.get("parent", "")
    if not written:
        line.parent = top if unit is None and line.name != top else ""
        return
    found = names.get(written, set())
    if len(found) != 1:
        what = _("There is no unit %(name)s.") if not found else _("More than one unit is called %(name)s.")
        made.errors.append(RowError(line.row.number, FIELDS["parent"], what % {"name": written}))
        return
    line.parent = next(iter(found))
    before = unit.parent.name if unit and unit.parent else ""
    if unit and before != line.parent:
        line.changes["parent"] = (before, line.parent)


def _only_root(stored: dict[str, Department]) -> str:
    roots = [unit.name for unit in stored.values() if unit.parent_id is None]
    return roots[0] if len(roots) == 1 else ""


def _names(rows: list[Row], stored: dict[str, Department]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for full, short in [(unit.name, unit.short_name) for unit in stored.values()] + [
        (row.name, str(row.values.get("short_name", ""))) for row in rows
    ]:
        for name in {full, short} - {""}:
            names.setdefault(name, set()).add(full)
    # A full name is that unit, whoever has it as a short name too.
    return {name: {name} if name in full_names else full_names for name, full_names in names.items()}


def _check_circles(made: Plan, stored: dict[str, Department]) -> None:
    parents = {unit.name: unit.parent.name if unit.parent else "" for unit in stored.values()}
    lines = made.created + made.changed
    parents.update({line.name: line.parent for line in lines if line.parent})
    for line in lines:
        seen, above = {line.name}, parents.get(line.name, "")
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == line.name:
            made.errors.append(
                RowError(
                    line.row.number,
                    FIELDS["parent"],
                    _("The units stand in a circle: each is above the other."),
                )
            )
