"""The first three people of a new city, without whom nobody could create anybody else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.choices import DepartmentKind, Role
from departments.models import Department, Person, Post, Tenure
from departments.services.people import temporary_password

# Role, log-in name, title of the post.
_FIRST = (
    (Role.SYSTEM_ADMIN, "system", "系统管理员"),
    (Role.SECURITY_ADMIN, "security", "安全管理员"),
    (Role.AUDIT_ADMIN, "audit", "审计管理员"),
)


@transaction.atomic
def first_administrators(*, city: str) -> list[tuple[str, str, str]]:
    """The three administrators 三员 of an empty installation: (title, log-in name, temporary password) each.

    Raises:
        ValidationError: code `not_empty`, somebody is there already; nothing is touched.
    """
    if Person.objects.exists():
        sentence = _("There are people here already; the system administrator creates further accounts.")
        raise ValidationError(sentence, code="not_empty")
    top = Department.objects.filter(parent=None).first() or Department.objects.create(
        name=city, short_name=city.removesuffix("人民政府"), kind=DepartmentKind.GOVERNMENT, supervises=True
    )
    made = []
    for role, username, title in _FIRST:
        password = temporary_password()
        person = Person(username=username, name=title, must_change_password=True)
        person.set_password(password)
        person.save()
        post = Post.objects.create(department=top, title=title, role=role)
        Tenure.objects.create(post=post, person=person, starts_on=clock.today())
        log.record(actor=None, action="departments.first_administrator", target=person, username=username)
        made.append((title, username, password))
    return made
