"""A page read as text: what it is made of, where it leads, and what is in the wrong language. No browser is needed for that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from django.test import Client
from lxml import html

from tests.browser.looking import NoPage, foreign

# What is marked as Chinese is the city's own text; what one typed is one's own.
_OURS = "[not(ancestor-or-self::*[self::script or self::style or self::textarea or self::code or (@lang and not(self::html))])]"
_TEXTS = f"//text()[parent::*{_OURS}]"
_NAMES = "|".join(f"//*[@{name}]{_OURS}/@{name}" for name in ("aria-label", "title", "placeholder"))


@dataclass(frozen=True)
class Skimmed:
    """The text of a page as the server sends it."""

    address: str
    status: int
    text: str
    language: str

    @cached_property
    def faults(self) -> list[str]:
        """What is wrong with it as far as text shows."""
        strange = foreign(self.language)
        texts = {str(found).strip() for found in self._page.xpath(f"{_TEXTS}|{_NAMES}")}
        found = [] if self.status == 200 else [f"status {self.status}"]
        return found + sorted(f"in the other language: {text}" for text in texts if strange.fullmatch(text))

    @cached_property
    def markup(self) -> set[str]:
        """What it is made of: which elements of which class, and which scripts."""
        made = {
            f"{one.tag}.{name}"
            for one in self._page.xpath("//*[@class]")
            for name in one.get("class").split()
        }
        return made | {str(address) for address in self._page.xpath("//script/@src")}

    @cached_property
    def links(self) -> list[str]:
        """The addresses of this host that it leads to."""
        found = (urljoin(self.address, str(link).partition("#")[0]) for link in self._page.xpath("//a/@href"))
        return [address for address in found if address.startswith("/")]

    @cached_property
    def _page(self) -> html.HtmlElement:
        return html.fromstring(self.text)


class Skimmer:
    """A person who reads pages as text, in one language."""

    def __init__(self, person, language: str):
        self.language = language
        self._client = Client()
        self._client.force_login(person, backend="departments.authentication.PersonBackend")
        self._client.cookies["django_language"] = language

    def open(self, path: str) -> Skimmed:
        """Read a page.

        Raises:
            NoPage: the address leads to a file.
        """
        answer = self._client.get(path, follow=True)
        if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
            raise NoPage(path)
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        return Skimmed(address, answer.status_code, answer.content.decode(), self.language)
