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
from pages.templates import AGEING_NAMES, SCALE_NAMES

# Rules on the very day, of which `due_note` says where they make a difference.
_TOLD_APART = ("holidays", "joint_holidays")


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


def unconfirmed(rules: Iterable[str], month: str) -> list[law.Period]:
    """Those of the rules that hold in a month and that no source confirms; a rule that is not used decides nothing."""
    named = set(rules)
    return [
        period
        for period in law.at(month).sources()
        if period.name in named and not period.confirmed and period.values.get("used", True)
    ]


def rests_note(rules: Iterable[str], month: str, words: Words) -> str:
    """Which rules a number rests on that no source confirms, with their values; "" where all are confirmed.

    Due days and limits of steps are left out: what hangs on them is told in numbers (`due_note`, `doubt_text`).
    """
    open_rules = [
        _with_value(period, words)
        for period in unconfirmed(rules, month)
        if period.name not in _TOLD_APART and not period.name.startswith("clock_")
    ]
    if not open_rules:
        return ""
    return words("Bertumpu pada aturan yang belum dikonfirmasi: {rules}.", rules="; ".join(open_rules))


def _with_value(period: law.Period, words: Words) -> str:
    """The title of a rule, and its value where that is a number of months or of each ageing class."""
    title = period.title[words.language]
    if "months" in period.values:
        return words("{title} {n} bulan", title=title, n=period.values["months"])
    if "first_month" in period.values:
        starts = period.values["first_month"].items()
        classes = ", ".join(f"{words(AGEING_NAMES[name])} {month}" for name, month in starts)
        return f"{title} ({classes})"
    return title


def doubt_text(
    about: Indicator, reading: Reading, month: str, level: str, key: str, words: Words, filters: Filters = ()
) -> str:
    """How many of what an indicator counts in an area rest on an unconfirmed rule; "" for none, or where it is hidden."""
    if not about.doubtful:
        return ""
    part = reading.one(definitions()[about.doubtful], month, level, key, filters)
    return doubtful(None if part is None else part.value, words)


def doubtful(count: float | None, words: Words) -> str:
    """The same of a count that is known already; None is one that is not."""
    if not count:
        return ""
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
