"""Who may lend which decisions to whom, and who may end it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from departments import permissions
from departments.choices import ADMINS
from departments.delegation.models import Delegation
from departments.models import Person, Post, Tenure
from departments.verdicts import YES, Verdict

# Whoever is away for longer needs a successor, whom the security administrator appoints.
MOST_DAYS = 60


def own_posts(person: Person) -> list[int]:
    """The posts whose decisions the person may lend: held in their own right, never those lent to them."""
    return [
        grant.post_id
        for scope, grant in permissions.scopes(person.acting, "delegate")
        if scope and not grant.lent_by
    ]


def may_delegate(actor: Person, post_id: int) -> Verdict:
    """May this person lend the decisions of this post?"""
    verdict = permissions.may(actor, "delegate")
    if verdict and post_id not in own_posts(actor):
        return Verdict(False, _("Only decisions of a post held in one's own right can be delegated."))
    return verdict


def may_end(actor: Person, delegation: Delegation) -> Verdict:
    """Who gave it, who was given it, and who grants roles may end a delegation at any time."""
    if actor.pk in (delegation.giver_id, delegation.deputy_id) or permissions.may(actor, "grant_roles"):
        return YES
    return Verdict(
        False, _("Whoever gave a delegation ends it, or the deputy, or the security administrator.")
    )


def candidates(post: Post, giver: Person, today: date) -> QuerySet[Person]:
    """The colleagues of the same unit, without administrators of the system: 三员 hold no business."""
    held = Tenure.objects.held(today).filter(post__abolished_on=None)
    there = held.filter(post__department=post.department_id).values("person")
    admins = held.filter(post__role__in=ADMINS).values("person")
    found = Person.objects.filter(pk__in=there, is_active=True).exclude(pk__in=admins).exclude(pk=giver.pk)
    return found.order_by("name", "pk")


def check_delegation(
    post: Post, giver: Person, deputy: Person, starts_on: date, ends_on: date, today: date
) -> None:
    """The days are ahead, few, within the tenure and free; the deputy is a colleague.

    Raises:
        ValidationError: codes `dates`, `too_long`, `tenure_ends`, `not_a_colleague`, `overlap`.
    """
    if starts_on < today or ends_on < starts_on:
        raise ValidationError(
            _("The delegation begins today or later, and ends after it begins."), code="dates"
        )
    if ends_on - starts_on >= timedelta(days=MOST_DAYS):
        sentence = _(
            "At most %(days)s days. For longer the security administrator hands the post over to a successor."
        )
        raise ValidationError(sentence % {"days": MOST_DAYS}, code="too_long")
    _check_tenure(post, giver, ends_on, today)
    if not candidates(post, giver, today).filter(pk=deputy.pk).exists():
        sentence = _("%(name)s holds no post in this unit, or is an administrator of the system.")
        raise ValidationError(sentence % {"name": deputy.name}, code="not_a_colleague")
    met = Delegation.objects.not_over(today).filter(
        post=post, giver=giver, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if other := met.select_related("deputy").first():
        raise ValidationError(
            _("From %(first)s to %(last)s %(name)s decides already; end that delegation first.")
            % {"first": other.starts_on, "last": other.ends_on, "name": other.deputy.name},
            code="overlap",
        )


def _check_tenure(post: Post, giver: Person, ends_on: date, today: date) -> None:
    last = Tenure.objects.held(today).filter(post=post, person=giver).values_list("ends_on", flat=True)
    if last and all(day and day < ends_on for day in last):
        raise ValidationError(
            _("You hold this post until %(day)s; a delegation can't last longer.") % {"day": max(last)},
            code="tenure_ends",
        )
