"""A sentence is cut at its deliverables: a means stays with its end, an attitude is no task."""

import pytest

from tests.tasks.reports.decomposition.readings import PLAN, decomposed, planned, reasons


def test_deliverables_with_objects_of_their_own_stand_alone():
    assert planned("新建学校5所，改造老旧小区12个，开通公交线路3条。") == [
        "新建学校5所，",
        "改造老旧小区12个，",
        "开通公交线路3条。",
    ]


def test_the_field_of_a_sentence_stays_with_the_first_thing_done_in_it():
    sentence = "做优营商环境，取消证明事项30项；壮大县域经济，新增规上企业20家。"
    assert planned(sentence) == ["做优营商环境，取消证明事项30项；", "壮大县域经济，新增规上企业20家。"]


@pytest.mark.parametrize(
    "sentence",
    [
        "以数字化改革为牵引，深化政务服务“一网通办”，让群众办事更方便。",
        "投资3.5亿元，实施污水处理厂扩建工程，确保年底前投入使用。",
        "加大安全生产监管力度，严防重特大事故发生。",
        "健全矛盾纠纷排查机制，切实维护社会和谐稳定。",
    ],
)
def test_a_means_or_an_end_stays_with_what_is_done(sentence):
    assert planned(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持以人民为中心的发展思想，始终把群众放在心中最高位置。",
        "牢固树立正确政绩观，以钉钉子精神真抓实干。",
        "公平竞争是市场经济的核心。",
        "只要上下同心，就一定能够闯出一片新天地。",
    ],
)
def test_attitudes_and_declarations_are_slogans(sentence):
    result = decomposed(PLAN + "新建学校5所。" + sentence)
    assert [task.text for task in result.tasks] == ["新建学校5所。"]
    assert reasons(result)[7] == {"slogan"}


@pytest.mark.parametrize(
    "sentence",
    [
        "适当提高居民医保补助标准。",
        "安全高效发展清洁能源。",
        "严格落实河湖长制。",
        "锦绣酒店投入运营。",
        "突出抓好退役军人安置工作。",
        "坚定实施河流十年禁渔。",
        "全市旅游收入力争达到90亿元。",
        "高校毕业生就业补贴要及时发放到位。",
    ],
)
def test_a_promise_in_any_wording_is_a_task(sentence):
    assert planned("新建学校5所。" + sentence) == ["新建学校5所。", sentence]


def test_each_indicator_of_the_expected_targets_is_one_task():
    result = decomposed(
        PLAN + "今年经济社会发展的主要预期目标是：地区生产总值增长6%、力争更高，达到820亿元；"
        "城镇、农村居民人均可支配收入分别增长5%、6%左右，城镇新增就业2万人以上、城镇调查失业率5.5%左右；"
        "进出口稳量提质，居民收入增长与经济增长同步，完成国家下达的节能减排任务。"
    )
    assert [task.text.strip("；，、。") for task in result.tasks] == [
        "地区生产总值增长6%、力争更高，达到820亿元",
        "城镇、农村居民人均可支配收入分别增长5%、6%左右",
        "城镇新增就业2万人以上",
        "城镇调查失业率5.5%左右",
        "进出口稳量提质",
        "居民收入增长与经济增长同步",
        "完成国家下达的节能减排任务",
    ]


def test_the_points_of_one_paragraph_are_cut_and_their_themes_are_headings():
    result = decomposed(
        PLAN + "要做到三件事：一是新建学校5所；二是改造小区12个。三是优化环境。取消证明事项30项。"
    )
    assert [task.text for task in result.tasks] == [
        "一是新建学校5所；",
        "二是改造小区12个。",
        "取消证明事项30项。",
    ]
    assert result.tasks[-1].path[-1] == "三是优化环境"


def test_a_paragraph_that_promises_keeps_a_task_even_when_worded_softly():
    assert planned("推进乡村医疗服务能力提升，方便群众就近就医。") == [
        "推进乡村医疗服务能力提升，方便群众就近就医。"
    ]


def test_the_sentence_that_only_announces_is_a_heading():
    result = decomposed(PLAN + "为实现上述目标，重点抓好以下六个方面工作：\n新建学校5所。")
    assert [task.text for task in result.tasks] == ["新建学校5所。"]
    assert reasons(result)[7] == {"heading"}


def test_kind_and_area_follow_the_wording():
    tasks = decomposed(PLAN + "新建中学2所。出台人才公寓管理办法。举办文化惠民演出100场。").tasks
    assert [task.kind for task in tasks] == ["project", "policy", "work"]
    assert tasks[0].area == "livelihood"


def test_a_long_point_is_read_like_any_other_sentence():
    point = "二是加快老商圈的统一规划和升级改造，完成步行街的建设，积极引进知名品牌入驻。"
    tasks = planned("一是抓好项目。开工建设物流园。" + point)
    assert "".join(tasks) == "开工建设物流园。" + point


@pytest.mark.parametrize(
    "sentence",
    [
        "青云水厂年底前建成通水。",
        "用“绣花”功夫抓好背街小巷整治。",
        "围绕主导产业绘制产业链图谱。",
        "在新材料等领域开展一批关键技术攻关。",
        "根据物价情况提高低保标准。",
        "按期完成社区换届。",
        "高校毕业生见习岗位继续向民营企业倾斜。",
        "区中医院迁建工程完成主体施工。",
        "区中医院创成三级医院。",
        "去年遗留的危桥年内全部改造完毕。",
    ],
)
def test_a_promise_that_opens_with_its_ground_or_its_subject_is_a_task(sentence):
    assert planned(sentence + "扎实推进全民健身各项工作再上新的台阶。")[0] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "以高水平安全保障高质量发展。",
        "以为民服务为根本导向。",
        "完成今年目标任务，必须把政府建设得更加坚强有力。",
    ],
)
def test_a_ground_without_a_deed_stays_a_slogan(sentence):
    assert planned("新建学校5所。" + sentence) == ["新建学校5所。"]


def test_a_term_stays_with_its_work():
    assert planned("新建实验小学，确保9月1日前投入使用。") == ["新建实验小学，确保9月1日前投入使用。"]


def test_soft_neighbours_of_one_field_are_one_task_and_others_are_not():
    assert planned("完善居家养老和社区养老服务网络，培育老年助餐服务新模式。") == [
        "完善居家养老和社区养老服务网络，培育老年助餐服务新模式。"
    ]
    assert planned("完善居家养老和社区养老服务网络，持续深化群众信访积案排查化解。") == [
        "完善居家养老和社区养老服务网络，",
        "持续深化群众信访积案排查化解。",
    ]
    assert planned("完善居家养老和社区养老服务网络，建设老年大学分校6所。") == [
        "完善居家养老和社区养老服务网络，",
        "建设老年大学分校6所。",
    ]


def test_short_sentences_built_alike_are_the_themes_of_those_after_them():
    result = decomposed(
        PLAN
        + "着力培育新兴产业。引进数字企业20家，建设区域算力调度中心项目。着力发展民营经济。落实减税降费政策，清理拖欠账款。"
    )
    assert [task.text for task in result.tasks] == [
        "引进数字企业20家，",
        "建设区域算力调度中心项目。",
        "落实减税降费政策，清理拖欠账款。",
    ]
    assert result.tasks[-1].path[-1] == "着力发展民营经济"
    soft = "新建学校5所。推进移风易俗。健全农村养老服务网络，引进社会力量办养老。"
    assert planned(soft)[1] == "推进移风易俗。"


def test_an_indicator_in_words_between_sentences_of_figures_is_a_task():
    result = decomposed(
        PLAN + "主要预期目标是：地区生产总值增长5%左右。工业投资止跌，实现正增长。城镇新增就业2万人以上。"
    )
    assert [task.text for task in result.tasks] == [
        "地区生产总值增长5%左右。",
        "工业投资止跌，实现正增长。",
        "城镇新增就业2万人以上。",
    ]


def test_a_need_leads_on_to_what_is_done_about_it():
    sentence = "主动对接群众就近就医需要，新建社区门诊部12个。"
    assert planned(sentence) == [sentence]


def test_the_reasons_for_a_target_are_no_targets():
    result = decomposed(
        PLAN + "主要预期目标是：地区生产总值增长5%左右；城镇新增就业2万人以上。"
        "经济增长预期目标为5%左右，既是稳就业的需要，也与长远目标相衔接。6%的工业增长目标与发展潜力基本吻合。"
    )
    assert [task.text for task in result.tasks] == ["地区生产总值增长5%左右；", "城镇新增就业2万人以上。"]
    assert "explanation" in reasons(result)[7]


@pytest.mark.parametrize(
    "sentence",
    [
        "加快北岸大桥重建工程，9月底前完成主桥合龙。",
        "推进环湖公路前期工作，上半年完成初步设计批复。",
        "开工建设城北污水厂二期，确保年内完成主体工程。",
    ],
)
def test_a_step_on_the_way_of_a_work_stays_with_the_work(sentence):
    assert planned(sentence) == [sentence]


def test_a_step_with_a_figure_of_its_own_stands_alone():
    assert len(planned("推进环湖公路前期工作，年内完成征地1200亩。")) == 2


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("流转土地2000亩，发展稻虾共作1500亩。", "流转土地2000亩，"),
        ("资助困难学生120名，扩建镇敬老院。", "资助困难学生120名，"),
        ("开展技能培训5万人次，城镇新增就业6.8万人。", "开展技能培训5万人次，"),
        ("全程网办率提高到95%，行政复议决定履行率100%。", "全程网办率提高到95%，"),
    ],
    ids=[
        "a figure like a year",
        "a short building",
        "a subject with its figure",
        "a rate with a name of its own",
    ],
)
def test_even_a_short_clause_with_an_object_of_its_own_is_a_deliverable(sentence, first):
    assert planned(sentence) == [first, sentence.removeprefix(first)]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年实施重点项目210个，完成投资480亿元。",
        "启动新型农村合作医疗试点，参合率达到80%以上。",
        "实施消费品以旧换新，带动销售额60亿元以上。",
        "安排预算内投资80亿元，其中水利20亿元，交通道路建设30亿元。",
    ],
    ids=["its cost", "its rate", "its effect", "its parts"],
)
def test_what_a_work_costs_reaches_or_consists_of_stays_with_it(sentence):
    assert planned(sentence) == [sentence]


def test_a_short_line_that_the_report_numbers_itself_is_one_task():
    lines = "1.新建社区食堂12家，新增餐位900个；\n2.打通断头路6条，新建停车泊位800个。"
    assert planned(lines) == lines.split("\n")
