"""What the gallery rests on: kinds of pages, pages nobody may forget, pictures that stay small and true."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

from tests.browser.gallery.guide import wanted
from tests.browser.gallery.small_png import SIGNATURE, _chunk, small
from tests.browser.pages import every_page, kind_of, states_of
from tests.browser.skimming import Skimmed


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tasks/12/", "register:task"),
        ("/tasks/?light=red&page=2", "register:list"),
        ("/tasks/?panel=conditions", "register:list panel=conditions"),
        ("/tasks/?file=csv", None),
        ("/tasks/12/do/sign/", "register:do sign"),
        ("/api/tasks/", None),
        ("/no-such-page/", None),
    ],
)
def test_addresses_that_differ_in_their_rows_show_one_kind_of_page(path, kind):
    assert kind_of(path) == kind


def test_every_page_that_is_opened_by_an_address_is_known_and_what_only_changes_something_is_not():
    pages = every_page()
    assert {"register:list", "supervision:queue", "departments:login"} <= pages
    assert not {"supervision:run_now", "register:bulk_undo", "lists:download"} & pages


def test_a_list_page_is_looked_at_in_its_further_states():
    assert {kind_of(path) for path in states_of("/tasks/")} == {
        "register:list panel=display",
        "register:list panel=conditions",
        "register:list nothing",
        "register:list group",
    }
    assert states_of("/dashboard/") == []


def test_a_small_picture_shows_the_same_colours():
    lines = b"".join(b"\0" + bytes([line, 0, 255] * 2) for line in range(3))
    head = struct.pack(">IIBBBBB", 2, 3, 8, 2, 0, 0, 0)
    png = SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")
    made = small(png)
    assert bytes([0, 0, 255, 1, 0, 255, 2, 0, 255]) in made
    body = made[made.index(b"IDAT") + 4 :]
    assert zlib.decompressobj().decompress(body) == b"\0\0\0\0\1\1\0\2\2"


def test_the_pictures_that_the_guide_asks_for_are_taken():
    asked = {
        name
        for path in Path("docs/guide").rglob("*.md")
        for name in re.findall(r"^<!-- picture ([\w-]+):", path.read_text(encoding="utf-8"), re.M)
    }
    taken = {name.removeprefix("guide/") for name, *_rest in wanted()}
    assert asked <= taken


def test_a_page_read_as_text_says_what_is_wrong_what_it_is_made_of_and_where_it_leads():
    page = Skimmed(
        "/tasks/?page=2",
        403,
        """<html lang="zh-hans"><head><title>责任清单</title><script src="/a.js"></script></head><body>
        <p class="note small">Responsibility list</p><p lang="en">Responsibility list</p><code>Responsibility list</code>
        <a href="?page=3#main" title="Departments">下一页</a><a href="https://elsewhere.example/">外</a></body></html>""",
        "zh-hans",
    )
    assert page.faults == [
        "status 403",
        "in the other language: Departments",
        "in the other language: Responsibility list",
    ]
    assert page.markup == {"p.note", "p.small", "/a.js"}
    assert page.links == ["/tasks/?page=3"]
