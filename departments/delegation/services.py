"""Lend the decisions of a post, and take them back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.delegation import rules
from departments.delegation.models import Delegation
from departments.models import Person, Post
from departments.verdicts import require


@transaction.atomic
def delegate(
    *, actor: Person, post_id: int, deputy_id: int, starts_on: date, ends_on: date, reason: str
) -> Delegation:
    """A colleague decides on behalf of the holder of a post from a day to a day.

    Raises:
        Forbidden: for a post that is not held in one's own right.
        ValidationError: `required` without a reason, and the codes of `check_delegation`.
    """
    # The post's row first: two delegations at once must see each other.
    post = Post.objects.select_for_update().get(pk=post_id)
    require(rules.may_delegate(actor, post.pk))
    if not reason.strip():
        raise ValidationError(_("Say why somebody else decides in these days."), code="required")
    deputy = Person.objects.get(pk=deputy_id)
    rules.check_delegation(post, actor, deputy, starts_on, ends_on, clock.today())
    made = Delegation.objects.create(
        post=post,
        giver=actor,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip()[:200],
        made_at=clock.now(),
    )
    log.record(
        actor=actor,
        action="departments.delegated",
        target=post,
        delegation=made.pk,
        deputy=deputy.name,
        starts_on=str(starts_on),
        ends_on=str(ends_on),
        reason=made.reason,
    )
    return made


@transaction.atomic
def end_delegation(*, actor: Person, delegation_id: int) -> Delegation:
    """From this moment the holder of the post alone decides again.

    Raises:
        ValidationError: `already_over` when it has ended.
    """
    found = Delegation.objects.select_for_update().get(pk=delegation_id)
    require(rules.may_end(actor, found))
    if found.ended_at or found.ends_on < clock.today():
        raise ValidationError(_("This delegation is over already."), code="already_over")
    found.ended_at, found.ended_by = clock.now(), actor
    found.save(update_fields=["ended_at", "ended_by"])
    log.record(
        actor=actor,
        action="departments.delegation_ended",
        target=found.post,
        delegation=found.pk,
        deputy=found.deputy.name,
        giver=found.giver.name,
    )
    return found
