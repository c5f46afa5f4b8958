"""What a report says for effect: chapters under a motto, themes on lines of their own, calls, reasons for its goals."""

import pytest

from tests.tasks.reports.decomposition.readings import (
    PLAN,
    REPORT,
    decomposed,
    lines_with_tasks,
    planned,
    reasons,
)

FIVE_YEARS_AND_THE_FIRST = (
    REPORT.replace("2025年", "2026年")
    + "一、一年接着一年干，临江建设取得新成效\n"
    + "一年来，新建学校6所，新增企业120家，财政收入增长6%，成绩来之不易。\n"
    + "二、一张蓝图绘到底，奋力谱写临江新篇章\n"
    + "“十五五”时期是临江夯实基础的关键时期。我们根据《建议》编制了《纲要草案》。\n"
    + "（一）锚定产业优。加快建设制造强市，打造三个千亿产业集群。\n"
    + "三、一鼓作气勇争先，全力推动“十五五”开好局、起好步\n"
    + "今年经济社会发展的主要预期目标是：地区生产总值增长5%左右；粮食产量13万吨以上。\n"
    + "（一）壮大实体经济。实施技改项目150个以上。\n"
)


def test_a_chapter_under_a_motto_is_what_its_first_paragraph_says():
    result = decomposed(FIVE_YEARS_AND_THE_FIRST)
    assert [task.text for task in result.tasks] == [
        "地区生产总值增长5%左右；",
        "粮食产量13万吨以上。",
        "实施技改项目150个以上。",
    ]
    assert reasons(result)[8] == reasons(result)[9] == {"outlook"}


def test_a_heading_over_the_last_and_the_next_five_years_is_divided_by_its_paragraphs():
    result = decomposed(
        REPORT.replace("2025年", "2026年")
        + "一、2025年工作回顾\n新建学校6所。\n"
        + "二、“十四五”时期发展成就和“十五五”时期主要目标任务\n"
        + "过去五年，我们攻坚克难，全市生产总值突破2000亿元。\n"
        + "根据《中共临江市委关于制定国民经济和社会发展第十五个五年规划的建议》，我们编制了《纲要草案》。\n"
        + "（一）培育新质生产力。建成算力中心3个。\n"
        + "三、2026年重点工作\n（一）扩大内需。举办促消费活动30场。\n"
    )
    assert [task.text for task in result.tasks] == ["举办促消费活动30场。"]
    assert (reasons(result)[8], reasons(result)[10]) == ({"retrospect"}, {"outlook"})


LONG = "实施城市更新项目28个，改造老旧小区35个，新建口袋公园12个、绿道60公里。" * 3
THEMES = ["扩大有效投资", "培育新兴产业", "建好美丽乡村", "守护碧水蓝天", "办好民生实事", "守牢安全底线"]


def test_short_sentences_on_lines_of_their_own_in_turn_with_long_paragraphs_are_headings():
    result = decomposed(PLAN + "".join(f"{theme}。\n{LONG}\n" for theme in THEMES))
    assert [task.path[-1] for task in result.tasks if task.source.paragraph == 8] == [THEMES[0]] * 9
    assert all(reasons(result)[line] == {"heading"} for line in range(7, 18, 2))


def test_below_a_theme_on_a_line_of_its_own_a_paragraph_begins_with_its_first_measure():
    body = "开展高质量参保行动。" + LONG * 2
    result = decomposed(PLAN + "".join(f"{theme}。\n{body}\n" for theme in THEMES))
    assert next(task.text for task in result.tasks if task.source.paragraph == 8) == "开展高质量参保行动。"


def test_one_short_paragraph_before_a_long_one_is_a_task():
    assert "支持国防和军队建设改革。" in planned(f"{LONG}\n支持国防和军队建设改革。\n{LONG}")


def test_a_short_measure_between_others_is_a_task_and_what_opens_its_own_field_is_a_heading():
    tasks = planned(
        "建设南丹产业园，引进企业12家。提升钢铁产业深加工水平。实施找矿行动，新增资源储量300万吨。"
        "提升教育服务水平。新建学校4所，新增学位3000个。"
    )
    assert "提升钢铁产业深加工水平。" in tasks
    assert "提升教育服务水平。" not in tasks


def test_a_measure_that_speaks_of_high_quality_is_a_task_where_it_names_its_field():
    assert planned("新建学校4所。推进预制食品产业高质量发展。")[1:] == ["推进预制食品产业高质量发展。"]
    assert planned("新建学校4所。让农民安居乐业、幸福生活。") == ["新建学校4所。"]


def test_the_paragraph_that_opens_a_theme_is_a_task_where_it_names_a_programme():
    opened = "大力实施“五千工程”，持之以恒巩固“三农”地位。"
    plain = "激发文化创新创造活力，推动以文铸魂、以文惠民。"
    following = "\n新建高标准农田20万亩，改造农村公路300公里，培训农民2000人，让农业强、农村美。\n"
    assert any(
        task.startswith("大力实施“五千工程”") for task in planned(f"（二）振兴乡村。{opened}{following}")
    )
    assert not any("以文" in task for task in planned(f"（二）振兴乡村。{plain}{following}"))


CALLS = [
    "我们要悉心打造人尽其才的平台，让各类人才在临江大地施展才华、大显身手。",
    "我们将用心用情办好每一件民生实事，让人民群众得到实惠。",
    "全市政府系统要始终保持本色、安守本分，真正做到为民、务实、清廉。",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_closes_a_paragraph_is_no_task(call):
    assert planned(f"新建学校4所，新增学位3000个。{call}") == ["新建学校4所，", "新增学位3000个。"]


@pytest.mark.parametrize(
    "order",
    [
        "我们要加强退役军人服务保障，让尊崇尊重蔚然成风！",
        "我们将新建学校4所，让孩子们拥有更好的未来！",
        "各级政府要大力支持国防和军队建设，让军政军民团结坚如磐石！",
    ],
)
def test_a_call_that_orders_something_stays_a_task(order):
    assert any(order.startswith(task[:8]) for task in planned(f"新增学位3000个。{order}"))


def test_why_the_goals_are_so_is_explanation_and_what_is_demanded_beside_it_a_task():
    result = decomposed(
        REPORT
        + "二、2025年工作总体部署\n今年主要预期目标是：地区生产总值增长7.5%左右；居民消费价格涨幅3.5%左右。\n"
        + "关于经济增长。我市仍是发展中城市，必须保持合理速度。把增长目标定在7.5%左右，兼顾了需要和可能。\n"
        + "关于价格水平。今年通货膨胀压力仍然较大。要投放储备粮3000吨。\n"
        + "（一）做强产业。新增规上企业50家。\n"
    )
    texts = [task.text for task in result.tasks]
    assert texts[:2] == ["地区生产总值增长7.5%左右；", "居民消费价格涨幅3.5%左右。"]
    assert not any(task.source.paragraph == 7 for task in result.tasks)
    assert [task.text for task in result.tasks if task.source.paragraph == 8] == ["要投放储备粮3000吨。"]


def test_an_indicator_is_not_joined_to_the_next_over_a_semicolon():
    goals = "主要预期目标是：地区生产总值增长6%，加快构建优势；固定资产投资增长3%，粮食产量只增不减，失业率控制在5%以内。"
    assert [task.text for task in decomposed(PLAN + goals).tasks] == [
        "地区生产总值增长6%，加快构建优势；",
        "固定资产投资增长3%，",
        "粮食产量只增不减，",
        "失业率控制在5%以内。",
    ]


def test_what_is_completed_belongs_to_the_work_named_before_and_another_work_does_not():
    assert planned("推进地质灾害避险搬迁，完成2.08万人搬迁任务。") == [
        "推进地质灾害避险搬迁，完成2.08万人搬迁任务。"
    ]
    assert len(planned("新建高标准农田600万亩，完成黑土地保护性耕作1000万亩。")) == 2


def test_the_caption_of_a_picture_is_no_title():
    result = decomposed(
        "政府工作报告。 临江日报记者 李明 摄\n" + REPORT + "一、2025年重点工作\n新建学校4所。\n"
    )
    assert result.document.title == "2025年临江市政府工作报告"


def test_a_paragraph_that_carries_out_a_plan_of_science_or_of_a_region_is_the_years():
    result = decomposed(
        PLAN
        + "新建学校4所。\n要围绕建设创新型城市，认真落实中长期科学和技术发展规划纲要提出的任务。建设实验室3个。\n"
        + "优化区域格局。落实都市圈协同发展规划纲要，开行城际列车12列。\n"
        + "根据《临江市国民经济和社会发展第十五个五年规划纲要（草案）》，五年新增人口10万人。\n"
    )
    assert lines_with_tasks(result) == {7, 8, 9}
    assert reasons(result)[10] == {"outlook"}


def test_a_paragraph_of_measures_stays_plan_though_it_ends_on_the_closing_call():
    assert planned(
        "新建学校4所。加快海峡合作区建设。全面深化经贸合作。推进口岸建设。"
        "全体市民要更加紧密地团结起来，为实现目标而努力奋斗！"
    ) == ["新建学校4所。", "加快海峡合作区建设。", "全面深化经贸合作。", "推进口岸建设。"]


def test_short_measures_of_different_departments_are_cut_and_those_of_one_stay_together():
    assert planned("清理消费领域不合理限制措施，进一步完善农村电网，加强城乡精神文明建设。") == [
        "清理消费领域不合理限制措施，",
        "进一步完善农村电网，",
        "加强城乡精神文明建设。",
    ]
    assert planned("支持卫生事业发展，重点向农村倾斜。") == ["支持卫生事业发展，重点向农村倾斜。"]
    assert planned("加强噪声污染治理，深化大气污染治理。") == ["加强噪声污染治理，深化大气污染治理。"]


@pytest.mark.parametrize(
    "vow",
    [
        "我们要坚持政治统领，把对党忠诚融入血脉。",
        "深刻领悟“两个确立”的决定性意义，坚决做到“两个维护”。",
        "树立和践行正确政绩观，为人民出政绩、以实干出政绩。",
    ],
)
def test_a_vow_is_no_task_and_what_can_be_checked_beside_it_is(vow):
    assert planned(f"{vow}行政机关负责人出庭应诉率达到100%。") == ["行政机关负责人出庭应诉率达到100%。"]
    checked = "树立正确政绩观，健全督查考核机制。"
    assert planned(f"{vow}{checked}") == [checked]


def test_each_numbered_livelihood_project_of_a_paragraph_is_one_task():
    tasks = planned(
        "今年办好10件民生实事：一是新改扩建学校12所，新增学位8500个；二是新建食堂30家；七是更新电梯300部，惠及居民1万户。"
    )
    assert [task[:2] for task in tasks] == ["一是", "二是", "七是"]
    others = planned(
        "抓好三项工作：一是新改扩建学校12所，新增学位8500个；二是新建食堂30家；三是更新电梯300部。"
    )
    assert len(others) == 4


def test_when_a_rule_is_issued_belongs_to_the_rule():
    assert planned("制定出台支持民营经济发展若干措施，一季度前印发实施。") == [
        "制定出台支持民营经济发展若干措施，一季度前印发实施。"
    ]


@pytest.mark.parametrize(
    "order",
    [
        "坚持房子是用来住的定位，继续实行差别化调控。",
        "以经济社会发展需要为导向，优化高等教育结构。",
        "大幅缩短商标注册周期。",
        "审批时间再压减一半。",
        "清单之外的，一律不得实施审批。",
        "高度重视农村留守儿童问题。",
        "分型分类精准帮扶个体工商户发展。",
        "依法依规推进矿产资源“圈而不探”问题专项治理。",
        "累计引进和培育150家以上云生态企业。",
    ],
)
def test_what_begins_with_a_principle_or_forbids_is_a_task_where_something_is_to_be_done(order):
    assert planned(f"新建学校4所。{order}扩建公园3个。")[1] == order


def test_whom_a_measure_is_for_stays_with_the_measure_and_from_when_with_what_begins():
    assert planned("新建学校4所。对不裁员少裁员的企业，继续实施失业保险稳岗返还政策。")[1:] == [
        "对不裁员少裁员的企业，继续实施失业保险稳岗返还政策。"
    ]
    assert planned("新建学校4所。全面实施营改增，从5月1日起，将试点范围扩大到建筑业。")[1:] == [
        "全面实施营改增，从5月1日起，将试点范围扩大到建筑业。"
    ]


def test_bare_words_that_head_the_parts_of_a_paragraph_are_headings_and_a_single_one_is_a_task():
    parts = "稳住岗位。实施稳岗返还政策，惠及企业300家。优化结构。开展技能培训，培训工人2万人次。"
    assert [task[:4] for task in planned(f"新增就业3万人，其中高校毕业生1万人。{parts}")][1:] == [
        "实施稳岗",
        "开展技能",
    ]
    assert "推进水价改革。" in planned(
        "新建泵站3座，改造管网40公里。推进水价改革。开展节水行动，创建节水企业30家。"
    )
