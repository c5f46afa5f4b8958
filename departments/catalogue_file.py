"""Read the rows of a catalogue of departments, from CSV or xlsx. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from departments.choices import DepartmentKind
from departments.tables import RowError, Unreadable, read_table

# Our field, and how the column is called in messages.
FIELDS = {
    "name": "全称",
    "short_name": "常用简称",
    "kind": "类别",
    "parent": "上级",
    "aliases": "别名",
    "former": "曾用名",
    "duties": "职能",
    "position": "排序",
    "supervises": "自设清单",
}
_HEADS = {
    **{head: name for name, head in FIELDS.items()},
    "单位全称": "name",
    "单位名称": "name",
    "名称": "name",
    "推定全称": "name",
    "简称": "short_name",
    "单位简称": "short_name",
    "类型": "kind",
    "上级单位": "parent",
    "职责": "duties",
    "序号": "position",
}
_KINDS = {
    "政府": DepartmentKind.GOVERNMENT,
    "人民政府": DepartmentKind.GOVERNMENT,
    "政府办公室": DepartmentKind.OFFICE,
    "工作部门": DepartmentKind.BUREAU,
    "政府工作部门": DepartmentKind.BUREAU,
    "市直部门": DepartmentKind.BUREAU,
    "党委部门": DepartmentKind.PARTY,
    "垂直管理单位": DepartmentKind.VERTICAL,
    "事业单位": DepartmentKind.INSTITUTION,
    "群团组织": DepartmentKind.MASS,
    "县(市、区)": DepartmentKind.COUNTY,
    "县区": DepartmentKind.COUNTY,
    "区县": DepartmentKind.COUNTY,
    "开发区": DepartmentKind.ZONE,
    "功能区": DepartmentKind.ZONE,
    "企业": DepartmentKind.ENTERPRISE,
    "市属企业": DepartmentKind.ENTERPRISE,
    "国有企业": DepartmentKind.ENTERPRISE,
    **{kind.value: kind for kind in DepartmentKind},
}
_YES_NO = {"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False}
# 市综合执法局（市城管局）: a second name; 市乡村振兴局（原市扶贫办）: a former one.
_BRACKET = re.compile(r"^(.+?)[(（](原)?(.+?)[)）]$")


@dataclass
class Row:
    """One department as the file writes it; empty cells are left out."""

    number: int
    values: dict[str, object] = field(default_factory=dict)
    aliases: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The full name."""
        return str(self.values.get("name", ""))


def read_rows(content: bytes) -> tuple[list[Row], list[RowError]]:
    """The rows of a file, and the cells that are wrong."""
    try:
        table = read_table(content, _HEADS, {"name": FIELDS["name"]})
    except Unreadable as error:
        return [], [RowError(1, "", str(error))]
    errors: list[RowError] = []
    rows = [_row(number, table.fields, cells, errors) for number, cells in table.rows]
    _check_twice(rows, errors)
    return [row for row in rows if row.name], errors


def _row(number: int, heads: list[str | None], cells: list[str], errors: list[RowError]) -> Row:
    row = Row(number)
    for head, text in zip(heads, cells, strict=False):
        if head and text:
            _read_cell(row, head, text, errors)
    if not row.name:
        errors.append(RowError(number, FIELDS["name"], _("The full name is missing.")))
    return row


def _read_cell(row: Row, head: str, text: str, errors: list[RowError]) -> None:
    if head in ("aliases", "former"):
        origin = "former" if head == "former" else "alias"
        row.aliases += [(name.strip(), origin) for name in re.split("[、;,/]", text) if name.strip()]
    elif head in ("name", "short_name"):
        _read_name(row, head, text, errors)
    elif head == "kind":
        _choose(row, head, _KINDS.get(text), text, errors)
    elif head == "supervises":
        _choose(row, head, _YES_NO.get(text.lower()), text, errors)
    elif head == "position":
        _choose(row, head, int(text) if text.isdecimal() else None, text, errors)
    else:
        row.values[head] = text


def _read_name(row: Row, head: str, text: str, errors: list[RowError]) -> None:
    double = _BRACKET.match(text)
    if double:
        text = double[1]
        row.aliases.append((double[3], "former" if double[2] else "alias"))
    most = 120 if head == "name" else 60
    if len(text) > most:
        errors.append(
            RowError(row.number, FIELDS[head], _("Longer than %(most)s characters.") % {"most": most})
        )
        return
    row.values[head] = text


def _choose(row: Row, head: str, value: object, text: str, errors: list[RowError]) -> None:
    if value is None:
        errors.append(RowError(row.number, FIELDS[head], _("%(text)s is not known here.") % {"text": text}))
    else:
        row.values[head] = value


def _check_twice(rows: list[Row], errors: list[RowError]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.name, row.number)
        if row.name and first != row.number:
            what = _("The same name stands in row %(row)s already.") % {"row": first}
            errors.append(RowError(row.number, FIELDS["name"], what))
