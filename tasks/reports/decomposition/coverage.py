"""The coverage law: tasks and set-aside pieces hold every non-blank character of the text exactly once."""

from __future__ import annotations

from tasks.reports.decomposition.shapes import Decomposition


class NotCovered(AssertionError):
    """A character of the text is missing, doubled or changed; the message names the line and the offset."""


def check(decomposition: Decomposition) -> None:
    """Raises NotCovered unless every non-blank character stands in exactly one task or set-aside piece."""
    lines = decomposition.text.splitlines()
    seen = [bytearray(len(line)) for line in lines]
    for piece in [*decomposition.tasks, *decomposition.set_aside]:
        source = piece.source
        if not 1 <= source.paragraph <= len(lines):
            raise NotCovered(f"Line {source.paragraph} does not exist.")
        line, marks = lines[source.paragraph - 1], seen[source.paragraph - 1]
        if not 0 <= source.start < source.end <= len(line):
            raise NotCovered(f"Line {source.paragraph} has no characters {source.start} to {source.end}.")
        if piece.text != line[source.start : source.end]:
            raise NotCovered(
                f"Line {source.paragraph}, {source.start}: the piece is not the text's own words."
            )
        doubled = marks.find(1, source.start, source.end)
        if doubled >= 0:
            raise NotCovered(f"Line {source.paragraph}, character {doubled} stands in two pieces.")
        marks[source.start : source.end] = b"\x01" * (source.end - source.start)
    for number, (line, marks) in enumerate(zip(lines, seen, strict=True), 1):
        for offset, character in enumerate(line):
            if not marks[offset] and not character.isspace():
                raise NotCovered(f"Line {number}, character {offset} ({character}) stands in no piece.")
