"""Accounts: the system administrator creates them, the security administrator gives them their rights."""

from __future__ import annotations

import secrets

from axes.utils import reset
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments import permissions, rules
from departments.login_names import ALLOWED
from departments.models import Nomination, Person, Tenure
from departments.verdicts import require

# Without letters and figures that look alike, because it is read out or copied by hand once.
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# Ninety random bits need no slow hash; a roster of thousands would take an hour. The first log-in hashes slowly.
_ROUNDS = 1000
_CHANGEABLE = {"name", "email", "phone"}


@transaction.atomic
def create_person(*, actor, username: str, name: str, email: str = "", phone: str = "") -> tuple[Person, str]:
    """A new account and its temporary password, shown once. It can be used after the first appointment.

    Raises:
        ValidationError: code `username_taken`, or what is wrong with a field.
    """
    require(permissions.may(actor, "edit_people"))
    username = username.strip()
    if Person.objects.filter(username__iexact=username).exists():
        raise ValidationError(
            _("The log-in name %(name)s is taken.") % {"name": username}, code="username_taken"
        )
    if not ALLOWED.fullmatch(username):
        raise ValidationError(
            _("A log-in name has Latin letters, figures and . _ - @ + only."), code="username"
        )
    # Switched off until the security administrator gives a post (separation of the three administrators).
    person = Person(username=username, name=name.strip(), email=email, phone=phone, is_active=False)
    password = give_temporary_password(person)
    person.full_clean()
    person.save()
    log.record(actor=actor, action="departments.person_created", target=person, username=username)
    return person, password


@transaction.atomic
def edit_person(*, actor, person_id: int, changes: dict) -> Person:
    """Correct name, e-mail or telephone; the log-in name stays, because the trail knows the person by it."""
    require(permissions.may(actor, "edit_people"))
    if unknown := set(changes) - _CHANGEABLE:
        raise ValidationError(
            _("A person has no %(what)s to change.") % {"what": ", ".join(unknown)}, code="field"
        )
    person = Person.objects.select_for_update().get(pk=person_id)
    before = {name: getattr(person, name) for name in changes}
    for name, value in changes.items():
        setattr(person, name, value.strip())
    person.full_clean()
    person.save(update_fields=list(changes))
    log.record(actor=actor, action="departments.person_edited", target=person, before=before, after=changes)
    return person


@transaction.atomic
def switch_off(*, actor, person_id: int) -> Person:
    """Switch an account off; the posts held end with today, and their work waits for the successors."""
    require(permissions.may(actor, "edit_people"))
    person = Person.objects.select_for_update().get(pk=person_id)
    require(rules.may_switch_off(actor, person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    Nomination.objects.filter(person=person).delete()
    person.auth_token_set.all().delete()
    today = clock.today()
    future = Tenure.objects.filter(person=person, starts_on__gt=today)
    planned = list(future.values_list("post_id", flat=True))
    future.delete()
    held = Tenure.objects.held(today).filter(person=person)
    posts = list(held.values_list("post_id", flat=True))
    held.update(ends_on=today)
    log.record(
        actor=actor, action="departments.person_switched_off", target=person, posts=posts, planned=planned
    )
    return person


@transaction.atomic
def reset_password(*, actor, person_id: int) -> str:
    """A new temporary password for somebody who has lost theirs, shown once."""
    require(permissions.may(actor, "reset_password"))
    person = Person.objects.select_for_update().get(pk=person_id)
    require(rules.may_reset_password(actor, person))
    return _reset(actor, person)


@transaction.atomic
def recover_account(*, username: str) -> str:
    """A new temporary password from the shell of the server, also for an administrator; locks are lifted.

    Raises:
        Person.DoesNotExist: nobody is called so.
    """
    person = Person.objects.select_for_update().get(username__iexact=username)
    reset(username=person.username.lower())
    return _reset(None, person)


@transaction.atomic
def end_sessions(*, actor, person_id: int) -> None:
    """Log somebody out everywhere: every browser, every token of the API."""
    require(permissions.may(actor, "end_sessions"))
    person = Person.objects.select_for_update().get(pk=person_id)
    person.sessions_ended += 1
    person.save(update_fields=["sessions_ended"])
    person.auth_token_set.all().delete()
    log.record(actor=actor, action="departments.sessions_ended", target=person)


@transaction.atomic
def unlock_account(*, actor, person_id: int) -> int:
    """Lift the lock after failed log-ins, and say how many locks there were."""
    require(permissions.may(actor, "unlock_account"))
    person = Person.objects.get(pk=person_id)
    lifted = reset(username=person.username.lower())
    log.record(actor=actor, action="departments.account_unlocked", target=person, locks=lifted)
    return lifted


@transaction.atomic
def change_password(*, actor, password: str) -> None:
    """Choose one's own password, as everybody must after the first log-in.

    Raises:
        ValidationError: what the password rules miss.
    """
    validate_password(password, actor)
    actor.set_password(password)
    actor.must_change_password = False
    actor.save(update_fields=["password", "must_change_password"])
    # Whoever changes a password does not want others to go on with the old one.
    actor.auth_token_set.all().delete()
    log.record(actor=actor, action="departments.password_changed", target=actor)


def give_temporary_password(person: Person) -> str:
    """Set a password that must be changed at the first log-in; whoever calls saves the person and shows it once."""
    password = temporary_password()
    person.password = PBKDF2PasswordHasher().encode(password, secrets.token_urlsafe(16), iterations=_ROUNDS)
    person.must_change_password = True
    return password


@transaction.atomic
def end_other_sessions(*, actor, password: str) -> None:
    """Log out everywhere else; the session that asks goes on once its own key is renewed.

    Raises:
        ValidationError: code `wrong_password`.
    """
    if not actor.check_password(password):
        raise ValidationError(_("The password is not right."), code="wrong_password")
    # The same password hashed anew: every session holds a mark of the hash it began with.
    actor.set_password(password)
    actor.save(update_fields=["password"])
    log.record(actor=actor, action="departments.sessions_ended", target=actor)


def temporary_password() -> str:
    """Sixteen letters and figures in groups of four, for one log-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _reset(actor: Person | None, person: Person) -> str:
    password = give_temporary_password(person)
    person.save(update_fields=["password", "must_change_password"])
    person.auth_token_set.all().delete()
    log.record(actor=actor, action="departments.password_reset", target=person)
    return password
