"""How arrears moved in a month where nobody may be told of single employers: four rows, made of sums that are told.

    before + what fell due and was not paid on time - the rest = after

The rest is what the three others leave (paid later, closed, moved): whoever knows them knows it too, so that it gives
nothing away. It is told where enough employers paid later; else the two steps are one, the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from data.months import month_end
from data.words import Words
from pages import session, templates, widgets
from pages.employers.bridge import LESS, MORE, STANDING
from pages.session import Place
from pages.templates import Bar


def moves(place: Place, words: Words) -> Markup:
    """The rows as bars: of the place, or of the narrowest wider one of which both ends are told."""
    told = [one for one in (place, *place.wider) if None not in _ends(one)]
    if not told:
        return templates.note(widgets.no_number(place.sum("ledger_arrears_rp", place.before), words))
    ends = {"before": words.date(place.before), "month": words.date(place.month)}
    heading = words("Dari {before} ke {month}", **ends)
    if told[0] != place:
        heading = words("Dari {before} ke {month}, {place}", **ends, place=told[0].name(words))
    return templates.section("peta-changes", _rows(told[0], words), heading)


def _ends(place: Place) -> tuple[float | None, float | None]:
    """What is owed at the end of the month before, and at the end of the month."""
    return place.value("ledger_arrears_rp", place.before), place.value("ledger_arrears_rp")


def _rows(place: Place, words: Words) -> Markup:
    before, after = (owed or 0 for owed in _ends(place))
    rows = [*_steps(place, before, after, words)]
    longest = max(max(start, start + amount) for _, start, amount in rows) or 1
    bars = [
        _standing(place.before, before / longest, words.rupiah(before), words),
        *(
            _bar(name, start / longest, amount / longest, _signed(amount, words))
            for name, start, amount in rows
        ),
        _standing(place.month, after / longest, words.rupiah(after), words),
    ]
    counts = [
        pair
        for month, owed in ((place.before, before), (place.month, after))
        for pair in session.counts_of(place, {"ledger_arrears_rp": words.rupiah(owed)}, month)
    ]
    return templates.bar_list(bars, words, counts=counts)


def _steps(place: Place, before: float, after: float, words: Words) -> Iterator[tuple[str, float, float]]:
    """Name, where it begins, and how much it adds or takes off."""
    unpaid = _unpaid(place)
    rest = None if unpaid is None else before + unpaid - after
    if unpaid is None or rest is None or rest < 0 or place.value("recovery_rate") is None:
        yield words("Selisih: jatuh tempo, dibayar, tutup, atau pindah"), before, after - before
        return
    yield words("Jatuh tempo dan tidak dibayar tepat waktu"), before, unpaid
    yield words("Dibayar kemudian, tutup, atau pindah"), before + unpaid, -rest


def _unpaid(place: Place) -> float | None:
    """What fell due in the month and was not paid on time; None where it is not told."""
    bills = place.sum("on_time_rp")
    if bills is None or bills.suppressed or bills.numerator is None or bills.denominator is None:
        return None
    return float(bills.denominator - bills.numerator)


def _standing(month: str, share: float, text: str, words: Words) -> Bar:
    return Bar(words("Sisa {date}", date=words.date(month_end(month))), text, share, start=0, colour=STANDING)


def _bar(name: str, start: float, share: float, text: str) -> Bar:
    return Bar(name, text, abs(share), start=min(start, start + share), colour=MORE if share > 0 else LESS)


def _signed(amount: float, words: Words) -> str:
    return templates.signed_quantity(amount, "rupiah", words)
