"""What the set-up says to the person at the terminal."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a child that makes everything ready says last, when it went well.
READY = "ready\n"


class Stopped(SystemExit):
    """Ends the command with one clear sentence instead of a traceback."""

    def __init__(self, sentence: str) -> None:
        """Say the sentence when the program ends, with exit code 1."""
        super().__init__(f"✗ {sentence}")


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Name a slow step before it begins and its seconds when it is done."""
    print(f"· {title} …", file=sys.stderr, flush=True)
    began = time.monotonic()
    yield
    print(f"  {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


def call(command: Sequence[str | Path], otherwise: str, **options) -> None:
    """Run a command quietly; when it fails show the end of what it said and stop with `otherwise`."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **options,
    )
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-15:]), file=sys.stderr)
        raise Stopped(otherwise)
