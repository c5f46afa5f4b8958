"""The hard rules of the permission matrix, by meaning; and that pages, lists and services read the same reach."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from departments.acting import Acting, Grant, UnitTree
from departments.choices import Area, DepartmentKind, Role
from departments.models import Department
from departments.permissions import TABLE, may
from departments.verdicts import Forbidden, require
from tasks.choices import Status, Visibility
from tasks.models import Task
from tests import factories

ADMINS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
UNITS = {Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD}
# What is no business data: the house itself.
HOUSE = {
    *(
        "read_departments",
        "edit_departments",
        "read_people",
        "edit_people",
        "edit_calendar",
        "edit_parameters",
    ),
    *("grant_roles", "unlock_account", "read_audit", "export_audit", "verify_audit", "read_jobs", "run_job"),
    *("end_sessions", "reset_password"),
    # What people say about the pages, never about tasks.
    *("read_suggestions", "answer_suggestion"),
}


def who(verb: str) -> set[Role]:
    return set(TABLE[verb])


def test_the_three_administrators_have_no_business_data():
    business = [verb for verb in TABLE if verb not in HOUSE]
    assert not {verb: who(verb) & ADMINS for verb in business if who(verb) & ADMINS}


def test_each_administrator_has_a_part_of_their_own():
    assert who("grant_roles") == who("unlock_account") == {Role.SECURITY_ADMIN}
    assert who("edit_people") == who("edit_departments") == who("edit_parameters") == {Role.SYSTEM_ADMIN}
    assert who("read_audit") == who("verify_audit") == who("export_audit") == {Role.AUDIT_ADMIN}


def test_the_audit_administrator_writes_nothing():
    verbs = {verb for verb in TABLE if Role.AUDIT_ADMIN in TABLE[verb]}
    assert all(verb.startswith(("read_", "verify_", "export_")) for verb in verbs)


def test_the_public_does_nothing_behind_the_log_in():
    assert not any(Role.PUBLIC in cells for cells in TABLE.values())


def test_who_asks_does_not_decide():
    for ask, decide in (
        ("ask_extension", "review_extension"),
        ("ask_extension", "decide_extension"),
        ("submit_closing", "review_closing"),
        ("submit_closing", "verify_closing"),
        ("report_progress", "rate"),
    ):
        assert not who(ask) & who(decide), (ask, decide)


def test_units_never_issue_verify_or_sign_bulletins():
    for verb in (
        "draft_tasks",
        "issue",
        "suspend",
        "terminate",
        "verify_closing",
        "reopen",
        "rate",
        "sign_bulletin",
    ):
        assert not who(verb) & UNITS, verb


def test_only_the_units_own_people_report():
    for verb in ("report_progress", "open_blocker", "ask_extension", "submit_closing"):
        assert who(verb) == {Role.HANDLER, Role.LIAISON}
    assert TABLE["report_progress"] == {Role.HANDLER: "own", Role.LIAISON: "unit"}


def test_a_supervisor_proposes_and_the_chief_acts():
    assert Role.SUPERVISOR in who("ask_suspend") & who("propose_issue") & who("ask_reopen")
    assert Role.SUPERVISOR not in who("issue") | who("suspend") | who("terminate") | who("reopen")
    assert Role.CHIEF in who("issue") & who("suspend") & who("terminate") & who("reopen") & who(
        "sign_bulletin"
    )


def test_local_supervision_stays_in_its_own_jurisdiction():
    verbs = {
        verb: cells[Role.LOCAL_SUPERVISOR] for verb, cells in TABLE.items() if Role.LOCAL_SUPERVISOR in cells
    }
    assert {verb for verb, scope in verbs.items() if scope != "scope"} <= {"read_departments"}


def test_a_third_extension_needs_the_chief_or_the_city_leader():
    assert TABLE["decide_third_extension"] == {Role.CHIEF: "all", Role.VICE_MAYOR: "area"}


@pytest.mark.django_db
def test_a_refusal_says_why_and_whom_to_ask():
    city = factories.make_city()
    handler = factories.person(Role.HANDLER, city.education)
    with pytest.raises(Forbidden) as refusal:
        require(may(handler, "issue"))
    assert str(Role.CHIEF.label) in str(refusal.value)


@pytest.mark.django_db
def test_a_supporting_unit_reads_the_task_but_reports_nothing():
    city = factories.make_city()
    task = factories.task(lead=city.education, support=[city.finance])
    liaison = factories.person(Role.LIAISON, city.finance)
    assert may(liaison, "read_task", task.reach()) and not may(liaison, "report_progress", task.reach())


@pytest.mark.django_db
def test_a_sensitive_task_is_closed_to_supporting_units_and_to_leaders_of_the_area():
    city = factories.make_city()
    fields = {"lead": city.education, "support": [city.finance], "area": Area.LIVELIHOOD}
    secret = factories.task(visibility=Visibility.SENSITIVE, **fields)
    plain = factories.task(**fields)
    liaison = factories.person(Role.LIAISON, city.finance)
    leader = factories.person(Role.VICE_MAYOR, city.government, areas=[Area.LIVELIHOOD])
    own = factories.person(Role.LIAISON, city.education)
    for person in (liaison, leader):
        assert may(person, "read_task", plain.reach()) and not may(person, "read_task", secret.reach())
    assert may(own, "read_task", secret.reach())


@pytest.mark.django_db
def test_a_post_works_from_its_first_to_its_last_day():
    city = factories.make_city()
    person = factories.person(Role.CHIEF, city.supervision)
    person.tenures.update(ends_on=date(2026, 1, 1))
    assert not may(type(person).objects.get(pk=person.pk), "issue")


# One world of departments, posts and tasks, made by hypothesis; the list and the table must draw the same line.
COUNT = 5
INDEX = st.integers(0, COUNT - 1)
MAYBE = st.one_of(st.none(), INDEX)
AREAS = st.sampled_from([Area.REFORM, Area.LIVELIHOOD])
TASK = st.fixed_dictionaries(
    {
        "jurisdiction": INDEX,
        "lead": MAYBE,
        "parties": st.dictionaries(INDEX, st.sampled_from(["co_lead", "support"]), max_size=3),
        "post": MAYBE,
        "leader": MAYBE,
        "area": AREAS,
        "visibility": st.sampled_from([Visibility.INTERNAL, Visibility.SENSITIVE]),
    }
)
WORLD = st.fixed_dictionaries(
    {
        "parents": st.lists(INDEX, min_size=COUNT, max_size=COUNT),
        "supervises": st.lists(st.booleans(), min_size=COUNT, max_size=COUNT),
        "seats": st.lists(INDEX, min_size=2, max_size=2),
        "areas": st.lists(AREAS, max_size=1),
        "tasks": st.lists(TASK, min_size=6, max_size=10),
    }
)


# Every role with one verb of each reach it has, and pairs of roles that meet in one person.
SEEN = [
    ((role,), verb)
    for role in Role
    for verb in {cells.get(role): verb for verb, cells in TABLE.items()}.values()
]
SEEN += [((Role.HANDLER, Role.LOCAL_SUPERVISOR), "read_task"), ((Role.LIAISON, Role.VICE_MAYOR), "read_task")]


class Actor:
    """A person as far as permissions look at one."""

    def __init__(self, acting: Acting):
        self.acting = acting


@pytest.mark.django_db
@pytest.mark.parametrize("worlds", [8, pytest.param(25, marks=pytest.mark.thorough)])
def test_the_list_shows_exactly_what_the_table_allows(worlds):
    @settings(
        max_examples=worlds,
        deadline=None,
        phases=[Phase.generate],  # a failing world is small enough to read as it is
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(world=WORLD)
    def compare(world):
        _compare(world)

    compare()


def _compare(world: dict) -> None:
    Task.objects.all().delete()
    units: list[Department] = []
    for number in range(COUNT):
        # A parent comes before its children, so the tree has no circle.
        parent = units[world["parents"][number] % number] if number else None
        unit, _new = Department.objects.update_or_create(
            name=f"第{number}局",
            defaults={
                "short_name": f"{number}局",
                "kind": DepartmentKind.BUREAU,
                "parent": parent,
                "supervises": world["supervises"][number],
            },
        )
        units.append(unit)
    posts = [unit.posts.first() or factories.post(Role.HANDLER, unit) for unit in units]
    tree = UnitTree(Department.objects.values_list("id", "parent_id", "supervises"))
    tasks = [_task(told, units, posts) for told in world["tasks"]]
    reaches = {task.pk: task.reach() for task in tasks}
    for roles, verb in SEEN:
        grants = [
            Grant(role, posts[seat].pk, units[seat].pk, tuple(world["areas"]))
            for role, seat in zip(roles, world["seats"], strict=False)
        ]
        actor = Actor(Acting(grants, lambda: tree))
        listed = set(Task.objects.visible_to(actor, verb).values_list("pk", flat=True))
        assert listed == {pk for pk, reach in reaches.items() if may(actor, verb, reach)}, (roles, verb)


def _task(told: dict, units: list[Department], posts: list) -> Task:
    def pick(things, index):
        return None if index is None else things[index]

    parts = {"co_lead": [], "support": []}
    for unit, part in told["parties"].items():
        parts[part].append(units[unit])
    return factories.task(
        status=Status.DRAFT,
        jurisdiction=units[told["jurisdiction"]],
        lead=pick(units, told["lead"]),
        co_leads=parts["co_lead"],
        support=parts["support"],
        post=pick(posts, told["post"]),
        leader=pick(posts, told["leader"]),
        area=told["area"],
        visibility=told["visibility"],
    )
