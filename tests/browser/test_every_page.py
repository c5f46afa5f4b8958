"""Every page of every role, in both languages and at three widths: quiet console, own host, no sideways scroll, axe, one language."""

from __future__ import annotations

import pytest

from tests.browser.city import play
from tests.browser.looking import NoPage, Reader
from tests.browser.pages import kind_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    *("handler", "liaison", "head", "supervisor", "chief", "county_supervisor"),
    *("mayors_office", "vice_mayor", "system_admin", "security_admin", "audit_admin"),
)
MOST_PAGES = 60


@pytest.mark.parametrize(
    ("language", "width", "then", "again"),
    [("zh-hans", 1440, 360, True), ("en", 320, 1440, False)],
    ids=["zh-hans", "en"],
)
def test_every_page_is_sound(world, sit_down, language, width, then, again):
    """Each page is looked at closely where the first role meets it; the others' are opened too, in one language."""
    play(world)
    found, seen = [], set()
    for role in PEOPLE:
        desk = Desk(role, sit_down(getattr(world, role), width=width, language=language), language, then)
        found += desk.walk(seen, again=again)
    assert not found, "\n".join(found)
    assert len(seen) > 60, seen


class Desk:
    """One role at a window, following every link to a page of a new kind."""

    def __init__(self, role: str, reader: Reader, language: str, other_width: int):
        self.role, self.reader, self.language, self.other_width = role, reader, language, other_width

    def walk(self, seen: set, *, again: bool) -> list[str]:
        """What is wrong with any page; those of kinds `seen` by another role are opened `again`, or left out."""
        todo, known, found = [self.reader.home()], set(), []
        while todo and len(known) < MOST_PAGES:
            path = todo.pop(0)
            kind = kind_of(path)
            if kind is None or kind in known or (kind in seen and known and not again):
                continue
            known.add(kind)
            try:
                said = self.reader.look(path, self.language, closely=kind not in seen)
                # What is too wide shows without another load.
                said += [] if kind in seen else self.reader.in_width(self.other_width)
            except NoPage:
                continue
            found += [f"{self.role} {path} {self.language}: {words}" for words in said]
            seen.add(kind)
            todo += self.reader.links()
        self.reader.close()
        return found
