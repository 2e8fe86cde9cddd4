"""How values, differences and days are written, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data.parsing import is_missing
from data.words import Words


def bare_value(value: float, unit: str, words: Words, beside: Sequence[float] = ()) -> str:
    """A value without its unit, as map and table show it beside a heading that says the unit."""
    return words.bare(value, unit, beside)


def signed_value(value: float, unit: str, words: Words) -> str:
    """A difference without its unit, with its sign."""
    return _signed(value, words.bare(abs(value), unit), words)


def suffix(unit: str, words: Words) -> str:
    """What follows the bare value when it is said in full."""
    if unit == "rupiah":
        return ""
    return "\u00a0%" if unit == "percent" else f" {words.unit(unit)}"


def signed_quantity(value: float, unit: str, words: Words) -> str:
    """A difference with its sign."""
    return _signed(value, words.quantity(abs(value), unit), words)


def _signed(value: float, said: str, words: Words) -> str:
    """The sign stands before the digits, and nothing has none: "kurang dari +0,01" where the difference is too small to be said."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    smaller = words("kurang dari {least}", least="")
    return smaller + sign + said.removeprefix(smaller) if said.startswith(smaller) else sign + said


def count_text(value: Any, words: Words) -> str:
    """A count of a frame, or that it is not known."""
    return words("belum diketahui") if is_missing(value) else words.number(value)


def people_text(people: int, uncounted: int, words: Words) -> str:
    """People of several employers, and of how many employers they are not known."""
    if not uncounted:
        return words.number(people)
    return words(
        "{n} + {unknown} PK belum diketahui", n=words.number(people), unknown=words.number(uncounted)
    )


def rupiah_text(value: Any, words: Words) -> str:
    """An amount of a frame, or that it is not known."""
    return words("belum diketahui") if is_missing(value) else words.rupiah(value)


def day_text(value: Any, words: Words) -> str:
    """A day (a timestamp of a frame), or a dash where none is known."""
    return "–" if is_missing(value) else words.date(value.date())


def counted_when(sums: Mapping[str, Any], words: Words) -> str:
    """When others counted the workers that are known at employers of a list: on the days on which these were listed.

    `sums` has `listed_first` and `listed_last` (days since 1970), as `data.queries.EmployerList.total` gives them.
    """
    if not sums["employers"]:
        return ""
    first, last = (date(1970, 1, 1) + timedelta(days=int(sums[f"listed_{end}"])) for end in ("first", "last"))
    if first == last:
        return words("dihitung saat didata, {date}", date=words.date(first))
    return words(
        "dihitung saat didata, {first} sampai {last}", first=words.date(first), last=words.date(last)
    )


def known_workers_cell(row: Any, end: date, words: Words) -> tuple[str, str]:
    """The workers known at one employer of a list, and under it when they were counted.

    Others counted them when the employer was listed; where the register has grown beyond that, they are what it has
    at the month's `end`.
    """
    if is_missing(row.workers_known):
        return count_text(row.workers_known, words), ""
    is_listed = not row.terdaftar or is_missing(row.workers_registered)
    counted_on = row.listed_on.date() if is_listed or row.workers_known > row.workers_registered else end
    return words.number(row.workers_known), words("per {date}", date=words.date(counted_on))


def share_text(share: float, words: Words) -> str:
    """A share (0 to 1) of something that is told, in per cent; one too small for a decimal is only said to be so."""
    percent = 100 * share
    return f"<\u00a0{words.percent(0.1)}" if 0 < percent < 0.05 else words.percent(percent, 1)
