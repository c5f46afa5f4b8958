"""Check the audit trail against its hash chain; exit code 1 when something is wrong."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit.verification import Finding, verify


class Command(BaseCommand):
    help = "Walk the hash chain of the audit trail and name the first broken entry."

    def add_arguments(self, parser):
        parser.add_argument(
            "--noted", metavar="POSITION:DIGEST", help="A head that was written down earlier."
        )

    def handle(self, *args, noted=None, **options):
        finding = verify(noted=_head(noted) if noted else None)
        if finding.broken:
            broken = finding.broken
            raise CommandError(
                _(
                    "Broken at position %(position)s, entry %(entry)s: %(what)s %(verified)s entries before it are sound."
                )
                % {
                    "position": broken.position or "–",
                    "entry": broken.entry_id or "–",
                    "what": broken.what,
                    "verified": finding.verified,
                }
            )
        if finding.unprotected:
            raise CommandError(
                _("The triggers that keep the trail append-only are missing on: %(tables)s. Run migrate.")
                % {"tables": ", ".join(finding.unprotected)}
            )
        self.stdout.write(_summary(finding))


def _head(noted: str) -> tuple[int, str]:
    position, _colon, digest = noted.partition(":")
    if not position.isdecimal() or len(digest) != 64:
        raise CommandError(_("Write --noted as POSITION:DIGEST, as an earlier run printed it."))
    return int(position), digest


def _summary(finding: Finding) -> str:
    return _(
        "%(verified)s entries are as they were sealed; %(unsealed)s wait for their seal. Head %(verified)s:%(head)s"
    ) % {"verified": finding.verified, "unsealed": finding.unsealed, "head": finding.head}
