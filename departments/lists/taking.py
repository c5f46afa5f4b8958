"""Taking a list away: the very rows and columns that the page shows to this person, all pages of them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation

from audit import clock, log
from departments.lists.asking import Asked
from departments.lists.cells import Cells
from departments.lists.declaring import Column, List
from departments.lists.files import FORMS, MOST_ROWS
from departments.lists.finding import list_named
from departments.lists.models import ListFile
from departments.lists.page import filtered, read
from departments.permissions import may
from departments.verdicts import require

logger = logging.getLogger(__name__)
AT_ONCE = 1000
DIRECT_ROWS = 3000  # what one waits for in the browser; more is written by the worker


@dataclass(frozen=True)
class Table:
    """A list ready to be written: its head, and the values of its rows as they are read."""

    title: str
    head: list[str]
    rows: QuerySet
    cells: Cells

    def values(self, said: Callable[[int], None] = lambda _written: None) -> Iterator[list]:
        """The rows, a thousand at a time; `said` hears how many there are so far."""
        rows, count = self.rows.iterator(chunk_size=AT_ONCE), 0
        while batch := list(islice(rows, AT_ONCE)):
            self.cells.gather(batch)
            yield from map(self.cells.values, batch)
            count += len(batch)
            said(count)


def table(person, declared: List, params: QueryDict) -> Table:
    """What this person sees of the list at that address."""
    require(may(person, declared.export))
    asked = Asked(declared, params)
    _found, rows = filtered(person, asked)
    columns, group = list(asked.columns), asked.group
    if group:
        under = Column(group.name, group.label, (group.word,), choices=group.choices)
        columns = [under, *(column for column in columns if column.label != group.label)]
    cells = Cells(columns, ["id"])
    head = [str(column.label) for column in columns]
    return Table(str(declared.title), head, read(asked.ordered(rows), cells, declared)[:MOST_ROWS], cells)


def is_long(made: Table) -> bool:
    """Too long to wait for."""
    return len(made.rows.values_list("pk")[DIRECT_ROWS : DIRECT_ROWS + 1]) > 0


def write(
    made: Table, form: str, out: IO[bytes], said: Callable[[int], None] = lambda _written: None
) -> None:
    """The table in that form."""
    writer, _content_type = FORMS[form]
    writer(made.title, made.head, made.values(said), out)


@transaction.atomic
def ask_for_file(*, actor, declared: List, query: str, form: str, language: str) -> ListFile:
    """Put a long list down for the worker; it is written for this person with what they may see then."""
    require(may(actor, declared.export))
    asked = ListFile.objects.create(
        list=declared.name, query=query, form=form, language=language, asked_by=actor, asked_at=clock.now()
    )
    log.record(
        actor=actor, action="departments.list_asked", target=asked, list=declared.name, query=query, form=form
    )
    return asked


def write_files() -> dict[str, int]:
    """Write what waits, one after the other, and throw away what was kept for a week."""
    result = {"written": 0, "failed": 0, "outdated": 0}
    for old in ListFile.objects.outdated(clock.now()):
        old.file.delete(save=False)
        old.delete()
        result["outdated"] += 1
    for waiting in ListFile.objects.to_write(clock.now()).values_list("pk", flat=True):
        if _claimed(waiting):
            result[_written(ListFile.objects.get(pk=waiting))] += 1
    return result


def reach_of(person) -> str:
    """What decides what this person sees, as one word: their posts with role, unit and areas."""
    posts = sorted((g.role, g.post_id, g.department_id, sorted(g.areas)) for g in person.acting.grants)
    return hashlib.sha256(repr(posts).encode()).hexdigest()


def _claimed(pk: int) -> bool:
    """Two workers never write the same file."""
    waiting = ListFile.objects.to_write(clock.now()).filter(pk=pk).order_by()
    return bool(waiting.update(state=ListFile.State.RUNNING, touched_at=clock.now(), written=0))


def _written(asked: ListFile) -> str:
    try:
        with translation.override(asked.language), TemporaryFile() as out:
            person, declared = asked.asked_by, list_named(asked.list)
            made = table(person, declared, QueryDict(asked.query))
            _say(asked, total=made.rows.values("pk").count())
            write(made, asked.form, out, lambda count: _say(asked, written=count))
            out.seek(0)
            asked.file.save(f"{asked.pk}.{asked.form}", File(out), save=False)
        _say(asked, state=ListFile.State.DONE, file=asked.file.name, reach=reach_of(person))
    # Whatever it was: one file that can't be written holds up no other, and its page says so.
    except Exception:
        _say(asked, state=ListFile.State.FAILED)
        logger.exception("list file %s", asked.pk)
        return "failed"
    return "written"


def _say(asked: ListFile, **changes: object) -> None:
    """Progress is written at once, for the page that waits."""
    ListFile.objects.filter(pk=asked.pk).update(touched_at=clock.now(), **changes)
