"""The suggestion box: on every page, answered by whom the table says, and told to whoever wanted a reply."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from departments.verdicts import Forbidden
from notifications.models import Notice, Suggestion
from notifications.suggestions.services import answer_suggestion, suggest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    cache.clear()
    return factories.make_city()


@pytest.fixture
def author(city):
    return factories.person("H", city.education)


@pytest.fixture
def chief(city):
    return factories.person("C", city.government)


def sit_down(person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def test_a_suggestion_is_made_at_the_bottom_of_any_page_and_one_stays_there(author):
    seat = sit_down(author)
    assert 'action="/suggestions/new/"' in seat.get("/inbox/").content.decode()
    sent = {"text": "字太小", "page": "/inbox/", "wants_reply": "on"}
    answer = seat.post("/suggestions/new/", sent)
    assert answer["Location"] == "/inbox/"
    made = Suggestion.objects.get()
    assert (made.author, made.page, made.wants_reply, made.state) == (author, "/inbox/", True, "open")
    seat.post("/suggestions/new/", sent, headers={"hx-request": "true"})
    assert Suggestion.objects.count() == 1


def test_an_empty_suggestion_is_explained_and_no_page_leads_elsewhere(author):
    seat = sit_down(author)
    assert seat.post("/suggestions/new/", {"text": " "}).status_code == 422
    away = seat.post("/suggestions/new/", {"text": "好", "page": "https://elsewhere.example/"})
    assert away["Location"] == "/suggestions/"


def test_one_sees_ones_own_and_readers_see_all(author, chief, city):
    made = suggest(actor=author, text="字太小")
    other = factories.person("L", city.finance)
    assert list(Suggestion.objects.visible_to(author)) == [made]
    assert list(Suggestion.objects.visible_to(chief)) == [made]
    assert not Suggestion.objects.visible_to(other).exists()
    assert sit_down(other).get(f"/suggestions/{made.pk}/").status_code == 404
    assert "字太小" in sit_down(chief).get("/suggestions/").content.decode()


def test_an_answer_is_told_to_whoever_wanted_one(author, chief):
    wanted = suggest(actor=author, text="字太小", wants_reply=True)
    quiet = suggest(actor=author, text="很好")
    for made in (wanted, quiet):
        answer_suggestion(actor=chief, suggestion_id=made.pk, answer="有大字号开关", close=True)
    told = Notice.objects.get()
    assert (told.person, told.url, told.text) == (author, f"/suggestions/{wanted.pk}/", "有大字号开关")
    assert "有大字号开关" in sit_down(author).get(told.url).content.decode()
    with pytest.raises(ValidationError) as refused:
        answer_suggestion(actor=chief, suggestion_id=wanted.pk, answer="又一次")
    assert refused.value.code == "already_decided"


def test_who_wanted_a_reply_gets_one_before_it_is_closed(author, chief):
    wanted, quiet = suggest(actor=author, text="一", wants_reply=True), suggest(actor=author, text="二")
    page = sit_down(chief).post(f"/suggestions/{wanted.pk}/", {"answer": "", "close": "1"})
    assert page.status_code == 422
    assert answer_suggestion(actor=chief, suggestion_id=quiet.pk, answer="", close=True).state == "closed"


def test_nobody_else_answers(author):
    made = suggest(actor=author, text="字太小")
    with pytest.raises(Forbidden):
        answer_suggestion(actor=author, suggestion_id=made.pk, answer="好")
    assert sit_down(author).post(f"/suggestions/{made.pk}/", {"answer": "好"}).status_code == 403


def test_those_who_want_a_reply_are_found_by_one_tick(author, chief):
    suggest(actor=author, text="希望放大字号", wants_reply=True)
    suggest(actor=author, text="很好用")
    everything, wanted = (
        sit_down(chief).get(f"/suggestions/{q}").content.decode() for q in ("", "?wants_reply=on")
    )
    assert "希望放大字号" in everything and "很好用" in everything
    assert "希望放大字号" in wanted and "很好用" not in wanted
    assert "Unknown" not in everything
