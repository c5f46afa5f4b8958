"""Say something about a task, and take it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.verdicts import Verdict, require
from notifications.models import Notice
from notifications.outbox import queue
from tasks import rules
from tasks.discussion.mentions import mentioned
from tasks.discussion.models import Comment
from tasks.progress.services import TWICE_WITHIN
from tasks.register.models import Task
from tasks.register.signing import needed


@transaction.atomic
def comment(*, actor, task_id: int, text: str) -> Comment:
    """Whoever reads a task may say something about it; who is mentioned and may read it is told.

    Raises:
        ValidationError: `required`; `mention` with a sentence for each @ that can't be told; `already_there` for the
            same words twice within a minute.
    """
    task = Task.objects.get(pk=task_id)
    rules.ensure("comment", actor, task)
    needed(text, _("Write what you want to say."))
    text = text.strip()
    people = mentioned(text, task.reach())
    latest = task.comments.filter(author=actor, said_at__gt=clock.now() - TWICE_WITHIN, withdrawn_at=None)
    if latest.filter(text=text).exists():
        raise ValidationError(_("This comment has arrived already."), code="already_there")
    said = Comment.objects.create(task=task, text=text, author=actor, said_at=clock.now())
    said.mentioned.set(people)
    log.record(actor=actor, action="tasks.commented", target=task, comment=said.pk, mentioned=people)
    queue(
        people=[person for person in people if person != actor.pk],
        kind=Notice.Kind.MENTION,
        key=f"comment:{said.pk}",
        title=_("%(who)s mentions you: %(task)s") % {"who": actor.name, "task": task.name_for_mail},
        text=text,
        url=f"/tasks/{task.pk}/#comment-{said.pk}",
    )
    return said


@transaction.atomic
def withdraw_comment(*, actor, comment_id: int) -> Comment:
    """The author takes a comment back within ten minutes; that one was here stays visible, its words don't.

    Raises:
        Forbidden: for anybody else.
        ValidationError: `too_late`, also the second time.
    """
    said = Comment.objects.select_for_update(of=("self",)).select_related("task").get(pk=comment_id)
    if said.author_id != actor.pk:
        require(Verdict(False, _("Only its author takes a comment back.")))
    if not said.may_be_withdrawn_by(actor):
        sentence = _("A comment can be taken back for ten minutes. Write a new one that corrects it.")
        raise ValidationError(sentence, code="too_late")
    said.withdrawn_at = clock.now()
    said.save(update_fields=["withdrawn_at"])
    Notice.objects.filter(key=f"comment:{said.pk}").update(text=_("This comment was taken back."))
    log.record(actor=actor, action="tasks.comment_withdrawn", target=said.task, comment=said.pk)
    return said
