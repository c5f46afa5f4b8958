"""Who is to hold which post: the system administrator names people, the security administrator appoints or declines."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments import permissions, rules
from departments.models import Nomination, Person, Post, Tenure
from departments.services.posts import appoint
from departments.verdicts import require


@transaction.atomic
def nominate(*, actor, post_id: int, person_id: int) -> Nomination:
    """Name somebody for a post; they hold nothing until the security administrator appoints.

    Raises:
        ValidationError: codes `three_admins`, `abolished`, `already_held`, `already_named`.
    """
    require(permissions.may(actor, "edit_people"))
    person = Person.objects.select_for_update().get(pk=person_id)
    post = Post.objects.get(pk=post_id)
    rules.check_appointment(post, person, clock.today())
    if Nomination.objects.filter(post=post, person=person).exists():
        raise ValidationError(
            _("%(name)s is named for this post already.") % {"name": person.name}, code="already_named"
        )
    named = Nomination.objects.create(post=post, person=person, named_by=actor, named_at=clock.now())
    log.record(actor=actor, action="departments.nominated", target=post, person=person.pk, name=person.name)
    return named


@transaction.atomic
def appoint_nominee(*, actor, nomination_id: int, starts_on: date) -> Tenure:
    """Appoint whoever is named; what an appointment needs is asked as for any other."""
    named = Nomination.objects.select_for_update().get(pk=nomination_id)
    return appoint(actor=actor, post_id=named.post_id, person_id=named.person_id, starts_on=starts_on)


@transaction.atomic
def decline_nominee(*, actor, nomination_id: int, reason: str) -> None:
    """Decline, and say why; the system administrator may name somebody else."""
    require(permissions.may(actor, "grant_roles"))
    if not reason.strip():
        raise ValidationError(_("Say why."), code="reason")
    named = Nomination.objects.select_for_update().select_related("post", "person").get(pk=nomination_id)
    log.record(
        actor=actor,
        action="departments.nomination_declined",
        target=named.post,
        person=named.person_id,
        name=named.person.name,
        reason=reason.strip(),
    )
    named.delete()
