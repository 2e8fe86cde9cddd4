"""`make hostile`: 10,000 hostile messages to a started app: no name, no error in English, no growing memory.

Exits non-zero when an answer gives away a name of an employer or an error in Streamlit's words, when an upload that no
page offers is taken, when the app is served no more, or when its memory still grows: in the last third of the messages
by more than 2 % of what it was when that began. Until then caches fill, and sessions that are kept for two minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from tests.browser.driver import running
from tests.hostile_messages import roles
from tests.hostile_messages.stranger import Heard, Stranger
from tests.hostile_messages.trial import strangers
from tests.pages.ledger_home import publish_small

COUNT = 10_000
_STEP = 1_000  # messages, after which the memory is printed
_GROWTH = 0.02  # in the last third


def main() -> int:
    """Say all messages, and what came of them."""
    return max(_strangers(), _in_roles())


def _in_roles() -> int:
    """The same messages from people who are signed in: whether anybody is told of others' employers."""
    with TemporaryDirectory() as home, roles.signed_in(Path(home)) as asked:
        for said in roles.tried(asked, COUNT, seed=21):
            if said % _STEP < 40:
                print(
                    f"in roles: {said:,} messages, {[len(one.heard.leaks) for one in asked.roles]} leaks",
                    flush=True,
                )
        print(*roles.said_of(asked), sep="\n", flush=True)
        return int(not roles.is_clean(asked))


def _strangers() -> int:
    with TemporaryDirectory() as home:
        publish_small(Path(home))
        with running(tells=None, PETA_HOME=home) as address:
            return _tried(address)


def _tried(address: str) -> int:
    heard, sizes = Heard(), [(0, _resident(address))]
    print(f"memory before: {sizes[0][1]:.0f} MB", flush=True)
    for said in strangers(address, heard, COUNT, seed=12):
        sizes.append((said, _resident(address)))
        if said // _STEP > sizes[-2][0] // _STEP:
            print(f"memory after {said:,}: {sizes[-1][1]:.0f} MB, {_found(heard)}", flush=True)
    with Stranger(address, Heard()) as reader:
        reader.open("tunggakan", "data=simulasi")
        served = bool(reader.shown.pages)
    return _told(heard, sizes, served)


def _found(heard: Heard) -> str:
    return f"leaks {len(heard.leaks)}, errors {len(heard.errors)}"


def _told(heard: Heard, sizes: list[tuple[int, float]], served: bool) -> int:
    grown = _growth(sizes)
    taken = sum(count for kind, count in heard.kinds.items() if kind.startswith("upload 2"))
    print(f"answers: {dict(heard.kinds.most_common())}")
    print(f"names given away: {len(heard.leaks)} {sorted(set(heard.leaks))[:5]}")
    print(f"errors: {len(heard.errors)} {Counter(heard.errors).most_common(20)}")
    print(f"uploads taken: {taken}; memory in the last third: {grown:+.1%}; still served: {served}")
    return int(bool(heard.leaks or heard.errors or taken or grown > _GROWTH or not served))


def _growth(sizes: list[tuple[int, float]]) -> float:
    """How much larger the server is in the last tenth than it was when the last third began, one tenth long."""
    tenth = COUNT / 10
    began = mean(size for said, size in sizes if 0 <= said - COUNT * 2 / 3 < tenth)
    return mean(size for said, size in sizes if said > COUNT - tenth) / began - 1


def _resident(address: str) -> float:
    """Megabytes of memory of the process that listens at an address (Linux)."""
    port = f":{int(address.rsplit(':', 1)[1]):04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inode = next(line[9] for line in lines if line[1].endswith(port) and line[3] == "0A")
    return next(_megabytes(file.parents[1]) for file in _descriptors() if _leads(file, f"socket:[{inode}]"))


def _descriptors() -> list[Path]:
    return list(Path("/proc").glob("[0-9]*/fd/*"))


def _leads(file: Path, target: str) -> bool:
    try:
        return str(file.readlink()) == target
    except OSError:
        return False


def _megabytes(process: Path) -> float:
    told = (process / "status").read_text().split("VmRSS:")[1]
    return int(told.split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
