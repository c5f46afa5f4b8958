"""The review of a report's drafts: every step is kept, can be taken back, and loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize

from departments.choices import Role
from departments.verdicts import Forbidden
from tasks.models import Indicator, Milestone, Party, Passage, Task
from tasks.register.services import issue_list
from tasks.reports import services
from tests.factories import make_city, person
from tests.tasks.reports.test_import import TEXT, imported


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision)


@pytest.fixture
def report(city, supervisor):
    return imported(supervisor, city)


def drafts(report) -> list[Task]:
    return list(Task.objects.drafts().filter(report=report).order_by("passages__number", "pk"))


def picture(report) -> str:
    """Everything a review can change, without the counters that always move."""
    tasks = Task.objects.filter(report=report)
    objects = [
        *tasks.order_by("pk"),
        *Party.objects.filter(task__in=tasks).order_by("pk"),
        *Milestone.objects.filter(task__in=tasks).order_by("pk"),
        *Indicator.objects.filter(task__in=tasks).order_by("pk"),
        *report.passages.order_by("pk"),
    ]
    fields = serialize("python", objects)
    for item in fields:
        for counter in ("version", "updated_at", "created_at"):
            item["fields"].pop(counter, None)
    return str(fields)


def test_every_step_taken_back_leaves_everything_as_it_was(city, supervisor, report):
    first, second, *_rest = drafts(report)
    common = {"actor": supervisor, "report_id": report.pk}
    steps = [
        lambda: services.accept_drafts(task_ids=[first.pk], **common),
        lambda: services.change_drafts(
            task_ids=[first.pk, second.pk],
            changes={"due_on": date(2026, 9, 1), "lead_department_id": city.housing.pk},
            supports=[city.finance.pk],
            **common,
        ),
        lambda: services.split_draft(task_id=first.pk, cuts=[len(first.text) // 2], **common),
        lambda: services.merge_drafts(task_ids=[first.pk, second.pk], **common),
        lambda: services.set_aside(task_ids=[second.pk], reason="slogan", **common),
        lambda: services.restore_passage(
            passage_id=report.passages.filter(reason=Passage.Reason.RETROSPECT).first().pk, **common
        ),
    ]
    for step in steps:
        before = picture(report)
        step()
        assert picture(report) != before
        services.undo_step(**common)
        assert picture(report) == before


def test_a_split_makes_two_drafts_of_one_sentence_with_the_same_units(city, supervisor, report):
    task = drafts(report)[0]
    services.change_drafts(
        actor=supervisor,
        report_id=report.pk,
        task_ids=[task.pk],
        changes={"lead_department_id": city.housing.pk},
        supports=[city.finance.pk],
    )
    cut = len(task.text) // 2
    services.split_draft(actor=supervisor, report_id=report.pk, task_id=task.pk, cuts=[cut])
    pieces = Task.objects.filter(passages=task.passages.first()).order_by("pk")
    assert pieces.count() == 2
    assert [piece.lead_department for piece in pieces] == [city.housing, city.housing]
    assert all(piece.parties.get().department == city.finance for piece in pieces)


def test_a_cut_at_the_edge_is_refused(supervisor, report):
    task = drafts(report)[0]
    for cuts in ([0], [len(task.text)], [len(task.text) + 5], []):
        with pytest.raises(ValidationError) as refused:
            services.split_draft(actor=supervisor, report_id=report.pk, task_id=task.pk, cuts=cuts)
        assert refused.value.code == "bad_cut"


def test_merged_drafts_keep_all_sentences_departments_and_targets(city, supervisor, report):
    first, second, *_rest = drafts(report)
    goals = Indicator.objects.filter(task__in=[first, second]).count()
    sentences = {*first.passages.all(), *second.passages.all()}
    services.change_drafts(
        actor=supervisor,
        report_id=report.pk,
        task_ids=[second.pk],
        changes={"lead_department_id": city.housing.pk},
    )
    services.merge_drafts(actor=supervisor, report_id=report.pk, task_ids=[first.pk, second.pk])
    first.refresh_from_db()
    assert set(first.passages.all()) == sentences
    assert first.indicators.count() == goals
    assert city.housing in {first.lead_department, *(party.department for party in first.parties.all())}
    assert not Task.objects.filter(pk=second.pk).exists()


def test_setting_aside_needs_a_known_reason(supervisor, report):
    with pytest.raises(ValidationError) as refused:
        services.set_aside(
            actor=supervisor, report_id=report.pk, task_ids=[drafts(report)[0].pk], reason="boring"
        )
    assert refused.value.code == "no_reason"


def test_an_edit_on_an_old_version_is_refused(supervisor, report):
    task = drafts(report)[0]
    common = {"actor": supervisor, "report_id": report.pk, "task_ids": [task.pk], "version": task.version}
    services.change_drafts(changes={"title": "第一个人改的题目"}, **common)
    with pytest.raises(ValidationError) as refused:
        services.change_drafts(changes={"title": "第二个人改的题目"}, **common)
    assert refused.value.code == "changed_meanwhile"
    task.refresh_from_db()
    assert task.title == "第一个人改的题目"


def test_a_step_on_which_another_reviewer_built_can_not_be_taken_back(city, supervisor, report):
    other = person(Role.SUPERVISOR, city.supervision, name="李岩")
    task = drafts(report)[0]
    services.accept_drafts(actor=supervisor, report_id=report.pk, task_ids=[task.pk])
    services.change_drafts(
        actor=other, report_id=report.pk, task_ids=[task.pk], changes={"title": "改过的题目"}
    )
    with pytest.raises(ValidationError, match="李岩"):
        services.undo_step(actor=supervisor, report_id=report.pk)


def test_two_reviewers_take_back_their_own_steps(city, supervisor, report):
    other = person(Role.SUPERVISOR, city.supervision)
    first, second, *_rest = drafts(report)
    services.accept_drafts(actor=supervisor, report_id=report.pk, task_ids=[first.pk])
    services.accept_drafts(actor=other, report_id=report.pk, task_ids=[second.pk])
    services.undo_step(actor=supervisor, report_id=report.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.accepted, second.accepted) == (False, True)


def test_who_does_not_draft_here_takes_no_step(city, report):
    for role, unit in ((Role.HANDLER, city.housing), (Role.LOCAL_SUPERVISOR, city.county)):
        with pytest.raises(Forbidden):
            services.accept_drafts(
                actor=person(role, unit), report_id=report.pk, task_ids=[drafts(report)[0].pk]
            )


def test_an_issued_task_is_out_of_the_review_s_reach(city, supervisor, report):
    chief = person(Role.CHIEF, city.supervision)
    person(Role.HANDLER, city.housing)
    task = drafts(report)[0]
    changes = {"lead_department_id": city.housing.pk, "standard": "建成开放"}
    services.change_drafts(actor=supervisor, report_id=report.pk, task_ids=[task.pk], changes=changes)
    services.accept_drafts(actor=supervisor, report_id=report.pk, task_ids=[task.pk])
    issue_list(actor=chief, jurisdiction_id=city.government.pk, year=2026, task_ids=[task.pk])
    with pytest.raises(ValidationError):
        services.undo_step(actor=supervisor, report_id=report.pk)
    with pytest.raises(ValidationError) as refused:
        services.set_aside(actor=supervisor, report_id=report.pk, task_ids=[task.pk], reason="slogan")
    assert refused.value.code == "changed_meanwhile"


def test_milestones_are_set_as_written_and_keep_the_stage_of_those_that_stay(supervisor, report):
    task = next(task for task in drafts(report) if task.milestones.exists())
    kept = task.milestones.first()
    services.change_drafts(
        actor=supervisor,
        report_id=report.pk,
        task_ids=[task.pk],
        changes={},
        milestones=[(kept.due_on, kept.title), (date(2026, 5, 31), "主体完工")],
    )
    assert [(step.due_on, step.title) for step in task.milestones.all()] == sorted(
        [(kept.due_on, kept.title), (date(2026, 5, 31), "主体完工")]
    )
    assert task.milestones.filter(pk=kept.pk, stage=kept.stage).exists()


def test_a_name_that_is_not_sure_is_asked_and_the_answer_places_the_unit(city, supervisor):
    text = TEXT.replace("市发改委牵头".encode(), "市发改局牵头".encode())
    report = imported(supervisor, city, text)
    task = Task.objects.get(report=report, title__contains="社区食堂")
    [asked] = task.unmatched
    assert asked["candidates"] == [{"id": city.reform.pk, "name": "市发改委"}]
    assert task.lead_department is None
    services.name_unit(
        actor=supervisor,
        report_id=report.pk,
        written="市发改局",
        department_id=city.reform.pk,
        task_ids=[task.pk],
    )
    task.refresh_from_db()
    assert task.lead_department == city.reform
    assert task.unmatched == []
    services.undo_step(actor=supervisor, report_id=report.pk)
    task.refresh_from_db()
    assert task.lead_department is None
