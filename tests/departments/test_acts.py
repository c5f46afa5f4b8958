"""The audit trail says every act in words; the code stays a column of its own."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from audit import log
from departments import acts
from departments.choices import Role
from tests import factories

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


def test_an_act_without_words_is_called_by_its_own_name():
    with translation.override("en"):
        assert acts.in_words("departments.logged_in") == "Logged in"
        assert acts.in_words("tasks.long_gone") == "long gone"
