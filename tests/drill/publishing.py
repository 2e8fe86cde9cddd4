"""A publisher that does not pause, in a process of its own."""

from __future__ import annotations

from typing import Any

from data.store import Store
from tests.data.store.store_cases import step, with_cube

SIZE = 400


def publish_on(home: str, stop: Any) -> None:
    """Publish one release after another until told to stop."""
    store, number = Store(home, "simulasi"), 0
    while not stop.is_set():
        number += 1
        with_cube(store, step(number, SIZE), title=f"langkah {number}", role="uji")
