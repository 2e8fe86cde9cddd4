"""`python -m tests.room` stands until it is told to stop; `python -m tests.room trials` tries it and says what came of it."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

import oidc_provider_mock

from tests.bench.sizes import SMALL, home
from tests.browser.driver import ROOT
from tests.room.standing import STEWARD, standing, tools
from tests.room.trials import TRIALS, with_steward


def main() -> None:
    """Set the room up with the simulated ledger, and a provider that takes whoever comes at their word."""
    if lacking := tools():
        sys.exit(f"make room needs {' and '.join(lacking)}: apt-get install {' '.join(lacking)}")
    store = Path(home(ROOT / "bench" / "homes", SMALL))
    user = oidc_provider_mock.User(sub="boss", claims={"email": STEWARD})
    with (
        tempfile.TemporaryDirectory() as folder,
        oidc_provider_mock.run_server_in_thread(user_claims=[user]) as provider,
        standing(Path(folder), store, f"http://127.0.0.1:{provider.server_port}") as room,
        with_steward(room),
    ):
        if sys.argv[1:] != ["trials"]:
            print(f"{room.address}  (Masuk, then “boss”; Ctrl+C ends it)", flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
            return
        found = [trial(room) for trial in TRIALS]
    for one in found:
        print(f"{'ok ' if one.holds else 'NOT'} {one.what}: {one.said}")
    if not all(one.holds for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
