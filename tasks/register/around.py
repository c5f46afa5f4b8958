"""What stands around a task: its parties, who holds its posts, and which of its relations have any rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connections
from django.db.models import QuerySet

from audit.statements import composed
from departments.permissions import Reach
from tasks.choices import Part
from tasks.register.models import Task

# One statement, because most tasks have few of these, and asking each relation costs more than all answers.
_AROUND = """
SELECT p.part AS what, p.department_id AS id, d.short_name AS words, p.position AS place, p.id AS tie
FROM tasks_party p JOIN departments_department d ON d.id = p.department_id WHERE p.task_id = %(task)s
UNION ALL
SELECT 'holder', h.post_id, q.name, 0, h.id
FROM departments_tenure h JOIN departments_person q ON q.id = h.person_id
WHERE h.post_id IN (%(post)s, %(leader)s) AND h.starts_on <= %(on)s
  AND (h.ends_on IS NULL OR h.ends_on >= %(on)s)
UNION ALL SELECT 'post', id, title, 0, id FROM departments_post WHERE id IN (%(post)s, %(leader)s)
UNION ALL SELECT 'rows', count(*), 'passages', 0, 0 FROM tasks_task_passages WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'milestones', 0, 0 FROM tasks_milestone WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'indicators', 0, 0 FROM tasks_indicator WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'evidence', 0, 0 FROM tasks_evidence WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'extensions', 0, 0 FROM tasks_extensionrequest WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'comments', 0, 0 FROM tasks_comment WHERE task_id = %(task)s
UNION ALL SELECT 'rows', count(*), 'proposals', 0, 0 FROM tasks_proposal
  WHERE task_id = %(task)s AND state = 'waiting'
UNION ALL SELECT 'rows', count(*), 'blockers', 0, 0 FROM tasks_blocker WHERE task_id = %(task)s
ORDER BY what, place, tie"""


@dataclass
class Around:
    """Departments by part as (id, short name), posts and holders by post, and the names of relations that have rows."""

    parties: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    posts: dict[int, str] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    def of(self, task: Task, relation: str, *related: str) -> list:
        """The rows of a relation with what they refer to; no statement when there are none."""
        if relation not in self.filled:
            return []
        return list(composed(_related, task.pk, relation, *related))

    def names(self, part: str) -> list[str]:
        """The departments with this part."""
        return [name for _unit, name in self.parties.get(part, ())]

    def reach(self, task: Task) -> Reach:
        """Where the task stands, as `task.reach()` without its statement."""
        return task.reach(self._parts())

    def _parts(self) -> Iterator[tuple[int, str]]:
        return ((unit, part) for part, units in self.parties.items() for unit, _name in units)


def _related(task_id: int, relation: str, *related: str) -> QuerySet:
    rows = getattr(Task(pk=task_id), relation).all()
    return rows.select_related(*related) if related else rows


def around(task: Task, today: date) -> Around:
    """What stands around a task today; one statement."""
    asked = {"task": task.pk, "post": task.post_id, "leader": task.leader_id, "on": today.isoformat()}
    found = Around()
    with connections[task._state.db].cursor() as cursor:
        cursor.execute(_AROUND, asked)
        for what, key, words, *_order in cursor.fetchall():
            if what == "holder":
                found.holders[key] = f"{found.holders[key]}、{words}" if key in found.holders else words
            elif what == "post":
                found.posts[key] = words
            elif what in Part.values:
                found.parties.setdefault(what, []).append((key, words))
            elif key:
                found.filled.add(words)
    return found
