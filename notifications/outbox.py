"""Tell people: one row in the inbox, beside the change itself; the sweep carries it further by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit import clock
from audit.statements import insert, insert_for_each
from notifications.models import Mute, Notice


def notice(
    *,
    person: int,
    kind: str,
    key: str,
    title: str,
    text: str = "",
    url: str = "",
    instant: bool = False,
    task_id: int | None = None,
    task_name: str = "",
) -> Notice:
    """A message to one person (id), not yet written; for `queue_many`, where each gets words of their own."""
    return Notice(
        person_id=person,
        kind=kind,
        key=key,
        title=title[:200],
        text=text,
        url=url,
        instant=instant,
        task_id=task_id,
        task_name=task_name[:200],
        created_at=clock.now(),
    )


def queue(*, people: Iterable[int], kind: str, key: str, title: str, **said) -> None:
    """Tell these people (ids) once about `key`: a person who has had it already is not told again.

    One statement, and one more about a task: who has muted it. `said` is what `notice` takes beside; `instant` is for
    urging from level 2 on, and everything else waits for the digest of the day.
    """
    queue_many(
        notice(person=person, kind=kind, key=key, title=title, **said) for person in sorted(set(people))
    )


def queue_many(notices: Iterable[Notice]) -> None:
    """Write many messages at once; the unique key of person and `key` makes a second run tell nobody twice."""
    written = list(notices)
    mutable = [one for one in written if one.task_id and not one.instant]
    if mutable:
        muted = Mute.objects.pairs((one.person_id for one in mutable), (one.task_id for one in mutable))
        for one in mutable:
            one.muted = one.muted or (one.person_id, one.task_id) in muted
    insert(written, once=True)


def queue_found(people: tuple[str, Mapping], *, kind: str, key: str, title: str, **said) -> int:
    """The same words to everybody (ids) whom a statement finds, by one statement; how many were told now.

    Not for what is about a task: who has muted it is not asked.
    """
    return insert_for_each(notice(person=0, kind=kind, key=key, title=title, **said), "person", people)
