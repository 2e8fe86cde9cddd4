"""Where a number rests on a rule that no source confirms, or on a holiday that is not decreed: said beside it."""

from __future__ import annotations

from collections.abc import Iterable

from data import law
from data.indicators import Indicator, definitions
from data.ledger import judges_every_scale
from data.months import month_index, month_text
from data.queries import Filters, Reading
from data.words import Words
from pages.session import Place
from pages.templates import SCALE_NAMES


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


def wage_rule_note(place: Place, words: Words) -> str:
    """Whose wages are not judged at a place: those whom the law exempts, and those without a known minimum wage."""
    if judges_every_scale(place.reading.release):
        return words(
            "Rilis ini dibuat sebelum aturan skala dipakai: semua skala dinilai terhadap upah minimum, juga mikro dan kecil."
        )
    exempt, unknown = place.value("wage_exempt_employers"), place.value("wage_unjudged_employers")
    said = [
        words("Skala yang terikat upah minimum: {names}.", names=_bound_scales(place.month, words)),
        words("Tidak dinilai: {n} pemberi kerja berskala lain.", n=words.number(exempt)) if exempt else "",
        words("{n} di wilayah yang upah minimumnya belum diketahui.", n=words.number(unknown))
        if unknown
        else "",
    ]
    return " ".join(part for part in said if part)


def _bound_scales(month: str, words: Words) -> str:
    return ", ".join(words(SCALE_NAMES[scale]).lower() for scale in law.at(month).minimum_wage_scales)


def scale_note(scale: str, place: Place, words: Words) -> str:
    """That the wages of an employer of this scale are not judged; "" where they are, or where that is not known."""
    rules = law.at(place.month)
    held = rules.reported_wage_floor is not None or scale in ("", *rules.minimum_wage_scales)
    if held or judges_every_scale(place.reading.release):
        return ""
    return words(
        "Skala {scale} tidak terikat upah minimum: upahnya tidak dinilai.",
        scale=words(SCALE_NAMES[scale]).lower(),
    )
