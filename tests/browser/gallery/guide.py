"""The pictures of README and guide, taken from the running demo city: `<!-- picture my-week: … -->` asks for guide/my-week."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.gallery.small_png import small
from tests.browser.gallery.walk import CHROMIUM, Order, sit_down
from tests.browser.looking import LANGUAGES

PICTURES = Path("docs/pictures")
# file | role | address | width × height
WANTED = """
first-page | office | /dashboard/ | 1280 x 800
guide/my-week | handler | /week/ | 940 x 560
guide/queue | supervisor | /queue/ | 940 x 480
guide/review | supervisor | /reports/1/ | 940 x 480
guide/dashboard | office | /dashboard/ | 940 x 520
"""


def wanted() -> list[tuple[str, str, str, int, int]]:
    """The pictures as name, role, address, width and height."""
    lines = (tuple(part.strip() for part in line.split("|")) for line in WANTED.strip().splitlines())
    return [(name, role, path, *map(int, size.split("x"))) for name, role, path, size in lines]


def take(base: str) -> int:
    """Take all of them in both languages; that of the README in Chinese only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for name, role, path, width, height in wanted():
            for language in LANGUAGES if name.startswith("guide/") else LANGUAGES[:1]:
                order = Order(role, base.rstrip("/"), PICTURES, (width,), (language,))
                reader = sit_down(browser, order, language)
                reader.page.set_viewport_size({"width": width, "height": height})
                reader.load(path)
                file = PICTURES / f"{name}{'.en' if language == 'en' else ''}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(small(reader.page.screenshot()))
                reader.close()
                print(file, f"{file.stat().st_size:,} bytes")
        browser.close()
    return 0
