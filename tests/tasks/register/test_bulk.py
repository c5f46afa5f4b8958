"""Many tasks at once: each by the rules of a single edit; the preview is the act; taken back for ten minutes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from audit import clock
from audit.models import AuditEntry
from departments.lists.models import BulkAct
from tasks.choices import Status
from tasks.models import Movement, Task
from tasks.register.bulk import bulk_edit, preview_bulk_edit, undo_bulk_edit
from tasks.register.services import edit_task
from tests import factories
from tests.tasks.world import entries


def versions(*tasks: Task) -> dict[int, int]:
    return {task.pk: Task.objects.get(pk=task.pk).version for task in tasks}


def change(actor, *tasks: Task, **wishes) -> BulkAct:
    return bulk_edit(actor=actor, versions=versions(*tasks), wishes=wishes, reason="调整分类")


def refusals(act: BulkAct) -> dict[int, str]:
    return {line.target_id: line.refusal for line in act.lines.all() if line.refusal}


def stands(task: Task, *names: str) -> tuple:
    task.refresh_from_db()
    return tuple(getattr(task, name) for name in names)


def test_only_what_is_wished_changes_and_each_task_has_its_own_entry(world):
    first, second = world.task(area="reform"), world.task(kind="policy")
    act = change(world.supervisor, first, second, area="civic", priority=True)
    assert stands(first, "area", "priority", "kind") == ("civic", True, "work")
    assert stands(second, "area", "priority", "kind") == ("civic", True, "policy")
    assert entries(first, "tasks.edited")[0]["area"] == ["reform", "civic"]
    assert AuditEntry.objects.get(action="tasks.bulk_edited").details["changed"] == 2
    assert not refusals(act)


def test_what_cannot_be_changed_stays_whole_and_says_why(world):
    fine, closed = world.task(), world.task(Status.CLOSED, closed_on=date(2026, 3, 1))
    stale, same = world.task(), world.task(area="civic")
    asked = versions(fine, closed, stale, same)
    edit_task(
        actor=world.chief, task_id=stale.pk, version=stale.version, changes={"weight": 3}, reason="权重"
    )
    act = bulk_edit(actor=world.supervisor, versions=asked, wishes={"area": "civic"}, reason="调整")
    said = refusals(act)
    assert set(said) == {closed.pk, stale.pk, same.pk}
    assert "已销号" in said[closed.pk] or "Closed" in said[closed.pk]
    assert world.chief.name in said[stale.pk]
    assert stands(fine, "area") == ("civic",)
    assert stands(stale, "area") == ("livelihood",)


def test_the_date_of_an_issued_task_is_no_safe_field_that_of_a_draft_is(world):
    issued, draft = world.task(), world.task(Status.DRAFT)
    act = change(world.supervisor, issued, draft, due_on=date(2026, 11, 30), area="civic")
    assert list(refusals(act)) == [issued.pk]
    assert stands(issued, "due_on", "area") == (date(2026, 12, 31), "livelihood")
    assert stands(draft, "due_on", "area") == (date(2026, 11, 30), "civic")


def test_supporting_departments_are_added_and_taken_away_beside_those_there_are(world):
    city = world.city
    task = world.task(support=[city.housing, city.reform], co_leads=[city.finance])
    change(
        world.supervisor,
        task,
        support_add=[city.education.pk, city.finance.pk, city.office.pk],
        support_remove=[city.housing.pk],
    )
    # The lead and the co-lead support nothing that is their own.
    parts = {(party.department.short_name, party.part) for party in task.parties.all()}
    assert parts == {("市发改委", "support"), ("市政府办", "support"), ("市财政局", "co_lead")}


def test_a_post_must_belong_to_the_department_that_leads(world):
    own, other = world.task(post=None), world.task(lead=world.city.finance, support=[], post=None)
    act = change(world.supervisor, own, other, post_id=world.post.pk)
    assert list(refusals(act)) == [other.pk]
    assert stands(own, "post_id") == (world.post.pk,)


def test_a_unit_gives_its_own_tasks_to_a_post_and_nothing_else(world):
    post = factories.post("H", world.city.education)
    own, foreign = world.task(), world.task(lead=world.city.finance, support=[world.city.education])
    act = change(world.liaison, own, foreign, post_id=post.pk)
    assert stands(own, "post_id") == (post.pk,)
    assert list(refusals(act)) == [foreign.pk]
    assert list(refusals(change(world.liaison, own, area="civic"))) == [own.pk]
    undo_bulk_edit(actor=world.liaison, act_id=act.pk)
    assert stands(own, "post_id") == (world.post.pk,)


def test_the_preview_says_what_the_act_does_and_changes_nothing(world):
    task, closed = world.task(), world.task(Status.CLOSED, closed_on=date(2026, 3, 1))
    asked = {"versions": versions(task, closed), "wishes": {"kind": "project"}, "reason": "归类"}
    shown = preview_bulk_edit(actor=world.supervisor, **asked)
    assert stands(task, "kind", "version") == ("work", 1)
    assert not BulkAct.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="tasks.").exists()
    kept = bulk_edit(actor=world.supervisor, **asked).lines.order_by("target_id")
    assert [(one.after, one.refusal) for one in shown] == [(line.after, line.refusal) for line in kept]


def test_taking_back_restores_what_nobody_changed_since_and_says_what_it_left(world):
    first, second = world.task(), world.task()
    act = change(world.supervisor, first, second, area="civic", weight=5)
    edit_task(
        actor=world.chief, task_id=first.pk, version=first.version + 1, changes={"weight": 9}, reason="权重"
    )
    undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    assert stands(first, "area", "weight") == ("livelihood", 9)
    assert stands(second, "area", "weight") == ("livelihood", 1)
    left = {line.target_id for line in act.lines.exclude(undo_refusal="")}
    assert left == {first.pk}
    assert AuditEntry.objects.get(action="tasks.bulk_undone").details == {"restored": 1, "left": 1}


def test_a_transfer_is_taken_back_with_its_post_and_its_account(world):
    task = world.task()
    act = change(world.supervisor, task, lead_department_id=world.city.finance.pk)
    assert stands(task, "lead_department_id") == (world.city.finance.pk,)
    undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    assert stands(task, "lead_department_id", "post_id") == (world.city.education.pk, world.post.pk)
    assert Movement.objects.filter(task=task, department=world.city.education).count() == 2


def test_taking_back_ends_after_ten_minutes_and_happens_once_and_is_the_actors_own(world):
    task = world.task()
    act = change(world.supervisor, task, area="civic")
    with pytest.raises(BulkAct.DoesNotExist):
        undo_bulk_edit(actor=world.chief, act_id=act.pk)
    with clock.at(clock.now() + timedelta(minutes=11)), pytest.raises(ValidationError) as late:
        undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    assert late.value.code == "too_late"
    undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    with pytest.raises(ValidationError) as again:
        undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    assert again.value.code == "wrong_state"


def test_the_pages_lead_from_the_choice_through_the_preview_to_the_way_back(world, browse):
    first, second, other = world.task(title="甲"), world.task(title="乙"), world.task(title="丙")
    client = browse(world.supervisor)
    page = client.get(f"/tasks/bulk/?ids={first.pk}&ids={second.pk}")
    assert page.context["versions"] == versions(first, second)
    sent = {"versions": [f"{pk}:{n}" for pk, n in versions(first, second).items()], "reason": "归类"}
    assert client.post("/tasks/bulk/", sent).status_code == 422
    preview = client.post("/tasks/bulk/", sent | {"area": "civic"}).content.decode()
    assert "<del>Livelihood services</del> → <ins>Civic building</ins>" in preview
    assert stands(first, "area") == ("livelihood",)
    done = client.post("/tasks/bulk/", sent | {"area": "civic", "save": "1"}).url
    assert stands(second, "area") == ("civic",)
    assert "Take it back" in client.get(done).content.decode()
    client.post(f"{done}undo/")
    assert "Everything is as it was before" in client.get(done).content.decode()
    assert stands(second, "area") == ("livelihood",)
    assert client.get("/tasks/bulk/?all=on&q=丙").context["versions"] == versions(other)


def test_a_page_in_the_other_language_marks_reasons_in_the_one_they_were_said_in(world, browse):
    closed = world.task(Status.CLOSED, closed_on=date(2026, 3, 1))
    with override("zh-hans"):
        act = change(world.supervisor, closed, area="civic")
    page = browse(world.supervisor).get(f"/tasks/bulk/{act.pk}/").content.decode()
    assert '<html lang="en"' in page
    assert f'<span lang="zh-hans">{refusals(act)[closed.pk]}</span>' in page


def test_nobody_changes_by_choice_what_they_may_not_know_of(world, browse):
    hidden = world.task(lead=world.city.finance, support=[], post=None)
    act = bulk_edit(actor=world.liaison, versions={hidden.pk: 1}, wishes={"post_id": world.post.pk})
    assert "there" in refusals(act)[hidden.pk] or "不" in refusals(act)[hidden.pk]
    client = browse(world.liaison)
    assert client.get(f"/tasks/bulk/?ids={hidden.pk}").url == "/tasks/"
    assert client.get(f"/tasks/bulk/{act.pk}/").context["lines"] == []
    assert browse(world.handler).get("/tasks/bulk/?ids=1").status_code == 403
