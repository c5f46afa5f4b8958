"""Whom a comment mentions: @name, or @name（unit） where two people have the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.models import Person
from departments.permissions import Reach
from departments.reaching import Holder, holders_who_may

LONGEST_NAME, MOST_MENTIONS = 20, 20
# An @ inside an e-mail address mentions nobody.
_AT = re.compile(r"(?<![A-Za-z0-9._%+-])[@＠]([^\s@＠]{1,60})")
_UNIT = re.compile(r"[（(]([^（）()]{1,60})[）)]")


def written(text: str) -> list[str]:
    """What follows each @ up to the next blank: a name, and whatever the sentence goes on with."""
    return list(dict.fromkeys(_AT.findall(text)))[:MOST_MENTIONS]


def mentioned(text: str, reach: Reach) -> list[int]:
    """The people mentioned who may read the task; at most three statements, none without an @.

    Raises:
        ValidationError: `mention`, a sentence for each @ that names nobody, several people, or somebody who may not
            read the task.
    """
    tails = written(text)
    if not tails:
        return []
    begun = {tail: _beginnings(tail) for tail in tails}
    names = {name for beginnings in begun.values() for name in beginnings}
    readers = holders_who_may("read_task", reach, names)
    known = {reader.name for reader in readers}
    strangers = Person.objects.filter(name__in=names - known, is_active=True)
    strange = set(strangers.values_list("name", flat=True)) if names - known else set()
    found, errors = [], []
    for tail, beginnings in begun.items():
        # The longest name that is somebody's: @王磊 before @王.
        name = next((name for name in beginnings if name in known | strange), "")
        meant = _meant(readers, name, tail.removeprefix(name)) if name in known else []
        if len({reader.person for reader in meant}) == 1:
            found.append(meant[0].person)
        else:
            errors.append(_why_not(tail, name, name in strange, meant))
    if errors:
        raise ValidationError([ValidationError(error, code="mention") for error in errors])
    return sorted(set(found))


def _beginnings(tail: str) -> list[str]:
    return [tail[:length] for length in range(min(len(tail), LONGEST_NAME), 1, -1)]


def _meant(readers: Iterable[Holder], name: str, rest: str) -> list[Holder]:
    same = [reader for reader in readers if reader.name == name]
    unit = _UNIT.match(rest)
    inside = [reader for reader in same if unit and reader.unit == unit[1]]
    return inside or same


def _why_not(tail: str, name: str, stranger: bool, meant: list[Holder]) -> str:
    if stranger:
        sentence = _("%(name)s may not read this task and would not be told. Mention somebody else.")
        return sentence % {"name": name}
    if not meant:
        return _("“@%(name)s”: nobody has this name. Choose from the list.") % {"name": tail[:LONGEST_NAME]}
    choices = _(", ").join(sorted({f"@{reader.name}（{reader.unit}）" for reader in meant}))
    return _("Several people are called %(name)s. Write %(choices)s.") % {"name": name, "choices": choices}
