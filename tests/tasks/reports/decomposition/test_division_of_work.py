"""In a division of work the bracket makes the item: its units hold for all of it, measures stand under their main task."""

from tests.tasks.reports.decomposition.readings import decomposed, lines_with_tasks, reasons

NOTICE = """临江市人民政府办公室关于印发2025年重点任务分工方案的通知
临政办〔2025〕8号
各县区人民政府，市直各有关部门：
《2025年重点任务分工方案》已经市政府同意，现印发给你们，请认真组织实施。
"""


def test_measures_are_children_of_the_main_task_above_them():
    result = decomposed(
        NOTICE
        + "一、优化服务\n"
        + "（一）清理规范收费项目，减轻企业负担。（市发展改革委牵头，市财政局配合）\n具体措施：\n"
        + "1．公布收费清单。（市发展改革委负责）\n2．开展专项检查。（市市场监管局负责）\n"
        + "（二）推进简政放权。（市政府办公室负责）\n"
        + "具体措施：取消证明事项30项。（市司法局负责）\n"
    )
    numbers = [(task.number, task.parent, task.lead) for task in result.tasks]
    assert numbers == [
        ("（一）", None, ["市发展改革委"]),
        ("1", 0, ["市发展改革委"]),
        ("2", 0, ["市市场监管局"]),
        ("（二）", None, ["市政府办公室"]),
        ("", 3, ["市司法局"]),
    ]
    assert result.document.kind == "division_of_work"


def test_one_bracket_closes_one_item_and_stays_with_its_last_words():
    result = decomposed(
        NOTICE
        + "一、改善民生\n新建学校6所，增加学位2000个（市教育局负责）；改造小区30个（市住建局牵头，市财政局配合）。\n"
    )
    assert [task.text for task in result.tasks] == [
        "新建学校6所，增加学位2000个（市教育局负责）；",
        "改造小区30个（市住建局牵头，市财政局配合）。",
    ]
    assert [task.title for task in result.tasks] == ["新建学校6所，增加学位2000个", "改造小区30个"]


def test_a_line_that_names_the_units_speaks_for_the_lines_above_it():
    result = decomposed(
        NOTICE
        + "一、扩大投资\n1.开工建设滨江大道二期。\n责任单位：市住建局、市自然资源局；完成时限：2025年9月底前\n"
        + "2.新建口袋公园12个。牵头单位：市城管局；配合单位：各区政府\n"
    )
    first, second = result.tasks
    assert first.support == ["市住建局", "市自然资源局"]
    assert [str(deadline.date) for deadline in first.deadlines] == ["2025-09-30"]
    assert (second.lead, second.others, second.title) == (["市城管局"], ["各区政府"], "新建口袋公园12个")
    assert reasons(result)[7] == {"rule"}


def test_a_long_item_under_its_own_title_is_a_main_task_with_parts_that_share_its_units():
    sentence = "支持各类企业参与社区养老设施建设运营，完善价格形成机制，加强服务质量监测评价。"
    result = decomposed(
        NOTICE + "一、养老服务\n（一）完善服务体系。" + sentence * 8 + "（市民政局牵头，市财政局配合）\n"
    )
    assert [task.parent for task in result.tasks] == [None] + [0] * 8
    assert {tuple(task.lead) for task in result.tasks} == {("市民政局",)}
    assert result.tasks[0].title == "完善服务体系"


def test_principles_far_goals_reasons_and_signature_are_set_aside_but_assigned_targets_are_tasks():
    result = decomposed(
        NOTICE
        + "一、总体要求\n以高质量发展为主题，坚持稳中求进。\n"
        + "二、主要目标\n1.地区生产总值增长6%左右。（市发展改革委牵头）\n到2030年，综合实力大幅提升。\n"
        + "三、重点任务\n1.建成智能工厂5家。（市工信局负责）\n临江市人民政府办公室\n2025年2月10日\n"
    )
    assert lines_with_tasks(result) == {8, 11}
    assert reasons(result)[6] == {"slogan"}
    assert reasons(result)[9] == {"outlook"}
    assert reasons(result)[13] == {"procedural"}


def test_a_numbered_list_of_a_report_with_units_keeps_one_task_per_item():
    result = decomposed(
        "2025年临江市政府工作报告\n各位代表：\n三、2025年重点工作\n（一）抓好民生。新建学校6所。\n附件\n2025年民生实事\n"
        "1.新增就业2万人，开展技能培训5000人次（牵头单位：市人社局）。\n2.建成养老床位600张（牵头单位：市民政局）。\n"
    )
    assert [(task.number, task.lead) for task in result.tasks[1:]] == [
        ("1", ["市人社局"]),
        ("2", ["市民政局"]),
    ]
    assert result.document.kind == "report"


def test_units_and_terms_on_lines_of_their_own_hold_for_the_item_above():
    result = decomposed(
        "2025年民生实事任务分解\n"
        "一、社区食堂工程\n工作内容：新建社区食堂16个，8月底前全部开业。\n"
        "牵头单位：市民政局\n配合单位：市商务局、财政局\n"
        "二、就业服务工程\n工作内容：开展技能培训3000人次。\n责任单位：市人社局\n完成时限：2025年11月底\n"
    )
    first, second = result.tasks
    assert (first.title, first.lead, first.support) == (
        "新建社区食堂16个，8月底前全部开业", ["市民政局"], ["市商务局", "市财政局"],
    )  # fmt: skip
    assert [str(deadline.date) for deadline in first.deadlines] == ["2025-08-31"]
    assert (second.lead, [str(deadline.date) for deadline in second.deadlines]) == (
        ["市人社局"],
        ["2025-11-30"],
    )
    assert {piece.reason for piece in result.set_aside} == {"heading", "rule"}


def test_a_heading_that_names_a_leader_gives_its_items_their_leader():
    result = decomposed(
        "2025年重点工作任务分工\n一、赵明副市长主抓重点工作\n1．新建公园3个。责任单位：市园林局、市住建局\n"
        "二、其他工作\n2．新建停车场5个。责任单位：市城管局\n"
    )
    assert [task.people for task in result.tasks] == [[{"role": "副市长主抓", "name": "赵明"}], []]


def test_targets_of_the_year_are_assigned_by_the_lines_below_them():
    result = decomposed(
        "2025年重点任务分工方案\n一、年度预期目标\n1.居民收入与经济增长同步。\n牵头单位：市发改委\n"
        "2.财政收入增长5%。\n牵头单位：市财政局\n配合单位：市税务局\n完成时限：2025年11月\n"
    )
    assert [(task.number, task.lead, task.support) for task in result.tasks] == [
        ("1", ["市发改委"], []),
        ("2", ["市财政局"], ["市税务局"]),
    ]


def test_those_who_are_written_to_are_not_whose_document_it_is():
    result = decomposed(
        "省人民政府办公厅关于重点工作部门分工的意见\n各市、州人民政府，省政府各部门：\n"
        "一、新建高速公路60公里。（省交通运输厅负责）\n"
    )
    assert result.document.place == ""
