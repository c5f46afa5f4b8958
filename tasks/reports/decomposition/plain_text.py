"""Bytes of a plain text file to characters, in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

from tasks.reports.decomposition.refusals import refuse

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The marks and words no Chinese official text does without; mojibake has next to none of them.
COMMON = re.compile("[，。、；：的和了在年，]")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
# A text of another encoding passes as UTF-8 for a few characters by chance, never for this many.
CHANCE = 8
SAMPLE = 4000


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of a text file and the codec that gives them (BOM left out); refuses what is no text."""
    text, encoding = _decode(data, name)
    _refuse_control_characters(data, text, encoding, name)
    if not text.strip():
        raise refuse("empty", name)
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name), encoding
    without_bom = _utf16_without_bom(data)
    if without_bom:
        return _strict(data, without_bom, name), without_bom
    if 0 in data:
        raise refuse("binary", name, offset=data.index(0), what="control", value="00")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        good = len(re.findall(r"[^\x00-\x7f]", data[: error.start].decode("utf-8")))
        if good >= CHANCE:
            raise _undecodable(data, error, "utf-8", name) from error
    text = _strict(data, "gb18030", name)
    _refuse_mojibake(data, text, name)
    return text, "gb18030"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding, name) from error


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str, name: str):
    before = data[: error.start].decode(encoding, "ignore")
    value = " ".join(f"{byte:02X}" for byte in data[error.start : error.start + 2])
    return refuse(
        "undecodable",
        name,
        line=len((before + "x").splitlines()),
        offset=error.start,
        value=value,
        encoding=encoding.upper(),
    )


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 only where it is plain: ASCII with its zero bytes on one side, or Chinese that reads as Chinese."""
    head = data[:SAMPLE]
    if len(data) % 2 or len(data) < 4 or (0 not in head and _is_utf8(head)):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        if _reads_as_chinese(head, encoding) and (0 in head or not _reads_as_chinese(head, "gb18030")):
            return encoding
    return None


def _is_utf8(head: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_chinese(head: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    printable = sum(char.isprintable() or char in "\r\n\t" for char in text)
    ideographs = len(IDEOGRAPH.findall(text))
    common = len(COMMON.findall(text))
    return printable >= 0.98 * len(text) and (not ideographs or common * 50 >= ideographs)


def _refuse_mojibake(data: bytes, text: str, name: str) -> None:
    ideographs = IDEOGRAPH.findall(text[:SAMPLE])
    if len(ideographs) >= 100 and len(COMMON.findall(text[:SAMPLE])) * 200 < len(ideographs):
        offset = next(i for i, byte in enumerate(data) if byte > 0x7F)
        line = data[:offset].count(b"\n") + 1
        value = f"{data[offset]:02X}"
        raise refuse("undecodable", name, line=line, offset=offset, value=value, encoding="UTF-8/GB18030")


def _refuse_control_characters(data: bytes, text: str, encoding: str, name: str) -> None:
    found = CONTROL.search(text)
    if found and (found[0] == "\x00" or len(CONTROL.findall(text)) * 200 > len(text)):
        offset = len(text[: found.start()].encode(encoding))
        raise refuse("binary", name, offset=offset, what="control", value=f"{ord(found[0]):02X}")
