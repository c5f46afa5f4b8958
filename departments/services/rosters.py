"""A whole roster at once: the posts and accounts it names are made; who appoints them is another question."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments import permissions, roster
from departments.models import Department, Nomination, Person, Post
from departments.roster_file import Holder, read_roster
from departments.services.people import give_temporary_password
from departments.verdicts import require


@dataclass
class Slip:
    """What a new person is handed on paper: the log-in name and the temporary password. Never stored."""

    name: str
    username: str
    password: str
    posts: list[str] = field(default_factory=list)


@transaction.atomic
def import_roster(*, actor, content: bytes, dry_run: bool = False) -> tuple[roster.RosterPlan, list[Slip]]:
    """Create the posts and accounts of a file and name its people for their posts, all rows or none.

    The accounts work once the security administrator has appointed.

    Raises:
        ValidationError: code `roster`, one message per wrong cell, naming row and column.
    """
    require(permissions.may(actor, "edit_people"))
    require(permissions.may(actor, "edit_departments"))
    found = read_roster(content)
    plan = roster.plan(found.lines, roster.present(), found.errors)
    plan.nameless = found.nameless
    if plan.errors:
        raise ValidationError([ValidationError(str(error), code="roster") for error in plan.errors])
    if dry_run:
        return plan, []
    pairs, slips = write_roster(actor=actor, lines=plan.lines, active=False)
    Nomination.objects.bulk_create(
        [Nomination(post=post, person=person, named_by=actor, named_at=clock.now()) for post, person in pairs]
    )
    log.record_many(
        log.entry(
            actor=actor, action="departments.nominated", target=post, person=person.pk, name=person.name
        )
        for post, person in pairs
    )
    return plan, slips


def write_roster(*, actor, lines: list[Holder], active: bool) -> tuple[list[tuple[Post, Person]], list[Slip]]:
    """Posts and accounts of checked lines; gives who is meant for what, and a slip for everybody who is new.

    The caller holds the transaction and decides about the appointments.
    """
    units = {unit.name: unit for unit in Department.objects.filter(name__in={line.unit for line in lines})}
    posts = _write_posts(actor, lines, units)
    people, slips = _write_people(actor, lines, active)
    pairs = []
    for line in lines:
        pairs.append((posts[line.unit, line.title], people[line.username.lower()]))
        if slip := slips.get(line.username.lower()):
            slip.posts.append(f"{units[line.unit].short_name} {line.title}")
    return pairs, list(slips.values())


def _write_posts(actor, lines: list[Holder], units: dict[str, Department]) -> dict[tuple[str, str], Post]:
    found = {
        (post.department.name, post.title): post
        for post in Post.objects.filter(department__in=units.values()).select_related("department")
    }
    if gone := [post for post in found.values() if post.abolished_on]:
        closed = {(post.department.name, post.title) for post in gone}
        for line in lines:
            if (line.unit, line.title) in closed:
                raise ValidationError(
                    _("Row %(row)s: the post %(title)s was closed; give the new one another title.")
                    % {"row": line.number, "title": line.title},
                    code="roster",
                )
    new = {
        (line.unit, line.title): Post(
            department=units[line.unit], title=line.title, role=line.role, areas=line.areas
        )
        for line in lines
        if (line.unit, line.title) not in found
    }
    Post.objects.bulk_create(new.values())
    log.record_many(
        log.entry(
            actor=actor,
            action="departments.post_created",
            target=post,
            role=post.role,
            areas=post.areas,
            title=post.title,
        )
        for post in new.values()
    )
    return found | new


def _write_people(actor, lines: list[Holder], active: bool) -> tuple[dict[str, Person], dict[str, Slip]]:
    names = {line.username.lower() for line in lines}
    found = {person.username.lower(): person for person in Person.objects.all()} if names else {}
    new: dict[str, Person] = {}
    slips: dict[str, Slip] = {}
    for line in lines:
        key = line.username.lower()
        if key in found or key in new:
            continue
        person = Person(
            username=line.username, name=line.name, email=line.email, phone=line.phone, is_active=active
        )
        slips[key] = Slip(line.name, line.username, give_temporary_password(person))
        new[key] = person
    Person.objects.bulk_create(new.values())
    log.record_many(
        log.entry(actor=actor, action="departments.person_created", target=person, username=person.username)
        for person in new.values()
    )
    return found | new, slips
