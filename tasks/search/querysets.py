"""Tasks by the words in them; whichever way tasks are written, their words are written with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice
from operator import and_

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from audit.statements import write
from tasks.search.words import Piece, pieces, searched, words

# What of a task is searched, in the order of `searched`.
SEARCHED = ("number", "title", "standard", "text")
AT_ONCE = 1000
# So many hits are few: they are taken by their numbers, and whatever order is asked for costs nothing.
FEW = 1000
# Common is what so many of the newest tasks hold.
COMMON, NEWEST = 100, 2000


class SearchedQuerySet(models.QuerySet):
    """The tasks of the register, as far as searching goes."""

    def matching(self, query: str) -> SearchedQuerySet:
        """Those in which every part of the query occurs; a query without a single letter or figure finds nothing."""
        return self._matched(pieces(query))[0]

    def best_matching(self, query: str) -> tuple[SearchedQuerySet, bool]:
        """The same in order, and whether they are few: then those with the query in the title come first.

        Of many simply the newest come first; to count them would cost more than to show them.
        """
        asked = pieces(query)
        found, few = self._matched(asked)
        if not few:
            return found.order_by("-pk"), False
        in_title = [Q(title__icontains=piece.text) for piece in asked]
        first = Case(When(reduce(and_, in_title, Q()), then=0), default=1)
        return found.order_by(first, "-pk"), True

    def _matched(self, asked: list[Piece]) -> tuple[SearchedQuerySet, bool]:
        """Hits that are few are named by their numbers, so that any order costs nothing; only so many that the newest
        are met at once are left to a join.

        It looks first, because the statistics of a database know rare words badly and word pairs not at all: a plan
        made for the one reads every task for the other.
        """
        if not asked:
            return self.none(), True
        few = few_holding(asked)
        if few is None:
            found = apps.get_model("tasks", "TaskWords").objects.holding(asked)
            return self.filter(pk__in=found.values("pk")), False
        return self.filter(pk__in=few), True

    def keep_words(self) -> int:
        """Write the words of these tasks anew, and say of how many."""
        return write_words(self.order_by().values_list("pk", *SEARCHED).iterator(chunk_size=AT_ONCE))

    def update(self, **changes) -> int:
        """As ever; when it changes what is searched, the words follow."""
        if not changes.keys() & set(SEARCHED):
            return super().update(**changes)
        with transaction.atomic(using=self.db):
            changed = list(self.values_list("pk", flat=True))
            count = super().update(**changes)
            self.model._default_manager.filter(pk__in=changed).keep_words()
        return count

    def write(self, tasks: Sequence, names: Sequence[str]) -> None:
        """These fields of these tasks as they stand, by one statement; when one of them is searched, the words follow."""
        with transaction.atomic(using=self.db, savepoint=False):
            write(tasks, names)
            if {*names} & {*SEARCHED}:
                write_words((task.pk, *texts_of(task)) for task in tasks)

    def bulk_create(self, objs, *args, **options) -> list:
        """As ever, with the words of each."""
        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *args, **options)
            write_words((task.pk, *texts_of(task)) for task in made)
        return made


class WordsQuerySet(models.QuerySet):
    """What is searched of tasks."""

    def holding(self, asked: Iterable[Piece]) -> WordsQuerySet:
        """Where every word occurs, and what was typed in one piece stands together."""
        asked = list(asked)
        return self.filter(*(_stands(piece) for piece in asked if not piece.exact), words__hold=asked)


# In plain SQL because every search asks it: what so many of the newest tasks hold is not looked for at all (one row of NULL),
# of anything else the numbers. {stands}: what was typed, letter by letter; {held}: by the index of the words.
_FEW = """
WITH recent AS (SELECT count(*) AS n FROM (SELECT 1 AS one FROM tasks_taskwords WHERE task_id > %(newest)s
  AND task_id > (SELECT max(task_id) FROM tasks_taskwords) - %(newest)s AND {stands} LIMIT %(common)s) r)
SELECT NULL AS pk FROM recent WHERE n >= %(common)s
UNION ALL
SELECT pk FROM (SELECT task_id AS pk FROM tasks_taskwords
  WHERE (SELECT n FROM recent) < %(common)s AND {held} AND {stands} LIMIT %(few)s) f"""
_HELD = {
    "postgresql": ("words @@ %(words)s::tsquery", "strpos(plain, %({name})s) > 0"),
    "sqlite": (
        "task_id IN (SELECT rowid FROM tasks_taskwords_fts WHERE tasks_taskwords_fts MATCH %(words)s)",
        "instr(plain, %({name})s) > 0",
    ),
}


def few_holding(asked: list[Piece]) -> list[int] | None:
    """The numbers of the tasks that hold it, or None when they are very many."""
    held, stands = _HELD[connection.vendor]
    texts = {f"text{place}": piece.text for place, piece in enumerate(asked)}
    condition = " AND ".join(stands.format(name=name) for name in texts)
    values = {
        "newest": NEWEST,
        "common": COMMON,
        "few": FEW + 1,
        "words": held_words(asked, connection.vendor),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FEW.format(stands=condition, held=held), values | texts)
        found = [pk for (pk,) in cursor.fetchall()]
    return None if None in found or len(found) > FEW else found


def held_words(asked: Iterable[Piece], vendor: str) -> str:
    """All words of the pieces as the index is asked for them; one that is only begun as the beginning of a word."""
    held = {word: piece.open and word == piece.words[-1] for piece in asked for word in piece.words}
    if vendor == "postgresql":
        return " & ".join(f"'{word}'{':*' if begun else ''}" for word, begun in held.items())
    return " AND ".join(f'"{word}"{"*" if begun else ""}' for word, begun in held.items())


def _stands(piece: Piece) -> GreaterThan:
    """Letter by letter: no index is asked, so that it is only used on rows that are read anyway."""
    return GreaterThan(StrIndex(F("plain"), Value(piece.text)), 0)


def texts_of(task: models.Model) -> tuple[str, ...]:
    """What is searched of a task, from the instance."""
    return tuple(getattr(task, name) for name in SEARCHED)


def write_words(rows: Iterable[tuple]) -> int:
    """Keep the words of tasks given as (id, number, title, standard, text), and say how many there were."""
    kept = apps.get_model("tasks", "TaskWords").objects
    count, rows = 0, iter(rows)
    while batch := [_row(kept.model, *row) for row in islice(rows, AT_ONCE)]:
        kept.bulk_create(
            batch, update_conflicts=True, unique_fields=["task"], update_fields=["plain", "words"]
        )
        count += len(batch)
    return count


def _row(model: type[models.Model], task_id: int, *texts: str) -> models.Model:
    said = searched(*texts)
    return model(task_id=task_id, plain=said, words=" ".join(words(said)))
