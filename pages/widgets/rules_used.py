"""Where a number rests on a rule that no source confirms, or on a holiday that is not decreed: said beside it."""

from __future__ import annotations

from collections.abc import Iterable

from data import law
from data.indicators import Indicator, definitions
from data.months import month_index, month_text
from data.queries import Filters, Reading
from data.words import Words


def due_note(indicator: Indicator, month: str, words: Words) -> str:
    """What the due day rests on by which payments of a month count as on time; "" where nothing is open about it."""
    if not indicator.checks_due_day:
        return ""
    return due_days_note([month_text(month_index(month) - 1)], words)


def due_days_note(months: Iterable[str], words: Words) -> str:
    """Which due days of these contribution months hang on joint holidays or estimated ones; "" where none does."""
    days = {blth: law.due_day(blth) for blth in months}
    open_days = [
        words(
            "{blth} {day}, atau {other}",
            blth=words.date(blth),
            day=words.date(due.day),
            other=words.date(due.otherwise),
        )
        for blth, due in days.items()
        if due.otherwise is not None
    ]
    notes = []
    if open_days:
        notes.append(
            words(
                "Jatuh tempo menurut BLTH yang bergantung pada cuti bersama (dianggap tidak menggeser, belum "
                "dikonfirmasi): {days}.",
                days="; ".join(open_days),
            )
        )
    if estimated := [words.date(blth) for blth, due in days.items() if due.estimated]:
        notes.append(
            words(
                "Hari libur tahun jatuh temponya belum ditetapkan seluruhnya (perkiraan): BLTH {months}.",
                months=", ".join(estimated),
            )
        )
    return " ".join(notes)


def penalty_note(month: str, words: Words) -> str:
    """By which law a penalty of a month is worked out, and how a part of a month counts."""
    rules = law.at(month)
    period = next(one for one in rules.sources() if one.name == "penalty")
    return words(
        "Denda {rate} sebulan menurut {law}, tiap bulan dengan tarifnya sendiri; bagian bulan dihitung satu bulan penuh.",
        rate=words.percent(rules.penalty_ppm / 10_000),
        law=period.law,
    )


def is_confirmed(name: str, month: str) -> bool:
    """Whether a source confirms a rule (a parameter of data.law) as of a month."""
    return all(period.confirmed for period in law.at(month).sources() if period.name == name)


def doubt_text(
    about: Indicator, reading: Reading, month: str, level: str, key: str, words: Words, filters: Filters = ()
) -> str:
    """How many of what an indicator counts in an area rest on an unconfirmed rule; "" for none, or where it is hidden.

    A count that is too small for the reader is said as some of them.
    """
    if not about.doubtful:
        return ""
    part = reading.one(definitions()[about.doubtful], month, level, key, filters)
    return doubtful(None if part is None else part.value, reading, month, words)


def doubtful(count: float | None, reading: Reading, month: str, words: Words) -> str:
    """The same of a count that is known already; None is one that is not."""
    if not count:
        return ""
    if count < law.at(month).min_employers and not reading.viewer.sees_every_cell:
        return words("sebagian di antaranya menurut batas Nota yang belum dikonfirmasi")
    return words("{n} di antaranya menurut batas Nota yang belum dikonfirmasi", n=words.number(count))
