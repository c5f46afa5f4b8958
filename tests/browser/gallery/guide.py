"""The pictures of README and guide, taken from the running demo city."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.gallery.walk import CHROMIUM, Order, sit_down

PICTURES = Path("docs/pictures")
# file | role | address | width × height
WANTED = """
first-page | office | /dashboard/ | 1280 x 800
guide/my-week | handler | /week/ | 1280 x 800
guide/my-week-phone | handler | /week/ | 360 x 740
guide/list | supervisor | /tasks/ | 1280 x 800
guide/queue | supervisor | /queue/ | 1280 x 800
guide/dashboard | office | /dashboard/ | 1280 x 800
"""


def take(base: str) -> int:
    """Take all of them, in Chinese, as small as their lines allow."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for line in filter(None, WANTED.splitlines()):
            name, role, path, size = (part.strip() for part in line.split("|"))
            width, height = map(int, size.split("x"))
            order = Order(role, base.rstrip("/"), PICTURES, (width,), ("zh-hans",))
            reader = sit_down(browser, order, "zh-hans")
            reader.page.set_viewport_size({"width": width, "height": height})
            reader.open(path)
            file = PICTURES / f"{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            reader.page.screenshot(path=str(file))
            reader.close()
            print(file)
        browser.close()
    return 0
