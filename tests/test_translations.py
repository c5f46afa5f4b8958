"""Every text of the product is in the Chinese catalogue: none missing, none fuzzy, none with a broken placeholder."""

import re
import shutil
import subprocess
from ast import literal_eval
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import template

ROOT = Path(settings.BASE_DIR) if hasattr(settings, "BASE_DIR") else Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
APPS = ("audit", "config", "departments", "notifications", "supervision", "tasks")
KEYWORDS = ["gettext_lazy", "ngettext_lazy:1,2", "gettext_noop", "pgettext:1c,2", "pgettext_lazy:1c,2"]
_LINES = r'((?:".*"\n?)+)'

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


def joined(lines: str) -> str:
    return "".join(literal_eval(line) for line in lines.splitlines() if line)


def messages(catalogue: str) -> dict[str, str]:
    """The msgids of a catalogue with their translation."""
    found = {}
    for block in catalogue.split("\n\n"):
        key = re.search(rf"^msgid {_LINES}", block, re.M)
        said = re.search(rf"^msgstr(?:\[0\])? {_LINES}", block, re.M)
        if key and said and not block.startswith("#~"):
            found[joined(key[1])] = joined(said[1])
    found.pop("", None)
    return found


def in_the_source(folder: Path) -> set[str]:
    """The msgids that gettext finds in Python files and templates."""
    files = [str(path) for app in APPS for path in (ROOT / app).rglob("*.py")]
    for number, page in enumerate((ROOT / "templates").rglob("*")):
        if page.suffix in {".html", ".jinja", ".txt"}:
            prepared = folder / f"{number}.py"
            prepared.write_text(template.templatize(page.read_text()))
            files.append(str(prepared))
    keys = [f"--keyword={word}" for word in ["_", *KEYWORDS]]
    run = ["xgettext", "-L", "Python", "--from-code=UTF-8", "-o", "-", *keys, *files]
    return set(messages(subprocess.run(run, check=True, capture_output=True, text=True).stdout))


def test_every_text_of_the_source_is_translated(tmp_path):
    translated = messages(CATALOGUE.read_text())
    missing = sorted(text for text in in_the_source(tmp_path) if not translated.get(text))
    assert missing == []


def test_the_catalogue_is_sound_and_nothing_in_it_is_doubtful(tmp_path):
    catalogue = CATALOGUE.read_text()
    assert not re.search(r"^#,.*fuzzy", catalogue, re.M)
    run = ["msgfmt", "--check", "-o", str(tmp_path / "out.mo"), str(CATALOGUE)]
    checked = subprocess.run(run, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_nothing_in_the_catalogue_is_unused(tmp_path):
    unused = sorted(set(messages(CATALOGUE.read_text())) - in_the_source(tmp_path))
    assert unused == []
