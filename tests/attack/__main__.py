"""`make attack`: an attacker who has only what the public role is sent; exits non-zero when anything is found.

Twelve months of the simulated ledger, own data with one office of twelve, 200 small random ledgers, and the pages of a
running app and their files (`python -m tests.attack simulasi`, `sendiri`, `kecil` or `halaman`: that part alone; a number
is how many months, or small ledgers). Prints what is told and may not be, what is hidden and known, what two months
side by side give, what is kept, and how long the guard takes.
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

from data.access import Viewer
from data.queries import Reading
from tests.attack import beside, ledgers, loss, pages
from tests.attack.one_month import Attacked, attacked, newest, of_random
from tests.attack.report import Counts, Found, code
from tests.attack.told import told
from tests.attack.truth import Truth, truths

MONTHS, SMALL = 12, 200
PARTS = ("simulasi", "sendiri", "kecil", "halaman")


def year(name: str, reading: Reading, months: int) -> Found:
    """Attack the newest months of a ledger one by one, and say what they give side by side, and what is kept."""
    wanted = reading.months[-months:]
    truth = truths(reading.release, reading.facts, wanted)
    done = [_month(name, reading, month, truth[month]) for month in wanted]
    found = sum((one.found for one in done), Found())
    found.wrong += _same_in_tables(reading, done[-1])
    print(f"\n{name}, {wanted[0]} to {wanted[-1]}:", *found.lines(), _beside(done), sep="\n")
    last = done[-1]
    print(
        f"D. what is kept of {wanted[-1]}:",
        *loss.lines(loss.kept(last.told, last.judge, last.limits)),
        sep="\n  ",
    )
    print(*loss.not_shown(last.told), sep="\n")
    found.wrong += _in_time(reading, wanted[-1])
    return found


def _month(name: str, reading: Reading, month: str, truth: Truth) -> Attacked:
    started = time.process_time()
    one = attacked(reading, month, truth)
    found = one.found
    said = (
        f"{len(one.told.shown)} shown, {len(one.told.really_hidden)} hidden; {found.unsafe.total()} unsafe, "
        f"{found.sensitive.total()} sensitive and {found.guarding.total()} guarding ones known, {found.wrong.total()} wrong"
    )
    print(f"{name} {month}: {said} ({time.process_time() - started:.0f} s)", flush=True)
    return one


def _same_in_tables(reading: Reading, last: Attacked) -> Counts:
    """The newest month again, table by table as the pages ask: the masks must tell the same."""
    whole = told(reading, last.told.month)
    same = whole.shown == last.told.shown and whole.hidden == last.told.hidden
    return Counter({} if same else {("the fixed tables are not what the masks say",): 1})


def _beside(done: Sequence[Attacked]) -> str:
    moved: Counter[str] = Counter()
    for before, now in pairwise(done):
        moved += beside.moved(before.told, before.judge, now.told, now.judge, now.limits.min_employers)
    return "C. months side by side (stated): " + ", ".join(
        f"{number} {what}" for what, number in moved.items()
    )


def _in_time(reading: Reading, month: str) -> Counts:
    taken = loss.guard_seconds(reading, month)
    print(
        f"E. the guard of a month, all rules: {taken:.2f} s of a core (limit {loss.MOST_SECONDS} s)",
        flush=True,
    )
    return Counter({("the guard of a month takes too long",): 1} if taken > loss.MOST_SECONDS else {})


def small(how_many: int) -> Found:
    """Attack the newest month of each of the small random ledgers, and the last of them without a guard."""
    seeds = ledgers.drawn(how_many)
    # Processes of their own: a fork would share the threads of DuckDB.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        each = list(pool.map(of_random, *zip(*seeds, strict=True)))
    found = sum(each, Found())
    with TemporaryDirectory() as folder:
        found.wrong += _control(*newest(ledgers.random_ledger(Path(folder), *seeds[-1])))
    clean = sum(one.is_clean for one in each)
    print(
        f"\nkecil, {how_many} ledgers, {how_many - clean} with findings:",
        *found.lines(),
        sep="\n",
        flush=True,
    )
    return found


def _control(reading: Reading, month: str, truth: Truth) -> Counts:
    """The same attack with the guard switched off, which must find that single amounts rest on too few."""
    everything = replace(reading, viewer=Viewer("pengelola"))
    alone = sum(one.parts == 1 for one in attacked(everything, month, truth, by_mask=False).small)
    print(f"control, the last of them without a guard: {alone} numbers that may not be told")
    return Counter({} if alone else {("the attack finds nothing without a guard",): 1})


def main(asked: Sequence[str]) -> int:
    """Attack everything, or the parts that are asked for."""
    number = next((int(one) for one in asked if one.isdigit()), 0)
    parts = [one for one in PARTS if one in asked] or PARTS
    home = ledgers.home("attack")
    attacks = {
        "simulasi": lambda: year("simulasi", ledgers.simulated(home), number or MONTHS),
        "sendiri": lambda: year("sendiri", ledgers.own(ledgers.simulated(home)), number or MONTHS),
        "kecil": lambda: small(number or SMALL),
        "halaman": lambda: pages.attacked(home, ledgers.simulated(home)),
    }
    found = {name: attacks[name]() for name in parts}
    print(
        "\n" + "; ".join(f"{name}: {'clean' if one.is_clean else 'NOT clean'}" for name, one in found.items())
    )
    return code(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
