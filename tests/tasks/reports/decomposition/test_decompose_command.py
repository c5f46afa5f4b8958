"""`manage.py decompose` writes JSON and nothing else, and never opens the database."""

import io
import json
import sys
from decimal import Decimal

import pytest
from django.core.management import call_command

from tasks.management.commands.decompose import Command, read_input
from tasks.reports.decomposition.document import decompose
from tasks.reports.decomposition.exact_json import as_json
from tasks.reports.decomposition.shapes import Decomposition, Document, DraftTask, Refused, Source, Target

CSV = "工作任务,责任单位,完成时限\n新建公园12.50座,市城管局,2031-06-30\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2031年清单.csv"
    path.write_text(CSV, encoding="gb18030")
    return path


def run(*args) -> str:
    out = io.StringIO()
    call_command("decompose", *map(str, args), stdout=out)
    return out.getvalue()


def test_the_json_has_the_agreed_keys_and_readable_chinese(file):
    written = run(file)
    result = json.loads(written)
    assert list(result) == ["document", "tasks", "set_aside", "warnings"]
    assert result["document"]["encoding"] == "gb18030"
    assert result["tasks"][0]["deadlines"][0]["date"] == "2031-06-30"
    assert "市城管局" in written


def test_no_query_is_made(file):
    # Without the database mark pytest-django refuses every connection.
    assert run(file)
    assert Command.requires_system_checks == []


def test_numbers_keep_every_digit():
    target = Target("公园", "=", Decimal("12.50"), Decimal("100000000000000000.1"), "座", "")
    task = DraftTask("修桥", "修桥", Source(1, 0, 2), targets=[target])
    written = as_json(Decomposition(Document("", "", None, "table", "utf-8"), "修桥", [task]))
    assert '"value": 12.50,' in written
    assert '"high": 100000000000000000.1,' in written


def test_text_that_looks_like_a_marked_number_stays_text():
    task = DraftTask("\\u00005\\u0000", "\\u00005\\u0000", Source(1, 0, 13))
    written = as_json(Decomposition(Document("", "", None, "table", "utf-8"), "", [task]))
    assert json.loads(written)["tasks"][0]["title"] == "\\u00005\\u0000"


def test_text_prints_the_lines_that_sources_speak_of(file):
    lines = run(file, "--text").splitlines()
    task = json.loads(run(file))["tasks"][0]
    source = task["source"]
    assert lines[source["paragraph"] - 1][source["start"] : source["end"]] == task["text"]


def test_a_summary_counts(file):
    assert "2031" in run(file, "--format", "summary")


def test_the_year_given_is_the_year_of_the_dates(tmp_path):
    path = tmp_path / "清单.csv"
    path.write_text("工作任务,责任单位\n修桥,市交通局\n", encoding="utf-8")
    assert json.loads(run(path, "--year", "2033"))["tasks"][0]["deadlines"][0]["date"] == "2033-12-31"


@pytest.mark.parametrize("args", [["空.txt"], ["没有.txt"], ["清单.csv", "--year", "12"]])
def test_a_refusal_is_one_sentence_on_standard_error_and_exit_code_1(tmp_path, args, capsys):
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "清单.csv").write_text(CSV, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        call_command("decompose", str(tmp_path / args[0]), *args[1:])
    printed = capsys.readouterr()
    assert left.value.code == 1
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1


def test_standard_input_is_read_under_the_name_given(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    data, name = read_input("-", "清单.csv")
    assert decompose(data, name).document.kind == "table"


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(Refused, match="too_large"):
        read_input(str(path))


def test_the_same_file_gives_the_same_json(file):
    assert run(file) == run(file)
