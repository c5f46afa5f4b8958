"""Decompose a file and write the result to standard output; the database is not touched."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tasks.reports import cautions, refusals
from tasks.reports.decomposition import document
from tasks.reports.decomposition.exact_json import as_json
from tasks.reports.decomposition.reading import LIMIT
from tasks.reports.decomposition.refusals import megabytes, refuse
from tasks.reports.decomposition.shapes import Decomposition, Refused


class Command(BaseCommand):
    """`decompose FILE`: JSON, a summary for people, or only the extracted text."""

    help = "Decompose a report, a division of work or a responsibility table into draft tasks."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        """The file and the form of the answer."""
        parser.add_argument("file", help="a txt, docx, pdf, csv or xlsx file; - reads standard input")
        parser.add_argument("--format", choices=("json", "summary"), default="json")
        parser.add_argument("--text", action="store_true", help="print the extracted text instead")
        parser.add_argument("--year", type=int, help="the list's year, where the text does not say it")
        parser.add_argument("--name", default="", help="the file's name when it comes from standard input")

    def handle(self, *args, **options) -> None:
        """Write the result, or the sentence that says why the file was refused and exit with 1."""
        if options["year"] is not None and not 1949 <= options["year"] <= 2200:
            self._fail(_("The year must lie between 1949 and 2200."))
        try:
            data, name = read_input(options["file"], options["name"])
            result = document.decompose(data, name, year=options["year"])
        except Refused as refused:
            self._fail(refusals.sentence(refused))
        except OSError as error:
            self._fail(
                _("“%(file)s” can't be read: %(reason)s.")
                % {"file": options["file"], "reason": error.strerror}
            )
        if self.stdout._out is sys.stdout and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        if options["text"]:
            self.stdout.write(result.text, ending="" if result.text.endswith("\n") else "\n")
        else:
            self.stdout.write(as_json(result) if options["format"] == "json" else summary(result))

    def _fail(self, sentence: str) -> None:
        self.stderr.write(sentence)
        raise SystemExit(1)


def read_input(file: str, name: str = "") -> tuple[bytes, str]:
    """The bytes and the name of a file or of standard input, never more than a file may have."""
    if file == "-":
        return sys.stdin.buffer.read(LIMIT + 1), name or "stdin"
    path = Path(file)
    size = path.stat().st_size
    if size > LIMIT:
        raise refuse("too_large", path.name, size=megabytes(size), limit=megabytes(LIMIT))
    return path.read_bytes(), name or path.name


def summary(result: Decomposition) -> str:
    """The result in a few lines: what it is, how many tasks, who leads, what was set aside."""
    about = result.document
    lines = [
        f"{about.title or _('Untitled')} · {about.place or _('place unknown')} · {about.year or _('year unknown')}"
        f" · {about.kind}",
        _("Tasks: %(count)s") % {"count": len(result.tasks)}
        + _counted(task.lead_rule for task in result.tasks),
        _("Set aside: %(count)s") % {"count": len(result.set_aside)}
        + _counted(piece.reason for piece in result.set_aside),
        _("With a stated date: %(count)s")
        % {"count": sum(any(one.origin == "stated" for one in task.deadlines) for task in result.tasks)},
        _("Targets: %(count)s") % {"count": sum(len(task.targets) for task in result.tasks)},
    ]
    lines += [f"! {warning.paragraph}: {cautions.sentence(vars(warning))}" for warning in result.warnings]
    return "\n".join(lines)


def _counted(values) -> str:
    counts = sorted(Counter(values).items())
    return f" ({', '.join(f'{value} {count}' for value, count in counts)})" if counts else ""
