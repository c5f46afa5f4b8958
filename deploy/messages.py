"""`make messages`: the Chinese catalogue holds exactly the texts of the source.

Unused texts leave, new ones come in and are translated from the lines `English|中文` of a file or of standard input.
Sorted, so that the new texts of two people seldom meet on one line; a lock keeps two runs apart.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.terminal import ROOT, Stopped

CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
APPS = ("audit", "config", "departments", "notifications", "supervision", "tasks")
PAGES = {".html", ".jinja", ".txt"}
KEYWORDS = ["_", "gettext_lazy", "ngettext_lazy:1,2", "gettext_noop", "pgettext:1c,2", "pgettext_lazy:1c,2"]


def in_the_source():
    """A catalogue without translations: what xgettext finds in Python files and templates."""
    import polib
    from django.utils.translation import template

    files = [str(path) for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(sorted((ROOT / "templates").rglob("*"))):
            if page.suffix in PAGES:
                prepared = Path(folder, f"{number}.py")
                prepared.write_text(template.templatize(page.read_text("utf-8")), "utf-8")
                files.append(str(prepared))
        keywords = [f"--keyword={word}" for word in KEYWORDS]
        run = ["xgettext", "-L", "Python", "--from-code=UTF-8", "--no-location", "-o", "-", *keywords, *files]
        found = subprocess.run(run, check=True, capture_output=True, text=True)
    return polib.pofile(found.stdout)


def _key(entry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _translated(lines: list[str]) -> dict[str, str]:
    pairs = (line.rstrip("\n").partition("|") for line in lines if "|" in line)
    return {english.strip(): chinese.strip() for english, _, chinese in pairs}


def bring_up_to_date(lines: list[str]) -> list[str]:
    """Make catalogue and source agree; returns the texts that still have no translation."""
    import polib

    given = _translated(lines)
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0)
    source = {_key(entry): entry for entry in in_the_source()}
    kept = {_key(entry): entry for entry in catalogue if _key(entry) in source}
    entries = [*kept.values(), *(entry for key, entry in source.items() if key not in kept)]
    catalogue[:] = sorted(entries, key=lambda entry: (entry.msgid.lower(), entry.msgid, entry.msgctxt or ""))
    for entry in catalogue:
        entry.comment = ""
        entry.flags = [flag for flag in source[_key(entry)].flags if flag != "fuzzy"]
        if (chinese := given.get(entry.msgid.replace("\n", "\\n"))) is not None:
            chinese = chinese.replace("\\n", "\n")
            if entry.msgid_plural:
                entry.msgid_plural, entry.msgstr_plural = source[_key(entry)].msgid_plural, {0: chinese}
            else:
                entry.msgstr = chinese
    catalogue.save()
    return [entry.msgid for entry in catalogue if not entry.translated()]


def differences() -> list[str]:
    """What a catalogue brought up to date would change or lack, one line each."""
    import polib

    source = {_key(entry) for entry in in_the_source()}
    catalogue = polib.pofile(str(CATALOGUE))
    there = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    lacking = [key for key in source if key not in there or not there[key].translated()]
    return [
        *(f"without a translation: {text}" for _, text in lacking),
        *(f"not in the source: {text}" for context, text in there if (context, text) not in source),
    ]


def main(arguments: list[str]) -> int:
    """Translate with the lines given, or only `--check`; 1 while a text has no translation."""
    if arguments == ["--check"]:
        found = differences()
        print(*found, sep="\n", end="\n" if found else "")
        return 1 if found else 0
    lines = Path(arguments[0]).read_text("utf-8").splitlines() if arguments else []
    if not arguments and not sys.stdin.isatty():
        lines = sys.stdin.read().splitlines()
    lock = os.open(CATALOGUE.parent, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the program ends
    try:
        missing = bring_up_to_date(lines)
    except FileNotFoundError:
        raise Stopped("xgettext is missing: install the Debian package gettext.") from None
    for text in missing:
        print(f"{text}|")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
