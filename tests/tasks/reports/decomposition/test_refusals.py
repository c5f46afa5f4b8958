"""A file that can't be read safely is refused with a sentence that names the file and the place."""

import io
import zipfile

import docx
import pypdf
import pytest

from tasks.reports.decomposition.reading import LIMIT, read
from tasks.reports.decomposition.run_on import find_run_on
from tests.tasks.reports.decomposition.refusing import ROWS, refused, said
from tests.tasks.reports.decomposition.samples import pdf, replaced, saved, word, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", "　\n".encode()])
def test_an_empty_file(data):
    assert refused(data, "空.txt").code == "empty"


def test_a_document_without_words():
    assert refused(word("", " "), "空.docx").code == "empty"
    assert refused(workbook([[]]), "空.xlsx").code == "empty"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(range(256)) * 4, b"abc\x00\x00\x01\x02" * 9]
)
def test_a_binary_file(data):
    assert refused(data, "图.txt").code == "binary"


def test_content_that_does_not_fit_the_name():
    cases = [
        (word("任务"), "清单.xlsx", "Word"),
        (workbook(ROWS), "清单.docx", "Excel"),
        (word("任务"), "清单.txt", "Word"),
        (pdf([["任务清单一共十二项任务"]]), "清单.csv", "PDF"),
        ("任务".encode(), "清单.pdf", "纯文本"),
        (OLE, "清单.docx", "旧版"),
        (b"<!DOCTYPE html><html></html>", "清单.txt", "网页"),
    ]
    for data, name, what in cases:
        error = refused(data, name)
        assert error.code == "wrong_extension"
        assert what in said(error)


def test_a_document_without_an_extension_is_told_to_get_one():
    error = refused(pdf([["任务清单一共十二项任务"]]), "清单")
    assert error.code == "no_extension"
    assert "PDF" in said(error)


def test_an_unknown_extension_is_named():
    error = refused(b"abc", "报告.exe")
    assert error.code == "unsupported"
    assert ".exe" in said(error)


@pytest.mark.parametrize(
    ("name", "advice"), [("报告.doc", ".docx"), ("清单.xls", ".xlsx"), ("报告.wps", ".docx")]
)
def test_old_formats_are_told_what_to_convert_to(name, advice):
    error = refused(OLE, name)
    assert error.code == "unsupported"
    assert advice in said(error)


@pytest.mark.parametrize("name", ["清单.docx", "清单.xlsx"])
def test_an_office_file_with_a_password(name):
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le"), name).code == "password"


def test_a_pdf_with_a_password():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["今年任务一共十二项，全部要落实"]])))
    writer.encrypt("geheim", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert refused(stream.getvalue(), "报告.pdf").code == "password"


def test_a_pdf_that_only_forbids_changes_is_read():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["今年任务一共十二项，全部要落实"]])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert read(stream.getvalue(), "报告.pdf").text == "今年任务一共十二项，全部要落实"


def test_a_scanned_pdf():
    error = refused(pdf([[], [], []]), "扫描.pdf")
    assert error.code == "scanned"
    assert "3 页" in said(error)


def test_an_undecodable_byte_is_named_by_its_place():
    data = "第一行没有问题。\n第二行缺了半个字".encode()
    error = refused(data[:-1], "坏.txt")
    assert error.code == "undecodable"
    assert "第 2 行" in said(error)
    assert f"第 {len(data) - 3} 个字节" in said(error)


def test_a_file_over_the_limit():
    assert refused(b"a" * (LIMIT + 1), "大.txt").code == "too_large"


@pytest.mark.parametrize("name", ["清单.docx", "清单.xlsx", "报告.pdf"])
def test_a_truncated_file(name):
    whole = {"d": word("任务" * 500), "x": workbook(ROWS * 50), "p": pdf([["今年任务一共十二项"]])}
    data = whole[name[3]]
    assert refused(data[: len(data) // 2], name).code == "corrupt"


def test_a_damaged_part_is_named():
    data = replaced(word("任务"), "word/document.xml", lambda content: content[:-20])
    error = refused(data, "坏.docx")
    assert error.code == "corrupt"
    assert "word/document.xml" in said(error)


FLAT = [
    "附件：年度任务表序号重点任务具体举措牵头单位配合单位完成时限1修好老桥加固桥墩市交通局市财政局6月底2建新公园",
    "工作任务 工作要求 牵头单位 配合单位",
    "一、抓桥梁1.修好三座老桥。市交通局市财政局2.加固桥墩。市交通局、市水利局3.通车前验收。市住建局市公安局4.养护。",
]


@pytest.mark.parametrize("text", FLAT)
def test_a_table_flattened_to_running_text(text):
    error = refused(f"关于印发任务表的通知\n{text}\n".encode(), "平.txt")
    assert error.code == "run_on"
    assert "第 2 行" in said(error)


@pytest.mark.parametrize("border", ["", " |"])
def test_a_table_copied_one_cell_a_line(border):
    cells = ["任务表", "序号", "工作任务", "责任单位", "完成时限", "1", "修好老桥", "市交通局"]
    text = "".join(f"{cell}{border}\n" for cell in cells)
    assert refused(text.encode(), "平.txt").code == "run_on"


@pytest.mark.parametrize(
    "sentence",
    [
        "各单位要列出工作任务、责任单位、完成时限，逐项销号。",
        "明确任务内容牵头单位和完成时限，建立台账。",
        "要明确目标任务责任单位完成时限，形成清单，逐月调度。",
        "1.修好老桥。2.加固桥墩。3.通车验收。（市交通局牵头，市财政局配合）4.养护。",
        "由市政府。市财政局、市交通局要抓好落实。2.市水利局要做好准备。",
    ],
)
def test_sentences_that_speak_of_tables_are_no_tables(sentence):
    assert find_run_on([sentence]) is None


def test_a_word_file_under_another_main_part_is_read():
    document = docx.Document()
    document.add_paragraph("正文在别处。")
    data = saved(document)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"/word/document.xml", b"/word/document2.xml")
            new.writestr(entry.filename.replace("word/document.xml", "word/document2.xml"), content)
    assert read(out.getvalue(), "稿.docx").text == "正文在别处。"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"]
)
def test_a_damaged_part_of_a_workbook(part):
    data = replaced(workbook(ROWS), part, lambda content: content[: len(content) // 2])
    assert refused(data, "坏.xlsx").code == "corrupt"
