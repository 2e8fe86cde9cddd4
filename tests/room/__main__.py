"""`python -m tests.room` stands until it is told to stop; `python -m tests.room trials` tries it and says what came of it."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.sizes import SMALL, home
from tests.browser.driver import ROOT, free_port
from tests.room.signing_in import at_a_careless_proxy, at_a_provider, at_a_proxy, npm_provider, with_steward
from tests.room.standing import STEWARD, Room, standing, tools
from tests.room.trials import TRIALS, Trial


def main() -> None:
    """Set the room up with the simulated ledger, and a provider that takes whoever comes at their word."""
    lacking = [*tools(), *(name for name in ("node", "npm") if shutil.which(name) is None)]
    if lacking:
        sys.exit(f"the room needs {', '.join(lacking)}: apt-get install haproxy openssl nodejs npm")
    store, port = Path(home(ROOT / "bench" / "homes", SMALL)), free_port()
    with_steward(store)
    with (
        tempfile.TemporaryDirectory() as folder,
        npm_provider(f"https://127.0.0.1:{port}/oauth2callback") as provider,
        standing(Path(folder), store, provider, port) as room,
    ):
        if sys.argv[1:] != ["trials"]:
            print(
                f"{room.address}  (Masuk as “{STEWARD.split('@')[0]}”, any password; Ctrl+C ends it)",
                flush=True,
            )
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
            return
        found = _tried(room, Path(folder))
    if not all(one.holds for one in found):
        sys.exit(1)


def _tried(room: Room, folder: Path) -> list[Trial]:
    """What came of each trial, said as soon as it is known."""
    found = []
    for trial in (
        lambda: at_a_provider(room),
        lambda: at_a_proxy(folder, room),
        lambda: at_a_careless_proxy(folder, room),
        *((lambda one=one: one(room)) for one in TRIALS),
    ):
        found.append(trial())
        print(f"{'ok ' if found[-1].holds else 'NOT'} {found[-1].what}: {found[-1].said}", flush=True)
    return found


if __name__ == "__main__":
    main()
