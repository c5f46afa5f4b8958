"""Messages leave the house: one mail a working day, urgent ones at once, and nothing is lost."""

from datetime import datetime, timedelta
from itertools import pairwise
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

import pytest
from django.core.mail.backends.locmem import EmailBackend

from audit import clock
from audit.models import JobRun
from notifications import delivery, outbox
from notifications.channels import email
from notifications.delivery import deliver
from notifications.jobs import deliver_messages
from notifications.models import Delivery, Notice
from tests import factories

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
State = Delivery.State


def moment(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def reader():
    return factories.account("李明", email="liming@linjiang.example")


def tell(person, when: datetime, count: int = 1, instant: bool = False) -> None:
    with clock.at(when):
        for number in range(count):
            outbox.queue(
                people=[person.pk],
                kind=Notice.Kind.URGING,
                key=f"{when:%m%d%H%M}:{number}:{instant}",
                title=f"第{number}项任务请反馈",
                text="只在站内显示的正文",
                url=f"/tasks/{number}",
                instant=instant,
            )


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_the_days_messages_go_out_in_one_mail(reader, mailoutbox):
    tell(reader, moment(2, 9), count=2)
    tell(reader, moment(2, 15))
    deliver(moment(2, 15, 2))
    assert mailoutbox == []
    deliver(moment(3, 7, 59))
    assert mailoutbox == []
    assert deliver(moment(3, 8, 1))["sent"] == 3
    (mail,) = mailoutbox
    assert mail.to == ["liming@linjiang.example"]
    assert "第0项任务请反馈" in mail.body and "/tasks/1" in mail.body


def test_only_titles_leave_the_house(reader, mailoutbox):
    tell(reader, moment(2, 9), instant=True)
    deliver(moment(2, 9, 1))
    assert "只在站内显示的正文" not in mailoutbox[0].body + mailoutbox[0].subject


def test_what_is_instant_leaves_at_once_and_alone(reader, mailoutbox):
    tell(reader, moment(2, 9), count=2)
    tell(reader, moment(2, 9, 5), instant=True)
    deliver(moment(2, 9, 6))
    assert len(mailoutbox) == 1 and states().count(State.SENT) == 1


def test_a_digest_waits_for_the_next_working_day():
    # 2026-02-13 is a Friday, 02-14 a Saturday that is worked, then nine days of Spring Festival.
    with clock.at(moment(14, 18, month=2)):
        notice = Notice(instant=False)
        calendar = delivery.city_calendar()
    after = email.send_after(notice, moment(13, 18, month=2), calendar, 8)
    assert after == moment(14, 8, month=2)
    assert email.send_after(notice, moment(14, 18, month=2), calendar, 8) == moment(24, 8, month=2)
    assert email.send_after(notice, moment(24, 6, month=2), calendar, 8) == moment(24, 8, month=2)


def test_what_was_read_meanwhile_is_not_mailed(reader, mailoutbox):
    tell(reader, moment(2, 9), count=2)
    deliver(moment(2, 9, 2))
    Notice.objects.filter(title__startswith="第0").update(read_at=moment(2, 10))
    deliver(moment(3, 8, 1))
    assert "第0项" not in mailoutbox[0].body and "第1项" in mailoutbox[0].body
    assert sorted(states()) == [State.DROPPED, State.SENT]


def test_somebody_without_address_or_switched_off_is_told_in_the_house_only(reader, mailoutbox):
    silent = factories.account()
    tell(silent, moment(2, 9), instant=True)
    tell(reader, moment(2, 9), count=1)
    deliver(moment(2, 9, 1))
    reader.is_active = False
    reader.save()
    deliver(moment(3, 8, 1))
    assert mailoutbox == [] and states() == [State.DROPPED]
    assert Notice.objects.count() == 2


def test_a_second_sweep_sends_nothing_twice(reader, mailoutbox):
    tell(reader, moment(2, 9), instant=True)
    deliver(moment(2, 9, 1))
    deliver(moment(2, 9, 1))
    deliver(moment(3, 9))
    assert len(mailoutbox) == 1


def test_another_worker_that_read_the_same_list_gets_nothing(reader, mailoutbox):
    tell(reader, moment(2, 9), instant=True)
    delivery.route(moment(2, 9, 1))
    mine = delivery._claim(email, moment(2, 9, 1))
    assert mine and delivery._claim(email, moment(2, 9, 1)) == ""
    deliver(moment(2, 9, 1))
    assert mailoutbox == []


def test_a_worker_that_died_while_sending_leaves_its_messages_to_the_next(reader, mailoutbox):
    tell(reader, moment(2, 9), instant=True)
    delivery.route(moment(2, 9, 1))
    delivery._claim(email, moment(2, 9, 1))
    deliver(moment(2, 9, 10))
    assert mailoutbox == []
    deliver(moment(2, 9, 17))
    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_down_for_days_loses_nothing(reader, mailoutbox, monkeypatch):
    other = factories.account(email="wangfang@linjiang.example")
    tell(reader, moment(2, 9), instant=True)
    tell(other, moment(2, 9), instant=True)
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "open", _raise(ConnectionRefusedError("connection refused")))
        now = moment(2, 9, 1)
        for _ in range(60):
            deliver(now)
            now += timedelta(hours=2)
    waiting = Delivery.objects.all()
    assert {d.state for d in waiting} == {State.WAITING} and "refused" in waiting[0].error
    deliver(now)
    assert len(mailoutbox) == 2 and states() == [State.SENT, State.SENT]


def test_a_line_that_breaks_in_the_middle_keeps_the_rest(reader, mailoutbox, monkeypatch):
    other = factories.account(email="wangfang@linjiang.example")
    tell(reader, moment(2, 9), instant=True)
    tell(other, moment(2, 9), instant=True)
    sent = EmailBackend.send_messages

    def breaks_after_one(self, messages):
        if mailoutbox:
            raise ConnectionResetError("reset")
        return sent(self, messages)

    with monkeypatch.context() as flaky:
        flaky.setattr(EmailBackend, "send_messages", breaks_after_one)
        deliver(moment(2, 9, 1))
    assert sorted(states()) == [State.SENT, State.WAITING]
    deliver(moment(2, 9, 20))
    assert sorted(to for mail in mailoutbox for to in mail.to) == sorted([reader.email, other.email])


def test_a_refused_address_is_tried_less_and_less_often_then_shown_as_failed(reader, monkeypatch):
    tell(reader, moment(2, 9), instant=True)
    refusal = SMTPRecipientsRefused({reader.email: (550, b"no such mailbox")})
    monkeypatch.setattr(EmailBackend, "send_messages", _raise(refusal))
    now, tries = moment(2, 9, 1), []
    while states() != [State.FAILED]:
        deliver(now)
        tries.append(now)
        now = Delivery.objects.get().send_after
        assert len(tries) <= delivery.GIVE_UP_AFTER
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses) and pauses[0] < pauses[-1]
    assert len(tries) == delivery.GIVE_UP_AFTER and "no such mailbox" in Delivery.objects.get().error


def test_the_sweep_costs_the_same_for_many_messages(reader, django_assert_max_num_queries):
    tell(reader, moment(2, 9), count=40)
    with django_assert_max_num_queries(14):
        deliver(moment(2, 9, 1))
    with django_assert_max_num_queries(14):
        deliver(moment(3, 8, 1))


def test_the_job_logs_what_it_sent(reader, mailoutbox):
    tell(reader, moment(2, 9), instant=True)
    with clock.at(moment(2, 9, 1)):
        deliver_messages()
    assert JobRun.objects.get().result == {"routed": 1, "sent": 1}


def _raise(error):
    def refuse(*args, **kwargs):
        raise error

    return refuse
