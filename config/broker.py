"""Celery's broker in a folder, for one machine without Redis: kombu's transport with whole messages only.

kombu creates a message's file, then fills it. A worker that looks in between reads an empty file and ends with
"Unrecoverable error". Here a message is written beside, and a rename makes it visible; a rename also claims it.
"""

import contextlib
import fcntl
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from time import time_ns

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Files named `<moment>_<id>.<queue>.msg`; a name that begins with a dot is not yet, or no longer, in the queue."""

    def _put(self, queue: str, payload: dict, **kwargs) -> None:
        name = f"{time_ns()}_{uuid.uuid4()}.{queue}.msg"
        beside = Path(self.data_folder_out) / f".new_{name}"
        beside.write_text(dumps(payload), "utf-8")
        beside.rename(beside.with_name(name))

    def _get(self, queue: str) -> dict:
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            claimed = folder / f".claimed_{name}"
            try:
                (folder / name).rename(claimed)
            except FileNotFoundError:
                continue  # another worker was faster
            payload = loads(claimed.read_text("utf-8"))
            claimed.unlink()
            return payload
        raise Empty

    def get_table(self, exchange: str) -> list:
        """Queues bound to an exchange; read while nobody writes them."""
        with self._alone():
            return super().get_table(exchange)

    def queue_bind(self, *args, **kwargs) -> None:
        """Bind a queue; kombu calls it bound before it is written, so a second thread waits for the file."""
        with self._alone():
            super().queue_bind(*args, **kwargs)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.control_folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """The transport that `filesystem://` stands for in this house."""

    Channel = Channel


TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
