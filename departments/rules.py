"""Rules about posts: who may appoint whom, and what one person cannot hold together."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from departments.choices import ADMINS
from departments.models import Person, Post, Tenure
from departments.verdicts import YES, Verdict


def may_appoint(actor, person: Person) -> Verdict:
    """Nobody gives a role to themselves."""
    if actor.pk == person.pk:
        return Verdict(False, _("Nobody appoints themselves; another security administrator can."))
    return YES


def may_change_rights(actor, post: Post) -> Verdict:
    """Nobody changes the rights of a post of their own."""
    if post.pk in actor.acting.post_ids:
        return Verdict(False, _("Nobody changes the rights of their own post."))
    return YES


def may_switch_off(actor, person: Person) -> Verdict:
    """Not oneself, and not an administrator who still is one."""
    if actor.pk == person.pk:
        return Verdict(False, _("Nobody switches off their own account."))
    if person.acting.roles & ADMINS:
        return Verdict(False, _("The security administrator first gives the post to a successor."))
    return YES


def may_reset_password(actor, person: Person) -> Verdict:
    """Whoever gives a password could log in with it: the three administrators never hold each other's."""
    if actor.pk == person.pk:
        return Verdict(False, _("Change your own password in the menu behind your name."))
    if person.acting.roles & ADMINS:
        return Verdict(
            False, _("An administrator gets a new password on the server: manage.py temporary_password NAME.")
        )
    return YES


def check_not_last(post: Post, last_day: date) -> None:
    """A city keeps all three administrators: whoever is the last of a kind hands over instead of leaving.

    Raises:
        ValidationError: code `last_administrator`.
    """
    if post.role not in ADMINS:
        return
    after = last_day + timedelta(days=1)
    others = Tenure.objects.held(after).filter(post__role=post.role, post__abolished_on=None)
    if not others.filter(person__is_active=True).exclude(post=post).exists():
        raise ValidationError(
            _("Nobody else would be %(role)s; hand the post over to a successor.")
            % {"role": post.get_role_display()},
            code="last_administrator",
        )


def check_appointment(post: Post, person: Person, starts_on: date) -> None:
    """The post exists on that day, the person does not hold it yet, and the three administrators stay apart.

    Raises:
        ValidationError: codes `abolished`, `already_held`, `three_admins`.
    """
    if post.abolished_on and post.abolished_on <= starts_on:
        raise ValidationError(
            _("This post was abolished on %(day)s.") % {"day": post.abolished_on}, code="abolished"
        )
    # Also posts that begin later: the roles would meet then.
    held = person.tenures.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), post__abolished_on=None)
    if held.filter(post=post).exists():
        raise ValidationError(
            _("%(name)s holds this post already.") % {"name": person.name}, code="already_held"
        )
    roles = {*held.values_list("post__role", flat=True), post.role}
    if len(roles) > 1 and roles & ADMINS:
        raise ValidationError(
            _(
                "System, security and audit administrator are three people, and none of them holds another post."
            ),
            code="three_admins",
        )
