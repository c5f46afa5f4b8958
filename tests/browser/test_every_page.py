"""Every page of every role, in both languages and at three widths: quiet console, own host, no sideways scroll, axe, one language."""

from __future__ import annotations

import pytest

from tests.browser.city import play
from tests.browser.looking import NoPage, Reader
from tests.browser.pages import kind_of
from tests.browser.skimming import Skimmer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    *("handler", "liaison", "head", "supervisor", "chief", "county_supervisor"),
    *("mayors_office", "vice_mayor", "system_admin", "security_admin", "audit_admin"),
)
MOST_PAGES = 60


@pytest.mark.parametrize(
    ("language", "width", "other_width"), [("zh-hans", 1440, 360), ("en", 320, 1440)], ids=["zh-hans", "en"]
)
def test_every_page_is_sound(world, sit_down, language, width, other_width):
    """In the browser wherever a role meets what the roles before it did not; what they had is read as text."""
    play(world)
    found, seen, had = [], set(), set()
    for role in PEOPLE:
        person = getattr(world, role)
        desk = Desk(sit_down(person, width=width, language=language), Skimmer(person, language), other_width)
        found += [f"{role} {words}" for words in desk.walk(seen, had)]
    assert not found, "\n".join(found)
    assert len(seen) > 60, seen


class Desk:
    """One role at a window, following every link to a page of a new kind."""

    def __init__(self, reader: Reader, skimmer: Skimmer, other_width: int):
        self.reader, self.skimmer, self.other_width = reader, skimmer, other_width

    def walk(self, seen: set[str], had: set[str]) -> list[str]:
        """What is wrong with any page; `seen` are the kinds, and `had` is the markup, that the browser had before."""
        todo, known, found = [self.reader.home()], set(), []
        while todo and len(known) < MOST_PAGES:
            path = todo.pop(0)
            kind = kind_of(path)
            if kind is None or kind in known:
                continue
            known.add(kind)
            try:
                skimmed = self.skimmer.open(path)
                old = kind in seen and skimmed.markup <= had
                said = skimmed.faults if old else self._look(path)
            except NoPage:
                continue
            found += [f"{path} {self.skimmer.language}: {words}" for words in said]
            seen.add(kind)
            had |= skimmed.markup
            todo += skimmed.links
        self.reader.close()
        return found

    def _look(self, path: str) -> list[str]:
        # What is too wide shows without another load.
        return self.reader.look(path, self.skimmer.language) + self.reader.in_width(self.other_width)
