"""The hit in a text: marked where it stands, with the words around it when the text is long. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

BEFORE, AROUND = 16, 90


class Marker:
    """Marks what one person asked for; made once a request."""

    def __init__(self, query: str):
        parts = sorted({re.escape(part) for part in query.split()}, key=len, reverse=True)
        self._pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def marked(self, text: str) -> SafeString:
        """The whole text, with every hit marked."""
        if self._pattern is None:
            return conditional_escape(text)
        # Escaped piece by piece, so that a hit never cuts an entity in two.
        pieces, last = [], 0
        for hit in self._pattern.finditer(text):
            pieces += [escape(text[last : hit.start()]), "<mark>", escape(hit.group()), "</mark>"]
            last = hit.end()
        return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 - every piece is escaped

    def hits(self, text: str) -> bool:
        """Something of what was asked stands in the text."""
        return bool(self._pattern and self._pattern.search(text))

    def around(self, texts: Iterable[str]) -> SafeString:
        """The place of the first hit in the first of the texts that has one, or nothing."""
        for text in texts:
            if self._pattern and (hit := self._pattern.search(text)):
                first = max(hit.start() - BEFORE, 0)
                cut = " ".join(text[first : first + AROUND].split())
                before, after = "…" if first else "", "…" if first + AROUND < len(text) else ""
                return format_html("{}{}{}", before, self.marked(cut), after)
        return SafeString("")
