"""The cells of a responsibility table: units, people, dates and figures, and what a broken cell spoils."""

from datetime import date, datetime

import pytest

from tasks.reports.decomposition.units import document_rules, read_bracket
from tests.tasks.reports.decomposition.tables import csv_of, decompose, of_rows, reasons


@pytest.mark.parametrize(
    ("rule", "cell", "lead", "support", "lead_rule"),
    [
        ("", "市交通局", ["市交通局"], [], "sole"),
        ("", "市交通局、财政局", [], ["市交通局", "市财政局"], "none"),
        ("", "市交通局、财政局按职责分工负责", [], ["市交通局", "市财政局"], "by_duty"),
        ("", "市交通局、市财政局分别负责", [], ["市交通局", "市财政局"], "by_duty"),
        ("", "市交通局、市财政局、市住建局各司其职", [], ["市交通局", "市财政局", "市住建局"], "by_duty"),
        ("", "市交通局、市财政局负责", [], ["市交通局", "市财政局"], "none"),
        (
            "注：责任单位列第一位者为牵头单位，下同。",
            "市交通局、市财政局",
            ["市交通局"],
            ["市财政局"],
            "first_named",
        ),
        ("", "市交通局牵头，市财政局配合", ["市交通局"], ["市财政局"], "stated"),
        ("", "牵头单位：市交通局\n配合单位：市财政局", ["市交通局"], ["市财政局"], "stated"),
    ],
)
def test_who_leads_where_the_only_column_is_responsible_units(rule, cell, lead, support, lead_rule):
    result = of_rows(["序号", "工作任务", "责任单位"], [1, "修好老桥", cell], [rule or None, None, None])
    task = result.tasks[0]
    assert (task.lead, task.support, task.lead_rule) == (lead, support, lead_rule)
    assert ("rule", rule) in reasons(result) or not rule


SHARED = "市交通局、市财政局按职责分工负责"


@pytest.mark.parametrize(
    ("head", "cells", "lead", "support", "lead_rule"),
    [
        (["责任单位（按职责分工负责）"], ["市交通局、市财政局"], [], ["市交通局", "市财政局"], "by_duty"),
        (["责任分工"], ["市交通局、市财政局"], [], ["市交通局", "市财政局"], "none"),
        (["牵头单位", "责任单位"], [None, SHARED], [], ["市交通局", "市财政局"], "by_duty"),
        (["牵头单位", "责任单位"], ["市水利局", SHARED], ["市水利局"], ["市交通局", "市财政局"], "stated"),
        (["牵头单位", "责任单位"], [None, "市交通局、市财政局"], [], ["市交通局", "市财政局"], "none"),
        (["牵头单位", "责任单位"], ["市水利局牵头，市财政局配合", None], ["市水利局"], ["市财政局"], "stated"),
        (["责任单位", "配合单位"], [SHARED, "市水利局"], [], ["市交通局", "市财政局", "市水利局"], "by_duty"),
        (["责任单位", "配合单位"], ["市交通局、市财政局", "市水利局"], ["市交通局", "市财政局"], ["市水利局"], "stated"),
        (["责任单位", "配合单位"], ["市交通局、各区人民政府", "市水利局"], [], ["市交通局", "市水利局"], "none"),
    ],
)  # fmt: skip
def test_units_share_a_row_by_duty_only_where_it_says_so(head, cells, lead, support, lead_rule):
    task = of_rows(["工作任务", *head], ["修好老桥", *cells]).tasks[0]
    assert (task.lead, task.support, task.lead_rule) == (lead, support, lead_rule)


@pytest.mark.parametrize("rules", ["", "注：列第一位者为牵头单位，下同。"])
@pytest.mark.parametrize(
    "written",
    [
        "市交通局", "市交通局、市财政局", "市交通局、市财政局负责", "市交通局、市财政局按职责分工负责", "市交通局、市财政局分别负责",
        "市交通局牵头，市财政局配合", "市交通局、各区人民政府", "各区人民政府、市交通局", "各区人民政府",
    ],
)  # fmt: skip
def test_a_row_and_a_bracket_with_the_same_words_say_the_same(rules, written):
    row = of_rows(["工作任务", "责任单位"], ["修好老桥", written], [rules or None, None]).tasks[0]
    said = read_bracket(f"责任单位：{written}" if "负责" not in written and "牵头" not in written else written,
                        document_rules(rules))  # fmt: skip
    assert (row.lead, row.support, row.others, row.lead_rule) == (
        said.lead,
        said.support,
        said.others,
        said.lead_rule,
    )


def test_a_stated_fallback_fills_an_empty_lead():
    result = of_rows(
        ["工作任务", "牵头单位", "责任单位"],
        ["修好老桥", None, "市交通局"],
        ["注：无牵头单位的，责任单位即为牵头单位。", None, None],
    )
    assert (result.tasks[0].lead, result.tasks[0].support) == (["市交通局"], [])


def test_people_keep_the_word_of_their_column():
    result = of_rows(
        ["工作任务", "分管领导", "责任单位", "责任人", "联系人及电话"],
        ["修好老桥", "王五", "市交通局", "赵六、钱七", "13800000000"],
    )
    assert result.tasks[0].people == [
        {"role": "分管领导", "name": "王五"},
        {"role": "责任人", "name": "赵六"},
        {"role": "责任人", "name": "钱七"},
    ]


@pytest.mark.parametrize(
    ("cell", "expected", "origin"),
    [
        (datetime(2031, 6, 18), date(2031, 6, 18), "stated"),
        ("2031-06-18", date(2031, 6, 18), "stated"),
        ("2031.6.18", date(2031, 6, 18), "stated"),
        ("2031/9", date(2031, 9, 30), "stated"),
        ("9.20", date(2031, 9, 20), "stated"),
        ("11月底前", date(2031, 11, 30), "stated"),
        ("2032年2月底", date(2032, 2, 29), "stated"),
        ("二季度", date(2031, 6, 30), "stated"),
        ("全年", date(2031, 12, 31), "stated"),
        ("持续推进", date(2031, 12, 31), None),
        (None, date(2031, 12, 31), "default"),
    ],
)
def test_date_cells(cell, expected, origin):
    found = of_rows(["工作任务", "责任单位", "完成时限"], ["修好老桥", "市交通局", cell]).tasks[0].deadlines
    assert [one.date for one in found] == [expected]
    assert origin is None or found[0].origin == origin


def test_quarter_columns_are_dates_of_what_stands_in_them():
    result = of_rows(
        ["项目名称", "责任单位", "一季度", "二季度"],
        ["老桥加固", "市交通局", "完成设计", "主体完工"],
        ["公园", "市城管局", None, "竣工"],
    )
    assert [[one.date for one in task.deadlines] for task in result.tasks] == [
        [date(2031, 3, 31), date(2031, 6, 30)],
        [date(2031, 6, 30)],
    ]


def test_broken_rows_are_named_and_the_others_stay_whole():
    result = decompose(
        csv_of(
            "序号,工作任务,责任单位,完成时限",
            "1,修好老桥,市交通局,2031-06-30",
            "2,,市财政局,",
            "3,建好公园,市城管局,2031-02-30",
            "4,多了逗号,的任务,市水利局,2031-06-30,市住建局",
            "5,清理河道,市水利局,2031-05-31",
        )
    )
    assert [task.number for task in result.tasks] == ["1", "3", "5"]
    assert [task.deadlines[0].origin for task in result.tasks] == ["stated", "default", "stated"]
    messages = [warning.message for warning in result.warnings]
    assert len(messages) == 3
    for message, place, word in zip(
        messages, ("第 3 行", "第 4 行", "第 5 行"), ("没有任务", "2031-02-30", "6 格"), strict=True
    ):
        assert "清单.csv" in message
        assert place in message
        assert word in message


def test_same_as_above_takes_the_cell_above():
    result = of_rows(["工作任务", "责任单位"], ["修好老桥", "市交通局"], ["加固桥墩", "同上"])
    assert result.tasks[1].lead == ["市交通局"]


def test_figures_of_a_target_column_become_targets():
    result = of_rows(["指标名称", "目标值", "单位", "牵头单位"], ["新建公园", "12", "座", "市城管局"])
    assert result.tasks[0].lead == ["市城管局"]
    assert [(str(one.value), one.unit) for one in result.tasks[0].targets] == [("12", "座")]


def test_the_year_of_the_file_name_serves_where_the_table_names_none():
    result = decompose(csv_of("工作任务,责任单位", "修好老桥,市交通局"), "2031年清单.csv")
    assert result.tasks[0].deadlines[0].date == date(2031, 12, 31)


def test_a_lost_quote_spoils_its_own_row_only():
    result = decompose(
        csv_of(
            "序号,工作任务,责任单位",
            '1,"修好老桥,市交通局',
            '2,加固桥墩,"市交通局\n市水利局"',
            "3,建好公园,市城管局",
        )
    )
    assert [(task.number, len(task.support + task.lead)) for task in result.tasks] == [
        ("1", 1),
        ("2", 2),
        ("3", 1),
    ]
