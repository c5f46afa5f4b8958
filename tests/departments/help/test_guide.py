"""Help beside every page: each page has its section, in both languages, and the search finds it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from departments.help import guide as guides
from departments.help.places import PLACES, place_of
from tests import factories
from tests.browser.pages import every_page

# Pages without the frame (also those before there is anybody), and files.
BARE = {"departments:login", "departments:logout", "supervision:offline", "views:file"}
BARE |= {"founding:begin", "founding:step", "founding:template", "founding:resume"}
BARE |= {"register:preview", "register:readers", "upkeep:blank"}


@pytest.fixture
def client(db):
    city = factories.make_city()
    browser = Client()
    browser.force_login(factories.person("L", city.education))
    return browser


def guide(language: str):
    with translation.override(language):
        return guides.guide()


def test_every_page_has_a_section_that_explains_it():
    pages = every_page()
    assert pages - BARE - set(PLACES) == set()
    assert set(PLACES) - pages - {"home"} == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_section_that_a_page_names_is_in_the_guide(language):
    chapters = guide(language)
    for page, named in PLACES.items():
        for place in named:
            chapter, _sharp, anchor = place.partition("#")
            assert chapters[chapter].section(anchor), (page, place)


def test_both_languages_have_the_same_chapters_and_sections():
    chinese, english = guide("zh-hans"), guide("en")
    for name in guides.CHAPTERS:
        anchors = [section.anchor for section in chinese[name].sections]
        assert anchors == [section.anchor for section in english[name].sections], name
        assert len(set(anchors)) == len(anchors), name
    files = {path.name for path in Path(settings.GUIDE).glob("*.md")}
    assert files == {path.name for path in (Path(settings.GUIDE) / "en").glob("*.md")}
    assert files == {f"{name}.md" for name in guides.CHAPTERS} | {"README.md"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_links_within_the_guide_lead_to_sections_that_exist(language):
    chapters = guide(language)
    for chapter in chapters.values():
        html = chapter.intro + "".join(section.html for section in chapter.sections)
        assert "style=" not in html and ".md" not in re.sub(r"<code.*?</code>", "", html, flags=re.S)
        for name, anchor in re.findall(r'href="/help/(\w+)/#([\w-]+)"', html):
            assert chapters[name].section(anchor), (chapter.name, name, anchor)


def test_a_page_is_explained_for_the_post_of_the_reader():
    assert place_of("supervision:my_week", {"H"}) == ("handler", "week")
    assert place_of("supervision:my_week", {"U"}) == ("unit", "head")
    assert place_of("supervision:bulletins", {"M"}) == ("leaders", "bulletins")
    assert place_of("no:page", {"H"}) == ("", "")


def test_every_page_leads_to_its_section(client):
    assert b"/help/everyday/?section=inbox#inbox" in client.get("/inbox/").content


def test_a_section_comes_alone_for_the_panel_and_as_a_chapter_without_scripts(client):
    path = "/help/everyday/?section=inbox"
    beside = client.get(path, headers={"hx-request": "true"}).content.decode()
    assert 'id="inbox"' in beside and 'id="lists"' not in beside and "<html" not in beside
    whole = client.get(path).content.decode()
    assert 'id="lists"' in whole and "<html" in whole
    assert client.get("/help/nothing/").status_code == 404
    assert client.get("/help/everyday/?section=none", headers={"hx-request": "true"}).status_code == 404


def test_the_search_finds_all_words_and_puts_the_own_chapters_first(client):
    with translation.override("zh-hans"):
        found = guides.search("对账单 确认", frozenset({"unit"}))
        assert (found[0].chapter.name, found[0].section.anchor) == ("unit", "statement")
        assert guides.search("没有这样的词语", frozenset()) == []
        assert guides.search("  ", frozenset()) == []
    page = client.get("/help/?q=<b>").content.decode()
    assert "<b>&lt;" not in page and "&lt;b&gt;" in page


def test_a_picture_is_shown_when_there_is_one_and_the_text_stands_alone_without(settings, tmp_path):
    settings.GUIDE_PICTURES = tmp_path
    assert guides._picture("queue", "words", "en") == ""
    picture = Path(__file__).parents[3] / "docs/pictures/first-page.png"
    (tmp_path / "queue.en.png").write_bytes(picture.read_bytes())
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    shown = guides._picture("queue", 'the "queue"', "en")
    assert 'guide/queue.en.png">the &quot;queue&quot;</a>' in shown
    assert 'alt="the &quot;queue&quot;"' in shown and re.search(r'width="\d+" height="\d+"', shown)
