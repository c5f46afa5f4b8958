"""Who is responsible: leads, supports and collective actors from brackets, closing statements and cells."""

from __future__ import annotations

import time

import pytest

from tasks.reports.decomposition.units import (
    DocumentRules,
    closing_brackets,
    document_rules,
    prefixed,
    read_bracket,
    read_cell,
    trailing_statement,
)

N = DocumentRules()
F = DocumentRules(first_leads=True)
W = DocumentRules(responsible_leads=True)

# text, rules of the document, lead rule, leads, supports, collective actors
# fmt: off
BRACKETS = [
    ("牵头单位:市建委;配合单位:市计委、房产局、外贸局、规划局", N, "stated", ["市建委"], ["市计委", "市房产局", "市外贸局", "市规划局"], []),
    ("牵头单位：市商务局，配合单位：市委宣传部、市文化和旅游局，各区、县级市", N, "stated", ["市商务局"], ["市委宣传部", "市文化和旅游局"], ["各区、县级市"]),
    ("市农委牵头落实", N, "stated", ["市农委"], [], []),
    ("市农委、市水务局牵头落实", N, "stated", ["市农委", "市水务局"], [], []),
    ("省经信厅、省科技厅按职责分工负责", N, "by_duty", [], ["省经信厅", "省科技厅"], []),
    ("省市场监管局（省知识产权局）牵头，省财政厅配合", N, "stated", ["省市场监管局（省知识产权局）"], ["省财政厅"], []),
    ("县直各有关单位，各县属国有企业，各园区管理局、各乡镇人民政府（街道办事处）负责", N, "none", [], [], ["县直各有关单位", "各县属国有企业", "各园区管理局", "各乡镇人民政府（街道办事处）"]),
    ("市发改委牵头，市财政局、市经信委按职责分工负责，年内持续推进", N, "stated", ["市发改委"], ["市财政局", "市经信委"], []),
    ("市发改委牵头，市财政局配合，2020年底前完成", N, "stated", ["市发改委"], ["市财政局"], []),
    ("责任单位：市教育局", N, "sole", ["市教育局"], [], []),
    ("责任单位：市教育局、市财政局", N, "none", [], ["市教育局", "市财政局"], []),
    ("责任单位：市教育局、市财政局", F, "first_named", ["市教育局"], ["市财政局"], []),
    ("责任单位：市教育局、市财政局", W, "stated", ["市教育局", "市财政局"], [], []),
    ("牵头领导：王明；牵头单位：市教育局；配合单位：无", N, "stated", ["市教育局"], [], []),
    ("牵头单位：市住房和城乡建设局 配合单位：市文化和旅游局、市人力资源和社会保障局", N, "stated", ["市住房和城乡建设局"], ["市文化和旅游局", "市人力资源和社会保障局"], []),
    ("市商务局会同市财政局负责", N, "stated", ["市商务局"], ["市财政局"], []),
    ("市商务局牵头会同市财政局、市教育局等负责", N, "stated", ["市商务局"], ["市财政局", "市教育局"], []),
    ("市商务局牵头，会同市财政局、各县区政府落实", N, "stated", ["市商务局"], ["市财政局"], ["各县区政府"]),
    ("市教育局和市财政局牵头", N, "stated", ["市教育局", "市财政局"], [], []),
    ("市文化和旅游局与市体育局负责", N, "none", [], ["市文化和旅游局", "市体育局"], []),
    ("省发展改革委牵头，财政厅、自然资源厅参加", N, "stated", ["省发展改革委"], ["省财政厅", "省自然资源厅"], []),
    ("市财政局、市审计局、人行蚌埠中支按职责分工负责", N, "by_duty", [], ["市财政局", "市审计局", "人行蚌埠中支"], []),
    ("市发改委、教育局、人行蚌埠中支、蚌山区政府、市供电公司负责", F, "first_named", ["市发改委"], ["市教育局", "人行蚌埠中支", "蚌山区政府", "市供电公司"], []),
    ("市农业农村局，各县（市、区）人民政府", N, "none", [], ["市农业农村局"], ["各县（市、区）人民政府"]),
    ("市民政局（牵头）、市财政局、市卫健委", N, "stated", ["市民政局"], ["市财政局", "市卫健委"], []),
    ("市民政局负责，市财政局配合", N, "sole", ["市民政局"], ["市财政局"], []),
    ("市政府办公室牵头，各县区政府、市政府各部门配合", N, "stated", ["市政府办公室"], [], ["各县区政府", "市政府各部门"]),
    ("市委组织部、宣传部牵头，市财政局配合", N, "stated", ["市委组织部", "市委宣传部"], ["市财政局"], []),
    ("由市交通运输局牵头，市公安局、沿线各县区配合", N, "stated", ["市交通运输局"], ["市公安局"], ["沿线各县区"]),
    ("发展改革委牵头，年内持续推进", N, "stated", ["发展改革委"], [], []),
    ("国务院各部门分别负责,年内持续推进", N, "by_duty", [], [], ["国务院各部门"]),
    ("财政部、税务总局等按职责分工负责，5月底前出台相关政策，年内持续推进", N, "by_duty", [], ["财政部", "税务总局"], []),
    ("第一责任单位：市水利局；责任单位：市财政局、各县区政府", N, "stated", ["市水利局"], ["市财政局"], ["各县区政府"]),
    ("牵头单位：市发改委、市财政局；责任单位：各县区人民政府、市直有关部门", N, "stated", ["市发改委", "市财政局"], [], ["各县区人民政府", "市直有关部门"]),
    ("责任单位：市生态环境局；配合单位：市水利局、城管局、各区政府", N, "sole", ["市生态环境局"], ["市水利局", "市城管局"], ["各区政府"]),
    ("主办单位：市文旅局；协办单位：市体育局", N, "stated", ["市文旅局"], ["市体育局"], []),
    ("市经信局、科技局、财政局", N, "none", [], ["市经信局", "市科技局", "市财政局"], []),
    ("市城管局、高新区管委会、经开区管委会", N, "none", [], ["市城管局", "高新区管委会", "经开区管委会"], []),
    ("市发展改革委、市经济和信息化局、市商务局等有关部门，各区政府按照职责分工负责", N, "by_duty", [], ["市发展改革委", "市经济和信息化局", "市商务局"], ["有关部门", "各区政府"]),
    ("市卫生健康委、市医保局按职责分工负责，各区县政府配合", N, "by_duty", [], ["市卫生健康委", "市医保局"], ["各区县政府"]),
    ("市级牵头单位：市民政局，责任单位：各县（区）人民政府", N, "stated", ["市民政局"], [], ["各县（区）人民政府"]),
    ("区发改局、区财政局负责，各镇街配合", F, "first_named", ["区发改局"], ["区财政局"], ["各镇街"]),
    ("省教育厅牵头、省财政厅和各市人民政府配合", N, "stated", ["省教育厅"], ["省财政厅"], ["各市人民政府"]),
    ("牵头单位：市住建局，完成时限：2024年12月底前", N, "stated", ["市住建局"], [], []),
    ("中央宣传部、中央和国家机关工委负责", N, "none", [], ["中央宣传部", "中央和国家机关工委"], []),
    ("市工信局牵头，市发改委、统计局、国家统计局蚌埠调查队参与", N, "stated", ["市工信局"], ["市发改委", "市统计局", "国家统计局蚌埠调查队"], []),
    ("责任领导：张三；责任单位：区住建局；责任人：李四", N, "sole", ["区住建局"], [], []),
    ("市政府分管领导：李 强；牵头单位：市城管局", N, "stated", ["市城管局"], [], []),
    ("牵头单位：市公安局交警支队、市城管局", N, "stated", ["市公安局交警支队", "市城管局"], [], []),
    ("牵头单位：合肥市发改委、规划局", N, "stated", ["合肥市发改委", "合肥市规划局"], [], []),
    ("牵头单位：市大数据中心、市政府办公室、市行政审批局；责任单位：市级各部门，各县（市、区）人民政府，各功能区管委会", N, "stated", ["市大数据中心", "市政府办公室", "市行政审批局"], [], ["市级各部门", "各县（市、区）人民政府", "各功能区管委会"]),
    ("自治区教育厅、财政厅、人力资源和社会保障厅负责", F, "first_named", ["自治区教育厅"], ["自治区财政厅", "自治区人力资源和社会保障厅"], []),
    ("市应急局、市消防救援支队，各区人民政府", F, "first_named", ["市应急局"], ["市消防救援支队"], ["各区人民政府"]),
    ("县农业农村局、乡村振兴局牵头，县财政局配合", N, "stated", ["县农业农村局", "县乡村振兴局"], ["县财政局"], []),
    ("各乡镇人民政府牵头，县财政局配合", N, "none", [], ["县财政局"], ["各乡镇人民政府"]),
    ("市教育局、财政局等12个部门负责", F, "first_named", ["市教育局"], ["市财政局"], []),
    ("市交通局，市公安局、市住建局，持续推进", F, "first_named", ["市交通局"], ["市公安局", "市住建局"], []),
    ("牵头单位：市发改委；配合单位：市直相关部门、有关县（市、区）人民政府、市城投集团、市交投公司", N, "stated", ["市发改委"], ["市城投集团", "市交投公司"], ["市直相关部门", "有关县（市、区）人民政府"]),
    ("怀远县、五河县、固镇县人民政府负责", N, "none", [], ["怀远县", "五河县", "固镇县人民政府"], []),
    ("市总工会、团市委、妇联、残联按职责分工负责", N, "by_duty", [], ["市总工会", "团市委", "市妇联", "市残联"], []),
    ("市教育局牵头负责", F, "stated", ["市教育局"], [], []),
    ("市审计局", F, "sole", ["市审计局"], [], []),
    ("市人大常委会办公室、市政协办公室、市中级人民法院、市人民检察院负责", N, "none", [], ["市人大常委会办公室", "市政协办公室", "市中级人民法院", "市人民检察院"], []),
    ("发展改革委、工业和信息化部等有关部门按职责分工负责", F, "first_named", ["发展改革委"], ["工业和信息化部"], ["有关部门"]),
    ("教育部，各省、自治区、直辖市人民政府负责", N, "none", [], ["教育部"], ["各省、自治区、直辖市人民政府"]),
    ("市农委、市水务局、市林业局牵头，各郊区、县配合", N, "stated", ["市农委", "市水务局", "市林业局"], [], ["各郊区、县"]),
    ("市发展改革委牵头，其他相关部门配合", N, "stated", ["市发展改革委"], [], ["其他相关部门"]),
    ("市委宣传部（市文明办）、市城管局负责", F, "first_named", ["市委宣传部（市文明办）"], ["市城管局"], []),
    ("市国资委及各市属国有企业", F, "first_named", ["市国资委"], [], ["各市属国有企业"]),
    ("牵头单位为市科技局，配合单位为市财政局", N, "stated", ["市科技局"], ["市财政局"], []),
    ("牵头单位市科技局，配合单位市财政局、市税务局", N, "stated", ["市科技局"], ["市财政局", "市税务局"], []),
    ("牵头：市科技局；配合：市财政局", N, "stated", ["市科技局"], ["市财政局"], []),
    ("财政部、民政部和各省级人民政府负责", N, "none", [], ["财政部", "民政部"], ["各省级人民政府"]),
    ("市人力社保局、市教委、市住房城乡建设委、各区政府、北京经济技术开发区管委会", F, "first_named", ["市人力社保局"], ["市教委", "市住房城乡建设委", "北京经济技术开发区管委会"], ["各区政府"]),
    ("市工信局牵头，市级有关部门和单位、各区县政府按职责分工负责", N, "stated", ["市工信局"], [], ["市级有关部门和单位", "各区县政府"]),
    ("市公安局、市交通局及有关部门、单位负责", N, "none", [], ["市公安局", "市交通局"], ["有关部门、单位"]),
    ("市体育局、市教育局负责，各旗县区配合", N, "stated", ["市体育局", "市教育局"], [], ["各旗县区"]),
    ("市体育局负责，各旗县区配合", N, "sole", ["市体育局"], [], ["各旗县区"]),
    ("市体育局、各旗县区负责", N, "none", [], ["市体育局"], ["各旗县区"]),
    ("市体育局；配合单位：市财政局", N, "sole", ["市体育局"], ["市财政局"], []),
    ("市委组织部、市直机关工委、市委党校按职责分工负责", N, "by_duty", [], ["市委组织部", "市直机关工委", "市委党校"], []),
    ("由市商务局会同市财政局、市税务局等部门研究制定", N, "stated", ["市商务局"], ["市财政局", "市税务局"], []),
    ("市卫健委，市各公立医院", N, "none", [], ["市卫健委"], ["市各公立医院"]),
    ("市司法局，市直各部门，各县（市、区）政府、管委", N, "none", [], ["市司法局"], ["市直各部门", "各县（市、区）政府、管委"]),
    ("省国资委等有关部门和单位负责", N, "none", [], ["省国资委"], ["有关部门和单位"]),
    ("2030年6月底前由市民政局牵头完成", N, "stated", ["市民政局"], [], []),
    ("督办单位：市政府督查室；承办单位：市公安局", N, "sole", ["市公安局"], ["市政府督查室"], []),
    ("责任单位:市教育局.完成时限:12月底", N, "sole", ["市教育局"], [], []),
    ("年底前完成，市教育局负责", N, "sole", ["市教育局"], [], []),
]
# fmt: on


@pytest.mark.parametrize(("inside", "rules", "lead_rule", "lead", "support", "others"), BRACKETS)
def test_a_bracket_names_leads_supports_and_others(inside, rules, lead_rule, lead, support, others):
    found = read_bracket(inside, rules)
    assert found is not None
    assert (found.lead_rule, found.lead, found.support, found.others) == (lead_rule, lead, support, others)


@pytest.mark.parametrize("inside", [case[0] for case in BRACKETS])
@pytest.mark.parametrize("marks", ["（）", "()", "（)", "【】"])
def test_the_whole_bracket_is_found_and_nothing_else(inside, marks):
    text = f"推进（含试点）工作。{marks[0]}{inside}{marks[1]}"
    assert closing_brackets(text) == [(10, len(text))]


@pytest.mark.parametrize(
    "inside",
    [
        "含公租房", "PPP", "以下简称《方案》", "国办发〔2030〕8号", "由负责人签字", "市、区", "一", "不含房地产开发", "2030年底前完成",
        "县、区", "包括各级政府、企业、单位", "部门、单位", "局、委", "镇", "院士工作站", "社区", "乡镇、街道", "如教育局、财政局", "集团",
        "牵头建设5个项目", "见附件", "试行", "居委会", "市场",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sentence", ["推进（{}）建设。", "推进建设（{}）。", "推进建设。（{}）"])
def test_a_bracket_that_explains_is_not_about_responsibility(inside, sentence):
    assert closing_brackets(sentence.format(inside)) == []


def test_a_second_name_in_brackets_does_not_end_the_outer_bracket():
    text = "加强质量监管。（市市场监管局（市知识产权局）牵头，市农业农村局（市畜牧、兽医中心）配合，2030年底前完成）"
    ((start, end),) = closing_brackets(text)
    found = read_bracket(text[start + 1 : end - 1], N)
    assert end == len(text)
    assert found.lead == ["市市场监管局（市知识产权局）"]
    assert found.support == ["市农业农村局（市畜牧、兽医中心）"]


def test_a_bracket_that_is_never_closed_hides_nothing():
    text = "推进（甲工程，做好乙工作。（市教育局负责）"
    assert [text[a:b] for a, b in closing_brackets(text)] == ["（市教育局负责）"]


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位者为牵头单位，下同", "排在第一位的部门为牵头部门，下同", "第一责任单位为牵头单位", "列第一位者为工作牵头单位或汇总单位,下同",
        "责任单位排名第一的为牵头单位", "注：责任单位中排在首位的为牵头单位。", "牵头单位列第一位", "首位为牵头单位", "排在最前的单位为牵头单位",
    ],
)  # fmt: skip
def test_a_rule_stated_once_holds_in_the_whole_document(rule):
    rules = document_rules(
        f"一、任务\n1.建园。（市林业局、市财政局负责。{rule}）\n2.修路。（市交通局、市公安局负责）"
    )
    found = read_bracket("市交通局、市公安局负责", rules)
    assert (found.lead, found.support, found.lead_rule) == (["市交通局"], ["市公安局"], "first_named")


@pytest.mark.parametrize(
    "prose", ["把发展作为第一位的任务。", "排名第一，是牵头单位努力的结果。", "牵头单位要扛起首位责任。"]
)
def test_prose_about_being_first_is_no_rule(prose):
    assert not document_rules(prose).first_leads


def test_the_rule_in_a_bracket_is_not_a_unit():
    found = read_bracket("市林业局、市财政局等负责。列第一位者为牵头单位，下同", F)
    assert found.lead + found.support + found.others == ["市林业局", "市财政局"]


def test_without_a_lead_the_responsible_unit_leads_where_the_document_says_so():
    rules = document_rules("说明：无牵头单位的,责任单位即为牵头单位。")
    assert read_bracket("责任单位：市林业局", rules).lead == ["市林业局"]
    assert read_bracket("责任单位：市林业局、市水利局", rules).lead == ["市林业局", "市水利局"]


def test_a_prefix_written_once_holds_for_bureaus_only():
    names = [
        "市发改委",
        "教育局",
        "人行临江中支",
        "蚌山区政府",
        "甲大学",
        "市供电公司",
        "团市委",
        "国家统计局临江调查队",
        "妇联",
    ]
    assert prefixed(names)[1] == "市教育局"
    assert prefixed(names)[2:8] == names[2:8]
    assert prefixed(names)[8] == "市妇联"


def test_where_each_name_has_its_prefix_a_bare_name_stays_bare():
    found = read_bracket("市发改委、市财政局、税务局负责", N)
    assert found.support == ["市发改委", "市财政局", "税务局"]
    each = document_rules(
        "甲。（市发改委、市财政局、市教育局负责）\n乙。（市林业局、市水利局、市民政局负责）"
    )
    assert read_bracket("市教育局牵头，税务局配合", each).support == ["税务局"]


def test_a_name_that_begins_with_market_has_no_prefix():
    found = read_bracket("牵头单位：市场监管局；配合单位：教育局", N)
    assert (found.lead, found.support) == (["市场监管局"], ["教育局"])


def test_persons_are_kept_apart_from_units():
    found = read_bracket("牵头领导：王 明、李小红；责任单位：区住建局；责任人：赵四", N)
    assert found.people == [
        {"role": "牵头领导", "name": "王明"},
        {"role": "牵头领导", "name": "李小红"},
        {"role": "责任人", "name": "赵四"},
    ]
    assert (found.lead, found.lead_rule) == (["区住建局"], "sole")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("1.发展产业。责任单位：市经信局、市财政局", "责任单位：市经信局、市财政局"),
        ("发展产业。牵头单位：市经信局；配合单位：市财政局。", "牵头单位：市经信局；配合单位：市财政局。"),
        ("推进工程。由市民政局牵头，市财政局配合。", "由市民政局牵头，市财政局配合。"),
        ("牵头单位：市经信局", "牵头单位：市经信局"),
        ("加快建设 牵头单位：市住建局 配合单位：市财政局", "牵头单位：市住建局 配合单位：市财政局"),
        ("落实牵头单位责任，抓好工作。", None),
        ("明确责任单位：一要抓紧，二要落实。", None),
        ("推进改革，完善监管体系，由专人负责。", None),
        ("压实责任。由各级政府负责。", None),
    ],
)
def test_a_closing_statement_without_brackets(text, statement):
    span = trailing_statement(text)
    assert (text[span[0] : span[1]] if span else None) == statement


@pytest.mark.parametrize(
    ("cell", "units", "others"),
    [
        ("区经济发展局\n区行政审批局", ["区经济发展局", "区行政审批局"], []),
        ("市教育局、财政局；民政局等", ["市教育局", "市财政局", "市民政局"], []),
        ("市教育局 市财政局", ["市教育局", "市财政局"], []),
        ("无", [], []),
        ("—", [], []),
        (
            "区直各有关单位，各区属事业单位，各镇人民政府（街道办事处）",
            [],
            ["区直各有关单位", "各区属事业单位", "各镇人民政府（街道办事处）"],
        ),
        ("市文化和旅游局及各县（市、区）人民政府", ["市文化和旅游局"], ["各县（市、区）人民政府"]),
        ("政务公开工作部门", [], ["政务公开工作部门"]),
        ("市市场监管局（市知识产权局）", ["市市场监管局（市知识产权局）"], []),
    ],
)
def test_a_cell_gives_units_and_collective_actors(cell, units, others):
    assert read_cell(cell, N) == (units, others)


@pytest.mark.parametrize("seed", ["（", "市发改委和", "责任单位：", "协助", "、", "牵头", "（市教育局、"])
def test_time_grows_with_length_not_with_its_square(seed):
    def seconds(length: int) -> float:
        text = (seed * length)[:length]
        began = time.perf_counter()
        closing_brackets(text), trailing_statement(text), read_cell(text, N)
        return time.perf_counter() - began

    best = {length: min(seconds(length) for _ in range(3)) for length in (5_000, 20_000)}
    assert best[20_000] < 10 * max(best[5_000], 0.02)


def test_a_prefix_at_the_head_of_one_list_holds_for_it_even_where_others_repeat_it():
    each = document_rules(
        "甲。（市发改委、市财政局、市教育局负责）\n乙。（市林业局、市水利局、市民政局负责）"
    )
    found = read_bracket("牵头单位：市经开区管委会；配合单位：市自然资源局、住房城乡建设局、城投集团", each)
    assert found.support == ["市自然资源局", "市住房城乡建设局", "城投集团"]
