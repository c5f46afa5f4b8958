"""`python -m bench [SIZE …]`: every figure beside its limit, on a database of its own that is dropped afterwards.

SIZE is a number of tasks; without one, 300 and 100,000. `small` is 300. `--only NAME` runs some benchmarks.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.core.management import call_command
from django.db import connection

import bench.loading  # noqa: F401 - stands before everything that has models
from bench import (
    api_list,
    dashboard,
    data,
    decomposition,
    item_page,
    list_page,
    measuring,
    my_week,
    search,
    trail,
    weeks,
    write,
)

RESULTS = Path(__file__).parent / "results" / "latest.json"
SIZES = {"small": 300}
# In this order: the week is opened before anybody answers, and what is written comes last.
OF_A_CITY = {
    "list": list_page,
    "item": item_page,
    "search": search,
    "api_list": api_list,
    "dashboard": dashboard,
    "verify_audit": trail,
    "open_week": weeks,
    "my_week": my_week,
    "write": write,
}


def main() -> int:
    """Run, print the table, write the results; 1 when a goal is missed."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("sizes", nargs="*", metavar="SIZE")
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    sizes = [SIZES.get(size) or int(size) for size in given.sizes] or [300, 100_000]
    if connection.vendor != "postgresql":
        sys.exit("The benchmarks need PostgreSQL: `make bench` starts one, or set DATABASE_URL.")
    wanted = set(filter(None, given.only.split(",")))
    rows = [] if wanted and "decompose" not in wanted else decomposition.measure()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["drf_spectacular_sidecar"])
    for size in sizes:
        rows += _of(size, wanted)
    print(measuring.table(rows))
    if not wanted:
        found = {"machine": measuring.machine(), "rows": [asdict(row) for row in rows]}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return any(row.met is False for row in rows)


def _of(size: int, wanted: set[str]) -> Iterator[measuring.Row]:
    """The rows of a city of that size, in a database of its own."""
    begun, before = time.monotonic(), connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        city = data.seed(size)
        print(f"{size:,} tasks seeded in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        for name, benchmark in OF_A_CITY.items():
            if not wanted or name in wanted or (name == "open_week" and wanted & {"my_week", "write"}):
                yield from benchmark.measure(city)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
