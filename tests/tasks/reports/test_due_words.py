"""A due date is understood as the decomposition would read it, and what is not understood is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tasks.reports.due_words import understand
from tasks.reports.remarks import spoken


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("三季度", date(2026, 9, 30)),
        ("10月底前", date(2026, 10, 31)),
        ("年底", date(2026, 12, 31)),
        ("2026-9-30", date(2026, 9, 30)),
        ("2026年9月30日前完成", date(2026, 9, 30)),
        ("9.30", date(2026, 9, 30)),
        ("明年3月底", date(2027, 3, 31)),
        ("上半年", date(2026, 6, 30)),
        ("Q3", date(2026, 9, 30)),
        ("１０月", date(2026, 10, 31)),
    ],
)
def test_figures_and_words_are_understood(words, day):
    assert understand(words, 2026) == day


@pytest.mark.parametrize(
    ("words", "code"), [("过几天", "unknown_date"), ("2月30日", "no_such_day"), ("9月31日", "no_such_day")]
)
def test_what_names_no_day_is_refused_with_the_words(words, code):
    with pytest.raises(ValidationError, match=words) as refused:
        understand(words, 2026)
    assert refused.value.code == code


def test_remarks_of_the_decomposition_are_said_in_the_reader_s_language():
    with translation.override("en"):
        assert spoken("工作表“汇总”是隐藏的，没有读取。") == (
            "The sheet “汇总” is hidden and was not read.",
            False,
        )
        assert spoken("“表1”第 5 行：日期“2月30日”不存在，请改正。")[0].startswith("“表1”, row 5")
        assert spoken("没有见过的说法。") == ("没有见过的说法。", True)
    with translation.override("zh-hans"):
        assert (
            "回顾"
            in spoken("No heading says what this part is; by its wording it was read as retrospect.")[0]
        )
