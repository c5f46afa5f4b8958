"""Only the plan of the year becomes tasks, however the report is divided."""

from tests.tasks.reports.decomposition.readings import (
    PLAN,
    REPORT,
    decomposed,
    lines_with_tasks,
    planned,
    reasons,
)


def test_results_under_a_review_heading_are_no_tasks_even_where_its_parts_look_like_themes():
    result = decomposed(
        REPORT
        + "一、2024年工作回顾\n"
        + "（一）聚力项目建设。开工建设滨江大道，新建学校6所，年内完成投资20亿元。\n"
        + "（二）加强城市管理。改造老旧小区12个，新增公共停车位3000个。\n"
        + "二、2025年工作安排\n"
        + "（一）聚力项目建设。开工建设环城北路，新建学校4所。\n"
    )
    assert lines_with_tasks(result) == {9}
    assert reasons(result)[6] == reasons(result)[7] == {"retrospect"}
    assert [task.path for task in result.tasks] == [["二、2025年工作安排", "（一）聚力项目建设"]] * 2


def test_a_report_without_headings_is_divided_where_its_paragraphs_turn_to_this_year():
    result = decomposed(
        "政府工作报告\n——2016年1月12日在青禾县第十六届人民代表大会第五次会议上\n各位代表：\n"
        "过去的一年，全县生产总值达到86亿元，同比增长8.2%，财政收入突破9亿元。\n"
        "工业经济稳步壮大。新开工项目21个，完成投资12亿元，华丰纺织二期建成投产，园区新增企业14家。\n"
        "今年是“十三五”规划的开局之年。主要预期目标是：地区生产总值增长8%，城镇登记失业率控制在4%以内。\n"
        "狠抓城乡建设。新建县城南环路5.6公里，改造棚户区800户。\n"
    )
    assert lines_with_tasks(result) == {6, 7}
    assert (result.document.place, result.document.year) == ("青禾县", 2016)


def test_goals_of_five_years_are_outlook_and_the_year_beside_them_is_plan():
    result = decomposed(
        REPORT
        + "一、今后五年的奋斗目标和主要任务\n"
        + "——建设实力临江。做大做强装备制造业，规上工业企业突破600家。\n"
        + "二、2025年重点工作\n"
        + "（一）做强产业。新增规上企业50家。力争到2030年，把临江建成区域制造业中心。\n"
    )
    assert [task.text for task in result.tasks] == ["新增规上企业50家。"]
    assert reasons(result)[6] == {"outlook"}
    assert "outlook" in reasons(result)[8]


def test_a_heading_over_five_years_and_this_year_is_divided_by_its_paragraphs():
    result = decomposed(
        REPORT
        + "二、“十五五”时期目标任务和2025年工作安排\n"
        + "《纲要（草案）》提出了经济社会发展奋斗目标：综合实力显著增强，常住人口达到300万人。\n"
        + "今年经济社会发展的主要预期目标是：地区生产总值增长6%；粮食产量保持稳定。\n"
        + "（一）扩大内需。举办促消费活动200场以上。\n"
    )
    assert lines_with_tasks(result) == {7, 8}
    assert reasons(result)[6] == {"outlook"}


def test_a_section_whose_heading_says_nothing_is_read_by_its_wording_and_the_reader_is_warned():
    result = decomposed(
        "政府工作报告\n（2023年2月8日在白石县第十八届人民代表大会第二次会议上）\n各位代表：\n"
        "一、攻坚克难，2022年工作交出合格答卷\n坚持项目为王，新开工项目60个。\n"
        "二、踔厉奋发，谱写发展新篇章\n"
        "（一）突出产业强县。新增规上企业20家，力争农产品加工园年内建成。\n"
    )
    assert lines_with_tasks(result) == {7}
    assert [warning.paragraph for warning in result.warnings] == [6]


def test_a_report_heard_in_december_plans_the_coming_year():
    result = decomposed(
        "政 府 工 作 报 告\n2016年12月27日在河口区第八届人民代表大会第一次会议上\n各位代表:\n"
        "一、2016年工作情况\n(一)全力惠民生。新建改建学校12所,发放低保金3200万元。\n"
        "二、2017年工作安排\n(一)抓民生。新建社区养老服务站8个,新建公厕20座。\n"
    )
    assert (result.document.title, result.document.year) == ("政府工作报告", 2017)
    assert lines_with_tasks(result) == {7}


def test_an_annexed_list_belongs_to_the_plan_and_annexed_notes_explain():
    result = decomposed(
        REPORT
        + "二、2025年重点工作\n（一）办好实事。办好10件民生实事。\n"
        + "各位代表！让我们团结一心，为建设美丽临江而努力奋斗！\n"
        + "附件1\n2025年市政府民生实事项目\n1.新建农村公路60公里；\n2.改造老旧小区10个。\n"
        + "附件2\n名词解释\n1.一件事一次办：指把多个事项集成办理。\n2.两新：指设备更新和以旧换新。\n"
    )
    assert lines_with_tasks(result) == {6, 10, 11}
    assert reasons(result)[7] == {"procedural"}
    assert reasons(result)[14] == reasons(result)[15] == {"explanation"}


def test_a_sentence_of_the_plan_that_tells_of_last_year_is_set_aside():
    result = decomposed(
        REPORT
        + "二、2025年重点工作\n（一）抓好教育。去年全市新增学位5000个，教育投入超过8亿元。新建中学2所。\n"
    )
    assert [task.text for task in result.tasks] == ["新建中学2所。"]
    assert "retrospect" in reasons(result)[6]


def test_requirements_background_and_thanks_are_no_tasks():
    result = decomposed(
        REPORT
        + "一、2024年工作回顾\n在此，我代表市人民政府，向全市人民表示衷心的感谢！\n"
        + "二、2025年重点工作\n"
        + "今年是实施规划的关键一年。政府工作的总体要求是：坚持稳中求进工作总基调，推动高质量发展。\n"
        + "（一）抓好项目。开工建设临江大桥。\n"
    )
    assert [task.text for task in result.tasks] == ["开工建设临江大桥。"]
    assert reasons(result)[6] == {"procedural"}


def test_the_path_of_a_task_holds_section_theme_and_the_lead_of_its_paragraph():
    result = decomposed(
        REPORT
        + "二、2025年重点工作\n（一）改善民生\n办好人民满意的教育。新建中学2所，新增学位3000个。\n"
        + "做优健康服务。一是提升基层能力。改造卫生院6所。\n"
    )
    paths = [task.path for task in result.tasks]
    assert paths[0] == ["二、2025年重点工作", "（一）改善民生", "办好人民满意的教育"]
    assert paths[-1] == ["二、2025年重点工作", "（一）改善民生", "做优健康服务", "一是提升基层能力"]


def test_without_any_heading_past_years_far_goals_and_the_plan_are_told_apart_by_their_openings():
    result = decomposed(
        "临江区人民政府工作报告\n各位代表：\n"
        "2020年和“十三五”时期，我们走过了极不平凡的历程。五年来，累计新增就业6万人。\n"
        "2020年，我们完成固定资产投资120亿元，增长6%。\n"
        "各位代表，“十四五”时期是开启新征程的五年。到2025年，全区生产总值突破800亿元，建成三甲医院1家。\n"
        "2021年是“十四五”开局之年。主要目标是：地区生产总值增长6.5%；城镇新增就业1.2万人。\n"
        "一要抓创新。新增高新技术企业20家，建成孵化器3个。\n"
    )
    assert lines_with_tasks(result) == {6, 7}
    assert reasons(result)[5] == {"outlook"}
    assert result.document.year == 2021


def test_years_in_chinese_digits_are_years():
    result = decomposed(
        "二○○五年政府工作报告\n各位代表：\n一、二〇〇四年工作回顾\n新修乡村公路60公里。\n"
        "二、二〇〇五年工作安排\n（一）抓好农业。发展优质烟叶2万亩。\n"
    )
    assert result.document.year == 2005
    assert lines_with_tasks(result) == {6}


def test_points_of_equal_rank_in_one_line_have_no_theme():
    assert planned("第一，改造中心小学食堂。第二，新农保参保率达到90%以上，政策符合率达到92%。") == [
        "第一，改造中心小学食堂。",
        "第二，新农保参保率达到90%以上，",
        "政策符合率达到92%。",
    ]


def test_the_speakers_opening_is_procedural():
    result = decomposed(
        REPORT + "现在，我代表市人民政府向大会报告工作，请予审议。\n一、2024年工作回顾\n全年增长6%。\n"
        "二、2025年重点工作\n新建学校5所。"
    )
    assert reasons(result)[5] == {"procedural"}


def test_a_report_without_headings_turns_to_the_plan_at_the_anniversary_that_opens_its_year():
    result = decomposed(
        "政府工作报告\n——2024年1月9日在清源县第十七届人民代表大会第四次会议上\n各位代表：\n"
        "2023年，全县完成地区生产总值186亿元，增长6.2%。\n"
        "城乡面貌持续改善。改造老旧小区23个、新建口袋公园9处，自来水普及率提高到96%。\n"
        "2024年是新中国成立75周年，做好今年工作意义重大。预期目标是：地区生产总值增长6.5%左右；粮食总产31万吨以上。\n"
        "做强工业经济。新增规上工业企业15家，9月底前建成标准厂房二期。\n"
    )
    assert lines_with_tasks(result) == {6, 7}
    assert reasons(result)[5] == {"retrospect"}


def test_the_opening_words_of_an_item_head_its_own_line_only():
    result = decomposed(
        PLAN.replace("（一）抓好各项事业\n", "")
        + "1.创建旅游度假区。编制度假区规划，引进酒店2家。\n2.新增学位600个。\n"
    )
    assert [task.path[1:] for task in result.tasks] == [["1.创建旅游度假区"], []]
