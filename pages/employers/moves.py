"""How arrears moved in a month where nobody may be told of single employers: four rows, made of sums that are told.

    before + what fell due and was not paid on time - the rest = after

The rest is what the three others leave (paid later, closed, moved): whoever knows them knows it too, so that it gives
nothing away. It is told where enough employers paid later; else the two steps are one, the difference.
"""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from data.sheets import Chart as SheetChart
from data.sheets import Column, Sheet
from data.words import Words
from pages import charts, templates, widgets
from pages.charts import Chart, Step
from pages.employers.bridge import counts_of_ends, rest_of, title_of
from pages.session import Place
from pages.view import View


def moves(place: Place, words: Words) -> Markup | Chart:
    """The rows of the place, or of the narrowest wider one of which both ends are told; of none, why that is."""
    told = told_moves(place)
    if told is None:
        return templates.note(widgets.no_number(place.sum("ledger_arrears_rp", place.before), words))
    title = title_of(place, words)
    if told != place:
        title = words("{title}, {place}", title=title, place=told.name(words))
    return charts.bridge(_rows(told, words), title, words, counts_of_ends(told, _known_ends(told), words))


def moves_sheet(place: Place, view: View, words: Words) -> Sheet:
    """The rows of a place of which both ends are told as a file, with a chart of them."""
    steps = _rows(place, words)
    rows = pd.DataFrame({"name": [step.name for step in steps], "whole": [step.amount for step in steps]})
    return widgets.place_sheet(
        words("Perubahan tunggakan: {place}", place=place.name(words)),
        [Column("name", words("Langkah")), Column("whole", words("Tunggakan"), "rupiah")],
        rows,
        place,
        view,
        words,
        indicators=("ledger_arrears_rp",),
        filters=[(words("Awal"), words.date(place.before))],
        chart=SheetChart("bridge", "name", ("whole",)),
    )


def told_moves(place: Place) -> Place | None:
    """The place, or the narrowest wider one, of which both ends are told; None for none."""
    return next((one for one in (place, *place.wider) if None not in _ends(one)), None)


def _ends(place: Place) -> tuple[float | None, float | None]:
    """What is owed at the end of the month before, and at the end of the month."""
    return place.value("ledger_arrears_rp", place.before), place.value("ledger_arrears_rp")


def _known_ends(place: Place) -> tuple[float, float]:
    before, after = _ends(place)
    return before or 0, after or 0


def _rows(place: Place, words: Words) -> list[Step]:
    before, after = _known_ends(place)
    return [
        Step(rest_of(place.before, words), before, standing=True),
        *(Step(name, amount) for name, amount in _steps(place, before, after, words)),
        Step(rest_of(place.month, words), after, standing=True),
    ]


def _steps(place: Place, before: float, after: float, words: Words) -> list[tuple[str, float]]:
    """Name, and how much it adds or takes off."""
    unpaid = _unpaid(place)
    rest = None if unpaid is None else before + unpaid - after
    if unpaid is None or rest is None or rest < 0 or place.value("recovery_rate") is None:
        return [(words("Selisih: jatuh tempo, dibayar, tutup, atau pindah"), after - before)]
    return [
        (words("Jatuh tempo dan tidak dibayar tepat waktu"), unpaid),
        (words("Dibayar kemudian, tutup, atau pindah"), -rest),
    ]


def _unpaid(place: Place) -> float | None:
    """What fell due in the month and was not paid on time; None where it is not told."""
    bills = place.sum("on_time_rp")
    if bills is None or bills.suppressed or bills.numerator is None or bills.denominator is None:
        return None
    return float(bills.denominator - bills.numerator)
