"""What whoever keeps a home does with it: copies, commands, pages looked at, and what is said when a file of it is gone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.backup import back_up, restore
from data.store import OWN, PERSONS, SIMULATED, Store
from data.words import Words
from tests.browser.driver import ROOT
from tests.drill.today import ROLES
from tests.objects.doors import STEWARD, cells
from tests.pages.earlier_release.text import visible_text
from tests.pages.reading import hashes, opened

# What is drawn by chance or by the clock and stands on a page: times, and the names and digests of publications.
_CHANCE = re.compile(r"\d\d\.\d\d(?= WIB)|\d{8}T\d{6}-[0-9a-f]{8}|\b[0-9a-f]{8,64}\b")


def pages(home: str) -> Any:
    """What every page says of the simulated ledger and of one's own data, to the public and to the data manager."""
    os.environ["PETA_HOME"] = home
    found = {}
    for page in hashes():
        for data, viewer in (("simulasi", ROLES["publik"]), ("sendiri", STEWARD)):
            app = opened(page, viewer, data=data)
            assert not app.exception, (page, data, app.exception)
            texts = [_CHANCE.sub("·", text.replace(home, "RUMAH")) for text in visible_text(app)]
            found[f"/{page} {data}"] = [text for text in texts if text.strip("· ")]
    return found


def copied(home: str, aside: Path) -> Any:
    """A copy in a folder, which is the same release for release."""
    back_up(home, aside)
    return {
        f"{name} {release.number}": cells(release)
        for name in (SIMULATED, OWN, PERSONS)
        for release in Store(aside, name).history()
    }


def restored(home: str, aside: Path) -> Any:
    """The copy brought back to a home with nothing in it."""
    return restore(aside, f"{home}-pulih")


def command(*arguments: str) -> Callable[[str], Any]:
    """A command of the app with this home in force: whether it went well, and its words without the home's name."""

    def run(home: str) -> Any:
        environment = {**os.environ, "PETA_HOME": home, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        if done.returncode:
            raise Refused(done.stderr.strip())
        return [_CHANCE.sub("·", line.split(": ")[0]) for line in done.stdout.splitlines()]

    return run


class Refused(Exception):
    """What a command says when it does not do what was asked."""


def damaged(home: str, remove: Callable[[str], None]) -> Any:
    """A file of the release in force is gone: what the store says of it, and what the page says instead of numbers."""
    os.environ["PETA_HOME"] = home
    store = Store(home, SIMULATED)
    release = store.release()
    assert release is not None and store.damage() is None
    file = next(release.dataset("cube").get_fragments()).path
    remove(f"simulasi/tables/cube/{file}")
    damage = store.damage()
    assert damage is not None
    said = Words("id").explain(damage).replace(home, "RUMAH")
    return re.sub(r"part-\S+\.parquet", "BERKAS", said)


def discarded(home: str) -> Any:
    """A damaged simulation deleted, as the button of the page does."""
    Store(home, SIMULATED).discard()
    return Store(home, SIMULATED).release()
