"""What the name of a public body looks like in Chinese official writing, and how a list of names is cut."""

from __future__ import annotations

import re

OPENING, CLOSING = "（([〔［【", "）)]〕］】"

# A body's name ends in one of these; what follows 和/及/与 starts a new name only after such an ending.
BODY_ENDING = re.compile(
    r"(?:部|委|局|办|厅|署|院|会|行|公司|集团|中心|政府|联|协|社|所|站|室|处|科|队|校|大学|馆|台|团|海关|中支|组|"
    r"区|县|市|省|镇|乡|街道|旗|盟|州|厂|场|园|供电|移动|联通|电信|铁塔|网信|[团革盟建进党社]中央|专班|城投|交投|文旅投|"
    r"指挥部|军分区|妇联|残联|旅|基地|机构|分局|支行|总社|银联|石化|石油|烟草|邮政|电网|幼儿园|党委|党组)$"
)
NOT_A_BODY = re.compile(
    r"(?:社会|城乡|机会|布局|格局|全部|内部|干部|部队|环境办|行政区|城市|社区|园区|市场|现场|高校|学校|全市|全省|全区|城区|"
    r"厂区|灾区|景区|库区|片区|辖区|地区|农业园|乡村|小区|农场|职业学校|财会|商会和协会|人行道|银行保险|立场|广场)$"
)
PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”\"·×XＸ（）()\-—/〇○]{2,40}")

# Everybody and nobody: actors that are named together and aren't one body.
COLLECTIVE = re.compile(
    r"^(?:[市省区县州]?各|有关|相关|其他|其它|所有|全体|所属|所涉|属地|沿线|沿江|沿海|项目所在|事发地|区域内)"
    r"|各(?:有关|相关|责任|成员|级|地|部门|单位|市|省|县|区|乡|镇|街|盟|旗|州|直属|开发|功能|园|片|委|局|办|区直|属)"
    r"|(?:有关|相关|涉及|责任|成员|主管|其他|其它|职能|直属|所属|管理|工作|监管|负有.{0,12}职责的?)(?:的)?(?:部门|单位|地区|地方|地市|企业|机构|区|县|市|方面|委办局|县[（(].*)$"
    r"|(?:有关|相关)(?:市|省|县|区|乡|镇|街道|州|盟|旗|盟市|州市|市县|县区|区县|地市|地方|省份|开发区|园区|高校|院校|国有|企业|中央|行业)"
    r"|(?:部门|单位|地区)$|^(?:市|省|区|县)[直属]?各[^（(]{0,8}$"
    r"|^(?:市|省|区|县)(?:直|属|级|管)?(?:各|有关|相关|直|属)(?:部门|单位|机关(?!工委|党委|事务)|企业|国企)"
    r"|^(?:市|省|区|县|州)[属管直](?:国有|国资|重点|各类|相关|平台)*(?:企业|公司|高校|院校|医院|学校|银行|平台)$|^驻[\u4e00-\u9fff]{1,3}?(?:高校|单位|企业|院校|部队|央企|金融机构)$"
    r"|^(?:地方|基层)(?:各级)?(?:人民)?政府$|^(?:县|区|市|镇|乡)(?:级)?(?:[（(].*[）)])?(?:人民)?政府$"
    r"|^(?:乡镇|街镇|镇街|县区|区县|县市区|市县|旗县|旗县区|盟市|乡镇街道|镇乡街道)(?:[（(].*[）)])?(?:人民)?(?:政府|党委|办事处)?$"
    r"|^(?:县|乡镇|镇|区)[（(][^）)]*[）)](?:人民)?(?:政府|党委)?$"
    r"|^(?:县级市|开发区|功能区|园区|街道|乡镇|镇|乡|街道办事处|县|区|旗|社区|产业园区|管委会|经济功能区)$"
)
# Words that only go on with a collective begun before: 各区、县级市; 各省、自治区、直辖市人民政府.
CONTINUES = re.compile(
    r"^(?:自治区|直辖市|县级市|自治州|自治县|开发区|功能区|园区|产业园区|高新区|街道|街镇|乡镇|镇街|镇乡|乡|镇|县|区|市|旗|州|盟|县区|区县|市县|旗县|"
    r"社区|部门|单位|企业|机构)?(?:[（(][^（）()]*[）)])?(?:人民政府|政府|管委会?|办事处|管理委员会|党委|党工委)?(?:[（(][^（）()]*[）)])?$"
)
NOBODY = re.compile(r"^(?:无|—+|-+|/+|／|\\|空|暂无|没有|单位|部门|责任单位|同上)$")

PLACE_WORDS = "自治区|自治州|自治县|省|市|区|县|州|盟|旗|镇|乡|街道|师市|兵团"
_OWN_PREFIX = re.compile(
    r"^(?P<prefix>[\u4e00-\u9fff]{2,4}?(?:自治区|自治州|自治县|省|市(?!场)|县|盟|旗)(?:委(?!员|托|外))?)[\u4e00-\u9fff“（(].+$"
)
# Names that begin with the letter of a prefix and carry none.
_FALSE_PREFIX = re.compile(
    r"^(?:市场(?!场)|市政(?!府|协|务|数|法|研)|市容|市民(?!政|族|宗|委|防|航|间|营|主|革|建|盟|进|兵|工委)|"
    r"市直|市属|市级|市域|区域|区块|区直|区属|区级|县域|县直|县级|县乡|省直|省级|省际|省属|镇街|镇区|镇村|乡村|乡镇|"
    r"州市|州直|盟市|旗县|街道办)"
)
# Bodies of one level that share a written-once prefix; companies, universities, counties and zones don't.
_SHARES_PREFIX = re.compile(
    r"(?:局|委|办|厅|署|部|妇联|残联|工商联|文联|侨联|台联|科协|社科联|记协|作协|总工会|红十字会|贸促会|供销社|法院|检察院|"
    r"研究室|办公室|公室|委员会|总社|联合社|联合会|监委|政协|人大|支队|总队|中心|档案馆|党校|监察局|法制办|集团办)(?:[（(].*[）)])?$"
)
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆"
)
_OWN_STANDING = re.compile(
    r"^(?:国家|国务院|国网|国有|中央|中国|中共|全国|全省|全市|人行|人民银行|银保监|证监|金融监管总局|外汇|驻|原|团[市省区县州盟旗]委|"
    rf"海关|铁路|民航|海事|武警|军|{PROVINCES}|各|有关|相关|[\u4e00-\u9fff]{{2,6}}(?:省|市|县|区|州|盟|旗)(?!域))"
)

_CENTRAL = re.compile(r"人行|人民银行|国网|国家|中国")
# Branches of central bodies carry the name of their place, not the city's prefix: 临河银保监分局.
_LED_FROM_ABOVE = re.compile(r"银保监|金融监管(?:总局|分局|支局)|证监局|外汇|调查队|供电|电网")


def bracket_depths(text: str) -> list[int]:
    """How many brackets are open at each character; a bracket itself counts as inside."""
    depths, depth = [], 0
    for character in text:
        if character in OPENING:
            depth += 1
        depths.append(depth)
        if character in CLOSING and depth:
            depth -= 1
    return depths


def is_collective(name: str) -> bool:
    """Whether the words stand for many bodies together (各地区, 有关部门), never for one unit."""
    return bool(COLLECTIVE.search(name)) and not re.search(r"^各界", name)


def is_body(name: str) -> bool:
    """Whether the words are built like the name of one public body."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if re.match(r"如|含|包括|即|以下|简称|由|为|对|不含|例如|包含", name):
        return False
    if not PLAIN.fullmatch(bare) or len(bare) < 2 or NOT_A_BODY.search(bare):
        return False
    return bool(BODY_ENDING.search(bare))


def split_names(text: str) -> list[str]:
    """Cut a written list at 、 , spaces and line breaks, and at 和/及/与 where a whole name stands before it."""
    pieces, start, blank = [""], 0, True
    for index, depth in enumerate([*bracket_depths(text), 0]):
        if index < len(text) and (depth or text[index] not in "、，,；;\n\r\t 　/|"):
            continue
        piece = text[start:index].strip(" 　。.：:")
        if blank and _is_rest_of_name(pieces[-1], piece):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
        # 甲局、 乙局: the blank after a mark joins nothing
        sign = text[index : index + 1]
        blank = sign.isspace() and (blank or bool(piece))
        start = index + 1
    names: list[str] = []
    for piece in pieces[1:]:
        names += _cut_at_conjunctions(piece)
    return [name for name in names if name]


def _is_rest_of_name(before: str, piece: str) -> bool:
    """Whether a narrow column broke a name here: 市自然资源 | 和规划局."""
    if not before or not piece or is_body(before) or is_collective(before) or NOBODY.match(before):
        return False
    return not own_prefix(piece) and not is_collective(piece) and is_body(before + piece)


def _cut_at_conjunctions(piece: str) -> list[str]:
    """Names joined by 和, 及, 与, 以及 or 等; inside a name (文化和旅游局) the word stays."""
    if len(piece) > 200:
        return [piece]
    depths, names, start = bracket_depths(piece), [], 0
    for match in re.finditer(
        r"以及|[和及与]|等(?=$|国务院|有关|相关|部门|单位|各|市|省|区|县|中央|其他|地|和|及|与|以及|\d)",
        piece,
    ):
        before = piece[start : match.start()]
        if match.start() < start or depths[match.start()] or not before:
            start = max(start, match.end()) if not before else start
            continue
        rest = piece[match.end() :]
        goes_on = re.split("以及|[和及与]", rest)[0]
        if match.group() != "等" and goes_on and CONTINUES.match(goes_on) and is_collective(before):
            continue  # 有关部门和单位 is one collective
        whole = (is_collective(before) and not before.endswith(("部", "各级党委"))) or is_body(before)
        if match.group() == "等" or (whole and _may_begin(rest)):
            names.append(before)
            start = match.end()
    rest = re.sub(r"^[\d几]*[个家]?", "", piece[start:]) if start else piece
    rest = re.sub(r"^(?:以及|[和及与])", "", rest)
    if not (start and re.fullmatch(r"(?:部门|单位|地区)?", rest)):
        names.append(rest)
    return names


def _may_begin(rest: str) -> bool:
    """Whether what follows a conjunction ends like a body or a collective."""
    rest = re.split(r"[和及与]", rest)[-1]
    return not rest or is_body(rest) or is_collective(rest) or rest.endswith("等")


def own_prefix(name: str) -> str:
    """The prefix a name is written with (市, 省, 市委, 合肥市), or an empty string."""
    if _FALSE_PREFIX.match(name) or _CENTRAL.match(name):
        return ""
    shortest = re.match(rf"(?:{PLACE_WORDS})(?:委(?=[\u4e00-\u9fff]))?", name)
    match = shortest or _OWN_PREFIX.match(name)
    if not match:
        return ""
    prefix = match.group() if shortest else match.group("prefix")
    return prefix if len(name) > len(prefix) else ""


def shares_prefix(name: str) -> bool:
    """Whether a bare name may take over a prefix that was written once for the whole list."""
    if _LED_FROM_ABOVE.search(name):
        return False
    return not own_prefix(name) and of_one_level(name) and not _OWN_STANDING.match(name)


def of_one_level(name: str) -> bool:
    """Whether the name is built like a government bureau's, not like a company's, a school's or a county's."""
    return bool(_SHARES_PREFIX.search(name))
