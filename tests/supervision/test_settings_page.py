"""The settings page: what of all this a person chooses for themselves, on one page."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from audit import clock
from audit.models import AuditEntry
from departments.lists.models import StartView
from departments.lists.services import save_view
from notifications.models import AddressChange, MailChoice
from supervision.context import first_screen
from tests import factories
from tests.tasks.world import SHANGHAI

pytestmark = pytest.mark.django_db
HERE = "/account/settings/"


@pytest.fixture
def city():
    cache.clear()
    return factories.make_city()


@pytest.fixture
def person(city):
    return factories.person("H", city.education, username="chen.xi")


@pytest.fixture
def seat(person):
    client = Client()
    client.post("/account/login/", {"username": "chen.xi", "password": factories.PASSWORD})
    client.cookies["django_language"] = "en"
    return client


def test_the_day_begins_with_the_page_one_chose_while_the_post_opens_it(seat, person):
    assert first_screen(person) == "/week/"
    assert seat.post(f"{HERE}start/", {"start": "register:list"}).status_code == 302
    assert first_screen(person) == "/tasks/"
    view = save_view(actor=person, list_name="register:list", title="我的", query="own=on")
    seat.post(f"{HERE}start/", {"start": f"view:{view.pk}"})
    assert first_screen(person) == "/tasks/?own=on"
    assert "selected" in seat.get(HERE).content.decode()
    assert seat.post(f"{HERE}start/", {"start": "trail"}).status_code == 422
    seat.post(f"{HERE}start/", {"start": ""})
    assert first_screen(person) == "/week/"


def test_a_page_that_the_post_no_longer_opens_is_forgotten(person, city):
    StartView.objects.create(person=person, page="trail")
    assert first_screen(person) == "/week/"


def test_mail_is_chosen_and_an_address_asked_for(seat, person):
    seat.post(f"{HERE}mail/", {"digest": "daily", "hour": "17"})
    assert MailChoice.objects.values_list("digest", "hour").get() == ("daily", 17)
    assert seat.post(f"{HERE}mail/", {"digest": "daily", "hour": "3"}).status_code == 422
    refused = seat.post(f"{HERE}address/", {"address": "no address"})
    assert refused.status_code == 422 and "no address" in refused.content.decode()
    seat.post(f"{HERE}address/", {"address": "new@linjiang.example"})
    assert AddressChange.objects.get().address == "new@linjiang.example"
    assert "new@linjiang.example" in seat.get(HERE).content.decode()


def test_a_token_is_shown_once_opens_the_api_and_is_taken_back(seat, person):
    assert seat.post(f"{HERE}tokens/", {"password": "wrong"}).status_code == 422
    page = seat.post(f"{HERE}tokens/", {"password": factories.PASSWORD}).content.decode()
    token = page.partition('class="token">')[2].partition("<")[0]
    assert token and token not in seat.get(HERE).content.decode()
    program = {"authorization": f"Token {token}"}
    assert Client().get("/api/me/", headers=program).status_code == 200
    key = person.auth_token_set.get().token_key
    seat.post(f"{HERE}tokens/{key}/end/")
    assert Client().get("/api/me/", headers=program).status_code == 401
    assert seat.post(f"{HERE}tokens/{key}/end/").status_code == 404
    done = AuditEntry.objects.filter(action__startswith="departments.token_")
    assert [entry.action for entry in done.order_by("id")] == [
        "departments.token_created",
        "departments.token_revoked",
    ]
    assert token not in str(list(done.values_list("details", flat=True)))


def test_one_logs_out_everywhere_else_and_stays_in_here(seat, person):
    other = Client()
    other.post("/account/login/", {"username": "chen.xi", "password": factories.PASSWORD})
    assert other.get(HERE).status_code == 200
    assert seat.post(f"{HERE}sessions/end/", {"password": "wrong"}).status_code == 422
    assert seat.post(f"{HERE}sessions/end/", {"password": factories.PASSWORD}).status_code == 302
    assert seat.get(HERE).status_code == 200
    assert other.get(HERE).status_code == 302


def test_ones_own_log_ins_are_shown_with_their_address(seat):
    page = seat.get(HERE).content.decode()
    assert "127.0.0.1" in page and "Log-in" in page


def test_failed_log_ins_under_ones_name_are_told_with_number_time_and_address(seat, person):
    assert "No log-in under your name failed" in seat.get(HERE).content.decode()
    for typed in ("chen.xi", "Chen.Xi ", "somebody.else"):
        Client().post("/account/login/", {"username": typed, "password": "wrong"})
    page = seat.get(HERE).content.decode()
    last = AuditEntry.objects.about(person).filter(action="departments.login_failed").first()
    assert "2 log-ins under your name failed in the last 30 days" in page
    assert f"{last.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} from 127.0.0.1" in page
    assert AuditEntry.objects.get(details__username="somebody.else").target_id is None


def test_failures_that_are_long_past_are_told_no_more(seat):
    with clock.at(clock.now() - timedelta(days=31)):
        Client().post("/account/login/", {"username": "chen.xi", "password": "wrong"})
    assert "No log-in under your name failed" in seat.get(HERE).content.decode()


def test_a_damaged_link_says_so(seat):
    page = seat.get(f"{HERE}address/nonsense/", follow=True).content.decode()
    assert "This link is damaged." in page
