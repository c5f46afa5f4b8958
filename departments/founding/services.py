"""The founding of a city: a one-time code opens it, steps fill it in, one act makes it."""

from __future__ import annotations

import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from audit import clock, log
from departments import catalogue
from departments.choices import DepartmentKind
from departments.founding.drafts import ADMINISTRATORS, Draft
from departments.models import Department, Founding, Person, Post, Tenure
from departments.services.city import write_notice, write_parameter
from departments.services.people import give_temporary_password
from departments.services.rosters import Slip, write_roster

# Without letters and figures that look alike: it is typed by hand from a screen.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def is_founded() -> bool:
    """A city is founded as soon as anybody has an account in it."""
    return Person.objects.exists()


@transaction.atomic
def new_code() -> str:
    """A new one-time code for the set-up page; the one before works no longer, what was filled in stays.

    Raises:
        ValidationError: code `founded`.
    """
    founding = _unfounded()
    code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
    founding.code, founding.code_made_at = _digest(_plain(code)), clock.now()
    founding.save()
    log.record(actor=None, action="departments.set_up_code_made")
    return code


@transaction.atomic
def use_code(code: str) -> str | None:
    """The key of the set-up for the browser in which the code was typed; None when it is wrong or used."""
    founding = _unfounded()
    # Eighty random bits need no slow hash; compared in constant time.
    if not founding.code or not constant_time_compare(founding.code, _digest(_plain(code))):
        return None
    key = secrets.token_urlsafe(32)
    founding.code, founding.key = "", _digest(key)
    founding.save()
    log.record(actor=None, action="departments.set_up_opened")
    return key


def opened(key: str) -> Founding | None:
    """The set-up as far as it is, for the one browser that holds its key."""
    founding = Founding.objects.first()
    if (
        not key
        or founding is None
        or not founding.key
        or not constant_time_compare(founding.key, _digest(key))
    ):
        return None
    return founding


@transaction.atomic
def keep(*, founding_id: int, part: str, values: object) -> Draft:
    """Keep one part of what was filled in."""
    founding = Founding.objects.select_for_update().get(pk=founding_id)
    founding.draft = {**founding.draft, part: values}
    founding.save(update_fields=["draft"])
    return Draft(founding.draft)


@transaction.atomic
def found_city() -> list[Slip]:
    """Make the city of what was filled in: departments, calendar, numbers, posts, people and who holds what.

    Everybody gets a temporary password, on a slip that is shown once and never stored.

    Raises:
        ValidationError: codes `founded`, `gap` for each thing that is missing.
    """
    founding = _unfounded()
    draft = Draft(founding.draft)
    if gaps := draft.gaps():
        raise ValidationError([ValidationError(gap.words, code="gap") for gap in gaps])
    catalogue.carry_out(draft.plan_units())
    for year, text in draft.notices.items():
        write_notice(actor=None, text=text, year=int(year))
    for name, value in {"city_name": draft.city["city"], **draft.parameters}.items():
        write_parameter(actor=None, name=name, value=value)
    top = Department.objects.get(name=draft.city["government"])
    slips = [_administrator(top, one) for one in draft.administrators]
    pairs, others = write_roster(actor=None, lines=draft.plan_roster().lines, active=True)
    _appoint(pairs)
    log.record(
        actor=None,
        action="departments.founded",
        target=top,
        departments=Department.objects.count(),
        people=len(slips) + len(others),
    )
    # Names and addresses of people stand in their own tables now.
    founding.draft, founding.code, founding.key, founding.founded_at = {}, "", "", clock.now()
    founding.save()
    return slips + others


@transaction.atomic
def first_administrators(*, city: str) -> list[tuple[str, str, str]]:
    """The three administrators of an empty installation alone: (title, log-in name, temporary password) each.

    Raises:
        ValidationError: code `founded`, somebody is there already; nothing is touched.
    """
    _unfounded()
    top = Department.objects.filter(parent=None).first() or Department.objects.create(
        name=city, short_name=city.removesuffix("人民政府"), kind=DepartmentKind.GOVERNMENT, supervises=True
    )
    made = []
    for role, username, title in ADMINISTRATORS:
        slip = _administrator(top, {"role": role.value, "username": username, "name": title})
        made.append((title, username, slip.password))
    return made


def _administrator(top: Department, one: dict) -> Slip:
    title = next(title for role, _username, title in ADMINISTRATORS if role == one["role"])
    person = Person(username=one["username"], name=one["name"], email=one.get("email", ""))
    password = give_temporary_password(person)
    person.save()
    post = Post.objects.create(department=top, title=title, role=one["role"])
    Tenure.objects.create(post=post, person=person, starts_on=clock.today())
    log.record(actor=None, action="departments.first_administrator", target=person, username=person.username)
    return Slip(person.name, person.username, password, [f"{top.short_name} {title}"])


def _appoint(pairs: list[tuple[Post, Person]]) -> None:
    today = clock.today()
    Tenure.objects.bulk_create(Tenure(post=post, person=person, starts_on=today) for post, person in pairs)
    log.record_many(
        log.entry(
            actor=None,
            action="departments.appointed",
            target=post,
            person=person.pk,
            name=person.name,
            role=post.role,
            starts_on=str(today),
        )
        for post, person in pairs
    )


def _unfounded() -> Founding:
    """The row of the set-up, locked, so that two who found at once found one city."""
    Founding.objects.get_or_create(pk=1)
    founding = Founding.objects.select_for_update().get(pk=1)
    if is_founded():
        sentence = _("There are people here already; the system administrator creates further accounts.")
        raise ValidationError(sentence, code="founded")
    return founding


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())[:64]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
