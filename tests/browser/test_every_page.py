"""Every page × role that sees it × width × language: quiet console, own host, no sideways scroll, axe, one language."""

from __future__ import annotations

import pytest

from tests.browser.city import play
from tests.browser.looking import NoPage, Reader
from tests.browser.pages import kind_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKS = (
    ("handler", "liaison", "head"),
    ("supervisor", "chief", "county_supervisor"),
    ("mayors_office", "vice_mayor", "system_admin", "security_admin", "audit_admin"),
)
SEATS = ((1440, "zh-hans"), (320, "en"), (360, "zh-hans"), (1440, "en"))
MOST_PAGES = 60


@pytest.mark.parametrize("roles", DESKS, ids=lambda roles: roles[0])
def test_every_page_is_sound(world, sit_down, roles):
    play(world)
    found, seen = [], set()
    for role in roles:
        desk = Desk(role, [sit_down(getattr(world, role), width=w, language=lang) for w, lang in SEATS])
        found += desk.walk(seen)
    assert not found, "\n".join(found)
    assert len(seen) > 20, seen


class Desk:
    """One role in four windows, following every link to a page of a new kind."""

    def __init__(self, role: str, seats: list[Reader]):
        self.role, self.seats = role, seats

    def walk(self, seen: set) -> list[str]:
        """What is wrong with any page; those of kinds `seen` by another role are looked at in one window only."""
        todo, known, found = [self.seats[0].home()], set(), []
        while todo and len(known) < MOST_PAGES:
            path = todo.pop(0)
            kind = kind_of(path)
            if kind is None or kind in known:
                continue
            known.add(kind)
            for number, reader in enumerate(self.seats[: 1 if kind in seen else len(SEATS)]):
                # Two windows show both widths and both languages; axe looks through these, once a kind.
                width, language = SEATS[number]
                try:
                    said = reader.look(path, language, closely=number < 2 and kind not in seen)
                except NoPage:
                    break
                found += [f"{self.role} {path} {width} {language}: {words}" for words in said]
            seen.add(kind)
            todo += self.seats[0].links()
        for reader in self.seats:
            reader.close()
        return found
