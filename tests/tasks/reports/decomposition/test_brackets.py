"""Brackets of units in wordings off the beaten track."""

import pytest

from tasks.reports.decomposition.units import DocumentRules, closing_brackets, read_bracket


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("举办第三届农业博览会（市农业农村局、市贸促会，9月）", ["市农业农村局", "市贸促会"]),
        ("推行联合监管（市市场监管局、市司法局负责 2025年6月底前）", ["市市场监管局", "市司法局"]),
    ],
)
def test_a_time_beside_the_units_and_a_name_before_them_do_not_hide_them(text, support):
    (start, end) = closing_brackets(text)[0]
    assert read_bracket(text[start + 1 : end - 1], DocumentRules()).support == support


def test_the_companies_of_a_city_are_collective():
    read = read_bracket("责任单位：市财政局；配合单位：各县区政府、市直各平台公司", DocumentRules())
    assert (read.lead, read.others) == (["市财政局"], ["各县区政府", "市直各平台公司"])
