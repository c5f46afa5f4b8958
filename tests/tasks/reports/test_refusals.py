"""Why a file was refused is said in the reader's language, by its code and its place."""

import re

import pytest
from django.core.management import call_command
from django.utils.translation import override

from tasks.reports import refusals
from tasks.reports.decomposition.reading import CONTENTS, SIGNATURES, UNSUPPORTED
from tasks.reports.decomposition.refusals import PLACES, refuse
from tasks.reports.refusals import WORDS, sentence

HAN = re.compile("[\u4e00-\u9fff]")
NAMED = re.compile(r"%\((\w+)\)s")
ANYWHERE = {
    "offset": 7, "what": "picture", "suffix": ".docx", "advice": "convert", "pages": 3, "page": 2, "line": 4,
    "sample": "text", "size": "21.0 MB", "limit": "20.0 MB", "characters": 9, "where": "pdf", "part": "word.xml",
    "value": "FF", "encoding": "UTF-8", "row": 5,
}  # fmt: skip


def test_every_code_has_a_sentence_that_tells_its_file_and_its_place():
    assert refusals.SENTENCES.keys() == PLACES.keys()
    for code, wording in refusals.SENTENCES.items():
        assert set(NAMED.findall(wording)) == {"name", *PLACES[code]}, code


@pytest.mark.parametrize("code", PLACES)
def test_a_refusal_is_whole_in_both_languages_and_says_what_to_do(code):
    refused = refuse(code, "list.docx", **{key: ANYWHERE[key] for key in PLACES[code]})
    with override("en"):
        english = sentence(refused)
    with override("zh-hans"):
        chinese = sentence(refused)
    assert "Please" in english
    assert not HAN.search(english)
    assert "请" in chinese
    assert "“list.docx”" in english
    assert "“list.docx”" in chinese
    for key in set(PLACES[code]) - set(WORDS):
        assert str(ANYWHERE[key]) in english
        assert str(ANYWHERE[key]) in chinese


@pytest.mark.parametrize("words", WORDS.values())
def test_every_word_of_a_sentence_has_a_translation(words):
    with override("zh-hans"):
        left = [word for word in words.values() if NAMED.sub("", word) and refusals._(word) == word]
    assert left == []


def test_every_kind_of_file_that_is_recognised_has_its_word():
    kinds = {
        *CONTENTS.values(),
        *(what for _, what in SIGNATURES),
        *(what for what, _ in UNSUPPORTED.values()),
    }
    assert kinds <= WORDS["what"].keys()
    assert {advice for _, advice in UNSUPPORTED.values()} <= WORDS["advice"].keys()


def test_the_same_file_is_refused_in_two_languages(tmp_path, capsys):
    (tmp_path / "坏.txt").write_bytes("第一行没有问题。\n第二行缺了半个字".encode()[:-1])
    for language, place in (
        ("en", "Line 2 of “坏.txt” (byte 46)"),
        ("zh-hans", "“坏.txt”第 2 行（第 46 个字节）"),
    ):
        with override(language), pytest.raises(SystemExit):
            call_command("decompose", str(tmp_path / "坏.txt"))
        assert place in capsys.readouterr().err
