"""`make drill`: docs/deploy.md done from end to end, on this computer.

1. A home is made by the code of an earlier version, with a simulated ledger and data of one's own, and read by it.
2. It is copied, restored elsewhere, and read by the same code: every number and every text is the same.
3. Today's code reads what was restored: every value of an indicator that both know is the same, or is told here.
4. Releases are published without a pause while copies are taken: every copy is whole, and has all that was there
   when it was begun.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from data.backup import back_up, restore
from data.store import OWN, PERSONS, SIMULATED, Store, damage_in
from tests.browser.driver import ROOT
from tests.data.store.store_cases import step, with_cube
from tests.drill.publishing import SIZE, publish_on

EARLIER = "cf1c2e3"
COPIES = 6
SAME, NOT_TOLD, HIDDEN_IN_ONE = "same", "no longer told", "hidden in one version alone"
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def unpacked(folder: Path) -> Path:
    """The code of the earlier version."""
    packed = subprocess.run(["git", "archive", EARLIER], cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    return folder


def asked(command: list[str], where: Path, home: Path) -> str:
    """What a command of one of the two versions answers, with this home in force."""
    environment = {**os.environ, "PETA_HOME": str(home), "PYTHONPATH": str(where)}
    done = subprocess.run(
        [sys.executable, *command], cwd=where, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-3000:]}")
    return done.stdout


def same(one: list, other: list) -> bool:
    """Whether two values are the same; ratios to a part in 10**9."""
    if len(one) != len(other):
        return False
    return all(a == b or (a and b and abs(a - b) <= 1e-9 * abs(a)) for a, b in zip(one, other, strict=True))


OTHER_TARGET = "the same counts, held to another target"
# What may become of a value for the role that sees every region, but that it stays the same; and why.
KNOWN = {
    "coverage_gap": (
        {OTHER_TARGET},
        "which target applies is chosen otherwise, and a simulated ledger has its own",
    ),
    "cases_open": (
        {NOT_TOLD},
        "added from four kinds of cases that the earlier cube does not have; not told rather than guessed",
    ),
    "cases_past_deadline_share": ({NOT_TOLD}, "likewise"),
    "ledger_recovered_rp": (
        {NOT_TOLD},
        "the earlier cube does not have what was paid beyond the debt of a case (recovered_beyond)",
    ),
    "informal_attainment": ({HIDDEN_IN_ONE}, "the earlier cube does not have informal_targeted"),
    "informal_attainment_by_trade": ({HIDDEN_IN_ONE}, "likewise"),
}


def upgraded(then: dict[str, Any], now: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """Every value of an indicator that both versions know, by what became of it, and what is wrong with it.

    The public role is guarded otherwise than then: it may be shown another choice, but never another number. Of one's own
    data a place of which nothing came was told as 0 then, and is not told now.
    """
    count: Counter[str] = Counter()
    wrong = []
    for name in sorted(set(then) & set(now)):
        role, indicator = name.split()[-2:]
        known = {SAME} | KNOWN.get(indicator, (set(), ""))[0]
        known |= {NOT_TOLD, HIDDEN_IN_ONE} if role == "publik" else set()
        for place, before in then[name].items():
            kind = became(before, now[name].get(place, []), indicator)
            count[f"{role}: {kind}"] += 1
            nothing_came = kind == NOT_TOLD and before[0] == 0 and name.startswith(OWN)
            if kind not in known and not nothing_came:
                wrong.append(f"{name}, {place}: {before} -> {now[name].get(place)}")
    return count, wrong


def became(before: list, after: list, indicator: str) -> str:
    """What became of one value: the same, another, or hidden in one of the versions alone."""
    if same(before, after):
        return SAME
    if not after:
        return NOT_TOLD
    if "hidden" in before or "hidden" in after:
        return HIDDEN_IN_ONE
    return OTHER_TARGET if indicator == "coverage_gap" and same(before[1:], after[1:]) else "changed"


def numbers(texts: list[str]) -> Counter[str]:
    """The numbers that a page writes, of three digits and more, as it writes them."""
    text = re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", " ".join(texts), flags=re.DOTALL)
    return Counter(one for one in _NUMBER.findall(text) if len(re.sub(r"\D", "", one)) > 2)


def check_home(home: str) -> list[tuple[str, object]]:
    """Every release of a home, not the one in force alone, and what of it cannot be read (None: nothing)."""
    return [
        (f"{dataset} {release.number}", damage_in(release))
        for dataset in (SIMULATED, OWN, PERSONS)
        for release in Store(home, dataset).history()
    ]


def copied_meanwhile(aside: Path) -> int:
    """Take copies while releases are published; how many are not whole, or lack what was there before."""
    home, spawn = aside / "ramai", multiprocessing.get_context("spawn")
    stop = spawn.Event()
    publisher = spawn.Process(target=publish_on, args=(str(home), stop))
    publisher.start()
    store, bad = Store(home, "simulasi"), 0
    while store.release() is None:
        time.sleep(0.1)
    for number in range(COPIES):
        before = len(store.history())
        back_up(home, aside / f"salinan-{number}")
        after = len(store.history())
        whole = [damage for _, damage in check_home(str(aside / f"salinan-{number}"))]
        kept = Store(aside / f"salinan-{number}", "simulasi").kept()
        ok = before <= len(whole) <= after and not any(whole) and len(kept) >= len(whole)
        with_cube(
            Store(aside / f"salinan-{number}", "simulasi"), step(9_000, SIZE), title="sesudah", role="uji"
        )
        ok &= not any(damage for _, damage in check_home(str(aside / f"salinan-{number}")))
        bad += not ok
        print(
            f"   copy {number}: {before} releases before, {len(whole)} in it, {after} after; {'whole' if ok else 'NOT WHOLE'}"
        )
    stop.set()
    publisher.join(60)
    return bad


def main() -> int:
    """Do all four; 1 where something is not as it should be."""
    script = str(ROOT / "tests" / "drill" / "earlier.py")
    with tempfile.TemporaryDirectory() as temporary:
        aside = Path(temporary)
        code = unpacked(aside / "kode")
        home, kept, restored = aside / "rumah", aside / "cadangan", aside / "pulih"
        asked([script, "make", str(home)], code, home)
        before = json.loads(asked([script, "tell", str(home)], code, home))
        print(f"1. made and read by {EARLIER}: {sum(map(len, before['shown'].values()))} values, 3 pages")
        back_up(home, kept)
        restore(kept, restored)
        home.rename(aside / "hilang")
        after = json.loads(asked([script, "tell", str(restored)], code, restored))
        alike = after == before
        print(f"2. copied, restored, read by {EARLIER}: {'all the same' if alike else 'NOT THE SAME'}")
        damaged = [name for name, damage in check_home(str(restored)) if damage]
        now = json.loads(asked(["-m", "tests.drill.today", str(restored)], ROOT, restored))
        print(f"3. read by today's code; damaged: {damaged or 'none'}")
        count, changed = upgraded(before["shown"], now["shown"])
        print(*(f"   {number} {kind}" for kind, number in sorted(count.items())), sep="\n")
        print(*(f"   known: {name}: {why}" for name, (_, why) in KNOWN.items()), *changed, sep="\n")
        for page, texts in before["said"].items():
            then, today = numbers(texts), numbers(now["said"][page])
            still = sum((then & today).values())
            print(
                f"   page /{page}: {still} of {sum(then.values())} numbers that the earlier page wrote stand on today's"
            )
        print("4. copies while releases are published")
        bad = copied_meanwhile(aside)
    wrong = bad or damaged or not alike or changed
    print("NOT AS IT SHOULD BE" if wrong else "backup, restore and upgrade are as they should be")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
