"""Randomness that is the same on every machine, in any order and in any pieces.

Every throw is a function of the seed, the purpose and the key of what is thrown for, by the mixer of
splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014) in whole numbers.
NumPy's generators were not used: their streams may change with its version (NEP 19), one region's draws
would depend on the size of another, and a million employers could not be made in pieces. No floating
point either: exp and log differ in the last bit between machines, and a rounded rupiah with them.
"""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from data.simulation.days import Bools, Ints, ints

Bits = npt.NDArray[np.uint64]
_MASK = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)
_LOW16 = np.uint64(0xFFFF)


def throw(seed: int, purpose: str, keys: Bits | Ints) -> Bits:
    """64 random bits for each key."""
    start = (seed * _GOLDEN + zlib.crc32(purpose.encode()) * 0xD1342543DE82EF95) & _MASK
    spread = keys.astype(np.uint64) * np.uint64(_GOLDEN)
    spread += _mixed(np.array([start], dtype=np.uint64))
    return _mixed(spread)


def _mixed(bits: Bits) -> Bits:
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))


def below(bits: Bits, count: Ints | int) -> Ints:
    """A whole number from 0 to `count` - 1 for each throw (`count` under 2^31)."""
    return (((bits >> _HALF) * np.asarray(count).astype(np.uint64)) >> _HALF).astype(np.int64)


def between(bits: Bits, low: Ints | int, high: Ints | int) -> Ints:
    """A whole number from `low` to `high`, both included; `low` where `high` is lower."""
    return low + below(bits, np.maximum(ints(high) - low + 1, 1))


def small(bits: Bits, part: int, count: int) -> Ints:
    """A whole number from 0 to `count` - 1 (under 2^16) from the 16 bits at `part` (0 to 3).

    One throw serves four questions: what is asked a million times a month must be cheap.
    """
    sixteen = ((bits >> np.uint64(16 * part)) & _LOW16).astype(np.int64)
    return (sixteen * count) >> 16


def chance(bits: Bits, permille: Ints | int) -> Bools:
    """True for `permille` in a thousand throws."""
    return below(bits, 1_000_000) < ints(permille) * 1000


def chosen(bits: Bits, weights: Ints, kind: Ints | None = None) -> Ints:
    """An index drawn by `weights`: one row for all, or row `kind` of several for each throw."""
    table = np.atleast_2d(ints(weights)).cumsum(axis=1)
    rows = np.zeros(len(bits), dtype=np.int64) if kind is None else kind
    drawn = below(bits, table[:, -1][rows])
    index = np.zeros(len(bits), dtype=np.int64)
    for column in range(table.shape[1] - 1):
        index += drawn >= table[:, column][rows]
    return index


def ranks(groups: Ints, bits: Bits) -> Ints:
    """The place of each row within its group, 0 first, in the order of the throws (then of the rows)."""
    order = np.lexsort((bits, groups))
    starts = np.searchsorted(groups[order], groups[order], side="left")
    places = np.empty(len(groups), dtype=np.int64)
    places[order] = np.arange(len(groups)) - starts
    return places


def shared_out(total: int, weights: Ints) -> Ints:
    """`total` in whole parts in proportion to `weights` (largest remainder; earlier rows win a tie)."""
    weights = ints(weights)
    weight_sum = int(weights.sum())
    if not len(weights) or weight_sum <= 0:
        return np.zeros(len(weights), dtype=np.int64)
    parts = ints([total * int(weight) // weight_sum for weight in weights])
    remainders = ints([total * int(weight) % weight_sum for weight in weights])
    missing = total - int(parts.sum())
    parts[np.argsort(-remainders, kind="stable")[:missing]] += 1
    return parts
