"""Shorthand of the tests: the refusal of a file, which names it."""

import pytest

from tasks.reports.decomposition.reading import read
from tasks.reports.decomposition.shapes import Refused

ROWS = [["工作任务", "责任单位"], ["修好老桥", "市交通局"]]


def refused(data: bytes, name: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data, name)
    assert name in caught.value.sentence
    return caught.value
