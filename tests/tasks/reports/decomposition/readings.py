"""Shorthand of the tests: what became a task, and what was set aside and why."""

from tasks.reports.decomposition import coverage
from tasks.reports.decomposition.prose import decompose_text
from tasks.reports.decomposition.shapes import Decomposition

REPORT = """2025年临江市政府工作报告
——2025年1月16日在临江市第九届人民代表大会第四次会议上
市长 何远
各位代表：
"""
PLAN = REPORT + "二、2025年重点工作\n（一）抓好各项事业\n"


def decomposed(text: str) -> Decomposition:
    """The decomposition of a text, with the coverage law checked."""
    result = decompose_text(text)
    coverage.check(result)
    return result


def planned(sentences: str) -> list[str]:
    """The tasks that the sentences become in the plan of a report."""
    return [task.text for task in decomposed(PLAN + sentences).tasks]


def reasons(result: Decomposition) -> dict[int, set[str]]:
    """The reasons for which pieces of each line were set aside."""
    found: dict[int, set[str]] = {}
    for piece in result.set_aside:
        found.setdefault(piece.source.paragraph, set()).add(piece.reason)
    return found


def lines_with_tasks(result: Decomposition) -> set[int]:
    """The lines that hold at least one task."""
    return {task.source.paragraph for task in result.tasks}
