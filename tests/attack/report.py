"""What was found, as it is printed: first what may not be, then what is stated, then what is kept, and the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_LINES = 25


# What was found in words, the first of which say of which kind it is, the others where and of what form.
Counts = Counter[tuple[str, ...]]
_KIND = 3


@dataclass
class Found:
    """How many were found of each kind. Only `guarding` may be.

    unsafe: what is told and may not be (rule broken, of how many numbers it is made, level, form); sensitive, guarding:
    hidden numbers that are known (how closely, rule that they would break, by what, level, form).
    """

    unsafe: Counts = field(default_factory=Counter)
    sensitive: Counts = field(default_factory=Counter)
    guarding: Counts = field(default_factory=Counter)
    wrong: Counts = field(default_factory=Counter)

    def __add__(self, other: Found) -> Found:
        return Found(
            self.unsafe + other.unsafe,
            self.sensitive + other.sensitive,
            self.guarding + other.guarding,
            self.wrong + other.wrong,
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found that may not be."""
        return not (self.unsafe or self.sensitive or self.wrong)

    def lines(self) -> Iterator[str]:
        """Each part with its number and its kinds, the most frequent first."""
        yield from _part("A. told, and may not be", self.unsafe)
        yield from _part("B. hidden, may not be told, and known", self.sensitive)
        yield from _part("B. hidden to guard another, safe itself, and known (stated)", self.guarding)
        yield from _part("wrong, or too slow", self.wrong)


def _part(title: str, counts: Counts) -> Iterator[str]:
    yield f"{title}: {counts.total()}"
    kinds: Counts = Counter()
    for one, number in counts.items():
        kinds[one[:_KIND]] += number
    if any(len(one) > _KIND for one in counts):
        yield from (f"  {number:6} {', '.join(kind)}" for kind, number in kinds.most_common())
    yield from (f"    {number:6} {', '.join(one)}" for one, number in counts.most_common(MOST_LINES))
    if len(counts) > MOST_LINES:
        yield f"           and {len(counts) - MOST_LINES} kinds more"


def code(found: dict[str, Found]) -> int:
    """How the command ends: 1 when anything was found that may not be, else 0."""
    return 0 if all(one.is_clean for one in found.values()) else 1
