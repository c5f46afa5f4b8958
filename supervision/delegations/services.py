"""Delegations as the supervision's pages use them: the deputy hears of it at once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from departments.delegation import rules, services
from departments.models import Delegation, Person
from departments.permissions import may
from notifications import outbox


@transaction.atomic
def delegate(
    *, actor: Person, post_id: int, deputy_id: int, starts_on: date, ends_on: date, reason: str
) -> Delegation:
    """Lend the decisions of a post, and tell the deputy."""
    made = services.delegate(
        actor=actor,
        post_id=post_id,
        deputy_id=deputy_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    days = {"name": actor.name, "post": made.post, "first": starts_on, "last": ends_on}
    outbox.queue(
        people=[deputy_id],
        kind="review",
        key=f"delegation:{made.pk}",
        title=_("You decide on behalf of %(name)s") % days,
        text=_("%(post)s, from %(first)s to %(last)s.") % days + f" {made.reason}",
        url="/delegations/",
        instant=True,
    )
    return made


@transaction.atomic
def end_delegation(*, actor: Person, delegation_id: int) -> Delegation:
    """Take the decisions back (or give them back), and tell the other one."""
    ended = services.end_delegation(actor=actor, delegation_id=delegation_id)
    outbox.queue(
        people={ended.giver_id, ended.deputy_id} - {actor.pk},
        kind="review",
        key=f"delegation:{ended.pk}:ended",
        title=_("Delegation ended: %(post)s") % {"post": ended.post},
        text=_("%(name)s ended it.") % {"name": actor.name},
        url="/delegations/",
    )
    return ended


def on_first_page(person: Person) -> dict:
    """What a first page says: whether the person may delegate, and what runs or is to come.

    No statement for whoever can neither have given nor received a delegation.
    """
    today, gives = clock.today(), bool(rules.own_posts(person))
    running: list[Delegation] = []
    if gives or person.acting.givers:
        found = Delegation.objects.of(person).not_over(today)
        running = list(found.select_related("post", "giver", "deputy").order_by("starts_on", "pk"))
    return {"may_delegate": gives, "delegations": running, "today": today}


def known(person: Person, most: int) -> list[Delegation]:
    """All that the person may know about, the newest first: their own; whoever grants roles knows of all."""
    found = Delegation.objects.all() if may(person, "grant_roles") else Delegation.objects.of(person)
    related = found.select_related("post__department", "giver", "deputy", "ended_by")
    return list(related.order_by("-pk")[:most])
