"""The everyday pages of the three administrators: one creates, one appoints, one reads; nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit import clock
from audit.models import AuditEntry
from departments import services
from departments.choices import Role
from departments.models import Department, Nomination, Parameter, Person, Post, Tenure
from departments.upkeep.acts import KINDS
from departments.verdicts import Forbidden
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "departments.authentication.PersonBackend"
ROSTER = "单位,岗位,角色,姓名\n市教育局,基教科,经办人,郑六\n市教育局,办公室,联络员,吴五\n"


@pytest.fixture
def city(db):
    cache.clear()
    found = factories.make_city()
    found.system = factories.person(Role.SYSTEM_ADMIN, found.office, "系统员")
    found.security = factories.person(Role.SECURITY_ADMIN, found.office, "安全员")
    found.audit = factories.person(Role.AUDIT_ADMIN, found.office, "审计员")
    found.handler = factories.person(Role.HANDLER, found.education, "旧人")
    found.post = factories.post_of(found.handler)
    return found


def at_desk(person: Person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend=BACKEND)
    return client


def page(answer) -> str:
    return answer.content.decode()


def table(text: str) -> dict:
    return {"file": SimpleUploadedFile("p.csv", text.encode())}


def test_a_roster_makes_accounts_that_open_nothing_until_they_are_appointed(city):
    system, security = at_desk(city.system), at_desk(city.security)
    shown = page(system.post("/people/import/", table(ROSTER)))
    assert "2 new accounts, 2 new posts" in shown and not Person.objects.filter(name="郑六").exists()
    kept = re.search(r'name="kept" value="([^"]+)"', shown)[1]
    # The browser asks for no second file.
    assert not re.search(r'<input type="file"[^>]*required', shown)
    sheet = page(system.post("/people/import/", {"kept": kept, "save": "1"}))
    password = re.search(r"<b>zhengliu</b></dd><dt>[^<]+</dt><dd[^>]*><b>([\w-]+)</b>", sheet)[1]
    log_in = {"username": "zhengliu", "password": password}
    assert Client().post("/account/login/", log_in).status_code == 200
    ids = list(Nomination.objects.values_list("pk", flat=True))
    assert "郑六" in page(security.get("/people/appointments/"))
    assert "郑六" in page(security.get("/people/appointments/decide/", {"ids": ids}))
    decided = {"ids": ids, "starts_on": str(clock.today()), "appoint": "1"}
    assert security.post("/people/appointments/decide/", decided).status_code == 302
    assert Client().post("/account/login/", log_in).status_code == 302
    assert not Nomination.objects.exists()


def test_the_same_roster_again_makes_nobody_twice(city):
    services.import_roster(actor=city.system, content=ROSTER.encode())
    plan, slips = services.import_roster(actor=city.system, content=ROSTER.encode())
    assert (len(plan.unchanged), plan.lines, slips) == (2, [], [])
    assert Person.objects.filter(name="郑六").count() == 1


def test_a_wrong_cell_of_a_roster_is_named_and_nothing_is_made(city):
    wrong = ROSTER.replace("联络员", "秘书")
    answer = at_desk(city.system).post("/people/import/", table(wrong) | {"save": "1"})
    assert answer.status_code == 422 and "Row 3, column 角色" in page(answer)
    assert not Person.objects.filter(name__in=("郑六", "吴五")).exists()


def test_one_person_by_hand_is_named_for_a_post_and_their_sheet_is_shown_once(city):
    system = at_desk(city.system)
    given = {"name": "周小明", "post": f"市教育局 {city.post.title}"}
    answer = system.post("/people/new/", given)
    assert "zhouxiaoming" in page(answer) and "no-store" in answer["Cache-Control"]
    made = Person.objects.get(username="zhouxiaoming")
    password = re.search(r"<b>([\w]{4}-[\w-]{14})</b>", page(answer))[1]
    assert made.check_password(password) and made.must_change_password and not made.is_active
    assert password not in page(system.get(f"/people/{made.pk}/"))
    assert password not in " ".join(str(entry.details) for entry in AuditEntry.objects.all())
    assert Nomination.objects.get().person == made


def test_what_was_typed_stays_when_a_name_is_unknown(city):
    answer = at_desk(city.system).post("/people/new/", {"name": "周小明", "post": "没有的岗位"})
    assert (
        answer.status_code == 422
        and "周小明" in page(answer)
        and "There is no 没有的岗位 here" in page(answer)
    )
    assert not Person.objects.filter(name="周小明").exists()


def test_a_name_that_two_people_have_is_asked_for_in_full(city):
    for username in ("zhangwei", "zhangwei2"):
        factories.account("张伟", username=username)
    security = at_desk(city.security)
    door = f"/posts/{city.post.pk}/appoint/"
    answer = security.post(door, {"person": "张伟", "on": str(clock.today())})
    assert answer.status_code == 422 and "张伟（zhangwei2）" in page(answer)
    assert security.post(door, {"person": "张伟（zhangwei2）", "on": str(clock.today())}).status_code == 302
    assert Tenure.objects.filter(person__username="zhangwei2", post=city.post).exists()


def test_handing_over_says_before_what_moves_in_figures_only(city):
    for number in range(3):
        factories.task(lead=city.education, post=city.post, title=f"秘密任务{number}")
    security, heir = at_desk(city.security), factories.account("接任者")
    before = page(security.get(f"/posts/{city.post.pk}/hand-over/"))
    assert re.search(r">3</b> tasks under way", before) and "秘密任务" not in before
    given = {"person": heir.username, "on": str(clock.today())}
    assert security.post(f"/posts/{city.post.pk}/hand-over/", given).status_code == 302
    assert Person.objects.get(pk=heir.pk).acting.post_ids == [city.post.pk]
    assert not Person.objects.get(pk=city.handler.pk).acting.grants


def test_declining_needs_a_reason_and_leaves_it_in_the_trail(city):
    person = factories.account("某人")
    named = services.nominate(actor=city.system, post_id=city.post.pk, person_id=person.pk)
    security = at_desk(city.security)
    answer = security.post("/people/appointments/decide/", {"ids": [named.pk], "decline": "1"})
    assert answer.status_code == 422 and "Say why." in page(answer)
    security.post("/people/appointments/decide/", {"ids": [named.pk], "decline": "1", "reason": "岗位已满"})
    assert not Nomination.objects.exists() and not person.tenures.exists()
    assert AuditEntry.objects.get(action="departments.nomination_declined").details["reason"] == "岗位已满"


def test_one_who_can_not_be_appointed_does_not_hold_up_the_others(city):
    fine, other = factories.account("甲"), factories.account("乙")
    ids = [
        services.nominate(actor=city.system, post_id=city.post.pk, person_id=person.pk).pk
        for person in (fine, other)
    ]
    Tenure.objects.create(post=city.post, person=other, starts_on=date(2020, 1, 1))
    given = {"ids": ids, "starts_on": str(clock.today()), "appoint": "1"}
    answer = at_desk(city.security).post("/people/appointments/decide/", given)
    assert "holds this post already" in page(answer) and "1 person appointed." in page(answer)
    assert fine.tenures.exists() and Nomination.objects.get().person == other


def test_each_administrator_finds_only_their_own_buttons(city):
    own = {
        city.system: {"edit", "nominate", "new-password", "switch-off"},
        city.security: {"appoint", "new-password", "unlock", "end-sessions"},
        city.audit: set(),
    }
    for person, verbs in own.items():
        shown = page(at_desk(person).get(f"/people/{city.handler.pk}/"))
        assert set(re.findall(rf"/people/{city.handler.pk}/([a-z-]+)/", shown)) == verbs


@pytest.mark.parametrize(
    ("kind", "verb"), [(kind, verb) for kind, about in KINDS.items() for verb in about.acts]
)
def test_every_act_opens_to_whom_the_table_names_and_to_nobody_else(city, kind, verb):
    targets = {
        "people": city.handler, "posts": city.post, "tenures": city.handler.tenures.get(), "departments": city.education
    }  # fmt: skip
    act = KINDS[kind].acts[verb]
    for person in (city.system, city.security, city.audit, city.handler):
        answer = at_desk(person).get(f"/{kind}/{targets[kind].pk}/{verb}/")
        allowed = bool(act.open_to(person, targets[kind]))
        assert answer.status_code == (200 if allowed else 403), (person.name, verb)


def test_nobody_gets_the_password_of_another_administrator(city):
    for actor, other in (
        (city.system, city.security),
        (city.security, city.audit),
        (city.security, city.system),
    ):
        assert at_desk(actor).get(f"/people/{other.pk}/new-password/").status_code == 403
        with pytest.raises(Forbidden):
            services.reset_password(actor=actor, person_id=other.pk)


def test_ending_sessions_logs_out_everywhere_and_only_that_person(city):
    away, colleague = at_desk(city.handler), at_desk(city.audit)
    assert away.get("/departments/").status_code == 200
    at_desk(city.security).post(f"/people/{city.handler.pk}/end-sessions/")
    assert away.get("/departments/").status_code == 302
    assert colleague.get("/departments/").status_code == 200
    assert at_desk(Person.objects.get(pk=city.handler.pk)).get("/departments/").status_code == 200


def test_a_locked_account_is_listed_and_unlocked(city):
    for _ in range(5):
        Client().post("/account/login/", {"username": city.handler.username.upper(), "password": "wrong"})
    security = at_desk(city.security)
    listed = page(security.get("/people/locked/"))
    assert city.handler.name in listed and f"/people/{city.handler.pk}/" in listed
    system = at_desk(city.system)
    shown = page(system.get(f"/people/{city.handler.pk}/"))
    assert "locked after failed log-ins" in shown and "from 127.0.0.1 until" in shown
    assert "last" in shown.split("Failed log-ins in 30 days")[1][:200]
    assert f"/people/{city.handler.pk}/" in page(system.get("/people/?locked=on"))
    assert f"/people/{city.security.pk}/" not in page(system.get("/people/?locked=on"))
    security.post(f"/people/{city.handler.pk}/unlock/")
    assert city.handler.name not in page(security.get("/people/locked/"))
    good = {"username": city.handler.username, "password": factories.PASSWORD}
    assert Client().post("/account/login/", good).status_code == 302


def test_the_last_administrator_of_a_kind_stays_until_there_is_a_successor(city):
    post = factories.post_of(city.audit)
    with pytest.raises(ValidationError) as refusal:
        services.end_tenure(actor=city.security, tenure_id=city.audit.tenures.get().pk, ends_on=clock.today())
    assert refusal.value.code == "last_administrator"
    with pytest.raises(ValidationError):
        services.abolish_post(actor=city.system, post_id=post.pk, on=clock.today())
    with pytest.raises(Forbidden):
        services.switch_off(actor=city.system, person_id=city.audit.pk)
    services.hand_over(
        actor=city.security, post_id=post.pk, to_person_id=factories.account().pk, on=clock.today()
    )
    services.switch_off(actor=city.system, person_id=city.audit.pk)


def test_a_renamed_department_keeps_its_old_names_up_to_that_year(city):
    given = {"name": "临江市教育体育局", "short_name": "市教体局", "on": "2026-07-01"}
    assert at_desk(city.system).post(f"/departments/{city.education.pk}/rename/", given).status_code == 302
    former = city.education.aliases.filter(origin="former").values_list("name", "to_year")
    assert set(former) == {("临江市教育局", 2026), ("市教育局", 2026)}
    assert "市教育局（– 2026）" in page(at_desk(city.handler).get(f"/departments/{city.education.pk}/"))


def test_a_department_with_posts_is_not_closed_but_merged(city):
    system = at_desk(city.system)
    answer = system.post(f"/departments/{city.education.pk}/close/", {"on": "2026-07-01"})
    assert answer.status_code == 422 and city.post.title in page(answer)
    given = {"into": "市财政局", "on": "2026-07-01"}
    assert system.post(f"/departments/{city.education.pk}/merge/", given).status_code == 302
    assert Department.objects.get(pk=city.education.pk).dissolved_on == date(2026, 7, 1)
    assert Post.objects.get(pk=city.post.pk).department == city.finance


def test_an_empty_department_is_closed(city):
    assert (
        at_desk(city.system).post(f"/departments/{city.housing.pk}/close/", {"on": "2026-07-01"}).status_code
        == 302
    )
    assert Department.objects.get(pk=city.housing.pk).dissolved_on == date(2026, 7, 1)


def test_departments_and_posts_are_made_by_hand(city):
    system = at_desk(city.system)
    unit = {"name": "临江市数据局", "short_name": "市数据局", "kind": "bureau", "position": "9"}
    assert system.post("/departments/new/", unit).status_code == 302
    post = {"unit": "市数据局", "title": "规划科", "role": "H"}
    assert system.post("/posts/new/", post).status_code == 302
    assert Post.objects.get(title="规划科").department.parent == city.government
    again = system.post("/posts/new/", post)
    assert again.status_code == 422 and "规划科" in page(again)


def test_a_number_is_changed_with_its_history_and_nonsense_is_named(city):
    system = at_desk(city.system)
    shown = page(system.get("/parameters/"))
    numbers = dict(re.findall(r'name="(\w+)" value="([^"]*)"[^>]*class="number"', shown))
    wrong = system.post("/parameters/", numbers | {"urge_after_wd": "3, 1", "sign_within_wd": "soon"})
    assert wrong.status_code == 422 and "4 different numbers" in page(wrong) and "soon" in page(wrong)
    assert not Parameter.objects.exists()
    system.post("/parameters/", numbers | {"sign_within_wd": "2"})
    assert dict(Parameter.objects.values_list("name", "value")) == {"sign_within_wd": 2}
    assert "系统员" in page(system.get("/parameters/"))


def test_lists_of_posts_ask_the_same_number_of_statements_for_many_rows(city, django_assert_max_num_queries):
    client = at_desk(city.system)
    for _ in range(40):
        factories.person(Role.HANDLER, city.finance)
    client.get("/posts/")
    with django_assert_max_num_queries(16):
        assert "41 posts" not in page(client.get("/posts/?q=没有"))
    with django_assert_max_num_queries(16):
        client.get("/posts/")


def test_the_tables_to_fill_in_name_departments_without_anybody(city):
    text = at_desk(city.system).get("/blank/people.csv").content.decode("utf-8-sig")
    assert "市住建局,,经办人" in text and "市教育局" not in text
