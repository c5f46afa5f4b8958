"""A file that is small on disk and huge or harmful once opened is refused before it is opened."""

import io
import tracemalloc
import zipfile
import zlib

import openpyxl
import pytest

from tasks.reports.decomposition.reading import LIMIT, read
from tests.tasks.reports.decomposition.refusing import ROWS, refused, said
from tests.tasks.reports.decomposition.samples import replaced, saved, with_part, word, workbook

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (replaced(word("任务"), "word/document.xml", lambda content: ENTITIES + content.split(b"?>", 1)[1]), "word/document.xml"),
        (replaced(workbook(ROWS), "xl/worksheets/sheet1.xml", lambda content: ENTITIES + content), "xl/worksheets/sheet1.xml"),
        (with_part(word("任务"), "customXml/item9.xml", ENTITIES.decode().encode("utf-16")), "customXml/item9.xml"),
    ],
)  # fmt: skip
def test_an_entity_bomb(data, part):
    error = refused(data, "弹.xlsx" if part.startswith("xl") else "弹.docx")
    assert error.code == "entity_bomb"
    assert part in said(error)


def test_a_part_that_unpacks_to_a_thousand_times_its_size():
    data = with_part(word("任务"), "word/media/image1.bin", bytes(30_000_000))
    assert refused(data, "弹.docx").code == "archive_bomb"


def test_many_parts_that_are_too_much_together():
    noise = b"".join(zlib.compress(bytes([one % 251]) * 50) for one in range(60_000))
    chunk = (noise * 50)[: 30 * 1024 * 1024]
    stream = io.BytesIO(word("任务"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"word/media/{number}.bin", chunk)
    assert refused(stream.getvalue()[:LIMIT], "弹.docx").code == "archive_bomb"


def test_a_bomb_inside_an_attached_archive():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.bin", bytes(20_000_000))
    data = with_part(word("任务"), "word/embeddings/sheet.xlsx", inner.getvalue())
    assert refused(data, "弹.docx").code == "archive_bomb"


def test_an_attached_workbook_does_no_harm():
    assert (
        read(with_part(word("任务"), "word/embeddings/sheet.xlsx", workbook(ROWS)), "稿.docx").text == "任务"
    )


@pytest.mark.parametrize("part", ["../../etc/cron.d/x", "/etc/passwd", "..\\..\\x.dll", "C:\\x.dll"])
def test_a_path_that_leaves_the_archive(part):
    assert refused(with_part(word("任务"), part, b"x"), "弹.docx").code == "unsafe_path"


def test_too_many_entries():
    stream = io.BytesIO(word("任务"))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"x/{number}", b"")
    assert refused(stream.getvalue(), "弹.docx").code == "archive_bomb"


def test_too_many_rows_are_refused_before_they_are_parsed():
    row = b'<row><c t="str"><v>1</v></c></row>'
    data = replaced(
        workbook(ROWS),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", row * 20_001 + b"</sheetData>"),
    )
    error = refused(data, "长.xlsx")
    assert error.code == "too_many_rows"
    assert "sheet1" in said(error)


@pytest.mark.parametrize("reference", ["A999999999", "A1048577"])
def test_a_row_number_no_sheet_has(reference):
    row = f'<row r="{reference[1:]}"><c r="{reference}" t="str"><v>1</v></c></row>'.encode()
    data = replaced(
        workbook(ROWS),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", row + b"</sheetData>"),
    )
    assert refused(data, "假.xlsx").code == "corrupt"


def test_a_very_wide_sheet():
    row = b"<row>" + b'<c t="str"><v>1</v></c>' * 400_001 + b"</row>"
    data = replaced(
        workbook(ROWS),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", row + b"</sheetData>"),
    )
    assert refused(data, "宽.xlsx").code in ("too_many_cells", "archive_bomb")


@pytest.mark.thorough
def test_the_largest_workbook_allowed_takes_less_than_200_mb():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    for number in range(4_000):
        sheet.append([number, "修好老桥" * 5, "市交通局", "市财政局"])
    data = saved(book)
    tracemalloc.start()
    read(data, "大.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 1024 * 1024  # a fifth of the rows, a fifth of the memory


def sheet_with(xml: bytes) -> bytes:
    return replaced(
        workbook(ROWS), "xl/worksheets/sheet1.xml", lambda content: content.replace(b"</sheetData>", xml)
    )


def test_a_cell_far_to_the_right():
    error = refused(sheet_with(b'<row r="3"><c r="XFD3" t="str"><v>1</v></c></row></sheetData>'), "宽.xlsx")
    assert error.code == "too_many_columns"
    assert "第 3 行" in said(error)


def test_a_row_far_down_is_read_without_the_blank_rows_before_it():
    reading = read(
        sheet_with(b'<row r="1048576"><c r="A1048576" t="str"><v>end</v></c></row></sheetData>'), "长.xlsx"
    )
    assert reading.rows[0].rows[-1].number == 1_048_576
    assert len(reading.text.splitlines()) == 3


def test_thousands_of_merged_areas_over_everything():
    merged = b'<mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 9_000 + b"</mergeCells>"
    rows = b'<row><c t="str"><v>1</v></c></row>' * 100
    assert refused(sheet_with(rows + b"</sheetData>" + merged), "合.xlsx").code == "too_many_cells"
