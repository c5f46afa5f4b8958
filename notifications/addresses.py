"""A mail address is one's own once the link that was sent there has been followed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from audit import log
from departments.models import Person
from notifications.channels import email
from notifications.channels.failures import Refused, Unreachable
from notifications.models import AddressChange

VALID = timedelta(days=3)
_SALT = "notifications.address"


def send_confirmations(now: datetime) -> int:
    """Send the links that wait, and say how many; a server that is down is asked again by the next sweep."""
    waiting = list(
        AddressChange.objects.filter(sent_at=None, error="", person__is_active=True).select_related("person")
    )
    if not waiting:
        return 0
    sent = 0
    try:
        with email.line() as opened:
            for change in waiting:
                # Claimed before it is sent: two sweeps send one mail.
                claim = AddressChange.objects.filter(pk=change.pk, sent_at=None, address=change.address)
                if claim.update(sent_at=now):
                    sent += _send(opened, change)
    except Unreachable:
        pass
    return sent


def confirm_address(*, actor, token: str) -> None:
    """Take over the address to which the link was sent.

    Raises:
        ValidationError: `invalid` for a damaged link or another person's; `too_late` after three days or a newer wish.
    """
    try:
        person, address = signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise ValidationError(
            _("This link was valid for three days. Ask for a new one."), code="too_late"
        ) from error
    except signing.BadSignature as error:
        raise ValidationError(_("This link is damaged."), code="invalid") from error
    if person != actor.pk:
        raise ValidationError(_("This link was sent to somebody else."), code="invalid")
    with transaction.atomic():
        change = AddressChange.objects.select_for_update().filter(person=actor, address=address)
        if not change.exists():
            raise ValidationError(
                _("This link is no longer valid: a newer one was asked for."), code="too_late"
            )
        change.delete()
        Person.objects.filter(pk=actor.pk).update(email=address)
        log.record(actor=actor, action="notifications.address_confirmed", target=actor)


def _send(opened, change: AddressChange) -> int:
    try:
        email.hand_over(opened, compose(change))
    except Refused as error:
        AddressChange.objects.filter(pk=change.pk).update(error=str(error)[:500])
        return 0
    except Unreachable:
        AddressChange.objects.filter(pk=change.pk).update(sent_at=None)
        raise
    return 1


def compose(change: AddressChange) -> EmailMessage:
    """The mail with the link, in the language of the person."""
    token = signing.dumps([change.person_id, change.address], salt=_SALT)
    link = getattr(settings, "SITE_URL", "").rstrip("/") + reverse("account:confirm", args=[token])
    with translation.override(change.person.language or settings.LANGUAGE_CODE):
        lines = [
            _("%(name)s, follow this link to receive Luoshi's mails here. It is valid for three days.")
            % {"name": change.person.name},
            link,
            _("If you did not ask for it, do nothing."),
        ]
        subject = _("Confirm your mail address")
    return EmailMessage(f"[落实] {subject}", "\n\n".join(lines), to=[change.address])
