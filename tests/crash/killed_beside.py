"""Two processes publish to one folder, and one of them is killed: the other and whoever comes next are not held up by it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.crash.trials import KILLS_PER_STORE, Child, Watched, undisturbed
from tests.data.store.store_cases import digest, held


def killed_beside(home: Path, times: int, measured: int = 3) -> Counter[str]:
    """Kill that many publishers beside another who looked at the same release, and goes at the same moment.

    The moments are spread over three times the time that one takes alone. Counts "killed", "old release" (neither has
    published), "the other's release", "the killed one's release", "neither", "the other wrong", "inputs damaged" and
    "next failed".
    """
    counts = Counter[str]()
    for turn in range(0, times, KILLS_PER_STORE):
        watched = Watched(home / str(turn))
        whole, goal = undisturbed(watched, measured), counts["killed"] + min(KILLS_PER_STORE, times - turn)
        while counts["killed"] < goal:
            _one(watched, 3 * whole * random.random(), counts)
    return counts


def _one(watched: Watched, after_seconds: float, counts: Counter[str]) -> None:
    killed, other = watched.number + 1, watched.number + 2
    children = [Child(watched.home, number, watched.in_force) for number in (killed, other)]
    for child in children:
        child.go()
    counts["killed"] += children[0].kill(after_seconds)
    how, _ = children[1].ended()
    watched.number = other
    now = digest(held(watched.store.release()))
    states = {
        digest(watched.model): "old release",
        watched.expected(killed): "the killed one's release",
        watched.expected(other): "the other's release",
    }
    state = states.get(now, "neither")
    counts[state] += 1
    # It has published, or is told that the one who was killed afterwards had.
    right = {"published": "the other's release", "PublishedBefore": "the killed one's release"}
    counts["the other wrong"] += right.get(how) != state
    if state != "neither":
        _go_on(watched, killed, other, state, counts)


def _go_on(watched: Watched, killed: int, other: int, state: str, counts: Counter[str]) -> None:
    """What was kept of both is whole, and is published next; where nothing waits, something new is."""
    published = {"the killed one's release": killed, "the other's release": other}.get(state)
    if published is not None:
        watched.agree(published)
    whose = {
        id: next((number for number in (killed, other) if watched.kept_whole(id, number)), 0)
        for id in watched.waiting()
    }
    lost = [number for number in whose.values() if number in (0, published)]
    counts["inputs damaged"] += bool(lost) or len(set(whose.values())) != len(whose)
    counts["next failed"] += not all(watched.retry_here(id, number) for id, number in whose.items() if number)
    counts["next failed"] += not watched.publish_here()
