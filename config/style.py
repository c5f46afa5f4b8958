"""The page of the style, while developing: every component in every state, drawn by the same templates as the pages."""

from __future__ import annotations

import re
from functools import cache

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from departments.choices import Area
from departments.lists.conditions import Chip, Head, Link
from departments.lists.page import Heading, Page, Section
from departments.parts import part
from tasks.choices import Light, SelfLight
from tasks.register.forms import day, long_text
from tasks.register.listing import Lights, Row
from tasks.register.task_list import TASKS

ICON = re.compile(r'<symbol id="(\w+)" viewBox="0 0 16 16"')
TOKEN = re.compile(r"(--[\w-]+): (?:#\w+|rgb\([^)]*\));")
TITLE = "改造城镇老旧小区30个，惠及居民1.2万户，同步完善停车、养老、托育等配套设施"


class Sample(forms.Form):
    """One field of each kind."""

    done = long_text(later("What was done"), help_text=later("(optional)"))
    due_on = day(later("Due"), help_text="2026-12-31")
    percent = forms.IntegerField(label=later("Progress"), max_value=100)
    self_light = forms.ChoiceField(
        label=later("Own light"), choices=SelfLight.choices, widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=later("Area"), choices=Area.choices, required=False)
    kinds = forms.MultipleChoiceField(
        label=later("Columns"), choices=Area.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    upload = forms.FileField(label=later("Evidence"), required=False)
    locked = forms.CharField(label=later("Name"), disabled=True, initial=TITLE[:12], required=False)
    priority = forms.BooleanField(label=later("Priority"), required=False)


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?large` in large type."""
    context = {
        "tokens": found_in("css/tokens.css", TOKEN),
        "icons": found_in("icons.svg", ICON),
        "lights": Light.values,
        "empty_form": Sample(auto_id="plain_%s"),
        "wrong_form": Sample({"done": "", "percent": "120", "due_on": ""}, auto_id="wrong_%s"),
        "results": _results(_sections()),
        "tight": _results(_sections(grouped=True), tight=True),
        "filtered": _results([], chips=_chips()),
        "nothing": _results([]),
    }
    return render(request, "style.html", context)


@cache
def found_in(name: str, pattern: re.Pattern) -> list[str]:
    """What a static file defines, in its order."""
    text = (settings.BASE_DIR / "static" / name).read_text(encoding="utf-8")
    return pattern.findall(text)


def _sections(*, grouped: bool = False) -> list[Section]:
    lights = Lights()
    lines = (
        ("逾期16个工作日", "late", 61, 90, ("red", "amber", "red")),
        ("剩5个工作日", "soon", 80, 88, ("amber", "amber", "")),
        ("剩28个工作日", "", 68, 68, ("green", "green", "green")),
        ("11-10", "", 100, 100, ("done", "", "")),
    )
    rows = [
        (Row(n, f"2026-{n:03}", TITLE, "市住建局", "10-31", words, urgency, percent, min(planned, 98), planned, lights.of(*codes), "桩基返工，工期重排", codes[0] == "done"), [])
        for n, (words, urgency, percent, planned, codes) in enumerate(lines, 1)
    ]  # fmt: skip
    if not grouped:
        return [Section(None, rows)]
    sums = [_("%(count)s behind") % {"count": 1}]
    return [
        Section(Heading("市住建局", "#", sums), rows[:2]),
        Section(Heading("市交通局", "#", []), rows[2:]),
    ]


def _chips() -> list[Chip]:
    return [Chip(_("Area"), _("Key projects"), "#"), Chip(_("System light"), Light.RED.label, "#")]


def _results(sections: list[Section], *, tight: bool = False, chips: list[Chip] | None = None) -> SafeString:
    words = _("%(count)s · %(first)s–%(last)s") % {"count": "4", "first": 1, "last": 4}
    usual = [column for column in TASKS.columns if column.shown]
    heads = [Head(one.css or one.name, str(one.label), "#" if one.sort else "") for one in usual]
    return part(
        "results",
        page=Page(sections, 1, 4, "4", words, "#", "#", cut=False),
        list=TASKS,
        shown={column.name: True for column in usual},
        rows_template="tasks.jinja",
        tight=tight,
        here="#",
        views=[Link(_("Open"), "#", True), Link(_("Overdue"), "#", False)],
        chips=chips or [],
        clear_url="#",
        heads=heads,
        bulk=TASKS.bulk,
        bulk_url="#",
        all_words=_("Choose all %(count)s") % {"count": "4"},
        files=[("xlsx", "#")],
    )
