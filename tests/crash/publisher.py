"""A publisher in a process of its own, which may be killed, run out of disk, or meet another one."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

import deltalake  # noqa: F401 - loaded once by the server that the children are forked from
import pyarrow.dataset  # noqa: F401

from data.store.problems import NotPublished, PublishedBefore
from data.store.store import Store
from tests.data.store.store_cases import step, with_cube


def publish(ready: Connection, home: str, number: int, size: int, on: int, limit: int = 0) -> None:
    """Publish step `number` on release `on` when told to, and tell how it ended: what, and the words or number.

    `limit` is the largest file that may be written, in bytes: a disk that is full for this process alone.
    """
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # deltalake's threads print a panic when the disk is full, beside the error they give
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    store = Store(home, "simulasi")
    ready.send("ready")
    ready.recv()
    try:
        done = with_cube(store, step(number, size), title=f"langkah {number}", role="uji", on=on)
        ready.send(("published", done.number))
    except (NotPublished, PublishedBefore) as problem:
        ready.send((type(problem).__name__, str(problem)))
