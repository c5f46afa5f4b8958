"""What the settings page shows of a person."""

from __future__ import annotations

from datetime import timedelta

from audit import clock
from audit.models import AuditEntry
from departments.failures import failures_of
from departments.lists.models import StartView
from departments.parameters import city_parameters
from notifications.models import AddressChange, MailChoice, Mute
from supervision.account.forms import AddressForm, MailForm, PasswordForm, StartForm

LOG_INS, BACK = 8, timedelta(days=90)
DOORS = ("departments.logged_in", "departments.logged_out")


def settings_of(person, **bound) -> dict:
    """Everything of the page; a form that was sent and refused takes the place of the fresh one."""
    usual = city_parameters().digest_hour
    choice = MailChoice.objects.filter(person=person).first()
    mail = {"digest": choice.digest if choice else MailChoice.Digest.DAILY, "hour": choice and choice.hour}
    return {
        "start": StartForm(initial={"start": _start(person)}, person=person),
        "mail": MailForm(initial=mail, usual=usual),
        "address": AddressForm(),
        "token": PasswordForm(auto_id="token_%s"),
        "sessions": PasswordForm(auto_id="sessions_%s"),
        "waiting": AddressChange.objects.filter(person=person).first(),
        "tokens": list(person.auth_token_set.order_by("-created")),
        "log_ins": list(AuditEntry.objects.of_actor(person.pk, DOORS, clock.now() - BACK)[:LOG_INS]),
        "failures": failures_of(person),
        "mutes": list(Mute.objects.of(person)),
        **bound,
    }


def _start(person) -> str:
    chosen = StartView.objects.filter(person=person).first()
    if chosen is None:
        return ""
    return f"view:{chosen.view_id}" if chosen.view_id else chosen.page
