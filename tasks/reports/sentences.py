"""The text of a Report for its pages: sentence by sentence, each in the state of its tasks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from departments.models import Person
from departments.parts import part
from tasks.choices import Light, Status
from tasks.models import Passage, Report, Task

# The worst light of a sentence's tasks colours the sentence.
_WORST = (Light.RED, Light.AMBER, Light.GREEN, Light.DONE_LATE, Light.DONE, Light.GREY)
SIGNS = {
    Light.RED: "■",
    Light.AMBER: "▲",
    Light.GREEN: "●",
    Light.GREY: "○",
    Light.DONE: "✓",
    Light.DONE_LATE: "✓",
}


@dataclass
class Sentence:
    """One sentence as a reader may see it: `state` is one word for its colour, `words` say the same."""

    id: int
    number: int
    paragraph: int
    text: str
    state: str
    words: str
    heading: bool = False
    aside: bool = False
    tasks: list[int] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    sign: str = ""

    @property
    def promised(self) -> bool:
        """Whether the sentence counts among the promises."""
        return not self.aside


def sentences(report: Report, reader: Person, only: Iterable[int] | None = None) -> list[Sentence]:
    """The sentences in order (or those with these ids): three statements for any number of them."""
    passages = report.passages.all() if only is None else report.passages.filter(pk__in=only)
    links = Task.passages.through.objects.filter(passage__in=passages)
    known = links.filter(task__in=Task.objects.visible_to(reader).values("pk"))
    rows = known.values_list("passage_id", "task_id", "task__status", "task__light", "task__accepted")
    tasks: dict[int, list[tuple]] = defaultdict(list)
    for passage_id, *task in rows.order_by("task_id"):
        tasks[passage_id].append(tuple(task))
    covered = set(links.values_list("passage_id", flat=True))
    fields = ("id", "number", "paragraph", "text", "state", "reason")
    return [_sentence(row, tasks[row["id"]], row["id"] in covered) for row in passages.values(*fields)]


def _sentence(row: dict, tasks: list[tuple], covered: bool) -> Sentence:
    state, words = _state(row, tasks, covered)
    return Sentence(
        id=row["id"],
        number=row["number"],
        paragraph=row["paragraph"],
        text=row["text"],
        state=state,
        words=words,
        heading=row["reason"] == Passage.Reason.HEADING,
        aside=row["state"] == Passage.State.SET_ASIDE,
        tasks=[pk for pk, status, _light, _accepted in tasks if status != Status.DRAFT],
        drafts=[pk for pk, status, _light, _accepted in tasks if status == Status.DRAFT],
        sign=SIGNS.get(state.removeprefix("light-"), ""),
    )


def _state(row: dict, tasks: list[tuple], covered: bool) -> tuple[str, str]:
    if row["state"] == Passage.State.SET_ASIDE:
        return "aside", str(Passage.Reason(row["reason"]).label) if row["reason"] else _("Set aside")
    if not tasks:
        return ("elsewhere", _("Not shown to you")) if covered else ("uncovered", _("No task yet"))
    if all(status == Status.DRAFT for _pk, status, _light, _accepted in tasks):
        if all(accepted for _pk, _status, _light, accepted in tasks):
            return "accepted", _("Accepted")
        return "draft", _("To review")
    lights = {light for _pk, status, light, _accepted in tasks if status != Status.DRAFT}
    worst = next((light for light in _WORST if light in lights), Light.GREY)
    return "light-" + worst, str(Light(worst).label)


def text_for_review(found: list[Sentence], report: Report) -> SafeString:
    """The text with a way from each sentence to its drafts, and a button that makes a task of what was set aside."""
    return part("sentences", paragraphs=by_paragraph(found), drafting=True, report=report.pk)


def text_to_read(found: list[Sentence], report: Report) -> SafeString:
    """The text with the sign of each sentence and the way to its tasks."""
    return part("sentences", paragraphs=by_paragraph(found), drafting=False, report=report.pk)


def by_paragraph(found: list[Sentence]) -> list[tuple[int, list[Sentence]]]:
    """The sentences grouped by the paragraph that they stand in."""
    grouped: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in found:
        grouped[sentence.paragraph].append(sentence)
    return sorted(grouped.items())


def counted(found: list[Sentence]) -> list[tuple[str, str, str, int]]:
    """How many sentences are in each state: state, sign, words, number; promises only, the worst first."""
    promised = [sentence for sentence in found if sentence.promised]
    counts = Counter(sentence.state for sentence in promised)
    shown = {sentence.state: sentence for sentence in promised}
    order = ["uncovered", *("light-" + light for light in _WORST), "draft", "accepted", "elsewhere"]
    return [(state, shown[state].sign, shown[state].words, counts[state]) for state in order if counts[state]]


def with_tasks(report: Report, reader: Person) -> list[Passage]:
    """The sentences in order, each with the ids of those of its tasks that exist for this reader as `seen`."""
    link = Task.passages.through
    known: QuerySet = link.objects.filter(
        passage__report=report, task__in=Task.objects.visible_to(reader).values("pk")
    )
    tasks: dict[int, list[int]] = defaultdict(list)
    for passage_id, task_id in known.values_list("passage_id", "task_id").order_by("task_id"):
        tasks[passage_id].append(task_id)
    passages = list(report.passages.all())
    for passage in passages:
        passage.seen = tasks[passage.pk]
    return passages
