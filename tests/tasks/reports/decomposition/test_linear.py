"""Work grows with the length of the text, not with its square."""

import sys
from collections.abc import Callable

import pytest

from tasks.reports.decomposition.prose import decompose_text
from tests.tasks.reports.decomposition.readings import PLAN


def steps(work: Callable[[], object]) -> int:
    """How many calls the work makes, C functions included."""
    count = 0

    def counter(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counter)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "passage",
    [
        "（二）改善民生。新建学校5所，改造老旧小区12个，让群众生活更方便。\n",
        "新建学校5所，改造小区12个；以改革为动力，推进城市更新，提升城市品质。",
        "新建学校5所（市教育局牵头，市财政局配合）。",
        "一是抓好项目；二是抓好民生。",
        "（“《",
    ],
)
def test_twice_the_text_takes_about_twice_the_steps(passage):
    decompose_text(PLAN + passage)
    once = steps(lambda: decompose_text(PLAN + passage * 60))
    twice = steps(lambda: decompose_text(PLAN + passage * 120))
    assert twice <= 2.3 * once
