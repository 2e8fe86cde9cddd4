"""Many hostile messages in a row, with uploads between them, and a page opened rightly after each stranger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from random import Random

from websockets.exceptions import InvalidHandshake

from tests.hostile_messages.messages import message
from tests.hostile_messages.stranger import Heard, Stranger

# What the public may open; each stranger stands before one of them.
_BEFORE = (
    "",
    "peta",
    "tunggakan",
    "penegakan",
    "pwbd-pds",
    "informal",
    "andai",
    "sumber",
    "data",
    "pemberi-kerja",
)
_EACH = 60  # messages of one stranger


def strangers(address: str, heard: Heard, count: int, seed: int) -> Iterator[int]:
    """Say `count` messages, one stranger after the other; gives how many have been said after each stranger."""
    rng, said = Random(seed), 0
    while said < count:
        said += _one(address, heard, rng, min(_EACH, count - said))
        yield said


def _one(address: str, heard: Heard, rng: Random, most: int) -> int:
    """One stranger, until it has said enough or is shown the door; how many messages it said."""
    said = 0
    with suppress(InvalidHandshake), Stranger(address, heard) as stranger:
        if rng.random() < 0.8:
            stranger.open(rng.choice(_BEFORE), rng.choice(["", "data=simulasi"]))
        while said < most and not stranger.gone:
            stranger.say(message(rng, stranger.shown))
            said += 1
            if rng.random() < 0.05:
                heard.kinds[f"upload {stranger.upload('x.csv', rng.choice([10, 10**6]))}"] += 1
    return said
