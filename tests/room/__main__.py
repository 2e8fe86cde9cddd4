"""`python -m tests.room` stands until it is told to stop; `trials` tries it all.

`proxies` tries the files of docs/deploy alone, `providers` signing in at two providers alone.
"""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.sizes import SMALL, home
from tests.browser.driver import ROOT, free_port
from tests.room import glewlwyd
from tests.room.at_glewlwyd import of_glewlwyd
from tests.room.files import of_files, with_people
from tests.room.proxies import of_proxies
from tests.room.signing_in import at_a_careless_proxy, at_a_provider, at_a_proxy, npm_provider
from tests.room.standing import STEWARD, Room, Trial, standing, tools
from tests.room.trials import TRIALS

_OF_PROVIDER = ("node", "npm")


def main() -> None:
    """Say what is missing, or stand or try what was asked for."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if lacking := _lacking(asked):
        packages = "haproxy nginx openssl nodejs npm glewlwyd"
        sys.exit(f"the room needs {', '.join(lacking)}: apt-get install {packages}")
    with tempfile.TemporaryDirectory() as folder:
        found = list(_said(of_proxies(Path(folder)))) if asked in ("proxies", "trials") else []
        if asked != "proxies":
            found += _in_the_room(Path(folder), asked)
    if not all(one.holds for one in found):
        sys.exit(1)


def _lacking(asked: str) -> list[str]:
    """What is not there of what is needed for this part: a trial that cannot be made has failed, not passed."""
    providers = [] if asked == "proxies" else [name for name in _OF_PROVIDER if shutil.which(name) is None]
    return [*tools(), *providers, *(glewlwyd.lacking() if asked in ("trials", "providers") else [])]


def _in_the_room(folder: Path, asked: str) -> list[Trial]:
    """Set the room up with the simulated ledger, and a provider that takes whoever comes at their word."""
    store, port = Path(home(ROOT / "bench" / "homes", SMALL)), free_port()
    with_people(store)
    with (
        npm_provider(f"https://127.0.0.1:{port}/oauth2callback") as provider,
        standing(folder, store, provider, port) as room,
    ):
        if asked:
            return list(_said(_tried(room, folder) if asked == "trials" else _signing_in(room, folder)))
        print(
            f"{room.address}  (Masuk as “{STEWARD.split('@')[0]}”, any password; Ctrl+C ends it)", flush=True
        )
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
        return []


def _tried(room: Room, folder: Path) -> Iterator[Trial]:
    """What is tried in a room, one after the other."""
    yield from _signing_in(room, folder)
    yield at_a_proxy(folder, room)
    yield at_a_careless_proxy(folder, room)
    for trial in TRIALS:
        yield trial(room)
    yield from of_files(folder)


def _signing_in(room: Room, folder: Path) -> Iterator[Trial]:
    """There and back at two providers that people run, neither of them made for tests."""
    yield at_a_provider(room)
    yield from of_glewlwyd(folder)


def _said(trials: Iterator[Trial]) -> Iterator[Trial]:
    """Each trial, said as soon as it is known what came of it."""
    for one in trials:
        print(f"{'ok ' if one.holds else 'NOT'} {one.what}: {one.said}", flush=True)
        yield one


if __name__ == "__main__":
    main()
