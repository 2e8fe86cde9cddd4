"""The rupiah of cases in words: what a case is worth by its kind, what came in of it, and what came in beyond it.

What cases are worth are three different things by kind, so that they stand apart and are never added together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.parsing import is_missing
from data.queries import VALUES
from data.vocabulary import DEBT
from data.words import Words
from pages.templates import CASE_WORTH
from pages.widgets import Cell

# Kind -> what its value is, as the heading of a column: the kind beside it where it is not a debt.
WORTH_HEADS = {
    "tunggakan": "Utang saat dibuka",
    "pwbd": "Iuran sebulan (PWBD)",
    "pds": "Kekurangan sebulan (PDS)",
}
# The sum of a kind in a row of sums of all.
_SUMMED = {
    "tunggakan": "{rupiah} utang",
    "pwbd": "PWBD {rupiah} sebulan",
    "pds": "PDS {rupiah} sebulan",
}


def worth(kind: str, value: Any, words: Words) -> Cell:
    """What one case is worth, and what that is."""
    if is_missing(value):
        return words("tidak dicatat")
    return words.rupiah(int(value)), words(CASE_WORTH[kind])


def worth_of_all(sums: Mapping[str, int], words: Words) -> Cell:
    """What the cases of each kind are worth, one kind beside the other."""
    texts = [
        words(_SUMMED[kind], rupiah=_held(sums[VALUES[kind]], words))
        for kind in WORTH_HEADS
        if sums[VALUES[kind]]
    ]
    return _stacked(texts or ["–"])


def worth_by_kind(sums: Any, words: Words) -> list[str]:
    """A cell for each kind in the order of WORTH_HEADS; a dash where none of its cases has a value."""
    return [words.rupiah(sums[VALUES[kind]]) if sums[VALUES[kind]] else "–" for kind in WORTH_HEADS]


def collected(sums: Any, words: Words) -> Cell:
    """What came in of the debt, and below it what is no part of it: later contributions, and what was brought so.

    A dash where no case is about a debt.
    """
    if not (sums.get(f"cases_{DEBT}", 1) or sums["recovered"] or sums["afterwards"] or sums["beyond"]):
        return "–"
    return _stacked([words.rupiah(sums["recovered"]), *outside(sums, words)])


def outside(sums: Any, words: Words) -> list[str]:
    """What was recorded beyond the debt: paid of bills that fell due since, or more than even that, as it was brought."""
    said = []
    if sums["afterwards"]:
        said.append(words("+ {rupiah} iuran sesudah diserahkan", rupiah=_held(sums["afterwards"], words)))
    if sums["beyond"]:
        said.append(
            words("+ {rupiah} di atas yang diserahkan, seperti dicatat", rupiah=_held(sums["beyond"], words))
        )
    return said


def overdue(sums: Any, words: Words) -> Cell:
    """How many are overdue, and below it how many of them by a limit that no source confirms."""
    count = words.number(sums["overdue"])
    if not sums["unconfirmed"]:
        return count
    return count, words("{n} batas belum dikonfirmasi", n=words.number(sums["unconfirmed"]))


def is_debt(kind: str) -> bool:
    """Whether a case of this kind is about money owed, which can be recovered."""
    return kind == DEBT


def _held(amount: int, words: Words) -> str:
    """An amount that no line ends in the middle of, for what stands below a number."""
    return words.rupiah(amount).replace(" ", "\u00a0")


def _stacked(texts: list[str]) -> Cell:
    first, *more = texts
    return (first, "; ".join(more)) if more else first
