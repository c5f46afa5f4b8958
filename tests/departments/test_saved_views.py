"""Views under a name: one's own, the unit's, everybody's; and one to begin the day with."""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEntry
from departments.lists.models import SavedView
from departments.lists.services import begin_with, save_view
from tests.tasks.conftest import monday, world  # noqa: F401 - fixtures

BACKEND = "departments.authentication.PersonBackend"


@pytest.fixture
def browse(client):
    client.cookies["django_language"] = "en"

    def as_person(person):
        client.force_login(person, backend=BACKEND)
        return client

    return as_person


def keep(actor, audience="own", **fields) -> SavedView:
    given = {"list_name": "register:list", "title": "快到期", "query": "due_within=5", **fields}
    return save_view(actor=actor, audience=audience, **given)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("own", {"head"}), ("unit", {"head", "handler"}), ("all", {"head", "handler", "other_handler"})],
)
def test_a_view_is_seen_by_whom_it_is_for(world, audience, readers):  # noqa: F811
    keep(world.chief if audience == "all" else world.head, audience)
    sees = {
        name
        for name in ("head", "handler", "other_handler")
        if SavedView.objects.visible_to(getattr(world, name)).exists()
    }
    assert sees == readers


def test_only_whom_the_table_names_shares_with_everybody(world):  # noqa: F811
    with pytest.raises(PermissionDenied):
        keep(world.handler, "all")
    keep(world.supervisor, "all")
    assert AuditEntry.objects.filter(action="departments.view_shared").count() == 1


def test_the_same_name_again_replaces_the_view(world, browse):  # noqa: F811
    answer = browse(world.handler).post(
        "/views/save/?list=register:list&query=own%3Don%26page%3D3", {"title": "我的", "audience": "own"}
    )
    assert answer.url == "/tasks/?own=on"
    keep(world.handler, title="我的", query="light=red")
    assert SavedView.objects.get().query == "light=red"


def test_the_day_begins_with_the_chosen_view_until_it_is_gone(world, browse):  # noqa: F811
    view = keep(world.chief, "all")
    client = browse(world.handler)
    assert client.get("/").url == "/week/"
    client.post(f"/views/{view.pk}/begin/")
    assert client.get("/").url == "/tasks/?due_within=5"
    # No longer shared: the first screen of the role again.
    keep(world.chief)
    assert client.get("/").url == "/week/"


def test_the_view_of_somebody_else_is_neither_deleted_nor_begun_with(world, browse):  # noqa: F811
    mine, shared = keep(world.handler), keep(world.chief, "all", title="全市")
    client = browse(world.other_handler)
    assert client.post(f"/views/{mine.pk}/begin/").status_code == 404
    assert client.post(f"/views/{shared.pk}/forget/").status_code == 404
    assert browse(world.chief).post(f"/views/{shared.pk}/forget/").status_code == 302
    assert list(SavedView.objects.all()) == [mine]


def test_a_second_choice_takes_the_place_of_the_first(world):  # noqa: F811
    for title in ("甲", "乙"):
        begin_with(actor=world.handler, view_id=keep(world.handler, title=title).pk)
    assert world.handler.start_view.view.title == "乙"


def test_the_menu_of_a_list_shows_its_own_views_only(world, browse):  # noqa: F811
    keep(world.handler, title="红黄灯")
    asked = {"HX-Request": "true", "HX-Target": "saved-views"}
    client = browse(world.handler)
    assert "红黄灯" in client.get("/views/?list=register:list", headers=asked).content.decode()
    assert "红黄灯" not in client.get("/views/?list=directory", headers=asked).content.decode()
    assert client.get("/views/save/?list=no:such").status_code == 404
