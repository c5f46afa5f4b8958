"""The sentences said when a file can't be decomposed: what, where, and what to do next."""

from __future__ import annotations

from tasks.reports.decomposition.shapes import Refused

# Shown to officials as they stand; one table, so that a second language is a second table.
SENTENCES = {
    "empty": "“{name}”是空文件，里面没有文字；请检查后重新选择文件。",
    "binary": "“{name}”不是文本：第 {offset} 个字节处是{what}；请上传 txt、docx、pdf、csv 或 xlsx 文件。",
    "wrong_extension": "“{name}”的内容是{what}，与扩展名“{suffix}”不符；请改正扩展名或另存后再试。",
    "unsupported": "“{name}”是{what}，暂不支持；请{advice}后再试。",
    "password": "“{name}”设有打开密码，无法读取；请取消密码后再试。",
    "scanned": "“{name}”共 {pages} 页，都没有可读取的文字，可能是扫描件；请先做文字识别（OCR）或上传原文。",
    "unreadable_text": "“{name}”第 {page} 页起的文字没有编码对照表，取出的是乱码；请上传 docx 或 txt 原文。",
    "run_on": "“{name}”第 {line} 行是被压成一串的表格（“{sample}”），各栏已分不开；"
    "请上传原来的表格（xlsx、csv 或 docx）。",
    "too_large": "“{name}”有 {size}，超过 {limit} 的上限；请拆分或去掉图片后再试。",
    "archive_bomb": "“{name}”解压后异常庞大（{part}：{what}），为安全起见没有打开；请重新导出后再试。",
    "entity_bomb": "“{name}”的部件“{part}”里含有外部或自定义实体声明，为安全起见没有打开；请重新另存后再试。",
    "unsafe_path": "“{name}”里含有不安全的文件路径“{part}”，没有打开；请重新另存后再试。",
    "corrupt": "“{name}”已损坏或不完整（{part}），无法打开；请重新下载或另存后再试。",
    "undecodable": "“{name}”第 {line} 行（第 {offset} 个字节）的字节 {value} 不符合 {encoding} 编码；"
    "请用 UTF-8 另存后再试。",
    "too_many_rows": "“{name}”的“{part}”超过 {limit} 行；请只留下任务清单后再试。",
    "too_many_cells": "“{name}”的“{part}”格子太多（超过 {limit} 个）；请删去空白的行和列后再试。",
    "too_many_columns": "“{name}”的“{part}”第 {row} 行超过 {limit} 列；请删去多余的列后再试。",
    "too_many_pages": "“{name}”有 {pages} 页，超过 {limit} 页的上限；请拆分后再试。",
}


def refuse(code: str, name: str, **place) -> Refused:
    """The error to raise for one reason, its sentence filled in with the file's name and the place."""
    return Refused(code, SENTENCES[code].format(name=name, **place))


def megabytes(size: int) -> str:
    """A number of bytes as an official reads it."""
    return f"{size / 1024 / 1024:.1f} MB"
