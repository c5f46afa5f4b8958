"""A change of many rows: each row by itself, all that were changed kept together, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit import clock
from departments.lists.models import BulkAct, BulkLine
from departments.verdicts import Forbidden

MOST_ROWS = 500
UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Outcome:
    """What became of one row: its fields before and after, or the reason why it stays as it is."""

    target_id: int
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    refusal: str = ""


def one_by_one(ids: Iterable[int], change: Callable[[int], Outcome]) -> list[Outcome]:
    """Change each row; one that is refused is left whole and doesn't hold up the others."""
    return [_tried(row, change) for row in ids]


def keep(*, actor, list_name: str, reason: str, outcomes: list[Outcome]) -> BulkAct:
    """Keep what was done with its outcomes, for the page that shows it and for taking it back."""
    said_in = get_language() or settings.LANGUAGE_CODE
    act = BulkAct.objects.create(list=list_name, actor=actor, at=clock.now(), reason=reason, language=said_in)
    BulkLine.objects.bulk_create(
        BulkLine(act=act, target_id=one.target_id, before=one.before, after=one.after, refusal=one.refusal)
        for one in outcomes
    )
    return act


def to_undo(*, actor, act_id: int) -> BulkAct:
    """The act, locked, while it can be taken back.

    Raises:
        ValidationError: `wrong_state` when it was taken back already, `too_late` after ten minutes.
    """
    act = BulkAct.objects.select_for_update().visible_to(actor).get(pk=act_id)
    if act.undone_at:
        raise ValidationError(_("This change was taken back already."), code="wrong_state")
    if clock.now() > act.at + UNDO_WITHIN:
        raise ValidationError(_("A change of many can be taken back for ten minutes."), code="too_late")
    return act


def _tried(row: int, change: Callable[[int], Outcome]) -> Outcome:
    try:
        with transaction.atomic():
            return change(row)
    except (ValidationError, Forbidden) as refused:
        sentences = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        return Outcome(row, refusal=" ".join(sentences))
    except ObjectDoesNotExist:
        return Outcome(row, refusal=_("It is not there any more."))
