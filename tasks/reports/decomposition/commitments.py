"""Cuts a sentence of the plan into its commitments: a means stays with its end, a deliverable stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tasks.reports.decomposition import fields, wording
from tasks.reports.decomposition.lines import marker
from tasks.reports.decomposition.sentences import Span, clauses
from tasks.reports.decomposition.work_before import counts_work_before

ACTS, AIMS, SPEAKS = 2, 1, 0  # does something, wants an effect, is mere attitude or ground
LONGEST_CHAIN = 80  # characters of soft neighbours that one task may hold
SHORT, FULL = 8, 14  # characters of a clause too short to stand alone, and of one that is complete

_CONTINUES = re.compile(
    r"^(?:其中|并|且|从而|进而|做到|也|还(?!需|要)|以及|及|和|与|等|包括|特别是|尤其是|即|或|其|该|此|这|那|使之|让其|全部|全面达到|均|都|再|又|或者|成为|逐步将其|将其|使其|通过发行|撬动|更好实现|推动[^，]{2,20}更加|同比|比上年|比去年|较上年|增长|达到|突破|超过|占|居|位居|保持在|分别|达|不低于|不少于|不超过|高于|低于|好于|优于|快于|(?:力争|争取)(?=\d[\d.]*\s?[%％\u4e00-\u9fff]{0,4}(?:以上|左右)?[，,。；;]?$)|力争(?:更|实现更|取得更|达到|突破|比)|在实际工作中|努力争取|争取更|取得更)"
)
_COUNTED_NOUN = re.compile(r"^[一二两三四五六七八九十\d]+(?:个|条|座|家|项|处|所|大|批|套|支|块|类|张|部)")
_SUBJECT_ACTS = re.compile(
    r"^[^，]{2,24}?(?:要|将|须|应|力争|实现|达到|达|完成|增长|突破|下降|降低|稳定在|保持在|控制在|提高到|翻一番|全覆盖|建成|开工|竣工|投入|创成|晋升|升格|通过|达标)"
)
_SUBJECT_REACHES = re.compile(
    r"^[^，]{3,40}(?:开工|动工|竣工|完工|建成|投产|投用|投入使用|投入运营|投运|启用|封顶|通车|通水|通气|通电|通航|并网|挂牌|开业|开园|开馆|落地|达产|全覆盖|启动|获批)(?:建设|实施|使用|运营|运行)?[，,。；;！]?$"
)

_SUBJECT_BECOMES = re.compile(
    r"^[^，]{3,24}?(?:创成|晋升|升格为|建成|竣工|开工|通过[^，]{2,12}(?:验收|评审|复核))"
)
_MEASURED = re.compile(
    r"(?:性|率)[，,。；;！]?$"
)  # an end that can be measured is a promise where it stands alone
_SUBJECT_GOES_ON = re.compile(r"^[^，]{2,24}?((?:继续|全部|一律|逐步|进一步|今年|今明两年).+)")

_ACTS_LATER = re.compile(
    r".{5}(?:布局|建设|推进|推动|实施|开展|加强|完善|健全|建立|培育|打造|发展|优化|深化|做好|抓好|制定|加快|改革|提供|办好|支付|纳入|调整|降低|提高|化解|支持|扩大|建成).{3}"
)
_FORBIDS = re.compile(r"一律不得|一律取消|严禁[\u4e00-\u9fff]{2}")
_BUILDS = re.compile(
    r"^(?:新建|改建|扩建|续建|迁建|建成|开工建设|开工|投用|启用|开通|组建|设立|成立)[^，]{3,}"
)
# An indicator with a name of its own and its figure: 行政复议决定履行率100%.
_INDICATOR = re.compile(
    r"^[^，\d]{4,24}?(?:率|比例|比重|指数|数|量|额|面积|就业|收入|产值|增加值|投资|消费|总值|强度|浓度|标准|水平|寿命|密度)?(?:力争|稳定|达到?|超过|提高|提升|增长|下降|降低|保持|控制|突破|不低于|新增|增加|减少|实现|完成|压减)?(?:到|至|在)?(?:约|近)?\d[\d.．]*\s?(?:%|％|‰|[个万亿元人户亩吨斤家项所座套处件次天微千平立公][^，\d]{0,7})(?:以上|左右|以内|以下)?[，,。；;！]?$"
)

# A named work that comes to its stage, with or without a date: 华创电池二期上半年投产、
_WORK_AT_STAGE = re.compile(
    r"^(?:力争|确保|力促|推动|促进|实现|争取)?(?!\d|年[内底]|[上下]半年|[一二三四]季度|开工|建成|竣工|投产|完工|启动)[^，、]{4,30}(?:开工|动工|竣工|完工|建成|投产|投用|投入使用|投入运营|投运|封顶|通车|达产|试生产|试运行|点火|开业|开园|开馆|运营)(?:建设|投用|投产|使用)?[、，,；;。]$"
)
# A short clause that only names the field of the sentence: 培育壮大县域经济，…
_OPENER = re.compile(r"^[^，；。]{4,11}[，,]$")
# 今年要重点抓好项目建设，…: the demand announces what the next clauses say.
_ANNOUNCES = re.compile(
    r"^(?:(?:今年|全年|我们)?(?:要|将)(?:继续|突出|着力)*重点(?:抓好?|做好|抓实|推进))[\u4e00-\u9fff、]{2,10}(?:建设|工作|任务)[，,]$"
)


@dataclass
class Piece:
    """A run of clauses of one sentence that belongs together."""

    start: int
    end: int
    weight: int  # ACTS, AIMS or SPEAKS: the most that one of its clauses does
    opener: bool = False  # so far it only names its field


@dataclass
class _Clause:
    start: int
    end: int
    words: str
    opens: bool  # begins the sentence, or stands after a semicolon
    role: str  # means | opener | end | act | measure | more
    weight: int


def cut(line: str, start: int, end: int, inside: bytearray) -> list[Piece]:
    """The commitments of the sentence line[start:end] as adjoining pieces, in order."""
    pieces: list[Piece] = []
    waiting: Span | None = None
    after_semicolon = ground_acts = False
    for clause in _read_clauses(line, start, end, inside):
        if clause.role == "means" and clause.end < end:
            after_semicolon = after_semicolon if waiting else clause.opens
            waiting = (waiting[0] if waiting else clause.start, clause.end)
            ground_acts = ground_acts or (
                wording.acts(clause.words) and not wording.is_attitude(clause.words)
            )
            continue
        clause.opens = after_semicolon if waiting else clause.opens
        begin = waiting[0] if waiting else clause.start
        waiting = None
        if clause.weight == SPEAKS and clause.role in ("end", "more") and ground_acts:
            clause.weight = AIMS
        ground_acts = False
        if pieces and not _parts(clause, pieces[-1], line):
            _extend(pieces[-1], clause)
        else:
            pieces.append(Piece(begin, clause.end, clause.weight, clause.role == "opener"))
    if waiting and pieces:
        pieces[-1].end = waiting[1]
    elif waiting:
        pieces.append(Piece(waiting[0], waiting[1], SPEAKS))
    for piece in pieces:
        piece.weight = ACTS if piece.opener and piece.weight == AIMS else piece.weight
    return _join_soft(_merge_light(pieces, line), line)


def _merge_light(pieces: list[Piece], line: str) -> list[Piece]:
    """Joins what only speaks or aims to the deliverable it leads to, or to the one it crowns."""
    merged: list[Piece] = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        apart = merged and line[merged[-1].end - 1] in "；;" and line[piece.end - 1] not in "；;"
        if apart and piece.weight < ACTS and merged[-1].weight == ACTS and following:
            merged.append(piece)  # what opens behind a semicolon leads on
        elif merged and min(piece.weight, merged[-1].weight) < ACTS:
            merged[-1].end = piece.end
            merged[-1].weight = max(piece.weight, merged[-1].weight)
        else:
            merged.append(piece)
    return merged


def _join_soft(pieces: list[Piece], line: str) -> list[Piece]:
    """Joins soft neighbours of one field: 完善…，加强…，提升… without number, date or work of their own is one task."""
    joined: list[Piece] = []
    for piece in pieces:
        before = line[joined[-1].start : joined[-1].end] if joined else ""
        words = line[piece.start : piece.end]
        fits = len(before) + len(words) <= LONGEST_CHAIN and before[-1:] not in ("；", ";")
        if (
            joined
            and fits
            and fields.is_soft(before)
            and fields.is_soft(words)
            and fields.share(before, words)
        ):
            joined[-1].end = piece.end
        else:
            joined.append(piece)
    return joined


def reaches(words: str) -> bool:
    """Whether the sentence only says that a named work comes to a stage: 东湖隧道建成通车。"""
    return bool(_SUBJECT_REACHES.match(words) or _SUBJECT_BECOMES.match(words)) and not wording.acts(words)


def without_point(words: str) -> str:
    """The words without the 一是, 二要 or number they begin with."""
    _, mark = marker(words, 0)
    return words[len(mark) :].lstrip()


def _read_clauses(line: str, start: int, end: int, inside: bytearray) -> list[_Clause]:
    found = []
    previous, counts_parts = "", False
    for begin, stop, works in _works_apart(line, clauses(line, start, end, inside), inside):
        words = line[begin:stop]
        spoken = words if found else without_point(words)
        opens = not found or works or previous[-1:] in ("；", ";") or wording.is_time_alone(previous)
        role = _role(spoken, opens, previous)
        counts_parts = words.startswith("其中") or (counts_parts and role in ("measure", "more"))
        role = "more" if counts_parts and role == "measure" else role
        found.append(_Clause(begin, stop, words, opens, role, _weight(spoken, role)))
        previous = words
    return found


def _works_apart(line: str, spans: list[Span], inside: bytearray) -> Iterator[tuple[int, int, bool]]:
    """The clauses, those cut further that bring several works to a stage each: 甲厂6月投产、乙桥年底通车."""
    for begin, stop in spans:
        cuts = [i + 1 for i in range(begin, stop) if line[i] == "、" and not inside[i]]
        bounds = list(pairwise([begin, *cuts, stop]))
        if len(bounds) > 1 and all(_WORK_AT_STAGE.match(line[a:b]) for a, b in bounds):
            yield from ((a, b, a > begin) for a, b in bounds)
        else:
            yield begin, stop, False


def _role(words: str, opens: bool, before: str) -> str:
    if wording.is_means(words) and words[-1] not in "；;。":
        return "means"
    if wording.is_time_alone(words):
        return "means"
    if opens and _ANNOUNCES.match(words) and not (wording.has_figure(words) or wording.has_term(words)):
        return "opener"
    if opens and _OPENER.match(words) and not wording.is_concrete(words) and wording.acts(words):
        return "opener"
    if (opens or wording.has_figure(words)) and wording.does_on_ground(words):
        return "act"
    if wording.has_term(words) and not wording.is_stage_only(words):
        return "act"
    # what opens the sentence has nothing before it to go on from
    if not opens and wording.has_figure(words) and counts_work_before(words, before):
        return "more"
    if not (opens and wording.acts(words)) and (wording.is_stage_only(words) or _CONTINUES.match(words)):
        return "more"
    if wording.is_end(words):
        stands = len(words) > FULL and not wording.is_wish(words)
        return "act" if opens and (stands or _MEASURED.search(words)) else "end"
    if wording.acts(words):
        return "act"
    if opens and wording.has_figure(words):
        return "act"
    if _COUNTED_NOUN.match(words):
        return "more"
    subject_acts = wording.has_figure(words) or wording.is_named(words) or "要" in words or "将" in words
    if _SUBJECT_ACTS.match(words) and subject_acts:
        return "act"
    if opens and (goes_on := _SUBJECT_GOES_ON.match(words)) and wording.acts(goes_on.group(1)):
        return "act"
    if _SUBJECT_REACHES.match(words):
        return "act"
    return "measure" if wording.has_figure(words) and _INDICATOR.match(words) else "more"


def _weight(words: str, role: str) -> int:
    if wording.has_figure(words) or wording.has_term(words) or _FORBIDS.search(words):
        return ACTS
    if role == "act" and wording.does_on_ground(words):
        return ACTS
    if wording.is_attitude(words) or role == "more":
        return SPEAKS
    if role == "means":
        return ACTS if wording.acts(words) or _ACTS_LATER.search(words) else SPEAKS
    if role == "act":
        return ACTS
    return SPEAKS if wording.is_empty_end(words) else AIMS


def _parts(clause: _Clause, before: Piece, line: str) -> bool:
    """Whether the clause begins a commitment of its own after the piece before it."""
    if clause.role == "more" and clause.opens and not _goes_on(clause.words):
        return True
    if clause.role in ("end", "more") or clause.words.startswith("分别"):
        return False
    if clause.opens:
        return True
    if clause.role == "measure":
        done = line[before.start : before.end]
        return wording.has_figure(done) and clause.words[:4] not in done
    if before.weight < ACTS:
        # a field, an attitude or a ground leads on to the first thing that is done
        return before.end - before.start > 4 * FULL
    if len(clause.words) <= SHORT and not _stands(clause.words):
        return False
    if before.end - before.start <= SHORT and not _stands(line[before.start : before.end]):
        return False
    if wording.is_concrete(clause.words) or len(clause.words) >= FULL:
        return True
    # however short: what another department answers for
    own = clause.role == "act" and len(clause.words) > SHORT and wording.acts_surely(clause.words)
    return own and not fields.share(clause.words, line[before.start : before.end])


def _goes_on(words: str) -> bool:
    return bool(_CONTINUES.match(words) or _COUNTED_NOUN.match(words)) or wording.is_stage_only(words)


def _stands(words: str) -> bool:
    """Whether even so short a clause is a deliverable: it has a figure, or builds a named thing (扩建镇敬老院)."""
    words = without_point(words)
    return wording.has_figure(words) or bool(_BUILDS.match(words) and wording.is_named(words))


def _extend(piece: Piece, clause: _Clause) -> None:
    piece.end = clause.end
    piece.weight = max(piece.weight, clause.weight)
    piece.opener = piece.opener and clause.weight < ACTS
