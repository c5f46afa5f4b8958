"""Files for the demo's evidence, made on the spot: a record of a site visit and a drawn picture of the site."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tasks.models import Task

_WIDTH, _HEIGHT = 320, 200
_SKY, _GROUND, _WALL, _WINDOW = (214, 226, 238), (186, 190, 176), (140, 152, 168), (240, 236, 214)


def record(task: Task) -> SimpleUploadedFile:
    """The record of a site visit as xlsx, labelled as a demo."""
    book = Workbook()
    for row in (
        ("现场核查记录（演示）", ""),
        ("任务", f"{task.number} {task.title}"),
        ("完成标准", task.standard),
        ("核查情况", "与上报情况一致，资料齐全。"),
    ):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile(f"{task.number}现场核查记录（演示）.xlsx", kept.getvalue())


def picture(task: Task) -> SimpleUploadedFile:
    """A drawn site as png: ground, sky, and houses whose heights follow the number of the task."""
    heights = [40 + 23 * (task.pk * step % 5) for step in (3, 5, 7, 11)]
    rows = b"".join(
        b"\0" + b"".join(bytes(_colour(x, y, heights)) for x in range(_WIDTH)) for y in range(_HEIGHT)
    )
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    image = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )
    return SimpleUploadedFile(f"{task.number}现场（演示图）.png", image)


def _colour(x: int, y: int, heights: list[int]) -> tuple[int, int, int]:
    house, across = divmod(x - 10, 78)
    up = 170 - y
    if up < 0:
        return _GROUND
    if 0 <= house < len(heights) and across < 62 and up < heights[house]:
        return _WINDOW if across % 16 > 7 and up % 20 > 9 else _WALL
    return _SKY


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
