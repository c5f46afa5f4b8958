"""Posts and who holds them. Work belongs to the post: a successor finds it there, history keeps the names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import log
from departments import permissions, rules
from departments.choices import Area, Role
from departments.models import Nomination, Person, Post, Tenure
from departments.verdicts import require

ONE_DAY = timedelta(days=1)


@transaction.atomic
def create_post(
    *, actor, department_id: int, title: str, role: str, areas: Iterable[str] = (), position: int = 0
) -> Post:
    """A new post with its role; nobody holds it until the security administrator appoints."""
    require(permissions.may(actor, "edit_departments"))
    post = Post(
        department_id=department_id, title=title.strip(), role=role, areas=list(areas), position=position
    )
    _check(post)
    post.save()
    log.record(
        actor=actor,
        action="departments.post_created",
        target=post,
        role=role,
        areas=post.areas,
        title=post.title,
    )
    return post


@transaction.atomic
def edit_post(*, actor, post_id: int, changes: dict) -> Post:
    """Change title or order of a post; its role and areas are rights, which only who grants roles may change."""
    post = Post.objects.select_for_update().get(pk=post_id)
    if unknown := set(changes) - {"title", "position", "role", "areas"}:
        raise ValidationError(
            _("A post has no %(what)s to change.") % {"what": ", ".join(unknown)}, code="field"
        )
    rights = bool({"role", "areas"} & set(changes))
    require(permissions.may(actor, "grant_roles" if rights else "edit_departments"))
    if rights:
        require(rules.may_change_rights(actor, post))
    if changes.get("role", post.role) != post.role and post.tenures.filter(ends_on=None).exists():
        # Otherwise a role could meet another one that its holder must not have beside it.
        raise ValidationError(_("A post that somebody holds keeps its role."), code="held")
    before = {name: getattr(post, name) for name in changes}
    for name, value in changes.items():
        setattr(post, name, value)
    _check(post)
    post.save()
    log.record(actor=actor, action="departments.post_edited", target=post, before=before, after=changes)
    return post


@transaction.atomic
def abolish_post(*, actor, post_id: int, on: date) -> Post:
    """End a post; the tenures end the day before, and its role works no longer."""
    require(permissions.may(actor, "edit_departments"))
    post = Post.objects.select_for_update().get(pk=post_id)
    rules.check_not_last(post, on - ONE_DAY)
    _end_tenures(post, on)
    post.nominations.all().delete()
    post.abolished_on = on
    post.save(update_fields=["abolished_on"])
    log.record(actor=actor, action="departments.post_abolished", target=post, on=str(on))
    return post


@transaction.atomic
def appoint(*, actor, post_id: int, person_id: int, starts_on: date) -> Tenure:
    """A person begins to hold a post on that day; an account that is new, or was switched off, works from then.

    Raises:
        Forbidden: nobody appoints themselves; only the security administrator appoints.
        ValidationError: codes `three_admins`, `abolished`, `already_held`.
    """
    require(permissions.may(actor, "grant_roles"))
    # The person's row first: two appointments at once must see each other's posts.
    person = Person.objects.select_for_update().get(pk=person_id)
    post = Post.objects.select_for_update().get(pk=post_id)
    require(rules.may_appoint(actor, person))
    rules.check_appointment(post, person, starts_on)
    tenure = Tenure.objects.create(post=post, person=person, starts_on=starts_on)
    Nomination.objects.filter(post=post, person=person).delete()
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    log.record(
        actor=actor,
        action="departments.appointed",
        target=post,
        person=person.pk,
        name=person.name,
        role=post.role,
        starts_on=str(starts_on),
    )
    return tenure


@transaction.atomic
def hand_over(*, actor, post_id: int, to_person_id: int, on: date) -> Tenure:
    """The successor holds the post from that day, whoever held it until the day before; its work goes along."""
    require(permissions.may(actor, "grant_roles"))
    post = Post.objects.select_for_update().get(pk=post_id)
    gone = _end_tenures(post, on)
    tenure = appoint(actor=actor, post_id=post_id, person_id=to_person_id, starts_on=on)
    log.record(
        actor=actor, action="departments.handed_over", target=post, to=to_person_id, before=gone, on=str(on)
    )
    return tenure


@transaction.atomic
def end_tenure(*, actor, tenure_id: int, ends_on: date) -> Tenure:
    """Somebody leaves a post; that day is the last."""
    require(permissions.may(actor, "grant_roles"))
    tenure = Tenure.objects.select_for_update().get(pk=tenure_id)
    if ends_on < tenure.starts_on or (tenure.ends_on and ends_on > tenure.ends_on):
        raise ValidationError(
            _("The post is held from %(first)s to %(last)s; choose a day between them.")
            % {"first": tenure.starts_on, "last": tenure.ends_on or "…"},
            code="dates",
        )
    if not tenure.post.tenures.held(ends_on + ONE_DAY).exclude(pk=tenure.pk).exists():
        rules.check_not_last(tenure.post, ends_on)
    tenure.ends_on = ends_on
    tenure.save(update_fields=["ends_on"])
    log.record(
        actor=actor,
        action="departments.tenure_ended",
        target=tenure.post,
        person=tenure.person_id,
        ends_on=str(ends_on),
    )
    return tenure


def _end_tenures(post: Post, on: date) -> list[int]:
    running = post.tenures.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    if late := running.filter(starts_on__gte=on).first():
        raise ValidationError(
            _("%(person)s takes this post on %(day)s; choose a later day.")
            % {"person": late.person.name, "day": late.starts_on},
            code="dates",
        )
    people = list(running.values_list("person_id", flat=True))
    running.update(ends_on=on - ONE_DAY)
    return people


def _check(post: Post) -> None:
    if post.role == Role.PUBLIC:
        raise ValidationError(_("The public holds no post."), code="role")
    if unknown := set(post.areas) - set(Area.values):
        raise ValidationError(_("Unknown area: %(area)s.") % {"area": ", ".join(unknown)}, code="area")
    post.full_clean()
