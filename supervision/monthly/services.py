"""The month: draft the bulletins, edit their words, sign them, answer the statements."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit import clock, log
from departments.choices import Role
from departments.models import Department
from departments.reaching import people_in_charge
from departments.verdicts import require
from notifications import outbox
from supervision.models import MonthlyBulletin, Statement
from supervision.monthly import rules, wording
from supervision.monthly.drafting import draft_bulletins

__all__ = ["answer_statement", "draft_bulletins", "edit_bulletin", "sign_bulletin"]


@transaction.atomic
def edit_bulletin(*, actor, bulletin_id: int, version: int, words: dict[str, str]) -> MonthlyBulletin:
    """Change the words of a draft: the sections of `wording.SECTIONS`, and `title`. Figures can't be edited.

    Raises:
        ValidationError: `changed_meanwhile` when another person saved since `version`; the typed words are
            kept in its params; `frozen` when the bulletin is signed.
    """
    found = MonthlyBulletin.objects.select_for_update().get(pk=bulletin_id)
    require(rules.may_draft(actor, found))
    _unsigned(found)
    if found.version != version:
        raise ValidationError(
            _(
                "Somebody else has changed this draft meanwhile. Your text is kept here: compare and save again."
            ),
            code="changed_meanwhile",
            params={"words": words, "version": found.version},
        )
    if unknown := set(words) - {*wording.SECTIONS, "title"}:
        raise ValidationError(
            _("Unknown sections: %(names)s.") % {"names": ", ".join(sorted(unknown))}, code="invalid"
        )
    before = {"title": found.title, **found.words}
    changed = {name: text.strip() for name, text in words.items() if text.strip() != before.get(name, "")}
    found.title = changed.get("title") or found.title
    found.words = {**found.words, **{name: text for name, text in changed.items() if name != "title"}}
    found.version += 1
    found.save(update_fields=["title", "words", "version"])
    differences = {name: [before.get(name, ""), text] for name, text in changed.items()}
    log.record(actor=actor, action="supervision.bulletin_edited", target=found, words=differences)
    return found


@transaction.atomic
def sign_bulletin(*, actor, bulletin_id: int) -> MonthlyBulletin:
    """Sign a draft: it gets its number 第N期 of the jurisdiction's year, without gaps, and is frozen."""
    jurisdiction = MonthlyBulletin.objects.values_list("jurisdiction_id", flat=True).get(pk=bulletin_id)
    # Signatures of one jurisdiction queue here, so that numbers leave no gap and never meet.
    Department.objects.select_for_update().get(pk=jurisdiction)
    found = MonthlyBulletin.objects.select_for_update().get(pk=bulletin_id)
    require(rules.may_sign(actor, found))
    _unsigned(found)
    of_year = MonthlyBulletin.objects.filter(jurisdiction=jurisdiction, year=found.year)
    found.issue = (of_year.aggregate(newest=Max("issue"))["newest"] or 0) + 1
    found.state, found.signed_by, found.signed_at = MonthlyBulletin.State.SIGNED, actor, clock.now()
    found.version += 1
    found.save(update_fields=["issue", "state", "signed_by", "signed_at", "version"])
    log.record(actor=actor, action="supervision.bulletin_signed", target=found, issue=found.issue)
    _tell(found)
    return found


@transaction.atomic
def answer_statement(*, actor, statement_id: int, confirm: bool, dispute: str = "") -> Statement:
    """Confirm a department's account of a month, or dispute it with the reason; a disputed one may be confirmed later."""
    found = Statement.objects.select_for_update().get(pk=statement_id)
    require(rules.may_answer_statement(actor, found))
    if found.state == Statement.State.CONFIRMED:
        raise ValidationError(_("This statement is confirmed already."), code="already_decided")
    if not confirm and not dispute.strip():
        raise ValidationError(_("Say which tasks are wrong and why."), code="text_missing")
    found.state = Statement.State.CONFIRMED if confirm else Statement.State.DISPUTED
    found.dispute = found.dispute if confirm else dispute.strip()
    found.answered_by, found.answered_at = actor, clock.now()
    found.save(update_fields=["state", "dispute", "answered_by", "answered_at"])
    log.record(
        actor=actor, action=f"supervision.statement_{found.state}", target=found, dispute=dispute.strip()
    )
    return found


def _unsigned(found: MonthlyBulletin) -> None:
    if found.state == MonthlyBulletin.State.SIGNED:
        raise ValidationError(
            _("This bulletin is signed and frozen. Errors are put right by an erratum."), code="frozen"
        )


def _tell(found: MonthlyBulletin) -> None:
    """The people of the units named in the bulletin are told that it is out."""
    units = [row["department"] for row in found.figures.get("departments", []) if row["department"]]
    roles = (Role.LIAISON, Role.UNIT_HEAD)
    outbox.queue(
        people=people_in_charge(clock.today(), post__department__in=units, post__role__in=roles),
        kind="bulletin",
        key=f"bulletin:{found.pk}",
        title=f"{found.title}（第{found.issue}期）",
        url=f"/bulletins/{found.pk}/",
    )
