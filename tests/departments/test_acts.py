"""The audit trail says every act in words; the code stays a column of its own."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from audit import log
from audit.models import AuditEntry
from departments import acts, details
from departments.choices import Role
from tests import factories
from tests.access.stage import Stage
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parents[2]
APPS = ("departments", "notifications", "tasks", "supervision")
# How services name an act: as an argument, or as the first word of a change.
NAMED = re.compile(r'(?:action=|Change\(\s*)f?"((?:departments|notifications|tasks|supervision)\.\w+)"')


def test_every_act_that_a_service_records_has_words():
    code = "".join(path.read_text() for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    named = set(NAMED.findall(code))
    assert len(named) > 60
    assert named - acts.WORDS.keys() == set()


@pytest.fixture
def auditor(db):
    city = factories.make_city()
    log.record(
        actor=factories.person(Role.HANDLER, city.housing),
        action="departments.logged_out",
        target=city.housing,
    )
    return factories.person(Role.AUDIT_ADMIN, city.office)


def rows(client, query: str) -> int:
    return client.get(f"/audit/?{query}").content.decode().count('<td class="main"')


def test_the_auditor_reads_and_finds_acts_in_words_and_by_code(client, auditor):
    client.force_login(auditor)
    page = client.get("/audit/?q=退出登录").content.decode()
    assert "退出登录" in page and "departments.logged_out" not in page
    assert (
        rows(client, "q=退出登录")
        == rows(client, "action=departments.logged_out")
        == rows(client, "action=退出")
        == 1
    )
    assert rows(client, "q=办结") == 0


def test_what_acts_are_about_is_said_in_words(client, auditor):
    client.force_login(auditor)
    about = AuditEntry.objects.get(action="departments.logged_out")
    page = client.get("/audit/?target_type=departments.department").content.decode()
    assert f"单位 {about.target_id}" in page
    assert rows(client, "target_type=tasks.task") == 0


def test_everything_that_acts_are_about_has_words(world):  # noqa: F811
    Stage(world)
    about = set(AuditEntry.objects.values_list("target_type", flat=True)) - {""}
    assert len(about) > 3
    assert about - acts.THINGS.keys() == set()


def test_an_act_without_words_is_called_by_its_own_name():
    with translation.override("en"):
        assert acts.in_words("departments.logged_in") == "Logged in"
        assert acts.in_words("tasks.long_gone") == "long gone"


# Keywords with which an entry is recorded that are no details of it.
ABOUT = {"actor", "action", "target", None}
RECORDERS = {"record", "entry", "keep"}


def recorded_details() -> set[str]:
    """The names of all details that services record, read from their source."""
    found = set()
    for path in (path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in RECORDERS:
                found |= {keyword.arg for keyword in node.keywords}
    return found - ABOUT


def test_every_detail_that_a_service_records_has_words():
    assert len(recorded_details()) > 60
    assert recorded_details() - details.WORDS.keys() == set()


def test_everything_kept_about_acts_on_tasks_and_log_ins_has_words(world):  # noqa: F811
    Stage(world)
    names = {name for kept in AuditEntry.objects.values_list("details", flat=True) for name in kept}
    assert len(names) > 10
    assert names - details.WORDS.keys() == set()


def test_details_say_what_was_and_what_is_in_the_readers_language():
    kept = {
        "before": {"name": "王明", "is_active": True},
        "after": {"name": "王敏", "is_active": False},
        "reason": "更名",
        "light": ["green", "red"],
        "door": "page",
        "nobody_said": 3,
        "note": "",
    }
    with translation.override("en"):
        said = details.in_words(kept)
    assert "reason: 更名" in said and "name: 王明 → 王敏" in said and "by way of: the log-in page" in said
    assert "System light: Normal → Behind" in said
    assert "nobody_said: 3" in said and "note" not in said
    with translation.override("zh-hans"):
        assert "原因：更名" in details.in_words(kept)
