"""Divisions of work in the forms that offices write them: brackets of every kind, labels on lines, leaders, notes."""

import pytest

from tests.tasks.reports.decomposition.readings import PLAN, decomposed, lines_with_tasks, reasons

CITY = """临河市人民政府办公室关于印发2026年重点任务分工方案的通知
临政办发〔2026〕3号
各县（市、区）人民政府，市政府各部门、各直属机构：
经市政府同意，现将《2026年重点任务分工方案》印发给你们，请认真贯彻执行。
"""


def _who(result):
    return [(task.lead, task.support, task.others) for task in result.tasks]


def test_square_brackets_name_lead_helpers_everybody_and_the_term():
    result = decomposed(
        CITY
        + "一、推动产业提质\n"
        + "1. 新培育“小巨人”企业5家以上。［牵头单位：市工业和信息化局；责任单位：市科技局、市市场监管局（市知识产权局），"
        + "各县（市、区）人民政府；完成时限：2026年11月底前］\n"
        + "2. 加快高速公路前期工作，力争三季度开工。［市交通运输局会同市发展改革委、市自然资源和规划局等部门负责］\n"
    )
    assert _who(result) == [
        (["市工业和信息化局"], ["市科技局", "市市场监管局（市知识产权局）"], ["各县（市、区）人民政府"]),
        (["市交通运输局"], ["市发展改革委", "市自然资源和规划局"], []),
    ]
    assert [[str(one.date) for one in task.deadlines] for task in result.tasks] == [
        ["2026-11-30"],
        ["2026-09-30"],
    ]
    assert result.document.place == "临河市"


def test_labels_in_brackets_on_lines_of_their_own_speak_for_the_item_above():
    result = decomposed(
        "关于印发《安澜市2026年民生实事实施方案》的通知\n各区人民政府，市有关单位：\n"
        "一、教育扩优行动\n新建幼儿园6所；建成投用市第八中学。\n【责任单位】市教育局、市住建局、各区人民政府\n【完成时限】2026年8月底前\n"
        "二、健康护航行动\n免费体检12万人次。\n【牵头单位】市卫生健康委\n【配合单位】市妇联、市财政局，各区人民政府\n"
        "三、养老服务行动\n新增养老床位600张。\n〔牵头单位：市民政局；责任单位：市残联、各乡镇（街道）〕\n"
    )
    assert _who(result) == [
        ([], ["市教育局", "市住建局"], ["各区人民政府"]),
        (["市卫生健康委"], ["市妇联", "市财政局"], ["各区人民政府"]),
        (["市民政局"], ["市残联"], ["各乡镇（街道）"]),
    ]
    assert str(result.tasks[0].deadlines[0].date) == "2026-08-31"


def test_leaders_with_spaces_in_their_names_and_units_on_a_broken_line():
    result = decomposed(
        "平湖县2026年《政府工作报告》目标任务分解\n一、重点项目\n"
        "1.完成污水处理厂提标改造。\n责任领导：王  刚（常务副县长）  李海燕  张　强\n牵头部门：县住建局\n"
        "配合部门：县发改局、\n          县财政局、县生态环境分局\n完成时限：2026年10月31日\n"
        "2.新签约项目40个。\n责任领导：刘  洋  牵头单位：县商务局  配合单位：县发改局，工业园区管委会\n"
    )
    first, second = result.tasks
    assert [person["name"] for person in first.people] == ["王刚", "李海燕", "张强"]
    assert (first.lead, first.support) == (["县住建局"], ["县发改局", "县财政局", "县生态环境分局"])
    assert str(first.deadlines[0].date) == "2026-10-31"
    assert ([person["name"] for person in second.people], second.support) == (
        ["刘洋"],
        ["县发改局", "工业园区管委会"],
    )
    assert result.document.place == "平湖县"


def test_a_field_with_its_leader_heads_the_items_that_name_their_own_units():
    result = decomposed(
        "宁江区2026年政府工作报告责任分解\n一、工业强区（牵头领导：刘志远  责任单位：区工信局）\n"
        "1、规上工业总产值增长9%。（区工信局）\n2、引进亿元以上项目25个。（区商务局牵头；区发改局、各街道配合）\n"
        "二、生态立区\n3、PM2.5年均浓度控制在32微克／立方米以下。（区生态环境分局）\n"
    )
    assert [task.number for task in result.tasks] == ["1", "2", "3"]
    assert [[person["name"] for person in task.people] for task in result.tasks] == [
        ["刘志远"],
        ["刘志远"],
        [],
    ]
    assert (result.tasks[2].targets[0].comparator, result.tasks[2].targets[0].unit) == ("≤", "微克/立方米")


def test_a_prefix_written_once_in_one_list_holds_there_though_another_list_repeats_it():
    result = decomposed(
        CITY
        + "一、稳增长\n1.新增“四上”企业200家；（市发改委、市统计局牵头，市财政局、工信局、商务局等部门和各县（市）区配合）\n"
        "2.新增上市公司5家。（市金融办、安徽证监局，各县（市）区负责）\n"
    )
    assert _who(result) == [
        (["市发改委", "市统计局"], ["市财政局", "市工信局", "市商务局"], ["各县（市）区"]),
        ([], ["市金融办", "安徽证监局"], ["各县（市）区"]),
    ]


def test_how_the_notice_is_carried_out_is_no_task_but_what_a_unit_is_named_for_is():
    result = decomposed(
        CITY
        + "一、重点任务\n1.新增规上企业40家。（市工信局负责）\n二、保障措施\n"
        + "（一）加强组织领导。成立工作领导小组，由市政府主要领导任组长。\n（二）强化督导考核。市政府督查室要定期开展督查。\n"
        + "（三）建立月调度制度。（市政府督查室）\n市政府办公室要加强跟踪督办，重要情况及时报告市政府。\n"
        + "附注：本方案由市政府办公室负责解释。\n"
    )
    assert lines_with_tasks(result) == {6, 10}
    assert reasons(result)[8] == reasons(result)[11] == {"procedural"}
    assert reasons(result)[12] == {"explanation"}


def test_numbers_printed_as_one_character_and_half_width_brackets():
    result = decomposed(
        "附件1\n东湖市2026年重点工作任务分工表\n一、预期目标\n"
        "⒈地区生产总值增长5.5%左右(牵头单位:市发改委,责任单位:市统计局、各县(市、区)政府)\n"
        "二、重点任务\n⒉新增污水管网80公里,城市生活污水集中收集率提高3个百分点(牵头单位:市住建局,责任单位:城管局)\n"
    )
    assert result.document.title == "东湖市2026年重点工作任务分工表"
    assert _who(result) == [
        (["市发改委"], ["市统计局"], ["各县(市、区)政府"]),
        (["市住建局"], ["市城管局"], []),
    ]
    assert [target.name for task in result.tasks for target in task.targets] == [
        "地区生产总值",
        "新增污水管网",
        "城市生活污水集中收集率",
    ]


def test_sentences_that_only_name_units_and_numbered_labels_speak_for_the_item_above():
    result = decomposed(
        "省政府2026年度重点工作及责任单位\n一、主要预期目标\n（一）生产总值增长5.5%左右。\n省发展改革委牵头，省统计局及各市州人民政府配合。\n"
        "二、重点工作\n（二）建设国家算力枢纽节点。\n省数据局、省通信管理局会同有关市州人民政府负责。\n"
        "（三）中欧班列开行1200列。\n省商务厅、省外事办按职责分工负责。\n"
        "（四）水库除险加固工程\n1.年度目标：4月开工，主体工程汛期前完成。\n2.责任单位：省水利厅\n3.完成时限：2026年5月底\n"
    )
    assert _who(result) == [
        (["省发展改革委"], ["省统计局"], ["各市州人民政府"]),
        (["省数据局", "省通信管理局"], [], ["有关市州人民政府"]),
        ([], ["省商务厅", "省外事办"], []),
        (["省水利厅"], [], []),
    ]
    assert result.tasks[3].text == "1.年度目标：4月开工，主体工程汛期前完成。"
    assert result.document.kind == "division_of_work"


@pytest.mark.parametrize(
    ("inside", "lead", "support", "others"),
    [
        ("市政府办公室负总责，市数据局、市司法局具体落实", ["市政府办公室"], ["市数据局", "市司法局"], []),
        ("市财政局（市国资委）牵头，市属国有企业负责", ["市财政局（市国资委）"], [], ["市属国有企业"]),
        ("市住建局、市水利局、各区政府，市水利局为牵头单位", ["市水利局"], ["市住建局"], ["各区政府"]),
        ("市工信局、市生态环境局依据职责分别牵头，市统计局参与", ["市工信局", "市生态环境局"], ["市统计局"], []),
        ("市直牵头单位：市林业局；县级责任单位：各县（市、区）", ["市林业局"], [], ["各县（市、区）"]),
        ("市政府金融办、人行临河市中心支行、临河银保监分局", [], ["市政府金融办", "人行临河市中心支行", "临河银保监分局"], []),
        ("市人社局；市教育局、市工信局等配合", ["市人社局"], ["市教育局", "市工信局"], []),
        ("市科技局牵头，市教育局、驻市高校配合", ["市科技局"], ["市教育局"], ["驻市高校"]),
    ],
)  # fmt: skip
def test_who_is_named_in_the_words_of_a_bracket(inside, lead, support, others):
    result = decomposed(
        CITY
        + f"一、任务\n1.新建学校3所。（{inside}）\n2.新建公园4个。（市园林局）\n3.改造道路5条。（市住建局牵头）\n"
    )
    assert _who(result)[0] == (lead, support, others)


def test_several_items_under_one_heading_each_have_their_own_units_and_the_heading_above_them():
    result = decomposed(
        "临江市人民政府关于发展赛事经济的意见\n"
        "（一）引进赛事。引进国际赛事3项。（市体育局负责）\n"
        "（二）改善消费条件。新建场馆2座，优化服务。（市体育局、市住建局负责）发行消费券500万元。（市商务局负责）\n"
        "（三）加强宣传。制作宣传片2部。（市文旅局负责）\n"
        "临江市人民政府\n2025年3月1日\n"
    )
    assert [(task.text[:5], task.lead, task.path[-1:]) for task in result.tasks[1:3]] == [
        ("新建场馆2", [], ["（二）改善消费条件"]),
        ("发行消费券", ["市商务局"], ["（二）改善消费条件"]),
    ]
    assert reasons(result)[5] == reasons(result)[6] == {"procedural"}


def test_everybody_by_duty_is_by_duty_and_keeps_its_whole_name():
    result = decomposed(
        "临江市重点工作任务分工\n"
        "1.抓好政策服务。（各有关部门和单位按职责分工负责）\n"
        "2.健全沟通机制。（市政府办牵头，市政府相关部门和单位及各县区按职责分工负责）\n"
        "3.返还失业保险费，期限为2026年1月1日至12月31日。（市人社局负责）\n"
    )
    first, second, third = result.tasks
    assert (first.lead_rule, first.others) == ("by_duty", ["各有关部门和单位"])
    assert (second.lead, second.others) == (["市政府办"], ["市政府相关部门和单位", "各县区"])
    assert third.deadlines[0].date.isoformat() == "2026-12-31"


COVER = """青山区人民政府办公室关于印发《政府工作报告》重点工作任务分工的通知
青政办字〔2025〕3号
各街道办事处，区政府各部门：
现将《政府工作报告》重点工作任务分工印发给你们，并提出以下意见，请一并抓好落实。
一、提高站位。做好政府工作，必须把发展作为第一要务，深入实施“大融合、大招商”战略，全面落实惠企政策。
二、夯实责任。各级各部门要进一步强化责任意识，于4月10日前制定实施方案。
三、强化督查。区政府督查室要跟踪督查。各牵头单位要于每月28日前将进展情况报送区政府督查室。
青山区人民政府办公室
2025年4月1日
（此件公开发布）
2025年重点工作任务分工
一、做强产业
1.新增规上企业20家。（区工信局牵头，各街道配合）
"""


def test_the_letter_before_a_list_up_to_its_signature_holds_no_tasks():
    result = decomposed(COVER)
    assert [(task.text[:6], task.lead, task.others) for task in result.tasks] == [
        ("1.新增规上", ["区工信局"], ["各街道"])
    ]
    assert all(reasons(result)[line] == {"procedural"} for line in range(4, 11))


def test_without_a_letter_an_order_to_all_leading_units_names_none():
    text = "临江市重点工作任务分工\n1.建成公园。（市城管局负责）\n2.每月报告。各牵头单位要于每月28日前报送市政府督查室。\n"
    result = decomposed(text)
    assert _who(result) == [(["市城管局"], [], [])]
    assert reasons(result)[3] == {"heading", "procedural"}


def test_a_task_that_ends_in_its_date_is_no_signature():
    first = "1.建成滨江大桥，2025年6月30日\n"
    listed = decomposed("临江市重点工作任务分工\n" + first + "2.建成公园。（市城管局负责）\n")
    assert listed.tasks[0].text == first.strip()
    report = decomposed(
        PLAN + "建成滨江大桥及其连接线工程并同步开展沿线绿化景观提升，完成时间2025年6月30日\n新建学校4所。\n"
    )
    assert lines_with_tasks(report) == {7, 8}


def test_a_note_in_brackets_within_a_labelled_statement_is_no_list_of_units():
    result = decomposed(
        CITY
        + "1.固定资产投资增长10%。\n责任单位：市发改委、市住建局（除标注“分别牵头”外，列第一位为牵头单位，下同）\n"
        + "2.新增市场主体2万户。牵头单位：市市场监管局；责任单位：各区人民政府（含开发区、风景区管委会，下同）\n"
        + "3.居民收入增速领先。\n责任单位：市人社局、市农业农村局分别牵头\n"
    )
    assert _who(result) == [
        (["市发改委"], ["市住建局"], []),
        (["市市场监管局"], [], ["各区人民政府"]),
        (["市人社局", "市农业农村局"], [], []),
    ]
