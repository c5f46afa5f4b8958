"""How often the suggested department is the right one, on real lists whose units are hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.reports.decomposition.hit_rate import rates, read_folder

REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"

pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(
        not REPORTS.is_dir(), reason="the folder ../shared/data/reports with the real documents is absent"
    ),
]


@pytest.mark.parametrize(
    ("with_history", "top1", "top3"),
    [(False, 0.52, 0.84), (True, 0.64, 0.90)],
    ids=["duties only", "duties and the other items"],
)
def test_suggestions_hit_at_least_as_often_as_measured(with_history, top1, top3):
    found = rates(read_folder(REPORTS), with_history=with_history)
    assert found["items"] >= 180
    assert found["top1"] >= top1
    assert found["top3"] >= top3
