"""The hash chain: each digest covers an entry and the digest before it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

# What stands before the first entry.
GENESIS = "0" * 64

FIELDS = (
    "id",
    "at",
    "actor_id",
    "actor_name",
    "actor_post",
    "action",
    "target_type",
    "target_id",
    "details",
)


def canonical(values: Mapping) -> bytes:
    """The same values as the same bytes: sorted keys, no spaces, moments in UTC to the microsecond."""
    return json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    ).encode()


def digest(previous: str, sealed_at: datetime, entry: Mapping) -> str:
    """The digest of an entry (its `FIELDS`) sealed at that moment behind the digest before it."""
    covered = {"previous": previous, "sealed_at": sealed_at, **{name: entry[name] for name in FIELDS}}
    return sha256(canonical(covered)).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"an audit entry holds plain values only, not {type(value).__name__}")
