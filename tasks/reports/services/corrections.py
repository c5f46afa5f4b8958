"""Import a corrected text: the difference sentence by sentence, every link and every edit kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import log
from departments.matching import DepartmentIndex
from tasks.models import Passage, Report, Task
from tasks.reports.decomposition.shapes import Decomposition
from tasks.reports.drafting import draft
from tasks.reports.services.importing import read_report, save_drafts, save_passages, save_report
from tasks.reports.services.steps import lock

# Two sentences that share at least this much are the same sentence, changed.
_SAME_SENTENCE = 0.5


@dataclass(frozen=True)
class Pair:
    """A sentence before and after; one side is None where it is new or gone."""

    old: Passage | None
    new: Passage | None

    @property
    def kind(self) -> str:
        """same, changed, new or gone."""
        if self.old is None:
            return "new"
        if self.new is None:
            return "gone"
        return "same" if _words(self.old) == _words(self.new) else "changed"


@transaction.atomic
def import_correction(*, actor, report_id: int, data: bytes, file_name: str) -> Report:
    """Import a corrected text of a Report: tasks keep their sentences and edits, only new sentences make drafts.

    Raises:
        ValidationError: the file is refused, or this text was corrected already.
    """
    old = lock(actor, report_id)
    if newer := old.corrections.first():
        sentence = _("This text was corrected already, by “%(name)s”. Correct that one.")
        raise ValidationError(sentence % {"name": newer.file_name}, code="changed_meanwhile")
    found = read_report(data, file_name, old.jurisdiction_id, old.year)
    report = save_report(
        found,
        actor=actor,
        jurisdiction_id=old.jurisdiction_id,
        digest=hashlib.sha256(data).hexdigest(),
        file_name=file_name,
        corrects=old,
    )
    report.year = old.year
    passages = save_passages(report, found)
    pairs = pair_sentences(
        list(old.passages.all()), sorted(passages.values(), key=lambda passage: passage.number)
    )
    linked = _carry_over(pairs)
    Task.objects.filter(report=old).update(report=report)
    fresh = _draft_new(found, report, passages, linked)
    report.difference = [_line(pair) for pair in pairs if pair.kind != "same"]
    report.save()
    log.record(
        actor=actor,
        action="tasks.report_corrected",
        target=report,
        corrects=old.pk,
        new_drafts=fresh,
        **{kind: sum(pair.kind == kind for pair in pairs) for kind in ("same", "changed", "new", "gone")},
    )
    return report


def pair_sentences(old: list[Passage], new: list[Passage]) -> list[Pair]:
    """Match the sentences of two versions of a text, in reading order."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, [_words(p) for p in old], [_words(p) for p in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += [Pair(a, b) for a, b in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            pairs += _pair_changed(old[i1:i2], new[j1:j2])
    return pairs


def _pair_changed(old: list[Passage], new: list[Passage]) -> list[Pair]:
    left, pairs = list(old), []
    for passage in new:
        scored = [(SequenceMatcher(None, a.text, passage.text, autojunk=False).ratio(), a) for a in left[:40]]
        score, nearest = max(scored, key=lambda pair: pair[0], default=(0, None))
        if nearest is not None and score >= _SAME_SENTENCE:
            left.remove(nearest)
            pairs.append(Pair(nearest, passage))
        else:
            pairs.append(Pair(None, passage))
    return pairs + [Pair(passage, None) for passage in left]


def _carry_over(pairs: list[Pair]) -> set[int]:
    """Link every kept sentence's tasks to its new version; returns the new sentences that stand settled."""
    link = Task.passages.through
    by_old: dict[int, list[int]] = {}
    kept = [pair for pair in pairs if pair.old and pair.new]
    for task, passage in link.objects.filter(passage__in=[pair.old.pk for pair in kept]).values_list(
        "task_id", "passage_id"
    ):
        by_old.setdefault(passage, []).append(task)
    rows, settled, changed = [], set(), []
    for pair in kept:
        tasks = by_old.get(pair.old.pk, [])
        rows += [link(task_id=task, passage=pair.new) for task in tasks]
        if tasks or (pair.kind == "same" and pair.old.state == Passage.State.SET_ASIDE):
            settled.add(pair.new.pk)
            pair.new.state, pair.new.reason, pair.new.reviewed = (
                pair.old.state,
                pair.old.reason,
                pair.old.reviewed,
            )
            changed.append(pair.new)
    link.objects.bulk_create(rows, batch_size=500)
    Passage.objects.bulk_update(changed, ["state", "reason", "reviewed"], batch_size=500)
    return settled


def _draft_new(found: Decomposition, report: Report, passages: dict, settled: set[int]) -> int:
    index = DepartmentIndex.load(year=report.year, jurisdiction_id=report.jurisdiction_id)
    fresh, places = [], []
    for task in found.tasks:
        passage = passages[(task.source.paragraph, task.source.start)]
        if passage.pk not in settled:
            fresh.append(draft(task, report=report, index=index))
            places.append(passage)
    save_drafts(fresh, places)
    return len(fresh)


def _line(pair: Pair) -> dict:
    return {
        "kind": pair.kind,
        "old": pair.old.text if pair.old else "",
        "new": pair.new.text if pair.new else "",
        "passage": (pair.new or pair.old).pk,
    }


def _words(passage: Passage) -> str:
    return "".join(passage.text.split())
