"""What is tried in the room: one process for each reader, releases seen by both, a process that dies under fifty readers."""

from __future__ import annotations

import os
import signal
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from data.access import Viewer
from data.people import People, Person
from data.settings import data_folder
from data.tables import load_facts
from tests.bench.asking import Reader
from tests.room.standing import STEWARD, Room, Trial, signed_in, status, unverified, wait_until

READERS, MOST_SECONDS = 50, 10.0
MAP = "data=simulasi"


def cookies_of(room: Room, account: str = STEWARD) -> tuple[str, str]:
    """Somebody's cookie of the sign-in, with the process that the balancer has given them; and that process's cookie."""
    cookie = signed_in(room.address, account)
    with Reader(room.address, cookie) as reader:
        (process,) = [one for one in reader.set_cookies if one.startswith("peta_proses=")]
    return f"{cookie}; {process}", process


def one_process_each(room: Room) -> Trial:
    """A browser that has the balancer's cookie comes back to the same process, whatever it asks for."""
    given = [cookies_of(room)[1] for _ in range(20)]
    moved = 0
    for process in set(given):
        for _ in range(10):
            asked = urllib.request.Request(f"{room.address}/readyz", headers={"Cookie": process})
            with urllib.request.urlopen(asked, context=unverified(), timeout=10) as answer:
                moved += any(
                    one.startswith("peta_proses=") for one in answer.headers.get_all("Set-Cookie") or []
                )
    both = len(set(given)) == 2
    return Trial(
        "each reader stays with one process",
        f"{len(set(given))} processes, {moved} moved",
        both and not moved,
    )


def from_outside(room: Room) -> Trial:
    """Headers of a proxy that come from outside end at the balancer; a process would refuse or believe them."""
    forged = {"X-Peta-Akun": STEWARD, "X-Peta-Rahasia": "x", "X-Forwarded-Host": "evil.example"}
    found = status(room.address + "/", forged)
    agent = status(room.address + "/_stcore/agent/x")
    return Trial(
        "headers from outside end at the balancer",
        f"page {found}, agent {agent}",
        (found, agent) == (200, 403),
    )


def seen_by_both(room: Room) -> Trial:
    """A release that is published beside the processes is in force in both within seconds."""
    people, facts = People(room.home), load_facts(data_folder())
    before = people.release()
    person = Person(f"orang{before.number if before else 0}@kantor.go.id", "publik")
    people.publish([*people.every().values(), person], facts, title="x", viewer=Viewer("pengelola"))
    number = (before.number if before else 0) + 1

    def seen() -> bool:
        return all(_releases(one.address).get("orang") == number for one in room.processes)

    seconds = wait_until(seen, 10)
    return Trial("a release is seen by both processes", f"{seconds:.1f} s", seconds < 5)


def _releases(address: str) -> dict[str, int]:
    import json

    with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
        told: dict[str, int] = json.loads(answer.read())["releases"]
        return told


@dataclass
class Waits:
    """How long readers waited for their map, second by second, and how often they had to connect again."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0

    def back(self, gone: float) -> None:
        """Somebody has their map again; `gone` is since when they had none, 0 for whoever has just come."""
        if gone:
            self.seconds.append(time.monotonic() - gone)


def dies_under_readers(room: Room, kill: Callable[[], None], what: str) -> Trial:
    """Fifty readers look at the map; a process goes; each has its own view again within ten seconds."""
    waits, stop, cookie = Waits(), threading.Event(), signed_in(room.address)
    lock = threading.Lock()

    def read(number: int) -> None:
        dice, gone = Random(number), 0.0
        while not stop.is_set():
            try:
                with Reader(room.address, cookie) as reader:
                    reader.open("", MAP)
                    with lock:
                        waits.back(gone)
                    gone = 0.0
                    _look_around(reader, dice, stop, waits)
            except Exception:  # whatever a connection that has gone is called
                gone = gone or time.monotonic()
                time.sleep(0.2)

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, number) for number in range(READERS)]
        time.sleep(12)
        kill()
        time.sleep(15)
        stop.set()
        for one in reading:
            one.result()
    slowest = max(waits.seconds, default=0.0)
    said = f"{len(waits.seconds)} connected again, slowest {slowest:.1f} s, {waits.lost} without their view"
    return Trial(what, said, bool(waits.seconds) and slowest <= MOST_SECONDS and not waits.lost)


def _look_around(reader: Reader, dice: Random, stop: threading.Event, waits: Waits) -> None:
    """Ask for the map again and again, as long as the connection holds."""
    while not stop.wait(dice.uniform(0.5, 1.5)):
        reader.open("", MAP)
        if not reader.options("w_indicator"):
            waits.lost += 1


def killed(room: Room) -> Trial:
    """By force, as a computer's memory that runs out does."""
    victim = room.processes[0]

    def kill() -> None:
        os.kill(victim.running.pid, signal.SIGKILL)
        victim.running.wait(10)

    trial = dies_under_readers(room, kill, "a process is killed under 50 readers")
    room.start(0)
    return trial


def restarted(room: Room) -> Trial:
    """As a service is restarted for an upgrade: it says first that it takes nobody more."""
    victim = room.processes[1]

    def stop() -> None:
        victim.running.send_signal(signal.SIGTERM)

    trial = dies_under_readers(room, stop, "a process is stopped under 50 readers")
    victim.running.wait(30)
    room.start(1)
    return trial


TRIALS = (one_process_each, from_outside, seen_by_both, killed, restarted)
