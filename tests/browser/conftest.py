"""Real Chromium against the live server, on a Monday in March on which nothing else moves."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.core.cache import cache
from django.test import Client

from audit import clock
from tests.browser.looking import Reader
from tests.tasks.world import MONDAY, World, nine

# Playwright's own event loop would make Django refuse the database in this thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
BACKEND = "departments.authentication.PersonBackend"
# 320 × 256 is a screen of 1280 × 1024 at 400 % zoom.
WIDTHS = {1440: 900, 360: 740, 320: 256}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Debian's own Chromium, which needs no download."""
    return {"executable_path": "/usr/bin/chromium-headless-shell", "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session", autouse=True)
def static_files_are_kept():
    """A window asks for each script and style once, as with the server of production; a third of the time of a sweep."""
    serve = StaticFilesHandlerMixin.serve

    def kept(handler, request):
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    StaticFilesHandlerMixin.serve = kept
    yield
    StaticFilesHandlerMixin.serve = serve


@pytest.fixture
def monday(monkeypatch):
    """Nine o'clock on 2 March 2026, also in the threads of the server; a call moves on by days."""
    now = [nine(MONDAY)]
    monkeypatch.setattr(clock, "now", lambda: clock._played.get() or now[0])

    def later(days: int) -> None:
        now[0] += timedelta(days=days)

    return later


@pytest.fixture
def world(live_server, monday, settings, tmp_path) -> World:
    """The city with one person for each role."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return World()


@pytest.fixture
def sit_down(browser, live_server):
    """A person at a browser of some width, logged in: gives the Reader, whose `page` is the tab."""
    opened = []

    def as_person(person, *, width: int = 1440, language: str = "en", touch: bool = False) -> Reader:
        client = Client()
        client.force_login(person, backend=BACKEND)
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale="zh-CN",
            has_touch=touch,
            is_mobile=touch,
        )
        context.set_default_timeout(30_000)
        values = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in values.items()]
        )
        opened.append(context)
        return Reader(context, live_server.url)

    as_person.url = live_server.url
    yield as_person
    for context in opened:
        context.close()
