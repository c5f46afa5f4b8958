"""Compiled catalogues (`*.mo`), made from `*.po` without gettext."""

import sys
from pathlib import Path

from deploy.terminal import ROOT


def stale() -> list[Path]:
    """Catalogues whose compiled form is missing or older than the text."""
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    return [
        po
        for po in sources
        if not _compiled(po).exists() or _compiled(po).stat().st_mtime <= po.stat().st_mtime
    ]


def _compiled(po: Path) -> Path:
    return po.with_suffix(".mo")


def compile_catalogues(paths: list[Path]) -> None:
    """Compile these catalogues; a fuzzy text is left out and shows in English."""
    import polib  # here, because stale() is asked before .venv exists

    for po in paths:
        # Written beside and renamed: a running server never reads half a catalogue.
        beside = po.with_suffix(".mo.new")
        polib.pofile(str(po)).save_as_mofile(str(beside))
        beside.replace(_compiled(po))


if __name__ == "__main__":
    compile_catalogues([Path(argument) for argument in sys.argv[1:]])
