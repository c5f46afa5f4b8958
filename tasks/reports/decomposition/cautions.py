"""The sentences said of a document that was read but should be looked at; each has a code that never changes."""

from __future__ import annotations

from tasks.reports.decomposition.shapes import Warning

SENTENCES = {
    "no_year": "The text names no year; give the year of the list.",
    "no_plan": "No part of the text was recognised as a plan for the year.",
    "no_list": "This seems to be a bulletin or a reply, not a plan.",
    "broken_lines": "The lines end in the middle of sentences; join them before decomposing.",
    "part_guessed": "No heading says what this part is; by its wording it was read as {part}.",
    "no_rows": "没有找到任务行：表头里要有“任务”和“责任单位”这样的栏目。",
    "no_year_in_table": "文中没有写明年份，没有写时限的任务不设完成日期。",
    "hidden_sheet": "工作表“{sheet}”是隐藏的，没有读取。",
    "beside_the_text": "{boxes} 个文本框、{notes} 条脚注在正文之外，没有读取，请核对其中有无任务。",
    "blank_page": "第 {page} 页没有可读取的文字，可能是图片。",
    "too_many_cells": "“{sheet}”第 {row} 行：有 {cells} 格，比表头的 {columns} 栏多，没有列为任务。",
    "no_task": "“{sheet}”第 {row} 行：没有任务内容，没有列为任务。",
    "no_such_date": "“{sheet}”第 {row} 行：日期“{date}”不存在，请改正。",
    "no_unit_name": "“{sheet}”第 {row} 行：“{name}”不像单位名称。",
}


def caution(code: str, paragraph: int = 0, **place: str | int) -> Warning:
    """The warning of one code, its sentence filled in with the place; paragraph 0 is the whole document."""
    return Warning(paragraph, SENTENCES[code].format(**place), code, place)
