"""The guide of `docs/guide/` as help pages: chapters, their sections, and the search within. Written once, read everywhere."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path

import markdown
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from departments.choices import Role
from departments.parts import address, static


@dataclass(frozen=True)
class Section:
    """A part of a chapter under its own heading, with the anchor that leads to it."""

    anchor: str
    title: str
    html: SafeString
    text: str


@dataclass(frozen=True)
class Chapter:
    """One file of the guide in one language."""

    name: str
    title: str
    intro: SafeString
    sections: tuple[Section, ...]

    def section(self, anchor: str) -> Section | None:
        """The section of that anchor."""
        return next((section for section in self.sections if section.anchor == anchor), None)


@dataclass(frozen=True)
class Found:
    """A section in which all the words of a search stand, with the place around the first of them."""

    chapter: Chapter
    section: Section
    before: str
    word: str
    after: str


# The chapters in the order of the contents, and for whom each is written; nobody named: for everybody.
CHAPTERS: dict[str, frozenset[str]] = {
    "basics": frozenset(),
    "everyday": frozenset(),
    "handler": frozenset({Role.HANDLER, Role.LIAISON}),
    "unit": frozenset({Role.LIAISON, Role.UNIT_HEAD}),
    "supervision": frozenset({Role.SUPERVISOR, Role.CHIEF, Role.LOCAL_SUPERVISOR}),
    "leaders": frozenset({Role.VICE_MAYOR, Role.MAYORS_OFFICE}),
    "administrators": frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    "start": frozenset({Role.SYSTEM_ADMIN}),
}
SNIPPET = 60
_HEADING = re.compile(r"<(h[23])>(.*?)<a id=\"([\w-]+)\"></a></\1>", re.S)
_PICTURE = re.compile(r"<!-- picture ([\w-]+): (.+?) -->")
_LINK = re.compile(r'href="([^":]+\.md)(#[\w-]*)?"')
_INLINE = re.compile(r"</?(?:strong|em|code|a)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")
# A line of Chinese goes on without a space.
_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])")


def guide() -> dict[str, Chapter]:
    """All chapters in the reader's language."""
    return _guide("en" if get_language() == "en" else "zh-hans")


def search(asked: str, first: frozenset[str]) -> list[Found]:
    """The sections that hold every word asked for; chapters of one's own post and hits in titles come first."""
    words = asked.lower().split()
    if not words:
        return []
    found = []
    for name, chapter in guide().items():
        for section in chapter.sections:
            whole = f"{section.title} {section.text}".lower()
            if all(word in whole for word in words):
                in_title = all(word in section.title.lower() for word in words)
                found.append((not in_title, name not in first, _found(chapter, section, words[0])))
    return [hit for _title, _own, hit in sorted(found, key=lambda one: one[:2])]


def own_chapters(roles: set[str]) -> frozenset[str]:
    """The chapters written for these roles."""
    return frozenset(name for name, readers in CHAPTERS.items() if readers & roles)


@cache
def _guide(language: str) -> dict[str, Chapter]:
    folder = Path(settings.GUIDE) / ("en" if language == "en" else "")
    return {name: _chapter(name, folder / f"{name}.md", language) for name in CHAPTERS}


def _chapter(name: str, path: Path, language: str) -> Chapter:
    text = _BREAK.sub("", path.read_text("utf-8"))
    html = markdown.markdown(text, extensions=["tables", "fenced_code", "sane_lists"])
    html = _LINK.sub(_address, html)
    html = _PICTURE.sub(lambda match: _picture(match[1], match[2], language), html)
    # Wide tables and commands scroll within themselves, also by keyboard.
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')
    title, _end, body = html.partition("</h1>")
    intro, *rest = _HEADING.split(body)
    pieces = [rest[at : at + 4] for at in range(0, len(rest), 4)]
    sections = tuple(
        Section(anchor, _words(heading), _safe(_under(level, heading, anchor) + inner), _words(inner))
        for level, heading, anchor, inner in pieces
    )
    return Chapter(name, _words(title), _safe(intro), sections)


def _under(level: str, heading: str, anchor: str) -> str:
    return f'<{level} id="{anchor}">{heading.strip()}</{level}>'


def _words(html: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", _INLINE.sub("", html))).split())


def _safe(html: str) -> SafeString:
    # Our own files, as trusted as a template.
    return mark_safe(html)  # noqa: S308


def _address(match: re.Match) -> str:
    name = Path(match[1]).stem
    if name in CHAPTERS:
        return f'href="{address("help:chapter", name)}{match[2] or ""}"'
    # What is read by those who run the machine is not served; the contents page says where one is.
    return f'href="{address("help:contents")}"'


def _picture(name: str, words: str, language: str) -> str:
    """The picture when `make gallery` has taken it; without one the text stands alone."""
    # A picture of the page in this language, or else the one of the Chinese page.
    files = (f"{name}.{language}.png", f"{name}.png")
    file = next((file for file in files if (Path(settings.GUIDE_PICTURES) / file).exists()), None)
    if file is None:
        return ""
    path = Path(settings.GUIDE_PICTURES) / file
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    try:
        source, said = static(f"guide/{file}"), escape(words)
    except ValueError:
        # Taken since the static files were collected: it shows after the next start.
        return ""
    shown = f'<img src="{source}" alt="{said}" width="{width}" height="{height}" loading="lazy">'
    # On a phone only the words stand there (static/css/help.css), and lead to what would be too small to read.
    return f'<figure>{shown}<figcaption><a href="{source}">{said}</a></figcaption></figure>'


def _found(chapter: Chapter, section: Section, word: str) -> Found:
    at = section.text.lower().find(word)
    if at < 0:
        return Found(chapter, section, section.text[: 2 * SNIPPET], "", "")
    begin, end = max(at - SNIPPET, 0), at + len(word)
    before = ("…" if begin else "") + section.text[begin:at]
    return Found(chapter, section, before, section.text[at:end], section.text[end : end + SNIPPET] + "…")
