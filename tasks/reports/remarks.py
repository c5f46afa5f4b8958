"""What decomposition remarks on a text, in the reader's language; decomposition itself knows only one for each remark."""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

# As decomposition says it, and what is said of it here; what stands in braces is carried over.
_REMARKS = (
    (
        "The text names no year; give the year of the list.",
        gettext_noop("The text names no year; give the year of the list."),
    ),
    (
        "No part of the text was recognised as a plan for the year.",
        gettext_noop("No part of the text was recognised as a plan for the year."),
    ),
    (
        "This seems to be a bulletin or a reply, not a plan.",
        gettext_noop("This seems to be a bulletin or a reply, not a plan."),
    ),
    (
        "The lines end in the middle of sentences; join them before decomposing.",
        gettext_noop("The lines end in the middle of sentences; join them before decomposing."),
    ),
    (
        "No heading says what this part is; by its wording it was read as {part}.",
        gettext_noop("No heading says what this part is; by its wording it was read as: %(part)s."),
    ),
    ("工作表“{name}”是隐藏的，没有读取。", gettext_noop("The sheet “%(name)s” is hidden and was not read.")),
    (
        "第 {page} 页没有可读取的文字，可能是图片。",
        gettext_noop("Page %(page)s has no text that can be read; it may be a picture."),
    ),
    (
        "没有找到任务行：表头里要有“任务”和“责任单位”这样的栏目。",
        gettext_noop(
            "No rows of tasks were found: the head of the table needs columns such as 任务 and 责任单位."
        ),
    ),
    (
        "文中没有写明年份，没有写时限的任务不设完成日期。",
        gettext_noop("The text names no year; tasks without a date in the text were given none."),
    ),
    (
        "“{sheet}”第 {row} 行：日期“{day}”不存在，请改正。",
        gettext_noop("“%(sheet)s”, row %(row)s: there is no day “%(day)s”; please correct it."),
    ),
    (
        "“{sheet}”第 {row} 行：“{name}”不像单位名称。",
        gettext_noop("“%(sheet)s”, row %(row)s: “%(name)s” does not look like the name of a unit."),
    ),
    (
        "“{sheet}”第 {row} 行：{what}，没有列为任务。",
        gettext_noop("“%(sheet)s”, row %(row)s was not read as a task: %(what)s."),
    ),
)
_PARTS = {
    "plan": gettext_lazy("plan for the year"),
    "retrospect": gettext_lazy("look back"),
    "outlook": gettext_lazy("outlook"),
    "procedural": gettext_lazy("procedural"),
}
_HAN = re.compile("[\u3400-\u9fff]")


def spoken(remark: str) -> tuple[str, bool]:
    """The remark in the reader's language, and whether it could only be said in Chinese."""
    for pattern, sentence in _patterns():
        if found := pattern.fullmatch(remark):
            told = found.groupdict()
            if "part" in told:
                told["part"] = str(_PARTS.get(told["part"], told["part"]))
            return _(sentence) % told if told else _(sentence), False
    return remark, bool(_HAN.search(remark)) and get_language() == "en"


@cache
def _patterns() -> list[tuple[re.Pattern, str]]:
    return [(re.compile(_pattern(form)), sentence) for form, sentence in _REMARKS]


def _pattern(form: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(form))
