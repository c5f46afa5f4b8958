"""The pages of a report: import, review, edit, split, issue, read."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.choices import Role
from tasks.models import Report, Task
from tasks.reports.cards import AT_FIRST
from tests.factories import make_city, person
from tests.tasks.reports.test_import import TEXT, imported


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision)


@pytest.fixture
def reviewer(client, supervisor):
    client.force_login(supervisor)
    return client


def upload(text: bytes = TEXT, name: str = "报告.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text)


def test_a_file_is_imported_and_opens_on_its_review(reviewer, city):
    response = reviewer.post(
        reverse("reports:import"), {"jurisdiction": city.government.pk, "file": upload()}
    )
    report = Report.objects.get()
    assert response.url == reverse("reports:review", args=[report.pk])
    shown = reviewer.get(response.url + "?show=all").content.decode()
    for task in Task.objects.drafts():
        assert task.title in shown


def test_a_refused_file_is_explained_on_the_form_and_keeps_the_other_fields(reviewer, city):
    sent = {"jurisdiction": city.government.pk, "file": upload(b"\x00\x01", "报告.exe"), "year": 2026}
    response = reviewer.post(reverse("reports:import"), sent)
    assert response.status_code == 400
    assert "报告.exe" in response.content.decode()
    assert 'value="2026"' in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "“报告.doc” is an old Word document"), ("zh-hans", "“报告.doc”是旧版 Word 文档")],
)
def test_page_and_api_say_in_the_readers_language_why_a_file_is_refused(reviewer, city, language, words):
    tongue = {"Accept-Language": language}
    sent = {"jurisdiction": city.government.pk, "file": upload(b"\xd0\xcf\x11\xe0" * 99, "报告.doc")}
    page = reviewer.post(reverse("reports:import"), sent, headers=tongue)
    sent["file"] = upload(b"\xd0\xcf\x11\xe0" * 99, "报告.doc")
    answer = reviewer.post("/api/reports/", sent, headers=tongue)
    assert words in page.content.decode()
    assert (answer.status_code, answer.json()["code"]) == (400, "unsupported")
    assert words in answer.content.decode()


def test_the_review_page_costs_the_same_for_few_and_many_drafts(
    reviewer, city, supervisor, django_assert_max_num_queries
):
    report = imported(supervisor, city)
    lines = "".join(f"新建第{n}处社区食堂{n + 2}家。\n" for n in range(60))
    many = imported(supervisor, city, TEXT + lines.encode())
    assert Task.objects.filter(report=many).count() > 60
    for shown in (report, many):
        reviewer.get(reverse("reports:review", args=[shown.pk]))
        with django_assert_max_num_queries(26):
            assert reviewer.get(reverse("reports:review", args=[shown.pk])).status_code == 200


def test_a_long_report_opens_with_its_first_drafts_and_without_scripts_one_turns_to_the_others(
    reviewer, city, supervisor
):
    report = imported(
        supervisor, city, TEXT + "".join(f"新建第{n}处食堂{n + 2}家。\n" for n in range(60)).encode()
    )
    drafts = Task.objects.drafts().filter(report=report)
    drafts.filter(pk=drafts.latest("pk").pk).update(accepted=True)
    address = reverse("reports:review", args=[report.pk])
    asked, read = address + "?show=open", []
    while asked:
        html = reviewer.get(asked).content.decode()
        read += re.findall(r'id="draft-(\d+)"', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        asked = following and address + following[1].replace("&amp;", "&")
    assert sorted(map(int, read)) == sorted(drafts.filter(accepted=False).values_list("pk", flat=True))
    first = reviewer.get(address).content.decode()
    assert len(re.findall('class="card draft', first)) == AT_FIRST
    # Scripts fetch all of them; whoever comes back from a draft sees it.
    whole = reviewer.get(re.search(r'data-others="([^"]+)"', first)[1]).content.decode()
    assert len(re.findall('class="card draft', whole)) == drafts.count()
    assert f'id="draft-{read[-1]}"' not in first
    assert f'id="draft-{read[-1]}"' in reviewer.get(f"{address}?at={read[-1]}").content.decode()


@pytest.mark.parametrize("query", ["from=9999", "from=-1", "from=x", "at=7", "at=" + "9" * 5000])
def test_a_place_that_is_none_begins_with_the_first_draft(reviewer, city, supervisor, query):
    report = imported(supervisor, city)
    shown = reviewer.get(f"{reverse('reports:review', args=[report.pk])}?{query}")
    assert f'id="draft-{Task.objects.drafts().first().pk}"' in shown.content.decode()


def test_an_edit_that_is_refused_keeps_everything_typed(reviewer, city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.drafts().first()
    sent = {
        "title": "改过的题目",
        "standard": "",
        "kind": "work",
        "area": "other",
        "weight": 1,
        "visibility": "internal",
        "version": task.version,
        "starts_on": "2026-12-01",
        "due_on": "2026-02-01",
        "milestones": "六月底 主体完工",
    }
    response = reviewer.post(reverse("reports:edit", args=[report.pk, task.pk]), sent)
    assert response.status_code == 400
    assert "改过的题目" in response.content.decode()
    assert "六月底 主体完工" in response.content.decode()
    task.refresh_from_db()
    assert task.title != "改过的题目"


def test_a_split_may_only_cut_the_words_stay(reviewer, city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.drafts().first()
    address = reverse("reports:split", args=[report.pk, task.pk])
    assert reviewer.post(address, {"text": task.text + "|外加的话"}).status_code == 400
    cut = len(task.text) // 2
    assert reviewer.post(address, {"text": task.text[:cut] + "|" + task.text[cut:]}).status_code == 302


def test_ticked_drafts_are_accepted_merged_and_set_aside(reviewer, city, supervisor):
    report = imported(supervisor, city)
    first, second, *_rest = Task.objects.drafts().order_by("pk")
    address = reverse("reports:bulk", args=[report.pk])
    reviewer.post(address, {"verb": "accept", "tasks": [first.pk]})
    first.refresh_from_db()
    assert first.accepted
    reviewer.post(address, {"verb": "merge", "tasks": [first.pk, second.pk]})
    assert not Task.objects.filter(pk=second.pk).exists()
    reviewer.post(address, {"verb": "set_aside", "tasks": [first.pk], "reason": "slogan"})
    assert not Task.objects.filter(pk=first.pk).exists()
    reviewer.post(reverse("reports:undo", args=[report.pk]))
    assert Task.objects.filter(pk=first.pk).exists()


def test_blank_fields_of_a_bulk_change_stay_as_they_are(reviewer, city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.drafts().filter(lead_department=city.reform).first()
    reviewer.post(
        reverse("reports:bulk", args=[report.pk]),
        {"verb": "change", "tasks": [task.pk], "area": "livelihood", "lead_department": "", "due_on": ""},
    )
    changed = Task.objects.get(pk=task.pk)
    assert changed.area == "livelihood"
    assert (changed.lead_department, changed.due_on) == (city.reform, task.due_on)


def test_only_the_chief_issues_and_a_reader_sees_the_text_without_drafts(client, city, supervisor):
    report = imported(supervisor, city)
    client.force_login(supervisor)
    assert client.get(reverse("reports:issue", args=[report.pk])).status_code == 403
    handler = person(Role.HANDLER, city.housing)
    client.force_login(handler)
    assert client.get(reverse("reports:review", args=[report.pk])).url == reverse(
        "reports:text", args=[report.pk]
    )
    assert client.get(reverse("reports:text", args=[report.pk])).status_code == 200
    assert client.post(reverse("reports:undo", args=[report.pk])).status_code == 403


def test_the_list_is_proposed_a_chinese_title_whatever_its_issuer_reads(client, city):
    chief = person(Role.CHIEF, city.supervision)
    report = imported(chief, city)
    client.cookies["django_language"] = "en"
    client.force_login(chief, backend="departments.authentication.PersonBackend")
    page = client.get(reverse("reports:issue", args=[report.pk]))
    assert page.context["form"].initial["title"] == "临江市人民政府 2026 年责任清单"
    assert 'name="title"' not in page.content.decode(), "no draft is accepted yet"
    Task.objects.drafts().update(accepted=True)
    assert 'name="title"' in client.get(reverse("reports:issue", args=[report.pk])).content.decode()


def test_an_import_shows_first_what_is_read_and_keeps_nothing(reviewer, city):
    sent = {"jurisdiction": city.government.pk, "file": upload(), "preview": "1"}
    shown = reviewer.post(reverse("reports:import"), sent, headers={"hx-request": "true"}).content.decode()
    assert "临江市政府工作报告" in shown
    assert "社区食堂30家" in shown
    assert "<html" not in shown
    assert not Report.objects.exists()
    bad = {**sent, "file": upload(b"\x00\x01", "报告.exe")}
    refused = reviewer.post(reverse("reports:import"), bad, headers={"hx-request": "true"})
    assert refused.status_code == 400
    assert "报告.exe" in refused.content.decode()


def test_every_filter_counts_the_drafts_that_it_shows(reviewer, city, supervisor):
    report = imported(supervisor, city)
    Task.objects.filter(pk=Task.objects.drafts().first().pk).update(accepted=True)
    page = reviewer.get(reverse("reports:review", args=[report.pk])).content.decode()
    cards = re.findall(r'<li class="card draft ([^"]*)"', page)
    for name, count in re.findall(r'data-show="(\w+)"[^>]*>[^<]*<b class="num">(\d+)', page):
        shown = [card for card in cards if name == "all" or name in card.split()]
        assert len(shown) == int(count), name


def test_a_suggested_department_is_taken_by_one_click(reviewer, city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.drafts().filter(lead_department=None).first()
    Task.objects.filter(pk=task.pk).update(
        suggested=[{"department": "市住建局", "score": 0.8, "because": "职能含“体育中心”"}]
    )
    page = reviewer.get(reverse("reports:review", args=[report.pk]), headers={"accept-language": "en"})
    assert "体育中心" in page.content.decode()
    reviewer.post(reverse("reports:bulk", args=[report.pk]), {"give": f"{task.pk}|{city.housing.pk}"})
    task.refresh_from_db()
    assert task.lead_department == city.housing


def test_when_all_is_decided_the_page_lists_what_hinders_the_issue(reviewer, city, supervisor):
    report = imported(supervisor, city)
    ids = list(Task.objects.drafts().values_list("pk", flat=True))
    before = reviewer.get(reverse("reports:review", args=[report.pk])).content.decode()
    assert 'id="done"></div>' in before
    reviewer.post(reverse("reports:bulk", args=[report.pk]), {"verb": "accept", "tasks": ids})
    after = reviewer.get(reverse("reports:review", args=[report.pk])).content.decode()
    lacking = Task.objects.drafts().filter(lead_department=None).first()
    assert f'<a href="drafts/{lacking.pk}/"' in after.split('id="done"')[1]


def test_a_sentence_leads_to_its_tasks_and_back(reviewer, city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.drafts().first()
    number = task.passages.first().number
    text = reviewer.get(reverse("reports:text", args=[report.pk])).content.decode()
    address = reverse("reports:sentence", args=[report.pk, number])
    assert f'href="{address}"' in text
    page = reviewer.get(address).content.decode()
    assert task.title in page
    assert reverse("reports:text", args=[report.pk]) + f"#s{number}" in page


def test_a_date_in_words_is_shown_as_the_day_that_is_understood(reviewer, city, supervisor):
    report = imported(supervisor, city)
    address = reverse("reports:date", args=[report.pk])
    assert "2026-09-30" in reviewer.get(address, {"due_on": "三季度"}).content.decode()
    assert "过几天" in reviewer.get(address, {"due_on": "过几天"}).content.decode()
