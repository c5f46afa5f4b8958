"""`seal` and `verify_audit`: chain 100,000 audit entries, and walk the whole chain."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from audit.models import AuditEntry, AuditSeal
from audit.services import seal_all
from audit.verification import verify
from bench.data import City
from bench.measuring import ROUNDS, Row, row

MOST_SECONDS = 10.0


def measure(city: City) -> list[Row]:
    """Two rows: seconds to seal what the city has recorded (once: seals are for good), and to verify it."""
    begun = perf_counter()
    sealed = seal_all()
    spent = perf_counter() - begun
    times = []
    for _ in range(ROUNDS if sealed < 10_000 else 5):
        begun = perf_counter()
        finding = verify()
        times.append(perf_counter() - begun)
    if finding.broken or finding.verified != AuditSeal.objects.count() or AuditEntry.objects.unsealed_count():
        raise RuntimeError(f"The chain is not whole: {finding}")
    return [
        row(f"seal_{city.tasks}", f"seal {sealed:,} audit entries", "s", spent, None, None),
        row(
            f"verify_audit_{city.tasks}",
            f"verify {sealed:,} sealed entries",
            "s",
            median(times),
            None,
            MOST_SECONDS,
        ),
    ]
