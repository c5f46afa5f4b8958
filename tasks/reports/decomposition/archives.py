"""Is the zip inside a docx or xlsx safe to open? Asked before any of its parts is parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from tasks.reports.decomposition.refusals import megabytes, refuse
from tasks.reports.decomposition.shapes import Refused

MAX_ENTRIES = 5_000
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 200  # text of a spreadsheet shrinks to a hundredth at most, a bomb to a thousandth
RATIO_FROM = 1024 * 1024
MAX_PART = 40 * 1024 * 1024
MAX_NESTING = 3
CHUNK = 1 << 18
XML_NAMES = (".xml", ".rels", ".vml")
ARCHIVE_NAMES = (".zip", ".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".jar")
BAD_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError)
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The zip of an office file, after its directory, sizes, paths and XML parts were checked."""
    archive = _open(data, name)
    _check_directory(archive, name, MAX_UNPACKED, depth=1)
    for entry in archive.infolist():
        if entry.filename.lower().endswith(XML_NAMES):
            _check_xml(archive, entry, name)
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str, limit: int = MAX_PART) -> bytes:
    """The bytes of one part, refused when it is damaged or larger than `limit` bytes."""
    try:
        entry = archive.getinfo(part)
        if entry.file_size > limit:
            raise refuse(
                "too_large", f"{name}/{part}", size=megabytes(entry.file_size), limit=megabytes(limit)
            )
        return archive.read(entry)
    except KeyError as error:
        raise refuse("corrupt", name, where="missing", part=part) from error
    except BAD_ZIP as error:
        raise refuse("corrupt", name, where="part", part=part) from error


def chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one entry, a little at a time."""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*BAD_ZIP, ValueError, UnicodeDecodeError) as error:
        raise refuse("corrupt", name, where="directory") from error


def _check_directory(archive: zipfile.ZipFile, name: str, room: int, depth: int) -> int:
    """Refuse unsafe paths and bombs by what the directory declares; returns the room that is left."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refuse("archive_bomb", name, where="directory", what="entries", count=len(entries))
    _check_overlap(archive, name)
    for entry in entries:
        _check_path(entry, name)
        if entry.flag_bits & 1:
            raise refuse("password", name)
        room -= entry.file_size
        if room < 0:
            raise _bomb(name, entry, "unpacked", limit=megabytes(MAX_UNPACKED))
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise _bomb(name, entry, "ratio", ratio=ratio)
    for entry in entries:
        if entry.filename.lower().endswith(ARCHIVE_NAMES):
            room = _check_nested(archive, entry, name, room, depth)
    return room


def _bomb(name: str, entry: zipfile.ZipInfo, what: str, **figures: str | int) -> Refused:
    return refuse("archive_bomb", name, where="part", part=entry.filename, what=what, **figures)


def _check_path(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) or "\x00" in path:
        raise refuse("unsafe_path", name, part=entry.orig_filename.replace("\x00", "?"))


def _check_overlap(archive: zipfile.ZipFile, name: str) -> None:
    """Entries that share their bytes are how a small file claims petabytes; a few may just be damage."""
    entries = sorted(archive.infolist(), key=lambda one: one.header_offset)
    claims_more = sum(entry.compress_size for entry in entries) > archive.start_dir
    end = 0
    for entry in entries:
        if entry.header_offset < end:
            if claims_more:
                raise _bomb(name, entry, "overlap")
            raise refuse("corrupt", name, where="part", part=entry.filename)
        end = entry.header_offset + entry.compress_size


def _check_nested(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, room: int, depth: int) -> int:
    if depth >= MAX_NESTING:
        raise _bomb(name, entry, "nested", depth=depth + 1)
    try:
        inner = zipfile.ZipFile(io.BytesIO(read_part(archive, entry.filename, name)))
    except (*BAD_ZIP, ValueError):
        return room  # not opened later either, so a damaged attachment does no harm
    return _check_directory(inner, name, room, depth + 1)


def _check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse any document type: office files have none, entity bombs need one."""
    seen, tail = 0, b""
    try:
        for chunk in chunks(archive, entry):
            seen += len(chunk)
            window = (tail + chunk).replace(b"\x00", b"")  # UTF-16 hides nothing
            if DECLARATION.search(window):
                raise refuse("entity_bomb", name, part=entry.filename)
            tail = window[-16:]
    except (*BAD_ZIP, RuntimeError) as error:
        raise refuse("corrupt", name, where="part", part=entry.filename) from error
    if seen != entry.file_size:
        raise refuse("corrupt", name, where="part", part=entry.filename)
