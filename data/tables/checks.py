"""What a cell may hold, as pandera checks that know how to say what they accept.

A pandera check that fails names only itself, so each rule is kept under its name and brings the
sentence that a person can act on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pandera.pandas as pa

from data.parsing import AsOf, UnreadableDate

MAX_TEXT = 2_000
MAX_NUMBER = 60
# Control characters, line separators and halves of surrogate pairs: none of them can be shown on one line.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What a breach says: message ids, filled in by `data.tables.files` with the file, the row and what was there.
_SHAPE = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima berbentuk seperti {example}. "
    "Betulkan baris itu atau pasang lagi berkas aslinya."
)
_CHOICE = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima salah satu dari {choices}. "
    "Betulkan baris itu atau pasang lagi berkas aslinya."
)
_RANGE = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima angka dari {low} sampai {high}. "
    "Betulkan baris itu atau pasang lagi berkas aslinya."
)
_TEXT = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima teks satu baris, paling panjang "
    "{limit} huruf. Betulkan baris itu atau pasang lagi berkas aslinya."
)
_WHOLE = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima bilangan bulat. "
    "Betulkan baris itu atau pasang lagi berkas aslinya."
)
_FILLED = (
    "Berkas {file} baris {row}, kolom {column}: kosong, padahal wajib diisi. "
    "Isilah atau pasang lagi berkas aslinya."
)
UNIQUE = (
    "Berkas {file} baris {row}, kolom {column}: {found} sudah dipakai di baris lain. "
    "Hapus salah satunya atau pasang lagi berkas aslinya."
)
NUMBER = (
    "Berkas {file} baris {row}, kolom {column}: tertulis {found}. Yang diterima angka polos tanpa pemisah ribuan, "
    "misalnya 63806 atau 45.94. Betulkan baris itu atau pasang lagi berkas aslinya."
)


@dataclass(frozen=True)
class Rule:
    """One condition on a column: its name, the sentence for a breach, and the test that says which rows hold."""

    name: str
    template: str
    holds: Callable[[pd.Series], pd.Series]
    details: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()  # of a closed list of which a cell holds one


RULES: dict[str, Rule] = {}


def _check(rule: Rule) -> pa.Check:
    """The rule as a pandera check, kept in RULES so that `data.tables.files` finds its sentence again."""
    RULES[rule.name] = rule
    return pa.Check(rule.holds, error=rule.name)


def _each(cells: pd.Series, holds: Callable[[str], bool]) -> pd.Series:
    # Each different text is tested once: most columns repeat a few of them over thousands of rows.
    codes, texts = pd.factorize(cells, use_na_sentinel=False)
    return pd.Series(np.array([holds(text) for text in texts], dtype=bool)[codes], index=cells.index)


def shaped(pattern: str, example: str, *, blank: bool = False, several: bool = False) -> pa.Check:
    """Text that matches `pattern` in full; `blank` allows "", `several` a list separated by ";"."""
    whole = rf"(?:{pattern})(?:;(?:{pattern}))*" if several else pattern
    full = re.compile(whole, re.ASCII)

    def holds(cells: pd.Series) -> pd.Series:
        return _each(cells, lambda cell: (blank and not cell) or bool(full.fullmatch(cell)))

    return _check(Rule(f"shape {whole} {blank}", _SHAPE, holds, {"example": example}))


def one_of(
    *choices: str, blank: bool = False, several: bool = False, other: tuple[str, str] | None = None
) -> pa.Check:
    """Text that is one of `choices`; `blank` allows "", `several` different ones separated by ";".

    `other`: the pattern of what is allowed beside them, and an example of it.
    """
    allowed = set(choices)
    more = re.compile(other[0], re.ASCII) if other else None

    def fits(cell: str) -> bool:
        parts = [
            part for part in (cell.split(";") if several else [cell]) if not (more and more.fullmatch(part))
        ]
        return (blank and not cell) or (allowed.issuperset(parts) and len(set(parts)) == len(parts))

    listed = ", ".join([*choices, *(other[1:] if other else ())])
    name = f"choice {listed} {blank} {several}"
    one = () if several or other else choices
    return _check(Rule(name, _CHOICE, lambda cells: _each(cells, fits), {"choices": listed}, one))


def between(low: float, high: float) -> pa.Check:
    """A number from `low` to `high`."""
    values = {"low": f"{low:g}", "high": f"{high:g}"}
    return _check(Rule(f"range {low} {high}", _RANGE, lambda cells: cells.between(low, high), values))


def whole() -> pa.Check:
    """A number without decimals."""
    return _check(Rule("whole", _WHOLE, lambda cells: cells % 1 == 0))


def text() -> pa.Check:
    """One line of at most MAX_TEXT characters without control characters."""

    def holds(cells: pd.Series) -> pd.Series:
        return _each(cells, lambda cell: len(cell) <= MAX_TEXT and not _CONTROL.search(cell))

    return _check(Rule("text", _TEXT, holds, {"limit": str(MAX_TEXT)}))


def short() -> pa.Check:
    """A number or name as it is written elsewhere: not empty, no blank at an end, at most MAX_NUMBER characters."""

    def holds(cells: pd.Series) -> pd.Series:
        return _each(cells, lambda cell: 0 < len(cell) <= MAX_NUMBER and cell == cell.strip())

    return _check(Rule("text short", _TEXT, holds, {"limit": str(MAX_NUMBER)}))


def filled() -> pa.Check:
    """Not empty and not blank."""
    return _check(Rule("filled", _FILLED, lambda cells: _each(cells, lambda cell: bool(cell.strip()))))


def unique() -> pa.Check:
    """A value that no earlier row has."""
    return _check(Rule("unique", UNIQUE, lambda cells: ~cells.duplicated()))


def period(*, blank: bool = False) -> pa.Check:
    """A year, month or day as `data.parsing.AsOf` reads it: "2018", "2018-10" or "2018-10-31"; `blank` allows ""."""

    def fits(cell: str) -> bool:
        try:
            return (blank and not cell) or bool(AsOf(cell))
        except UnreadableDate:
            return False

    values = {"example": "2018, 2018-10, 2018-10-31"}
    return _check(Rule(f"period {blank}", _SHAPE, lambda cells: _each(cells, fits), values))


def split_or_whole(whole: str, split: Sequence[str]) -> pa.Check:
    """Of each row of a table either all columns of `split` are filled in, or the column `whole` alone."""

    def holds(rows: pd.DataFrame) -> pd.Series:
        parts, total = rows[list(split)].notna(), rows[whole].notna()
        return (parts.all(axis=1) & ~total) | (~parts.any(axis=1) & total)

    return pa.Check(holds, error=f"{whole}: either {', '.join(split)} are filled in, or {whole} alone")
