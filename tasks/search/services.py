"""The words of all tasks: kept by the tasks themselves, rebuilt at once after an update, and checked."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.register.models import Task
from tasks.search.models import TaskWords
from tasks.search.querysets import AT_ONCE, SEARCHED
from tasks.search.words import searched


def rebuild_words() -> int:
    """Write the words of every task anew, a thousand at a time; may run while others work. Says how many."""
    count, last = 0, 0
    while found := list(
        Task.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        count += Task.objects.filter(pk__in=found).keep_words()
        last = found[-1]
    return count


def stale_words() -> Iterator[int]:
    """Tasks whose words don't agree with their texts: there are none, unless somebody wrote past the application."""
    kept = dict(TaskWords.objects.values_list("task_id", "plain"))
    for pk, *texts in Task.objects.order_by("pk").values_list("pk", *SEARCHED).iterator(chunk_size=AT_ONCE):
        if kept.get(pk) != searched(*texts):
            yield pk
