"""Child processes that never outlive the one that started them (Linux)."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.terminal import ROOT

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent(parent: int, with_signal: int = signal.SIGTERM) -> None:
    """Let the kernel send this process a signal when `parent` ends, even by kill -9."""
    _libc.prctl(PR_SET_PDEATHSIG, with_signal)
    if os.getppid() != parent:  # it ended before we had asked
        os.kill(os.getpid(), with_signal)


class Child:
    """A process in a group of its own, with its log."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        log: Path | None = None,
        **options,
    ) -> None:
        """Start it; without a log it speaks to the terminal."""
        self.name, self.log = name, log
        launcher = os.getpid()
        output = log.open("wb") if log else None
        self._process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", output),
            stderr=subprocess.STDOUT if log else None,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(launcher),
            **options,
        )
        self.stdout = self._process.stdout
        if output:
            output.close()

    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def last_lines(self, count: int = 15) -> str:
        """The end of its log, for the sentence that says why it ended."""
        if not self.log:
            return ""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-count:])

    def signal(self, number: int) -> None:
        """Send a signal to the main process, which ends its own children in order."""
        if self.exit_code() is None:
            self._process.send_signal(number)

    def kill_group(self) -> None:
        """Kill whatever is left of its group, also when the main process is gone."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self._process.wait()


def end(children: Sequence[Child], grace: float = 8.0) -> None:
    """End children in order: asked first, killed after `grace` seconds, nothing left."""
    for child in children:
        child.signal(signal.SIGTERM)
    patience = time.monotonic() + grace
    while time.monotonic() < patience and any(child.exit_code() is None for child in children):
        time.sleep(0.05)
    for child in children:
        child.kill_group()
