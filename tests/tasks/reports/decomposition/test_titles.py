"""A title is short, stands alone and uses the text's own words; the standard is what can be measured."""

import pytest

from tasks.reports.decomposition.titles import LONGEST_TITLE, standard_of, title_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("二是要新建改建中小学校12所，新增学位6000个。", "新建改建中小学校12所"),
        ("以项目为抓手，推进滨江新城建设，带动产业集聚。", "推进滨江新城建设"),
        ("（三）开工建设临江大桥，力争年底前主体完工；", "开工建设临江大桥，力争年底前主体完工"),
        ("加快航空港建设，在巩固现有航线的基础上，新开通航线3条。", "加快航空港建设"),
        ("加大稳外贸政策力度，支持企业稳订单拓市场。", "加大稳外贸政策力度，支持企业稳订单拓市场"),
        ("优化流通体系，提升枢纽能级，实施降低物流成本行动。", "优化流通体系，实施降低物流成本行动"),
        ("对不裁员的企业，继续实施稳岗返还政策，提高比例。", "对不裁员的企业，继续实施稳岗返还政策"),
        ("对标国际一流，打造开放口岸。", "打造开放口岸"),
        ("将更多流动人口纳入社区服务范围。", "将更多流动人口纳入社区服务范围"),
    ],
)
def test_the_title_is_the_first_thing_done(words, title):
    assert title_of(words) == title


def test_a_long_enumeration_keeps_its_head_and_its_tail():
    words = "加快推进城东污水处理厂、城西垃圾焚烧发电厂、城南应急水源地、城北热力管网改造、高铁站前广场等重点工程建设。"
    title = title_of(words)
    assert len(title) <= LONGEST_TITLE
    assert title.startswith("加快推进城东污水处理厂、")
    assert title.endswith("等重点工程建设")


def test_a_long_title_is_broken_at_a_mark_outside_quotations_and_a_list_ends_in_etc():
    quoted = "积极创造条件构建“一张床、一间房、一套房”的多层次住房供应保障体系和多层次创业支持体系。"
    assert title_of(quoted) == quoted.rstrip("。")
    listed = "推进城东污水处理厂、城西垃圾焚烧发电厂、城南应急水源地、城北热力管网、高铁站前广场建设。"
    assert title_of(listed) == "推进城东污水处理厂、城西垃圾焚烧发电厂、城南应急水源地、城北热力管网等"


def test_the_title_of_an_item_is_its_own_heading():
    assert title_of("3.提升服务。推行一窗受理，办理时限压缩一半。", "提升服务。") == "提升服务"


def test_the_standard_holds_the_measured_clauses_only():
    assert (
        standard_of("深化园区改革，新增规上企业20家，优化服务，6月底前完成整合。")
        == "新增规上企业20家；6月底前完成整合"
    )
    assert standard_of("深化园区管理体制改革。") == ""
