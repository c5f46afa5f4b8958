"""Import the catalogue of departments from a CSV file, with a preview."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.catalogue import Plan
from departments.services import import_departments


class Command(BaseCommand):
    help = "Create and change departments as FILE.csv says (全称,常用简称,类别,上级,别名,曾用名,职能,排序), all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Show what would happen, write nothing.")
        parser.add_argument(
            "--top", default="", help="Full name of the government above units without a parent."
        )

    def handle(self, *args, file: Path, dry_run: bool, top: str, **options):
        try:
            plan = import_departments(actor=None, content=file.read_bytes(), top=top, dry_run=dry_run)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}
            ) from error
        except ValidationError as error:
            raise CommandError(
                "\n".join([*error.messages, _("Nothing was written; correct these cells and run it again.")])
            ) from error
        self._show(plan)
        self.stdout.write(_("Preview only, nothing was written.") if dry_run else _("Written."))

    def _show(self, plan: Plan) -> None:
        for warning in plan.warnings:
            self.stderr.write(warning)
        for line in plan.created:
            self.stdout.write(f"+ {line.name}")
        for line in plan.changed:
            changes = "; ".join(f"{name}: {old} → {new}" for name, (old, new) in line.changes.items())
            self.stdout.write(f"~ {line.name}: {changes}")
        self.stdout.write(
            _("%(created)s created, %(changed)s changed, %(unchanged)s unchanged")
            % {
                "created": len(plan.created),
                "changed": len(plan.changed),
                "unchanged": len(plan.unchanged),
            }
        )
