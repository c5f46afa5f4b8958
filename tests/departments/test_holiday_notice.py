"""The official holiday notice, pasted as text, becomes the special days of its year."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import AuditEntry
from departments import services
from departments.calendar import city_calendar, missing_years
from departments.choices import Role
from departments.holiday_notice import read_notice
from departments.models import CalendarYear, SpecialDay
from departments.seed import special_days
from tests import factories

# The arrangements of three years, in the shape of the yearly notices.
NOTICES = {
    2024: """各单位：2024年放假安排如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励结合年休假在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
办公室 2023年10月25日""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，请妥善安排值班。""",
    2026: "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
    "二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。"
    "三、清明节：4月4日（周六）至6日（周一）放假，共3天。"
    "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。"
    "五、端午节：6月19日（周五）至21日（周日）放假，共3天。"
    "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。"
    "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。",
}


def differing(days: dict[date, bool]) -> dict[date, bool]:
    """The days that are not as Monday to Friday would have them."""
    return {day: worked for day, worked in days.items() if worked != (day.weekday() < 5)}


@pytest.mark.parametrize("year", NOTICES)
def test_a_notice_gives_the_same_working_days_as_the_published_table(year):
    notice = read_notice(NOTICES[year], year)
    assert notice.errors == []
    table = {day: worked for day, worked, _name in special_days() if day.year == year}
    assert differing({found.day: found.is_workday for found in notice.days}) == differing(table)


def test_each_day_keeps_the_name_of_its_holiday():
    names = {found.day: found.name for found in read_notice(NOTICES[2025], 2025).days}
    assert names[date(2025, 10, 8)] == "国庆节、中秋节" and names[date(2025, 1, 26)] == "春节"


def test_new_years_day_may_begin_in_december():
    notice = read_notice("一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert [found.day.isoformat() for found in notice.days] == ["2022-12-31", "2023-01-01", "2023-01-02"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("三、清明节：2月30日放假。", "30"),
        ("三、清明节：4月4日至6日放假，共5天。", "5"),
        ("三、清明节：4月6日至4日放假。", "2027-04-04"),
        ("三、清明节：4月4日（周三）放假。", "2027-04-04"),
        ("三、清明节：4月5日上班。", "2027-04-05"),
        ("三、清明节：按惯例放假。", ""),
        ("三、清明节：2028年4月4日放假。", "2028-04-04"),
    ],
)
def test_an_error_names_the_line(line, word):
    notice = read_notice(f"2027年放假安排\n一、元旦：1月1日放假。\n{line}", 2027)
    ((number, sentence),) = notice.errors
    assert number == 3 and word in sentence


def test_a_day_cannot_be_both():
    text = "一、元旦：1月1日至3日放假，共3天。1月2日（周六）上班。"
    ((_line, sentence),) = read_notice(text, 2027).errors
    assert "2027-01-02" in sentence


def test_a_text_without_holidays_is_refused():
    assert read_notice("今日食堂供应面条。", 2027).errors


@pytest.fixture
def chief():
    city = factories.make_city()
    return factories.person(Role.CHIEF, city.supervision)


PASTED = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月6日（周六）上班。"


@pytest.mark.django_db
def test_the_chief_pastes_the_notice_of_a_new_year(chief):
    assert missing_years(date(2027, 1, 5)) == [2027]
    services.load_calendar_notice(actor=chief, text=PASTED, year=2027)
    calendar = city_calendar()
    assert missing_years(date(2027, 1, 5)) == []
    assert calendar.is_workday(date(2027, 2, 6)) and not calendar.is_workday(date(2027, 1, 1))
    assert AuditEntry.objects.get(action="departments.calendar_loaded").details["year"] == 2027


@pytest.mark.django_db
def test_a_corrected_notice_replaces_the_one_before_and_no_other_year(chief):
    services.load_calendar_notice(actor=chief, text=PASTED, year=2027)
    SpecialDay.objects.create(date=date(2026, 12, 31), is_workday=False, name="元旦")
    services.load_calendar_notice(actor=chief, text="一、元旦：1月1日放假。", year=2027)
    kept = SpecialDay.objects.filter(date__gte=date(2026, 11, 1)).values_list("date", flat=True)
    assert list(kept) == [date(2026, 12, 31), date(2027, 1, 1)]
    # Loading 2026 again leaves alone what the notice of 2027 says about the end of December.
    services.load_calendar_notice(actor=chief, text=NOTICES[2026], year=2026)
    assert SpecialDay.objects.filter(date=date(2026, 12, 31)).exists()


@pytest.mark.django_db
def test_a_notice_with_an_error_changes_nothing(chief):
    with pytest.raises(ValidationError, match="2"):
        services.load_calendar_notice(
            actor=chief, text="一、元旦：1月1日放假。\n二、春节：2月30日放假。", year=2027
        )
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.django_db
def test_a_handler_may_not_load_the_calendar(chief):
    handler = factories.person(Role.HANDLER, factories.department("临江市水利局"))
    with pytest.raises(PermissionDenied):
        services.load_calendar_notice(actor=handler, text=PASTED, year=2027)
