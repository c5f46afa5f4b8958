"""Large type on a phone: nothing scrolls sideways, no text is cut off or stands on another."""

from __future__ import annotations

import pytest

from departments.models import Post
from tests.browser.city import play

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Rows and figures, forms with two buttons, tables in cards, the long bars of the review.
DESKS = {
    "head": ("/week/", "/tasks/{late}/", "/account/settings/"),
    "chief": (
        "/queue/",
        "/tasks/",
        "/dashboard/",
        "/departments/calendar/",
        "/reports/{report}/",
        "/weeks/",
        "/checks/",
    ),
    "system_admin": ("/parameters/", "/people/", "/posts/new/"),
}
# What scrolls by itself or ends in an ellipsis may be wider than the screen, and menus lie over the page.
_CUT = """() => {
  const edge = document.documentElement.clientWidth, found = [], seen = [];
  if (document.documentElement.scrollWidth > edge) found.push("scrolls sideways");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, element = text.parentElement, range = document.createRange();
    if (!text.textContent.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".sr, .skip, svg, option, .word, .rail, details.menu > div")) continue;
    const around = [];
    for (let one = element; one !== document.body; one = one.parentElement) around.push([one, getComputedStyle(one)]);
    if (around.some(([, { overflowX, textOverflow, position, clipPath }]) => clipPath !== "none" || /auto|scroll/.test(overflowX) || textOverflow === "ellipsis" || /sticky|fixed/.test(position))) continue;
    range.selectNodeContents(text);
    const name = text.textContent.trim().slice(0, 40);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      if (box.right > edge + 1) found.push(`beyond the edge: ${name}`);
      for (const [one, { overflowX }] of around) if (/hidden|clip/.test(overflowX) && box.right > one.getBoundingClientRect().right + 2) found.push(`cut off: ${name}`);
      for (const [other, words] of seen.slice(-60)) if (words !== name && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2 && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 6) found.push(`on another: ${name} and ${words}`);
      seen.push([box, name]);
    }
  }
  return [...new Set(found)];
}"""


def test_nothing_is_cut_in_large_type_on_a_phone(world, sit_down):
    played = play(world)
    # Longer than a line of a phone leaves room for.
    Post.objects.filter(pk=world.post.pk).update(title="综合规划与重点项目推进科经办人")
    found = []
    for role, paths in DESKS.items():
        person = getattr(world, role)
        person.large_type, person.name = True, "欧阳思源"
        person.save(update_fields=["large_type", "name"])
        for language in ("zh-hans", "en"):
            reader = sit_down(person, width=360, language=language, touch=True)
            for path in paths:
                page = reader.open(path.format(**{name: one.pk for name, one in played.items()}))
                assert page.locator("html.large").count() == 1, path
                found += [f"{role} {page.url} {language}: {words}" for words in page.evaluate(_CUT)]
    assert not found, "\n".join(found)
