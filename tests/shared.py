"""What is made once in a test run and shared by its workers: folders, and servers that run as long as one is needed.

Workers are processes of their own (pytest-xdist); a lock on a file in a folder that all of them know decides which
of them makes a thing, and the others wait for it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import pytest

Start = Callable[[], AbstractContextManager[str]]


class Servers(Protocol):
    """Gives the address of the server with this name, which the first who asks for it starts."""

    def __call__(self, name: str, start: Start) -> str: ...


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of the whole test run, the same for all of its workers."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` as `make` fills it: made by the first worker that asks, used by all, changed by none."""
    folder = run_folder(factory) / name
    with _alone(folder.with_name(f"{name}.lock")):
        done = folder.with_name(f"{name}.done")
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def shared_servers(factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers by name. Those that this worker started are stopped once no worker uses any.

    A single lock stands for all servers: with one for each, two workers that both wait to stop their own server
    while they still use the other's would wait for ever.
    """
    folder = run_folder(factory)
    with ExitStack() as started, (folder / "servers.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)

        def address(name: str, start: Start) -> str:
            with _alone(folder / f"{name}.lock"):
                told = folder / f"{name}.address"
                if not told.exists():
                    told.write_text(started.enter_context(start()))
                    started.callback(told.unlink)
                return told.read_text()

        try:
            yield address
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            fcntl.flock(users, fcntl.LOCK_EX)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one worker at a time is inside, of those that use the same lock."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
