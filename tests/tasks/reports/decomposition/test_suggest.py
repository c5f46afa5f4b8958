"""Who may lead where the text names nobody: by duties, by earlier lists, with the reason in words."""

from __future__ import annotations

import pytest

from tasks.reports.decomposition.suggest import Catalogue, CatalogueDepartment, suggest

DEPARTMENTS = [
    CatalogueDepartment("市发改委", ("临江市发展和改革委员会",)),
    CatalogueDepartment("市教体局", ("临江市教育体育局",)),
    CatalogueDepartment("市民政局"),
    CatalogueDepartment("市住建局", ("临江市住房和城乡建设局",)),
    CatalogueDepartment("市交通局", ("临江市交通运输局",)),
    CatalogueDepartment("市交投集团", ("临江市交通投资集团有限公司",)),
    CatalogueDepartment("市人社局", ("临江市人力资源和社会保障局",)),
    CatalogueDepartment("市船舶办", (), "造船、船台、江轮修理"),
]


def first(text: str, catalogue: Catalogue, path: tuple[str, ...] = ()) -> str:
    found = suggest(text, list(path), catalogue)
    return found[0].department if found else ""


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("新增养老床位三千张，办好老年助餐点", "市民政局"),
        ("改造老旧小区，加装电梯六十部", "市住建局"),
        ("新建幼儿园四所", "市教体局"),
        ("开展全民健身活动", "市教体局"),
        ("新改建农村公路二百公里", "市交通局"),
        ("城镇新增就业三万人", "市人社局"),
        ("固定资产投资稳步增长", "市发改委"),
    ],
)
def test_the_department_whose_duty_it_is_comes_first(text, department):
    assert first(text, Catalogue(DEPARTMENTS)) == department


def test_the_reason_names_the_words_of_the_duty():
    (found, *_) = suggest("新增养老床位三千张", [], Catalogue(DEPARTMENTS))
    assert found.because == "职能含“养老床位”"


def test_duties_written_in_the_catalogue_count():
    assert first("扶持江轮修理企业", Catalogue(DEPARTMENTS)) == "市船舶办"


def test_the_heading_above_counts_where_the_task_says_little():
    catalogue = Catalogue(DEPARTMENTS)
    assert first("再办三件实事", catalogue) == ""
    assert first("再办三件实事", catalogue, ("（二）扩大养老服务",)) == "市民政局"


def test_what_a_department_led_before_outweighs_a_single_duty_word():
    history = [("市人社局", "办好银龄学堂，组织退休教师授课"), ("市交通局", "疏浚航道")]
    catalogue = Catalogue(DEPARTMENTS, history)
    (found, *_) = suggest("继续办好银龄学堂，组织退休教师授课", [], catalogue)
    assert found.department == "市人社局"
    assert found.because.startswith("近年同类任务由其牵头：办好银龄学堂")


def test_an_earlier_name_in_the_history_counts_for_todays_department():
    history = [("临江市住房和城乡建设局", "推进滨江绿廊照明提升")]
    assert first("推进滨江绿廊照明提升", Catalogue(DEPARTMENTS, history)) == "市住建局"


def test_at_most_three_with_scores_from_zero_to_one_in_falling_order():
    found = suggest("统筹教育、养老、住房、交通、就业和投资", [], Catalogue(DEPARTMENTS))
    scores = [suggestion.score for suggestion in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_nothing_is_suggested_without_any_sign():
    assert suggest("弘扬优良作风", [], Catalogue(DEPARTMENTS)) == []
    assert suggest("新建幼儿园四所", [], Catalogue()) == []


def test_a_text_left_out_does_not_answer_for_itself():
    history = [("市船舶办", "弘扬优良作风")]
    catalogue = Catalogue(DEPARTMENTS, history)
    assert first("弘扬优良作风", catalogue) == "市船舶办"
    assert suggest("弘扬优良作风", [], catalogue, leave_out="弘扬优良作风") == []
