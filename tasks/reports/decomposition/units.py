"""Who is responsible: the units of a bracket, a closing statement or a table's cell, and who of them leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.reports.decomposition.brackets import closing_brackets, trailing_statement
from tasks.reports.decomposition.clauses import (
    BY_DUTY, LEAD, LISTED, PEOPLE, RESPONSIBLE, SUPPORT, Clause, read_clauses,
)  # fmt: skip
from tasks.reports.decomposition.names import NOBODY, is_collective, own_prefix, shares_prefix, split_names
from tasks.reports.decomposition.shapes import Responsibility

__all__ = [
    "DocumentRules", "closing_brackets", "document_rules", "prefixed", "read_bracket", "read_cell", "trailing_statement",
]  # fmt: skip

_FIRST_LEADS = re.compile(
    r"(?:第一位|首位|排名第一|排第一|第一个|首个|列首|排名首|第一名|第一责任)[^。；;]{0,16}(?:为|是|即为|即是)[^。；;]{0,8}(?:牵头|主办|汇总|主责|总牵头)"
)
_RESPONSIBLE_LEADS = re.compile(
    r"(?:无|没有|未明确|未注明|未列)牵头(?:单位|部门)[^。]{0,6}[,，]?[^。]{0,4}责任(?:单位|部门)[^。]{0,4}(?:为|是)"
)
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
    for start, end in closing_brackets(text):
        for clause in read_clauses(text[start + 1 : end - 1]) or []:
            prefixes = [own_prefix(name) for name in clause.names]
            if prefixes and prefixes[0]:
                repeated += sum(prefix == prefixes[0] for prefix in prefixes[1:])
                bare += sum(shares_prefix(name) for name in clause.names[1:])
    return DocumentRules(
        first_leads=bool(_FIRST_LEADS.search(text)),
        responsible_leads=bool(_RESPONSIBLE_LEADS.search(text)),
        prefix_once=bare >= repeated / 4,
    )


def read_bracket(inside: str, rules: DocumentRules) -> Responsibility | None:
    """The units, the lead and the rule that makes it the lead; None when the words name nobody."""
    clauses = read_clauses(inside)
    if not clauses:
        return None
    result = Responsibility()
    for clause in clauses:
        if clause.role == PEOPLE:
            result.people += [{"role": clause.label, "name": name} for name in clause.names]
    roles = _units_by_role(clauses, rules, result)
    _decide_lead(roles, rules, result)
    return result if result.lead or result.support or result.others or result.people else None


def _units_by_role(
    clauses: list[Clause], rules: DocumentRules, result: Responsibility
) -> list[tuple[str, str]]:
    """Every unit with its role in the order written, prefixes added; collective actors go to `others`."""
    ordered = [c for c in clauses if c.role in (LEAD, SUPPORT, RESPONSIBLE, BY_DUTY, LISTED)]
    flat: list[tuple[str, str]] = []
    for clause in ordered:
        units, others = _sort_out(clause.names)
        result.others += [name for name in others if name not in result.others]
        if not flat and others and clause.names and clause.names[0] in others:
            flat.append(("collective", ""))
        for unit in units:
            marked = _MARKED_LEAD.match(unit)
            flat.append((LEAD, marked.group(1)) if marked else (clause.role, unit))
    names = prefixed([name for _, name in flat], rules.prefix_once)
    return [(role, name) for (role, _), name in zip(flat, names, strict=True)]


def _decide_lead(roles: list[tuple[str, str]], rules: DocumentRules, result: Responsibility) -> None:
    collective_first = bool(roles) and roles[0][0] == "collective"
    named = [(role, name) for role, name in roles if name]
    kinds = {role for role, _ in named}
    lead = [name for role, name in named if role == LEAD]
    doing = [name for role, name in named if role in (RESPONSIBLE, BY_DUTY, LISTED)]
    rule = "stated" if lead else "none"
    if not lead and doing:
        if rules.first_leads and not collective_first:
            lead, rule = doing[:1], "first_named"
        elif rules.responsible_leads and RESPONSIBLE in kinds or (SUPPORT in kinds and kinds & {RESPONSIBLE}):
            lead = [name for role, name in named if role == RESPONSIBLE]
            rule = "stated" if len(lead) > 1 or rules.responsible_leads else "sole"
        elif len(named) == 1 and not result.others and BY_DUTY not in kinds:
            lead, rule = doing, "sole"
        elif BY_DUTY in kinds:
            rule = "by_duty"
    result.lead = list(dict.fromkeys(lead))
    result.support = [name for name in dict.fromkeys(name for _, name in named) if name not in result.lead]
    result.lead_rule = rule


def _sort_out(names: list[str]) -> tuple[list[str], list[str]]:
    """Units and collective actors; 无 is nobody, and 各区、县级市 stays one collective."""
    units: list[str] = []
    others: list[str] = []
    last = ""
    for name in names:
        if NOBODY.match(name):
            continue
        if not is_collective(name):
            units.append(name)
        elif (
            last
            and not re.match(r"各|有关|相关|其他|国务院|市直|区直|县直|省直", name)
            and last == others[-1]
        ):
            others[-1] = f"{last}、{name}"
        else:
            others.append(name)
        last = others[-1] if is_collective(name) else ""
    return units, others


def prefixed(names: list[str], once: bool = True) -> list[str]:
    """Add a prefix written once for a whole list (市发改委、财政局) to the names that share it."""
    carried = ""
    written = [own_prefix(name) for name in names]
    repeats = {prefix for prefix in written if prefix and written.count(prefix) > 1}
    result = []
    for name, prefix in zip(names, written, strict=True):
        carried = prefix or carried
        if prefix or not carried or not once or not shares_prefix(name):
            result.append(name)
        else:
            result.append(_with_prefix(carried, name))
    return result if not repeats or once else names


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
    return prefixed(units, rules.prefix_once), others
