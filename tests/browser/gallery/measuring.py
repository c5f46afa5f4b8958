"""How quick the pages are in Chromium: first contentful paint, and the slowest answer to a key or a click."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser.gallery.walk import CHROMIUM, Order, sit_down
from tests.browser.looking import Reader

ROUNDS = 7
PAINT_MS, INTERACTION_MS = 300, 100
# role | address | what is pressed there, one key or selector after the other
MEASURED = """
handler | /week/ | summary
handler | /tasks/ | j j k x summary
supervisor | /queue/ | j j k
supervisor | /tasks/ | j j k x x details.conditions>summary
supervisor | /checks/ | j k details.conditions>summary
office | /dashboard/ | details.more>summary
audit | /audit/ | details.conditions>summary
"""
# What the browser says of an interaction: from the key or click to the paint that shows its result.
_WATCH = """window.answers = [0];
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.answers.push(one.duration)))
  .observe({ type: "event", durationThreshold: 16, buffered: true });"""


def measure(base: str, folder: Path) -> int:
    """Print and keep the figures; 1 when a goal is missed. Nothing else should run meanwhile."""
    lines, missed = [], 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for line in filter(None, MEASURED.splitlines()):
            role, path, pressed = (part.strip() for part in line.split("|"))
            reader = sit_down(
                browser, Order(role, base.rstrip("/"), folder, (1440,), ("zh-hans",)), "zh-hans"
            )
            reader.page.add_init_script(_WATCH)
            paints, answers = [], []
            for _ in range(ROUNDS):
                reader.load(path)
                paints.append(_paint(reader))
                answers.append(_answer(reader.page, pressed.split()))
            reader.close()
            paint, answer = median(paints), median(answers)
            missed += paint > PAINT_MS or answer > INTERACTION_MS
            lines.append(
                {"role": role, "path": path, "paint_ms": round(paint), "interaction_ms": round(answer)}
            )
            print(
                f"{role:<11}{path:<14}first paint {paint:4.0f} ms   interaction {answer:4.0f} ms", flush=True
            )
        browser.close()
    (folder / "figures.json").write_text(json.dumps(lines, indent=1), encoding="utf-8")
    return 1 if missed else 0


def _paint(reader: Reader) -> float:
    """The first contentful paint in milliseconds, of which the browser tells a moment after it."""
    for _ in range(100):
        if paint := reader.weight()["paint"]:
            return paint
        reader.page.wait_for_timeout(20)
    raise TimeoutError(reader.page.url)


def _answer(page: Page, pressed: list[str]) -> float:
    """The slowest of these interactions; 0 stands for less than 16 ms."""
    for what in pressed:
        if len(what) == 1:
            page.keyboard.press(what)
        elif page.locator(f"main {what}").count():
            page.locator(f"main {what}").first.click()
        # The answer counts once it is painted, and the observer hears of it a moment later.
        page.wait_for_timeout(120)
    return page.evaluate("Math.max(...answers)")
