"""The real documents, where they are at hand: everything covered, the past never a task, the plan never empty."""

import re
from functools import cache
from pathlib import Path

import pytest

from tasks.reports.decomposition import coverage
from tasks.reports.decomposition.prose import decompose_text
from tasks.reports.decomposition.shapes import Decomposition

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "reports"
TEXTS = sorted(FOLDER.glob("*.txt"))
REPORTS = [path for path in TEXTS if "gwr" in path.name]

pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(not TEXTS, reason="The real documents are not at hand (../shared/data/reports)."),
]


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@cache
def _decomposed(path: Path) -> Decomposition:
    return decompose_text(_text(path))


def _by_name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TEXTS, ids=_by_name)
def test_every_character_is_covered_and_the_result_is_always_the_same(path):
    result = _decomposed(path)
    coverage.check(result)
    assert result.as_json() == decompose_text(_text(path)).as_json()


@pytest.mark.parametrize("path", REPORTS, ids=_by_name)
def test_a_report_is_known_by_kind_place_and_year(path):
    document = _decomposed(path).document
    assert document.kind == "report"
    assert document.year == int(path.name[:4])
    assert document.place


@pytest.mark.parametrize("path", REPORTS, ids=_by_name)
def test_no_line_under_a_review_heading_is_a_task_and_the_plan_is_rich(path):
    result = _decomposed(path)
    year = result.document.year
    reviewed, lines = False, result.text.splitlines()
    with_tasks = {task.source.paragraph for task in result.tasks}
    for number, line in enumerate(lines, 1):
        if re.match(r"\s*[一二三四]\s?、", line) and len(line.strip()) < 45:
            names_year = bool(re.search(rf"{year}年|今年", line))
            reviewed = bool(re.search(r"回顾|成就|总结", line)) and not names_year
        assert not (reviewed and number in with_tasks), f"line {number} of the review became a task"
    assert 60 <= len(result.tasks) <= 800


@pytest.mark.parametrize("path", REPORTS, ids=_by_name)
def test_titles_are_short_and_made_of_the_texts_words(path):
    for task in _decomposed(path).tasks:
        assert 2 <= len(task.title) <= 81
        assert set(task.title) <= set(task.text) | set("，等")


def test_the_division_of_work_has_every_bracketed_item_once_with_its_parent():
    path = FOLDER / "2020-guoban-fangguanfu-fengong.txt"
    if not path.exists():
        pytest.skip("The division of work is not at hand.")
    assigned = [
        task for task in decompose_text(_text(path)).tasks if task.lead or task.support or task.others
    ]
    assert len(assigned) == 99
    assert sum(task.parent is None for task in assigned) == 25


def test_a_document_whose_first_bracket_states_the_rule_names_the_first_unit_as_lead_everywhere():
    path = FOLDER / "2019-guowuyuan-zongbaoqu-fengong.txt"
    if not path.exists():
        pytest.skip("The document is not at hand.")
    tasks = [task for task in decompose_text(_text(path)).tasks if task.lead or task.support]
    assert len(tasks) == 21
    assert {task.lead_rule for task in tasks} == {"first_named", "sole"}
