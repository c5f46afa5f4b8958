"""A due date is understood as the decomposition would read it, and what is not understood is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.reports.due_words import understand


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
