"""Tasks and set-aside pieces hold every non-blank character of the text exactly once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reports.decomposition.coverage import NotCovered, check
from tasks.reports.decomposition.prose import decompose_text
from tasks.reports.decomposition.shapes import Source
from tests.tasks.reports.decomposition.readings import PLAN, decomposed

FRAGMENTS = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "一是",
        "——",
        "2025年",
        "今年",
        "去年",
        "新建学校5所",
        "坚持",
        "以改革为动力",
        "（市教育局负责）",
        "（",
        "）",
        "“",
        "”",
        "，",
        "。",
        "；",
        "：",
        "、",
        "\u3000",
        "\t",
        "\n",
        "各位代表！",
        "附件",
        "主要预期目标是：",
        "增长6%",
        "责任单位：市水利局",
        "具体措施：",
        "让我们",
        "推进",
        "提高水平",
        "A1",
        "%",
        "\x0b",
        "\u2028",
    ]
)


def test_a_gap_is_found():
    result = decomposed(PLAN + "新建学校5所。改造小区3个。")
    result.tasks.pop()
    with pytest.raises(NotCovered, match="stands in no piece"):
        check(result)


def test_an_overlap_is_found():
    result = decomposed(PLAN + "新建学校5所。")
    result.tasks.append(result.tasks[0])
    with pytest.raises(NotCovered, match="stands in two pieces"):
        check(result)


def test_changed_words_and_places_outside_the_text_are_found():
    result = decomposed(PLAN + "新建学校5所。")
    task = result.tasks[0]
    result.tasks = [replace(task, text="新建学校6所。")]
    with pytest.raises(NotCovered, match="own words"):
        check(result)
    result.tasks = [replace(task, source=Source(99, 0, 1))]
    with pytest.raises(NotCovered, match="does not exist"):
        check(result)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40))
def test_any_text_is_covered_and_decomposed_the_same_way_twice(fragments):
    text = "".join(fragments)
    for whole in (text, PLAN + text):
        result = decompose_text(whole)
        check(result)
        assert result.as_json() == decompose_text(whole).as_json()
