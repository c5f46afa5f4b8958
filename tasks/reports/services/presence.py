"""Who is at work on a Report's drafts right now; kept for half a minute, no part of the record."""

from __future__ import annotations

from datetime import timedelta

from audit import clock
from tasks.models import Presence

# The page asks every few seconds; writing each time would be a write per reader and second.
WRITTEN_EVERY = timedelta(seconds=12)
GONE_AFTER = timedelta(seconds=40)


def note_presence(*, actor, report_id: int, draft: int | None, editing: bool) -> None:
    """This person has the review open, at this draft."""
    Presence.objects.update_or_create(
        report_id=report_id,
        person=actor,
        defaults={"draft": draft, "editing": editing, "seen_at": clock.now()},
    )
