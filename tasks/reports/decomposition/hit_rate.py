"""How often the suggested department is the right one, measured by hiding the units of real lists.

Run: python -m tasks.reports.decomposition.hit_rate FOLDER
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tasks.reports.decomposition.suggest import Catalogue, CatalogueDepartment, suggest
from tasks.reports.decomposition.units import closing_brackets, document_rules, read_bracket

_LEVEL = re.compile(r"^(?:国家|国务院|中国|全国|中央)(?=[\u4e00-\u9fff]{3})(?!国务院办公厅)")


@dataclass(frozen=True)
class Item:
    """A task of a real list with its units hidden."""

    text: str
    path: tuple[str, ...]
    answers: frozenset[str]
    has_lead: bool


def plain_name(name: str) -> str:
    """One name for 国家发展改革委 and 发展改革委."""
    return name if name == "国务院办公厅" else _LEVEL.sub("", name)


def items_of(text: str) -> list[Item]:
    """Every line that ends in a bracket of units: its words, its headings, and who was named."""
    rules = document_rules(text)
    items, section, theme = [], "", ""
    for line in text.splitlines():
        spans = closing_brackets(line)
        if re.match(r"[一二三四五六七八九十]+、", line):
            section, theme = line[:40], ""
        if not spans:
            continue
        start, end = spans[-1]
        who = read_bracket(line[start + 1 : end - 1], rules)
        words = re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+[.．、])", "", line[:start])
        named = (who.lead or who.support) if who else []
        if named and words.strip():
            answers = frozenset(map(plain_name, named))
            items.append(Item(words, tuple(filter(None, (section, theme))), answers, bool(who and who.lead)))
        if line.startswith("（"):
            theme = words[:40]
    return items


def rates(items: list[Item], *, with_history: bool) -> dict[str, float]:
    """Share of items whose first, or one of the first three suggestions, is a unit that was named."""
    names = sorted({name for item in items for name in item.answers})
    history = [(name, item.text) for item in items for name in sorted(item.answers)] if with_history else []
    catalogue = Catalogue([CatalogueDepartment(name) for name in names], history)
    first = among_three = 0
    for item in items:
        given = suggest(item.text, list(item.path), catalogue, leave_out=item.text)
        found = [suggestion.department for suggestion in given]
        first += bool(found[:1]) and found[0] in item.answers
        among_three += bool(item.answers & set(found))
    count = len(items) or 1
    return {"items": float(len(items)), "top1": first / count, "top3": among_three / count}


def read_folder(folder: Path) -> list[Item]:
    """The items of all division-of-work texts of a folder."""
    return [
        item for path in sorted(folder.glob("*.txt")) for item in items_of(path.read_text(encoding="utf-8"))
    ]


def main(folder: str) -> None:
    """Print the hit rates for all items and for those with a named lead."""
    items = read_folder(Path(folder))
    for label, chosen in (("all", items), ("with a lead", [item for item in items if item.has_lead])):
        for history in (False, True):
            found = rates(chosen, with_history=history)
            kind = "duties and the other items" if history else "duties only"
            print(
                f"{label}, {kind}: {found['items']:.0f} items, top 1 {found['top1']:.1%}, top 3 {found['top3']:.1%}"
            )


if __name__ == "__main__":
    main(sys.argv[1])
