"""How texts are cut into words, and what a query asks for."""

import pytest

from tasks.search.words import pieces, plain, searched, words


def test_a_run_of_characters_gives_its_pairs_and_its_last_character():
    assert words(plain("优化营商环境")) == ["优化", "化营", "营商", "商环", "环境", "境"]
    assert words(plain("第12项，建成5G基站。")) == ["第", "12", "项", "建成", "成", "5g", "基站", "站"]


def test_pairs_never_reach_over_punctuation_or_from_one_field_into_the_next():
    assert "设完" not in words(plain("建设，完善"))
    assert "题标" not in words(searched("", "标题", "标准", "正文"))


def test_full_width_forms_and_capitals_are_the_same_as_plain_ones():
    assert words(plain("ＡＢ　１２")) == words(plain("ab 12"))


def test_a_number_is_known_without_its_zeros_too():
    assert {"2026", "007", "7"} <= set(words(searched("2026-007", "", "", "")))
    assert "2026-7" in searched("2026-007", "", "", "")


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("优化", [(("优化",), False)]),
        ("优", [(("优",), True)]),
        ("优化营商", [(("优化", "化营", "营商"), False)]),
        ("5G 民生", [(("5g",), True), (("民生",), False)]),
        ("第1项", [(("第", "1", "项"), True)]),
        ("，。 !?", []),
    ],
)
def test_a_query_asks_for_every_word_of_each_part(query, asked):
    assert [(piece.words, piece.open) for piece in pieces(query)] == asked


def test_a_query_may_be_a_whole_text():
    assert len(pieces("优化营商环境 " * 500)) == 1
    assert len(pieces(" ".join(f"词{number}" for number in range(100)))) == 40
