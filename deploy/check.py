"""`make check`: code, migrations, templates and translations, without running the suite."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy import virtualenv
from deploy.install import install
from deploy.terminal import ROOT

MAKEMESSAGES = ["-m", "django", "makemessages", "-l", "zh_Hans", "--no-location", "--no-wrap"]
UNTRANSLATED = """
import sys, polib
missing = [entry for entry in polib.pofile(sys.argv[1]) if not entry.obsolete and not entry.translated()]
for entry in missing:
    print("without a translation:", entry.msgid)
sys.exit(bool(missing))
"""
TEMPLATES = """
import django; django.setup()
from pathlib import Path
from django.template import engines
for path in sorted(Path("templates").rglob("*.html")):
    rows = path.is_relative_to("templates/rows")
    folder = "templates/rows" if rows else "templates"
    engines["jinja2" if rows else "django"].get_template(str(path.relative_to(folder)))
"""


def _python(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> bool:
    done = subprocess.run(
        [virtualenv.PYTHON, *arguments], cwd=cwd, env={**os.environ, **environment}, check=False
    )
    return done.returncode == 0


def _translations_are_complete() -> bool:
    """Every text of the present files is in the catalogue, translated: extracted in a copy, so nothing changes here."""
    listed = ["git", "ls-files", "-co", "--exclude-standard", "-z", "*.py", "*.html", "*.txt", "*.po"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    with tempfile.TemporaryDirectory() as copy:
        for name in (
            name for name in names if name and not name.startswith("tests/") and (ROOT / name).exists()
        ):
            (Path(copy) / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, Path(copy) / name)
        catalogue = Path(copy) / "locale/zh_Hans/LC_MESSAGES/django.po"
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        made = _python(*MAKEMESSAGES, "-v", "0", cwd=Path(copy), PYTHONPATH=copy, DJANGO_SETTINGS_MODULE="")
        return made and _python("-c", UNTRANSLATED, catalogue)


def main() -> int:
    """Say of each check whether it holds; 0 when all do."""
    install("test")
    with tempfile.TemporaryDirectory() as var:
        settings = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": "sqlite://",
            "VAR_DIR": var,
            "LOG_LEVEL": "WARNING",
        }
        checks = {
            "ruff check": lambda: _python("-m", "ruff", "check", "-q", "."),
            "migrations": lambda: _python("manage.py", "makemigrations", "--check", "--dry-run", **settings),
            "django check": lambda: _python("manage.py", "check", **settings),
            "templates": lambda: _python("-c", TEMPLATES, **settings),
            "translations": _translations_are_complete,
        }
        results = {name: check() for name, check in checks.items()}
    for name, holds in results.items():
        print(f"{'✓' if holds else '✗'} {name}")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
