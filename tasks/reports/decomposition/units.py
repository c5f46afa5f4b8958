"""Who is responsible: the units of a bracket, a closing statement or a table's cell, and who of them leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.reports.decomposition.brackets import closing_brackets, trailing_statement
from tasks.reports.decomposition.clauses import (
    BY_DUTY,
    LEAD,
    LISTED,
    PEOPLE,
    RESPONSIBLE,
    SUPPORT,
    Clause,
    read_clauses,
)  # fmt: skip
from tasks.reports.decomposition.names import (
    CONTINUES,
    NOBODY,
    is_collective,
    of_one_level,
    own_prefix,
    shares_prefix,
    split_names,
)
from tasks.reports.decomposition.shapes import Responsibility

__all__ = [
    "DocumentRules", "Roles", "closing_brackets", "decide_lead", "document_rules", "prefixed", "read_bracket", "read_cell",
    "trailing_statement",
]  # fmt: skip

_FIRST = r"(?:第一位|首位|第一个|首个|首家|第一家|排(?:名|序|列)?第一|列第一|位列第一|列首|排首|排列?在?(?:最)?前|第一名|第一责任)"
_FIRST_LEADS = re.compile(
    rf"{_FIRST}[^。；;，,]{{0,16}}?(?:为|是|系|作为|即)[^。；;，,]{{0,8}}(?:牵头|主办|汇总|主责)"
    rf"|{_FIRST}(?:的|者)?(?:单位|部门)?(?:负责)?牵头|(?:牵头|主办)(?:单位|部门)[^。；;，,]{{0,4}}(?:列|排)[^。；;，,]{{0,5}}(?:第一|首|最前)"
)
_RESPONSIBLE_LEADS = re.compile(
    r"(?:无|没有|未明确|未注明|未列)牵头(?:单位|部门)[^。]{0,6}[,，]?[^。]{0,4}责任(?:单位|部门)[^。]{0,4}(?:为|是)"
)
# Bodies led from above are often named without the city's prefix on purpose.
_VERTICAL = re.compile(r"税务局|国税局|地税局|气象局|烟草|邮政|海事局|通信管理局")
_MARKED_LEAD = re.compile(r"^(.+?)[（(](?:总?牵头|牵头单位|牵头部门|主办|总牵头单位|牵头负责)[）)]$")


@dataclass(frozen=True)
class DocumentRules:
    """What a document states once for all its brackets."""

    first_leads: bool = False
    responsible_leads: bool = False
    prefix_once: bool = True


def document_rules(text: str) -> DocumentRules:
    """Read the rules that a document states once, such as 列第一位者为牵头单位，下同."""
    repeated = bare = 0
    for line in text.splitlines():
        for clause in _clauses_of(line):
            prefixes = [own_prefix(name) for name in clause.names]
            if prefixes and prefixes[0]:
                repeated += sum(prefix == prefixes[0] for prefix in prefixes[1:])
                bare += sum(shares_prefix(name) for name in clause.names[1:])
    return DocumentRules(
        first_leads=bool(_FIRST_LEADS.search(text)),
        responsible_leads=bool(_RESPONSIBLE_LEADS.search(text)),
        prefix_once=bare >= repeated / 4,
    )


def _clauses_of(line: str) -> list[Clause]:
    return [
        clause
        for start, end in closing_brackets(line)
        for clause in read_clauses(line[start + 1 : end - 1]) or []
    ]


def read_bracket(inside: str, rules: DocumentRules) -> Responsibility | None:
    """The units, the lead and the rule that makes it the lead; None when the words name nobody."""
    clauses = read_clauses(inside)
    if not clauses:
        return None
    result = Responsibility()
    for clause in clauses:
        if clause.role == PEOPLE:
            result.people += [{"role": clause.label, "name": name} for name in clause.names]
    decide_lead(_by_role(clauses, rules, result), rules, result)
    return result if result.lead or result.support or result.others or result.people else None


@dataclass
class Roles:
    """Every unit with its role in the order written, and where collective actors stand beside them."""

    named: list[tuple[str, str]]
    everybody_first: bool = False
    everybody_too: bool = False
    helped: bool = False
    by_duty: bool = False  # said of anybody, of collective actors too

    def of(self, *roles: str) -> list[str]:
        """The units with one of these roles."""
        return [name for role, name in self.named if role in roles]


def _by_role(clauses: list[Clause], rules: DocumentRules, result: Responsibility) -> Roles:
    """Sort the names by role, prefixes added; collective actors go to `others`."""
    roles = Roles([])
    for clause in clauses:
        if clause.role not in (LEAD, SUPPORT, RESPONSIBLE, BY_DUTY, LISTED):
            continue
        units, others = _sort_out(clause.names)
        roles.by_duty = roles.by_duty or clause.role == BY_DUTY
        result.others += [name for name in others if name not in result.others]
        if clause.role == SUPPORT:
            roles.helped = roles.helped or bool(units or others)
        elif others:
            roles.everybody_first = roles.everybody_first or (not roles.named and clause.names[0] in others)
            roles.everybody_too = True
        for unit in units:
            marked = _MARKED_LEAD.match(unit)
            roles.named.append((LEAD, marked.group(1)) if marked else (clause.role, unit))
    if rules.prefix_once and not any(_repeats_prefix(clause.names) for clause in clauses):
        names = prefixed([name for _, name in roles.named])
        roles.named = [(role, name) for (role, _), name in zip(roles.named, names, strict=True)]
    else:
        once = {name: full for clause in clauses for name, full in _once_prefixed(clause.names).items()}
        roles.named = [(role, once.get(name, name)) for role, name in roles.named]
    return roles


def _once_prefixed(names: list[str]) -> dict[str, str]:
    """In a document that repeats its prefixes, the bare bureaus of a list that writes it only at its head."""
    if not names or not own_prefix(names[0]) or any(own_prefix(name) for name in names[1:]):
        return {}
    whole = zip(names, prefixed(names), strict=True)
    return {name: full for name, full in whole if name != full and not _VERTICAL.match(name)}


def _repeats_prefix(names: list[str]) -> bool:
    """Whether a list writes the same prefix more than once, so that a bare name in it is meant bare."""
    prefixes = [own_prefix(name) for name in names if own_prefix(name) and of_one_level(name)]
    return len(prefixes) > len(set(prefixes))


def decide_lead(roles: Roles, rules: DocumentRules, result: Responsibility) -> None:
    """Who leads: named so, else first under the document's rule, else beyond doubt, else nobody.

    Brackets and rows of tables are decided here alike; `by_duty` needs words such as 按职责分工负责.
    """
    lead, doing = roles.of(LEAD), roles.of(RESPONSIBLE, BY_DUTY, LISTED)
    answerable, by_duty = roles.of(RESPONSIBLE, LISTED), bool(roles.of(BY_DUTY))
    rule = "stated" if lead else "none"
    if not doing and not lead and roles.by_duty and result.others:
        rule = "by_duty"
    if not lead and doing:
        alone = len(doing) == 1 and not roles.everybody_too and not by_duty
        if alone:
            lead, rule = doing, "sole"
        elif rules.first_leads and not roles.everybody_first:
            lead, rule = doing[:1], "first_named"
        elif rules.responsible_leads and roles.of(RESPONSIBLE):
            lead, rule = roles.of(RESPONSIBLE), "stated"
        elif by_duty:
            rule = "by_duty"
        elif roles.helped and not roles.everybody_too:
            # Beside helpers (配合) those who answer for it lead, as the columns of a table say it too.
            lead, rule = answerable, "stated"
    result.lead = list(dict.fromkeys(lead))
    names = (name for _, name in roles.named)
    result.support = [name for name in dict.fromkeys(names) if name not in result.lead]
    result.lead_rule = rule


def _sort_out(names: list[str]) -> tuple[list[str], list[str]]:
    """Units and collective actors; 无 is nobody, and 各区、县级市 stays one collective."""
    units: list[str] = []
    others: list[str] = []
    open_collective = False
    for name in names:
        if open_collective and CONTINUES.match(name) and name != "无":
            others[-1] = f"{others[-1]}、{name}"
        elif NOBODY.match(name):
            continue
        elif is_collective(name):
            others.append(name)
            open_collective = name.startswith(("各", "有关", "相关", "沿线"))
        else:
            units.append(name)
            open_collective = False
    return units, others


def prefixed(names: list[str]) -> list[str]:
    """Add a prefix written once for a whole list (市发改委、财政局) to the names that share it."""
    carried, result = "", []
    for name in names:
        prefix = own_prefix(name)
        carried = prefix or carried
        result.append(_with_prefix(carried, name) if carried and not prefix and shares_prefix(name) else name)
    return result


def _with_prefix(prefix: str, name: str) -> str:
    party = re.match(r"(?:组织|宣传|统战|社会工作|政法|老干部|机要|巡察|政研|编办|网信|台办)", name)
    if prefix.endswith("委") and len(prefix) > 1 and not party:
        return prefix[:-1] + name
    if party and name.endswith("部") and not prefix.endswith("委"):
        return name
    return prefix + name


def read_cell(text: str, rules: DocumentRules) -> tuple[list[str], list[str]]:
    """The units of a table's cell and the collective actors named beside them."""
    units, others = _sort_out(split_names(text))
    if rules.prefix_once and not _repeats_prefix(units):
        units = prefixed(units)
    return list(dict.fromkeys(units)), others
