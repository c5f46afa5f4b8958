"""How one is told by mail is one's own choice; urgings leave at once whatever it is. An address is confirmed by its link."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from departments.models import Person
from notifications import services
from notifications.addresses import confirm_address
from notifications.delivery import deliver
from notifications.models import AddressChange, Delivery
from tests import factories
from tests.notifications.test_deliver import moment, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return factories.account("李明", email="liming@linjiang.example")


def test_at_once_means_at_once(reader, mailoutbox):
    services.choose_mail(actor=reader, digest="at_once", hour=None)
    tell(reader, moment(2, 15))
    deliver(moment(2, 15, 2))
    assert len(mailoutbox) == 1


def test_the_daily_mail_comes_at_the_chosen_hour(reader, mailoutbox):
    services.choose_mail(actor=reader, digest="daily", hour=17)
    tell(reader, moment(2, 15))
    deliver(moment(2, 16, 59))
    assert mailoutbox == []
    deliver(moment(2, 17, 1))
    assert len(mailoutbox) == 1


def test_no_mail_means_none_except_for_urgings(reader, mailoutbox):
    services.choose_mail(actor=reader, digest="none", hour=None)
    tell(reader, moment(2, 9))
    tell(reader, moment(2, 10), instant=True)
    deliver(moment(3, 9))
    assert Delivery.objects.count() == len(mailoutbox) == 1


def test_muted_messages_are_not_mailed_even_when_they_were_on_their_way(reader, mailoutbox):
    tell(reader, moment(2, 9))
    deliver(moment(2, 9, 2))
    reader.notices.update(muted=True)
    deliver(moment(3, 8, 1))
    assert mailoutbox == []


def test_an_address_is_ones_own_once_its_link_is_followed(reader, mailoutbox, settings):
    settings.SITE_URL = "https://luoshi.example"
    services.ask_address(actor=reader, address="new@linjiang.example")
    for _twice in range(2):
        deliver(clock.now())
    (mail,) = mailoutbox
    assert mail.to == ["new@linjiang.example"]
    assert Person.objects.get().email == "liming@linjiang.example"
    token = re.search(r"https://luoshi.example/account/settings/address/([^/]+)/", mail.body)[1]
    other = factories.account("王芳")
    with pytest.raises(ValidationError):
        confirm_address(actor=other, token=token)
    with pytest.raises(ValidationError):
        confirm_address(actor=reader, token=token + "x")
    confirm_address(actor=reader, token=token)
    assert Person.objects.get(pk=reader.pk).email == "new@linjiang.example"
    assert not AddressChange.objects.exists()


def test_only_the_link_of_the_newest_wish_counts(reader, mailoutbox):
    services.ask_address(actor=reader, address="first@linjiang.example")
    deliver(clock.now())
    services.ask_address(actor=reader, address="second@linjiang.example")
    token = re.search(r"address/([^/]+)/", mailoutbox[0].body)[1]
    with pytest.raises(ValidationError) as refused:
        confirm_address(actor=reader, token=token)
    assert refused.value.code == "too_late"


def test_a_link_is_valid_for_three_days(reader, mailoutbox, monkeypatch):
    services.ask_address(actor=reader, address="new@linjiang.example")
    deliver(clock.now())
    token = re.search(r"address/([^/]+)/", mailoutbox[0].body)[1]
    monkeypatch.setattr("notifications.addresses.VALID", timedelta(seconds=-1))
    with pytest.raises(ValidationError) as refused:
        confirm_address(actor=reader, token=token)
    assert refused.value.code == "too_late"
