"""The clauses of a statement of responsibility: 牵头单位：…；配合单位：… and …牵头，…按职责分工负责."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.reports.decomposition.names import bracket_depths, is_body, is_collective, split_names

LEAD, SUPPORT, RESPONSIBLE, BY_DUTY, PEOPLE, TIME, RULE, LISTED = (
    "lead", "support", "responsible", "by_duty", "people", "time", "rule", "listed",
)  # fmt: skip

LONGEST = 800  # characters; no list names so many units, and what is longer is prose


@dataclass
class Clause:
    """Names that share one role in a statement of responsibility, in the order written."""

    role: str
    names: list[str] = field(default_factory=list)
    label: str = ""


_BODY_WORD = r"(?:单位|部门|处室|科室|主体|机构|方)"
_OF_LEVEL = "[省市区县州][级直]?"
_LABELS = [
    (PEOPLE, r"(?:市|区|县|省|州|旗|盟|镇)?(?:政府|委)?(?:牵头|分管|主管|责任|包抓|包保|包联|挂联|挂钩|联系|主抓|负责|督办|分工)(?:市|区|县|省|州)?(?:政府)?(?:领导|市长|区长|县长|副市长)"
             r"|(?:主要|第一|直接|具体|分管)?(?:责任人|负责人)|(?:责任|承办|主办)(?:处室|科室|股室)|联系人|联络员|经办人|领导"),
    (TIME, r"(?:完成|办结|落实|推进|计划完成)?(?:时限|时间|期限)(?:要求|节点|安排)?|进度(?:安排|要求|计划)?|时间进度|完成日期"),
    (LEAD, rf"(?:总|{_OF_LEVEL})?(?:牵头|主办|主责|汇总|领办)(?:责任|负责|落实|实施|督查|督办|承办|抓总)?{_BODY_WORD}"
           rf"|(?:第一|首要|主要|主体|牵头)(?:责任|负责|承办){_BODY_WORD}|牵头|主办"),
    (SUPPORT, rf"(?:{_OF_LEVEL})?(?:配合|协办|协同|协助|协作|协管|参与|参加|参建|会办|支持|联办|督办|督查|督导|指导)(?:[/／、和及]?(?:责任|负责|落实|承办|实施|参与|协作|配合))?{_BODY_WORD}"
              r"|配合|协办|协同|参与|其他责任单位|相关责任单位"),
    (RESPONSIBLE, rf"(?:{_OF_LEVEL})?(?:责任|负责|承办|落实|实施|完成|承担|责任实施|组织实施|建设|项目){_BODY_WORD}|责任主体|责任分工|责任"),
]  # fmt: skip
_LABEL = re.compile(
    "|".join(f"(?P<{role}>(?:{words}))(?=\\s*[:：]|[为是]\\s*[:：]?)" for role, words in _LABELS)
)
# 牵头单位市科技局，配合单位市财政局: the colon is left out.
_NO_COLON = re.compile(
    rf"(?P<label>(?:^|(?<=[，,；;。\s]))(?:牵头|主办|配合|协办|参与|协同|责任){_BODY_WORD})(?=[\u4e00-\u9fff])(?![为是的和负])"
)

# 【责任单位】市民政局: the bracket for a colon.
_IN_BRACKETS = re.compile(r"[【〔\[［]\s*(?P<label>[^【〔\[［】〕\]］：:，。]{2,8}?)\s*[】〕\]］]\s*[:：]?")
# …负责 6月底前完成: a blank for a comma.
_TIME_BEHIND = re.compile(r"(?<=[责实头合局委办])[ 　]+(?=20\d\d年|\d{1,2}月|年[底内末])")
RULE_WORDS = re.compile(
    r"下同|(?:第一位|首位|排名第一|列第一|第一个|排名首|排第一|列首).{0,20}(?:为|是)|(?:为|即为|即是)(?:工作)?牵头(?:责任)?(?:单位|部门)"
)
# 市建设局（列第一位为牵头单位，下同）: said of the whole document, no part of a name.
_NOTE = re.compile(r"(?<=.)[（(][^（()）]*(?:下同|第一位|首位)[^（()）]*[）)]")
_NAMED_LEAD = re.compile(r"(?:由|其中)?(?P<name>[^，。]{3,20}?)(?:为|作为|是)牵头(?:责任)?(?:单位|部门)")
_TIME_WORDS = re.compile(
    r"\d|[一二三四五六七八九十]+月|年[内底初末中]|月[底末前]|季度|半年|春节|持续|长期|常态|全年|适时|及时|按时|按期|限期|按照?时限|底前|时限|逐年|每年|立即|近期|随时|尽快|分年度|年度"
)

_DUTY = r"(?:按照?|依据?|根据|依照|在)(?:各自|其|本|相应)?(?:的)?(?:法定)?(?:职责|职能|职权|分工|工作职责|部门职责|责任)(?:范围|任务|权限|职能|要求)?(?:内)?(?:和|及|与|、)?(?:职责|任务|工作)?(?:分工)?"
_WORK = (
    r"(?:分别|共同|具体|统一|联合|组织|全面|统筹|抓好|做好|认真|积极|抓紧|协同|依法|各自)*(?:负责|落实|推进|实施|组织实施|承担|承办|办理|执行|推动|完成|开展|抓好落实|做好|研究(?:制定|提出|落实|推进)?|制定(?:出台)?|提出)"
    r"(?:相关工作|有关工作|相关任务|落实|实施|推进|组织实施|到位|工作|办理|开展)*"
)
_BY_DUTY_END = re.compile(
    rf"[、，,]?(?:{_DUTY}(?:{_WORK}|分工|配合)?|分工负责|分别负责|分头负责|各负其责|各司其职(?:负责)?|(?:分别|各自)(?:牵头)?(?:落实|推进|实施|负责))$"
)
_SUPPORT_END = re.compile(
    r"(?:等)?(?:积极|协助|共同|密切|做好|予以|给予|协同|按职责|负责)*(?:配合|参与|参加|协办|协助|协同|支持|会办|协作|督办|督导)(?:做好|抓好|落实|实施|推进|支持|相关|有关|工作|负责|办理|完成)*$"
)
_RESPONSIBLE_END = re.compile(rf"(?:{_WORK}|主责|具体负责)$")
_LEAD_AFTER = re.compile(
    r"^(?:总|抓总)?(?:并)?(?:负责|落实|组织|实施|推进|办理|协调|抓总|抓好|具体|共同|统筹|完成|推动|制定|开展|承办)*"
)
_LEAD_MARK = re.compile(
    r"负总责|(?:(?:按照?|依据?|根据|依照)(?:各自)?(?:职责|职能)(?:分工)?)?(?:共同|联合|分别|具体|总体|统筹|负责|总|统一|组织|双)*(?:牵头|主办|领办)"
)


def read_clauses(inside: str) -> list[Clause] | None:
    """The clauses of a statement of responsibility, or None when the words are anything else."""
    if len(inside) > LONGEST:
        return None
    clauses: list[Clause] = []
    waiting: list[str] = []
    labelled = False
    inside = _NOTE.sub("", inside)
    inside = _TIME_BEHIND.sub("，", _NO_COLON.sub(r"\g<label>：", _IN_BRACKETS.sub(_with_colon, inside)))
    for label_role, label, text in _segments(inside):
        if label_role:
            labelled = True
            if waiting:
                clauses.append(Clause(LISTED, [*waiting]))
                waiting.clear()
            clauses.append(Clause(label_role, _people(text) if label_role == PEOPLE else [], label))
            if label_role not in (PEOPLE, TIME) and not _fill_label(clauses, text):
                return None
            continue
        for piece in _pieces(text):
            if not _read_piece(piece, clauses, waiting):
                return None
    if waiting:
        known = [clause for clause in clauses if clause.role in (LEAD, SUPPORT, RESPONSIBLE)]
        role = SUPPORT if known else LISTED
        clauses.append(Clause(role, waiting))
    speaks = labelled or any(c.role not in (TIME,) for c in clauses)
    return clauses if speaks and any(c.names or c.role == RULE for c in clauses) else None


def _with_colon(match: re.Match[str]) -> str:
    """The label of a pair of brackets with a colon behind it; other brackets as they are."""
    labelled = f"{match['label']}："
    return f"；{labelled}" if _LABEL.match(labelled) else match.group()


def _segments(inside: str) -> list[tuple[str, str, str]]:
    """The text cut before each label: (role, label, text after its colon)."""
    depths = bracket_depths(inside)
    found, end = [], 0
    for match in _LABEL.finditer(inside):
        if match.start() < end or depths[match.start()]:
            continue
        before = inside[: match.start()].rstrip(" 　")
        if before and before[-1] not in "，,；;。.、\n（(" and inside[match.start() - 1] not in " 　\n":
            continue
        found.append(match)
        end = match.end()
    segments = []
    head = inside[: found[0].start()] if found else inside
    if head.strip(" 　\n，,；;。"):
        segments.append(("", "", head))
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(inside)
        text = re.sub(r"^\s*[为是]?\s*[:：]?", "", inside[match.end() : stop])
        segments.append((match.lastgroup or "", match.group(), text))
    return segments


def _pieces(text: str) -> list[str]:
    """The text cut at commas, semicolons and full stops outside brackets."""
    pieces, start = [], 0
    for index, depth in enumerate(bracket_depths(text)):
        if depth == 0 and text[index] in "，,；;。\n":
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    return [piece.strip(" 　、") for piece in pieces if piece.strip(" 　、")]


def _fill_label(clauses: list[Clause], text: str) -> bool:
    """Read the list after a label; a piece with its own verb or a time makes a clause of its own."""
    clause = clauses[-1]
    for piece in _pieces(text):
        if RULE_WORDS.search(piece):
            clauses.append(Clause(RULE, label=piece))
        elif _is_time(piece):
            clauses.append(Clause(TIME, label=piece))
        elif _has_verb(piece):
            if not _read_piece(piece, clauses, []):
                return False
        else:
            names = split_names(piece)
            if any(len(name) > 30 for name in names):
                return False
            clause.names += names
    return True


def _has_verb(piece: str) -> bool:
    depths = bracket_depths(piece)
    lead = any(depths[m.start()] == 0 for m in _LEAD_MARK.finditer(piece))
    return (
        lead
        or any(_at_end(end, piece) for end in (_BY_DUTY_END, _SUPPORT_END, _RESPONSIBLE_END))
        or "会同" in piece
    )


def _read_piece(piece: str, clauses: list[Clause], waiting: list[str]) -> bool:
    """Read one clause without a label; names before a comma wait for the verb that follows."""
    if (named := _NAMED_LEAD.fullmatch(piece)) and is_body(named["name"]):
        clauses.append(Clause(LEAD, [named["name"]]))
        return True
    if RULE_WORDS.search(piece):
        clauses.append(Clause(RULE, label=piece))
        return True
    if _is_time(piece):
        clauses.append(Clause(TIME, label=piece))
        return True
    piece = re.sub(r"^[^、，]{0,16}(?:前|底|内|月|年|季度)由", "", piece)
    piece = re.sub(r"^(?:由|请|以及|并由|具体由|主要由)", "", piece)
    if clauses and clauses[-1].role == LEAD and re.match(r"(?:并)?(?:会同|协同|联合)", piece):
        piece = re.sub(r"^(?:并)?(?:会同|协同|联合)", "", piece)
        return _close(_without_verb(piece), SUPPORT, clauses, waiting)
    if _split_at_lead(piece, clauses, waiting):
        return True
    for role, ending in ((BY_DUTY, _BY_DUTY_END), (SUPPORT, _SUPPORT_END), (RESPONSIBLE, _RESPONSIBLE_END)):
        match = _at_end(ending, piece)
        if match:
            if role == SUPPORT and waiting and piece[: match.start()] and not _leads(clauses):
                # 市人社局；市教育局、市工信局配合: who stands before the helpers answers for it
                clauses.append(Clause(LISTED, [*waiting]))
                waiting.clear()
            return _close(piece[: match.start()], role, clauses, waiting)
    names = split_names(piece)
    if not names or not _all_bodies(names):
        return False
    waiting += names
    return True


def _leads(clauses: list[Clause]) -> bool:
    return any(clause.role in (LEAD, RESPONSIBLE, BY_DUTY) for clause in clauses)


def _split_at_lead(piece: str, clauses: list[Clause], waiting: list[str]) -> bool:
    """A牵头…, A会同B负责: the names before lead, the names after help."""
    depths = bracket_depths(piece)
    for match in re.finditer(
        rf"{_LEAD_MARK.pattern}|会同|商(?=[市省区县国财教科公民司人自生住交水农商文卫应审])", piece
    ):
        if depths[match.start()]:
            continue
        before, after = piece[: match.start()], piece[match.end() :]
        if match.group() == "商" and not is_body(before):
            continue
        names = split_names(re.sub(r"^[，,、]", "", before))
        if not (names or waiting) or not _all_bodies(names):
            return match.group() not in ("商",) and False
        clauses.append(Clause(LEAD, [*waiting, *names]))
        waiting.clear()
        if "牵头" in match.group() or "主办" in match.group():
            after = _LEAD_AFTER.sub("", after)
        after = re.sub(r"^[、和及与并]|^(?:会同|协同|联合|商)", "", re.sub(r"^[、和及与并]", "", after))
        others = split_names(_without_verb(after))
        if others:
            clauses.append(Clause(SUPPORT, others))
        return _all_bodies(others)
    return False


def _without_verb(text: str) -> str:
    for ending in (_BY_DUTY_END, _SUPPORT_END, _RESPONSIBLE_END):
        match = _at_end(ending, text)
        text = text[: match.start()] if match else text
    return text


def _at_end(ending: re.Pattern[str], piece: str) -> re.Match[str] | None:
    """The verb that ends a clause; it never needs more than its last forty characters."""
    return ending.search(piece, max(0, len(piece) - 40))


def _close(before: str, role: str, clauses: list[Clause], waiting: list[str]) -> bool:
    names = [*waiting, *split_names(before)]
    waiting.clear()
    if not names:
        return bool(clauses)
    clauses.append(Clause(role, names))
    return _all_bodies(names)


def _all_bodies(names: list[str]) -> bool:
    """Most of the names are built like bodies, and none is a piece of prose."""
    sure = sum(is_body(name) or is_collective(name) for name in names)
    return sure * 2 >= len(names) and all(len(name) <= 30 for name in names)


def _is_time(piece: str) -> bool:
    if not _TIME_WORDS.search(piece) or len(piece) > 30:
        return False
    names = split_names(re.sub(r"[，,]?(?:完成|落实|推进)$", "", piece))
    return not (
        names and any(is_body(name) for name in names) and not re.search(r"\d+[年月]|年[内底]", piece)
    ) and not ("负责" in piece or "牵头" in piece or "配合" in piece)


def _people(text: str) -> list[str]:
    """The persons named after a label; the blanks inside 张　强 belong to one name."""
    names: list[str] = []
    text = re.sub(r"[（(][^（()）]*[）)]", " ", text)  # 王刚（常务副县长）
    for segment in re.split(r"[、，,；;。\n]+", text):
        alone = ""
        for word in segment.split():
            if len(word) > 1:
                names += [alone, word]
                alone = ""
            elif len(alone) == 1:
                names.append(alone + word)
                alone = ""
            else:
                alone = word
        names.append(alone)
    return [name for name in names if name and name != "无"]
