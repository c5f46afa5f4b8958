"""A report of 20,000 characters stays smooth: what a key costs the browser's main thread, in its own time."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import expect

from bench.decomposition import report as long_text
from tasks.models import Task
from tasks.reports.services import import_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A thread's own time does not grow when other processes use the machine.
LIMIT = 0.1
DRAFTS = 250
_CLICK = "(selector) => document.querySelector(selector).click()"


@pytest.fixture
def page(world, sit_down):
    report = import_report(
        actor=world.supervisor,
        jurisdiction_id=world.city.government.pk,
        data=long_text(20_000),
        file_name="报告.txt",
    )
    assert Task.objects.drafts().filter(report=report).count() >= DRAFTS
    return sit_down(world.supervisor).open(f"/reports/{report.pk}/")


def test_moving_accepting_and_filtering_take_a_tenth_of_a_second_at_most(page):
    expect(page.locator("li.draft.here")).to_be_visible()
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        metrics = tools.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    def cost(act, times: int) -> float:
        before = spent()
        for _time in range(times):
            act()
        return (spent() - before) / times

    # Asking costs something too.
    asking = cost(lambda: None, 1)
    costs = {key: cost(lambda key=key: page.keyboard.press(key), 10) - asking / 10 for key in ("j", "k")}
    # The first time it is also compiled; the best of some rounds is what the page costs.
    rounds = {name: [] for name in ("all", "no_unit", "open")}
    for name in [*rounds] * 4:
        click = partial(page.evaluate, _CLICK, f"#tabs [data-show={name}]")
        rounds[name].append(cost(click, 1) - asking)
    costs |= {name: min(spans) for name, spans in rounds.items()}
    # Last, because the answers come in later.
    costs["a"] = cost(lambda: page.keyboard.press("a"), 10) - asking / 10
    expect(page.locator("#said")).to_contain_text("accepted")
    page.wait_for_load_state("networkidle")
    print({name: f"{seconds * 1000:.0f} ms" for name, seconds in costs.items()})
    assert {name: seconds for name, seconds in costs.items() if seconds > LIMIT} == {}
