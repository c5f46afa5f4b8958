"""Make a suggestion, answer it, close it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.permissions import may
from departments.verdicts import require
from notifications.outbox import queue
from notifications.suggestions.models import Suggestion

State = Suggestion.State
MOST_LETTERS = 2000


def suggest(*, actor, text: str, page: str = "", wants_reply: bool = False) -> Suggestion:
    """Keep what somebody says about a page; the same words again from the same person are kept once.

    Raises:
        ValidationError: code `text_missing`.
    """
    text = text.strip()[:MOST_LETTERS]
    if not text:
        raise ValidationError(_("Write what could be better."), code="text_missing")
    known = Suggestion.objects.filter(author=actor, text=text, state=State.OPEN).first()
    return known or Suggestion.objects.create(
        author=actor, text=text, page=page[:300], wants_reply=wants_reply, made_at=clock.now()
    )


@transaction.atomic
def answer_suggestion(*, actor, suggestion_id: int, answer: str, close: bool = False) -> Suggestion:
    """Say what becomes of a suggestion; an author who wants a reply is told. With `close` it is closed too.

    Raises:
        Forbidden: without the row of the table.
        ValidationError: `already_closed`, `answer_missing` when a reply is wanted or nothing else would happen.
    """
    require(may(actor, "answer_suggestion"))
    found = Suggestion.objects.select_for_update().get(pk=suggestion_id)
    if found.state == State.CLOSED:
        raise ValidationError(_("This suggestion is closed already."), code="already_decided")
    answer = answer.strip()
    if not (answer or found.answer) and (found.wants_reply or not close):
        raise ValidationError(_("Write what becomes of it."), code="answer_missing")
    if answer and answer != found.answer:
        found.answer, found.answered_by, found.answered_at = answer, actor, clock.now()
        found.state = State.ANSWERED
        if found.wants_reply and found.author_id != actor.pk:
            _tell(found)
    if close:
        found.state, found.closed_at = State.CLOSED, clock.now()
    found.save()
    log.record(
        actor=actor,
        action="notifications.suggestion_closed" if close else "notifications.suggestion_answered",
        target=found,
        answer=found.answer,
    )
    return found


def _tell(found: Suggestion) -> None:
    """The author hears of every new answer once."""
    queue(
        people=[found.author_id],
        kind="suggestion",
        key=f"suggestion:{found.pk}:{found.answered_at:%Y%m%d%H%M%S}",
        title=_("Your suggestion was answered: %(text)s") % {"text": found.text[:60]},
        text=found.answer,
        url=f"/suggestions/{found.pk}/",
    )
