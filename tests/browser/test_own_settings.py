"""What a person has set up for all pages of their machine: colours of their own, and no motion."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.progress.services import report_progress
from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAST = 3  # times, between a drawing and the ground it lies on
_CONTRAST = """(selector) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => parts(colour).map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const probe = document.body.appendChild(Object.assign(document.createElement("i"), { style: "" }));
  probe.style.backgroundColor = "Canvas";
  const ground = light(getComputedStyle(probe).backgroundColor);
  probe.remove();
  return [...document.querySelectorAll(selector)].map((one) => {
    const { fill, stroke, color, outlineColor, outlineStyle } = getComputedStyle(one);
    const drawn = outlineStyle !== "none" ? outlineColor : one.matches("path, line") ? stroke : one.matches("rect") ? fill : color;
    const [more, less] = [light(drawn), ground].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lights_bars_and_the_place_one_is_at_are_seen_in_ones_own_colours(world, monday, sit_down, scheme):
    task = world.task(due_on=date(2026, 6, 30), title="改造学校食堂八所")
    monday(-30)
    report_progress(actor=world.handler, task_id=task.pk, percent=40, self_light="green", done="已完成招标")
    monday(30)
    assess_tasks(MONDAY)
    reader = sit_down(world.supervisor)
    reader.page.emulate_media(forced_colors="active", color_scheme=scheme)

    def contrast(selector: str) -> list[float]:
        found = reader.page.evaluate(_CONTRAST, selector)
        assert found, selector
        return found

    page = reader.open("/tasks/?priority=on")
    assert page.locator(".chip").first.evaluate("(chip) => getComputedStyle(chip).borderTopWidth") == "1px"
    reader.open("/tasks/")
    for selector in (
        ".bar .done",
        ".bar .plan",
        ".light .icon",
        ".seg a[aria-current]",
        ".rail a[aria-current]",
    ):
        assert min(contrast(selector)) >= LEAST, selector
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert min(contrast(":focus-visible")) >= LEAST
    reader.open(f"/tasks/{task.pk}/")
    for selector in (".chart .actual", ".chart .planned"):
        assert min(contrast(selector)) >= LEAST, selector
    assert page.locator(".tag").first.evaluate("(tag) => getComputedStyle(tag).borderTopWidth") == "1px"


_MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => getComputedStyle(one, part || null)))
  .filter(({ transitionDuration, animationName, display }) => display !== "none" && (animationName !== "none" || transitionDuration.split(",").some((span) => parseFloat(span) > 0))).length"""


@pytest.mark.parametrize("path", ["/tasks/", "/departments/?panel=conditions"])
def test_nothing_moves_for_whoever_wants_no_motion(world, sit_down, path):
    world.task(due_on=date(2026, 6, 30))
    reader = sit_down(world.supervisor)
    page = reader.open(path)
    assert page.evaluate(_MOVING) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(_MOVING) == 0
