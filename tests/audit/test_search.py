"""The history of a thing, and what the auditor looks for."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from audit import clock
from audit.log import record
from audit.models import AuditEntry
from departments.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_an_entry_keeps_the_name_and_the_post_of_the_actor():
    city = factories.make_city()
    actor = factories.person(
        Role.HANDLER, city.education, "李明", at=factories.post(Role.HANDLER, city.education, "经办人")
    )
    written = record(actor=actor, action="tasks.signed", target=city.education)
    assert (written.actor_id, written.actor_name, written.actor_post) == (actor.pk, "李明", "市教育局 经办人")


def test_the_history_of_a_thing_is_its_own_and_newest_first():
    city = factories.make_city()
    first = record(actor=None, action="departments.renamed", target=city.education)
    record(actor=None, action="departments.renamed", target=city.finance)
    last = record(actor=None, action="departments.moved", target=city.education)
    assert list(AuditEntry.objects.about(city.education)) == [last, first]


def test_the_auditor_searches_by_name_action_and_day():
    city = factories.make_city()
    actor = factories.account("欧阳静")
    with clock.at(datetime(2026, 3, 2, 0, 30, tzinfo=SHANGHAI)):
        found = record(actor=actor, action="tasks.signed", target=city.education)
    with clock.at(datetime(2026, 3, 3, 0, 30, tzinfo=SHANGHAI)):
        record(actor=actor, action="tasks.closed")
    record(actor=None, action="tasks.signed")
    search = AuditEntry.objects.search
    assert list(search(actor="欧阳", action="tasks.", last=date(2026, 3, 2))) == [found]
    assert list(search(target_type="departments.department", target_id=city.education.pk)) == [found]
    assert search(first=date(2026, 3, 3), actor="欧阳").count() == 1
