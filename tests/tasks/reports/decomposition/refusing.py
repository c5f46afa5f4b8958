"""Shorthand of the tests: the refusal of a file, which names it in both languages."""

import pytest
from django.utils.translation import override

from tasks.reports.decomposition.reading import read
from tasks.reports.decomposition.refusals import PLACES
from tasks.reports.decomposition.shapes import Refused
from tasks.reports.refusals import sentence

ROWS = [["工作任务", "责任单位"], ["修好老桥", "市交通局"]]


def refused(data: bytes, name: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data, name)
    assert name in said(caught.value, "en")
    assert name in said(caught.value, "zh-hans")
    assert set(PLACES[caught.value.code]) <= caught.value.place.keys()
    return caught.value


def said(error: Refused, language: str = "zh-hans") -> str:
    """The sentence of a refusal in one language."""
    with override(language):
        return sentence(error)
