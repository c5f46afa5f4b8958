"""Walk the whole chain and name the first entry that is not as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _

from audit import chain, triggers
from audit.models import AuditEntry, AuditSeal

_PIECE = 500


@dataclass(frozen=True)
class Break:
    """The first place where the trail is not as it was sealed."""

    position: int | None
    entry_id: int | None
    what: str


@dataclass
class Finding:
    """What a verification found. The head is worth noting outside: it proves the length of the chain later."""

    verified: int = 0
    head: str = chain.GENESIS
    unsealed: int = 0
    unprotected: tuple[str, ...] = ()
    broken: Break | None = None

    @property
    def sound(self) -> bool:
        """Nothing broken, and the triggers in place."""
        return self.broken is None and not self.unprotected


def verify(*, noted: tuple[int, str] | None = None) -> Finding:
    """Compare every sealed entry with its digest, in pieces of bounded size.

    `noted` is a head (position, digest) written down earlier, which the chain must still contain.
    """
    finding = Finding(unprotected=tuple(triggers.missing(connection)))
    seals = AuditSeal.objects.order_by("position").values_list("position", "entry_id", "sealed_at", "digest")
    stream = seals.iterator(chunk_size=_PIECE)
    while finding.broken is None and (piece := list(islice(stream, _PIECE))):
        _walk(piece, finding, noted)
    if finding.broken is None:
        finding.broken = _cut_off(finding, noted) or _smuggled()
    finding.unsealed = AuditEntry.objects.unsealed_count()
    return finding


def _walk(piece: list[tuple], finding: Finding, noted: tuple[int, str] | None) -> None:
    ids = [entry_id for _position, entry_id, _at, _digest in piece]
    entries = {entry["id"]: entry for entry in AuditEntry.objects.filter(id__in=ids).values(*chain.FIELDS)}
    for position, entry_id, sealed_at, digest in piece:
        what = ""
        if position != finding.verified + 1:
            position, what = finding.verified + 1, _("The seal at this position was deleted.")
        elif entry_id not in entries:
            what = _("The entry was deleted.")
        elif chain.digest(finding.head, sealed_at, entries[entry_id]) != digest:
            what = _changed(finding.head, sealed_at, digest, entry_id, entries)
        elif noted and noted[0] == position and noted[1] != digest:
            what = _("The chain was rewritten: its digest here is not the one noted earlier.")
        if what:
            finding.broken = Break(position, entry_id, what)
            return
        finding.verified, finding.head = position, digest


def _changed(previous: str, sealed_at, digest: str, entry_id: int, entries: dict) -> str:
    # When another entry fits this seal, the order was changed and not the words.
    for other in _others(entry_id, entries):
        if chain.digest(previous, sealed_at, other) == digest:
            return _("The order was changed: entry %(other)s was sealed here.") % {"other": other["id"]}
    return _("The entry or its seal was changed after sealing, or inserted here.")


def _others(entry_id: int, entries: dict) -> Iterator[dict]:
    return (entry for key, entry in entries.items() if key != entry_id)


def _cut_off(finding: Finding, noted: tuple[int, str] | None) -> Break | None:
    if noted is None or noted[0] <= finding.verified:
        return None
    return Break(
        finding.verified + 1, None, _("The chain was cut off: it was longer when its head was noted.")
    )


def _smuggled() -> Break | None:
    entry = AuditEntry.objects.smuggled().order_by("id").first()
    if entry is None:
        return None
    return Break(
        None, entry.id, _("The entry was inserted afterwards: its neighbours were sealed without it.")
    )
