"""The broker in a folder: what a worker must never see."""

import threading
import time

import pytest
from kombu import Connection
from kombu.transport.virtual.exchange import DirectExchange

import config.broker  # the transport under test registers itself

MESSAGES = 300


@pytest.fixture
def address(tmp_path):
    """How to open a broker in an empty folder."""
    folders = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}
    for name in set(folders.values()):
        (tmp_path / name).mkdir()
    options = {key: str(tmp_path / name) for key, name in folders.items()}
    return lambda: Connection("filesystem://", transport_options={**options, "polling_interval": 0.001})


def test_a_message_is_in_the_queue_only_when_it_is_whole(address, tmp_path, monkeypatch):
    """While a message is being written, a worker that looks finds no file of its queue."""
    looks = []
    real = config.broker.dumps

    def dumps(payload):
        looks.append(list(tmp_path.glob("queue/[0-9]*")))
        return real(payload)

    monkeypatch.setattr(config.broker, "dumps", dumps)
    with address() as connection:
        connection.SimpleQueue("week").put({"on": "2026-03-02"})
        assert looks == [[]]
        assert connection.SimpleQueue("week").get(timeout=2).payload == {"on": "2026-03-02"}


def test_nothing_is_sent_to_a_queue_that_another_thread_is_still_binding(address, monkeypatch):
    """kombu calls the queue bound at once; a message sent before the folder knows it would go nowhere."""
    begun, prepared = threading.Event(), DirectExchange.prepare_bind

    def slowly(*args):
        begun.set()
        time.sleep(0.2)
        return prepared(*args)

    monkeypatch.setattr(DirectExchange, "prepare_bind", slowly)
    binding = threading.Thread(target=lambda: address().SimpleQueue("quarter"))
    binding.start()
    begun.wait(5)
    with address() as connection:
        queue = connection.SimpleQueue("quarter")
        queue.put(4)
        binding.join(5)
        assert queue.get(timeout=2).payload == 4


def test_every_message_is_taken_once_by_two_workers_while_it_is_written(address):
    """One writes, two read at once: nothing lost, nothing twice, nobody stops on a broken message."""
    taken: list[int] = []

    def work() -> None:
        with address() as connection:
            queue = connection.SimpleQueue("month")  # kombu remembers bindings of the first test
            while (number := queue.get(timeout=10).payload) is not None:
                taken.append(number)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    with address() as connection:
        queue = connection.SimpleQueue("month")
        for number in [*range(MESSAGES), None, None]:
            queue.put(number)
    for worker in workers:
        worker.join(30)
    assert sorted(taken) == list(range(MESSAGES))
