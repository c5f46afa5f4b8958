"""The bulletin of a month: words that people edit, figures that stay, numbers without gaps."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.shared import Mm

from departments.choices import Role
from departments.verdicts import Forbidden
from notifications.models import Notice
from supervision.models import MonthlyBulletin, Statement
from supervision.monthly.docx import bulletin_document
from supervision.monthly.services import answer_statement, draft_bulletins, edit_bulletin, sign_bulletin
from supervision.monthly.wording import SECTIONS
from tasks.choices import Light, Status
from tasks.models import Movement, Task
from tests import factories
from tests.supervision.months import a_month, draft, moved

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_words_say_the_figures_in_percent_to_one_decimal(city):
    a_month(city)
    found = draft()
    assert found.title == "关于2026年10月市政府重点工作任务落实情况的通报"
    assert list(SECTIONS) == ["overview", "good", "problems", "next"]
    assert set(found.words) == set(SECTIONS)
    overview = found.words["overview"]
    assert "截至2026年10月31日，列入清单的任务共6项" in overview
    counts = [int(n) for n in re.findall(r"(\d+)项（占", overview)]
    assert sum(counts) == 6
    assert all(re.fullmatch(r"\d+\.\d", share) for share in re.findall(r"占([\d.]+)%", overview))
    assert "已完成2项（占33.3%）" in overview
    assert "市住建局（牵头3项，已销号2项" in found.words["good"]
    assert "市教育局" not in found.words["good"]


def test_the_figures_stay_when_life_goes_on(city, chief):
    tasks = a_month(city)
    found = draft()
    frozen, rows = found.figures, list(found.rows.order_by("pk").values())
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    Task.objects.filter(pk=tasks[0].pk).update(light=Light.DONE, status=Status.CLOSED, title="另一件事")
    Movement.objects.all().delete()
    draft_bulletins(date(2026, 11, 3))
    found.refresh_from_db()
    assert found.figures == frozen
    assert list(found.rows.order_by("pk").values()) == rows


def test_people_edit_the_words_and_never_the_figures(city, chief):
    a_month(city)
    found = draft()
    edited = edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"next": "（一）请认真整改。"})
    assert (edited.words["next"], edited.version, edited.figures) == ("（一）请认真整改。", 2, found.figures)
    assert edited.words["overview"] == found.words["overview"]
    with pytest.raises(ValidationError):
        edit_bulletin(actor=chief, bulletin_id=found.pk, version=2, words={"figures": "0"})


def test_the_second_of_two_editors_keeps_what_they_typed(city, chief):
    a_month(city)
    found = draft()
    edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"good": "甲"})
    with pytest.raises(ValidationError) as error:
        edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"good": "乙"})
    assert (error.value.code, error.value.params["words"]) == ("changed_meanwhile", {"good": "乙"})
    found.refresh_from_db()
    assert found.words["good"] == "甲"


def test_only_the_chief_signs_and_a_signed_bulletin_is_frozen(city, chief):
    a_month(city)
    found = draft()
    supervisor = factories.person(Role.SUPERVISOR, city.supervision)
    with pytest.raises(Forbidden):
        sign_bulletin(actor=supervisor, bulletin_id=found.pk)
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    for attempt in (
        lambda: sign_bulletin(actor=chief, bulletin_id=found.pk),
        lambda: edit_bulletin(actor=chief, bulletin_id=found.pk, version=2, words={"good": "改"}),
    ):
        with pytest.raises(ValidationError) as error:
            attempt()
        assert error.value.code == "frozen"


def test_issues_are_numbered_by_jurisdiction_and_year_without_gaps(city, chief):
    a_month(city)
    factories.task(lead=city.county_education)
    draft_bulletins(date(2026, 8, 3))
    draft_bulletins(date(2027, 2, 1))
    of_city = MonthlyBulletin.objects.filter(jurisdiction=city.government).order_by("-month")
    for found in of_city:
        sign_bulletin(actor=chief, bulletin_id=found.pk)
    assert sorted(of_city.filter(year=2026).values_list("issue", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert list(of_city.filter(year=2027).values_list("issue", flat=True)) == [1]
    local = factories.person(Role.LOCAL_SUPERVISOR, city.county)
    own = MonthlyBulletin.objects.filter(jurisdiction=city.county).first()
    assert sign_bulletin(actor=local, bulletin_id=own.pk).issue == 1


def test_a_county_supervisor_touches_only_the_countys_bulletin(city):
    a_month(city)
    found = draft()
    local = factories.person(Role.LOCAL_SUPERVISOR, city.county)
    with pytest.raises(Forbidden):
        edit_bulletin(actor=local, bulletin_id=found.pk, version=1, words={"good": "改"})


def test_drafts_are_seen_by_those_who_draft_and_signed_ones_by_the_jurisdiction(city, chief):
    a_month(city)
    found = draft()
    handler, outsider = factories.person("H", city.education), factories.person("L", city.county_education)
    seen = [MonthlyBulletin.objects.visible_to(person).exists() for person in (chief, handler, outsider)]
    assert seen == [True, False, False]
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    seen = [MonthlyBulletin.objects.visible_to(person).exists() for person in (chief, handler, outsider)]
    assert seen == [True, True, False]


def test_the_unit_confirms_or_disputes_its_own_statement(city):
    task = factories.task(lead=city.education)
    moved(task, "issued", date(2026, 10, 1))
    head, other = (
        factories.person(Role.UNIT_HEAD, city.education),
        factories.person(Role.UNIT_HEAD, city.housing),
    )
    draft()
    found = Statement.objects.to_confirm_by(head).get()
    assert Notice.objects.filter(person=head, kind="bulletin").count() == 1
    with pytest.raises(Forbidden):
        answer_statement(actor=other, statement_id=found.pk, confirm=True)
    with pytest.raises(ValidationError):
        answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute=" ")
    disputed = answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute="少计一项")
    assert (disputed.state, disputed.dispute) == ("disputed", "少计一项")
    assert answer_statement(actor=head, statement_id=found.pk, confirm=True).state == "confirmed"
    with pytest.raises(ValidationError) as error:
        answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute="又有一项")
    assert error.value.code == "already_decided"


def test_the_docx_has_the_layout_of_the_standard_and_the_figures_of_the_snapshot(city, chief):
    a_month(city)
    found = sign_bulletin(actor=chief, bulletin_id=draft().pk)
    written = bulletin_document(found)
    assert bulletin_document(MonthlyBulletin.objects.get(pk=found.pk)) == written
    document = Document(BytesIO(written))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    texts = [paragraph.text for paragraph in document.paragraphs]
    order = [texts.index(part) for part in ("督查通报", "第1期", found.title, *SECTIONS.values())]
    assert order == sorted(order)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.footer.paragraphs[0].text == "—  —"
    units = [row.cells[0].text for row in document.tables[0].rows[1:]]
    assert units == [unit["name"] for unit in found.figures["departments"]]
    assert 'w:eastAsia="仿宋_GB2312"' in document.paragraphs[-1]._p.getroottree().getroot().xml
