"""Two processes of the app on one home in object storage: what one publishes the other shows; and a storage that is gone."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.store import SIMULATED, Store
from tests.bench.asking import Reader
from tests.browser.driver import free_port
from tests.objects.bucket import Bucket, bucket
from tests.room.standing import Process, Trial, end, process, status, wait_until

MAP = "data=simulasi"


def of_processes() -> Iterator[Trial]:
    """All that is tried with two processes, on a bucket of their own."""
    with bucket() as storage, two(storage) as processes:
        yield Trial("both take readers", "/readyz 200 of both", True)
        yield made_by_one(*processes)
        yield shown_by_both(*processes)
        yield undone_beside(storage, processes)
        end(storage.server)
        yield gone(processes)


@contextmanager
def two(storage: Bucket) -> Iterator[list[Process]]:
    """Both processes, once they take readers."""
    settings = {**storage.settings, "PETA_HOME": storage.home}
    processes = [process(free_port(), settings) for _ in range(2)]
    try:
        wait_until(lambda: all(status(f"{one.address}/readyz") == 200 for one in processes))
        yield processes
    finally:
        end(*(one.running for one in processes))


def releases(of: Process) -> dict[str, int]:
    """The number of each release in force, as a process says it."""
    with urllib.request.urlopen(f"{of.address}/readyz", timeout=30) as answer:
        told: dict[str, int] = json.loads(answer.read())["releases"]
        return told


def made_by_one(first: Process, other: Process) -> Trial:
    """A reader wishes for the simulated ledger at one process, which publishes it; how long the other takes to have it."""
    with Reader(first.address) as reader:
        reader.open("", MAP)
        took = wait_until(lambda: releases(first)[SIMULATED] == 1, 180)
    late = wait_until(lambda: releases(other)[SIMULATED] == 1, 30)
    said = f"published by one in {took:.0f} s; in force in the other {late:.1f} s later"
    return Trial("a release of one is in the other", said, late < 5)


class Listener(Reader):
    """A reader who remembers what a page says, and what colours its map."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.heard: list[str] = []

    def _read(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "delta":
            said = message.delta.new_element
            self.heard += [text for text in (said.html.body, said.component_instance.json_args) if text]
        return super()._read(message)


def shown_by_both(first: Process, other: Process) -> Trial:
    """The other draws the map of that ledger, as the one that made it does."""
    with Listener(first.address) as here, Listener(other.address) as there:
        here.open("", MAP)
        took = there.open("", MAP).milliseconds / 1000
        again = there.open("", MAP).milliseconds
        there.heard = there.heard[: len(here.heard)]
    alike = here.heard == there.heard and any("petaPatuh.paint(" in text for text in here.heard)
    said = f"{took:.1f} s the first time, {again:.0f} ms after; {len(here.heard)} pieces of the page"
    return Trial("the other shows the same map", said, alike)


def undone_beside(storage: Bucket, processes: list[Process]) -> Trial:
    """An undo by a third is in force in both."""
    store = Store(storage.home, SIMULATED, storage.settings)
    store.return_to(0, role="uji")
    seconds = wait_until(lambda: all(releases(one)[SIMULATED] == 2 for one in processes), 30)
    return Trial("an undo is in both", f"{seconds:.1f} s", seconds < 5)


def gone(processes: list[Process]) -> Trial:
    """The storage no longer answers: both send their readers away, and neither falls."""
    seconds = wait_until(lambda: all(_status(one) == 503 for one in processes), 120)
    alive = all(one.running.poll() is None for one in processes)
    return Trial("the storage is gone", f"/readyz 503 of both after {seconds:.1f} s", alive and seconds < 60)


def _status(of: Process) -> int:
    """What /readyz says; deltalake tries for some seconds before it gives up."""
    try:
        with urllib.request.urlopen(f"{of.address}/readyz", timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
