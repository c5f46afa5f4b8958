"""What should be looked at in a read document is said in the reader's language, by its code."""

from django.utils.translation import override

from tasks.reports import cautions
from tasks.reports.decomposition.cautions import SENTENCES, caution


def test_every_code_of_the_decomposition_has_a_sentence_for_the_pages():
    assert cautions.SENTENCES.keys() == SENTENCES.keys()


def test_a_kept_warning_is_said_in_the_language_of_the_reader():
    kept = vars(caution("no_such_date", 7, sheet="清单", row=5, date="2026-02-30"))
    with override("en"):
        assert cautions.sentence(kept) == "“清单”, row 5: there is no date “2026-02-30”; please correct it."
    with override("zh-hans"):
        assert cautions.sentence(kept) == "“清单”第 5 行：日期“2026-02-30”不存在，请改正。"
    with override("zh-hans"):
        guessed = vars(caution("part_guessed", 3, part="retrospect"))
        assert cautions.sentence(guessed) == "没有标题说明这一部分的性质，按措辞读作工作回顾。"


def test_a_warning_kept_without_a_code_is_said_as_it_was():
    assert cautions.sentence({"paragraph": 0, "message": "第 3 行没有读到。"}) == "第 3 行没有读到。"
