"""How far a file has been read, said to whoever asked, at most ten times a second.

Whoever waits may raise in answer, and the reading stops there. What is told is kept for the thread that reads, so
that no step has to hand it on to the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Called with how much is done, from 0 to 1, and what is being done.
Progress = Callable[[float, str], None]
_SECONDS = 0.1


class _Listener:
    def __init__(self, call: Progress) -> None:
        self.call, self.last, self.done = call, 0.0, 0.0

    def hear(self, done: float, words: str) -> None:
        now = time.monotonic()
        self.done = max(self.done, min(done, 1.0))
        if now - self.last >= _SECONDS:
            self.last = now
            self.call(self.done, words)


_LISTENER: ContextVar[_Listener | None] = ContextVar("listener", default=None)


@contextmanager
def telling(progress: Progress | None) -> Iterator[None]:
    """Within this, `tell` calls `progress`; what it raises goes through."""
    token = _LISTENER.set(_Listener(progress) if progress else None)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(done: float, words: str) -> None:
    """Say that so much is done; nothing happens where nobody listens or somebody has just heard."""
    listener = _LISTENER.get()
    if listener is not None:
        listener.hear(done, words)


def waiting(done: float, until: float, seconds: float, started: float) -> float:
    """How much is done of a step from `done` to `until` that began at `started` and takes about `seconds`."""
    passed = time.monotonic() - started
    return done + (until - done) * passed / (passed + seconds)
