"""E-mail: one digest a working day and person; only what is instant leaves at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from departments.models import Person
from departments.workdays import WorkCalendar
from notifications.channels.failures import Refused, Unreachable
from notifications.models import MailChoice, Notice

NAME = "email"


def reaches(person: Person) -> bool:
    """Whether this person can be told by e-mail."""
    return bool(person.email) and person.is_active


def send_after(
    notice: Notice,
    now: datetime,
    calendar: WorkCalendar,
    digest_hour: int,
    choice: MailChoice | None = None,
) -> datetime | None:
    """When the message leaves: at once when instant, else as the person chose, usually at the next digest hour of a
    working day. None: it stays in the house."""
    digest = choice.digest if choice else MailChoice.Digest.DAILY
    if notice.muted or (digest == MailChoice.Digest.NONE and not notice.instant):
        return None
    if notice.instant or digest == MailChoice.Digest.AT_ONCE:
        return now
    if choice and choice.hour is not None:
        digest_hour = choice.hour
    local = clock.local(now)
    day = local.date()
    if local.hour >= digest_hour or not calendar.is_workday(day):
        day = calendar.add(day, 1)
    return timezone.make_aware(datetime.combine(day, time(digest_hour)))


@contextmanager
def line() -> Iterator:
    """An open connection to the mail server.

    Raises:
        Unreachable: when the server does not answer.
    """
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise Unreachable(str(error)) from error
    try:
        yield connection
    finally:
        connection.close()


def send(connection, person: Person, notices: Sequence[Notice]) -> None:
    """Send a person's messages as one mail, in their language.

    Raises:
        Refused: when the server does not take this mail.
        Unreachable: when the line broke.
    """
    with translation.override(person.language or settings.LANGUAGE_CODE):
        mail = compose(person, notices)
    hand_over(connection, mail)


def hand_over(connection, mail: EmailMessage) -> None:
    """Give one mail to the server.

    Raises:
        Refused, Unreachable: as `send`.
    """
    try:
        connection.send_messages([mail])
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPResponseException) as error:
        raise Refused(str(error)) from error
    except (OSError, SMTPException) as error:
        raise Unreachable(str(error)) from error


def compose(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    """The mail: titles and links only, because mail leaves the house and the texts must not."""
    site = getattr(settings, "SITE_URL", "").rstrip("/")
    lines = [_("%(name)s, this is waiting for you:") % {"name": person.name}, ""]
    for notice in notices:
        lines.append(f"· {notice.title}")
        if notice.url:
            lines.append(f"  {site}{notice.url}")
    if len(notices) == 1:
        subject = " ".join(notices[0].title.split())
    else:
        subject = ngettext("%(count)s message", "%(count)s messages", len(notices)) % {"count": len(notices)}
    return EmailMessage(f"[落实] {subject}", "\n".join(lines), to=[person.email])
