"""The parts of a docx as trees, and the small questions asked of their elements.

Names are compared without their namespace: strict and transitional files differ only there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from tasks.reports.decomposition import archives
from tasks.reports.decomposition.numbering import MAX_LEVELS, Level, Numbering
from tasks.reports.decomposition.refusals import refuse

MAIN_TYPE = re.compile(
    rb'PartName="/([^"]+)"[^>]*wordprocessingml\.document\.main|main\+xml"\s+PartName="/([^"]+)"'
)
MAX_TREE = 30 * 1024 * 1024
WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
    "bdo",
    "dir",
}


def local(element: etree._Element) -> str:
    """The element's name without namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, looking through content controls and tracked insertions."""
    for child in element:
        name = local(child)
        if name in names:
            yield child
        elif name in WRAPPERS:
            yield from children(child, *names)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names, or None."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute's value by its name without namespace."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def tree(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    """One part as a tree; a part that is no XML is a damaged file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(archives.read_part(archive, part, name, MAX_TREE), parser)
    except etree.XMLSyntaxError as error:
        raise refuse("corrupt", name, where="line", part=part, line=error.lineno) from error


def main_part(archive: zipfile.ZipFile) -> str:
    """The path of the document's text; not every program calls it word/document.xml."""
    names = archive.namelist()
    if "word/document.xml" not in names and "[Content_Types].xml" in names:
        found = MAIN_TYPE.search(archive.read("[Content_Types].xml"))
        if found:
            return (found[1] or found[2]).decode()
    return "word/document.xml"


def numbering(archive: zipfile.ZipFile, name: str) -> Numbering:
    """The lists defined in the document, or none."""
    result = Numbering()
    if "word/numbering.xml" not in archive.namelist():
        return result
    root = tree(archive, "word/numbering.xml", name)
    for abstract in (one for one in root if local(one) == "abstractNum"):
        levels = {}
        for element in (one for one in abstract if local(one) == "lvl"):
            levels[_whole(value(element, "ilvl"))] = _level(element)
        result.levels[value(abstract, "abstractNumId") or ""] = levels
    for num in (one for one in root if local(one) == "num"):
        number_id = value(num, "numId") or ""
        result.lists[number_id] = value(child(num, "abstractNumId")) or ""
        for override in (one for one in num if local(one) == "lvlOverride"):
            start = value(child(override, "startOverride"))
            if start is not None:
                result.restarts.setdefault(number_id, {})[_whole(value(override, "ilvl"))] = _whole(start)
    return result


def _level(element) -> Level:
    form = value(child(element, "numFmt")) or "decimal"
    pattern = value(child(element, "lvlText")) or ""
    return Level(form, pattern, _whole(value(child(element, "start")), 1))


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default


def style_numbers(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, int]]:
    """Which paragraph styles number their paragraphs: style → (numId, level), also by inheritance."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str | None] = {}
    for style in (one for one in tree(archive, "word/styles.xml", name) if local(one) == "style"):
        style_id = value(style, "styleId") or ""
        based[style_id] = value(child(style, "basedOn"))
        properties = child(style, "pPr", "numPr")
        if properties is not None:
            own[style_id] = number_of(properties)
    result = {}
    for style_id in based:
        number = _inherited(style_id, own, based)
        if number:
            result[style_id] = number
    return result


def _inherited(style_id: str, own: dict, based: dict) -> tuple[str, int] | None:
    one: str | None = style_id
    level = None
    for _ in range(MAX_LEVELS):
        if one is None or one not in based:
            return None
        if one in own:
            number_id, depth = own[one]
            level = depth if level is None else level
            if number_id:
                return number_id, level
        one = based[one]
    return None


def number_of(properties: etree._Element | None) -> tuple[str | None, int]:
    """List and level that a paragraph's or style's numbering properties name."""
    return value(child(properties, "numId")), _whole(value(child(properties, "ilvl")))
