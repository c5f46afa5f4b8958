"""Write what happened beside the change itself, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from audit import clock
from audit.models import AuditEntry
from audit.statements import insert


def entry(*, actor, action: str, target: models.Model | None = None, **details) -> AuditEntry:
    """An entry not yet written; `actor` is a Person (name and posts held are kept), or None for the machine. Details must be plain values."""
    return AuditEntry(
        at=clock.now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=getattr(actor, "name", ""),
        actor_post=getattr(actor, "posts_held", "")[:120],
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        details=details,
    )


def record(*, actor, action: str, target: models.Model | None = None, **details) -> AuditEntry:
    """Record one act, such as `tasks.progress_reported`; it is kept exactly if the change is."""
    written = entry(actor=actor, action=action, target=target, **details)
    insert([written])
    return written


def record_many(entries: Iterable[AuditEntry]) -> None:
    """Record many acts of one bulk change in one statement."""
    insert(list(entries))
