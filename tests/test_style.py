"""The style keeps its shape: colours are tokens, classes are used, components say what they take and are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Classes that a library or Django puts there.
GIVEN = {"htmx-request", "errorlist", "ts-wrapper", "ts-control", "ts-dropdown", "dropdown-active"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def rules_of(path: Path) -> str:
    return COMMENT.sub("", text_of(path))


def sources() -> str:
    """Everything that may write a class into a page; `c-{{ head.name }}` makes all that begin with `c-`."""
    places = [("templates", "*"), ("static/js", "*.js")]
    places += [(app, "*.py") for app in ("departments", "notifications", "tasks", "supervision", "config")]
    found = (path for folder, form in places for path in (ROOT / folder).rglob(form))
    return "\n".join(text_of(path) for path in found if path.is_file())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_only(sheet):
    if sheet.name != "tokens.css":
        assert not COLOUR.findall(rules_of(sheet))


def test_tokens_that_are_asked_for_exist_and_those_that_exist_are_asked_for():
    everything = "".join(map(rules_of, SHEETS))
    named = set(re.findall(r"(--[\w-]+):", everything))
    asked = set(re.findall(r"var\((--[\w-]+)", everything))
    assert named == asked


def test_every_class_of_the_style_sheets_is_used():
    written = sources()
    words = set(re.findall(r"[\w-]+", written))
    classes = set()
    for sheet in SHEETS:
        selectors = re.sub(r"\{[^{}]*\}", "{}", rules_of(sheet))
        classes |= set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", selectors)))
    made = tuple(re.findall(r"([a-z]+-?)\{\{", written)) + tuple(re.findall(r'"([a-z]+-)" ?\+', written))
    unused = {name for name in classes - GIVEN - words if not name.startswith(made)}
    assert not unused


def test_a_comment_ends_on_its_line_because_django_would_show_it_otherwise():
    lines = (
        (path.name, line)
        for path in (ROOT / "templates").rglob("*.html")
        for line in text_of(path).splitlines()
    )
    assert not [(name, line) for name, line in lines if line.count("{#") != line.count("#}")]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_lists_its_variables_on_top(component):
    first = text_of(component).split("#}")[0]
    assert first.startswith("{#")
    assert re.search(r"Variables: \w+|No variables\.", first)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_is_used_and_shown_on_the_page_of_the_style(component):
    name = f"components/{component.name}"
    pages = [path for path in (ROOT / "templates").rglob("*.html") if path != component]
    users = {path.name for path in pages if name in text_of(path)}
    code = any(name in text_of(path) for path in (ROOT / "supervision").rglob("*.py"))
    assert users - {"style.html"} or code
    # What stands around every page stands around the page of the style too.
    assert "style.html" in users or users & {"base.html", "bare.html", "form.html"} or code
