"""`python -m tests.browser.gallery --at URL`: walk through the running demo city, keep the pictures, say what is wrong.

Without restrictions it looks at every page × role × width × language, and at what no role reaches.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import tests.browser.gallery.loading  # noqa: F401 - stands before everything that has models
from supervision.demo.city import LOGINS
from tests.browser.gallery import guide, index, measuring
from tests.browser.gallery.beyond import addresses
from tests.browser.gallery.walk import DEVELOPER, VISITOR, WIDTHS, Order, Walk, walk
from tests.browser.looking import LANGUAGES
from tests.browser.pages import every_page

# Pages that the demo city has no way to, and where they are looked at instead.
ELSEWHERE = {
    "founding:begin": "tests/browser/test_new_city.py: a founded city has no set-up",
    "founding:resume": "tests/browser/test_new_city.py",
    "founding:step": "tests/browser/test_new_city.py",
    "supervision:bulletin_edit": "tests/browser/test_bulletin.py: on most days every month is signed",
    "supervision:queue_row": "tests/browser/test_queue.py: it leads to the row in the queue",
}


def main() -> int:
    """Walk, write the index, print the findings; 1 when there are any."""
    given = _arguments().parse_args()
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    if given.guide:
        return guide.take(given.at)
    if given.measure:
        return measuring.measure(given.at, folder)
    walks = _walk(given, folder)
    findings = [line for one in walks for line in one.findings()]
    if not (given.role or given.only):
        reached = {name.split()[0] for one in walks for name in one.reached()}
        unreached = sorted(every_page() - reached - ELSEWHERE.keys())
        findings += [f"no role reaches {name}" for name in unreached]
        print("\n".join(findings[-len(unreached) :] if unreached else []))
    (folder / "shots.json").write_text(
        json.dumps([asdict(one) for one in walks], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    index.write(folder, walks, findings)
    count, pages = sum(len(one.shots) for one in walks), {shot.page for one in walks for shot in one.shots}
    print(f"{count} pictures of {len(pages)} pages, {len(findings)} findings: {folder / 'index.html'}")
    return 1 if findings else 0


def _arguments() -> argparse.ArgumentParser:
    roles = [*(name for name, _role in LOGINS), VISITOR, DEVELOPER]
    asked = argparse.ArgumentParser(prog="make gallery", description=__doc__)
    asked.add_argument("--at", required=True, help="address of the running demo city")
    asked.add_argument("--style", default="", help="address of the same city with DEBUG, for /style/")
    asked.add_argument("--folder", default="var/gallery", help="where the pictures go")
    asked.add_argument("--role", action="append", choices=roles, help="this role only; may be repeated")
    asked.add_argument("--width", action="append", type=int, help="this width only; may be repeated")
    asked.add_argument("--language", action="append", choices=LANGUAGES, help="this language only")
    asked.add_argument("--only", default="", help="pages whose name holds this, such as register:")
    asked.add_argument("--paper", action="store_true", help="each page as printed too")
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="browsers at a time")
    asked.add_argument("--measure", action="store_true", help="first paint and interaction instead")
    asked.add_argument("--guide", action="store_true", help="the pictures of docs/pictures/ instead")
    return asked


def _walk(given: argparse.Namespace, folder: Path) -> list[Walk]:
    roles = given.role or [name for name, _role in LOGINS] + [VISITOR] + ([DEVELOPER] if given.style else [])
    # The roles with most pages first, so that no browser waits for the last one.
    roles = sorted(roles, key=lambda role: role not in ("supervisor", "chief", "county"))
    orders = [
        Order(
            role=role,
            base=(given.style if role == DEVELOPER else given.at).rstrip("/"),
            folder=folder,
            widths=tuple(given.width or WIDTHS),
            languages=tuple(given.language or LANGUAGES),
            only=given.only,
            paper=given.paper,
            beyond=tuple(addresses(role)),
        )
        for role in roles
    ]
    walks = []
    with ProcessPoolExecutor(given.workers, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(walk, order) for order in orders]):
            walks.append(done.result())
            print(walks[-1], *walks[-1].findings(), sep="\n  ", file=sys.stderr, flush=True)
    return sorted(walks, key=lambda one: roles.index(one.role))


if __name__ == "__main__":
    sys.exit(main())
