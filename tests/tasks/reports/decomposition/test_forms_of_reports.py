"""Reports in forms of counties, towns and zones: numbered deep, without headings or a title, targets line by line."""

import pytest

from tests.tasks.reports.decomposition.readings import PLAN, decomposed, planned, reasons

COUNTY = """政府工作报告
——2026年1月8日在石桥县第十八届人民代表大会第六次会议上
石桥县人民政府县长  马志强
各位代表：
我代表县人民政府，向大会报告工作，请予审议。
2025年工作回顾
新增规上工业企业12家，改造老旧小区11个。
“十五五”主要目标
“十五五”时期，地区生产总值年均增长6%，城镇化率达到52%。
2026年重点工作
（一）突出工业强县
1.做优特色产业。（1）食品加工。支持面业二期6月底前投产，引进企业5家。（2）轻工纺织。完成15家企业设备更新。
（二）突出民生优先
用心用情办好民生实事：①新建幼儿园1所；②建成口袋公园4个、健身步道10公里；③新增停车位800个。
"""


def test_a_county_report_numbered_down_to_circles():
    result = decomposed(COUNTY)
    assert [(task.text, task.path[-1]) for task in result.tasks] == [
        ("支持面业二期6月底前投产，", "（1）食品加工"),
        ("引进企业5家。", "（1）食品加工"),
        ("完成15家企业设备更新。", "（2）轻工纺织"),
        ("①新建幼儿园1所；", "（二）突出民生优先"),
        ("②建成口袋公园4个、健身步道10公里；", "（二）突出民生优先"),
        ("③新增停车位800个。", "（二）突出民生优先"),
    ]
    assert reasons(result)[9] == {"outlook"}


def test_a_report_of_bare_numbers_without_a_title_takes_the_year_of_its_plan():
    result = decomposed(
        "各位代表：\n现在我代表市人民政府，向大会报告工作。\n一\n2025年是极不平凡的一年。全年减税降费12亿元。\n"
        "二\n2026年，全市经济社会发展主要预期目标是：生产总值增长5%以上，力争达到5.5%；粮食产量保持在40亿斤以上。\n"
        "全力扩大有效需求。力争全年接待游客3000万人次、旅游综合收入250亿元，同比分别增长10%和12%。\n"
    )
    assert (result.document.year, result.document.place) == (2026, "")
    assert reasons(result)[4] == {"retrospect"}
    assert [target.name for target in result.tasks[-1].targets] == ["接待游客", "旅游综合收入"] * 2


def test_targets_on_lines_of_their_own_are_one_task_each_also_in_words():
    lines = [
        "规上工业增加值增速高于全省平均水平；",
        "固定资产投资由负转正；",
        "进出口总额翻一番，达到80亿元；",
        "单位GDP能耗降低完成省定目标；",
        "万元GDP用水量比2025年下降4%左右；",
        "常住人口城镇化率提高0.8个百分点。",
    ]
    report = PLAN.replace("2025年", "2026年").replace("（一）抓好各项事业\n", "")
    result = decomposed(report + "2026年主要预期目标：\n" + "\n".join(lines) + "\n")
    assert [task.text for task in result.tasks] == lines
    assert [task.targets[0].name for task in result.tasks[1:3]] == ["固定资产投资", "进出口总额"]
    assert (result.tasks[4].targets[0].name, result.tasks[4].targets[0].comparator) == ("万元GDP用水量", "≈")


@pytest.mark.parametrize(
    ("sentence", "tasks"),
    [
        ("9月底前,儿童医院门诊楼投用;年底前,滨江公园建成开放。", ["9月底前,儿童医院门诊楼投用;", "年底前,滨江公园建成开放。"]),
        ("今年要重点抓好项目建设，全年实施重点项目120个。", ["今年要重点抓好项目建设，全年实施重点项目120个。"]),
        ("开工建设学校1所，确保2026年秋季开学投入使用。", ["开工建设学校1所，确保2026年秋季开学投入使用。"]),
        ("实施农村公路提升工程，新建改建350公里。", ["实施农村公路提升工程，新建改建350公里。"]),
        ("抓好320个重点项目，年度投资不低于400亿元。", ["抓好320个重点项目，年度投资不低于400亿元。"]),
        ("坚持民生为大，安排资金136亿元，办好34项民生实事。", ["坚持民生为大，安排资金136亿元，办好34项民生实事。"]),
        ("装备制造业营收增长三成以上、力争翻番。", ["装备制造业营收增长三成以上、力争翻番。"]),
        ("建成车站1座。让人民群众的获得感成色更足、幸福感更可持续。", ["建成车站1座。"]),
        ("建成车站1座。抓好项目建设是稳增长的保障，是完成目标任务的关键。", ["建成车站1座。"]),
        ("确保甲坝半导体一季度试生产、华创电池二期上半年投产。", ["确保甲坝半导体一季度试生产、", "华创电池二期上半年投产。"]),
        ("确保南站枢纽一季度开工、2028年建成。", ["确保南站枢纽一季度开工、2028年建成。"]),
        ("依托2024年建成的厂房，引进企业20家。今年，再办好十件实事。", ["依托2024年建成的厂房，引进企业20家。", "今年，再办好十件实事。"]),
        ("民生实事：（1）改造街巷5条；（2）修缮公厕4座。", ["（1）改造街巷5条；", "（2）修缮公厕4座。"]),
        ("深化整治，热线办结率达到99%；勤俭办一切事业，公用经费压减8%。", ["深化整治，热线办结率达到99%；", "勤俭办一切事业，公用经费压减8%。"]),
        ("工业投资增长15%，力争20%。", ["工业投资增长15%，力争20%。"]),
        ("为确保项目的顺利实施，成立专项推进组3个。", ["为确保项目的顺利实施，成立专项推进组3个。"]),
    ],
)  # fmt: skip
def test_means_stages_and_counts_stay_with_their_promise(sentence, tasks):
    assert planned(sentence) == tasks


def test_a_dash_before_a_short_sentence_makes_the_theme_of_its_paragraph():
    result = decomposed(
        PLAN + "——做大做强现代服务业。引进品牌企业3家，全区商贸企业突破120户；旅游接待人数突破500万人次。\n"
    )
    assert result.tasks[0].text == "引进品牌企业3家，"
    assert result.tasks[0].path[-1] == "——做大做强现代服务业"


def test_autumn_term_is_the_end_of_august_and_a_list_of_a_year_keeps_its_items_whole():
    result = decomposed(
        PLAN
        + "新建学校2所，秋季学期开学投入使用。\n附件\n2025年民生实事\n一、新增普惠托位3000个，每千人口托位数达到4.7个。\n"
    )
    assert str(result.tasks[0].deadlines[0].date) == "2025-08-31"
    assert result.tasks[1].text == "一、新增普惠托位3000个，每千人口托位数达到4.7个。"
