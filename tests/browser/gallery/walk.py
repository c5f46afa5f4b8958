"""One role walks through the city: every page it is led to, in every window, photographed and looked through."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import tests.browser.gallery.loading  # noqa: F401 - stands before everything that has models
from supervision.demo.city import PASSWORD
from tests.browser.looking import FIRST_LOAD, LANGUAGES, LATER_LOAD, NoPage, Reader
from tests.browser.pages import kind_of, states_of

WIDTHS = {360: 740, 768: 1024, 1440: 900}
# An A4 page without its margins.
PAPER = 658
# A picture ends here; longer pages repeat themselves.
MOST_HEIGHT = {360: 1800, 768: 1500, 1440: 1300}
MOST_PAGES = 150
CHROMIUM = {"executable_path": "/usr/bin/chromium-headless-shell", "args": ["--no-sandbox", "--disable-gpu"]}
VISITOR, DEVELOPER = "visitor", "developer"
# Where somebody begins who has no first screen, with the status that is right there.
BEGINNINGS = {
    VISITOR: {"/account/login/": 200, "/offline/": 200},
    DEVELOPER: {"/style/": 200, "/style/?large=1": 200},
}
# Pages that refuse, which no link leads to.
REFUSALS = {"handler": {"/no-such-page/": 404, "/jobs/": 403}}
NAMES = {
    "/no-such-page/": "404",
    "/jobs/": "403",
    "/style/": "style",
    "/style/?large=1": "style in large type",
}


@dataclass(frozen=True)
class Order:
    """What one walk is to do."""

    role: str
    base: str
    folder: Path
    widths: tuple[int, ...]
    languages: tuple[str, ...]
    only: str = ""
    paper: bool = False
    # Addresses that no link leads to.
    beyond: tuple[str, ...] = ()


@dataclass
class Shot:
    """One picture: where it was taken, and what is wrong there."""

    page: str
    path: str
    role: str
    width: int
    language: str
    file: str
    findings: list[str] = field(default_factory=list)


@dataclass
class Walk:
    """What one role saw."""

    role: str
    shots: list[Shot] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    seconds: float = 0

    def reached(self) -> list[str]:
        """The kinds of pages and files."""
        return [*(shot.page for shot in self.shots), *self.files]

    def findings(self) -> list[str]:
        """Everything that is wrong, with its place."""
        return [
            f"{shot.role} {shot.path} {shot.width} {shot.language}: {words}"
            for shot in self.shots
            for words in shot.findings
        ]

    def __str__(self) -> str:
        return f"· {self.role}: {len(self.shots)} pictures, {len(self.findings())} findings, {self.seconds:.0f} s"


def walk(order: Order) -> Walk:
    """Follow every link of the role to a page of a new kind, in one browser per language."""
    begun, seen = time.monotonic(), Walk(order.role)
    (order.folder / order.role).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        readers = {language: sit_down(browser, order, language) for language in order.languages}
        _follow(order, readers, seen)
        browser.close()
    seen.seconds = time.monotonic() - begun
    return seen


def sit_down(browser: Browser, order: Order, language: str) -> Reader:
    """A window in that language; whoever has an account logs in as people do."""
    width = order.widths[0]
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS.get(width, 800)}, locale="zh-CN", service_workers="block"
    )
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "django_language", "value": language, "url": order.base}])
    reader = Reader(context, order.base)
    if order.role != VISITOR:
        page = reader.open("/account/login/")
        page.locator("[name=username]").fill("supervisor" if order.role == DEVELOPER else order.role)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button.primary").click()
        page.wait_for_url(lambda address: "/account/login/" not in address)
    return reader


def _follow(order: Order, readers: dict[str, Reader], seen: Walk) -> None:
    first = readers[order.languages[0]]
    expected = BEGINNINGS.get(order.role) or {first.home(): 200, **REFUSALS.get(order.role, {})}
    todo, known = [(path, "") for path in (*expected, *order.beyond)], set()
    while todo and len(known) < MOST_PAGES:
        path, source = todo.pop(0)
        status = expected.get(path, 200)
        name = _name(path, source, status)
        if name is None or name in known:
            continue
        known.add(name)
        try:
            links = _look(order, readers, seen, name, path, status)
        except NoPage:
            seen.files.append(name)
            continue
        if order.role not in BEGINNINGS and status == 200:
            # What a list leads to is the same in all of its states.
            todo += [(state, "") for state in states_of(path)]
            todo += [(link, name.split()[0]) for link in links if " " not in name]


def _name(path: str, source: str, status: int) -> str | None:
    """What a picture is called; tasks by the page that leads to them, because they stand so differently."""
    kind = kind_of(path)
    if status != 200:
        return NAMES[path]
    # The page of the style is known to the site that develops only.
    if kind is None and path.startswith("/style/"):
        return NAMES.get(path)
    return f"{kind} from {source}" if kind == "register:task" and source != kind else kind


def _look(
    order: Order, readers: dict[str, Reader], seen: Walk, name: str, path: str, status: int
) -> list[str]:
    links: list[str] = []
    for number, (language, reader) in enumerate(readers.items()):
        shown = not order.only or order.only in name
        if not shown and number:
            break
        reader.page.set_viewport_size({"width": order.widths[0], "height": WIDTHS.get(order.widths[0], 800)})
        came = reader.load(path, status=status)
        links = links or reader.links()
        if not shown:
            break
        if status != 200:  # the browser itself says in its console that a page was refused
            reader.heard = [said for said in reader.heard if "status of" not in said]
        if order.role != DEVELOPER:
            came += _heavy(reader, seen, name, language)
        for place, width in enumerate(order.widths):
            reader.page.set_viewport_size({"width": width, "height": WIDTHS.get(width, 800)})
            # The narrow and the wide page differ in what is there; axe looks at one of them in each language.
            closely = width == (order.widths[0], order.widths[-1])[number % 2]
            file = f"{order.role}/{_slug(name)}-{width}-{language}.png"
            found = came * (not place) + reader.faults(language, closely=closely) + reader.heard
            reader.heard.clear()
            photograph(reader, order.folder / file, width)
            seen.shots.append(Shot(name, path, order.role, width, language, file, found))
        if order.paper and not number:
            seen.shots.append(_printed(order, reader, Shot(name, path, order.role, PAPER, language, "")))
    return links


def _printed(order: Order, reader: Reader, shot: Shot) -> Shot:
    """The page as it goes to paper."""
    shot.file = f"{order.role}/{_slug(shot.page)}-paper-{shot.language}.png"
    reader.page.emulate_media(media="print")
    reader.page.set_viewport_size({"width": PAPER, "height": 930})
    photograph(reader, order.folder / shot.file, PAPER)
    reader.page.emulate_media(media="screen")
    return shot


def _heavy(reader: Reader, seen: Walk, name: str, language: str) -> list[str]:
    weight = reader.weight()
    seen.weights[f"{name} {language}"] = weight
    found = [f"first load of {weight['first']:,.0f} bytes"] if weight["first"] > FIRST_LOAD else []
    # The very first page of a window is the one that fetches everything.
    if weight["later"] > LATER_LOAD and len(seen.weights) > len(LANGUAGES):
        found.append(f"later load of {weight['later']:,.0f} bytes")
    return found


def photograph(reader: Reader, file: Path, width: int) -> None:
    """The page from its top as far as a picture goes."""
    height = reader.page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, MOST_HEIGHT.get(width, 1800))}
    reader.page.screenshot(path=str(file), full_page=True, clip=clip, animations="disabled")


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name).strip("-")
