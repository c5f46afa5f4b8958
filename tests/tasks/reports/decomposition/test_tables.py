"""Responsibility tables: what is a header, a heading and a row; each row a task, nothing lost."""

from datetime import date

import docx
import openpyxl
import pytest

from tasks.reports.decomposition import coverage
from tasks.reports.decomposition.headers import find_header
from tasks.reports.decomposition.mixed import with_tables
from tasks.reports.decomposition.prose import decompose_text
from tasks.reports.decomposition.reading import read
from tests.tasks.reports.decomposition.samples import add_table, saved, workbook
from tests.tasks.reports.decomposition.tables import csv_of, decompose, of_rows, reasons

TITLE = "临江市2031年重点工作任务分解表"


def test_a_ledger_with_a_title_above_its_header():
    result = of_rows(
        [TITLE, None, None, None, None, None],
        ["序号", "任务来源", "任务内容", "牵头市领导", "牵头单位", "协办单位"],
        [1, "政府工作报告", "修好三座老桥", "张　三", "市交通局", "市财政局、市水利局"],
        merged=("A1:F1",),
        year=None,
    )
    task = result.tasks[0]
    assert (result.document.title, result.document.year, result.document.kind) == (TITLE, 2031, "table")
    assert (task.number, task.title, task.path) == ("1", "修好三座老桥", ["政府工作报告"])
    assert (task.lead, task.support, task.lead_rule) == (["市交通局"], ["市财政局", "市水利局"], "stated")
    assert task.people == [{"role": "牵头市领导", "name": "张三"}]
    assert [reason for reason, _ in reasons(result)] == ["heading", "heading"]


def test_a_theme_merged_over_its_rows_is_the_path_and_the_requirement_is_the_task():
    result = of_rows(
        ["工作任务", "工作要求", "牵头单位", "配合/责任单位"],
        ["一、抓桥梁", "修好三座老桥。", "市交通局", "各县区政府"],
        [None, "加固桥墩。", None, "各县区政府、市水利局"],
        ["二、抓公园", "新建公园十二座。", "市城管局\n市住建局", "无"],
        merged=("A2:A3",),
    )
    assert [task.path for task in result.tasks] == [["一、抓桥梁"], ["一、抓桥梁"], ["二、抓公园"]]
    assert [task.title for task in result.tasks] == ["修好三座老桥", "加固桥墩", "新建公园十二座"]
    assert [task.lead for task in result.tasks] == [["市交通局"], [], ["市城管局", "市住建局"]]
    assert [task.lead_rule for task in result.tasks] == ["stated", "none", "stated"]
    assert result.tasks[1].others == ["各县区政府"]
    assert result.tasks[1].support == ["市水利局"]
    assert (result.tasks[2].support, result.tasks[2].others) == ([], [])


def test_a_theme_repeated_in_every_row_of_a_csv_is_the_path_too():
    result = decompose(
        csv_of(
            "序号,工作任务,工作要求,责任单位",
            "1,一、抓桥梁,修好老桥。,市交通局",
            "2,一、抓桥梁,加固桥墩。,市水利局",
        )
    )
    assert [(task.title, task.path) for task in result.tasks] == [
        ("修好老桥", ["一、抓桥梁"]),
        ("加固桥墩", ["一、抓桥梁"]),
    ]


def test_a_requirement_beside_a_task_of_its_own_is_its_standard():
    result = of_rows(
        ["序号", "民生实事", "主要内容", "责任单位"],
        [1, "老桥加固工程", "完成三座老桥加固并通过验收", "市交通局"],
        [2, "公园建设工程", "新建公园十二座", "市城管局"],
    )
    assert [(task.title, task.standard) for task in result.tasks] == [
        ("老桥加固工程", "完成三座老桥加固并通过验收"),
        ("公园建设工程", "新建公园十二座"),
    ]


def test_one_number_over_several_rows_gives_a_task_for_each_row():
    result = of_rows(
        ["序号", "工作任务", "工作措施", "责任单位", "完成时限"],
        [1, "抓桥梁", "修好老桥", "市交通局", "6月底前"],
        [None, None, "加固桥墩", "市水利局", "9月底前"],
        merged=("A2:A3", "B2:B3"),
    )
    assert [(task.number, task.path, task.lead) for task in result.tasks] == [
        ("1", ["抓桥梁"], ["市交通局"]),
        ("1", ["抓桥梁"], ["市水利局"]),
    ]
    assert [task.deadlines[0].date for task in result.tasks] == [date(2031, 6, 30), date(2031, 9, 30)]


def test_section_rows_give_the_path_and_are_no_tasks():
    result = of_rows(
        ["序号", "工作任务", "责任单位"],
        ["一、经济发展", None, None],
        ["（一）工业", None, None],
        [1, "修好老桥", "市交通局"],
        ["二", "民生改善", None],
        [2, "建好公园", "市城管局"],
        merged=("A2:C2", "A3:C3"),
    )
    assert [task.path for task in result.tasks] == [["一、经济发展", "（一）工业"], ["二、民生改善"]]
    assert len(result.tasks) == 2


def test_totals_notes_and_repeated_headers_are_set_aside():
    header = ["序号", "工作任务", "责任单位"]
    result = of_rows(
        header,
        [1, "修好老桥", "市交通局"],
        header,
        [2, "建好公园", "市城管局"],
        ["合计", "2项", None],
        ["注：每月报送一次。", None, None],
    )
    assert [task.number for task in result.tasks] == ["1", "2"]
    assert [reason for reason, _ in reasons(result)] == ["heading", "heading", "explanation", "explanation"]


def test_a_header_over_two_rows():
    result = of_rows(
        ["序号", "工作任务", "责任分工", None, "完成时限"],
        [None, None, "牵头单位", "配合单位", None],
        [1, "修好老桥", "市交通局", "市财政局", "6月底"],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )
    assert (result.tasks[0].lead, result.tasks[0].support) == (["市交通局"], ["市财政局"])
    assert len(result.tasks) == 1


def test_each_sheet_has_its_own_header():
    book = openpyxl.Workbook()
    book.active.append(["工作任务", "责任单位"])
    book.active.append(["修好老桥", "市交通局"])
    second = book.create_sheet("二")
    second.append(["牵头单位", "编号", "事项"])
    second.append(["市城管局", "A-1", "建好公园"])
    result = decompose(saved(book), "清单.xlsx", 2031)
    assert [(task.title, task.lead) for task in result.tasks] == [
        ("修好老桥", ["市交通局"]),
        ("建好公园", ["市城管局"]),
    ]


def test_empty_columns_between_do_not_matter():
    result = of_rows([None, "工作任务", None, "责任单位"], [None, "修好老桥", None, "市交通局"])
    assert result.tasks[0].lead == ["市交通局"]


def test_a_word_table_with_its_covering_letter():
    document = docx.Document()
    document.add_paragraph("关于印发2031年任务分解表的通知")
    document.add_paragraph("各单位：现印发给你们，请认真落实。")
    table = add_table(
        document,
        [
            ["工作任务", "工作要求", "牵头单位"],
            ["抓桥梁", "修好三座老桥，加固全部桥墩，年底前通车，并完成竣工验收和资料归档。", "市交通局"],
            ["", "建好过江通道的引桥，同步完成两岸接线道路和照明、排水、绿化工程建设。", "市住建局"],
        ],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    result = decompose(saved(document), "通知.docx")
    assert [task.path for task in result.tasks] == [["抓桥梁"], ["抓桥梁"]]
    assert [task.lead for task in result.tasks] == [["市交通局"], ["市住建局"]]
    assert result.document.year == 2031
    assert result.document.title == "关于印发2031年任务分解表的通知"


def test_a_table_that_is_no_task_list_gives_no_tasks_and_says_so():
    result = decompose(csv_of("全称,简称", "临江市交通局,市交通局"))
    assert result.tasks == []
    assert "表头" in result.warnings[0].message


@pytest.mark.parametrize(
    "row",
    [
        ["临江市交通局", "市交通局", "工作部门"],
        ["修好老桥任务", "市交通局", "6月底"],
        ["序号", "姓名", "职务"],
    ],
)
def test_rows_of_data_are_no_header(row):
    assert find_header(read(workbook([row]), "清单.xlsx").rows[0].rows) is None


def test_a_table_inside_a_long_text_is_read_as_rows_and_the_text_as_text():
    document = docx.Document()
    document.add_paragraph("关于落实2031年重点工作的通知")
    for number in range(1, 9):
        document.add_paragraph(
            f"{number}.新建第{number}号公园，完成周边道路改造和绿化提升，年底前全部开放。（市城管局负责）"
        )
    add_table(document, [["工作任务", "责任单位"], ["修好老桥", "市交通局"]])
    reading = read(saved(document), "通知.docx")
    assert reading.form == "docx"
    result = with_tables(decompose_text(reading.text, encoding="utf-8"), reading)
    coverage.check(result)
    assert [task.lead for task in result.tasks if task.title == "修好老桥"] == [["市交通局"]]
    assert ["市城管局"] in [task.lead for task in result.tasks]


def test_the_place_of_a_list_stands_before_the_year_of_its_title():
    rows = [["青山市2025年重点任务清单"], ["序号", "任务", "责任单位"], ["1", "新建公园3个", "市城管局"]]
    document = decompose("\n".join(",".join(row) for row in rows).encode(), "清单.csv").document
    assert (document.place, document.year) == ("青山市", 2025)
