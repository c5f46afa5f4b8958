"""What can be done to a person, a post, a tenure, a department: the act, its row of the table, its form, its service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments import rules, services
from departments.models import Department, Person, Post, Tenure
from departments.permissions import may
from departments.services.rosters import Slip
from departments.upkeep import forms
from departments.verdicts import YES, Verdict


@dataclass(frozen=True)
class Act:
    """One act of an administrator: `carry_out(actor, target, given)`; a list of slips it gives back is shown once."""

    label: Promise
    row: str
    carry_out: Callable[[Person, Model, dict], object]
    form: type[forms.ActForm] = forms.ActForm
    about: Promise | str = ""
    rule: Callable[[Person, Model], Verdict] = lambda actor, target: YES
    fits: Callable[[Model], bool] = lambda target: True
    moves: bool = False  # shows what the post has, before it goes to somebody else

    def open_to(self, actor: Person, target: Model) -> Verdict:
        """May this person do it to this target?"""
        verdict = may(actor, self.row)
        return self.rule(actor, target) if verdict else verdict


def _slip(person: Person, password: str) -> list[Slip]:
    held = Tenure.objects.held(clock.today()).filter(person=person).select_related("post__department")
    return [Slip(person.name, person.username, password, [str(tenure.post) for tenure in held])]


def _open(target: Post) -> bool:
    return target.abolished_on is None


def _exists(target: Department) -> bool:
    return target.dissolved_on is None


def _edit_unit(actor: Person, unit: Department, given: dict) -> None:
    parent = given.pop("parent")
    changes = {**given, "parent_id": parent.pk if parent else None}
    services.edit_department(actor=actor, department_id=unit.pk, changes=changes)


def is_held(post: Post) -> bool:
    """Somebody holds the post, today or later."""
    return _open(post) and post.tenures.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).exists()


PERSON = {
    "edit": Act(
        _("Edit"), "edit_people",
        lambda actor, person, given: services.edit_person(actor=actor, person_id=person.pk, changes=given),
        forms.PersonForm, _("The log-in name stays: the audit trail knows the person by it."),
    ),
    "nominate": Act(
        _("Name for a post"), "edit_people",
        lambda actor, person, given: services.nominate(actor=actor, post_id=given["post"].pk, person_id=person.pk),
        forms.ForPostForm, _("The security administrator finds it under “To be appointed”."),
    ),
    "appoint": Act(
        _("Appoint"), "grant_roles",
        lambda actor, person, given: services.appoint(
            actor=actor, post_id=given["post"].pk, person_id=person.pk, starts_on=given["starts_on"]
        ),
        forms.AppointForm, _("The post's rights hold from that day."), rules.may_appoint,
    ),
    "new-password": Act(
        _("New temporary password"), "reset_password",
        lambda actor, person, given: _slip(person, services.reset_password(actor=actor, person_id=person.pk)),
        about=_("The old password works no longer, and open sessions end. The new one is shown once, as a sheet."),
        rule=rules.may_reset_password,
    ),
    "unlock": Act(
        _("Unlock"), "unlock_account",
        lambda actor, person, given: services.unlock_account(actor=actor, person_id=person.pk),
        about=_("Lifts the lock after failed log-ins, from every address."),
    ),
    "end-sessions": Act(
        _("End sessions"), "end_sessions",
        lambda actor, person, given: services.end_sessions(actor=actor, person_id=person.pk),
        about=_("Logs the person out in every browser and ends the tokens of the API; they may log in again."),
    ),
    "switch-off": Act(
        _("Switch off"), "edit_people",
        lambda actor, person, given: services.switch_off(actor=actor, person_id=person.pk),
        about=_("The posts held end today, and their work waits there for the successors. A new appointment switches the account on again."),
        rule=rules.may_switch_off, fits=lambda person: person.is_active,
    ),
}  # fmt: skip
POST = {
    "appoint": Act(
        _("Appoint"), "grant_roles",
        lambda actor, post, given: services.appoint(
            actor=actor, post_id=post.pk, person_id=given["person"].pk, starts_on=given["on"]
        ),
        forms.SuccessorForm, _("Beside whoever holds the post already; to replace them, hand over."), fits=_open,
    ),
    "hand-over": Act(
        _("Hand over"), "grant_roles",
        lambda actor, post, given: services.hand_over(
            actor=actor, post_id=post.pk, to_person_id=given["person"].pk, on=given["on"]
        ),
        forms.SuccessorForm, _("Whoever holds the post does so until the day before. History keeps the names."),
        fits=is_held, moves=True,
    ),
    "rights": Act(
        _("Change role and areas"), "grant_roles",
        lambda actor, post, given: services.edit_post(actor=actor, post_id=post.pk, changes=given),
        forms.RightsForm, _("A post that somebody holds keeps its role."), rules.may_change_rights, _open,
    ),
    "edit": Act(
        _("Edit"), "edit_departments",
        lambda actor, post, given: services.edit_post(actor=actor, post_id=post.pk, changes=given),
        forms.PostForm, fits=_open,
    ),
    "close": Act(
        _("Close down"), "edit_departments",
        lambda actor, post, given: services.abolish_post(actor=actor, post_id=post.pk, on=given["on"]),
        forms.DayForm, _("From that day nobody holds it and its role works no longer. Tasks stay with it: give them to another post first."),
        fits=_open, moves=True,
    ),
}  # fmt: skip
TENURE = {
    "end": Act(
        _("End"), "grant_roles",
        lambda actor, tenure, given: services.end_tenure(actor=actor, tenure_id=tenure.pk, ends_on=given["ends_on"]),
        forms.EndForm, _("The post is free afterwards; its work waits there for the successor."),
        fits=lambda tenure: tenure.ends_on is None or tenure.ends_on >= clock.today(),
    ),
}  # fmt: skip
UNIT = {
    "edit": Act(_("Edit"), "edit_departments", _edit_unit, forms.UnitForm, fits=_exists),
    "rename": Act(
        _("Rename"), "edit_departments",
        lambda actor, unit, given: services.rename_department(actor=actor, department_id=unit.pk, **given),
        forms.RenameForm, _("The old names stay known as former names, so that lists up to that year are still understood."), fits=_exists,
    ),
    "alias": Act(
        _("Add a name"), "edit_departments",
        lambda actor, unit, given: services.add_alias(actor=actor, department_id=unit.pk, **given),
        forms.AliasForm, _("Another name by which the Report may call the department."),
    ),
    "merge": Act(
        _("Merge"), "edit_departments",
        lambda actor, unit, given: services.merge_departments(
            actor=actor, into_id=given["into"].pk, from_ids=[unit.pk], on=given["on"]
        ),
        forms.MergeForm, _("This department ends on that day; the other one goes on with its posts."), fits=_exists,
    ),
    "close": Act(
        _("Close down"), "edit_departments",
        lambda actor, unit, given: services.close_department(actor=actor, department_id=unit.pk, on=given["on"]),
        forms.DayForm, _("Only a department without posts and without units under it can be closed."), fits=_exists,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What acts are done to: where its rows are, and the page on which they are shown."""

    model: type[Model]
    acts: dict[str, Act]
    page: str
    key: Callable[[Model], int] = lambda target: target.pk


KINDS = {
    "people": Kind(Person, PERSON, "upkeep:person"),
    "posts": Kind(Post, POST, "upkeep:post"),
    "tenures": Kind(Tenure, TENURE, "upkeep:post", lambda tenure: tenure.post_id),
    "departments": Kind(Department, UNIT, "upkeep:unit"),
}


def buttons(actor: Person, kind: str, target: Model) -> list[tuple[str, Act]]:
    """The acts that this person may do to the target now."""
    return [
        (verb, act)
        for verb, act in KINDS[kind].acts.items()
        if act.fits(target) and act.open_to(actor, target)
    ]
