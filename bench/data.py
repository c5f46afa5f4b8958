"""A city of any size, written by set-based SQL: 60 departments, 5,000 people in posts, tasks and their histories."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, models

from audit import clock
from audit.models import AuditEntry
from departments.choices import Area
from departments.models import Department, Person, Post, Tenure
from tasks.models import Milestone, Movement, Party, ProgressReport, Task, TaskWords
from tasks.search import indexes
from tasks.search.words import searched, words

DEPARTMENTS = 60
PEOPLE = 5_000
# So many reports of progress in all: ten a task for 100,000 tasks, one a task for a million.
MOST_REPORTS = 1_000_000
SWEEP = "VACUUM ANALYZE"
# What titles speak of: each word in every fifth task, and one that twenty tasks of a city have.
MATTERS = ("民生工程建设", "产业项目落地", "改革事项推进", "文明创建活动", "生态治理提升")
RARE = 20
TEXT = "按照年度计划分解落实，按月调度，按季通报。" * 4
STANDARD = "建成并投入使用，通过验收"


@dataclass(frozen=True)
class City:
    """What the benchmarks ask about."""

    tasks: int
    reader: Person  # of the supervision office: reaches every task
    unit: Department  # the department whose overdue tasks are listed
    handlers: list[Person]  # each holds the post of some tasks
    task_id: int  # a task with a long timeline


def insert(model: type[models.Model], columns: dict[str, str], rows: str) -> None:
    """Insert a row for each row of `rows` (what follows FROM): SQL for the named columns, defaults for the others."""
    named = dict(columns)
    for field in model._meta.concrete_fields:
        if field.column not in named and not field.primary_key and field.has_default():
            value = field.get_db_prep_save(field.get_default(), connection)
            with connection.cursor() as cursor:
                named[field.column] = cursor.mogrify("%s", [value]).decode()
        elif field.column not in named and not field.null and not field.primary_key:
            named[field.column] = "now()" if isinstance(field, models.DateTimeField) else "''"
    into, values = ", ".join(f'"{name}"' for name in named), ", ".join(named.values())
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({into}) SELECT {values} FROM {rows}')


def seed(tasks: int) -> City:
    """Fill the empty database with a city of so many tasks."""
    cache.clear()
    with connection.cursor() as cursor:
        # Foreign keys are right by construction; checking each would take longer than writing it.
        cursor.execute("SET session_replication_role = replica")
        _people()
        _tasks(tasks)
        _words(tasks)
        _histories(tasks, max(1, min(10, MOST_REPORTS // tasks)))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(SWEEP)
    held = Task.objects.filter(status="active").values("post")
    handlers = Person.objects.filter(tenures__post__role="H", tenures__post__in=held).order_by("pk")
    return City(
        tasks=tasks,
        reader=Person.objects.get(username="person1"),
        unit=Department.objects.get(name="单位2"),
        handlers=list(handlers[:60]),
        task_id=_long_history(),
    )


def _people() -> None:
    """A government, its offices and bureaus; posts in turn: two supervisors first, then by unit H, H, …, L, U."""
    Department.objects.create(name="临江市人民政府", short_name="市政府", kind="government", supervises=True)
    root = str(Department.objects.get(parent=None).pk)
    insert(
        Department,
        {
            "name": "'单位' || i",
            "short_name": "'市第' || i || '局'",
            "kind": "'bureau'",
            "parent_id": root,
            "position": "i",
        },
        f"generate_series(1, {DEPARTMENTS}) i",
    )
    role = "CASE WHEN i <= 2 THEN 'S' WHEN i % 1000 < 60 THEN 'L' WHEN i % 1000 < 120 THEN 'U' ELSE 'H' END"
    unit = f"{root} + 1 + (i - 1) % {DEPARTMENTS}"
    posts = {"department_id": unit, "title": "'岗位' || i", "role": role, "position": "i"}
    insert(Post, posts, f"generate_series(1, {PEOPLE}) i")
    people = {"username": "'person' || i", "name": "'王' || i", "is_active": "true", "password": "'!'"}
    insert(Person, people, f"generate_series(1, {PEOPLE}) i")
    held = f"{Post._meta.db_table} p JOIN {Person._meta.db_table} q ON q.username = 'person' || substr(p.title, 3)"
    insert(Tenure, {"post_id": "p.id", "person_id": "q.id", "starts_on": "'2020-01-01'"}, held)


def _tasks(count: int) -> None:
    """One in ten closed, one in ten overdue; the rest is due within a year; each with two milestones and a supporter.

    Of the first tasks a third is overdue in one department, so that its list fills a page in the smallest city too.
    """
    root, today = str(Department.objects.get(parent=None).pk), f"DATE '{clock.today()}'"
    areas = ", ".join(f"'{area}'" for area in Area.values)
    # Posts of handlers take turns, so that each department leads about as many.
    handlers = f"(SELECT array_agg(id ORDER BY id) a, array_agg(department_id ORDER BY id) d FROM {Post._meta.db_table} WHERE role = 'H') h"
    listed = "(i <= 180 AND i % 3 = 0)"
    matters = ", ".join(f"'{matter}'" for matter in MATTERS)
    rare = f"CASE WHEN i % {count // RARE} = 1 THEN '（鼋鼍馆修缮）' ELSE '' END"
    late, closed, weak = f"(i % 10 = 3 OR {listed})", "i % 10 = 0", "i % 10 = 4"
    due = f"({today} + CASE WHEN {late} THEN -1 - i / 10 % 60 ELSE 1 + i / 10 % 300 END)"
    insert(
        Task,
        {
            "jurisdiction_id": root,
            "year": "2026",
            "number": "'2026-' || lpad(i::text, 7, '0')",
            "title": f"'推进第' || i || '项' || (ARRAY[{matters}])[1 + i % {len(MATTERS)}] || {rare} || '，完善配套设施并投入使用'",
            "text": f"'{TEXT}'",
            "standard": f"'{STANDARD}'",
            "area": f"(ARRAY[{areas}])[1 + i % {len(Area.values)}]",
            "kind": "CASE WHEN i % 4 = 0 THEN 'project' ELSE 'work' END",
            "status": f"CASE WHEN {closed} THEN 'closed' WHEN i % 100 = 7 THEN 'verifying' ELSE 'active' END",
            "lead_department_id": f"CASE WHEN {listed} THEN {root} + 2 ELSE h.d[1 + i % array_length(h.a, 1)] END",
            "post_id": f"CASE WHEN NOT {listed} THEN h.a[1 + i % array_length(h.a, 1)] END",
            "starts_on": f"{today} - 200",
            "due_on": due,
            "first_due_on": due,
            "next_due_on": due,
            "closed_on": f"CASE WHEN {closed} THEN {today} - i / 10 % 90 END",
            "issued_at": "now() - interval '200 days'",
            "signed_at": "now() - interval '199 days'",
            "percent": f"CASE WHEN {closed} THEN 100 ELSE i % 90 END",
            "planned_percent": f"CASE WHEN {weak} THEN i % 90 + 10 ELSE i % 90 END",
            "self_light": "'green'",
            "light": f"CASE WHEN {closed} THEN 'done' WHEN {late} THEN 'red' WHEN {weak} THEN 'amber' ELSE 'green' END",
            "light_reason": f"CASE WHEN {closed} THEN 'closed_on_time' WHEN {late} THEN 'overdue' WHEN {weak} THEN 'behind_plan' ELSE 'on_plan' END",
            "schedule_class": f"CASE WHEN {closed} THEN 'completed' WHEN {late} THEN 'behind' ELSE 'on_track' END",
            "assessed_on": today,
        },
        f"generate_series(1, {count}) i, {handlers}",
    )
    task = f"{Task._meta.db_table} t"
    for step, days in (("完成前期工作", 120), ("主体完工", 0)):
        done = f"CASE WHEN {days} > 0 THEN t.due_on - {days} WHEN t.status = 'closed' THEN t.closed_on END"
        dates = {"due_on": f"t.due_on - {days}", "first_due_on": f"t.due_on - {days}", "done_on": done}
        insert(Milestone, {"task_id": "t.id", "title": f"'{step}'", "planned_percent": "50", **dates}, task)
    supporter = f"{root} + 1 + (t.lead_department_id - {root}) % {DEPARTMENTS}"
    insert(Party, {"task_id": "t.id", "department_id": supporter, "part": "'support'"}, task)
    moved = {"task_id": "t.id", "jurisdiction_id": root, "department_id": "t.lead_department_id"}
    insert(Movement, {**moved, "flow": "'issued'", "on": f"{today} - 200"}, task)
    insert(Movement, {**moved, "flow": "'closed'", "on": "t.closed_on"}, f"{task} WHERE t.status = 'closed'")


def _words(count: int) -> None:
    """What the product keeps of each task for the search: texts differ in their figures only, so each is cut once."""
    kinds = [(matter, rare) for rare in ("", "（鼋鼍馆修缮）") for matter in MATTERS]
    said = [
        searched("2026-qqqq 2026-qqq", f"推进第qqq项{matter}{rare}，完善配套设施并投入使用", STANDARD, TEXT)
        for matter, rare in kinds
    ]
    cut = [" ".join(word for word in words(text) if "q" not in word) for text in said]
    arrays = [", ".join(f"'{text}'" for text in texts) for texts in (said, cut)]
    kind = f"1 + i % {len(MATTERS)} + CASE WHEN i % {count // RARE} = 1 THEN {len(MATTERS)} ELSE 0 END"
    task = f"(SELECT id task_id, substr(number, 6) padded, substr(number, 6)::int i FROM {Task._meta.db_table}) t"
    texts = f"(SELECT ARRAY[{arrays[0]}] said, ARRAY[{arrays[1]}]::tsvector[] cut) w"
    own = "array_to_tsvector(ARRAY['2026', padded, i::text])"
    plain = f"replace(replace(said[{kind}], 'qqqq', padded), 'qqq', i::text)"
    columns = {"task_id": "task_id", "plain": plain, "words": f"cut[{kind}] || {own}"}
    # An index made over all rows at once takes a tenth of the time of one that grows row by row.
    indexes.remove(connection)
    insert(TaskWords, columns, f"{task}, {texts}")
    indexes.install(connection)


def _histories(tasks: int, reports: int) -> None:
    """So many weekly reports a task, the oldest first, and one audit entry a task (at most 100,000)."""
    today = f"DATE '{clock.today()}'"
    ago = f"7 * ({reports} - i)"
    insert(
        ProgressReport,
        {
            "task_id": "t.id",
            "percent": "LEAST(t.percent, t.percent * i / 10)",
            "self_light": "'green'",
            "done": "'已完成阶段性工作，正在推进第' || i || '批现场施工，质量和进度受控。'",
            "next_step": "'下周组织验收。'",
            "reporter_id": "coalesce(h.person_id, 1)",
            "post_id": "t.post_id",
            "department_id": "t.lead_department_id",
            "reported_at": f"now() - {ago} * interval '1 day'",
            "reported_on": f"{today} - {ago}",
        },
        f"{Task._meta.db_table} t LEFT JOIN departments_tenure h ON h.post_id = t.post_id,"
        f" generate_series(1, {reports}) i ORDER BY i, t.id",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tasks_task t SET latest_report_id = r.id FROM (SELECT task_id, max(id) id FROM"
            " tasks_progressreport GROUP BY task_id) r WHERE r.task_id = t.id"
        )
    _acts("t.id", f"(SELECT * FROM tasks_task ORDER BY id LIMIT {min(tasks, 100_000)}) t")


def _long_history() -> int:
    """Give one active task of the reader's list twenty more acts, and say which."""
    found = Task.objects.filter(status="active", light="green").order_by("pk")[:1].get()
    _acts(str(found.pk), "generate_series(1, 20) i")
    return found.pk


def _acts(task: str, rows: str) -> None:
    details = """'{"percent": [30, 40], "reason": "按照调度会要求更新进度，并补充说明材料。"}'::jsonb"""
    entry = {"at": "now() - interval '3 days'", "action": "'tasks.edited'", "target_type": "'tasks.task'"}
    who = {"actor_id": "1", "actor_name": "'王1'", "actor_post": "'市第1局 岗位1'"}
    insert(AuditEntry, {**entry, **who, "target_id": task, "details": details}, rows)
