"""Paragraphs and tables of a docx in their order, as the reader of the printed page sees them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from tasks.reports.decomposition.numbering import Numbering
from tasks.reports.decomposition.sheets import Cell, Row, Sheet
from tasks.reports.decomposition.word_xml import (
    child,
    children,
    local,
    main_part,
    number_of,
    numbering,
    style_numbers,
    tree,
    value,
)

# Text boxes, drawings and deleted words are not read; ruby keeps its base and drops the pinyin.
NOT_SHOWN = {"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "rt", "instrText", "delText"}
NO_TEXT = {"pPr", "rPr", "footnoteReference", "endnoteReference", "commentReference"}
CHARACTERS = {"tab": " ", "noBreakHyphen": "-", "cr": "\n", "ptab": " "}
NOTES = "word/footnotes.xml"
MAX_NESTED = 20
LONGEST_BRACKET = 300  # characters of a statement of responsibility that a line break may fall into


@dataclass
class _Word:
    numbers: Numbering
    styles: dict[str, tuple[str, int]]


def read_word(archive: zipfile.ZipFile, name: str) -> tuple[list[str | Sheet], dict[str, int]]:
    """The blocks of a docx in order (a paragraph as its text, a table as a sheet), and what stands beside them unread."""
    document = tree(archive, main_part(archive), name)
    return _blocks(document, archive, name), _beside(document, archive, name)


def _blocks(document, archive: zipfile.ZipFile, name: str) -> list[str | Sheet]:
    word = _Word(numbering(archive, name), style_numbers(archive, name))
    body = child(document, "body")
    blocks: list[str | Sheet] = []
    tables = 0
    carried = ""
    for element in children(body, "p", "tbl") if body is not None else ():
        if local(element) == "tbl":
            tables += 1
            blocks.append(_table(element, word, f"表{tables}"))
            continue
        text = carried + _paragraph(element, word)
        # A paragraph whose mark was deleted runs on into the next one.
        carried = text if child(element, "pPr", "rPr", "del") is not None else ""
        if not carried:
            blocks += _own_lines(text)
    return blocks + ([carried] if carried else [])


def _paragraph(element, word: _Word) -> str:
    text = "".join(_pieces(element))
    prefix = _prefix(element, word)
    return prefix + text if text.strip() else text


def _own_lines(text: str) -> list[str]:
    """A paragraph cut at its line breaks, but for those inside a bracket that the next line closes."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1][-LONGEST_BRACKET:] if lines else ""
        opened = max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))
        closing = re.search(r"[（()）]", line)
        if opened and closing and closing.group() in "）)":
            lines[-1] += line.lstrip(" 　")
        else:
            lines.append(line)
    return lines


def _prefix(element, word: _Word) -> str:
    properties = child(element, "pPr")
    number_id, depth = None, 0
    if (own := child(properties, "numPr")) is not None:
        number_id, depth = number_of(own)
    if number_id is None:
        style = value(child(properties, "pStyle"))
        number_id, inherited = word.styles.get(style or "", (None, 0))
        depth = depth or inherited
    if not number_id or number_id == "0" or not "".join(_pieces(element)).strip():
        return ""
    return word.numbers.next_prefix(number_id, depth)


def _pieces(element, depth: int = 0):
    for one in element:
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name in CHARACTERS:
            yield CHARACTERS[name]
        elif name == "br":
            yield "\n"
        elif name in NOT_SHOWN or name in NO_TEXT or depth > MAX_NESTED * 5:
            continue
        elif name != "r" or child(one, "rPr", "vanish") is None:
            yield from _pieces(one, depth + 1)


def _table(element, word: _Word, name: str) -> Sheet:
    sheet = Sheet(name)
    above: dict[int, Cell] = {}
    for number, row in enumerate(children(element, "tr"), start=1):
        if child(row, "trPr", "del") is not None:
            continue
        cells: list[Cell] = []
        cells += [Cell("", column) for column in range(1, _skipped(row) + 1)]
        for one in children(row, "tc"):
            _add_cell(one, cells, above, word)
        sheet.rows.append(Row(number, cells))
    return sheet


def _skipped(row) -> int:
    skipped = value(child(row, "trPr", "gridBefore"))
    return min(int(skipped), 100) if skipped and skipped.isdigit() else 0


def _add_cell(element, cells: list[Cell], above: dict[int, Cell], word: _Word) -> None:
    """A cell and the grid columns it spans; a vertical merge repeats the cell above, marked as unrolled."""
    span = value(child(element, "tcPr", "gridSpan")) or "1"
    merge = child(element, "tcPr", "vMerge")
    column = len(cells) + 1
    continues = merge is not None and value(merge) != "restart"
    text = _cell_text(element, word)
    if continues and not text.strip() and column in above:
        first = Cell(above[column].text, column, unrolled=True)
    else:
        first = Cell(text, column)
        above[column] = first
    if merge is None:
        above.pop(column, None)
    cells.append(first)
    for extra in range(1, min(int(span) if span.isdigit() else 1, 100)):
        cells.append(Cell(first.text, column + extra, unrolled=True))


def _cell_text(element, word: _Word, depth: int = 0) -> str:
    """The paragraphs of a cell, one a line; tables inside a cell are read cell after cell."""
    texts = []
    for one in children(element, "p", "tbl"):
        if local(one) == "p":
            texts.append(_paragraph(one, word))
        elif depth < MAX_NESTED:
            for row in children(one, "tr"):
                texts += [_cell_text(cell, word, depth + 1) for cell in children(row, "tc")]
    return "\n".join(text for text in texts if text.strip())


def _beside(document, archive: zipfile.ZipFile, name: str) -> dict[str, int]:
    """How many text boxes and footnotes have words."""
    # Word keeps a box twice, the second time for programs that know only the older form.
    boxes = {id(box): box for box in document.iter() if local(box) == "txbxContent"}
    for older in (one for one in document.iter() if local(one) == "Fallback"):
        for box in older.iter():
            boxes.pop(id(box), None)
    notes = []
    if NOTES in archive.namelist():
        # The lines that part notes from the text are kept among them, each with a type.
        notes = [note for note in tree(archive, NOTES, name) if value(note, "type") is None]
    return {"boxes": sum(map(_has_words, boxes.values())), "notes": sum(map(_has_words, notes))}


def _has_words(element) -> bool:
    return any(local(one) == "t" and (one.text or "").strip() for one in element.iter())
