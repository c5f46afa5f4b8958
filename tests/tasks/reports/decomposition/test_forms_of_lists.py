"""Responsibility lists as offices lay them out: headers of two rows, blank cells for merged ones, figures by column."""

import docx

from tasks.reports.decomposition.document import decompose as decompose_file
from tests.tasks.reports.decomposition.samples import add_table, saved, word
from tests.tasks.reports.decomposition.tables import csv_of, decompose, of_rows, reasons


def test_a_csv_whose_second_header_row_fills_the_blanks_of_the_first():
    result = decompose(
        csv_of(
            "附件,,,,,,",
            "2031年重点任务责任清单,,,,,,",
            "序号,重点任务,具体内容,责任分工,,完成时限,备注",
            ",,,牵头单位,配合单位,,",
            '1,工业倍增,新增规上企业60家,市工信局,"市统计局\n各县区",12月,',
            "2,,建成智能工厂10家,市工信局,市科技局、市数据局,11月底前,",
            ',,推动二期项目开工,"市发改委\n市应急局",市自然资源局,12月底,重点',
            "3,乡村振兴,新建高标准农田15万亩,市农业农村局,无,10月底,",
            "说明：1.本清单由市政府督查室负责解释。,,,,,,",
            "2.牵头单位每月25日前报送进展情况。,,,,,,",
        )
    )
    assert [(task.path, task.lead, task.support, task.others) for task in result.tasks] == [
        (["工业倍增"], ["市工信局"], ["市统计局"], ["各县区"]),
        (["工业倍增"], ["市工信局"], ["市科技局", "市数据局"], []),
        (["工业倍增"], ["市发改委", "市应急局"], ["市自然资源局"], []),
        (["乡村振兴"], ["市农业农村局"], [], []),
    ]
    assert not result.warnings
    assert [reason for reason, _ in reasons(result)[-2:]] == ["explanation", "explanation"]


def test_a_word_table_under_a_header_of_two_rows_with_one_unknown_word():
    document = docx.Document()
    document.add_paragraph("安平市2031年重点项目推进责任表")
    table = add_table(
        document,
        [
            ["序号", "项目名称", "年度目标", "", "责任分工", "", ""],
            ["", "", "建设内容", "形象", "市级领导", "牵头单位", "配合单位"],
            ["1", "滨河大桥", "9月底前建成通车", "通车", "李敏", "市住建局、市交通局", "高新区管委会"],
        ],
    )
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (0, 6))):
        table.cell(*first).merge(table.cell(*last))
    (task,) = decompose(saved(document), "清单.docx").tasks
    assert (task.lead, task.support) == (["市住建局", "市交通局"], ["高新区管委会"])
    assert task.people == [{"role": "市级领导", "name": "李敏"}]


def test_figures_take_the_unit_of_measure_from_its_column_or_from_the_head():
    result = of_rows(
        ["序号", "指标名称", "单位", "2030年完成", "2031年目标", "增速(%)", "牵头单位"],
        [1, "地区生产总值", "亿元", 520.3, 556, "6左右", "市发改委"],
        [2, "城镇调查失业率", "%", "5.2", "5.5以内", "", "市人社局"],
        [3, "规模以上工业增加值", "%", "8.1", "—", "8以上", "市工信局"],
    )
    found = [
        [(target.comparator, str(target.value), target.unit) for target in task.targets]
        for task in result.tasks
    ]
    assert found == [[("=", "556", "亿元"), ("≈", "6", "%")], [("≤", "5.5", "%")], [("≥", "8", "%")]]


def test_a_name_that_a_narrow_column_or_a_line_break_in_a_bracket_breaks_is_whole_again():
    result = of_rows(
        ["工作任务", "牵头单位", "配合单位", "完成时限"],
        ["建设公园3座", "市自然资源\n和规划局", "市住房和城乡\n建设局\n市财政局、各\n县区", "9月底"],
    )
    (task,) = result.tasks
    assert (task.lead, task.support) == (["市自然资源和规划局"], ["市住房和城乡建设局", "市财政局"])
    notice = word(
        "临河市2031年重点工作任务分工方案",
        "一、任务",
        "1.新建学校3所。（市教育局牵头，市自然资源\n和规划局配合）\n2.新建公园4座。（市园林局）",
    )
    assert [(task.lead, task.support) for task in decompose_file(notice, "分工.docx").tasks] == [
        (["市教育局"], ["市自然资源和规划局"]),
        (["市园林局"], []),
    ]
