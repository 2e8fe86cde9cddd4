"""`make attack`: an attacker who has only what the public role is sent; exits non-zero when anything is found.

Twelve months of the simulated ledger, own data with one office of twelve, 200 small random ledgers, and the pages of a
running app and their files (`python -m tests.attack simulasi`, `sendiri`, `kecil` or `halaman`: that part alone; a number
is how many months, or small ledgers). Prints what is found by kind, what two months side by side give, what is kept,
and how long the guard takes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from data import law
from data.access import Viewer
from data.queries import Reading
from tests.attack import beside, ledgers, loss, pages
from tests.attack.one_month import Attacked, attacked, newest, of_random
from tests.attack.told import told
from tests.attack.truth import Truth, truths

HOMES = Path(__file__).parents[2] / "bench" / "homes"
MONTHS, SMALL, MOST_LINES = 12, 200, 60
PARTS = ("simulasi", "sendiri", "kecil", "halaman")


def year(name: str, reading: Reading, months: int) -> Counter[str]:
    """Attack the newest months of a ledger one by one, and say what they give side by side, and what is kept."""
    wanted = reading.months[-months:]
    truth = truths(reading.release, reading.facts, wanted)
    found: Counter[str] = Counter()
    done: list[Attacked] = []
    for month in wanted:
        started = time.monotonic()
        one = attacked(reading, month, truth[month])
        found += one.counts
        said = (
            f"{len(one.told.shown)} shown, {len(one.told.really_hidden)} hidden, {one.counts.total()} found"
        )
        print(f"{name} {month}: {said} ({time.monotonic() - started:.0f} s)", flush=True)
        done.append(one)
    _beside(name, done)
    print(f"{name} {wanted[-1]}, what is kept:", *loss.kept(done[-1].told, done[-1].judge), sep="\n  ")
    print(f"{name}: hidden counts known to be nothing: {sum(one.nothing_known for one in done)}")
    return found + _same_in_tables(reading, done[-1]) + _in_time(name, reading, wanted[-1])


def _same_in_tables(reading: Reading, last: Attacked) -> Counter[str]:
    """The newest month again, table by table as the pages ask: the masks must tell the same."""
    whole = told(reading, last.told.month)
    same = whole.shown == last.told.shown and whole.hidden == last.told.hidden
    return Counter({} if same else {"the fixed tables are not what the masks say": 1})


def _beside(name: str, done: Sequence[Attacked]) -> None:
    moved: Counter[str] = Counter()
    for before, now in pairwise(done):
        least = law.at(now.told.month).min_employers
        moved += beside.moved(before.told, before.judge, now.told, now.judge, least)
    print(
        f"{name}, months side by side (stated): {moved['all']} shown amounts moved, "
        f"{moved['few']} by fewer than the threshold, {moved['one']} by one alone"
    )


def _in_time(name: str, reading: Reading, month: str) -> Counter[str]:
    taken = min(loss.guard_seconds(reading, month) for _ in range(3))
    print(f"{name}: the guard of a month, all rules: {taken:.2f} s (limit {loss.MOST_SECONDS} s)")
    return Counter({"the guard of a month takes too long": 1} if taken > loss.MOST_SECONDS else {})


def small(how_many: int) -> Counter[str]:
    """Attack the newest month of each of the small random ledgers, and the last of them without a guard."""
    seeds = ledgers.drawn(how_many)
    # Processes of their own: a fork would share the threads of DuckDB.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        counts = list(pool.map(of_random, *zip(*seeds, strict=True)))
    print(f"kecil: {how_many} ledgers, {sum(map(bool, counts))} with findings", flush=True)
    with TemporaryDirectory() as folder:
        control = _control(*newest(ledgers.random_ledger(Path(folder), *seeds[-1])))
    return sum((*counts, control), Counter())


def _control(reading: Reading, month: str, truth: Truth) -> Counter[str]:
    """The same attack with the guard switched off, which must find that single amounts rest on too few."""
    everything = replace(reading, viewer=Viewer("pengelola"))
    alone = sum(one.parts == 1 for one in attacked(everything, month, truth, by_mask=False).small)
    print(f"control, the last of them without a guard: {alone} amounts that rest on too few or on one")
    return Counter({"the attack finds nothing without a guard": 1} if not alone else {})


def main(asked: Sequence[str]) -> int:
    """Attack everything, or the parts that are asked for."""
    number = next((int(one) for one in asked if one.isdigit()), 0)
    parts = [one for one in PARTS if one in asked] or PARTS
    months = number or MONTHS
    simulated = ledgers.simulated(HOMES / "attack")
    found: dict[str, Counter[str]] = {}
    if "simulasi" in parts:
        found["simulasi"] = year("simulasi", simulated, months)
    if "sendiri" in parts:
        found["sendiri"] = year("sendiri", ledgers.own(HOMES / "attack-own", simulated), months)
    if "kecil" in parts:
        found["kecil"] = small(number or SMALL)
    if "halaman" in parts:
        found["halaman"] = pages.attacked(HOMES / "attack", simulated)
    for name, counts in found.items():
        print(f"{name}: {counts.total()} found of {len(counts)} kinds")
        print(*(f"  {number:6} {kind}" for kind, number in counts.most_common(MOST_LINES)), sep="\n")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
