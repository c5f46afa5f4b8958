"""Posts, tenures and accounts: work belongs to posts, and the three administrators stay apart."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import clock
from audit.models import AuditEntry
from departments import services
from departments.authentication import PersonBackend
from departments.choices import Role
from departments.models import Person, Tenure
from departments.parameters import city_parameters
from departments.permissions import may
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db
SOON = date(2026, 3, 2)


@pytest.fixture
def city():
    found = factories.make_city()
    found.system = factories.person(Role.SYSTEM_ADMIN, found.office, "系统员")
    found.security = factories.person(Role.SECURITY_ADMIN, found.office, "安全员")
    found.audit = factories.person(Role.AUDIT_ADMIN, found.office, "审计员")
    return found


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def appoint(city, post, person, starts_on=SOON, actor=None):
    return services.appoint(
        actor=actor or city.security, post_id=post.pk, person_id=person.pk, starts_on=starts_on
    )


def test_a_new_account_works_only_after_the_security_administrator_appointed(city):
    person, password = services.create_person(actor=city.system, username="zhaolei", name="赵磊")
    assert person.must_change_password and not person.is_active
    log_in = {"username": "zhaolei", "password": password}
    assert PersonBackend().authenticate(None, **log_in) is None
    appoint(city, factories.post(Role.HANDLER, city.education), person, clock.today())
    assert PersonBackend().authenticate(None, **log_in) == person
    assert may(fresh(person), "report_progress")


def test_a_log_in_name_is_taken_once_whatever_its_case(city):
    services.create_person(actor=city.system, username="zhaolei", name="赵磊")
    with pytest.raises(ValidationError) as refusal:
        services.create_person(actor=city.system, username="ZhaoLei", name="赵蕾")
    assert refusal.value.code == "username_taken"


def test_temporary_passwords_are_long_and_differ(city):
    person = factories.person(Role.HANDLER, city.education)
    found = {services.reset_password(actor=city.security, person_id=person.pk) for _ in range(3)}
    assert len(found) == 3 and all(len(password) >= 16 for password in found)
    assert fresh(person).must_change_password


@pytest.mark.parametrize("who", ["system", "audit"])
def test_only_the_security_administrator_appoints(city, who):
    post, person = factories.post(Role.HANDLER, city.education), factories.account()
    with pytest.raises(PermissionDenied):
        appoint(city, post, person, actor=getattr(city, who))
    assert not person.tenures.exists()


@pytest.mark.parametrize("who", ["security", "audit"])
def test_only_the_system_administrator_creates_accounts(city, who):
    with pytest.raises(PermissionDenied):
        services.create_person(actor=getattr(city, who), username="x", name="某")


def test_nobody_appoints_themselves(city):
    with pytest.raises(PermissionDenied):
        appoint(city, factories.post(Role.SECURITY_ADMIN, city.office), city.security)
    with pytest.raises(PermissionDenied):
        appoint(city, factories.post(Role.CHIEF, city.office), city.system, actor=city.system)


ADMINS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]


@pytest.mark.parametrize("admin", ADMINS)
@pytest.mark.parametrize("other", [*ADMINS, Role.HANDLER, Role.CHIEF])
def test_an_administrator_holds_no_other_post(city, admin, other):
    if admin == other:
        return
    for first, second in ((admin, other), (other, admin)):
        person = factories.account()
        appoint(city, factories.post(first, city.office), person, date(2026, 6, 1))
        with pytest.raises(ValidationError) as refusal:
            # Also when the first one only begins later.
            appoint(city, factories.post(second, city.office), person, SOON)
        assert refusal.value.code == "three_admins"


def test_business_posts_may_be_held_together(city):
    person = factories.account()
    appoint(city, factories.post(Role.HANDLER, city.education), person)
    appoint(city, factories.post(Role.LIAISON, city.education), person)
    assert fresh(person).acting.roles == {Role.HANDLER, Role.LIAISON}


def test_a_post_is_not_held_twice_by_one_person_nor_after_its_end(city):
    post, person = factories.post(Role.HANDLER, city.education), factories.account()
    appoint(city, post, person)
    with pytest.raises(ValidationError) as refusal:
        appoint(city, post, person, SOON + timedelta(days=9))
    assert refusal.value.code == "already_held"
    services.abolish_post(actor=city.system, post_id=post.pk, on=SOON + timedelta(days=30))
    with pytest.raises(ValidationError) as refusal:
        appoint(city, post, factories.account(), SOON + timedelta(days=40))
    assert refusal.value.code == "abolished"


def test_the_successor_inherits_the_work_and_history_keeps_the_names(city):
    before = factories.person(Role.HANDLER, city.education, "前任")
    post = factories.post_of(before)
    task = factories.task(lead=city.education, post=post)
    after = factories.account("继任")
    services.hand_over(actor=city.security, post_id=post.pk, to_person_id=after.pk, on=clock.today())
    assert may(fresh(after), "report_progress", task.reach())
    assert not may(fresh(before), "report_progress", task.reach())
    assert Task.objects.visible_to(fresh(after)).get() == task
    tenures = Tenure.objects.filter(post=post).values_list("person__name", "ends_on")
    assert list(tenures) == [("前任", clock.today() - timedelta(days=1)), ("继任", None)]


def test_handing_over_before_the_holder_began_is_refused(city):
    post = factories.post(Role.HANDLER, city.education)
    appoint(city, post, factories.account(), SOON)
    with pytest.raises(ValidationError) as refusal:
        services.hand_over(actor=city.security, post_id=post.pk, to_person_id=factories.account().pk, on=SOON)
    assert refusal.value.code == "dates" and post.tenures.count() == 1


def test_a_tenure_can_be_shortened_but_not_prolonged(city):
    tenure = appoint(city, factories.post(Role.HANDLER, city.education), factories.account())
    services.end_tenure(actor=city.security, tenure_id=tenure.pk, ends_on=SOON + timedelta(days=5))
    for day in (SOON + timedelta(days=6), SOON - timedelta(days=1)):
        with pytest.raises(ValidationError):
            services.end_tenure(actor=city.security, tenure_id=tenure.pk, ends_on=day)


def test_a_held_post_keeps_its_role_and_only_who_grants_roles_changes_rights(city):
    post = factories.post(Role.HANDLER, city.education)
    with pytest.raises(PermissionDenied):
        services.edit_post(actor=city.system, post_id=post.pk, changes={"role": Role.CHIEF})
    with pytest.raises(PermissionDenied):
        services.edit_post(actor=city.system, post_id=post.pk, changes={"areas": ["reform"]})
    services.edit_post(actor=city.security, post_id=post.pk, changes={"role": Role.LIAISON})
    appoint(city, post, factories.account())
    with pytest.raises(ValidationError) as refusal:
        services.edit_post(actor=city.security, post_id=post.pk, changes={"role": Role.CHIEF})
    assert refusal.value.code == "held"
    own = factories.post_of(city.security)
    with pytest.raises(PermissionDenied):
        services.edit_post(actor=city.security, post_id=own.pk, changes={"areas": ["reform"]})


def test_somebody_who_leaves_loses_account_and_posts(city):
    person = factories.person(Role.HANDLER, city.education)
    services.switch_off(actor=city.system, person_id=person.pk)
    with clock.at(clock.now() + timedelta(days=1)):
        gone = fresh(person)
        assert not gone.is_active and not gone.acting.grants


def test_a_password_of_ones_own_ends_the_temporary_one(city):
    person, _password = services.create_person(actor=city.system, username="zhaolei", name="赵磊")
    with pytest.raises(ValidationError):
        services.change_password(actor=person, password="short")
    services.change_password(actor=person, password="gui-hua-xiang-2026")
    assert not fresh(person).must_change_password and fresh(person).check_password("gui-hua-xiang-2026")


def test_what_the_administrators_do_is_in_the_trail(city):
    person, password = services.create_person(actor=city.system, username="zhaolei", name="赵磊")
    appoint(city, factories.post(Role.HANDLER, city.education), person)
    services.unlock_account(actor=city.security, person_id=person.pk)
    entries = AuditEntry.objects.order_by("id")
    assert [(entry.actor_name, entry.action) for entry in entries] == [
        ("系统员", "departments.person_created"),
        ("安全员", "departments.appointed"),
        ("安全员", "departments.account_unlocked"),
    ]
    assert password not in str([entry.details for entry in entries])


def test_a_merged_departments_posts_and_tasks_stay_in_reach(city):
    head = factories.person(Role.UNIT_HEAD, city.finance)
    handler = factories.person(Role.HANDLER, city.education)
    old_task = factories.task(lead=city.education, post=factories.post_of(handler))
    services.merge_departments(
        actor=city.system, into_id=city.finance.pk, from_ids=[city.education.pk], on=SOON
    )
    city.education.refresh_from_db()
    assert city.education.dissolved_on == SOON
    assert list(city.finance.predecessors.all()) == [city.education]
    assert may(fresh(head), "sign", old_task.reach())
    assert may(fresh(handler), "report_progress", old_task.reach())
    assert factories.post_of(handler).department == city.finance


def test_a_circle_in_the_tree_is_refused(city):
    with pytest.raises(ValidationError) as refusal:
        services.edit_department(
            actor=city.system, department_id=city.county.pk, changes={"parent_id": city.county_education.pk}
        )
    assert refusal.value.code == "circle"
    with pytest.raises(ValidationError):
        services.merge_departments(
            actor=city.system, into_id=city.county_education.pk, from_ids=[city.county.pk], on=SOON
        )


def test_a_renamed_department_is_still_known_by_its_former_name(city):
    services.edit_department(
        actor=city.system,
        department_id=city.education.pk,
        changes={"name": "临江市教育体育局", "short_name": "市教体局"},
    )
    origins = dict(city.education.aliases.values_list("name", "origin"))
    assert origins == {"临江市教育局": "former", "市教育局": "former"}


def test_a_setting_takes_values_of_its_own_kind(city):
    services.set_parameter(actor=city.system, name="week_due_wd", value=3)
    services.set_parameter(actor=city.system, name="remind_before_wd", value=[7, 3])
    assert (city_parameters().week_due_wd, city_parameters().remind_before_wd) == (3, (7, 3))
    for name, value in (("week_due_wd", "3"), ("week_due_wd", -1), ("week_due_wd", True), ("colour", 1)):
        with pytest.raises(ValidationError):
            services.set_parameter(actor=city.system, name=name, value=value)
    with pytest.raises(PermissionDenied):
        services.set_parameter(actor=city.security, name="week_due_wd", value=3)
