"""A short title and the measurable part of a task, made only of the text's own words."""

from __future__ import annotations

import re

from tasks.reports.decomposition import fields, wording
from tasks.reports.decomposition.lines import CHINESE_NUMBER, marker
from tasks.reports.decomposition.sentences import clauses, enclosed, sentences

LONGEST_TITLE = 40
SHORTEST_TITLE = 10
MOST_OF_TITLE = 80  # characters of a title without any mark to break it at

_EDGE = "，,；;。：:！!、 \t　"
_OPENING_WORDS = re.compile(
    rf"^(?:各位代表[，,！!：:]\s*|同时[，,]?|此外[，,]?|另外[，,]?|我们|并|且|今年[，,]|一方面[，,]?|另一方面[，,]?|为此[，,]|[{CHINESE_NUMBER}]{{1,2}}(?:是要|是|要)[，,]?|是(?=要|对|把))+"
)
_LABEL = re.compile(
    r"^(?:工作|主要|建设|实施|任务|项目|目标|具体)(?:内容|任务|目标|举措|措施|名称|要求)[：:]\s*"
)
_DEMAND = re.compile(r"^(?:要|将|还要|也要|需要|必须)")
_OF_WHOM = re.compile(r"对(?![标照接])[^，]+")  # 对不裁员的企业，…: the title goes on to what is done
_STAGE = re.compile(
    r"开工|动工|竣工|完工|建成|投用|投产|投入使用|投入运营|启用|封顶|通车|开通|开园|交付|通过.{0,16}(?:验收|评审|复检)|全覆盖|清零|翻一番|底前|年内|月底|全面完成"
)


def _clauses_of(words: str) -> list[str]:
    inside = enclosed(words)
    found = []
    for start, end in sentences(words, inside=inside):
        found.extend(words[a:b].strip(_EDGE) for a, b in clauses(words, start, end, inside))
    return [clause for clause in found if clause]


def without_number(words: str) -> str:
    """The words without the numbering mark or opening 要, 同时 … they begin with."""
    words = _LABEL.sub("", words.strip())
    _, mark = marker(words, 0)
    words = _OPENING_WORDS.sub("", words[len(mark) :].lstrip(_EDGE))
    demanded = _DEMAND.sub("", words)
    return demanded if wording.acts(demanded) else words


def title_of(words: str, head: str = "") -> str:
    """A title of at most about forty characters: the first thing done, with what it needs to stand alone."""
    if head and len(head) >= 4:
        return _shorten(without_number(head).strip(_EDGE))
    parts = _clauses_of(without_number(words))
    while len(parts) > 1 and _leads_on(parts[0]):
        parts = parts[1:]
    if not parts:
        return _shorten(words.strip(_EDGE))
    title = _OPENING_WORDS.sub("", parts[0])
    for more in parts[1:]:
        if (
            wording.is_end(more)
            or (wording.acts(title) and wording.is_means(more + "，"))
            or (
                len(title) >= SHORTEST_TITLE
                and not (wording.is_stage_only(more) or _OF_WHOM.fullmatch(title))
            )
        ):
            break
        if len(title) + len(more) + 1 > LONGEST_TITLE:
            break
        title += "，" + more
    return _shorten(_with_matter(title, parts))


def _leads_on(clause: str) -> bool:
    """Whether a clause is only a ground or an attitude; 加大…力度 is something done, 对某事 its object."""
    done = clause.startswith("加大") or _OF_WHOM.match(clause)
    return not done and (wording.is_means(clause + "，") or wording.is_attitude(clause))


def _with_matter(title: str, parts: list[str]) -> str:
    """优化流通体系 names only the field: with the first clause that says what is done in it."""
    if len(title) > SHORTEST_TITLE or not fields.is_soft(title):
        return title
    for clause in parts[1:]:
        if clause not in title and wording.acts(clause) and not fields.is_soft(clause):
            return f"{title}，{clause}" if len(title) + len(clause) < LONGEST_TITLE else title
    return title


def _shorten(title: str) -> str:
    """Keeps the head and the tail of an enumeration: 推进甲、乙、丙等工程建设 → 推进甲等工程建设."""
    if len(title) <= LONGEST_TITLE:
        return title
    etc = title.rfind("等")
    names = title[:etc].split("、") if etc > 0 else []
    if len(names) > 1 and len(title) - etc <= LONGEST_TITLE // 2:
        kept = names[0]
        for name in names[1:]:
            if len(kept) + len(name) + 1 + len(title) - etc > LONGEST_TITLE:
                break
            kept += "、" + name
        if len(kept) + len(title) - etc <= LONGEST_TITLE:
            return kept + title[etc:]
    if SHORTEST_TITLE < etc < LONGEST_TITLE and len(names) > 1:
        return title[: etc + 1]
    return _broken_off(title)


def _broken_off(title: str) -> str:
    """The title up to a mark near its limit, never within a word, a bracket or a quotation; a list ends in 等."""
    inside = enclosed(title)
    marks = [at for at, character in enumerate(title) if character in "，、；：。" and not inside[at]]
    before = [at for at in marks if SHORTEST_TITLE <= at < LONGEST_TITLE]
    cut = before[-1] if before else next((at for at in marks if at >= LONGEST_TITLE), len(title))
    listed = "等" if title[cut : cut + 1] == "、" else ""
    return title[: min(cut, MOST_OF_TITLE)].strip(_EDGE) + listed


def standard_of(words: str) -> str:
    """The clauses that state a quantity, a stage or a date; empty when the text gives no measure."""
    measured = [
        clause
        for clause in _clauses_of(without_number(words))
        if wording.has_figure(clause) or (_STAGE.search(clause) and len(clause) > 3)
    ]
    return "；".join(_OPENING_WORDS.sub("", clause) for clause in measured)
