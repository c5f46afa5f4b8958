"""Looking at a page as a careful reader would: what is wrong with it, in words."""

from __future__ import annotations

import re
from functools import cache

import polib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Error, Page, TimeoutError

from deploy.messages import CATALOGUE

HAN = re.compile("[㐀-鿿]")
WORD = re.compile("[A-Za-z]{3}")
LANGUAGES = ("zh-hans", "en")
_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
# Of a long table or text axe sees the first rows: the others are made the same way, and take it seconds.
_ALIKE = "tbody tr:nth-of-type(n+9), .paper p:nth-of-type(n+30), .cards > li:nth-of-type(n+9)"
_TAKE_OUT = """(alike) => {
  window.takenOut = [...document.querySelectorAll(alike)].map((row) => {
    const place = document.createComment("");
    row.replaceWith(place);
    return () => place.replaceWith(row);
  });
}"""
_PUT_BACK = "takenOut.forEach((putBack) => putBack())"
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# What is marked as Chinese is the city's own text; what one typed is one's own.
_TEXTS = """() => {
  const own = 'script, style, textarea, code, [lang]:not(html)';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [document.title];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(own)) found.push(walker.currentNode.textContent.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest('[lang]:not(html)')) found.push(element.getAttribute(name));
    }
  }
  return found.filter(Boolean);
}"""


# What moves by itself after it was drawn, since the page was opened.
_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    const places = one.sources.map(({ node }) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node));
    const moved = places.map((place) => `${place?.nodeName.toLowerCase()}.${place?.className ?? ""}#${place?.id ?? ""}`);
    if (!one.hadRecentInput) window.shifts.push([one.value, moved]);
  }
}).observe({ type: "layout-shift", buffered: true });"""
_WEIGHT = """() => {
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const sum = (name) => all.reduce((total, one) => total + one[name], 0);
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { first: sum("encodedBodySize"), later: sum("transferSize"), paint: paint ? paint.startTime : 0 };
}"""
FIRST_LOAD, LATER_LOAD = 150_000, 40_000


class NoPage(Exception):
    """The address leads to a file."""


class Reader:
    """A browser window at one width in one language, and everything it complained about by itself."""

    def __init__(self, context: BrowserContext, base: str):
        self.base, self.heard = base, []
        context.add_init_script(_SHIFTS)
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        self.page.on("request", self._request)

    def open(self, path: str) -> Page:
        """Open a page and give the tab, to act in it."""
        self.page.goto(self.base + path)
        return self.page

    def look(self, path: str, language: str, *, closely: bool = True) -> list[str]:
        """Open a page and say what is wrong with it, `closely` with axe too; an empty list is praise."""
        return self.load(path) + self.faults(language, closely=closely) + self.heard

    def load(self, path: str, *, status: int = 200) -> list[str]:
        """Open a page and say what is wrong with how it came."""
        self.heard.clear()
        try:
            answer = self.page.goto(self.base + path)
        except TimeoutError as error:
            return [f"did not come: {error.message.splitlines()[0]}"]
        except Error as error:
            if "Download is starting" in error.message:
                raise NoPage(path) from None
            raise
        found = [] if answer and answer.status == status else [f"status {answer and answer.status}"]
        if "/account/login/" in self.page.url and "/account/login/" not in path:
            found.append("asks for a log-in")
        return found + [f"moves after it was drawn: {moved}" for _by, moved in self.page.evaluate("shifts")]

    def faults(self, language: str, *, closely: bool = True) -> list[str]:
        """What is wrong with the page as it stands, `closely` with axe too."""
        found = self._too_wide()
        if closely:
            found += self._barriers()
        return found + [f"in the other language: {text}" for text in self._strange(language)]

    def in_width(self, width: int) -> list[str]:
        """What is wrong with the page as it stands in a window of that width."""
        before = self.page.viewport_size
        self.page.set_viewport_size({**before, "width": width})
        found = [f"{said} at {width} px" for said in self._too_wide()]
        self.page.set_viewport_size(before)
        return found

    def weight(self) -> dict[str, float]:
        """Compressed bytes of a first and of this load, and the milliseconds to the first painted text."""
        return self.page.evaluate(_WEIGHT)

    def home(self) -> str:
        """The address of the first screen of whoever sits here."""
        return self.open("/").url.removeprefix(self.base)

    def links(self) -> list[str]:
        """The addresses on this host that the page leads to by itself."""
        # Not by a selector of Playwright's, which brings its own script into every page first.
        found = self.page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)")
        return [
            link.partition("#")[0].removeprefix(self.base) for link in found if link.startswith(self.base)
        ]

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()

    def _too_wide(self) -> list[str]:
        return ["scrolls sideways"] if self.page.evaluate(_TOO_WIDE) else []

    def _barriers(self) -> list[str]:
        self.page.evaluate(_TAKE_OUT, _ALIKE)
        violations = Axe().run(self.page, options=_AXE).response["violations"]
        self.page.evaluate(_PUT_BACK)
        return [f"axe {one['id']}: {[node['target'][0] for node in one['nodes'][:3]]}" for one in violations]

    def _strange(self, language: str) -> list[str]:
        strange = foreign(language)
        return sorted({text for text in self.page.evaluate(_TEXTS) if strange.fullmatch(text)})

    def _console(self, message) -> None:
        # A CSP violation is a console error too.
        ours = "blocked by Playwright" not in message.text
        if ours and message.type in ("error", "warning"):
            self.heard.append(f"console {message.type}: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"asks another host: {request.url}")


@cache
def foreign(language: str) -> re.Pattern:
    """The texts of the product in the language that this page does not speak."""
    pairs = {entry.msgid: entry.msgstr or entry.msgstr_plural[0] for entry in polib.pofile(str(CATALOGUE))}
    english = language == "en"
    # A role that is also the name of a department.
    pairs.pop("Mayor's office", None)
    texts = [said if english else msgid for msgid, said in pairs.items() if msgid != said]
    shown = [text for text in texts if (HAN if english else WORD).search(_PLACE.sub("", text))]
    return re.compile("|".join(map(_pattern, shown)))


_PLACE = re.compile(r"%\(\w+\)[sd]")


def _pattern(text: str) -> str:
    return ".+".join(re.escape(part) for part in _PLACE.split(text.replace("%%", "%").strip()))
