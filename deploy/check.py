"""`make check`: code, migrations, templates and translations, without running the suite."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy import virtualenv
from deploy.install import install
from deploy.terminal import ROOT

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
            "translations": lambda: _python("-m", "deploy.messages", "--check"),
        }
        results = {name: check() for name, check in checks.items()}
    for name, holds in results.items():
        print(f"{'✓' if holds else '✗'} {name}")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
