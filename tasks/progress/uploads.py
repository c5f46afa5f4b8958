"""Uploaded files are not trusted: size, name, extension and the first bytes must agree before one is kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Extension → content type, the first bytes, and for archives the folder that makes them what they claim to be.
TYPES = {
    "pdf": ("application/pdf", b"%PDF-", ""),
    "jpg": ("image/jpeg", b"\xff\xd8\xff", ""),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff", ""),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n", ""),
    "docx": (_WORD, b"PK\x03\x04", "word/"),
    "xlsx": (_SHEET, b"PK\x03\x04", "xl/"),
}


@dataclass(frozen=True)
class Checked:
    """What is known of an accepted file; sizes in bytes."""

    name: str
    extension: str
    content_type: str
    size: int
    sha256: str


def inspect(upload: File) -> Checked:
    """Check an uploaded file and take its hash; the file itself is left at its beginning.

    Raises:
        ValidationError: `file_too_large`, `file_empty` or `file_type`, with the file's name in the sentence.
    """
    name = clean_name(upload.name)
    refuse_large(upload)
    if not upload.size:
        raise _refusal(_("“%(name)s” is empty."), name, "file_empty")
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    if extension not in TYPES:
        sentence = _("“%(name)s” is not one of the accepted types: pdf, docx, xlsx, jpg, png.")
        raise _refusal(sentence, name, "file_type")
    content_type, first_bytes, folder = TYPES[extension]
    if not _is_what_it_says(upload, first_bytes, folder):
        sentence = _("“%(name)s” is not what its ending says. Save it again in that format, or rename it.")
        raise _refusal(sentence, name, "file_type")
    return Checked(name, extension, content_type, upload.size, _hash(upload))


def refuse_large(upload: File) -> None:
    """Ask for the size before anything is read into memory.

    Raises:
        ValidationError: `file_too_large`.
    """
    if upload.size > MAX_BYTES:
        raise _refusal(_("“%(name)s” is larger than 20 MB."), clean_name(upload.name), "file_too_large")


def clean_name(name: str) -> str:
    """The bare file name: no folders, no control or direction characters, at most 200 characters, ending kept."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name or "").replace("\\", "/")).name
    bare = "".join(c for c in bare if unicodedata.category(c)[0] != "C")
    bare = re.sub(r'[<>:"|?*]', "_", bare).strip(". ") or "file"
    path = PurePosixPath(bare)
    return path.stem[: 200 - len(path.suffix)] + path.suffix[:20]


def _is_what_it_says(upload, first_bytes: bytes, folder: str) -> bool:
    upload.seek(0)
    head = upload.read(len(first_bytes))
    upload.seek(0)
    if head != first_bytes:
        return False
    return _holds(upload, folder) if folder else True


def _holds(upload, folder: str) -> bool:
    """Whether an Office archive has its content; only the table of contents is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    finally:
        upload.seek(0)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return "[Content_Types].xml" in names and not macros and any(name.startswith(folder) for name in names)


def _hash(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _refusal(sentence: str, name: str, code: str) -> ValidationError:
    return ValidationError(sentence % {"name": name}, code=code)
