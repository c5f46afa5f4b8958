"""Files of every kind come out as the text a reader would see."""

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from tasks.reports.decomposition.reading import read
from tests.tasks.reports.decomposition.samples import (
    add_table,
    numbered_word,
    pdf,
    saved,
    with_part,
    word,
    workbook,
)

TEXT = "一、2031年工作安排\n全市要新建公园十二座，完成老桥加固，并且在年底前通车。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_the_same_in_every_encoding_of_an_office(encoding):
    reading = read(TEXT.encode(encoding), "报告.txt")
    assert reading.text == TEXT
    assert reading.form == "text"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_named_codec_gives_the_same_lines_again(encoding):
    data = TEXT.replace("\n", "\r\n").encode(encoding)
    reading = read(data, "报告.txt")
    assert data.decode(reading.encoding).splitlines() == reading.text.splitlines() == TEXT.splitlines()


def test_utf16_of_ideographs_only_is_not_taken_for_gb18030():
    text = "今年的工作，要把路修好、把桥建成。"
    assert read(text.encode("utf-16-be"), "报告.txt").text == text


def test_numbers_that_word_adds_by_itself_are_put_back():
    reading = read(
        numbered_word(
            [
                (0, "抓产业"),
                (1, "强工业"),
                (2, "建园区"),
                (2, "引企业"),
                (1, "兴农业"),
                (2, "修水渠"),
                (0, "惠民生"),
            ]
        ),
        "任务.docx",
    )
    assert reading.text.splitlines() == [
        "一、抓产业", "（一）强工业", "1.建园区", "2.引企业", "（二）兴农业", "1.修水渠", "二、惠民生",
    ]  # fmt: skip


def test_paragraphs_and_table_rows_keep_their_order():
    document = docx.Document()
    document.add_paragraph("前面的话很长很长，说明为什么要发这个通知，也说明由谁来落实。" * 3)
    add_table(document, [["甲", "乙"], ["丙", "丁"]])
    document.add_paragraph("后面的话。")
    lines = read(saved(document), "通知.docx").text.splitlines()
    assert lines[1:] == ["甲\t乙", "丙\t丁", "后面的话。"]


def test_deleted_words_and_text_boxes_are_not_shown_and_inserted_words_are():
    document = docx.Document()
    paragraph = document.add_paragraph("新建")._p
    for xml in (
        f"<w:del {nsdecls('w')}><w:r><w:delText>三座</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>五座</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>",
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ):
        paragraph.append(parse_xml(xml))
    document.add_paragraph("公园。")
    reading = read(saved(document), "稿.docx")
    assert reading.text.splitlines() == ["新建五座", "公园。"]
    assert [warning.code for warning in reading.warnings] == ["beside_the_text"]
    assert reading.warnings[0].message.startswith("1 个文本框、0 条脚注")


def test_footnotes_stand_beside_the_text_and_are_counted():
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(0, ' w:type="separator"', "—") + note.format(1, "", "指市区范围内。")
    part = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    reading = read(with_part(word("新建五座公园。"), "word/footnotes.xml", part), "稿.docx")
    assert reading.text == "新建五座公园。"
    assert reading.warnings[0].message.startswith("0 个文本框、1 条脚注")
    assert read(word("新建五座公园。"), "稿.docx").warnings == []


def test_a_content_control_is_read_like_any_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph("在控件里的任务。")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)
    assert read(saved(document), "稿.docx").text == "在控件里的任务。"


def test_a_soft_line_break_in_word_begins_a_new_line():
    assert read(word("第一句。\n第二句。"), "稿.docx").text.splitlines() == ["第一句。", "第二句。"]


PAGE = [
    "某市人民政府文件",
    "一、今年工作",
    "今年要加快建设十二座公园和三十公里绿道，同时对城东、城西、城",
    "南的老桥进行加固，并在年底前全部通车，让市民出行更加方便放心",
    "省心。",
    "（一）抓好产业。支持企业技术改造。",
]


def test_broken_lines_of_a_pdf_are_joined_and_page_furniture_is_dropped():
    pages = [[*PAGE, f"— {number} —"] for number in (1, 2, 3)]
    lines = read(pdf(pages), "报告.pdf").text.splitlines()
    assert lines[:3] == ["一、今年工作", "".join(PAGE[2:5]), PAGE[5]]
    assert not any("人民政府文件" in line or "—" in line for line in lines)
    assert len(lines) == 9


def test_a_paragraph_of_a_pdf_goes_on_over_the_page():
    first = ["今年要加快建设十二座公园和三十公里绿道，同时对城东、城西、城", "— 1 —"]
    second = ["南的老桥进行加固。", "— 2 —"]
    assert read(pdf([first, second]), "报告.pdf").text == first[0] + second[0]


def test_a_page_without_text_is_named():
    reading = read(pdf([PAGE, []]), "报告.pdf")
    assert [warning.message[:6] for warning in reading.warnings] == ["第 2 页没有"[:6]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_of_a_csv_is_found_and_a_quoted_break_stays_in_its_cell(delimiter):
    rows = [
        ["序号", "工作任务", "牵头单位"],
        ["1", "修路", '"市交通局\n市住建局"'],
        ["2", "建桥", "市水利局"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    reading = read(text.encode("gb18030"), "清单.csv")
    assert reading.form == "table"
    assert reading.rows[0].rows[1].cells[2].text.split() == ["市交通局", "市住建局"]
    assert reading.text.splitlines()[1] == "1\t修路\t市交通局 市住建局"


def test_a_spreadsheet_pasted_into_a_text_file_is_a_table():
    text = "2031年任务清单\n序号\t工作任务\t责任单位\n1\t修路\t市交通局\n"
    assert read(text.encode(), "清单.txt").form == "table"


def test_a_merged_cell_is_written_once_and_known_in_every_row_it_covers():
    data = workbook(
        [["工作任务", "工作要求", "牵头单位"], ["抓产业", "建园区", "市工信局"], [None, "引企业", None]],
        ("A2:A3", "C2:C3"),
    )
    reading = read(data, "清单.xlsx")
    assert reading.text.splitlines() == [
        "工作任务\t工作要求\t牵头单位",
        "抓产业\t建园区\t市工信局",
        "\t引企业",
    ]
    assert [cell.text for cell in reading.rows[0].rows[2].cells] == ["抓产业", "引企业", "市工信局"]


def test_numbers_show_as_in_the_sheet():
    book = openpyxl.Workbook()
    book.active.append([5.0, 0.065, 0.1])
    book.active["B1"].number_format = "0.0%"
    assert read(saved(book), "数.xlsx").text == "5\t6.5%\t0.1"


def test_a_hidden_sheet_is_left_out_and_said():
    book = openpyxl.Workbook()
    book.active.append(["工作任务", "责任单位"])
    hidden = book.create_sheet("选项")
    hidden.append(["秘密"])
    hidden.sheet_state = "hidden"
    reading = read(saved(book), "清单.xlsx")
    assert "秘密" not in reading.text
    assert "选项" in reading.warnings[0].message


def test_the_same_bytes_read_the_same():
    data = pdf([PAGE])
    assert read(data, "a.pdf") == read(data, "a.pdf")


def test_a_paragraph_set_in_by_two_characters_begins_anew_behind_a_full_line():
    full = "全市要新建公园十二座、绿道三十公里，加固老桥三座，并在年底全部通车。"
    set_in = "同时要清理河道二十公里，新建泵站五座，改造管网六十公里，保障安全"
    rest = "度汛。"
    wide = "，".join(["甲乙丙丁戊己庚辛"] * 3) + "子丑寅卯辰巳午未"
    lines = read(pdf([[wide, full, set_in[:32], rest]]), "报告.pdf").text.splitlines()
    assert lines == [wide + full, set_in[:32] + rest]


def test_radicals_of_a_pdf_are_the_characters_they_show():
    page = ["临江市政府⼯作报告", "⼀、新建⻋站3座，⻔诊楼1座，惠及1200⼾。"]
    assert read(pdf([page]), "报告.pdf").text.splitlines() == [
        "临江市政府工作报告",
        "一、新建车站3座，门诊楼1座，惠及1200户。",
    ]


def test_blanks_that_spread_a_justified_line_of_a_pdf_are_no_words():
    page = ["一、新 建 改 建 学 校 12 所 ， 新 增 学 位 6000 个 。", "市长 何远 2026年1月6日"]
    assert read(pdf([page]), "报告.pdf").text.splitlines() == [
        "一、新建改建学校12所，新增学位6000个。",
        "市长 何远 2026年1月6日",
    ]


def test_a_head_above_and_a_number_below_every_page_are_left_out():
    body = ["一、新建学校3所。", "二、打通断头路4条。", "三、改造老旧小区。", "四、新建公园。"]
    pages = [[line, "临江市人民政府文件", f"— {n} —"] for n, line in enumerate(body, 1)]
    assert "文件" not in read(pdf(pages), "报告.pdf").text


def test_where_first_lines_are_set_in_a_line_at_the_margin_goes_on_however_short_the_one_before():
    page = [
        "　　一、今年工作",
        "　　加快建设十二座公园和三十公里绿道，同时对100MW光伏",
        "项目、5G基站和3条220kV线路等进行升级，新增充电桩。",
        "　　加固城东、城西、城南的老桥，并在年底前全部通车，切实方便群众。",
        "　　各位代表，让我们共同奋斗！",
    ]
    lines = read(pdf([page]), "报告.pdf").text.splitlines()
    assert [line[:4] for line in lines] == ["一、今年", "加快建设", "加固城东", "各位代表"]
