"""The sweep that carries messages out of the house. It may run twice, late, or on two machines at once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import groupby
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from departments.calendar import city_calendar
from departments.parameters import city_parameters
from notifications.addresses import send_confirmations
from notifications.channels import email
from notifications.channels.failures import Refused, Unreachable
from notifications.models import Delivery, MailChoice, Notice

State = Delivery.State
CHANNELS = (email,)
# A worker that dies while sending leaves its messages to the next one after this time.
LEASE = timedelta(minutes=15)
OUTAGE_PAUSE = timedelta(minutes=10)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
GIVE_UP_AFTER = 8
_PEOPLE = 100


def deliver(now: datetime) -> dict[str, int]:
    """Decide where new messages go, send what is due, and say how many of each."""
    counts = Counter(routed=route(now), confirmations=send_confirmations(now))
    for channel in CHANNELS:
        while claim := _claim(channel, now):
            counts.update(_send(channel, claim, now))
    return dict(counts)


def route(now: datetime) -> int:
    """Give every new message a delivery for each channel that reaches its person."""
    calendar, hour = city_calendar(), city_parameters().digest_hour
    total = 0
    while routed := _route_some(now, calendar, hour):
        total += routed
    return total


@transaction.atomic
def _route_some(now: datetime, calendar, hour: int) -> int:
    fresh = Notice.objects.unrouted().select_related("person__mail_choice")
    notices = list(fresh.select_for_update(skip_locked=True, of=("self",))[:1000])
    leaving = [
        (
            notice,
            channel,
            channel.send_after(notice, max(now, notice.created_at), calendar, hour, _choice(notice)),
        )
        for notice in notices
        for channel in CHANNELS
        if channel.reaches(notice.person)
    ]
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, channel=channel.NAME, send_after=moment)
            for notice, channel, moment in leaving
            if moment is not None
        ],
        ignore_conflicts=True,
    )
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(routed_at=now)


def _choice(notice: Notice) -> MailChoice | None:
    return getattr(notice.person, "mail_choice", None)


def _claim(channel, now: datetime) -> str:
    """Take what is due of some people, so that no other worker sends it; empty when nothing is due."""
    due = Delivery.objects.due(now).filter(channel=channel.NAME)
    people = list(due.order_by().values_list("notice__person_id", flat=True).distinct()[:_PEOPLE])
    claim = uuid4().hex
    taken = due.filter(notice__person__in=people).update(
        claim=claim, attempts=F("attempts") + 1, send_after=now + LEASE
    )
    return claim if taken else ""


def _send(channel, claim: str, now: datetime) -> Counter:
    claimed = Delivery.objects.filter(claim=claim, state=State.WAITING).select_related("notice__person")
    in_order = claimed.order_by("notice__person_id", "notice_id")
    counts: Counter = Counter()
    try:
        with channel.line() as opened:
            for _person, group in groupby(in_order, key=lambda delivery: delivery.notice.person_id):
                counts.update(_send_to_one(channel, opened, list(group), now))
    except Unreachable as error:
        # The server is down, the messages are not to blame: no attempt is counted, nothing is given up.
        counts["postponed"] += claimed.update(
            send_after=now + OUTAGE_PAUSE, attempts=F("attempts") - 1, error=str(error), claim=""
        )
    return counts


def _send_to_one(channel, opened, deliveries: list[Delivery], now: datetime) -> Counter:
    person = deliveries[0].notice.person
    wanted = [delivery for delivery in deliveries if _still_wanted(channel, delivery)]
    dropped = [delivery.pk for delivery in deliveries if delivery not in wanted]
    counts: Counter = Counter()
    if dropped:
        counts["dropped"] = Delivery.objects.filter(pk__in=dropped).update(state=State.DROPPED)
    if not wanted:
        return counts
    try:
        channel.send(opened, person, [delivery.notice for delivery in wanted])
    except Refused as error:
        counts.update(_refused(wanted, str(error), now))
        return counts
    ids = [delivery.pk for delivery in wanted]
    counts["sent"] = Delivery.objects.filter(pk__in=ids).update(state=State.SENT, sent_at=now, error="")
    return counts


def _still_wanted(channel, delivery: Delivery) -> bool:
    """Not read or muted in the house meanwhile, and the person is still there."""
    notice = delivery.notice
    return (
        not notice.muted
        and notice.read_at is None
        and notice.done_at is None
        and channel.reaches(notice.person)
    )


def _refused(deliveries: list[Delivery], error: str, now: datetime) -> Counter:
    counts: Counter = Counter()
    for delivery in deliveries:
        delivery.error, delivery.claim = error, ""
        if delivery.attempts >= GIVE_UP_AFTER:
            delivery.state = State.FAILED
            counts["failed"] += 1
        else:
            delivery.send_after = now + min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE)
            counts["postponed"] += 1
    Delivery.objects.bulk_update(deliveries, ["state", "error", "claim", "send_after"])
    return counts
