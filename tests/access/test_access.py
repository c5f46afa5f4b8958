"""Role × page × API: what opens is what the permission table says, for every address of the house."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from knox.models import AuthToken

from departments.permissions import may
from tasks import rules
from tests.access import matrix
from tests.access.stage import ADMINS, PEOPLE, SECRET, Stage
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures

REFUSED = {403, 404}


def everybody(*every_day: str) -> list:
    """All roles; only these every day, the others walk the same addresses in `make test`."""
    return [pytest.param(who, marks=[] if who in every_day else pytest.mark.thorough) for who in PEOPLE]


@pytest.fixture
def stage(world, monkeypatch):  # noqa: F811
    cache.clear()
    monkeypatch.setattr("supervision.runs.asking.current_app.send_task", lambda *args, **kwargs: None)
    return Stage(world)


def names(patterns=None, space="") -> set[str]:
    """The names of all addresses; those without a name by their path."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern.url_patterns, inner)
        else:
            found.add(space + (pattern.name or str(pattern.pattern)))
    return found


def address(name: str, door: matrix.Door) -> str:
    if name in ("healthz", "api:x"):
        return "/healthz" if name == "healthz" else door.args[0]
    return reverse(name, args=door.args) + door.query


def ask(client: Client, name: str, door: matrix.Door, **headers):
    """Ask, and take back whatever it changed."""
    sent = {"data": door.data}
    if name.startswith("api:") and door.method == "post":
        sent = {"data": json.dumps(door.data), "content_type": "application/json"}
    with transaction.atomic():
        answer = getattr(client, door.method)(address(name, door), headers=headers, **sent)
        answer.body = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer


def test_every_address_is_in_the_matrix(stage):
    known = {*matrix.pages(stage), *matrix.api(stage)}
    assert names() - {"style"} == known | set(matrix.GONE)


def test_the_set_up_of_a_founded_city_is_not_there_for_anybody(stage):
    insider = Client()
    insider.force_login(stage.world.system_admin, backend="departments.authentication.PersonBackend")
    for name, args in matrix.GONE.items():
        for client in (Client(), insider):
            assert client.get(reverse(name, args=args)).status_code == 404, name
            assert client.post(reverse(name, args=args)).status_code in (404, 405), name


def test_without_a_log_in_only_the_public_addresses_open(stage):
    for name, door in {**matrix.pages(stage), **matrix.api(stage)}.items():
        answer = ask(Client(), name, door)
        if name in matrix.PUBLIC:
            assert answer.status_code in (200, 302, 400), name
        elif name.startswith("api:"):
            assert answer.status_code == 401, name
            assert SECRET.encode() not in answer.body
        else:
            assert answer["Location"].startswith("/account/login/"), name


@pytest.mark.parametrize("who", everybody("handler"))
def test_pages_open_to_whom_the_table_says(stage, who):
    person = getattr(stage.world, who)
    doors = matrix.pages(stage)
    doors.pop("departments:logout")
    client = Client()
    client.force_login(person)
    for name, door in doors.items():
        judge(who, person, name, door, ask(client, name, door))


@pytest.mark.parametrize("who", everybody("supervisor"))
def test_the_api_opens_to_whom_the_table_says(stage, who):
    person = getattr(stage.world, who)
    doors = matrix.api(stage)
    for name in ("api:token", "api:revoke"):
        doors.pop(name)
    _issued, token = AuthToken.objects.create(person)
    for name, door in doors.items():
        answer = ask(Client(), name, door, authorization=f"Token {token}")
        judge(who, person, name, door, answer)
        if answer.status_code >= 400:
            assert {"code", "detail"} <= answer.json().keys(), (name, answer.body)


def judge(who, person, name, door, answer) -> None:
    allowed = door.opens is None or door.opens(person)
    assert answer.status_code < 500, (who, name, answer.status_code)
    assert (answer.status_code not in REFUSED) == allowed, (
        who,
        name,
        answer.status_code,
        answer.body[:300],
    )
    if who in ADMINS:
        assert SECRET.encode() not in answer.body, f"{who} reads business data at {name}"


@pytest.mark.parametrize("who", everybody("handler", "supervisor"))
def test_a_task_is_known_and_changed_by_whom_the_table_says(stage, who):
    """On each kind of task: the page and the API agree with the table, and a verb is refused by both alike."""
    person, client = getattr(stage.world, who), Client()
    client.force_login(person)
    for kind, task in stage.tasks.items():
        known = bool(may(person, "read_task", task.reach()))
        for start in ("/tasks", "/api/tasks"):
            assert (client.get(f"{start}/{task.pk}/").status_code == 200) == known, (kind, start)
        listed = client.get("/api/tasks/?state=all" if kind != "draft" else "/api/tasks/?state=draft").json()
        assert (task.pk in [line["id"] for line in listed["results"]]) == known, kind
        for verb in ("report_progress", "edit_task", "rate", "ask_extension", "reopen"):
            page = client.get(f"/tasks/{task.pk}/do/{verb}/").status_code
            call = ask(client, "api:x", _Call(f"/api/tasks/{task.pk}/{verb.replace('_', '-')}/")).status_code
            allowed = bool(may(person, matrix.row_of(verb, task), task.reach()))
            expected = 404 if not known else 403 if not allowed else None
            assert (page if page in REFUSED else None) == expected, (kind, verb, page)
            assert (call if call in REFUSED else None) == expected, (kind, verb, call)


class _Call(matrix.Door):
    """An address of its own instead of a name."""

    def __init__(self, path):
        super().__init__((path,), "post")


def test_what_may_be_done_is_said_before_it_is_tried(stage):
    client = Client()
    client.force_login(stage.world.handler)
    said = {v["verb"]: v["allowed"] for v in client.get(f"/api/tasks/{stage.own.pk}/").json()["verbs"]}
    assert said == {verb: bool(verdict) for verb, verdict in rules.verbs(stage.world.handler, stage.own)}
    assert said["report_progress"] and not said["rate"]
