"""Tables to be filled in: the headings that are read, and a second sheet that explains them. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Font

from departments import catalogue_file, roster_file
from departments.choices import Role

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Heading → what belongs there, with examples; Chinese, because the tables are.
_UNITS = {
    "全称": "必填。如：青河市教育局",
    "常用简称": "报告和清单里常用的叫法。如：市教育局",
    "类别": "政府、政府办公室、工作部门、党委部门、垂直管理单位、事业单位、群团组织、县区、开发区、企业；空着算工作部门",
    "上级": "上级单位的全称或简称；空着归市政府",
    "别名": "其他叫法，用顿号隔开。如：市教体局",
    "曾用名": "机构改革前的名称，用顿号隔开",
    "职能": "几个关键词，用空格隔开；报告没写单位时用来给建议",
    "排序": "数字，小的在前",
    "自设清单": "是、否；县区和开发区默认是",
}
_PEOPLE = {
    "单位": "必填。单位的全称或简称",
    "岗位": "如：基教科经办人；空着就叫角色的名字",
    "角色": "必填。" + "、".join(roster_file.ROLE_WORDS.values()),
    "姓名": "必填；没有姓名的行略过。一人任两个岗位就写两行，登录名写成一样",
    "登录名": "拉丁字母和数字；空着用姓名的拼音",
    "邮箱": "可以空着；有邮箱的每个工作日收到一封汇总邮件",
    "电话": "可以空着",
    "分管板块": "只对分管领导：" + "、".join(roster_file.AREA_WORDS.values()),
}
_USUAL_ROLES = (Role.UNIT_HEAD, Role.LIAISON, Role.HANDLER)


def blank_departments(form: str) -> bytes:
    """An empty table of departments."""
    return _table(form, list(catalogue_file.FIELDS.values()), [], _UNITS)


def blank_people(form: str, units: Iterable[str], office: str = "") -> bytes:
    """A table of people with the three usual posts of each unit, to which names are added."""
    rows = [[office, "", roster_file.ROLE_WORDS[role]] for role in (Role.CHIEF, Role.SUPERVISOR) if office]
    rows += [
        [unit, "", roster_file.ROLE_WORDS[role]] for unit in units if unit != office for role in _USUAL_ROLES
    ]
    return _table(form, list(roster_file.FIELDS.values()), rows, _PEOPLE)


def _table(form: str, heads: list[str], rows: list[list[str]], words: dict[str, str]) -> bytes:
    if form == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([heads, *rows])
        # Excel takes a CSV without this mark for GBK.
        return text.getvalue().encode("utf-8-sig")
    book = Workbook()
    sheet = book.active
    sheet.title = "填写"
    for row in (heads, *rows):
        sheet.append(row)
    explained = book.create_sheet("说明")
    for pair in (("栏目", "怎么填"), *words.items()):
        explained.append(pair)
    for page in (sheet, explained):
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
    for column in "ABCDEFGHI":
        sheet.column_dimensions[column].width = 18
    explained.column_dimensions["B"].width = 90
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
