"""The digest of an entry: every field counts, and equal values give equal bytes."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from audit import chain

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ENTRY = {
    "id": 7,
    "at": AT,
    "actor_id": 3,
    "actor_name": "李明",
    "actor_post": "市教育局 经办人",
    "action": "tasks.signed",
    "target_type": "tasks.task",
    "target_id": 12,
    "details": {"percent": 40, "units": ["a", "b"]},
}


@pytest.mark.parametrize("name", chain.FIELDS)
def test_changing_any_field_changes_the_digest(name):
    other = {**ENTRY, name: AT + timedelta(microseconds=1) if name == "at" else "changed"}
    assert chain.digest(chain.GENESIS, AT, other) != chain.digest(chain.GENESIS, AT, ENTRY)


def test_the_digest_before_and_the_moment_of_sealing_are_covered():
    digests = {
        chain.digest(chain.GENESIS, AT, ENTRY),
        chain.digest("1" * 64, AT, ENTRY),
        chain.digest(chain.GENESIS, AT + timedelta(seconds=1), ENTRY),
    }
    assert len(digests) == 3


def test_order_of_keys_and_time_zone_do_not_matter():
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    same = {**dict(reversed(ENTRY.items())), "at": shanghai, "details": {"units": ["a", "b"], "percent": 40}}
    assert chain.digest(chain.GENESIS, AT, same) == chain.digest(chain.GENESIS, shanghai, ENTRY)


def test_details_that_are_no_plain_values_are_refused():
    with pytest.raises(TypeError, match="plain values"):
        chain.canonical({"details": {"who": object()}})
